"""`/sparql`: the SPARQL 1.1 Protocol for queries (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.serve.pool import Answer, Question

__all__ = ["endpoint"]

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
#: status of an answer → code: 400 what is no query, 500 what the service declines or could not do (section 2.1.4)
CODES = {"malformed": 400, "unacceptable": 406, "refused": 500, "cut": 500, "failed": 500, "busy": 503}
DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
[] a sd:Service ;
  sd:endpoint <> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON>, <http://www.w3.org/ns/formats/SPARQL_Results_XML>,
    <http://www.w3.org/ns/formats/SPARQL_Results_CSV>, <http://www.w3.org/ns/formats/SPARQL_Results_TSV>,
    <http://www.w3.org/ns/formats/Turtle>, <http://www.w3.org/ns/formats/N-Triples>,
    <http://www.w3.org/ns/formats/JSON-LD>, <http://www.w3.org/ns/formats/RDF_XML> .
"""


NO_UPDATES = "updates are refused: this endpoint answers queries; `kg build` and decisions change the graph"


class _RefusalError(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


async def endpoint(request: Request) -> Response:
    """Answer a query by GET, by POST of a form, or by POST of the query itself."""
    try:
        question = _question(request, await request.body())
    except _RefusalError as refusal:
        return _error(refusal.code, str(refusal))
    if question is None:
        return Response(DESCRIPTION, media_type="text/turtle")
    answer: Answer = await request.app.state.pool.ask(request.app.state.library.store_path(), question)
    if answer.status == "ok":
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        return Response(answer.body, headers={**headers, "Content-Type": _typed(answer.type)})
    return _error(CODES[answer.status], answer.message)


def _typed(type_: str) -> str:
    return f"{type_}; charset=utf-8" if type_.startswith("text/") else type_


def _question(request: Request, body: bytes) -> Question | None:
    """Return the question of a request, None for a GET without any parameter."""
    given = list(request.query_params.multi_items())
    accept = request.headers.get("accept", "")
    if request.method == "GET":
        return _of(given, accept) if given else None
    type_ = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if type_ == QUERY:
        return _of([*given, ("query", _text(body))], accept)
    if type_ == FORM:
        fields = parse_qsl(_text(body), keep_blank_values=True, max_num_fields=100)
        return _of([*given, *fields], accept)
    if type_ == UPDATE:
        raise _RefusalError(403, NO_UPDATES)
    raise _RefusalError(415, f"a POST is {FORM} or {QUERY}, not {type_ or 'of no type'}")


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise _RefusalError(400, f"the request is not UTF-8: {error}") from error


def _of(given: Sequence[tuple[str, str]], accept: str) -> Question:
    names = [name for name, _ in given]
    if "update" in names:
        raise _RefusalError(403, NO_UPDATES)
    queries = [value for name, value in given if name == "query"]
    if len(queries) != 1:
        raise _RefusalError(400, f"a request has one parameter `query`, this one has {len(queries)}")
    return Question(
        queries[0],
        accept,
        tuple(value for name, value in given if name == "default-graph-uri"),
        tuple(value for name, value in given if name == "named-graph-uri"),
    )


def _error(code: int, message: str) -> Response:
    headers = {"Retry-After": "2"} if code == 503 else {}
    return PlainTextResponse(message + "\n", code, headers=headers)
