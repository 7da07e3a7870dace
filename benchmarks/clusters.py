"""`python -m benchmarks.clusters`: entities over the 50 articles of dev.jsonl against a key made by reading.

The clusters inside each article are the annotated ones, so that only what joins articles is measured. The key
(`tests/resolve/dev_key.tsv`) names, for each annotated entity, the thing in the world that it is.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from kg.model import Cluster, Document, Extraction, Mention
from kg.resolve.entities import Resolution, resolve
from kg.resolve.identities import Identities
from kg.resolve.profiles import profiles
from tests.samples import extraction
from training.articles import SHARED, documents

__all__ = ["Scores", "annotated", "measure", "read_key", "score"]

KEY = Path(__file__).resolve().parents[1] / "tests" / "resolve" / "dev_key.tsv"
Member = tuple[str, str]


class Scores(NamedTuple):
    """F1 in percent: over pairs of members, and B³ (Bagga and Baldwin 1998)."""

    pairwise: float
    b_cubed: float


def annotated(path: Path) -> Iterator[Extraction]:
    """Yield the annotated articles as extractions of clusters, relations, roles and quotes."""
    for document, annotation in documents(path):
        told = extraction(document, _clues(document, annotation))
        yield replace(told, clusters=tuple(_found(cluster, document) for cluster in told.clusters))


def _found(cluster: Cluster, document: Document) -> Cluster:
    """Return the cluster with a mention where its name stands glued to other words or inside a longer name."""
    start = document.text.index(cluster.name)
    mention = Mention(document.span(start, start + len(cluster.name)), cluster.type, 1)
    return cluster if cluster.mentions else replace(cluster, mentions=(mention,))


def _clues(document: Document, annotation: dict[str, Any]) -> dict[str, Any]:
    """Return the layers that resolution reads, without rows whose words do not stand where they should."""
    bounds = document.sentences or ()
    roles = [row for row in annotation["roles"] if row[1] in document.text[bounds[row[4] - 1][0] :]]
    quotes = [[*row[:3], ""] for row in annotation["quotes"]]
    return {"entities": annotation["entities"], "relations": annotation["relations"], "roles": roles, "quotes": quotes}


def read_key(path: Path = KEY) -> dict[Member, str]:
    """Return (document id, entity id) → the thing in the world."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {(document, entity): thing for document, entity, thing in rows}


def measure(path: Path) -> tuple[Scores, Resolution, dict[Member, str]]:
    """Return the scores over the articles of a file, with what was resolved and the key."""
    resolution = resolve(chain.from_iterable(profiles(e) for e in annotated(path)), Identities())
    key = read_key()
    return score({member: resolution.iris[member] for member in key}, key), resolution, key


def score(found: Mapping[Member, str], key: Mapping[Member, str]) -> Scores:
    """Return how well the clusters agree with the key."""
    both = Counter((found[m], key[m]) for m in key)
    ours, theirs = Counter(found[m] for m in key), Counter(key.values())
    pairs = [sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, ours, theirs)]
    precision = sum(both[found[m], key[m]] / ours[found[m]] for m in key) / len(key)
    recall = sum(both[found[m], key[m]] / theirs[key[m]] for m in key) / len(key)
    return Scores(200 * pairs[0] / (pairs[1] + pairs[2]), 200 * precision * recall / (precision + recall))


def main() -> None:
    """Print the scores, then every thing that is several entities and every entity that is several things."""
    path = SHARED / "annotation" / "dev.jsonl"
    if not path.exists():
        sys.exit(f"{path} is not there: this measures on the annotated articles")
    scores, resolution, key = measure(path)
    print(f"pairwise F1 {scores.pairwise:.1f}  B3 F1 {scores.b_cubed:.1f}  ({len(key)} entities of articles)")
    names = {entity.iri: entity.name for entity in resolution.entities}
    things, bearers = defaultdict(Counter), defaultdict(Counter)  # type: ignore[var-annotated]
    for member, thing in key.items():
        things[thing][names[resolution.iris[member]], resolution.iris[member]] += 1
        bearers[resolution.iris[member]][thing] += 1
    for thing, parts in sorted(things.items()):
        if len(parts) > 1:
            print(f"split  {thing}: " + ", ".join(f"{name} {n}" for (name, _), n in parts.most_common()))
    for iri, parts in sorted(bearers.items()):
        if len(parts) > 1:
            print(f"joined {names[iri]}: " + ", ".join(f"{thing} {n}" for thing, n in parts.most_common()))


if __name__ == "__main__":
    main()
