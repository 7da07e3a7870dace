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
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.language.arrays import read_arrays
from kg.language.id.ner_article import Found, agree
from kg.language.id.ner_decode import spans_of_tags, viterbi
from kg.language.id.ner_gazetteer import Gazetteer
from kg.language.id.ner_marginals import marginals
from kg.language.id.ner_network import LONG, Committee, kept
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


class Recogniser:
    """Finds names in Docs."""

    def __init__(self) -> None:
        self.network: Committee | None = None
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
        scores = self.network.score(words)
        moves = self.network.moves
        paths = viterbi(scores.outer, words.sentences, moves)
        sums = marginals(scores.outer, words.sentences, moves)
        outside = self._furniture(words)
        spans = [
            (base + first, base + last)
            for path, (base, _) in zip(paths, words.sentences, strict=True)
            for first, last, _ in spans_of_tags([self.tags[tag] for tag in path])
            if base not in outside
        ]
        out: list[Name] = []
        for one in agree(spans, words.words, sums, least=self.least, spread=self.spread):
            if one.first in outside:
                continue
            type_ = self.tags[4 * one.type + 1][2:]
            out.append((words.starts[one.first], words.end(one.last - 1), type_, one.confidence, "outer"))
            for first, last, kind in self._inside(one, words.words, scores.inner):
                out.append((words.starts[first], words.end(last - 1), kind, one.confidence * INSIDE, "inner"))
        return sorted(out)

    def _furniture(self, words: Words) -> set[int]:
        """Return the words of lines that lead to other pages ("Simak juga Video ..."): names there are ignored."""
        out: set[int] = set()
        for first, last in words.sentences:
            if " ".join(words.words[first : first + 2]).lower() in self.openings:
                out.update(range(first, last))
        return out

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
    def span(name: Name) -> Span | None:
        return doc.char_span(name[0], name[1], name[2], alignment_mode="expand")

    outer = [found for name in names if name[4] == "outer" and (found := span(name)) is not None]
    doc.set_ents(filter_spans(outer))
    doc.spans[NESTED] = [found for name in names if name[4] == "inner" and (found := span(name)) is not None]
    doc.user_data[NAMES] = names
    return doc
