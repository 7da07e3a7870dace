"""A page → the same page, or an error where something in it could reach outside or run as script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from html.parser import HTMLParser

from kg.errors import OutputError

__all__ = ["check", "digest"]

LOADING = {"src", "href", "srcset", "data", "action", "formaction", "poster", "background", "ping", "xlink:href"}
FOREIGN_TAGS = {"link", "base", "iframe", "object", "embed", "frame", "img", "audio", "video", "source", "form"}
FOREIGN_STYLE = re.compile(r"@import|url\(|image-set\(|expression\(", re.IGNORECASE)


def digest(code: str) -> str:
    """Return the hash by which a Content-Security-Policy allows an inline script or style.

    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode('utf-8')).digest()).decode('ascii')}'"


def check(html: str, scripts: Sequence[str], style: str, *, links: tuple[str, ...] = ()) -> None:
    """Pass a page in which only `scripts` run, only `style` styles and nothing is loaded.

    Links may lead to addresses that begin as one of `links` does, and nowhere else.

    Raises:
        OutputError: names what else there is.
    """
    found = _Reader(links)
    found.feed(html)
    found.close()
    faults = list(found.faults)
    if found.texts["script"] != list(scripts):
        faults.append("a script that is not the page's own")
    if found.texts["style"] != [style]:
        faults.append("a style that is not the page's own")
    if FOREIGN_STYLE.search(style):
        faults.append("a style that loads something")
    if "default-src 'none'" not in found.policy:
        faults.append("no Content-Security-Policy before the first script")
    if faults:
        raise OutputError(f"the page is not closed: {'; '.join(faults)}. It was not written")


class _Reader(HTMLParser):
    def __init__(self, links: tuple[str, ...]) -> None:
        super().__init__(convert_charrefs=True)
        self.links = links
        self.faults: list[str] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.policy = ""
        self.inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in FOREIGN_TAGS:
            self.faults.append(f"a <{tag}>")
        known = {"href"} if tag == "a" and values.get("href", "").startswith(self.links or ("\0",)) else set()
        foreign = (name for name in values if name in LOADING or name.startswith("on"))
        self.faults += [f"{name} on <{tag}>" for name in foreign if name not in known]
        if values.get("http-equiv", "").lower() == "content-security-policy" and not self.texts["script"]:
            self.policy = values.get("content", "")
        data = tag == "script" and values.get("type") == "application/json"
        self.inside = tag if tag in self.texts and not data else None
        if self.inside:
            self.texts[self.inside].append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (the base class names it)
        self.inside = None

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[self.inside][-1] += data
