"""Lemmas as UD Indonesian gives them: the root of the word in lower case, names as they are spelled."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from spacy.attrs import IS_SPACE, LEMMA, ORTH, POS  # type: ignore[import-not-found]  # has no stub
from spacy.language import Language
from spacy.parts_of_speech import NAMES  # type: ignore[import-not-found]  # has no stub
from spacy.tokens import Doc

from kg.language.id.affixes import roots
from kg.language.id.lexicons import words

__all__ = ["annotate", "lemma"]

AS_SPELLED = frozenset({"PROPN", "NUM", "PUNCT", "SYM", "X", "SPACE"})


@cache
def _table() -> dict[tuple[str, str], str]:
    path = Path(__file__).parent / "lexicons" / "lemmas.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {(form, upos): root for form, upos, root in rows}


@cache
def _roots() -> frozenset[str]:
    return frozenset(_table().values())


@cache
def _known() -> frozenset[str]:
    return frozenset(words("words"))


def lemma(form: str, upos: str = "") -> str:
    """Return the lemma of a word with its universal part of speech.

    >>> lemma("mengatakan", "VERB"), lemma("Bertemu", "VERB"), lemma("Jakarta", "PROPN")
    ('kata', 'temu', 'Jakarta')
    """
    if upos in AS_SPELLED or not form[:1].isalpha():
        return form
    word = form.lower()
    if upos == "NOUN" and form.isupper() and word not in _known():
        return form
    if (root := _table().get((word, upos)) or _table().get((word, ""))) is not None:
        return root
    return _unreduplicated(word) if "-" in word else _stripped(word)


def _unreduplicated(word: str) -> str:
    first, _, rest = word.partition("-")
    if first == rest or rest.startswith(first) or (len(first) > 3 and first[-3:] in rest):
        return lemma(first)
    return lemma(rest) if len(rest) > 2 and rest in first else word


def _stripped(word: str) -> str:
    if word in _roots() or len(word) < 6:
        return word
    known = [(len(root), root) for root, depth in roots(word) if depth and len(root) > 3 and root in _roots()]
    return max(known)[1] if known else word


@Language.component("kg_lemmas", assigns=["token.lemma"], requires=["token.pos"])
def annotate(doc: Doc) -> Doc:
    """Set the lemma of every token; whitespace becomes SPACE, whatever the tagger made of it."""
    for token in (doc[i] for i in np.flatnonzero(doc.to_array(IS_SPACE)).tolist()):
        token.pos_, token.dep_ = "SPACE", "dep" if token.head.i != token.i else token.dep_
        token.set_morph("")  # type: ignore[attr-defined]  # missing from its stub
    strings, known = doc.vocab.strings, dict[tuple[int, int], int]()
    found = []
    for orth, pos in doc.to_array([ORTH, POS]).tolist():
        key = known.get((orth, pos))
        if key is None:
            key = known[orth, pos] = strings.add(lemma(strings[orth], NAMES[pos]))
        found.append(key)
    return doc.from_array(LEMMA, np.array(found, np.uint64))  # type: ignore[arg-type]  # wants Ints2d, takes one column
