"""Indonesian numbers in digits, in words and in both: "7.000", "1,5 juta", "dua puluh lima", "setengah triliun"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg.extract.values.lexicon import scales, table
from kg.extract.values.tokens import Token, tokens

__all__ = ["Number", "decimal", "number_at", "numerals", "plain", "read_number"]

#: digits beyond this are an identifier, not an amount; words beyond this are no number
LONGEST, WORDS = 30, 16
_THOUSANDS = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?|(\d{1,3}(?:,\d{3}){2,})(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that takes the tokens `first` to `last` (half-open); `form` is digits, scaled, words or fraction."""

    first: int
    last: int
    value: Decimal
    form: str


def read_number(text: str) -> Decimal | None:
    """Return the number that the whole text spells, or None.

    >>> read_number("1,5 triliun"), read_number("dua puluh lima"), read_number("belasan")
    (Decimal('1500000000000'), Decimal('25'), None)
    """
    found = tokens(text)
    number = number_at(found, 0) if found else None
    return number.value if number and number.last == len(found) else None


def plain(value: Decimal) -> str:
    """Return decimal notation without exponent or trailing zeros.

    >>> plain(Decimal("1.50E+3")), plain(Decimal("2.650"))
    ('1500', '2.65')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal(digits: str) -> Decimal | None:
    """Return the value of digits with Indonesian separators; English ones where they cannot be Indonesian.

    >>> decimal("7.000"), decimal("1.05"), decimal("2.500.000,00"), decimal("1,250,000.5")
    (Decimal('7000'), Decimal('1.05'), Decimal('2500000.00'), Decimal('1250000.5'))
    """
    if len(digits) > LONGEST:
        return None
    if match := _THOUSANDS.fullmatch(digits):
        whole = re.sub(r"\D", "", match[1] or match[3])
        return Decimal(f"{whole}.{match[2] or match[4] or 0}") if match[2] or match[4] else Decimal(whole)
    parts = re.split("[.,]", digits)
    return Decimal(".".join(parts)) if len(parts) <= 2 else None


def number_at(found: Sequence[Token], first: int) -> Number | None:
    """Return the longest number that starts at the token `first`, or None."""
    token = found[first]
    if token.kind == "digits":
        value = decimal(token.text)
        return _scaled(found, first, value) if value is not None else None
    return _spelled(found, first) if token.lower in numerals() else None


@lru_cache
def numerals() -> frozenset[str]:
    """Return the words with which a number in words may begin."""
    return frozenset({*table("numbers")["digits"], *scales("whole"), *scales("fractions")})


def _scaled(found: Sequence[Token], first: int, value: Decimal) -> Number:
    """Return digits with the scale words after them: "1,5 ribu triliun", "1 juta 500 ribu"."""
    value, last = _multiplied(found, first + 1, value)
    form = "scaled" if last > first + 1 else "digits"
    while form == "scaled" and last + 1 < len(found) and found[last].kind == "digits":
        rest = decimal(found[last].text)
        if rest is None or found[last + 1].lower not in scales():
            break
        extra, end = _multiplied(found, last + 1, rest)
        if extra >= value:
            break
        value, last = value + extra, end
    return Number(first, last, value, form)


def _multiplied(found: Sequence[Token], place: int, value: Decimal) -> tuple[Decimal, int]:
    end = min(len(found), place + 2)
    while place < end and (factor := _factor(found[place])):
        value, place = value * factor, place + 1
    return Decimal(plain(value)), place


def _factor(token: Token) -> Decimal | None:
    """Return what a word behind digits multiplies them by: "juta", "ratus", and "triliunan" as "triliun"."""
    return Decimal(100) if token.lower == "ratus" else scales().get(token.lower.removesuffix("an"))


def _spelled(found: Sequence[Token], first: int) -> Number | None:
    sum_, place, form = _Sum(), first, "words"
    end = min(len(found), first + WORDS)
    while place < end and found[place].kind == "word" and sum_.take(found[place].lower):
        place += 1
    if place == first:
        return None
    if place < len(found) and found[place].lower == "koma":
        return None
    return Number(first, place, Decimal(plain(sum_.value)), "fraction" if sum_.fraction else form)


class _Sum:
    """A number word by word: `total` is what a scale has closed, `group` the hundreds and tens, `digit` the rest."""

    def __init__(self) -> None:
        self.total, self.group, self.digit = Decimal(0), Decimal(0), Decimal(0)
        self.fraction, self.empty, self.scaled = False, True, False

    @property
    def value(self) -> Decimal:
        return self.total + self.group + self.digit

    def take(self, word: str) -> bool:
        """Add a word; return whether the number goes on with it."""
        took = self._digit(word) or self._whole(word) or self._tens(word) or self._scale(word) or self._fraction(word)
        self.empty = self.empty and not took
        return took

    def _digit(self, word: str) -> bool:
        value = table("numbers")["digits"].get(word)
        if value is None or self.digit or self.fraction or (value == 0 and not self.empty):
            return False
        self.digit = Decimal(value)
        return True

    def _whole(self, word: str) -> bool:
        value = scales("whole").get(word)
        if value is None or self.digit or self.fraction or (self.group and value >= 100):
            return False
        if value >= 1000:
            self.total += value
        else:
            self.group += value
        return True

    def _tens(self, word: str) -> bool:
        rule = table("numbers")["tens"].get(word)
        if rule is None or not self.digit:
            return False
        amount = Decimal(rule[1:])
        self.group += self.digit * amount if rule[0] == "*" else self.digit + amount
        self.digit = Decimal(0)
        return True

    def _scale(self, word: str) -> bool:
        factor = scales().get(word)
        if factor is None or self.empty:
            return False
        part = self.group + self.digit
        self.total = self.total + part * factor if part else self.total * factor
        self.group = self.digit = Decimal(0)
        return True

    def _fraction(self, word: str) -> bool:
        value = scales("fractions").get(word)
        if value is None or self.fraction or (not self.empty and word != "setengah"):
            return False
        self.digit, self.fraction = self.digit + value, True
        return True
