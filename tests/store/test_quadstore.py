"""A store that is loaded on a thread has all that it was given, or says what was wrong with it."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import Loader, open_store, quadstore


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_all_that_was_given_is_there_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(quadstore, "AT_ONCE", at_once)
    with Loader(tmp_path / "store") as loader:
        for number in range(5):
            loader.add(f'<a:{number}> <a:b> "{number}" <a:g> .\n<a:{number}> <a:b> "c" .\n'.encode())
    subjects = {str(quad.subject) for quad in open_store(tmp_path / "store")}
    assert (len(open_store(tmp_path / "store")), subjects) == (10, {f"<a:{number}>" for number in range(5)})


def test_what_cannot_be_loaded_is_raised(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError), Loader(tmp_path / "store") as loader:
        loader.add(b"<a:a> nothing .\n")


def test_a_store_of_nothing_can_be_opened(tmp_path: Path) -> None:
    with Loader(tmp_path / "store"):
        pass
    assert list(open_store(tmp_path / "store").quads_for_pattern(None, None, None, ox.DefaultGraph())) == []
