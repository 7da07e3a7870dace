"""A source file is read again when, and only when, it does not look as it did."""

from __future__ import annotations

import os
from pathlib import Path

from kg import corpus
from kg.corpus import Found, Kept, Limits, Metadata
from kg.spool import Spool
from kg.unchanged import Unchanged, context

OLD = 1_500_000_000


def written(folder: Path, name: str, text: str, *, at: int = OLD) -> None:
    (folder / name).write_text(f"Judul {name}\n\n{text}\n", encoding="utf-8")
    os.utime(folder / name, (at, at))


def looked(spool: Spool, folder: Path, *, what: str = "v1", trusted: bool = True) -> dict[str, bool]:
    """Return, for each document, whether its file was read."""
    unchanged = Unchanged(spool, context(what, Metadata(), Limits(), None), trusted=trusted)
    unchanged.settled = -1.0
    found = {}
    for place, item in corpus.read_changed([folder], unchanged.kept):
        assert isinstance(item, Found | Kept)
        id_ = item.id if isinstance(item, Kept) else item.document.id
        spool.database.execute("INSERT OR IGNORE INTO extraction VALUES (?, ?, '')", (id_, id_))
        unchanged.note(place, item, id_)
        found[id_] = isinstance(item, Found)
    unchanged.keep()
    return found


def test_only_what_looks_otherwise_is_read_again(tmp_path: Path) -> None:
    spool, folder = Spool(tmp_path / "spool.sqlite"), tmp_path / "articles"
    folder.mkdir()
    written(folder, "a.txt", "Air naik di Demak.")
    written(folder, "b.txt", "Air turun di Kudus.")
    assert looked(spool, folder) == {"a": True, "b": True}
    assert looked(spool, folder) == {"a": False, "b": False}
    written(folder, "b.txt", "Air surut di Kudus.")  # as long, at the same time: only its change of state tells
    written(folder, "c.txt", "Air surut di Pati.")
    assert looked(spool, folder) == {"a": False, "b": True, "c": True}
    assert looked(spool, folder, trusted=False) == {"a": True, "b": True, "c": True}
    assert looked(spool, folder, what="v2") == {"a": True, "b": True, "c": True}


def test_a_document_whose_extraction_is_gone_is_read_again(tmp_path: Path) -> None:
    spool, folder = Spool(tmp_path / "spool.sqlite"), tmp_path / "articles"
    folder.mkdir()
    written(folder, "a.txt", "Air naik di Demak.")
    looked(spool, folder)
    spool.database.execute("DELETE FROM extraction")
    assert looked(spool, folder) == {"a": True}


def test_a_kept_document_whose_id_is_taken_now_is_read_again(tmp_path: Path) -> None:
    spool, folder = Spool(tmp_path / "spool.sqlite"), tmp_path / "articles"
    folder.mkdir()
    written(folder, "b.txt", "Air naik di Demak.")
    assert looked(spool, folder) == {"b": True}
    (folder / "a.jsonl").write_text('{"id": "b", "text": "Air surut di Pati."}\n', encoding="utf-8")
    os.utime(folder / "a.jsonl", (OLD, OLD))
    found = looked(spool, folder)
    assert len(found) == 2
    assert found["b"]


def test_a_file_that_another_is_called_like_now_is_read_again(tmp_path: Path) -> None:
    spool, folder = Spool(tmp_path / "spool.sqlite"), tmp_path / "articles"
    folder.mkdir()
    written(folder, "a.txt", "Air naik di Demak.")
    assert looked(spool, folder) == {"a": True}
    written(folder, "a.md", "Air turun di Kudus.")
    assert looked(spool, folder).keys() == looked(Spool(tmp_path / "more.sqlite"), folder).keys()
    (folder / "a.md").unlink()
    assert looked(spool, folder).keys() == looked(Spool(tmp_path / "less.sqlite"), folder).keys()
