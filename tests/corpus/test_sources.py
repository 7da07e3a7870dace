import os
from pathlib import Path

import pytest

from kg.corpus.readers import READERS
from kg.corpus.sources import find
from kg.errors import InputError


def make(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Judul\n\nAir naik.")
    return folder


def slugs(*sources: str | Path) -> dict[str, str]:
    return {place.source: place.slug for place in find(sources, formats=READERS)[0]}


def test_folder_is_read_with_its_folders(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.md", "sub/Harga Naik.TXT", ".hidden.txt", ".git/x.txt", "a.meta.json", "x.txt/y.txt")
    expected = {"a.md": "a", "b.txt": "b", "sub/Harga Naik.TXT": "sub-harga-naik", "x.txt/y.txt": "x-txt-y"}
    assert slugs(tmp_path) == expected


def test_name_does_not_depend_on_how_a_file_was_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "c/a.txt", "c/b.txt")
    monkeypatch.chdir(tmp_path)
    ways = [("c",), ("c/a.txt", "c/b.txt"), (tmp_path / "c/b.txt", "c/a.txt"), ("c/*.txt",), ("./c", "c/a.txt", "c")]
    assert [slugs(*way) for way in ways] == [{"a.txt": "a", "b.txt": "b"}] * len(ways)


def test_same_name_in_two_folders_is_told_apart_by_the_folder(tmp_path: Path) -> None:
    make(tmp_path, "x/a.txt", "y/a.txt")
    expected = {"x/a.txt": "x-a", "y/a.txt": "y-a"}
    assert slugs(tmp_path / "x", tmp_path / "y") == expected
    assert slugs(tmp_path / "y/a.txt", tmp_path / "x/a.txt") == expected


def test_same_slug_is_told_apart_by_a_hash(tmp_path: Path) -> None:
    found = slugs(make(tmp_path, "a.txt", "a.md", "A!.txt", "b.txt"))
    assert len(set(found.values())) == 4
    assert found["b.txt"] == "b"
    assert all(slug.startswith("a-") for name, slug in found.items() if name != "b.txt")


def test_list_names_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "b.txt", "c.txt")
    (tmp_path / "list").write_text("# daftar\na.txt\n\nb.txt\n")
    monkeypatch.chdir(tmp_path)
    assert set(slugs("@list")) == {"a.txt", "b.txt"}


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("nirgends", "no file or folder 'nirgends'"),
        ("*.txt", "no file or folder"),
        ("@nirgends", "cannot read the list 'nirgends'"),
        ("empty", "the folder 'empty' holds no document"),
        ("images", "the folder 'images' holds no document"),
        ("https://w.example/a", "'https://w.example/a' is a web address"),
    ],
)
def test_what_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, says: str) -> None:
    make(tmp_path, "images/a.png")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=f"^{says.replace('*', '.')}"):
        find([source], formats=READERS)


def test_links_in_a_circle_and_to_nothing_are_named(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nirgends")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    places, failures = find([tmp_path], formats=READERS)
    assert [place.source for place in places] == ["sub/a.txt"]
    assert [failure.source for failure in failures] == ["gone.txt", "pipe.txt", "self.txt", "sub/loop"]


def test_link_and_its_file_are_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (tmp_path / "z.txt").symlink_to(tmp_path / "a.txt")
    assert list(slugs(tmp_path)) == ["a.txt"]


def test_sidecar_is_found(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "a.meta.yaml", "b.txt", "b.txt.meta.json", "c.txt")
    places, _ = find([tmp_path], formats=READERS)
    assert [place.sidecar.name if place.sidecar else None for place in places] == [
        "a.meta.yaml",
        "b.txt.meta.json",
        None,
    ]


def test_name_with_escapes_and_broken_bytes_is_shown_safely(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\x1b[31m\xff\n.txt")).write_text("Judul\n\nAir naik.")
    (source,) = slugs(tmp_path)
    assert source.isprintable()
    assert source.encode()
