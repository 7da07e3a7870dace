"""Train the event classifiers: `python -m training.events`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kg.extract import arguments, events_choose, events_fillers, modality, triggers
from kg.extract.events_choose import Draft
from kg.extract.events_network import EventNetwork
from kg.extract.events_propose import Models, Proposal, propose
from kg.extract.linear import Linear
from kg.language.forest import Forest
from training import events_network, forest
from training.events_data import (
    RETOLD,
    argument_labels,
    filler_labels,
    keep_labels,
    match,
    told_event,
    trigger_of,
    triggers_of,
)
from training.events_fit import Settings, fit
from training.events_folds import DATA, best_floor, calibration, cut, ids_of, write_settings
from training.linear import save
from training.relations import Rows, further_rows, gold_rows, rows_of
from training.stories import FOLDS, parts, story_folds

TRIGGER = Settings(epochs=5, decay=3e-4)
ARGUMENT = Settings(epochs=5, decay=3e-4)
MOOD = Settings(epochs=6, decay=1e-3)
FLOORS = dict.fromkeys(arguments.ROLES, 0.1)
CHOICES = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45]
#: one forest that sees all columns: cross-validated 33.8 (four as for the events: 33.9), on dev 31.5 (30.4)
FILLERS: dict[str, Any] = {"bags": 1, "trees": 120, "leaves": 12, "rate": 0.06, "share": 1.0}
#: for arguments, by all edges of the graph together; cross-validated arguments and edges, F1: 33.7 and 62.3 at 0.15,
#: 33.4 and 62.8 at 0.2, 32.9 and 63.1 at 0.25
OWN = 0.2
#: cross-validated: 92.6 % of what is no fact stays none (91.3 at 0.6), 87.4 % of all modalities are right (88.7)
CERTAIN = 0.7


def fit_models(rows: Rows, network: EventNetwork) -> Models:
    found = [triggers_of(f, a["events"]) for f, a in rows]
    roots = {f.stems[t][1] for (f, _), named in zip(rows, found, strict=True) for t in named} | set(triggers.lexicon())
    items, labels, weights = [], [], []
    for (f, _), named in zip(rows, found, strict=True):
        tokens = triggers.candidates(f, roots)
        told = {f.stems[t][1] for t in named}
        items += triggers.features(f, tokens)
        labels += [named[t]["type"] if t in named else triggers.NONE for t in tokens]
        weights += [RETOLD if t not in named and f.stems[t][1] in told else 1.0 for t in tokens]
    return Models(fit(items, labels, TRIGGER, weights), fit_arguments(rows), frozenset(roots), network)


def fit_arguments(rows: Rows) -> Linear:
    items, labels = [], []
    for f, a in rows:
        for token, event in triggers_of(f, a["events"]).items():
            found = arguments.candidates(f, token)
            items += [arguments.features(f, trigger_of(token, event), c) for c in found]
            labels += argument_labels(event, found)
    return fit(items, labels, ARGUMENT)


def fit_mood(rows: Rows) -> Linear:
    items, labels = [], []
    for f, a in rows:
        types = {row[0]: row[1] for row in a["entities"]}
        for token, event in triggers_of(f, a["events"]).items():
            items.append(modality.features(f, told_event(event, token, types)))
            labels.append(event["modality"])
    return fit(items, labels, MOOD)


def proposals(rows: Rows, gold: Rows, more: Rows) -> list[list[Proposal]]:
    """Return the proposals for each article by models that have not seen it, with annotated names neither.

    They learn from `more` too, but for what tells the same stories.
    """
    result: list[list[Proposal]] = [[] for _ in rows]
    for fold in range(FOLDS):
        seen, unseen = cut(rows, gold, more, fold)
        models = fit_models(seen, events_network.network(fold))
        for i in unseen:
            result[i] = propose(rows[i][0], models)
    return result


def fit_keep(rows: Rows, drafts: Sequence[list[Draft]]) -> Forest:
    items, labels = [], []
    for (f, a), found in zip(rows, drafts, strict=True):
        items += events_choose.features(f, found)
        labels += keep_labels(f, a, found)
    return forest.grow(items, labels)


def fit_fillers(rows: Rows, drafts: Sequence[list[Draft]]) -> Forest:
    """Return the trees that judge the fillers, grown on the drafts that tell an annotated event."""
    items, labels = [], []
    for (f, a), found in zip(rows, drafts, strict=True):
        for i, event in sorted(match(f, a, found).items()):
            items += events_fillers.features(f, found[i])
            labels += filler_labels(a, event, found[i])
    return forest.grow(items, labels, **FILLERS)


Kept = list[tuple[Draft, float]]


def kept_of(rows: Rows, drafts: Sequence[list[Draft]]) -> tuple[list[Kept], list[Forest]]:
    """Return what is kept of each article's drafts, with any probability, by trees that have not seen it.

    Beside it the trees for the fillers, one forest per fold.
    """
    result: list[Kept] = [[] for _ in rows]
    fillers = []
    for fold in range(FOLDS):
        seen, unseen = parts(ids_of(rows), fold)
        part = [rows[i] for i in seen], [drafts[i] for i in seen]
        model = fit_keep(*part)
        fillers.append(fit_fillers(*part))
        for i in unseen:
            result[i] = events_choose.choose(rows[i][0], drafts[i], model, 0.0)
    return result, fillers


def judged(rows: Rows, kept: Sequence[Kept], floor: float) -> list[tuple[float, bool]]:
    """Return the probability of each event above the floor, and whether it is right."""
    result = []
    for (f, a), found in zip(rows, kept, strict=True):
        above = [(d, p) for d, p in found if p >= floor]
        labels = keep_labels(f, a, [d for d, _ in above])
        result += [(p, label) for (_, p), label in zip(above, labels, strict=True)]
    return result


def argument_f1(rows: Rows, kept: Sequence[Kept], fillers: Sequence[Forest], floor: float, own: float) -> float:
    """Return the F1 of the arguments inside events above `floor`, with the floor `own` for the arguments."""
    right = said = 0
    folds = [story_folds()[id_] for id_ in ids_of(rows)]
    for n, ((f, a), found) in enumerate(zip(rows, kept, strict=True)):
        above = [(d, p) for d, p in found if p >= floor]
        filled = events_fillers.fill(f, above, fillers[folds[n]], own)
        said += sum(map(len, filled))
        for i, event in match(f, a, [replace(d, fillers=x) for (d, _), x in zip(above, filled, strict=True)]).items():
            spans = {(x.role, x.place.span, x.place.id) for x in filled[i]}
            fits = filler_labels(a, event, above[i][0])
            right += sum(
                fit and (x.role, x.place.span, x.place.id) in spans
                for x, fit in zip(above[i][0].proposal.fillers, fits, strict=True)
            )
    return 2 * right / (said + sum(len(e["args"]) for _, a in rows for e in a["events"]))


def main() -> None:
    rows, gold, more = rows_of("train"), gold_rows("train"), further_rows()
    drafts = [events_choose.drafts(found, FLOORS) for found in proposals(rows, gold, more)]
    kept, fillers = kept_of(rows, drafts)
    total = sum(len(a["events"]) for _, a in rows)

    def f1(floor: float) -> float:
        right = [r for _, r in judged(rows, kept, floor)]
        return 2 * sum(right) / (len(right) + total)

    floor = best_floor(f1, CHOICES)
    print(f"unseen, names as found: events F1 {f1(floor):.3f} at {floor}")
    print(f"arguments F1 {argument_f1(rows, kept, fillers, floor, OWN):.3f} at {OWN}")
    points = calibration(*zip(*judged(rows, kept, floor), strict=True))
    write_settings("events", floor, {**FLOORS, "argument": OWN}, CERTAIN, points)
    forest.save(fit_fillers(rows, drafts), DATA / "events_fillers.npz")
    models = fit_models([*rows, *gold, *more], EventNetwork.load(DATA / "events_network.npz"))
    save(models.trigger, DATA / "events_trigger.npz")
    save(models.argument, DATA / "events_argument.npz")
    forest.save(fit_keep(rows, drafts), DATA / "events_keep.npz")
    save(fit_mood([*rows, *gold, *more]), DATA / "events_modality.npz")
    (DATA / "triggers_roots.txt").write_text("\n".join(sorted(models.roots)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
