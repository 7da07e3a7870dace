import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from kg.corpus import Failure, Limits, read
from kg.errors import InputError
from kg.model import Document

ARTICLE = b"Banjir Rendam Demak\n\nAir setinggi satu meter merendam tiga desa."


def pack_zip(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def pack_tar(path: Path, members: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))


@pytest.mark.parametrize(("name", "pack"), [("a.zip", pack_zip), ("a.tar.gz", pack_tar)])
def test_files_of_an_archive_are_read(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    line = b'{"id": "n1", "text": "Air naik."}'
    pack(tmp_path / name, {"x.txt": ARTICLE, "sub/b.jsonl": line, "c.txt.gz": gzip.compress(ARTICLE), "d.png": b"x"})
    results = list(read([tmp_path]))
    assert {item.id for item in results if isinstance(item, Document)} == {"a-x", "n1", "a-c-txt"}
    assert [item.source for item in results if isinstance(item, Failure)] == [f"{name}!d.png"]


def test_gzip_keeps_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(ARTICLE))
    (document,) = read([tmp_path])
    assert isinstance(document, Document)
    assert (document.id, document.source) == ("a", "a.txt.gz")


def test_paths_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    pack_zip(tmp_path / "a.zip", {"../../../x.txt": ARTICLE, "/etc/y.txt": ARTICLE, "C:\\z.txt": ARTICLE})
    sources = {item.source for item in read([tmp_path])}
    assert sources == {"a.zip!x.txt", "a.zip!etc/y.txt", "a.zip!C:/z.txt"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_same_name_twice_gets_two_ids(tmp_path: Path) -> None:
    pack_zip(tmp_path / "a.zip", {"x.txt": ARTICLE, "x.md": ARTICLE})
    assert len({item.id for item in read([tmp_path]) if isinstance(item, Document)}) == 2


@pytest.mark.parametrize(("name", "pack"), [("a.zip", pack_zip), ("a.tar.gz", pack_tar)])
def test_bomb_is_named(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    pack(tmp_path / name, {"x.jsonl": (b" " * 1000 + b"\n") * 30_000})
    with pytest.raises(InputError, match="unpacks to more than an archive may"):
        list(read([tmp_path]))


def test_gzip_bomb_of_lines_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b" " * 30_000_000))
    with pytest.raises(InputError, match=r"longer than|unpacks to more"):
        list(read([tmp_path]))


def test_archives_in_archives_end(tmp_path: Path) -> None:
    inner = ARTICLE
    for _ in range(4):
        inner = gzip.compress(inner)
    (tmp_path / "a.txt.gz.gz.gz.gz").write_bytes(inner)
    with pytest.raises(InputError, match="archives deep"):
        list(read([tmp_path]))


def test_links_in_a_tar_are_named(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        info = tarfile.TarInfo("x.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    with pytest.raises(InputError, match=r"a\.tar!x\.txt: is a link"):
        list(read([tmp_path], limits=Limits()))


@pytest.mark.parametrize("cut", [10, 60, 120])
def test_cut_archive_is_named(tmp_path: Path, cut: int) -> None:
    pack_tar(tmp_path / "a.tar.gz", {"x.txt": ARTICLE * 50})
    (tmp_path / "a.tar.gz").write_bytes((tmp_path / "a.tar.gz").read_bytes()[:cut])
    with pytest.raises(InputError, match=r"a\.tar\.gz"):
        list(read([tmp_path]))
