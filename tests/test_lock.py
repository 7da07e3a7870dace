"""The lock files hold what pyproject.toml asks for, each with hashes, and one version of everything."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"([\w.-]+)==([\w.!+]+)")


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def asked(*extras: str) -> Iterator[Requirement]:
    """Yield what the project asks for, with these extras and those that they name."""
    yield from map(Requirement, project()["build-system"]["requires"])
    yield from map(Requirement, project()["project"]["dependencies"])
    for extra in extras:
        for requirement in map(Requirement, project()["project"]["optional-dependencies"][extra]):
            if requirement.name == "kg":
                yield from asked(*sorted(requirement.extras))
            else:
                yield requirement


def locked(name: str) -> dict[str, list[str]]:
    """Return the versions of each package in a lock file; every one of them has a hash."""
    found: dict[str, list[str]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip()):
        match = PINNED.match(entry)
        assert match, entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
        found.setdefault(canonicalize_name(match[1]), []).append(match[2])
    return found


@pytest.mark.parametrize(("name", "extras"), [("requirements.lock", ()), ("requirements-dev.lock", ("dev",))])
def test_lock_holds_what_the_project_asks_for(name: str, extras: tuple[str, ...]) -> None:
    pinned = locked(name)
    for requirement in asked(*extras):
        versions = pinned.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement} is not in {name}: make lock"
        assert any(requirement.specifier.contains(version) for version in versions), f"{requirement}: {versions}"


def test_locks_agree() -> None:
    tests = locked("requirements-dev.lock")
    assert all(set(versions) <= set(tests[name]) for name, versions in locked("requirements.lock").items())


def test_every_dependency_has_a_lower_bound() -> None:
    for requirement in asked(*project()["project"]["optional-dependencies"]):
        assert re.search(r"[>=]=", str(requirement.specifier)), requirement
