"""Train the relation classifiers: `python -m training.relations`."""

from __future__ import annotations

from kg.extract import modality, relations, relations_choose
from kg.extract import relations_features as pairing
from kg.extract.clauses import Frame, frame
from kg.extract.linear import Linear
from kg.extract.relations_choose import Found
from kg.language import load, parse
from kg.model import SYMMETRIC
from training import forest
from training.articles import SHARED
from training.events_data import Row, pair_labels
from training.events_fit import Settings, fit
from training.events_folds import DATA, best_floor, calibration, cut, ids_of, write_settings
from training.events_gold import further_layers, gold_layers, parsed
from training.further import further, pieces
from training.linear import save
from training.readings import readings
from training.stories import FOLDS, parts

PAIR = Settings(epochs=6, decay=3e-4, minimum=3, smallest=0.08)
MOOD = Settings(epochs=6, decay=1e-3)
FLOORS = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5]
#: cross-validated on train.jsonl alone: 70 % of what is no fact stays none (61 at 0.8), 13 % of the facts are lost (6)
CERTAIN = 0.9

Key = tuple[str, str, str]
Rows = list[tuple[Frame, Row]]


def rows_of(split: str) -> Rows:
    """Return the articles with all that was found in them unseen."""
    return [(frame(article), annotation) for article, annotation in readings(split, "corefs", "quotes", "roles")]


def gold_rows(split: str) -> Rows:
    """Return the articles with all that is annotated."""
    path = SHARED / "annotation" / f"{split}.jsonl"
    return [(frame(gold_layers(d, doc, a)), a) for d, doc, a in parsed(path, load("id"))]


def further_rows() -> Rows:
    """Return the further articles and the made pieces."""
    nlp = load("id")
    return [(frame(further_layers(d, parse(nlp, d), a)), a) for d, a in (*further(), *pieces())]


def fit_pairs(rows: Rows) -> Linear:
    items, labels, weights = [], [], []
    for f, annotation in rows:
        found = list(pairing.pairs(f))
        named, sure = pair_labels(annotation, found)
        kept = [i for i, w in enumerate(sure) if w]
        items += [pairing.features(f, found[i]) for i in kept]
        labels += [named[i] for i in kept]
        weights += [sure[i] for i in kept]
    return fit(items, labels, PAIR, weights)


def gold_keys(annotation: Row) -> dict[Key, Row]:
    result = {}
    for row in annotation["relations"]:
        a, b = sorted((row[0], row[2])) if row[1] in SYMMETRIC else (row[0], row[2])
        result[a, row[1], b] = row
    return result


def fit_mood(rows: Rows) -> Linear:
    items, labels = [], []
    for f, annotation in rows:
        gold = gold_keys(annotation)
        for found in stated(f, annotation):
            items.append(modality.features(f, relations.told(f, found)))
            labels.append(gold[found.subject, found.predicate, found.object][4])
    return fit(items, labels, MOOD)


def stated(f: Frame, annotation: Row) -> list[Found]:
    """Return the annotated relations at the pairs that state them."""
    found = list(pairing.pairs(f))
    result = []
    for pair, label in zip(found, pair_labels(annotation, found)[0], strict=True):
        if label != "-":
            s, o = (pair.right.id, pair.left.id) if label.endswith("<") else (pair.left.id, pair.right.id)
            a, b = sorted((s, o)) if label in SYMMETRIC else (s, o)
            result.append(Found(a, label.rstrip("<>"), b, pair, 1.0))
    return result


def judged(rows: Rows, gold: Rows, more: Rows) -> list[list[Found]]:
    """Return what the classifier finds in each article when it has not seen it, with annotated names neither.

    It learns from `more` too, but for what tells the same stories.
    """
    result: list[list[Found]] = [[] for _ in rows]
    for fold in range(FOLDS):
        seen, unseen = cut(rows, gold, more, fold)
        model = fit_pairs(seen)
        for i in unseen:
            result[i] = relations.find(rows[i][0], model)
    return result


def labels_of(rows: Rows, found: list[list[Found]]) -> list[list[bool]]:
    gold = [set(gold_keys(annotation)) for _, annotation in rows]
    return [[(x.subject, x.predicate, x.object) in g for x in xs] for xs, g in zip(found, gold, strict=True)]


def kept_of(rows: Rows, found: list[list[Found]]) -> list[tuple[float, bool]]:
    """Return the probability of each relation, by trees that have not seen its article, and whether it is right."""
    items = [relations_choose.features(f, xs) for (f, _), xs in zip(rows, found, strict=True)]
    labels = labels_of(rows, found)
    result: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        seen, unseen = parts(ids_of(rows), fold)
        trees = forest.grow([x for i in seen for x in items[i]], [y for i in seen for y in labels[i]])
        for i in unseen:
            result += zip(trees.probabilities(items[i]), labels[i], strict=True)
    return result


def main() -> None:
    rows, gold, more = rows_of("train"), gold_rows("train"), further_rows()
    found = judged(rows, gold, more)
    scored = kept_of(rows, found)
    total = sum(len(gold_keys(annotation)) for _, annotation in rows)

    def f1(floor: float) -> float:
        right = [r for p, r in scored if p >= floor]
        return 2 * sum(right) / (len(right) + total)

    floor = best_floor(f1, FLOORS)
    print(f"unseen, names as found: F1 {f1(floor):.3f} at {floor}")
    kept = [(p, r) for p, r in scored if p >= floor]
    write_settings("relations", floor, {}, CERTAIN, calibration(*zip(*kept, strict=True)))
    items = [x for (f, _), xs in zip(rows, found, strict=True) for x in relations_choose.features(f, xs)]
    trees = forest.grow(items, [y for ys in labels_of(rows, found) for y in ys])
    forest.save(trees, DATA / "relations_keep.npz")
    save(fit_pairs([*rows, *gold, *more]), DATA / "relations_pair.npz")
    save(fit_mood([*rows, *gold, *more]), DATA / "relations_modality.npz")


if __name__ == "__main__":
    main()
