"""Train and measure the classifiers of values: `python -m training.values [--folds N | --dev]`.

Without options it learns from train.jsonl and writes the weights; with folds it prints what articles of train.jsonl get
from classifiers that have not seen them.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import spacy

from kg.evaluate import calibration, score
from kg.extract.annotation import to_json
from kg.extract.article import Article
from kg.extract.linear import Linear
from kg.extract.values import distinct, values
from kg.extract.values.candidate import Candidate
from kg.extract.values.decide import Models, plausible
from kg.extract.values.features import candidate_features, scene, unit_features
from kg.extract.values.find import candidates
from kg.extract.values.lexicon import DATA
from kg.extract.values.numbers import plain
from kg.extract.values.quantities import unit_words
from kg.extract.values.tokens import tokens
from kg.model import Extraction
from training.articles import SHARED, documents, gold_article
from training.linear import fit, save

Gold = tuple[Article, dict[str, Any]]
Examples = list[tuple[list[str], str]]

#: chosen by five-fold cross-validation
COST = {"kinds": 0.15, "units": 0.5}
#: weight of an article read without its names, so that values also work where there are none
NAMELESS = 0.3


def read(name: str) -> list[Gold]:
    """Return the articles of train.jsonl or dev.jsonl with their annotated names in place."""
    nlp = spacy.blank("id")
    pairs = documents(SHARED / "annotation" / f"{name}.jsonl")
    return [(gold_article(document, nlp.make_doc(document.text), row), row) for document, row in pairs]


def learn(articles: Iterable[Gold]) -> Models:
    """Return the classifiers that these articles teach."""
    named: Examples = []
    nameless: Examples = []
    units: Examples = []
    for article, row in articles:
        named += _kinds(article, row)
        nameless += _kinds(replace(article, clusters=()), row)
        units += _units(article, row)
    weights = [1.0] * len(named) + [NAMELESS] * len(nameless)
    return Models(_fit([*named, *nameless], COST["kinds"], weights), _fit(units, COST["units"]))


def _fit(examples: Examples, cost: float, weights: Sequence[float] | None = None) -> Linear:
    items, labels = [features for features, _ in examples], [label for _, label in examples]
    return fit(items, labels, cost=cost, weights=weights)


def _kinds(article: Article, row: dict[str, Any]) -> Iterator[tuple[list[str], str]]:
    view = scene(article, tokens(article.document.text))
    for candidate, gold in _labelled(article, row):
        if plausible(view, candidate):
            yield candidate_features(view, candidate), gold[1] if gold else "no"


def _labelled(article: Article, row: dict[str, Any]) -> Iterator[tuple[Candidate, list[Any] | None]]:
    """Yield each candidate with the annotated row that it stands for, the longest where several do."""
    text = article.document.text
    rows = [(match.start(), match.end(), gold) for gold in row["values"] for match in re.finditer(_form(gold[0]), text)]
    longest = sorted(rows, key=lambda place: (place[0] - place[1], place[0]))
    for candidate in candidates(text, tokens(text), article.document.published):
        fits = (
            g for start, end, g in longest if start < candidate.end and end > candidate.start and _same(candidate, g)
        )
        yield candidate, next(fits, None)


def _form(text: str) -> str:
    return (r"(?<!\w)" if text[0].isalnum() else "") + re.escape(text)


def _same(candidate: Candidate, gold: list[Any]) -> bool:
    if candidate.kind == "date" or gold[1] == "date":
        return bool(candidate.kind == gold[1])
    return candidate.kind in ("quantity", gold[1]) and candidate.value == plain(Decimal(str(gold[2])))


def _units(article: Article, row: dict[str, Any]) -> Iterator[tuple[list[str], str]]:
    view = scene(article, tokens(article.document.text))
    for candidate, gold in _labelled(article, row):
        if gold and gold[1] == candidate.kind == "quantity" and not candidate.unit:
            words = unit_words(view.tokens, candidate.last)
            taken = _taken(candidate, [word.text for word in words], gold, article.document.text)
            for count in range(min(len(words), taken + 1) if taken is not None else 0):
                yield unit_features(view, words, count), "yes" if taken is not None and count < taken else "no"


def _taken(candidate: Candidate, words: Sequence[str], gold: list[Any], text: str) -> int | None:
    """Return how many of the words are the unit, None where the annotation does not say."""
    unit = gold[3].casefold()
    for count in range(len(words), 0, -1):
        if " ".join(words[:count]).casefold() == unit:
            return count
    return 0 if gold[0] == text[candidate.start : candidate.end] else None


def folds(articles: Sequence[Gold], count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each article's gold values and those that classifiers find which have not seen it, as annotations."""
    for fold in range(count):
        trained = learn(a for n, a in enumerate(articles) if n % count != fold)
        for article, row in articles[fold::count]:
            yield _only(row), found(article, trained)


def found(article: Article, trained: Models | None = None) -> dict[str, Any]:
    """Return the values of an article as an annotation that has nothing else."""
    sentences = tuple((sentence.start, sentence.end) for sentence in article.sentences)
    return _only(to_json(Extraction(article.document, sentences, values=distinct(values(article, trained)))))


def _only(row: dict[str, Any]) -> dict[str, Any]:
    empty = {field: [] for field in ("entities", "corefs", "roles", "relations", "events", "quotes")}
    extra = {"values": row.get("extra", {}).get("values", [])}
    return {"id": row["id"], **empty, "values": row["values"], "extra": extra}


def show(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """Print the figures, the commonest errors and how far the confidences can be trusted."""
    gold, predicted = map(list, zip(*pairs, strict=True))
    report = score(gold, predicted)
    figures = report.figures()
    print("values", figures["values"], "normalised", figures["value normalised"])
    for problem in report.problems("values", 8):
        print(f"{problem.count:4} {problem.text}")
    for group in calibration(report.comparisons, predicted):
        print(f"{group.low:.1f} {group.count:5} mean {group.confidence} right {group.right}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--dev", action="store_true", help="measure what is written on dev.jsonl")
    options = parser.parse_args()
    if options.dev:
        return show((_only(row), found(article)) for article, row in read("dev"))
    articles = read("train")
    if options.folds:
        return show(folds(articles, options.folds))
    trained = learn(articles)
    save(trained.kinds, DATA / "kinds.npz")
    return save(trained.units, DATA / "units.npz")


if __name__ == "__main__":
    main()
