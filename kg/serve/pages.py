"""Pages for people; a machine that asks for an IRI of the graph gets its triples."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.graph import Graph
from kg.model import ENTITY_TYPES
from kg.ontology import PREFIXES, TYPES, folder, labels
from kg.resolve import decisions
from kg.serve.article import article_page
from kg.serve.described import FORMATS, described, exists
from kg.serve.entity import article_rows, entity_page
from kg.serve.library import Library
from kg.serve.negotiation import best
from kg.serve.questions import questions
from kg.serve.rendering import Pages
from kg.serve.shown import Ref, lines, path, quoted, reference, sentence
from kg.store.search import KINDS

__all__ = ["ROUTES", "missing"]

STEP, TOP, LATEST = 100, 15, 8
HITS = 20
HTML = "text/html"
SHOWN_ELSEWHERE = {"rdf:type", "kg:asSpelled", "skos:prefLabel", "prov:wasDerivedFrom"}


def _library(request: Request) -> Library:
    library: Library = request.app.state.library
    return library


def _pages(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


def home(request: Request) -> Response:
    """Show numbers, who is named most, the latest articles, questions."""
    library, pages = _library(request), _pages(request)
    report, w = library.graph().report(), pages.words
    numbers = [
        (report["documents"], w["documents"], "/articles"),
        (sum(report["entities"].values()), w["entities"].lower(), "/entities"),
        (report["facts"], w["facts"].lower(), ""),
        (report["claims"], w["claims"].lower(), ""),
        (report["quotes"], w["quotes"].lower(), ""),
    ]
    latest = sorted(report["sources"], key=lambda row: (row["date"] or "", row["id"]), reverse=True)[:LATEST]
    rows = list(article_rows(library.graph(), [row["id"] for row in latest]))
    return pages.html(
        request,
        "home.html",
        numbers=numbers,
        top=library.index().most(limit=TOP),
        latest=sorted(rows, key=lambda row: (row.date, row.id), reverse=True),
        questions=questions(w["questionTitles"]),
    )


def search(request: Request) -> Response:
    """Show what holds the words: entities, quotations, articles."""
    library, pages = _library(request), _pages(request)
    words, kind = request.query_params.get("q", "")[:200], request.query_params.get("kind", "")
    offset = _number(request, "offset")
    w = pages.words
    headings = {"entity": w["entities"], "quote": w["quotes"], "article": w["articles"]}
    groups = []
    for one in KINDS:
        count = library.index().count(words, one) if kind in ("", one) else 0
        if count:
            hits = library.index().find(words, kind=one, limit=HITS, offset=offset if kind else 0)
            shown = [{**_fields(hit), "href": _leads(library.graph(), hit.kind, hit.iri, hit.place)} for hit in hits]
            groups.append((one, headings[one], count, shown))
    return pages.html(request, "search.html", words=words, groups=groups, offset=offset)


def _fields(hit: Any) -> dict[str, Any]:
    return {name: getattr(hit, name) for name in ("kind", "iri", "type", "place", "weight", "title", "parts")}


def _leads(graph: Graph, kind: str, iri: str, place: str) -> str:
    """Return where a hit is read: a quotation in its article."""
    if kind != "quote":
        return path(iri, graph.facts.base)
    said = graph.facts.quotation(ox.NamedNode(iri))
    return sentence(graph, said.proof).href if said else "/search?q=" + place


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    return min(int(text), 10_000_000) if text.isascii() and text.isdigit() else 0


def entities(request: Request) -> Response:
    """List entities, those named in most articles first."""
    library, pages = _library(request), _pages(request)
    asked, offset = request.query_params.get("type", ""), _number(request, "offset")
    type_ = TYPES[asked].partition(":")[2] if asked in TYPES else ""
    hits = library.index().most(type_=type_, limit=STEP + 1, offset=offset)
    types = [("", pages.words["all"], not type_)]
    types += [(code, labels(pages.language)[TYPES[code]], code == asked) for code in ENTITY_TYPES]
    w = pages.words
    return pages.html(
        request, "list.html", heading=w["entities"], lead=w["entitiesLead"], types=types, hits=hits[:STEP],
        type=asked if type_ else "", offset=offset, step=STEP, further=len(hits) > STEP, rows=(),
    )  # fmt: skip


def articles(request: Request) -> Response:
    """List articles, the newest first."""
    library, pages = _library(request), _pages(request)
    offset = _number(request, "offset")
    sources = sorted(library.graph().report()["sources"], key=lambda row: (row["date"] or "", row["id"]), reverse=True)
    wanted = [row["id"] for row in sources[offset : offset + STEP]]
    rows = {row.id: row for row in article_rows(library.graph(), wanted)}
    return pages.html(
        request, "list.html", heading=pages.words["articles"], lead="", types=(), hits=(), type="", offset=offset,
        step=STEP, further=len(sources) > offset + STEP, rows=[rows[id_] for id_ in wanted if id_ in rows],
    )  # fmt: skip


def query(request: Request) -> Response:
    """Show the editor."""
    library, pages = _library(request), _pages(request)
    w = pages.words
    asked = questions(w["questionTitles"])
    names = labels(pages.language)
    extra = {
        "questions": [{"id": item.id, "title": item.title, "text": item.text} for item in asked],
        "prefixes": PREFIXES,
        "base": library.graph().facts.base,
        "terms": [{"term": curie, "label": label} for curie, label in sorted(names.items())],
        "words": {name: w[name] for name in ("rows", "running", "seconds", "yes", "no")},
    }
    return pages.html(request, "query.html", questions=asked, extra=extra, nonce=request.state.nonce)


def doubts(request: Request) -> Response:
    """List pairs that may be one, and the decisions made."""
    from kg.doubts import candidates

    library, pages = _library(request), _pages(request)
    graph = library.graph()
    found = [
        (row, reference(graph, row.iri), reference(graph, row.other_iri) if "/entity/" in row.other_iri else _web(row))
        for row in candidates(graph)[:200]
    ]
    made = [decision.words() for decision in decisions.read(library.folder / decisions.FILE)]
    return pages.html(request, "doubts.html", pairs=found, decisions=made)


def _web(row: Any) -> Ref:
    return Ref(row.other, "web", row.other_iri if row.other_iri.startswith(("http:", "https:")) else "")


def text(request: Request) -> Response:
    """Give the cleaned text into which evidence points."""
    library = _library(request)
    node = _node(request, "document")
    graph = library.graph()
    rows = graph.facts.properties(node, graph.facts.provenance) if node else {}
    if "kg:text" not in rows:
        return missing(request)
    return Response(graph.text(rows["dcterms:identifier"][0].value), media_type="text/plain; charset=utf-8")


def _node(request: Request, room: str) -> ox.NamedNode | None:
    """Return the node that the address names, None where it cannot be one."""
    base = _library(request).graph().facts.base
    raw = request.scope.get("raw_path", b"").decode("latin-1").partition("?")[0].removeprefix("/").partition("/")[2]
    try:
        return ox.NamedNode(f"{base}{room}/{raw}")
    except ValueError:
        return None


def thing(request: Request) -> Response:
    """Show any IRI of the graph: a page for people, triples for machines."""
    room = request.path_params["room"]
    graph = _library(request).graph()
    node = _node(request, room)
    if room not in ROOMS or node is None or not exists(graph, node):
        return missing(request)
    replaced = graph.facts.properties(node, ox.DefaultGraph()).get("dcterms:isReplacedBy")
    if replaced and len(graph.facts.properties(node, ox.DefaultGraph())) == 1:
        query_ = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(path(replaced[0].value, graph.facts.base) + query_, 308)
    type_ = _type(request)
    if type_ is None:
        return Response(f"can be had as {HTML}, {', '.join(FORMATS)}\n", 406, media_type="text/plain")
    if type_ != HTML:
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        return Response(described(graph, node, type_), media_type=type_, headers=headers)
    return SHOWN.get(room, _other)(request, graph, node)


def _type(request: Request) -> str | None:
    """Return the media type that an address or a client asks for."""
    format_ = request.query_params.get("format")
    if format_:
        return next((type_ for type_, (name, _) in FORMATS.items() if name == format_), None)
    return best(request.headers.get("accept", ""), (HTML, *FORMATS))


def _alternates() -> list[tuple[str, str]]:
    return [(type_, name) for type_, (name, _) in FORMATS.items()]


def _entity(request: Request, graph: Graph, node: ox.NamedNode) -> Response:
    from kg.serve import drawn  # with NumPy, which the other pages do without

    page = entity_page(graph, node.value, everything=request.query_params.get("all") == "1")
    if page is None:
        return missing(request)
    pages = _pages(request)
    days = sorted({row.date for row in page.articles if row.date})
    told = [*page.roles, *page.facts, *page.claims]
    centre = Ref(page.name, page.type, "", page.iri)
    titles = [drawn.position(line, page.iri) for line in page.roles if drawn.is_current(line)]
    pictured = drawn.tenures(
        page.roles, page.iri, {item.date: pages.day(item.date) for line in page.roles for item in line.evidence}
    )
    return pages.html(
        request,
        "entity.html",
        page=page,
        iri=page.iri,
        api="/api/entities/" + page.iri.rpartition("/")[2],
        facts=(*page.roles, *page.facts),
        roles=_safe(pictured),
        picture=_safe(drawn.around(centre, page.near, told)),
        summary=pages.summary(
            {"articles": len(page.articles), "publishers": page.publishers}, list(dict.fromkeys(titles))[:2], days
        ),
        types=[(code, labels(pages.language)[TYPES[code]]) for code in ENTITY_TYPES],
        alternates=_alternates(),
    )


def _safe(svg: str) -> Any:
    """Return a picture of ours as markup: every name in it is escaped where it is drawn."""
    from markupsafe import Markup

    return Markup(svg)


def _article(request: Request, graph: Graph, node: ox.NamedNode) -> Response:
    identifier = graph.facts.properties(node, graph.facts.provenance).get("dcterms:identifier")
    page = article_page(graph, identifier[0].value) if identifier else None
    if page is None:
        return missing(request)
    api = "/api/articles/" + node.value.rpartition("/")[2]
    return _pages(request).html(request, "article.html", page=page, iri=node.value, api=api, alternates=_alternates())


def _other(request: Request, graph: Graph, node: ox.NamedNode) -> Response:
    """Show an event, a position, a statement, a quotation, a value: what it says and where it stands."""
    facts, pages = graph.facts, _pages(request)
    room = request.path_params["room"]
    single, said = facts.statement(node), facts.quotation(node)
    told = list(lines(graph, [single] if single else [s for s in facts.statements(node) if s.subject == node.value]))
    rows = {**facts.properties(node, facts.provenance), **facts.properties(node, ox.DefaultGraph())}
    at = [item for item in rows.get("prov:wasDerivedFrom", ()) if isinstance(item, ox.NamedNode)]
    shown = [
        (labels(pages.language).get(curie, curie), [_object(graph, value) for value in values[:50]])
        for curie, values in sorted(rows.items())
        if curie not in SHOWN_ELSEWHERE
    ]
    return pages.html(
        request,
        "node.html",
        room=room,
        heading=_heading(graph, node, told, rows),
        modality=told[0].modality if told else "",
        told=told,
        said=list(quoted(graph, [said])) if said else [],
        evidence=[] if told or said else [sentence(graph, facts.proof(item)) for item in at],
        rows=shown,
        iri=node.value,
        api="",
        alternates=_alternates(),
    )


def _heading(graph: Graph, node: ox.NamedNode, told: list[Any], rows: Any) -> str:
    if told and not told[0].kind:
        line = told[0]
        return f"{line.parts[0][1][0].name} {line.parts[1][0]} {line.parts[1][1][0].name}"
    if "schema:text" in rows:
        return str(rows["schema:text"][0].value)
    if "kg:asSpelled" in rows:
        return str(rows["kg:asSpelled"][0].value)
    if "skos:prefLabel" not in rows and told:
        return (
            f"{told[0].kind}: {', '.join(ref.name for _, part in told[0].parts for ref in part if ref.kind != 'term')}"
        )
    return graph.facts.label(node.value)


def _object(graph: Graph, value: ox.NamedNode | ox.Literal) -> Ref:
    if isinstance(value, ox.Literal):
        return Ref(value.value)
    if "#char=" in value.value and value.value.startswith(graph.facts.base + "text/"):
        id_, _, place = value.value.removeprefix(graph.facts.base + "text/").partition("#")
        return Ref(place, "", f"/document/{id_}#{place}")
    return reference(graph, value.value)


def vocabulary(request: Request) -> Response:
    """Give the ontology: Turtle, or a list of its terms."""
    if best(request.headers.get("accept", ""), (HTML, "text/turtle")) != HTML:
        return FileResponse(folder() / "kg.ttl", media_type="text/turtle")
    pages = _pages(request)
    rows = [(curie.partition(":")[2], curie, label) for curie, label in sorted(labels(pages.language).items())]
    return pages.html(request, "vocabulary.html", rows=rows)


def sealed(request: Request) -> Response:
    """Give a page that the build wrote, from the output folder and from nowhere else."""
    file = _library(request).folder / request.url.path.lstrip("/")
    if not file.is_file():
        return missing(request)
    return FileResponse(file, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-cache"})


def missing(request: Request) -> Response:
    """Say that there is nothing at an address."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": "there is nothing here"}, 404)
    pages = _pages(request)
    if best(request.headers.get("accept", ""), (HTML, "text/plain")) != HTML:
        return Response("there is nothing here\n", 404, media_type="text/plain")
    return pages.message(request, 404, pages.words["notFound"], pages.words["notFoundLead"])


SHOWN = {"entity": _entity, "document": _article}
ROOMS = (*SHOWN, "event", "statement", "role", "quotation", "value", "selector", "link", "open")
ROUTES = [
    Route("/", home),
    Route("/search", search),
    Route("/entities", entities),
    Route("/articles", articles),
    Route("/query", query),
    Route("/doubts", doubts),
    Route("/ontology", vocabulary),
    Route("/graph.html", sealed),
    Route("/report.html", sealed),
    Route("/text/{id:path}", text),
    Route("/{room}/{id:path}", thing),
]
