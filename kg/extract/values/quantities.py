"""Where a text counts: numbers that are no money, percentage or date, and the words that may be their unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.values.candidate import Candidate
from kg.extract.values.lexicon import table, words
from kg.extract.values.numbers import Number, decimal, number_at, numerals, plain
from kg.extract.values.tokens import Token

__all__ = ["LONGEST_UNIT", "Word", "quantities", "unit_words", "with_unit"]

#: words that a unit may have ("kabupaten/kota" is one)
LONGEST_UNIT = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may belong to a unit: its characters, without an attached "-nya", and the token behind it."""

    text: str
    end: int
    last: int


def quantities(text: str, found: Sequence[Token], taken: bytearray) -> Iterator[Candidate]:
    """Yield the free numbers of a text, without their units, from left to right; `taken` marks characters of others."""
    opening = numerals() | table("quantities")["singles"].keys()
    place = 0
    while place < len(found):
        token = found[place]
        opens = (token.kind == "digits" or token.lower in opening) and not taken[token.start]
        number = _number(found, place) if opens and not _inside(text, token) and not _clock(found, place) else None
        if number:
            yield _candidate(found, number)
        place = number.last if number else place + 1


def _inside(text: str, token: Token) -> bool:
    return token.start > 0 and (text[token.start - 1].isalnum() or text[token.start - 1] in "_.,")


def _clock(found: Sequence[Token], place: int) -> bool:
    """Say whether digits are the time of a day: "pukul 10.00", "10.00 WIB", "12 siang"."""
    before, after = (found[at].lower if 0 <= at < len(found) else "" for at in (place - 1, place + 1))
    clock = table("quantities")["clock"]
    return found[place].kind == "digits" and (before in clock["before"] or after in clock["after"])


def _candidate(found: Sequence[Token], number: Number) -> Candidate:
    unit = table("quantities")["singles"].get(found[number.first].lower, "")
    negative = number.first > 0 and found[number.first - 1].lower == "minus"
    first, value = (number.first - 1, -number.value) if negative else (number.first, number.value)
    end = found[number.last - 1].end
    return Candidate(found[first].start, end, first, number.last, "quantity", plain(value), unit, number.form)


def _number(found: Sequence[Token], place: int) -> Number | None:
    if found[place].lower in table("quantities")["singles"]:
        return Number(place, place + 1, Decimal(1), "single")
    number = number_at(found, place)
    if number is None:
        return None
    if _touches(found, number.last) and found[number.last - 1].kind == "digits":
        after = found[number.last]
        if after.lower == "x":
            return _times(found, number)
        if after.kind == "word" and not _glued_unit(after):
            return None
    return _spelled_out(found, number)


def _glued_unit(token: Token) -> bool:
    """Say whether a word run into its number is a unit: "100kg", "5Kg"; of one letter only in lower case ("5G")."""
    return (token.text if len(token.text) == 1 else token.lower) in words("quantities", "glued")


def _touches(found: Sequence[Token], place: int) -> bool:
    return place < len(found) and found[place].start == found[place - 1].end


def _times(found: Sequence[Token], number: Number) -> Number | None:
    """Return the product of "1x24"."""
    factor = found[number.last + 1] if number.last + 1 < len(found) else None
    value = decimal(factor.text) if factor and factor.kind == "digits" and _touches(found, number.last + 1) else None
    return Number(number.first, number.last + 2, number.value * value, "times") if value is not None else None


def _spelled_out(found: Sequence[Token], number: Number) -> Number:
    """Return the number with its repetition in brackets: "1 (satu)"."""
    inner = number.last + 1
    again = number_at(found, inner) if inner < len(found) and found[number.last].text == "(" else None
    closed = again is not None and again.last < len(found) and found[again.last].text == ")"
    if again and closed and again.value == number.value:
        return Number(number.first, again.last + 1, number.value, number.form)
    return number


def unit_words(found: Sequence[Token], place: int) -> list[Word]:
    """Return the words behind a number up to the next sign or digits, words joined by "-" or "/" as one.

    >>> from kg.extract.values.tokens import tokens
    >>> [word.text for word in unit_words(tokens("514 kabupaten/kota di Jawa, juga"), 1)]
    ['kabupaten/kota', 'di', 'Jawa']
    """
    result: list[Word] = []
    if place < len(found) and found[place].lower in words("quantities", "skipped"):
        place += 1
    while place < len(found) and _unitary(found[place], len(result)):
        first, place = place, place + 1
        joins = "-" if found[first].lower in words("quantities", "measures") else "-/"
        while _joined(found, place, joins) and place - first < LONGEST_UNIT:
            place += 2
        result.append(_word(found[first:place], place))
    return result


def _joined(found: Sequence[Token], place: int, joins: str) -> bool:
    """Say whether a sign and a word follow without a blank: "kabupaten/kota", "E-TLE", but not "barel/hari"."""
    if place + 1 >= len(found) or found[place].text not in joins or found[place + 1].kind != "word":
        return False
    return _touches(found, place) and _touches(found, place + 1) and found[place + 1].lower != "an"


def _unitary(token: Token, count: int) -> bool:
    if token.kind != "word" or count >= LONGEST_UNIT:
        return False
    return bool(count) or token.lower not in words("quantities", "breaks")


def _word(tokens: Sequence[Token], last: int) -> Word:
    text, end = "".join(token.text for token in tokens), tokens[-1].end
    attached = text.lower().endswith("nya") and len(text) > 5
    return Word(text[:-3], end - 3, last) if attached else Word(text, end, last)


def with_unit(candidate: Candidate, unit: Sequence[Word]) -> Candidate:
    """Return the quantity with these words as its unit."""
    if not unit:
        return candidate
    name = " ".join(word.text for word in unit)
    return replace(candidate, end=unit[-1].end, last=unit[-1].last, unit=name)
