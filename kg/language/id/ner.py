"""The component "kg_entities": names of persons, organizations, places, events, products and laws.

In: a Doc, tokenized, with or without sentences. Out: the same Doc with
- `doc.ents`: the names, longest form, none overlapping, on the tokens of the Doc (widened where a token is cut);
- `doc.spans["nested"]`: names that stand inside longer ones ("Polri" in "Bareskrim Polri");
- `doc.user_data["names"]`: all of them exactly, a list of (start, end, type, confidence, "outer" or "inner") in
  characters, in order of the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.util import filter_spans

from kg.language.arrays import read_arrays
from kg.language.id.ner_article import Found, agree
from kg.language.id.ner_decode import spans_of_tags, viterbi
from kg.language.id.ner_forms import Form, Span, forms, norm, proposed
from kg.language.id.ner_gazetteer import Gazetteer
from kg.language.id.ner_marginals import marginals
from kg.language.id.ner_network import LONG, Committee, kept
from kg.language.id.ner_second import SecondLook, placed
from kg.language.id.ner_tokens import WHOLE, Cutter, Words, split

__all__ = ["NAMES", "NESTED", "WEIGHTS", "Recogniser", "attach", "create", "trained"]

NAMES = "names"
#: where the trained component lies
WEIGHTS = Path(__file__).parent / "model" / "kg_entities"
NESTED = "nested"
#: what a name inside another is worth: of those found, about this share is annotated
INSIDE = 0.5
#: the word between the number of a law and its subject: "UU Nomor 8 Tahun 2019 tentang Haji"
SUBJECT = "tentang"
Floats = NDArray[np.float32]
#: (start, end, type, confidence, place)
Name = tuple[int, int, str, float, str]


@Language.factory("kg_entities", assigns=["doc.ents", "doc.spans"])
def create(nlp: Language, name: str) -> Recogniser:
    """Return the component, empty until it is loaded from disk."""
    return Recogniser()


def attach(nlp: Language) -> Language:
    """Return the pipeline with the trained component at its end, unless it has one."""
    if "kg_entities" not in nlp.pipe_names:
        nlp.add_pipe("kg_entities").from_disk(WEIGHTS)  # type: ignore[attr-defined]
    return nlp


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What the network makes of a text: its names, whatever else may be one, scores of the tags inside names."""

    found: list[Found]
    possible: dict[Span, Floats]
    inner: Floats


