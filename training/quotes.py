"""Train the speaker ranker; `python -m training.quotes` also cross-validates on train and scores dev."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from kg.extract.quotes import quotes, resolve
from kg.extract.quotes_features import Candidate
from kg.extract.speech import Unit
from kg.extract.speech_choice import DATA, load, weights
from kg.extract.speech_scene import scene
from kg.model import Quote
from training.choice import Choice, fit
from training.corefs import Pair, articles, cross_fitted, folds
from training.linear import save
from training.readings import keep, readings
from training.stories import FOLDS, parts

__all__ = ["choices", "main"]


def choices(pair: Pair) -> list[Choice]:
    """Return the choices of one article, each made as annotated."""
    article, annotation = pair
    rows: dict[int, list[tuple[str, str]]] = {}
    for n, speaker, _, cue in annotation["quotes"]:
        rows.setdefault(n, []).append((speaker, cue.lower()))
    result: list[Choice] = []
    done: set[str] = set()
    view = scene(article)

    def fits(c: Candidate, gold: list[tuple[str, str]]) -> int:
        word = view.words.lower[c.cue] if c.cue >= 0 else ""
        ways = [cue.split()[0] if cue else "" for speaker, cue in gold if speaker == c.entity]
        return 0 if not ways else 2 if word in ways and (word or set(ways) == {""}) else 1

    def decide(unit: Unit, options: list[Candidate], features: list[list[str]], second: bool) -> tuple[int, float]:
        if not second:
            done.clear()
        gold = [r for n in range(unit.first, unit.last + 1) for r in rows.get(n + 1, ()) if r[0] not in done]
        marks = [fits(c, gold) for c in options]
        best = max(marks)
        right = [i for i, mark in enumerate(marks) if mark == best and best > 0]
        if gold and not right:
            return -1, 1.0
        result.append(Choice(tuple(map(tuple, features)), tuple(right) or (len(options),)))
        if not right:
            return -1, 1.0
        done.add(options[right[0]].entity)
        return right[0], 1.0

    for _ in resolve(view, decide):
        pass
    return result


def show(name: str, results: Iterable[tuple[Sequence[Quote], dict[str, Any]]]) -> None:
    right = total = found = kinds = cue = 0
    for rows, annotation in results:
        gold = {(q[0], q[1]): q for q in annotation["quotes"]}
        hits = [q for q in rows if (q.sentence, q.speaker) in gold]
        right, total, found = right + len(hits), total + len(annotation["quotes"]), found + len(rows)
        kinds += sum(gold[q.sentence, q.speaker][2] == q.kind for q in hits)
        cue += sum(gold[q.sentence, q.speaker][3].lower() == (q.cue.text.lower() if q.cue else "") for q in hits)
    p, r = 100 * right / max(found, 1), 100 * right / max(total, 1)
    print(
        f"{name}: P {p:.1f} R {r:.1f} F1 {2 * p * r / max(p + r, 1e-9):.1f} of {total}; "
        f"kind {100 * kinds / max(right, 1):.1f} cue {100 * cue / max(right, 1):.1f}",
        file=sys.stderr,
    )


def main() -> None:
    pairs, gold = readings("train", "corefs"), articles("train")
    found = folds(gold, *cross_fitted(gold, articles("further")))
    made = [choices((replace(a, corefs=tuple(rows)), g)) for (a, g), (rows, _) in zip(gold, found, strict=True)]
    results: dict[int, tuple[Sequence[Quote], dict[str, Any]]] = {}
    for k in range(FOLDS):
        seen, unseen = parts([article.document.id for article, _ in pairs], k)
        model = weights(fit([c for n in seen for c in made[n]]))
        results |= {n: (quotes(pairs[n][0], model), pairs[n][1]) for n in unseen}
    show("train, cross-validated", results.values())
    keep("train", "quotes", [tuple(results[n][0]) for n in range(len(pairs))])
    save(fit([c for cs in made for c in cs]), DATA / "quotes.npz")
    load.cache_clear()
    dev = [(quotes(a), g) for a, g in readings("dev", "corefs")]
    show("dev", dev)
    keep("dev", "quotes", [rows for rows, _ in dev])
    show("dev, annotated names and corefs", ((quotes(a), g) for a, g in articles("dev")))


if __name__ == "__main__":
    main()
