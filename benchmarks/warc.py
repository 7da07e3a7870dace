"""Read a web archive made here, record by record: `python -m benchmarks.warc [PAGES]`, 10,000 where none is given.

Every tenth page is no page but a picture, every hundredth is a near-copy of the one before, every fiftieth English.
Prints pages a second, peak memory, and how many were read, named and found to be copies.
"""

from __future__ import annotations

import gzip
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.corpus import Failure, read
from kg.corpus.copies import Sketch, copies, signature

__all__ = ["main", "write"]

SPOKEN = (
    "pemerintah warga banjir desa kabupaten polisi harga beras pasar menteri anggaran rapat bupati jalan hujan sungai "
    "petani pabrik sekolah guru dokter rumah bantuan korban bandara kapal pelabuhan listrik pajak bank saham ekspor"
)
WORDS = SPOKEN.split()
ENGLISH = "The minister said that the budget would be shared with the people of the region and that it was enough."


def write(path: Path, pages: int) -> None:
    """Write a web archive of this many records."""
    drawn, body = random.Random(2017), ""
    with path.open("wb") as file:
        for number in range(pages):
            if number % 10 == 3:
                file.write(_record(number, "image/png", b"\x89PNG" + drawn.randbytes(2000)))
                continue
            if number % 100 != 1:
                body = "".join(f"<p>{line}</p>" for line in _lines(drawn, english=number % 50 == 7))
            file.write(_record(number, "text/html; charset=utf-8", _page(number, body).encode()))


def _lines(drawn: random.Random, *, english: bool) -> Iterator[str]:
    for _ in range(12):
        yield ENGLISH if english else f"{' '.join(drawn.choices(WORDS, k=30)).capitalize()} yang terjadi di Demak."


def _page(number: int, body: str) -> str:
    title = f"Kabar ke-{number} dari Demak"
    menu = "".join(f'<li><a href="/{n}">Kanal {n}</a></li>' for n in range(40))
    head = f'<title>{title}</title><meta property="article:published_time" content="2017-01-09">'
    return (
        f"<!doctype html><html><head>{head}</head><body><ul>{menu}</ul><article><h1>{title}</h1>{body}</article></body>"
    )


def _record(number: int, kind: str, content: bytes) -> bytes:
    body = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + content
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:kg:{number}>\r\nWARC-Date: 2017-01-10T00:00:00Z\r\n"
        f"WARC-Target-URI: https://warta{number % 7}.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)


def main(pages: int) -> None:
    """Write, read, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        write(path, pages)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        started, counts, sketches = time.process_time(), Counter[str](), list[Sketch]()
        for item in read([path]):
            counts["named" if isinstance(item, Failure) else "read"] += 1
            if not isinstance(item, Failure):
                sketches.append(Sketch(item.id, item.published, signature(item.text)))
        counts["copies"] = len(copies(sketches))
        seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{pages} records, {dict(counts)}: {pages / seconds:.0f} a second of one processor,")
    print(f"peak {peak:.0f} MB, {peak - before:.0f} MB of it while reading")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
