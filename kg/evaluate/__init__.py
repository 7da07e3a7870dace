"""Score what `kg` extracts against hand annotations: gold rows and predictions in, figures and differences out.

The figures are those of the annotation format's own scorer: per layer precision, recall and F1, and of the matched rows
the share whose attributes are right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError, NotFoundError
from kg.evaluate.calibration import Bin, calibration
from kg.evaluate.compare import LAYERS, Comparison, Row, compare
from kg.evaluate.diff import diff
from kg.evaluate.report import Figures, Problem, Report
from kg.extract.annotation import to_json
from kg.model import Extraction

__all__ = [
    "LAYERS",
    "Bin",
    "Comparison",
    "Figures",
    "Problem",
    "Report",
    "calibration",
    "compare",
    "diff",
    "find",
    "read_gold",
    "score",
]


def score(gold: Iterable[Row], predicted: Iterable[Row | Extraction]) -> Report:
    """Return the report of predictions against gold annotations, joined by id.

    Only gold articles count; one without a prediction counts as predicted empty.
    """
    rows = {row["id"]: row for row in (to_json(p) if isinstance(p, Extraction) else p for p in predicted)}
    wanted = {row["id"]: row for row in gold}
    comparisons = tuple(compare(row, rows.get(id_, {})) for id_, row in wanted.items())
    return Report(comparisons, sum(id_ in rows for id_ in wanted))


def read_gold(path: Path) -> Iterator[Row]:
    """Yield the annotations of a JSON Lines file: bare, or in the field `annotation` of a record.

    Raises:
        InputError: at a line that is no annotation, named with its number.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the annotations {str(path)!r}: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _annotation(line, f"{path}:{number}")


def _annotation(line: str, place: str) -> Row:
    try:
        record = json.loads(line)
        row: Row = {"id": record.get("id"), **record["annotation"]} if "annotation" in record else record
        empty = compare(row, {})
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise InputError(
            f"{place} is no annotation: {error!r}; wanted an object with id, entities, … values"
        ) from error
    if empty.id is None:
        raise InputError(f"{place} has no id")
    return row


def find(report: Report, id_: str) -> Comparison:
    """Return the comparison of one article.

    Raises:
        NotFoundError: where no gold article has this id.
    """
    found = next((comparison for comparison in report.comparisons if comparison.id == id_), None)
    if found is None:
        raise NotFoundError(f"no gold article {id_!r}; the first ids are {[c.id for c in report.comparisons[:5]]}")
    return found