class Recogniser:
    """Finds names in Docs."""

    def __init__(self) -> None:
        self.network: Committee | None = None
        self.second: SecondLook | None = None
        self.tags: list[str] = []
        self.cutter = WHOLE
        self.openings: frozenset[str] = frozenset()
        self.least = 0.0
        self.spread = 0.5
        self._words: dict[tuple[str, tuple[int, ...]], Words] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its names."""
        given = [sent.start_char for sent in doc.sents] if doc.has_annotation("SENT_START") else []
        return _place(doc, self.names(doc.text, given))

    def words(self, text: str, starts: Iterable[int] = ()) -> Words:
        """Return the words of a text, those of the last few texts as they were."""
        given = tuple(starts)
        if len(text) > 5 * LONG:
            return split(text, given, self.cutter)
        return kept(self._words, (text, given), lambda: split(text, given, self.cutter))

    def names(self, text: str, starts: Iterable[int] = ()) -> list[Name]:
        """Return the names in a text; sentences begin at `starts` where there are any."""
        words = self.words(text, starts)
        if self.network is None or not words.words:
            return []
        first = self.first_look(words)
        found = self._with_inner(first.found, words, first.inner)
        if self.second is not None:
            found = self._judged(self.second, words, text, first)
        return sorted(
            (words.starts[one.first], words.end(one.last - 1), self.tags[4 * one.type + 1][2:], one.confidence, place)
            for one, place in found
        )

    def first_look(self, words: Words) -> FirstLook:
        """Return what the network makes of the words, with one type for each form."""
        assert self.network is not None
        scores, moves = self.network.score(words), self.network.moves
        paths = viterbi(scores.outer, words.sentences, moves)
        sums = marginals(scores.outer, words.sentences, moves)
        outside = self._furniture(words)
        spans = [
            (base + first, base + last)
            for path, (base, _) in zip(paths, words.sentences, strict=True)
            for first, last, _ in spans_of_tags([self.tags[tag] for tag in path])
            if base not in outside
        ]
        agreed = agree(spans, words.words, sums, least=self.least, spread=self.spread)
        possible = proposed(sums, [sentence for sentence in words.sentences if sentence[0] not in outside], spans)
        return FirstLook([one for one in agreed if one.first not in outside], possible, scores.inner)

    def forms_of(self, words: Words, text: str, first: FirstLook) -> dict[str, Form]:
        """Return the forms that the second look judges."""
        base = [
            (one.first, one.last, one.type, one.confidence, place == "inner")
            for one, place in self._with_inner(first.found, words, first.inner)
        ]
        return forms(words, text, first.possible, base)

    def _judged(self, second: SecondLook, words: Words, text: str, first: FirstLook) -> Iterator[tuple[Found, str]]:
        found = self.forms_of(words, text, first)
        chosen = second.judge(words, text, found)
        outer, inside = placed(chosen, found)
        names = [Found(*place, chosen[key].type, chosen[key].confidence) for place, key in outer]
        yield from ((one, "outer") for one in names)
        nested = dict(inside)
        for one, place in self._with_inner(names, words, first.inner):
            if place == "inner":
                nested[one.first, one.last] = norm(text[words.starts[one.first] : words.end(one.last - 1)])
        for span, key in nested.items():
            if key in chosen:
                yield Found(*span, chosen[key].type, chosen[key].confidence), "inner"

    def _furniture(self, words: Words) -> set[int]:
        """Return the words of lines that lead to other pages ("Simak juga Video ..."): names there are ignored."""
        out: set[int] = set()
        for first, last in words.sentences:
            if " ".join(words.words[first : first + 2]).lower() in self.openings:
                out.update(range(first, last))
        return out

    def _with_inner(self, found: Iterable[Found], words: Words, scores: Floats) -> Iterator[tuple[Found, str]]:
        """Yield names with their place: the outer ones, and behind each those that stand inside it."""
        kinds = [tag[2:] for tag in self.tags[1::4]]
        for one in found:
            yield one, "outer"
            for first, last, kind in self._inside(one, words.words, scores):
                yield Found(first, last, kinds.index(kind), one.confidence * INSIDE), "inner"

    def _inside(self, one: Found, words: Sequence[str], scores: Floats) -> Iterator[tuple[int, int, str]]:
        """Yield the names inside a longer one; of a law with a number and a subject, the part up to the number."""
        size = one.last - one.first
        best = scores[one.first : one.last].argmax(1)
        for first, last, kind in spans_of_tags([self.tags[tag] for tag in best]):
            if last - first < size:
                yield one.first + first, one.first + last, kind
        if self.tags[4 * one.type + 1] == "B-LAW":
            for at in range(one.first + 2, one.last):
                if words[at].lower() == SUBJECT and words[at - 1][-1].isdigit():
                    yield one.first, at, "LAW"
                    break

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write arrays and settings into a folder."""
        if self.network is None:
            return
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for number, member in enumerate(self.network.members):
            arrays: dict[str, Any] = member.arrays
            np.savez(folder / f"arrays{number}.npz", **arrays)
        (folder / "vocabulary.txt").write_text("\n".join(self.network.vocabulary), encoding="utf-8")
        self.network.gazetteer.to_disk(folder / "gazetteer.txt")
        settings = {
            "tags": self.tags,
            "least": self.least,
            "spread": self.spread,
            "whole": sorted(self.cutter.whole),
            "before": self.cutter.before,
            "behind": self.cutter.behind,
            "openings": sorted(self.openings),
        }
        (folder / "settings.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
        if self.second is not None:
            self.second.to_disk(folder)

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Recogniser:
        """Read what `to_disk` wrote; returns itself."""
        folder = Path(path)
        arrays = [read_arrays(file) for file in sorted(folder.glob("arrays*.npz"))]
        vocabulary = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        self.tags, self.least, self.spread = settings["tags"], settings["least"], settings["spread"]
        self.openings = frozenset(settings.get("openings", ()))
        before, behind = tuple(settings["before"]), tuple(settings["behind"])
        self.cutter = Cutter(frozenset(settings["whole"]), frozenset(vocabulary), before, behind)
        self.network = Committee(arrays, vocabulary, Gazetteer.from_disk(folder / "gazetteer.txt"))
        self.second = SecondLook.from_disk(folder)
        self._words.clear()
        if folder == WEIGHTS:
            _TRAINED[folder] = self
        return self


#: the recogniser of `WEIGHTS` that was read last: 0.1 s, and one serves all
_TRAINED: dict[Path, Recogniser] = {}


def trained() -> Recogniser:
    """Return the recogniser that kg ships: that of the pipeline, where it is loaded."""
    return _TRAINED.get(WEIGHTS) or Recogniser().from_disk(WEIGHTS)


def _place(doc: Doc, names: list[Name]) -> Doc:
    def span(name: Name) -> DocSpan | None:
        return doc.char_span(name[0], name[1], name[2], alignment_mode="expand")

    outer = [found for name in names if name[4] == "outer" and (found := span(name)) is not None]
    doc.set_ents(filter_spans(outer))
    doc.spans[NESTED] = [found for name in names if name[4] == "inner" and (found := span(name)) is not None]
    doc.user_data[NAMES] = names
    return doc
