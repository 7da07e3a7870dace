"""What a build reported and the graph → report.html: what was read and found, for people, without a script."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import networkx as nx

from kg.errors import InputError, OutputError
from kg.ontology import TYPES, labels
from kg.view.charts import Bar, bars, columns, strip
from kg.view.sealed import check, digest

__all__ = ["Pair", "report_page", "write_report"]

ASSETS = Path(str(files("kg.view"))) / "assets"
TOP, EVENTS, SPEAKERS, PAIRS, FAILURES = 20, 60, 10, 50, 200
QUOTES = 2
MODALITIES = ("actual", "claimed", "planned", "possible", "denied")
Node = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that may be one thing, how likely, and why."""

    one: str
    other: str
    score: float
    reason: str


def report_page(
    report: Mapping[str, Any],
    graph: nx.MultiDiGraph[str],
    pairs: Iterable[Pair] = (),
    *,
    title: str = "Laporan",
    language: str = "id",
) -> str:
    """Return the whole page as HTML; the same bytes for the same build.

    Args:
        report: what report.json holds.
        graph: the graph as networkx, with the attributes that `kg.view.page` takes.
        pairs: what a person should decide, best first.
        title: heading of the page.
        language: "id" or "en".

    Raises:
        InputError: there are no words in `language`.
    """
    from jinja2 import Environment, FileSystemLoader

    words = json.loads((ASSETS / "report.json").read_text(encoding="utf-8"))
    if language not in words:
        raise InputError(f"the report has no words in {language!r}; available: {', '.join(sorted(words))}")
    style = (ASSETS / "report.css").read_text(encoding="utf-8").replace("\r\n", "\n")
    environment = Environment(loader=FileSystemLoader(ASSETS), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update({"short": _short, "address": _address})
    html = environment.get_template("report.html").render(
        w=words[language], language=language, title=title, style=style, styles=digest(style),
        **_found(report, graph, list(pairs), words[language], language),
    )  # fmt: skip
    check(html, (), style, links=("graph.html#", "#"))
    return html


def write_report(
    report: Mapping[str, Any], graph: nx.MultiDiGraph[str], path: Path, pairs: Iterable[Pair] = (), **options: str
) -> None:
    """Write the page to `path` in UTF-8.

    Raises:
        OutputError: the file cannot be written.
    """
    html = report_page(report, graph, pairs, **options)
    try:
        path.write_text(html, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"cannot write the report {str(path)!r}: {error.strerror}; give a writable place") from error


def _found(
    report: Mapping[str, Any], graph: nx.MultiDiGraph[str], pairs: list[Pair], w: Mapping[str, Any], language: str
) -> dict[str, Any]:
    names = labels(language)
    entities = sorted(
        ((iri, data) for iri, data in graph.nodes(data=True) if data.get("kind") != "event"),
        key=lambda node: (-int(node[1].get("documents") or 0), -graph.degree(node[0]), str(node[1]["label"]), node[0]),
    )
    events = [(iri, data) for iri, data in graph.nodes(data=True) if data.get("kind") == "event"]
    return {
        "numbers": _numbers(report, events, w),
        "months": columns(_months(row.get("date") or "" for row in report["sources"])),
        "publishers": bars(_publishers(graph)),
        "types": bars(
            [Bar(names[TYPES[code]], n, TYPES[code].partition(":")[2]) for code, n in _most(report["entities"])]
        ),
        "modalities": bars(_modalities(graph, w)),
        "predicates": bars(_predicates(graph)),
        "top": [(iri, data, graph.degree(iri)) for iri, data in entities[:TOP]],
        "top_bars": bars(
            [Bar(str(d["label"]), int(d.get("documents") or 0), str(d["type"]), _address(i)) for i, d in entities[:TOP]]
        ),
        "strip": strip(
            _dated(events), {data["type"]: names.get(f"kg:{data['type']}", data["type"]) for _, data in events}
        ),
        "events": _events(events),
        "events_left": max(0, len(_events(events, None)) - EVENTS),
        "undated": len(events) - len(_dated(events)),
        "speakers": _speakers(entities),
        "failures": report["failures"][:FAILURES],
        "failures_left": max(0, len(report["failures"]) - FAILURES),
        "sources": sorted(report["sources"], key=lambda row: (row.get("date") or "", row["id"]), reverse=True)[:100],
        "sources_left": max(0, len(report["sources"]) - 100),
        "pairs": pairs[:PAIRS],
        "pairs_left": max(0, len(pairs) - PAIRS),
        "decisions": report.get("decisions", {}),
    }


def _numbers(report: Mapping[str, Any], events: Sequence[Node], w: Mapping[str, Any]) -> list[tuple[int, str]]:
    return [
        (report["documents"], w["documents"]),
        (sum(report["entities"].values()), w["entities"]),
        (len(events), w["events"]),
        (report["facts"], w["facts"]),
        (report["claims"], w["claims"]),
        (report["quotes"], w["quotes"]),
        (len(report["failures"]), w["failed"]),
    ]


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _months(days: Iterable[str]) -> list[tuple[str, int]]:
    """Return each month from the first to the last with its number of articles, whole years where there are many."""
    counts = Counter(day[:7] for day in map(_day, days) if day)
    if not counts:
        return []
    first, last = min(counts), max(counts)
    months = [f"{year:04}-{month:02}" for year in range(int(first[:4]), int(last[:4]) + 1) for month in range(1, 13)]
    inside = [month for month in months if first <= month <= last]
    if len(inside) <= 36:
        return [(month, counts[month]) for month in inside]
    years = Counter(dict.fromkeys((month[:4] for month in inside), 0))
    for month, count in counts.items():
        years[month[:4]] += count
    return sorted(years.items())


def _publishers(graph: nx.MultiDiGraph[str]) -> list[Bar]:
    articles = {
        (str(item.get("publisher") or ""), str(item.get("document") or ""))
        for _, _, data in graph.edges(data=True)
        for item in data.get("evidence") or ()
    }
    counts = Counter(publisher for publisher, _ in articles if publisher)
    return [Bar(name, count) for name, count in _most(counts)[:12]]


def _modalities(graph: nx.MultiDiGraph[str], w: Mapping[str, Any]) -> list[Bar]:
    counts = Counter(str(data.get("modality") or "actual") for _, _, data in graph.edges(data=True))
    return [Bar(w[name], counts[name], name) for name in MODALITIES if counts[name]]


def _predicates(graph: nx.MultiDiGraph[str]) -> list[Bar]:
    counts = Counter(str(data.get("label") or "") for _, _, data in graph.edges(data=True))
    return [Bar(name, count) for name, count in _most(counts)[:12]]


def _dated(events: Sequence[Node]) -> list[tuple[str, str, str]]:
    """Return (day, type, modality) of the events of which a day, a month or a year is known."""
    found = []
    for _, data in events:
        day = _day(str(data.get("date") or ""))
        if day:
            found.append((day, str(data["type"]), str(data.get("modality") or "actual")))
    return sorted(found)


def _day(text: str) -> str:
    """Return the first day of a date as ISO 8601 writes it, "" where it is none.

    >>> _day("2017-01"), _day("2025-09-16/2025-09-17"), _day("pekan lalu")
    ('2017-01-01', '2025-09-16', '')
    """
    begin = text.partition("/")[0]
    whole = begin + "-01-01"[len(begin) - 4 :] if len(begin) in (4, 7) else begin[:10]
    try:
        return date.fromisoformat(whole).isoformat()
    except ValueError:
        return ""


def _events(events: Sequence[Node], most: int | None = EVENTS) -> list[tuple[str, str, str, str]]:
    """Return (date, IRI, label, modality), the latest first."""
    rows = [
        (str(data["date"]), iri, str(data["label"]), str(data.get("modality") or "actual"))
        for iri, data in events
        if _day(str(data.get("date") or ""))
    ]
    return sorted(rows, key=lambda row: (_day(row[0]), row[1]), reverse=True)[:most]


def _speakers(entities: Sequence[Node]) -> list[tuple[str, str, str, int, list[Mapping[str, str]]]]:
    """Return IRI, name, type, number of quotations and the first of them, for those quoted most."""
    quoted = [(iri, data) for iri, data in entities if data.get("quotes")]
    quoted.sort(key=lambda node: (-len(node[1]["quotes"]), str(node[1]["label"]), node[0]))
    return [
        (iri, str(data["label"]), str(data["type"]), len(data["quotes"]), list(data["quotes"])[:QUOTES])
        for iri, data in quoted[:SPEAKERS]
    ]


def _address(iri: str) -> str:
    """Return where a node opens in the picture beside the report."""
    return "graph.html#i=" + quote(iri, safe="")


def _short(text: str, most: int = 120) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
