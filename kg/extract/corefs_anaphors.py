"""What may stand for a named thing: pronouns, words in -nya, "perusahaan tersebut", and bare offices ("Presiden").

In a headline any noun for a person may: the text names whom it means.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.article import Article
from kg.extract.speech import Words, cues
from kg.extract.speech_choice import lines, table

__all__ = ["Anaphor", "anaphors", "described"]

_PRONOUNS = frozenset({"ia", "dia", "beliau", "mereka", "dirinya", "pihaknya"})
_POINTERS = frozenset({"ini", "itu", "tersebut"})
_INNER = frozenset(",()")
#: what may stand between the words of an office with its names ("Ketua DPD Partai Golkar (Golkar) NTT itu")
_MARKS = frozenset({"", ",", "(", ")", "),", "&", "/", "-", ":", ".", '"'})
_JOINERS = frozenset({"dan", "di", "dari", "asal", "bidang", "urusan", "untuk", "periode", "semester", "ke"})
#: heads that take another head after them ("mantan kepala", "wakil ketua")
_BEFORE = tuple((word,) for word in ("mantan", "eks", "wakil", "calon", "guru", "kepala"))
_FORMER = frozenset({"mantan", "eks", "wakil", "calon"})
_ADDRESS = frozenset({"pak", "bapak", "bu", "ibu", "tuan", "nyonya", "mas", "mbak", "sang", "si"})
#: no clause goes on behind them
_OPEN = frozenset('\n.?!"“”:;')
#: a noun stands at most this many words before its "tersebut"
_REACH = 12
#: an office with the names in it is longer
_OFFICE = 20
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


@cache
def _people() -> dict[str, str]:
    """Return what may stand for a named person in a headline, with the nouns that may anywhere."""
    return {word: sense for word, sense in _senses("heads").items() if sense == "person"} | _senses("nouns")


def anaphors(article: Article, words: Words) -> list[Anaphor]:
    """Return the candidates outside names, in order of the text; none overlap."""
    type_at = _types(article)
    result: list[Anaphor] = []
    for anaphor in _candidates(article.document.text, words, type_at):
        if (type_at(anaphor.start) and anaphor.kind != "pointed") or type_at(anaphor.end - 1):
            continue
        while anaphor.kind == "pointed" and result and result[-1].end > anaphor.start:
            result.pop()
        result.append(anaphor)
    return result


def described(article: Article, words: Words, pointer: int) -> int | None:
    """Return the first word of the person whose description the "itu" at `pointer` ends, None where it ends none."""
    if words.lower[pointer] not in _POINTERS:
        return None
    return _described(article.document.text, words, pointer, _types(article))


def _types(article: Article) -> Callable[[int], str]:
    """Return what tells the type of the name that holds a character, "" for none."""
    spans = sorted((m.span.start, m.span.end, m.type) for m, _ in article.mentions())
    starts = [start for start, _, _ in spans]
    longest: list[tuple[int, str]] = []
    for _, end, type_ in spans:
        longest.append(max((end, type_), longest[-1] if longest else (0, "")))

    def type_at(offset: int) -> str:
        at = bisect_right(starts, offset) - 1
        return longest[at][1] if at >= 0 and longest[at][0] > offset else ""

    return type_at


def _candidates(text: str, words: Words, type_at: Callable[[int], str]) -> Iterator[Anaphor]:
    nouns, headline = _senses("nouns"), text.find("\n")
    for i, word in enumerate(words.lower):
        known = _people() if words.starts[i] < headline else nouns
        if word in _PRONOUNS:
            yield _anaphor(words, i, i, "pronoun", word)
        elif word in _POINTERS and (office := _described(text, words, i, type_at)) is not None:
            yield _anaphor(words, office, i, "pointed", words.lower[office], "person")
        elif word in _POINTERS and (head := _head(text, words, i)) is not None:
            key = words.lower[head]
            yield _anaphor(words, head, i, "pointed", key, _senses("heads")[key])
        elif word.endswith("nya"):
            if len(word) >= _SHORTEST_NYA and word not in _stop():
                yield _anaphor(words, i, i, "cue" if word in cues() else "nya", word)
        elif word in known and not _pointed(words, i):
            first = i - 1 if i and words.lower[i - 1] in _ADDRESS else i
            yield _anaphor(words, first, i, "noun", word, known[word])


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
        joined = between.isspace() or (between.strip() in _INNER and (named or found))
        if words.lower[j] in _POINTERS or "\n" in between or not joined:
            break
        if words.lower[j] in heads:
            found = j
            if not text[words.starts[j]].isupper() and words.lower[j - 1 : j] not in _BEFORE:
                break
        elif found is not None or (i - j > 3 and text[words.starts[j]].islower()):
            break
    return found


def _described(text: str, words: Words, i: int, type_at: Callable[[int], str]) -> int | None:
    """Return the first word of the person that is described before the "itu" at `i`, where names are in between."""
    office = _office(text, words, i, type_at)
    return _clause(text, words, i) if office is None else office


def _office(text: str, words: Words, i: int, type_at: Callable[[int], str]) -> int | None:
    """Return the first word of the person's office that ends in a name and then "itu" ("Ketua DPD Partai Golkar itu").

    Without it "Partai Golkar itu" would be what is pointed at. The words are names of no person, capitalized, or join
    others; of several heads ("Kepala Dewan Komisioner LPS itu") the leftmost counts.
    """
    heads, found = _senses("heads"), None
    if not i or not (type_at(words.starts[i - 1]) or text[words.starts[i - 1]].isupper()):
        return None
    for j in range(i - 1, max(-1, i - 1 - _OFFICE), -1):
        start, word = words.starts[j], words.lower[j]
        between, type_ = text[words.ends[j] : words.starts[j + 1]], type_at(start)
        if type_ == "PER" or word in _POINTERS or "\n" in between or between.strip() not in _MARKS:
            break
        person = heads.get(word) == "person" and not type_
        if person:
            found = j
        elif not (type_ or text[start].isupper() or text[start].isdigit() or word in _JOINERS or word in heads):
            break
    while found and words.lower[found - 1] in _FORMER and text[words.ends[found - 1] : words.starts[found]].isspace():
        found -= 1
    return found


def _clause(text: str, words: Words, i: int) -> int | None:
    """Return the noun that begins the sentence where "yang" follows and "itu" ends its clause ("Pria yang … itu")."""
    for j in range(i - 2, max(-1, i - 1 - _OFFICE), -1):
        if words.lower[j + 1] in _POINTERS or not _OPEN.isdisjoint(text[words.ends[j] : words.starts[j + 1]]):
            break
        first = j == 0 or not _OPEN.isdisjoint(text[words.ends[j - 1] : words.starts[j]])
        if words.lower[j + 1] == "yang" and first and _senses("heads").get(words.lower[j]) == "person":
            return j
    return None
