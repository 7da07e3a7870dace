"""Knowledge bases are kept whole, whatever befalls the build that keeps them again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import settings
from kg.generation import STORE

SKOS = '<http://a.example/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Budi Santoso"@id .\n'


def test_a_knowledge_base_stays_whole_where_the_disk_takes_no_more(tmp_path: Path) -> None:
    resource, given = pytest.importorskip("resource"), tmp_path / "own.ttl"
    given.write_text(SKOS, encoding="utf-8")
    (tmp_path / STORE).mkdir()
    names = settings.keep([given], tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            settings.keep([given], tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    (known,) = settings.knowledge(settings.Settings((), names), tmp_path)
    assert known
    settings.prune(settings.Settings((), names), tmp_path)
    assert settings.keep([given], tmp_path) == names
