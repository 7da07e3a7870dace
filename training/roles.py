"""Train the role classifiers: `python -m training.roles` writes kg/extract/data/roles*.npz; `--folds` only measures.

What is learned from: the annotated roles, in the sentence given and wherever else their title stands beside their
holder. The holder and seat classifiers see the titles that a title classifier found which had not seen the article.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Any

import numpy as np
import spacy
from sklearn.linear_model import LogisticRegression

from kg.extract import article as articles
from kg.extract import role_links as links
from kg.extract import titles
from kg.extract.article import Article
from kg.extract.linear import Linear
from kg.extract.role_features import holder_features, seat_features
from kg.extract.role_lines import DATA, Line, Place, lines, tokens
from kg.extract.role_offices import same_office
from kg.extract.roles import Models, roles
from kg.extract.titles import Title
from kg.model import Cluster, Document, Mention, Role, Span
from training.articles import SHARED, documents, gold_article
from training.further import further, pieces
from training.linear import fit, save
from training.readings import keep, readings
from training.stories import FOLDS, outside, parts, story_folds

#: how many titles each made sentence is told with
TITLES = 6
_NLP = spacy.blank("xx")
#: found by cross-validation on train; `slope` and `offset` are fitted
SETTINGS = {"title": 0.2, "holder": 0.3, "beside": 0.7, "slope": 1.0, "offset": 0.0}


@dataclass(frozen=True)
class Case:
    """An article with its annotated roles: [person, title, organization, status, sentence]."""

    article: Article
    rows: list[list[Any]]

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.article.document.id


@dataclass(frozen=True)
class Reading:
    """What the annotated roles say of a sentence: titles with roles and holders; spans that may go either way."""

    right: dict[tuple[int, int], list[tuple[list[Any], Place | None]]]
    unclear: set[tuple[int, int]]


@dataclass(frozen=True)
class Result:
    """The roles found and right with their rows, those wrong, and the annotated ones missed."""

    right: list[tuple[Role, list[Any]]]
    wrong: list[Role]
    missed: list[list[Any]]


def cases(name: str) -> list[Case]:
    """Return the texts of train, dev or "more", with annotated names."""
    pairs = (*further(), *pieces()) if name == "more" else documents(SHARED / "annotation" / f"{name}.jsonl")
    return [
        Case(gold_article(document, _NLP.make_doc(document.text), annotation), annotation["roles"])
        for document, annotation in pairs
    ]


def read(name: str) -> list[Case]:
    """Return the articles with the names, corefs and quotes that were found in them unseen."""
    return [Case(article, annotation["roles"]) for article, annotation in readings(name, "corefs", "quotes")]


def made(train: Sequence[Case]) -> list[Case]:
    """Return small articles in which a verb tells the office, of which train has few; the titles are those of train.

    Each is a headline and one sentence of the table: {P} the holder, {T} the title, {O} where, {Q} somebody else.
    """
    templates = (DATA.parents[2] / "training" / "roles.txt").read_text(encoding="utf-8").splitlines()
    titles_ = sorted({(row[1][0].lower() + row[1][1:], row[2] is not None) for case in train for row in case.rows})
    chosen = [titles_[n] for n in range(0, len(titles_), max(1, len(titles_) // TITLES))]
    return [_made(text, *title) for text in templates for title in chosen if title[1] or "{O}" not in text]


def _made(template: str, title: str, _: bool) -> Case:
    """Return the case of one template filled in."""
    text, clusters, start = "Kabar hari ini\n", [], 0
    for n, part in enumerate(re.split(r"\{(\w)\}", template)):
        start = len(text)
        text += {"P": "Andi Wijaya", "Q": "Siti Aminah", "O": "Balai Warta", "T": title}[part] if n % 2 else part
        if n % 2 and part != "T":
            span = Span(start, len(text), text[start:])
            kind = "ORG" if part == "O" else "PER"
            clusters.append(Cluster(part, kind, span.text, (Mention(span, kind, 2),)))
    document = Document("made", text, sentences=((0, 14), (15, len(text))))
    article = articles.read(_NLP.make_doc(text), document)
    rows = [["P", title, "O" if "{O}" in template else None, "current", 2]] if "{P}" in template else []
    return Case(replace(article, clusters=tuple(clusters)), rows)


def norm(words: str) -> str:
    """Return a title as the lines have it: lower case, its words apart."""
    return " ".join(tokens(words, 0, len(words))[0]).lower()


def reading(case: Case, line: Line) -> Reading:
    """Return which spans state which annotated role: in the sentence given, else only where title and name meet."""
    result = Reading({}, set())
    spans = [(t.first, t.last, t.text) for t in titles.candidates(line)]
    for row in case.rows:
        people = [p for p in line.persons if p.cluster == row[0]]
        here = line.sentence.number == row[4]
        found = [(first, last) for first, last, words in spans if words == norm(row[1])]
        near = min(((_distance(at, p), at, n) for at in found for n, p in enumerate(people)), default=None)
        if here and found:
            at, person = (near[1], people[near[2]]) if near else (found[0], None)
            result.right.setdefault(at, []).append((row, person))
        elif near and _meet(line, near[1], people[near[2]]):
            result.right.setdefault(near[1], []).append((row, people[near[2]]))
        result.unclear.update(found if people or here else ())
        if people:
            result.unclear.update((first, last) for first, last, words in spans if _other_form(words, norm(row[1])))
    result.unclear.difference_update(result.right)
    return result


def _other_form(words: str, title: str) -> bool:
    return words != title and same_office(words, title) and words.split()[0] != title.split()[0]


def _distance(at: tuple[int, int], person: Place) -> int:
    return person.first - at[1] if person.first >= at[1] else 3 + at[0] - person.last if person.last <= at[0] else 0


def _meet(line: Line, at: tuple[int, int], person: Place) -> bool:
    """Return whether a title stands right beside a name, with at most an organization, a rank or a mark between."""
    right = person.first >= at[1]
    if person.coref or not (right or person.last <= at[0]):
        return False
    gap = titles.squeeze(line, at[1], person.first) if right else titles.squeeze(line, person.last, at[0])
    words = gap.split()
    return set(words) <= {"ORG", "LOC", "R", ",", "(", ")", "W", "9"} and (right or words[:1] in ([","], ["("]))


def title_items(chosen: Sequence[Case]) -> Iterator[tuple[list[str], str]]:
    for case in chosen:
        for line in lines(case.article):
            read = reading(case, line)
            for title in titles.candidates(line):
                at = title.first, title.last
                if at not in read.unclear:
                    yield titles.features(title), "yes" if at in read.right else "no"


def fit_items(items: Sequence[tuple[list[str], str]], cost: float) -> Linear:
    return fit([features for features, _ in items], [label for _, label in items], cost=cost, minimum=2)


def spans(case: Case, model: Linear) -> list[tuple[Title, Reading]]:
    """Return what a reader of this model takes for titles, and the annotated ones beside."""
    result = []
    for line in lines(case.article):
        read = reading(case, line)
        all_ = {(t.first, t.last): t for t in titles.candidates(line)}
        found = {(t.first, t.last): t for t in titles.best(list(all_.values()), model, threshold=0.15)}
        found |= {at: all_[at] for at in read.right if at not in found}
        result += [(title, read) for at, title in sorted(found.items()) if at not in read.unclear]
    return result


def holder_items(found: Sequence[tuple[Title, Reading]]) -> Iterator[tuple[list[str], str]]:
    for title, read in found:
        right = [person for _, person in read.right.get((title.first, title.last), ())]
        clusters = {person.cluster for person in right if person}
        for person in links.holders(title):
            if person in right or person.cluster not in clusters:
                yield holder_features(title, person), "yes" if person in right else "no"


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
                yield seat_features(title, seat, person, known, len(options) - 1), "yes" if right else "no"


def fit_all(chosen: Sequence[Case]) -> Models:
    chosen = [*chosen, *made(chosen)]
    folds = [story_folds().get(case.id, n % FOLDS) for n, case in enumerate(chosen)]
    found: dict[int, list[tuple[Title, Reading]]] = {}
    for fold in range(FOLDS):
        model = fit_items(list(title_items([c for c, own in zip(chosen, folds, strict=True) if own != fold])), 0.5)
        found |= {n: spans(c, model) for n, c in enumerate(chosen) if folds[n] == fold}
    held = [item for n in range(len(chosen)) for item in holder_items(found[n])]
    seated = [item for n, case in enumerate(chosen) for item in seat_items(case, found[n])]
    title = fit_items(list(title_items(chosen)), 0.5)
    return Models(title, fit_items(held, 1.0), fit_items(seated, 1.0), dict(SETTINGS))


def compare(case: Case, got: Sequence[Role]) -> Result:
    result = Result([], [], list(case.rows))
    for role in got:
        ends = role.person, role.organization
        row = next((r for r in result.missed if ends == (r[0], r[2]) and alike(r[1], role.title.text)), None)
        if row is None:
            result.wrong.append(role)
        else:
            result.missed.remove(row)
            result.right.append((role, row))
    return result


def alike(a: str, b: str) -> bool:
    """Return whether two titles match as `score.py` has it, but for its rule on digits."""
    short, long = sorted((norm(a).split(), norm(b).split()), key=len)
    return short == long or (bool(short) and len(long) <= 2 * len(short) + 2 and " ".join(short) in " ".join(long))


def folded(gold: Sequence[Case], train: Sequence[Case], more: Sequence[Case]) -> list[tuple[Role, ...]]:
    """Return what models that had not seen an article find in it, for each of `train`; they learn from the others."""
    found: dict[int, tuple[Role, ...]] = {}
    for fold in range(FOLDS):
        texts = [*gold, *more]
        chosen = fit_all(outside(fold, texts, [case.id for case in texts]))
        found |= {n: roles(train[n].article, chosen) for n in parts([case.id for case in train], fold)[1]}
    return [found[n] for n in range(len(train))]


def curve(results: Sequence[Result]) -> dict[str, float]:
    """Return the logistic curve from the log odds of a score to the share of right roles."""
    pairs = [(role.confidence, 1) for result in results for role, _ in result.right]
    pairs += [(role.confidence, 0) for result in results for role in result.wrong]
    odds = np.array([[log(score / (1 - score))] for score, _ in pairs])
    model = LogisticRegression(C=100.0).fit(odds, [right for _, right in pairs])
    return {"slope": round(float(model.coef_[0, 0]), 4), "offset": round(float(model.intercept_[0]), 4)}


def measure(results: Sequence[Result], label: str) -> None:
    hits, wrong, missed = (sum(len(getattr(r, part)) for r in results) for part in ("right", "wrong", "missed"))
    states = sum(role.status == row[3] for result in results for role, row in result.right)
    print(
        f"{label}: P {100 * hits / (hits + wrong):.1f} R {100 * hits / (hits + missed):.1f} "
        f"F1 {200 * hits / (2 * hits + wrong + missed):.1f} status {100 * states / hits:.1f} gold {hits + missed}"
    )


def calibration(results: Sequence[Result]) -> None:
    """Print, by band of confidence, how many roles lie there and which share of them is right."""
    pairs = [(role.confidence, True) for result in results for role, _ in result.right]
    pairs += [(role.confidence, False) for result in results for role in result.wrong]
    for low in (0.0, 0.2, 0.4, 0.6, 0.8, 0.9):
        high = {0.8: 0.9, 0.9: 1.01}.get(low, low + 0.2)
        band = [right for confidence, right in pairs if low <= confidence < high]
        if band:
            share = 100 * sum(band) / len(band)
            print(f"  confidence {low:.1f} to {min(high, 1):.1f}: {len(band):4} roles, {share:.0f} % right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="measure only, write nothing")
    options = parser.parse_args()
    train, gold, more, dev = read("train"), cases("train"), cases("more"), read("dev")
    found = folded(gold, train, more)
    results = [compare(case, rows) for case, rows in zip(train, found, strict=True)]
    measure(results, "train, cross-validated")
    chosen = replace(fit_all([*gold, *more]), settings=SETTINGS | curve(results))
    tested = [roles(case.article, chosen) for case in dev]
    keep("train", "roles", found)
    keep("dev", "roles", tested)
    measure([compare(case, rows) for case, rows in zip(dev, tested, strict=True)], "dev")
    measure([compare(case, roles(case.article, chosen)) for case in cases("dev")], "dev, annotated names")
    calibration([compare(case, rows) for case, rows in zip(dev, tested, strict=True)])
    if not options.folds:
        for name, model in (("titles", chosen.title), ("holders", chosen.holder), ("seats", chosen.seat)):
            save(model, DATA / f"roles_{name}.npz")
        (DATA / "roles.json").write_text(json.dumps(chosen.settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
