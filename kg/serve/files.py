"""What is given as it lies in the output folder: the texts into which evidence points, the pages that a build wrote."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kg.serve.frame import library_of, missing, node_of

__all__ = ["sealed", "text"]


def text(request: Request) -> Response:
    """Give the cleaned text into which evidence points."""
    library = library_of(request)
    node = node_of(request, "document")
    graph = library.graph()
    rows = graph.facts.properties(node, graph.facts.provenance) if node else {}
    if "kg:text" not in rows:
        return missing(request)
    return Response(graph.text(rows["dcterms:identifier"][0].value), media_type="text/plain; charset=utf-8")


def sealed(request: Request) -> Response:
    """Give a page that the build wrote, from the output folder and from nowhere else."""
    file = library_of(request).folder / request.url.path.lstrip("/")
    if not file.is_file():
        return missing(request)
    return FileResponse(file, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-cache"})
