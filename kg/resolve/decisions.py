"""`decisions.toml`: what a person has decided, readable, each decision keyed to documents and characters."""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import ENTITY_TYPES

__all__ = ["ACTIONS", "FILE", "Decision", "Place", "read", "write"]

#: action → (fewest places, whether it takes a value)
ACTIONS = {
    "same": (2, False),
    "different": (2, False),
    "rename": (1, True),
    "retype": (1, True),
    "link": (1, True),
    "unlink": (1, True),
    "reject": (1, True),
    "remove": (0, True),
}
FILE = "decisions.toml"
HEADER = """\
# Decisions of a person about this graph. Every build obeys them, in this order; `kg undo` takes one back.
# A place is a document and characters of its text; `text` is what stands there, for people to read.
"""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Characters `start` to `end` of a document, and what stands there."""

    document: str
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done (`action`), about what stands at `places`, with which `value`.

    The value of "rename" is a name, of "retype" a type, of "link" and "unlink" an IRI, of "remove" a document id, of
    "reject" a predicate; `subject` and `object` are the names of its ends in that article.
    """

    action: str
    places: tuple[Place, ...] = ()
    value: str = ""
    subject: str = ""
    object: str = ""
    note: str = ""

    def words(self) -> str:
        """Return the decision in one line."""
        names = ", ".join(f"{place.text!r} ({place.document}:{place.start}-{place.end})" for place in self.places)
        ends = f" [{self.subject} → {self.object}]" if self.subject or self.object else ""
        return f"keputusan {self.action}: " + " = ".join(part for part in (names, self.value) if part) + ends


def read(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a file in their order, none where there is no file.

    Raises:
        InputError: where the file is not TOML, or a decision is not one.
    """
    if not path.exists():
        return ()
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("decision", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{str(path)!r} is not TOML: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError(f"{str(path)!r} holds no list of tables called [[decision]]")
    return tuple(_decision(row, f"{path.name}, decision {number}") for number, row in enumerate(rows, 1))


def _decision(row: dict[str, Any], where: str) -> Decision:
    action = row.get("action")
    if action not in ACTIONS:
        raise InputError(f"{where}: {action!r} is no action; known are {', '.join(ACTIONS)}")
    try:
        places = tuple(Place(p["document"], int(p["start"]), int(p["end"]), p.get("text", "")) for p in row["places"])
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{where}: `places` are tables with document, start, end and text ({error!r})") from error
    ends = (str(row.get(name, "")) for name in ("value", "subject", "object", "note"))
    decision = Decision(action, places, *ends)
    fewest, valued = ACTIONS[action]
    if len(places) < fewest or (valued and not decision.value):
        raise InputError(f"{where}: {action!r} needs {fewest} places{' and a value' if valued else ''}")
    if action == "retype" and decision.value not in ENTITY_TYPES:
        raise InputError(f"{where}: {decision.value!r} is no type; known are {', '.join(ENTITY_TYPES)}")
    return decision


def write(decisions: Iterable[Decision], path: Path) -> None:
    """Write the decisions; the old file is there until the new one is whole."""
    text = HEADER + "".join(_toml(decision) for decision in decisions)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".decisions-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)


def _toml(decision: Decision) -> str:
    rows = ["", "[[decision]]", f"action = {_string(decision.action)}", "places = ["]
    rows += [
        f"    {{ document = {_string(p.document)}, start = {p.start}, end = {p.end}, text = {_string(p.text)} }},"
        for p in decision.places
    ]
    rows.append("]")
    rows += [
        f"{name} = {_string(value)}"
        for name in ("value", "subject", "object", "note")
        if (value := str(getattr(decision, name)))
    ]
    return "\n".join(rows) + "\n"


def _string(text: str) -> str:
    """Return a TOML basic string; JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
