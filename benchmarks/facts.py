"""How many of the facts of a graph are right: `python -m benchmarks.facts GOLD.jsonl`, by what a fact must be sure of.

Of the roles, relations and events that are read as facts, the share that the annotation has too (whatever modality it
gives them), and the share that it has as facts, for those of at least each confidence; `kg.caution` draws the line.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from kg.caution import LEAST
from kg.evaluate.compare import compare
from kg.extract.annotation import to_json
from kg.extract.pipeline import extract
from training.articles import documents

LAYERS = ("roles", "relations", "events")


def main() -> None:
    """Print one line for each layer and least confidence."""
    rows: list[tuple[str, float, bool, bool]] = []
    for document, gold in documents(Path(sys.argv[1])):
        found = to_json(extract(document))
        compared = compare({**gold, "id": document.id}, found)
        for layer in LAYERS:
            pairs = {j: i for i, j in compared.layers[layer].pairs}
            for j, told in enumerate(found["extra"][layer]):
                if told["modality"] == "actual":
                    right = j in pairs
                    fact = right and _is_fact(layer, gold[layer][pairs[j]])
                    rows.append((layer, told["confidence"], right, fact))
    for layer in LAYERS:
        for least in (0.0, 0.3, LEAST, 0.7):
            kept = [row for row in rows if row[0] == layer and row[1] >= least]
            right, facts = sum(row[2] for row in kept), sum(row[3] for row in kept)
            share = (
                f"{100 * right / len(kept):.0f} % annotated, {100 * facts / len(kept):.0f} % as facts" if kept else ""
            )
            print(f"{layer:10} at least {least:.1f}: {len(kept):4} facts, {share}")


def _is_fact(layer: str, row: Any) -> bool:
    if layer == "roles":
        return True
    return bool((row["modality"] if layer == "events" else row[4]) == "actual")


if __name__ == "__main__":
    main()
