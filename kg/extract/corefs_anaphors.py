"""What may stand for a named thing: pronouns, words in -nya, "perusahaan tersebut", and bare offices ("Presiden")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.article import Article
from kg.extract.speech import Words, cues
from kg.extract.speech_choice import lines, table

__all__ = ["Anaphor", "anaphors"]

_PRONOUNS = frozenset({"ia", "dia", "beliau", "mereka", "dirinya", "pihaknya"})
_POINTERS = frozenset({"ini", "itu", "tersebut"})
_INNER = frozenset(",()")
#: heads that take another head after them ("mantan kepala", "wakil ketua")
_BEFORE = tuple((word,) for word in ("mantan", "eks", "wakil", "calon", "guru", "kepala"))
_ADDRESS = frozenset({"pak", "bapak", "bu", "ibu", "tuan", "nyonya", "mas", "mbak", "sang", "si"})
#: a noun stands at most this many words before its "tersebut"
_REACH = 12
_SHORTEST_NYA = 5


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word or phrase by characters and words.

    `kind` is pronoun, cue, nya, pointed or noun, `key` its head in lower case, `sense` what the head names ("person",
    "body", "place", "event", "law", "thing", or "").
    """

    start: int
    end: int
    first: int
    last: int
    kind: str
    key: str
    sense: str = ""


@cache
def _stop() -> frozenset[str]:
    return frozenset(lines("corefs_stop.txt"))


@cache
def _senses(name: str) -> dict[str, str]:
    return {word: row[0] for word, row in table(f"corefs_{name}.tsv").items()}


def anaphors(article: Article, words: Words) -> list[Anaphor]:
    """Return the candidates outside names, in order of the text; none overlap."""
    taken = _taken(article)
    result: list[Anaphor] = []
    for anaphor in _candidates(article.document.text, words):
        if (taken(anaphor.start) and anaphor.kind != "pointed") or taken(anaphor.end - 1):
            continue
        while anaphor.kind == "pointed" and result and result[-1].end > anaphor.start:
            result.pop()
        result.append(anaphor)
    return result


def _taken(article: Article):  # type: ignore[no-untyped-def]
    spans = sorted({(m.span.start, m.span.end) for m, _ in article.mentions()})
    starts = [start for start, _ in spans]
    ends: list[int] = []
    for _, end in spans:
        ends.append(max(end, ends[-1] if ends else 0))

    def inside(offset: int) -> bool:
        at = bisect_right(starts, offset) - 1
        return at >= 0 and ends[at] > offset

    return inside


def _candidates(text: str, words: Words) -> Iterator[Anaphor]:
    for i, word in enumerate(words.lower):
        if word in _PRONOUNS:
            yield _anaphor(words, i, i, "pronoun", word)
        elif word in _POINTERS and (head := _head(text, words, i)) is not None:
            key = words.lower[head]
            yield _anaphor(words, head, i, "pointed", key, _senses("heads")[key])
        elif word.endswith("nya"):
            if len(word) >= _SHORTEST_NYA and word not in _stop():
                yield _anaphor(words, i, i, "cue" if word in cues() else "nya", word)
        elif word in _senses("nouns") and not _pointed(words, i):
            first = i - 1 if i and words.lower[i - 1] in _ADDRESS else i
            yield _anaphor(words, first, i, "noun", word, _senses("nouns")[word])


def _anaphor(words: Words, first: int, last: int, kind: str, key: str, sense: str = "") -> Anaphor:
    return Anaphor(words.starts[first], words.ends[last], first, last, kind, key, sense)


def _pointed(words: Words, i: int) -> bool:
    """Tell whether "tersebut" follows at once: then the phrase is one candidate, not two."""
    return i + 1 < len(words.lower) and words.lower[i + 1] in _POINTERS


def _head(text: str, words: Words, i: int) -> int | None:
    """Return the number of the noun that "ini", "itu" or "tersebut" at `i` belongs to."""
    heads = _senses("heads")
    found = None
    for j in range(i - 1, max(-1, i - 1 - _REACH), -1):
        between = text[words.ends[j] : words.starts[j + 1]]
        named = text[words.starts[j + 1]].isupper()
        if words.lower[j] in _POINTERS or not (between.isspace() or (between.strip() in _INNER and (named or found))):
            break
        if words.lower[j] in heads:
            found = j
            if not text[words.starts[j]].isupper() and words.lower[j - 1 : j] not in _BEFORE:
                break
        elif found is not None or (i - j > 3 and text[words.starts[j]].islower()):
            break
    return found
