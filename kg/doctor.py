"""What is installed, how good the model is, and whether a graph in a folder is sound: said in lines."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.generation import STORE
from kg.graph import Graph, open_graph
from kg.language import PIPELINES
from kg.ontology import term

__all__ = ["extras", "installed", "model", "soundness"]

CORE = ("kg", "spacy", "pyoxigraph", "rdflib", "networkx", "numpy")
#: what makers need, and not readers of news
FOR_MAKERS = {"dev", "train"}
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+).*extra == [\"']([\w-]+)[\"']")


def installed() -> Iterator[str]:
    """Yield the versions that an answer to a fault begins with."""
    machine = f"{platform.system()} {platform.machine()}"
    yield f"Python {platform.python_version()} on {machine}, SQLite {sqlite3.sqlite_version}"
    yield ", ".join(f"{name} {version(name)}" for name in CORE)


def extras() -> dict[str, list[str]]:
    """Return, for each extra, the packages of it that are missing."""
    found: dict[str, list[str]] = {}
    for requirement in requires("kg") or ():
        if (match := _REQUIREMENT.match(requirement)) and match[2] not in FOR_MAKERS and match[1] != "kg":
            missing = found.setdefault(match[2], [])
            if not _there(match[1]):
                missing.append(match[1])
    return dict(sorted(found.items()))


def _there(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def model(language: str = "id") -> Iterator[str]:
    """Yield what the card of a language's pipeline says: name, version, scores."""
    card = json.loads((PIPELINES[language].parent / "card.json").read_text(encoding="utf-8"))
    yield f"{card['name']} {card['version']}"
    for what, scores in card["scores"].items():
        yield f"{what}: {', '.join(f'{name} {_figures(value)}' for name, value in scores.items())}"


def _figures(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def soundness(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the graph in a folder: nothing where it is sound.

    Reads every quad once, and every text.
    """
    try:
        graph = open_graph(folder)
        yield from _report(graph)
        yield from _texts(graph)
    except (KgError, OSError, KeyError, ValueError) as error:
        yield f"the graph cannot be read: {error}; build it again"
    yield from _spool(folder / STORE / "extractions.sqlite")


def _report(graph: Graph) -> Iterator[str]:
    kinds = {quad.graph_name for quad in graph.store}
    if ox.DefaultGraph() not in kinds:
        yield "the store holds no fact: build it again"
    named = {row["id"] for row in graph.report()["sources"]}
    if gone := sorted(named - set(graph.texts())):
        yield f"{len(gone)} texts are gone, the first is {gone[0]!r}: build it again"


def _texts(graph: Graph) -> Iterator[str]:
    sums = {
        str(getattr(quad.subject, "value", "")).rpartition("/")[2]: getattr(quad.object, "value", "")
        for quad in graph.store.quads_for_pattern(None, term("kg:sha256"), None, None)
    }
    for id_, text in graph.texts().items():
        if sums.get(id_) != hashlib.sha256(text.encode()).hexdigest():
            yield f"the text of {id_!r} is not the one that was read: build it again"


def _spool(path: Path) -> Iterator[str]:
    if not path.exists():
        yield f"{path.name} is gone: decisions cannot be made before the next build"
        return
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            said = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        said = str(error)
    if said != "ok":
        yield f"the kept extractions are damaged: {said}; remove {path}, it is a cache"
