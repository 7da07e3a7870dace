"""A room imports the types, the errors, the ontology and the rooms to its left, never one to its right."""

import ast
from pathlib import Path

import pytest

import kg

ROOT = Path(kg.__file__).parent
ROOMS = ["corpus", "language", "extract", "resolve", "rdf", "store", "export", "view", "serve"]
FREE = {"model", "errors", "ontology", "config"}
#: what stands on the rooms; the explorer shows it, as the command line does
FACES = {"card", "deciding", "doubts", "generation", "graph"}

FILES = sorted(path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0].removesuffix(".py") in ROOMS)


def imported_rooms(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "kg":
            parts = node.module.split(".")
            names |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("kg.")}
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_room_imports_nothing_to_its_right(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0].removesuffix(".py")
    allowed = FREE | set(ROOMS[: ROOMS.index(room) + 1]) | (FACES if room == "serve" else set())
    assert imported_rooms(path) <= allowed
