"""What a text shows of speech before anyone is named: words, quotation marks, and the units that one speaker speaks."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.article import Article, Sentence
from kg.extract.speech_choice import lines

__all__ = ["Unit", "Words", "cues", "quotations", "units"]

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_MARK = re.compile(r"[\"“”„«»]|''|(?<!\w)[‘'](?=\w)|(?<=[\w.,?!…])[’'](?!\w)")
_CLAUSE = re.compile(r",\s+([a-z]+)")
_DOUBLE = frozenset('"“”„«»') | {"''"}
#: a quotation that nobody closed runs on for at most this many sentences
_RUN = 4
#: characters that are looked at on one side of a mark, so that a text full of marks costs no more than another
_FAR = 1_000
#: fewer words in quotation marks in the middle of a sentence are a name or a figure of speech
_SPEECH_WORDS = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text (no punctuation): where each starts and ends, and its lower-case form."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lower: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """Return the words of the text."""
        spans = [match.span() for match in _WORD.finditer(text)]
        return cls(tuple(s for s, _ in spans), tuple(e for _, e in spans), tuple(text[s:e].lower() for s, e in spans))

    def between(self, start: int, end: int) -> range:
        """Return the numbers of the words that start in `start:end`."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def at(self, offset: int) -> int:
        """Return the number of the word that holds `offset`, else of the next one."""
        return bisect_right(self.ends, offset)


@dataclass(frozen=True, slots=True)
class Unit:
    """Sentences `first` to `last` (places in `article.sentences`), and the speech in quotation marks in them.

    A quotation that runs over several sentences makes one unit; every other sentence is one of its own.
    """

    first: int
    last: int
    speech: tuple[tuple[int, int], ...] = ()

    def quotes(self, offset: int) -> bool:
        """Tell whether the character is inside speech in quotation marks."""
        at = bisect_right(self.speech, (offset, sys.maxsize)) - 1
        return at >= 0 and offset < self.speech[at][1]

    def outside(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of `start:end` that are not speech in quotation marks."""
        for from_, to in self.speech:
            if from_ > start:
                yield start, min(from_, end)
            start = max(start, to)
        if start < end:
            yield start, end


@cache
def cues() -> frozenset[str]:
    """Return the words that may report speech."""
    return frozenset(lines("quotes_cues.txt"))


def quotations(article: Article) -> list[tuple[int, int]]:
    """Return what stands in quotation marks, without them, in order; unclosed ones end at a sentence's end."""
    text = article.document.text
    found: list[tuple[int, int]] = []
    opened = -1
    for mark in _MARK.finditer(text):
        start, end = mark.span()
        if mark.group() not in _DOUBLE:
            continue
        opens = end < len(text) and not text[end].isspace() and text[end] not in ",.?!;:)"
        closes = start > 0 and not text[start - 1].isspace() and text[start - 1] not in "(["
        if opened >= 0 and (closes or not opens):
            found.append((opened, start))
            opened = -1
        elif opened >= 0:
            found.append((opened, _unclosed(article, opened, start)))
            opened = end
        elif opens:
            opened = end
        elif closes and text[start - 1] in ",.?!":
            found.append((max(article.sentence_at(start).start, found[-1][1] if found else 0), start))
    if opened >= 0:
        found.append((opened, _unclosed(article, opened, len(text))))
    found += _single(article, found)
    return sorted((s, e) for s, e in found if s < e)


def _unclosed(article: Article, opened: int, before: int) -> int:
    """Return where a quotation without a closing mark ends: its own sentence where that names a speaker, else later."""
    first = article.sentence_at(opened)
    text = article.document.text
    comma = _CLAUSE.finditer(text, opened, min(first.end, opened + _FAR))
    if any(match.group(1) in cues() for match in comma):
        return min(first.end, before)
    last = article.sentence_at(max(before - 1, opened))
    if last.end > before and last.number > first.number:
        last = article.sentences[last.number - 2]
    if last.number - first.number >= _RUN:
        return min(first.end, before)
    return max(opened, min(last.end, before))


def _single(article: Article, found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what stands in single quotation marks inside one sentence, outside the double ones."""
    text = article.document.text
    starts = [s for s, _ in found]
    result: list[tuple[int, int]] = []
    opened = sentence = -1
    for mark in _MARK.finditer(text):
        if mark.group() in _DOUBLE:
            continue
        at = bisect_right(starts, mark.start()) - 1
        if at >= 0 and found[at][1] > mark.start():
            continue
        number = article.sentence_at(mark.start()).number
        if mark.end() < len(text) and text[mark.end()].isalnum():
            opened, sentence = mark.end(), number
        elif opened >= 0 and number == sentence:
            result.append((opened, mark.start()))
            opened = -1
    return result


def units(article: Article) -> list[Unit]:
    """Return the sentences of the article in units, in order."""
    speech = [span for span in quotations(article) if _is_speech(article, *span)]
    if not article.sentences:
        return []
    result: list[Unit] = []
    first, spans, i = 0, [], 0
    last = 0
    for place in range(len(article.sentences)):
        sentence = article.sentences[place]
        while i < len(speech) and speech[i][0] < sentence.end:
            spans.append(speech[i])
            last = max(last, article.sentence_at(speech[i][1] - 1).number - 1)
            i += 1
        if place >= last:
            result.append(Unit(first, place, tuple(spans)))
            first, spans = place + 1, []
            last = first
    return result


def _is_speech(article: Article, start: int, end: int) -> bool:
    """Tell whether a quotation is speech, not a name or a figure of speech."""
    text = article.document.text
    sentence = article.sentence_at(start)
    if article.sentence_at(end - 1).number != sentence.number:
        return True
    before = text[max(sentence.start, start - _FAR) : start].strip(" \t\"“”„«»'‘’-–—(")
    if not before:
        return (
            text[end - 1] in ",.?!…"
            or text[end + 1 : end + 2] in (",", "")
            or text.count(" ", start, end) >= _SPEECH_WORDS
        )
    return (before[-1] in ":," and text.count(" ", start, end) >= 2) or _sentence_like(article, sentence, start, end)


def _sentence_like(article: Article, sentence: Sentence, start: int, end: int) -> bool:
    text = article.document.text
    if text[start:end].rstrip()[-1:] not in (",", ".", "?", "!") or text.count(" ", start, end) < _SPEECH_WORDS:
        return False
    word = text[max(sentence.start, start - _FAR) : start].rstrip(" \"“'‘").rpartition(" ")[2].lower()
    return word in cues() or text[start : start + 1].isupper() or end + 2 < sentence.end
