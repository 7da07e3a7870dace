"""`python -m benchmarks.links`: links to Wikidata by five-fold cross-validation over the sentences of IndEL.

Names are found in a held-out sentence by looking them up in what the other folds teach (end to end), or taken as
annotated (given); each becomes an entity of an article of one sentence, resolved and linked as in a build. What
counts is a certain link at exactly the annotated characters.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.model import Cluster, Document, Extraction, Mention
from kg.resolve.entities import resolve
from kg.resolve.identities import Identities
from kg.resolve.knowledge import Knowledge
from kg.resolve.profiles import profiles
from training import links
from training.articles import SHARED

FOLDS = 5
LONGEST = 6
TOKEN = re.compile(r"[\w']+(?:[-.&][\w']+)*")
Place = tuple[int, int]


class Scores(NamedTuple):
    """Precision, recall and F1 in percent."""

    precision: float
    recall: float
    f1: float


def measure(*, given: bool) -> Scores:
    """Return the scores over all folds, with the annotated names `given` or found."""
    rows, types = links.sentences(), links.types()
    order = random.Random(0).sample(range(len(rows)), len(rows))
    right = made = wanted = 0
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        base = links.knowledge([row for i, row in enumerate(rows) if i not in held], types)
        for i in sorted(held):
            gold = {(start, end): iri for start, end, _, iri in rows[i]["links"]}
            found = linked(rows[i]["text"], gold if given else spotted(rows[i]["text"], base), base, types)
            right += sum(gold.get(place) == iri for place, iri in found.items())
            made, wanted = made + len(found), wanted + len(gold)
    return Scores(100 * right / made, 100 * right / wanted, 200 * right / (made + wanted))


def spotted(text: str, base: Knowledge) -> Iterator[Place]:
    """Yield where the longest names of the table stand, written with a capital."""
    tokens = [match.span() for match in TOKEN.finditer(text)]
    first = 0
    while first < len(tokens):
        ends = range(min(len(tokens), first + LONGEST), first, -1)
        places = ((tokens[first][0], tokens[last - 1][1], last) for last in ends)
        hit = next((p for p in places if text[p[0]].isupper() and base.bearers(text[p[0] : p[1]], "")), None)
        if hit:
            yield hit[0], hit[1]
        first = hit[2] if hit else first + 1


def linked(text: str, places: Any, base: Knowledge, types: dict[str, str]) -> dict[Place, str]:
    """Return the certain links of the names at these places."""
    document = Document("d", text)
    names: dict[str, list[Mention]] = {}
    for start, end in sorted(places):
        type_ = types.get(text[start:end].lower(), "ORG")
        names.setdefault(text[start:end], []).append(Mention(document.span(start, end), type_, 1))
    clusters = tuple(
        Cluster(f"e{n}", found[0].type, name, tuple(found)) for n, (name, found) in enumerate(names.items(), 1)
    )
    told = Extraction(document, ((0, len(text)),), clusters)
    resolution = resolve(profiles(told), Identities(), knowledge=[base])
    sure = {
        e.iri: [link.iri for link in e.links if link.certain and "wikidata" in link.iri] for e in resolution.entities
    }
    return {
        (mention.span.start, mention.span.end): iri
        for cluster in clusters
        for iri in sure[resolution.iris["d", cluster.id]][:1]
        for mention in cluster.mentions
    }


def main() -> None:
    """Print the scores."""
    if not SHARED.exists():
        sys.exit("../shared is not there: this measures on IndEL")
    for words, given in (("end to end", False), ("names given", True)):
        scores = measure(given=given)
        print(f"{words:12} precision {scores.precision:.1f}  recall {scores.recall:.1f}  F1 {scores.f1:.1f}")


if __name__ == "__main__":
    main()
