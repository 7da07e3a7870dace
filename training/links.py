"""`python -m training.links`: names and Wikidata ids of IndEL → kg/resolve/data/wikidata.tsv, wikidata_company.tsv.

Names, ids and how often the one stands for the other are facts about the world and its names; no sentence is kept.
Types come from the same names in the public sets of named entities.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.resolve.knowledge import DATA, WIKIDATA, Knowledge, Row, from_rows
from training.articles import SHARED

__all__ = ["knowledge", "sentences", "types"]

SOURCE = "# IndEL, general domain (Gusmita et al. 2024): names, Wikidata ids, and in how many sentences"
TAGS = {
    "PERSON": "PER",
    "PER": "PER",
    "ORGANIZATION": "ORG",
    "ORG": "ORG",
    "LOCATION": "LOC",
    "LOC": "LOC",
    "PLACE": "LOC",
}
TOGETHER = 2


def sentences(path: Path = SHARED / "data" / "links" / "indel-train.jsonl") -> list[dict[str, Any]]:
    """Return the sentences with their links."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def types() -> dict[str, str]:
    """Return name in lower case → the type that most of its tags give it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted((SHARED / "data" / "ner").glob("*.train.conll")):
        for name, tag in _tagged(path):
            if tag in TAGS:
                found[name.lower()][TAGS[tag]] += 1
    return {name: min(counts, key=lambda t: (-counts[t], t)) for name, counts in found.items()}


def _tagged(path: Path) -> Iterator[tuple[str, str]]:
    words: list[str] = []
    tag = ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        word, _, label = line.partition("\t")
        if words and not label.startswith("I-"):
            yield " ".join(words), tag
            words = []
        if label.startswith(("B-", "I-")):
            words, tag = [*words, word], label[2:]


def rows(rows_: Iterable[dict[str, Any]], known: dict[str, str]) -> Iterator[Row]:
    """Yield each name with each thing that it stands for."""
    given = list(rows_)
    uses = Counter((name, iri) for row in given for _, _, name, iri in row["links"])
    seen = _occurrences([row["text"] for row in given], {name for name, _ in uses})
    for (name, iri), count in sorted(uses.items()):
        yield Row(name, iri, count, max(seen[name], count), known.get(name.lower(), ""))


def _occurrences(texts: list[str], names: set[str]) -> Counter[str]:
    """Return how often each name stands in the texts, as whole words and not inside a longer name."""
    forms = "|".join(sorted(map(re.escape, names), key=lambda form: (-len(form), form)))
    pattern = re.compile(rf"(?<!\w)(?:{forms})(?!\w)")
    return Counter(found for text in texts for found in pattern.findall(text))


def company(rows_: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the pairs of things that are named in one sentence more than once."""
    pairs = Counter(pair for row in rows_ for pair in combinations(sorted({iri for *_, iri in row["links"]}), 2))
    return sorted(pair for pair, count in pairs.items() if count >= TOGETHER)


def knowledge(rows_: list[dict[str, Any]], known: dict[str, str]) -> Knowledge:
    """Return what these sentences teach."""
    return from_rows(rows(rows_, known), company(rows_), "Wikidata")


def main() -> None:
    """Write the two tables."""
    given = sentences()
    table = [
        f"{row.name}\t{row.iri.removeprefix(WIKIDATA)}\t{row.count}\t{row.seen}\t{row.type}"
        for row in rows(given, types())
    ]
    (DATA / "wikidata.tsv").write_text(
        "\n".join([SOURCE, "name\tid\tcount\tseen\ttype", *table]) + "\n", encoding="utf-8"
    )
    pairs = ["\t".join(iri.removeprefix(WIKIDATA) for iri in pair) for pair in company(given)]
    text = "\n".join([SOURCE.replace("names, ", "") + " two ids stand together", "one\tother", *pairs]) + "\n"
    (DATA / "wikidata_company.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
