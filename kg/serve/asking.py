"""What people ask with: the editor for queries, and the vocabulary that a query is written in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kg.ontology import PREFIXES, folder, labels
from kg.serve.frame import HTML, library_of, pages_of
from kg.serve.negotiation import best
from kg.serve.questions import questions

__all__ = ["query", "vocabulary"]


def query(request: Request) -> Response:
    """Show the editor."""
    library, pages = library_of(request), pages_of(request)
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


def vocabulary(request: Request) -> Response:
    """Give the ontology: Turtle, or a list of its terms."""
    if best(request.headers.get("accept", ""), (HTML, "text/turtle")) != HTML:
        return FileResponse(folder() / "kg.ttl", media_type="text/turtle")
    pages = pages_of(request)
    rows = [(curie.partition(":")[2], curie, label) for curie, label in sorted(labels(pages.language).items())]
    return pages.html(request, "vocabulary.html", rows=rows)
