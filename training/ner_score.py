"""Scores of recognised names: distinct names of articles by type, spans of public sets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.language.id.ner import Recogniser
from training.ner_data import Text

__all__ = ["Spans", "distinct", "f1", "found", "report", "spans"]

TYPES = ("PER", "ORG", "LOC", "EVT", "PRD", "LAW")

Spans = Sequence[tuple[int, int, str]]


def f1(hits: int, gold: int, found: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 in percent."""
    p, r = hits / max(found, 1), hits / max(gold, 1)
    return 100 * p, 100 * r, 100 * (2 * p * r / (p + r) if p + r else 0.0)


def norm(text: str) -> str:
    """Return the form as score.py compares it."""
    return re.sub(r"\W+", " ", text.casefold()).strip()


def distinct(pairs: Iterable[tuple[Text, Spans]]) -> Mapping[str, tuple[int, int, int]]:
    """Return (right, gold, found) of distinct (form, type) per article, by type and for "all"."""
    rows: dict[str, Counter[str]] = {}
    for text, found in pairs:
        gold = {(norm(form), type_) for form, type_ in text.forms}
        pred = {(norm(text.text[s:e]), type_) for s, e, type_ in found}
        for name, items in (("hits", gold & pred), ("gold", gold), ("found", pred)):
            for _, type_ in items:
                for key in (type_, "all"):
                    rows.setdefault(key, Counter())[name] += 1
    return {key: (row["hits"], row["gold"], row["found"]) for key, row in rows.items()}


def spans(pairs: Iterable[tuple[Text, Spans]], types: Sequence[str]) -> tuple[int, int, int]:
    """Return (right, gold, found) of exact spans of the given types."""
    hits = gold = pred = 0
    for text, found in pairs:
        g = {s for s in text.outer if s[2] in types}
        p = {tuple(s) for s in found if s[2] in types}
        hits, gold, pred = hits + len(g & p), gold + len(g), pred + len(p)
    return hits, gold, pred


def report(recogniser: Recogniser, sets: Mapping[str, Sequence[Text]]) -> None:
    """Print the figures on sets: distinct names by type for articles, spans of three types for public sets."""
    for name, texts in sets.items():
        pairs = [(text, found(recogniser, text)) for text in texts]
        if texts[0].source == "detik":
            rows = distinct(pairs)
            shown = [(kind, f1(*rows[kind])) for kind in ("all", *TYPES) if kind in rows]
            print(name, "  ".join(f"{kind} {p:.1f}/{r:.1f}/{f:.1f}" for kind, (p, r, f) in shown), flush=True)
        else:
            print(name, "/".join(f"{figure:.1f}" for figure in f1(*spans(pairs, TYPES[:3]))), flush=True)


def found(recogniser: Recogniser, text: Text) -> Spans:
    """Return the names found in a text; of a public set, only those that stand in no other."""
    names = recogniser.names(text.text, [text.words.starts[first] for first, _ in text.words.sentences])
    return [name[:3] for name in names if text.source == "detik" or name[4] == "outer"]
