"""A networkx graph → one HTML page, drawn by pyvis (force-graph when large), that needs nothing outside itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import InputError, OutputError
from kg.view.rows import Rows, rows
from kg.view.sealed import check, digest
from kg.view.wide import LARGE, wide_page

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["page", "write"]

ASSETS = Path(str(files("kg.view"))) / "assets"
SCRIPTS = ("words", "data", "state", "choose", "draw", "labels", "panel", "search", "controls", "timeline", "main")
COMPACT = {"sort_keys": True, "separators": (",", ":")}


@dataclass(frozen=True, slots=True)
class _Code:
    """The scripts and the style that are written into the page, with LF line ends as browsers hash them."""

    library: str
    script: str
    style: str


def page(graph: nx.MultiDiGraph[str], *, title: str = "Graf pengetahuan", language: str = "id") -> str:
    """Return the whole page as HTML; the same bytes for the same graph, which is left as it is.

    Args:
        graph: node attributes label, type, kind, aliases, documents, date, modality, quotes; edge attributes
            predicate, label, modality, source, confidence, evidence. `graph.graph["focus"]` is the node to open on.
        title: heading of the page.
        language: "id" or "en", the language of the controls.

    Raises:
        InputError: there are no words in `language`.
    """
    words = _words(language)
    if len(graph) > LARGE:
        return wide_page(graph, words, title=title, language=language)
    code = _code()
    network = _network(rows(graph), code, title, words, language)
    html: str = network.generate_html("graph.html")
    check(html, (code.library, code.script), code.style)
    return html


def write(graph: nx.MultiDiGraph[str], path: Path, *, title: str = "Graf pengetahuan", language: str = "id") -> None:
    """Write the page to `path` in UTF-8, and nothing else anywhere.

    Raises:
        OutputError: the file cannot be written.
    """
    html = page(graph, title=title, language=language)
    try:
        path.write_text(html, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"cannot write the page {str(path)!r}: {error.strerror}; give a writable place") from error


def _network(part: Rows, code: _Code, title: str, words: dict[str, Any], language: str) -> Network:
    """Return pyvis's network with its lists set at once: its calls check every node against all others."""
    from pyvis.network import Network  # imports IPython, which takes longer than all of kg

    network = Network(directed=True, cdn_resources="in_line", heading=title)
    network.nodes, network.edges = part.nodes, part.edges
    network.options = json.loads((ASSETS / "options.json").read_text(encoding="utf-8"))
    network.set_template_dir(str(ASSETS), "page.html")
    network.templateEnv.policies["json.dumps_kwargs"] = COMPACT
    network.templateEnv.globals.update(_globals(part, code, words, language))
    return network


def _words(language: str) -> dict[str, Any]:
    words: dict[str, Any] = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))
    if language not in words:
        raise InputError(f"the page has no words in {language!r}; available: {', '.join(sorted(words))}")
    return words


def _globals(part: Rows, code: _Code, words: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "extra": {
            "documents": part.documents, "sentences": part.sentences, "views": part.views, "focus": part.focus,
            "words": words,
        },
        "language": language,
        "code": code,
        "scripts": f"{digest(code.library)} {digest(code.script)}",
        "styles": digest(code.style),
    }  # fmt: skip


def _code() -> _Code:
    parts = "\n".join(_read(ASSETS / f"{name}.js") for name in SCRIPTS)
    library = max((Path(str(files("pyvis"))) / "lib").glob("vis-*/vis-network.min.js"))
    return _Code(_read(library), f'(() => {{\n"use strict";\n{parts}}})();\n', _read(ASSETS / "page.css"))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")
