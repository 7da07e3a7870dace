"""Sentence and cue → the span of what is reported there without quotation marks: one run of text, the cue left out.

Where the cue stands in the midst of the speech (", kata Budi, …") one span cannot leave it out: the sentence is it.
"""

from __future__ import annotations

import re

from kg.extract.article import Article, Sentence
from kg.extract.speech_choice import table
from kg.extract.speech_scene import voice
from kg.model import Span

__all__ = ["clause", "trimmed"]

#: what may stand between a cue and the speech: whom it is told, a comma, a conjunction
_LEAD = re.compile(r"\s*(?:(?:kepada|pada) [^,.]{1,60}? (?=bahwa\b))?(?:,\s*)?(?:(bahwa|jika|kalau)\b)?\s*[,:]?\s*")
_COMMA = re.compile(r",\s+")
#: a speech without "bahwa" has more characters, a speaker at the end or between commas no more words
_SPEECH, _SPEAKER = 10, 8


def clause(article: Article, sentence: Sentence, cue: Span | None) -> Span:
    """Return the reported clause, the whole sentence where it cannot be cut off from its cue."""
    start, end = _bounds(article.document.text, sentence, cue) if cue else (sentence.start, sentence.end)
    return trimmed(article, start, end)


def trimmed(article: Article, start: int, end: int) -> Span:
    """Return the span without the blanks around it, at least a character long."""
    text = article.document.text
    while start + 1 < end and text[start].isspace():
        start += 1
    while end - 1 > start and text[end - 1].isspace():
        end -= 1
    return article.document.span(start, end)


def _bounds(text: str, sentence: Sentence, cue: Span) -> tuple[int, int]:
    word, start, end = cue.text.lower(), sentence.start, sentence.end
    how, before, behind = voice(word), text[start : cue.start].rstrip(), text[cue.end : end]
    most = {"menurut": _SPEAKER, "root": _SPEAKER, "nya": 0 if word.startswith("me") else 1}.get(how, 0)
    if before.endswith(",") and "," not in behind and len(behind.split()) <= most:
        return start, start + len(before) - 1
    if how == "menurut" or (how == "root" and not before):
        begin = _behind_speaker(text, cue.end, end)
        cut = end - begin > _SPEECH and not (before and begin == cue.end)
        return (begin, end) if cut else (start, end)
    headline = sentence.number == 1 and cue.text[0].isupper() and how == "root"
    if word.startswith(("me", "ber")) or (headline and before):
        lead = _LEAD.match(text, cue.end)
        if lead and (lead[1] or end - lead.end() > _SPEECH):
            return lead.end(), end
    return start, end


def _behind_speaker(text: str, start: int, end: int) -> int:
    """Return where the speech begins behind a speaker and what is added between commas; `start` without a comma."""
    comma = _COMMA.search(text, start, end)
    while comma and (after := _COMMA.search(text, comma.end(), end)) and _added(text[comma.end() : after.start()]):
        comma = after
    return comma.end() if comma else start


def _added(part: str) -> bool:
    """Tell whether the words are a name or begin with a noun for a person ("…, pengacara Budi, …")."""
    words = part.split()
    person = table("corefs_heads.tsv").get(words[0].lower() if words else "", ("",))[0] == "person"
    return 0 < len(words) <= _SPEAKER and (person or all(word[0].isupper() for word in words))
