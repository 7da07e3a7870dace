"""The summary at the end of a build, from its report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg import settings
from kg.generation import REPORT
from kg.ontology import TYPES, labels

__all__ = ["summary"]

FAILURES_SHOWN = 5


def summary(folder: Path, seconds: float) -> str:
    """Return one screen: documents, entities by type, facts, claims, quotes, seconds, what failed, what to open."""
    report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    entities = report["entities"]
    kinds = ", ".join(f"{n} {labels('en')[TYPES[type_]]}" for type_, n in sorted(entities.items(), key=lambda x: -x[1]))
    rows = [
        ("documents", f"{report['documents']}{_copies(report)}"),
        ("entities", f"{sum(entities.values())}  ({kinds})"),
        ("facts", f"{report['facts']}"),
        ("claims", f"{report['claims']}  (claimed, planned, denied or possible: {_accepted(report)})"),
        ("quotes", f"{report['quotes']}"),
        ("values", f"{report['values']}"),
        ("seconds", f"{seconds:.1f}"),
    ]
    lines = [f"{name:>10}  {text}" for name, text in rows]
    failures = report["failures"]
    lines += [f"{'not read':>10}  {f['source']}: {f['reason']}" for f in failures[:FAILURES_SHOWN]]
    if len(failures) > FAILURES_SHOWN:
        lines.append(f"{'':>10}  … and {len(failures) - FAILURES_SHOWN} more in {folder / REPORT}")
    page = folder / "graph.html"
    lines.append(
        f"{'open':>10}  {page}" if page.exists() else f"{'files':>10}  not written: kg export {folder} --to files"
    )
    return "\n".join(lines)


def _accepted(report: dict[str, Any]) -> str:
    accepted = settings.read(report).accept
    return f"plain triples where {' or '.join(accepted)}" if accepted else "never plain triples"


def _copies(report: dict[str, Any]) -> str:
    count = len(report.get("copies", ()))
    return f"  ({count} of them told before in the same words: linked, counted once)" if count else ""
