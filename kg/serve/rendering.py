"""Templates and words → HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.errors import InputError
from kg.ontology import BASE
from kg.serve.editing import Editor
from kg.serve.shown import path

__all__ = ["LANGUAGES", "Pages"]

HERE = Path(__file__).parent
WORDS: dict[str, dict[str, Any]] = json.loads((HERE / "words.json").read_text(encoding="utf-8"))
LANGUAGES = tuple(sorted(WORDS))
LABEL = 160  # characters of a name that a list shows


@dataclass(eq=False)
class Pages:
    """Renders templates in one language; `title` names the site, `editor` knows who may decide."""

    language: str
    title: str
    editor: Editor | None

    def __post_init__(self) -> None:
        if self.language not in WORDS:
            raise InputError(f"the pages have no words in {self.language!r}; available: {', '.join(LANGUAGES)}")

    @property
    def words(self) -> dict[str, Any]:
        """The words of the pages."""
        return WORDS[self.language]

    @cached_property
    def environment(self) -> Environment:
        """Jinja with our templates; everything is escaped unless a template says otherwise."""
        found = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        filters = {
            "short": short,
            "day": self.day,
            "number": self.number,
            "host": host,
            "path": lambda i: path(i, BASE),
        }
        found.filters.update(filters)
        found.globals["forms"] = found.get_template("forms.html").module
        return found

    def html(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page."""
        csrf = self.editor.csrf(request) if self.editor else ""
        done = request.query_params.get("done", "")
        common = {
            "w": self.words,
            "language": self.language,
            "site": self.title,
            "path": request.url.path,
            "editing": bool(csrf),
            "can_edit": self.editor is not None,
            "csrf": csrf,
            "done": done if done.isdigit() else "",
        }
        text = self.environment.get_template(template).render({**common, **values})
        return HTMLResponse(text, status, headers={"Vary": "Accept, Cookie", "Cache-Control": "no-cache"})

    def message(self, request: Request, status: int, heading: str, lead: str, back: str = "") -> HTMLResponse:
        """Return a page that says one thing."""
        return self.html(request, "message.html", status, heading=heading, lead=lead, back=back)

    def day(self, text: str) -> str:
        """Return a day as people write it, what is no day as it stands."""
        from babel.dates import format_date

        try:
            return format_date(date.fromisoformat(text[:10]), "d MMM y", locale=self.language)
        except ValueError:
            return text

    def number(self, value: int) -> str:
        """Return a number with the language's separators."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.language)

    def summary(self, counts: Mapping[str, int], titles: list[str], days: list[str]) -> str:
        """Return the first sentences of an entity's page."""
        w = self.words
        told = f"{w['named'].capitalize()} {counts['articles']} {w['articlesIn']}"
        if counts["publishers"] > 1:
            told += f" · {counts['publishers']} {w['publishers']}"
        if days:
            told += " · " + " – ".join(dict.fromkeys(self.day(day) for day in (days[0], days[-1])))
        return " ".join([*(f"{title}." for title in titles), f"{told}."])


def short(text: str) -> str:
    """Return a name, cut where a list has no room for all of it."""
    return text if len(text) <= LABEL else text[: LABEL - 1].rstrip() + "…"


def host(url: str) -> str:
    """Return the host of a link with the last part of its path, as people read it.

    >>> host("http://www.wikidata.org/entity/Q408")
    'wikidata.org · Q408'
    """
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2]
    return " · ".join(part for part in (parts.netloc.removeprefix("www."), last) if part)
