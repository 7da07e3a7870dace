"""The addresses of the pages for people; a machine that asks for an IRI of the graph gets its triples."""

from __future__ import annotations

from starlette.routing import Route

from kg.serve.asking import query, vocabulary
from kg.serve.files import sealed, text
from kg.serve.home import home
from kg.serve.lists import articles, doubts, entities
from kg.serve.searching import search
from kg.serve.thing import thing

__all__ = ["ROUTES"]

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
