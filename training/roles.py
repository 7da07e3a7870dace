"""Train the role classifiers: `python -m training.roles` writes kg/extract/data/roles_*.npz; `--folds` only measures.

What is learned from: the annotated roles, wherever in the article their title stands beside their holder. The holder
and seat classifiers see the titles that a title classifier found which had not seen the article.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import spacy
from sklearn.linear_model import LogisticRegression

from kg.extract import role_links as links
from kg.extract import titles
from kg.extract.article import Article
from kg.extract.linear import Linear
from kg.extract.role_lines import DATA, Line, Place, lines, tokens
from kg.extract.role_offices import same_office
from kg.extract.roles import Models, find, roles
from kg.extract.titles import Title
from training.articles import SHARED, documents, gold_article
from training.linear import fit, save

FOLDS = 5
SETTINGS = {"title": 0.2, "holder": 0.3, "beside": 0.7, "slope": 6.0, "offset": -2.0}


@dataclass(frozen=True)
class Case:
    """An article with its annotated roles: (person, title in lower case, organization, status, sentence)."""

    article: Article
    rows: list[list[Any]]

    def lines(self) -> list[Line]:
        return list(lines(self.article))


def cases(name: str) -> list[Case]:
    nlp = spacy.blank("id")
    return [
        Case(gold_article(document, nlp.make_doc(document.text), annotation), annotation["roles"])
        for document, annotation in documents(SHARED / "annotation" / f"{name}.jsonl")
    ]


def text(title: Title) -> str:
    return " ".join(title.line.words[title.first : title.last]).lower()


def norm(words: str) -> str:
    return " ".join(tokens(words, 0, len(words))[0]).lower()


@dataclass
class Reading:
    """What the annotated roles say of one sentence: titles with their roles and holders; spans that may go either way."""

    right: dict[tuple[int, int], list[tuple[list[Any], Place | None]]]
    unclear: set[tuple[int, int]]


def reading(case: Case, line: Line) -> Reading:
    """Return which spans state which annotated role: in the sentence given, else only where title and name meet."""
    result = Reading({}, set())
    spans = [(t.first, t.last, text(t)) for t in titles.candidates(line)]
    for row in case.rows:
        people = [p for p in line.persons if p.cluster == row[0]]
        found = [(first, last) for first, last, words in spans if words == norm(row[1])]
        near = min(((_distance(at, p), at, n) for at in found for n, p in enumerate(people)), default=None)
        if line.sentence.number == row[4] and found:
            at, person = (near[1], people[near[2]]) if near else (found[0], None)
            result.right.setdefault(at, []).append((row, person))
        elif near and _meet(line, near[1], people[near[2]]):
            result.right.setdefault(near[1], []).append((row, people[near[2]]))
        result.unclear.update(found if people or line.sentence.number == row[4] else ())
        if people:
            result.unclear.update((f, last) for f, last, words in spans if _other_form(words, norm(row[1])))
    result.unclear -= set(result.right)
    return result


def _other_form(words: str, title: str) -> bool:
    return words != title and same_office(words, title) and words.split()[0] != title.split()[0]


def _distance(at: tuple[int, int], person: Place) -> int:
    return person.first - at[1] if person.first >= at[1] else 3 + at[0] - person.last if person.last <= at[0] else 0


def _meet(line: Line, at: tuple[int, int], person: Place) -> bool:
    """Return whether a title stands right beside a name, with at most an organization, a rank or a mark between."""
    if person.coref or not (person.first >= at[1] or person.last <= at[0]):
        return False
    right = person.first >= at[1]
    gap = titles.squeeze(line, at[1], person.first) if right else titles.squeeze(line, person.last, at[0])
    words = gap.split()
    return set(words) <= {"ORG", "LOC", "R", ",", "(", ")", "W", "9"} and (right or words[:1] in ([","], ["("]))


def title_items(chosen: Sequence[Case]) -> Iterator[tuple[list[str], str]]:
    for case in chosen:
        for line in case.lines():
            read = reading(case, line)
            for title in titles.candidates(line):
                at = title.first, title.last
                if at not in read.unclear:
                    yield titles.features(title), "yes" if at in read.right else "no"


def fit_titles(chosen: Sequence[Case]) -> Linear:
    items, labels = zip(*title_items(chosen), strict=True)
    return fit(items, labels, cost=0.5, minimum=2)


def spans(case: Case, model: Linear) -> list[tuple[Title, Reading]]:
    """Return what a reader of this model takes for titles, and the annotated ones beside."""
    result = []
    for line in case.lines():
        read = reading(case, line)
        all_ = list(titles.candidates(line))
        found = {(t.first, t.last): t for t in titles.best(all_, model, threshold=0.15)}
        found |= {
            (t.first, t.last): t for t in all_ if (t.first, t.last) in read.right and (t.first, t.last) not in found
        }
        result += [(title, read) for at, title in sorted(found.items()) if at not in read.unclear]
    return result


def holder_items(found: Sequence[tuple[Title, Reading]]) -> Iterator[tuple[list[str], str]]:
    for title, read in found:
        right = [person for _, person in read.right.get((title.first, title.last), ())]
        clusters = {person.cluster for person in right if person}
        for person in links.holders(title):
            if person in right or person.cluster not in clusters:
                yield links.holder_features(title, person), "yes" if person in right else "no"


def seat_items(case: Case, found: Sequence[tuple[Title, Reading]]) -> Iterator[tuple[list[str], str]]:
    known = links.names(case.article)
    for title, read in found:
        done = set()
        for row, person in read.right.get((title.first, title.last), ()):
            options = [None, *links.seats(title, known)]
            if person is None or row[2] in done or all((seat.cluster if seat else None) != row[2] for seat in options):
                continue
            done.add(row[2])
            for seat in options:
                right = (seat.cluster if seat else None) == row[2]
                yield links.seat_features(title, seat, person, known, len(options) - 1), "yes" if right else "no"


def fit_all(chosen: Sequence[Case]) -> Models:
    found: dict[str, list[tuple[Title, Reading]]] = {}
    for fold in range(FOLDS):
        model = fit_titles([c for n, c in enumerate(chosen) if n % FOLDS != fold])
        found |= {c.article.document.id: spans(c, model) for n, c in enumerate(chosen) if n % FOLDS == fold}
    held = [item for case in chosen for item in holder_items(found[case.article.document.id])]
    seated = [item for case in chosen for item in seat_items(case, found[case.article.document.id])]
    holder = fit([f for f, _ in held], [label for _, label in held], cost=1.0, minimum=2)
    seat = fit([f for f, _ in seated], [label for _, label in seated], cost=1.0, minimum=2)
    return Models(fit_titles(chosen), holder, seat, dict(SETTINGS))


def words_alike(a: str, b: str) -> bool:
    """Return whether two titles match as `score.py` has it."""
    short, long = sorted((norm(a).split(), norm(b).split()), key=len)
    return short == long or (bool(short) and len(long) <= 2 * len(short) + 2 and " ".join(short) in " ".join(long))


def compare(case: Case, got: Sequence[Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """Return the roles found and right (with their rows), those wrong, and the annotated ones missed."""
    left, right, wrong = list(case.rows), [], []
    for role in got:
        row = next(
            (
                r
                for r in left
                if r[0] == role.person and r[2] == role.organization and words_alike(r[1], role.title.text)
            ),
            None,
        )
        if row is None:
            wrong.append(role)
        else:
            left.remove(row)
            right.append((role, row))
    return right, wrong, left


def read_roles(case: Case, chosen: Models) -> tuple[Any, ...]:
    import kg.extract.roles as module

    original = module.models
    module.models = lambda: chosen  # type: ignore[assignment]
    try:
        return roles(case.article)
    finally:
        module.models = original


def measure(results: Sequence[tuple[list[Any], list[Any], list[Any]]], label: str) -> None:
    hits, wrong, missed = (sum(len(r[n]) for r in results) for n in range(3))
    states = sum(role.status == row[3] for r in results for role, row in r[0])
    print(
        f"{label}: P {hits / (hits + wrong):.3f} R {hits / (hits + missed):.3f} "
        f"F1 {2 * hits / (2 * hits + wrong + missed):.3f} status {states / hits:.3f} gold {hits + missed}"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    train, dev = cases("train"), cases("dev")
    results = []
    for fold in range(FOLDS):
        chosen = fit_all([c for n, c in enumerate(train) if n % FOLDS != fold])
        for case in (c for n, c in enumerate(train) if n % FOLDS == fold):
            results.append((case, compare(case, read_roles(case, chosen))))
    measure([r for _, r in results], "cross-validated on train")
    chosen = fit_all(train)
    dev_results = [(case, compare(case, read_roles(case, chosen))) for case in dev]
    measure([r for _, r in dev_results], "dev")
    if options.show:
        for case, (right, wrong, missed) in results + dev_results:
            names = {c.id: c.name for c in case.article.clusters}
            for role in wrong:
                print(
                    case.article.document.id,
                    "WRONG",
                    role.sentence,
                    names[role.person],
                    "|",
                    role.title.text,
                    "|",
                    names.get(role.organization),
                    role.confidence,
                    "##",
                    role.span.text,
                )
            for row in missed:
                s = case.article.sentences[row[4] - 1]
                print(
                    case.article.document.id,
                    "MISS ",
                    row[4],
                    names[row[0]],
                    "|",
                    row[1],
                    "|",
                    names.get(row[2]),
                    "##",
                    case.article.document.text[s.start : s.end][:220],
                )
    if not options.folds:
        write(chosen, results)


def write(chosen: Models, results: Sequence[Any]) -> None:
    """Save the weights, and the logistic curve from score to confidence on the cross-validated roles."""
    for name, model in (("titles", chosen.title), ("holders", chosen.holder), ("seats", chosen.seat)):
        save(model, DATA / f"roles_{name}.npz")
    settings = dict(SETTINGS)
    (DATA / "roles.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
