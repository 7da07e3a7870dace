"""The annotated events, relations and their modality as items for the classifiers."""

from __future__ import annotations

import re
from typing import Any

from kg.extract import arguments
from kg.extract.arguments import Candidate, Trigger
from kg.extract.clauses import Frame
from kg.extract.events_choose import Draft
from kg.extract.modality import Told
from kg.extract.relations_features import Pair
from kg.model import SYMMETRIC

__all__ = [
    "RETOLD",
    "alike",
    "argument_labels",
    "filler_labels",
    "keep_labels",
    "match",
    "pair_labels",
    "told_event",
    "triggers_of",
]

#: weight of a word that names an annotated event elsewhere in the article: no good negative
RETOLD = 0.3
Row = dict[str, Any]


def _words(text: str) -> list[str]:
    return re.sub(r"\W+", " ", text.casefold()).split()


def alike(a: str, b: str) -> int:
    """Return 2 for equal words, 1 where one text is a run of words of the other and not much shorter, else 0."""
    short, long = sorted((_words(a), _words(b)), key=len)
    if short == long:
        return 2
    fits = short and len(long) <= 2 * len(short) + 2
    return int(bool(fits) and any(long[i : i + len(short)] == short for i in range(len(long))))


def triggers_of(frame: Frame, events: list[Row]) -> dict[int, Row]:
    """Return the token of each annotated trigger with its event."""
    found: dict[int, Row] = {}
    for event in events:
        s, word = frame.sentence(event["sent"]), event["trigger"].split()[0].lower()
        tokens = [i for i in range(s.first, s.last) if frame.words[i] == word]
        tokens = tokens or [
            i for i in range(s.first, s.last) if len(frame.words[i]) > 3 and word.startswith(frame.words[i])
        ]
        if tokens:
            found[next((i for i in tokens if i not in found), tokens[0])] = event
    return found


def argument_labels(event: Row, rows: list[Candidate]) -> list[str]:
    """Return the role of each candidate in an annotated event."""
    labels = [arguments.NONE] * len(rows)
    ids = {c.place.id for c in rows if c.place.id}
    for role, filler in event["args"]:
        fits = [i for i, c in enumerate(rows) if role in arguments.allowed(c.place) and labels[i] == arguments.NONE]
        if filler in ids:
            hits = [i for i in fits if rows[i].place.id == filler]
        else:
            near = [
                (-alike(filler, rows[i].place.span.text), abs(len(filler) - len(rows[i].place.span.text)), i)
                for i in fits
                if not rows[i].place.id
            ]
            hits = [i for score, _, i in sorted(near)[:1] if score]
        for i in hits:
            labels[i] = role
    return labels


def keep_labels(frame: Frame, annotation: Row, drafts: list[Draft]) -> list[bool]:
    """Tell which drafts are the best of an annotated event, as the score matches them."""
    matched = match(frame, annotation, drafts)
    return [i in matched for i in range(len(drafts))]


def match(frame: Frame, annotation: Row, drafts: list[Draft]) -> dict[int, Row]:
    """Return the drafts, by index, that tell an annotated event best, with that event."""
    ids = {row[0] for row in annotation["entities"]}
    scored = []
    for g, event in enumerate(annotation["events"]):
        known = {v for _, v in event["args"] if v in ids}
        for i, draft in enumerate(drafts):
            token = draft.proposal.trigger.token
            number = frame.sentences[token]
            shared = len(known & draft.entities)
            if event["type"] == draft.type and abs(event["sent"] - number) <= 1 and shared:
                word = event["trigger"].lower().startswith(frame.words[token])
                scored.append((10 * (event["sent"] == number) + 5 * word + shared + draft.confidence, g, i))
    found: dict[int, Row] = {}
    done: set[int] = set()
    for _, g, i in sorted(scored, key=lambda row: (-row[0], row[1:])):
        if g not in done and i not in found:
            done.add(g)
            found[i] = annotation["events"][g]
    return found


def filler_labels(annotation: Row, event: Row, draft: Draft) -> list[bool]:
    """Tell which fillers of a draft's proposal an annotated event has in the same role."""
    ids = {row[0] for row in annotation["entities"]}
    gold = [(role, value) for role, value in event["args"]]
    labels = []
    for filler in draft.proposal.fillers:
        text, id_ = filler.place.span.text, filler.place.id
        labels.append(any(
            role == filler.role and (value == id_ if value in ids else not id_ and bool(alike(value, text)))
            for role, value in gold
        ))  # fmt: skip
    return labels


def pair_labels(annotation: Row, pairs: list[Pair]) -> tuple[list[str], list[float]]:
    """Return the predicate and direction of each pair, and its weight: 0 where the relation is stated elsewhere."""
    labels, weights = ["-"] * len(pairs), [1.0] * len(pairs)
    for subject, predicate, object_, number, *_ in annotation["relations"]:
        both = [i for i, p in enumerate(pairs) if {p.left.id, p.right.id} == {subject, object_}]
        for i in both:
            weights[i] = float(labels[i] != "-")
        here = [i for i in both if number in (pairs[i].left.sentence, pairs[i].right.sentence)]
        at = min(here or both, key=lambda i: (pairs[i].gap, pairs[i].right.first - pairs[i].left.last, i), default=None)
        if at is not None:
            direction = "" if predicate in SYMMETRIC else ">" if pairs[at].left.id == subject else "<"
            labels[at], weights[at] = predicate + direction, 1.0
    return labels, weights


def told_event(event: Row, token: int, types: dict[str, str]) -> Told:
    """Return an annotated event as something told."""
    agents = tuple(sorted({v for role, v in event["args"] if role == "agent" and v in types}))
    return Told(event["type"], token, token, token + 1, agents, any(types[v] == "PER" for v in agents))


def trigger_of(token: int, event: Row) -> Trigger:
    """Return an annotated trigger."""
    return Trigger(token, event["type"])
