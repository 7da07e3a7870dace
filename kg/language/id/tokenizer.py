"""Text to tokens as UD Indonesian cuts them: every character kept, clitics (-nya -ku -mu -lah -kah -pun) split off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from spacy.attrs import PREFIX, SUFFIX  # type: ignore[import-not-found]  # has no stub
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from kg.language.id.clitics import split
from kg.language.id.lexicons import words

__all__ = ["Tokenizer", "create_tokenizer", "pieces"]

#: longer runs without a space are cut here first, so that no pattern meets more than this
LONGEST = 300
CACHE_SIZE = 50_000
PASSIVE = "di"

_CHUNK = re.compile(r"\s+|[^\s]+")
_WORD = r"\w[\w\u0300-\u036f]*"


@cache
def _pattern() -> re.Pattern[str]:
    abbreviations = sorted((w.rstrip("+") for w in words("abbreviations")), key=lambda w: (-len(w), w))
    known = "|".join(re.escape(w) for w in abbreviations)
    return re.compile(
        rf"""
        (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’»]
        | \w[\w.+-]{{0,63}}@\w[\w-]*(?:\.\w[\w-]*)+
        | [@\#]\w+
        | (?i:\w+(?:[.-]\w+){{0,5}}\.(?:com|co|id|net|org|go|or|ac|tv|info|me))\b(?:/[\w./?=&%-]*\w)?
        | (?:{known})(?!\w)
        | (?:[A-Z]\.){{2,}}[A-Z]?(?!\w) | [A-Z]\.(?=$|[^\w\s.])
        | (?=\D{{0,60}}\d)\w[\w.-]{{0,40}}(?:/\w[\w.-]{{0,40}}){{2,}}(?<=\w)
        | \d{{1,2}}/\d{{1,2}}(?!\w) | [IVX]+/\d+ | [A-Z]/[A-Z](?!\w)
        | (?:Rp|rp|RP|IDR|USD|SGD|EUR)(?=\d) | (?:US|AU|HK|NZ|[ASC])(?=\$)
        | \d+(?:[.,:]\d+)*(?:-an(?!\w)|(?=\W|$))
        | [a-zA-Z]{{2,4}}-\d+(?!\w)
        | {_WORD}(?:['’&-]{_WORD})*
        | \.{{2,}} | -{{2,}} | `{{2}} | '{{2}} | [!?]+
        | .
        """,
        re.X | re.S,
    )


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(words("hyphen_prefixes"))


def pieces(chunk: str) -> Iterator[str]:
    """Yield the tokens of a run of characters without whitespace.

    >>> list(pieces("(Rp1,5"))
    ['(', 'Rp', '1,5']
    """
    for start in range(0, len(chunk), LONGEST):
        for match in _pattern().finditer(chunk[start : start + LONGEST]):
            yield from _parts(match[0])


def _parts(token: str) -> Iterator[str]:
    if not token[-1].isalpha():
        yield from _ranges(token)
    elif token[-2:] in ("'s", "’s") and len(token) > 2:
        yield from (token[:-2], token[-2:])
    elif "-" in token:
        *heads, last = _ranges(token)
        yield from heads
        yield from split(last)
    else:
        yield from split(token)


def _ranges(token: str) -> Iterator[str]:
    """Yield "Januari", "-", "September"; what is reduplicated, prefixed or a code stays whole."""
    parts = token.split("-")
    if len(parts) < 2 or "/" in token or "." in token or not all(parts) or not _apart(parts):
        yield token
        return
    yield parts[0]
    for part in parts[1:]:
        yield from ("-", part)


def _apart(parts: list[str]) -> bool:
    if parts[-1].lower() in ("nya", "ku", "mu"):
        return len(parts) == 2
    if all(part.isdigit() for part in parts):
        return True
    if not all(part[0].isupper() and len(part) > 1 and part.isalpha() for part in parts):
        return False
    lower = [part.lower() for part in parts]
    related = any(b[-4:] in a or a[-4:] in b or a[:4] in b for a, b in pairwise(lower))
    return not related and not _prefixes() & set(lower)


def prefix(word: str) -> str:
    """Return what the trained pipeline sees of a word's start: the passive "di", else three letters.

    >>> prefix("Divonis"), prefix("menuding"), prefix("dia")
    ('di', 'men', 'dia')
    """
    lower = word[: len(PASSIVE) + 3].lower()
    return PASSIVE if lower.startswith(PASSIVE) and len(lower) > len(PASSIVE) + 2 else lower[:3]


def suffix(word: str) -> str:
    """Return what the trained pipeline sees of a word's end: three letters, in small ones too."""
    return word[-3:].lower()


class Tokenizer(DummyTokenizer):
    """Callable from text to Doc; keeps what a chunk became, since most chunks are met again."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str) -> Doc:
        """Return the Doc; `doc.text == text` for any text."""
        tokens: list[str] = []
        spaces: list[bool] = []
        for match in _CHUNK.finditer(text):
            chunk = match[0]
            if chunk[0].isspace():
                if chunk[0] == " " and tokens:
                    spaces[-1], chunk = True, chunk[1:]
                if chunk:
                    tokens.append(chunk)
                    spaces.append(False)
            else:
                found = self._pieces(chunk)
                tokens += found
                spaces += [False] * len(found)
        return Doc(self.vocab, words=tokens, spaces=spaces)

    def _pieces(self, chunk: str) -> tuple[str, ...]:
        found = self._known.get(chunk)
        if found is None:
            found = tuple(pieces(chunk))
            if len(chunk) <= LONGEST and len(self._known) < CACHE_SIZE:
                self._known[chunk] = found
        return found

    def to_disk(self, path: Path | str, **kwargs: object) -> None:
        """Write nothing: the lexicons lie in the package."""

    def from_disk(self, path: Path | str, **kwargs: object) -> Tokenizer:
        """Return itself: the lexicons lie in the package."""
        return self

    def to_bytes(self, **kwargs: object) -> bytes:
        """Return nothing: the lexicons lie in the package."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: object) -> Tokenizer:
        """Return itself: the lexicons lie in the package."""
        return self


@registry.tokenizers("kg.IndonesianTokenizer.v1")  # type: ignore[untyped-decorator]  # of catalogue
def create_tokenizer(affixes: bool = False) -> Callable[[Language], Tokenizer]:
    """Return what makes the tokenizer from a Language, as spaCy's configuration wants it.

    With `affixes`, the network sees `prefix` and `suffix` of each word in place of spaCy's.
    """

    def create(nlp: Language) -> Tokenizer:
        if affixes:
            nlp.vocab.lex_attr_getters |= {PREFIX: prefix, SUFFIX: suffix}  # type: ignore[attr-defined]
        return Tokenizer(nlp.vocab)

    return create
