"""Write docs/ontology.md, docs/ontology.svg and docs/cookbook.md: `python docs/generate.py [OUT]`.

The ontology page comes from ontology/kg.ttl, the answers in the cookbook from the graph in OUT (default out/).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS

import kg
from kg.graph import Graph
from kg.ontology import compact, folder

DOCS = Path(__file__).parent

#: boxes of the diagram: class → (column, row); arrows: from, to, label
BOXES = {
    "schema:Person": (0, 0),
    "kg:Tenure": (1, 0),
    "schema:Organization": (2, 0),
    "schema:Quotation": (0, 1),
    "kg:Meeting …": (1, 1),
    "schema:Place": (2, 1),
    "rdf:Statement": (0, 2),
    "kg:Time": (1, 2),
    "schema:MonetaryAmount": (2, 2),
    "kg:Evidence": (0, 3),
    "kg:Sentence": (1, 3),
    "kg:Text": (2, 3),
}
ARROWS = (
    ("kg:Tenure", "schema:Person", "kg:holder"),
    ("kg:Tenure", "schema:Organization", "kg:heldAt"),
    ("schema:Quotation", "schema:Person", "schema:spokenByCharacter"),
    ("kg:Meeting …", "schema:Person", "kg:agent"),
    ("kg:Meeting …", "schema:Place", "schema:location"),
    ("kg:Meeting …", "kg:Time", "kg:time"),
    ("kg:Meeting …", "schema:MonetaryAmount", "kg:amount"),
    ("schema:Organization", "schema:Place", "kg:basedIn"),
    ("rdf:Statement", "kg:Evidence", "prov:wasDerivedFrom"),
    ("kg:Evidence", "kg:Sentence", "kg:sentence"),
    ("kg:Sentence", "kg:Text", "oa:hasSource"),
)
WIDTH, HEIGHT, ACROSS, DOWN = 190, 44, 300, 110


def main(out: Path) -> None:
    """Write the three files."""
    graph = rdflib.Graph().parse(folder() / "kg.ttl", format="turtle")
    (DOCS / "ontology.md").write_text("\n".join(ontology(graph)) + "\n", encoding="utf-8")
    (DOCS / "ontology.svg").write_text("\n".join(diagram()) + "\n", encoding="utf-8")
    (DOCS / "cookbook.md").write_text(cookbook(kg.open(out)), encoding="utf-8")


def cookbook(graph: Graph) -> str:
    """Return each question of docs/cookbook/ with its SPARQL and its answer."""
    lines = ["# Cookbook", "", "Questions to the graph of `corpus/`, with the answers that `out/` gives.", ""]
    lines += ["Made by `python docs/generate.py`; answers are what was read in the articles, errors included.", ""]
    lines += ["Prefixes need no declaration: `kg query out/ docs/cookbook/01-who-met-whom.rq`.", ""]
    for path in sorted((DOCS / "cookbook").glob("*.rq")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        lines += [f"## {title.lstrip('# ')}", "", "```sparql", text.rstrip(), "```", "", *answer(graph, text), ""]
    return "\n".join(lines)


def answer(graph: Graph, text: str) -> Iterator[str]:
    """Yield the rows of an answer as a Markdown table."""
    result = graph.query(text)
    if not len(result):
        yield "No article of the corpus says so."
        return
    yield "| " + " | ".join(result.columns) + " |"
    yield "|" + " --- |" * len(result.columns)
    for row in result:
        cells = ((value or "").replace("|", "\\|").replace("\n", " ") for value in row.values())
        yield "| " + " | ".join(cells) + " |"


def ontology(graph: rdflib.Graph) -> Iterator[str]:
    """Yield the page: the diagram, classes, properties, modality and status."""
    yield from ("# The vocabulary", "", "Made from `ontology/kg.ttl` by `python docs/generate.py`.", "")
    yield from ("![Classes and the properties between them](ontology.svg)", "")
    yield from (
        "## Classes",
        "",
        "| class | Indonesian | English | under | what it is |",
        "| --- | --- | --- | --- | --- |",
    )
    for node in sorted(graph.subjects(RDF.type, OWL.Class)):
        under = ", ".join(sorted(compact(str(parent)) for parent in graph.objects(node, RDFS.subClassOf)))
        names = f"{text(graph, node, 'id')} | {text(graph, node, 'en')}"
        yield f"| `{compact(str(node))}` | {names} | {under} | {about(graph, node)} |"
    yield from ("", "## Properties", "", "| property | Indonesian | English | from | to | under | what it says |",
                "| --- | --- | --- | --- | --- | --- | --- |")  # fmt: skip
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    for node in sorted({item for kind in kinds for item in graph.subjects(RDF.type, kind)}):
        columns = (RDFS.domain, RDFS.range, RDFS.subPropertyOf)
        from_, to, under = (", ".join(sorted(compact(str(o)) for o in graph.objects(node, p))) for p in columns)
        names = f"{text(graph, node, 'id')} | {text(graph, node, 'en')}"
        yield f"| `{compact(str(node))}` | {names} | {from_} | {to} | {under} | {about(graph, node)} |"


def text(graph: rdflib.Graph, node: rdflib.term.Node, language: str) -> str:
    """Return the label in a language."""
    return next((str(o) for o in graph.objects(node, RDFS.label) if getattr(o, "language", "") == language), "")


def about(graph: rdflib.Graph, node: rdflib.term.Node) -> str:
    """Return the English comment."""
    return next((str(o) for o in graph.objects(node, RDFS.comment) if getattr(o, "language", "") == "en"), "")


def diagram() -> Iterator[str]:
    """Yield an SVG of the boxes and arrows."""
    width, height = 2 * ACROSS + WIDTH + 40, 3 * DOWN + HEIGHT + 40
    font = 'font-family="sans-serif" font-size="13"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {font}>'
    yield '<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    yield '<path d="M0,0L8,4L0,8z" fill="#555"/></marker></defs>'
    yield f'<rect width="{width}" height="{height}" fill="#fdfcf9"/>'
    for start, end, label in ARROWS:
        yield from arrow(start, end, label)
    for name, place in BOXES.items():
        x, y = corner(place)
        yield f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#fff" stroke="#17618a"/>'
        yield f'<text x="{x + WIDTH / 2}" y="{y + HEIGHT / 2 + 5}" text-anchor="middle">{escape(name)}</text>'
    yield "</svg>"


def corner(place: tuple[int, int]) -> tuple[float, float]:
    """Return the upper left corner of a box."""
    return 20 + place[0] * ACROSS, 20 + place[1] * DOWN


def arrow(start: str, end: str, label: str) -> Iterator[str]:
    """Yield a line from edge to edge of two boxes, with its label in the middle."""
    (x1, y1), (x2, y2) = (middle(BOXES[name]) for name in (start, end))
    x1, y1, x2, y2 = (*cut(x1, y1, x2, y2), *cut(x2, y2, x1, y1))
    yield f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="#555" marker-end="url(#to)"/>'
    yield (
        f'<text x="{(x1 + x2) / 2:.0f}" y="{(y1 + y2) / 2 - 5:.0f}" text-anchor="middle" font-size="11" fill="#17618a" '
        f'stroke="#fdfcf9" stroke-width="4" paint-order="stroke">{escape(label)}</text>'
    )


def middle(place: tuple[int, int]) -> tuple[float, float]:
    """Return the centre of a box."""
    x, y = corner(place)
    return x + WIDTH / 2, y + HEIGHT / 2


def cut(x: float, y: float, to_x: float, to_y: float) -> tuple[float, float]:
    """Return where the line from the centre of a box leaves it."""
    dx, dy = to_x - x, to_y - y
    share = min(WIDTH / 2 / abs(dx) if dx else 9.0, HEIGHT / 2 / abs(dy) if dy else 9.0)
    return x + dx * share, y + dy * share


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
