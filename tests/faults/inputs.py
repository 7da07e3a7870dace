"""At least 300 bad inputs, written by a script: `python -m tests.faults.inputs FOLDER`.

Every one is small but for those whose size is the fault. `write` returns what it wrote; the articles that try to inject
something carry MARK, so that a test can look for it in every output.
"""

# ruff: noqa: E501 - a bad input is easier to judge on one line

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import zstandard

from tests.corpus.readers import made
from tests.corpus.readers.made import FIRST, LAST, PAGE, TITLE

__all__ = ["INJECTIONS", "MARK", "good", "write"]

MARK = "sisipan7"
TEXT = f"{TITLE}\n\n{FIRST}\n{LAST}\n"
ITEM = f"<title>{TITLE}</title><description>{FIRST}</description>"
Files = Iterator[tuple[str, bytes]]

#: what an article says to break out of an output
INJECTIONS = {
    "turtle": f'" . <https://jahat.example/{MARK}> a <https://jahat.example/X> . "',
    "turtle-long": f'"""{MARK} . @prefix kg: <https://jahat.example/> . kg:a kg:b kg:c . """\\',
    "sparql": f"}} ; DROP ALL ; INSERT DATA {{ <https://jahat.example/{MARK}> a <x:y> }} #",
    "html": f"<script>alert('{MARK}')</script><img src=x onerror=alert('{MARK}')>",
    "html-close": f"</script></textarea></title><svg onload=alert('{MARK}')>",
    "html-comment": f"--><!--<script>{MARK}</script>",
    "json": f'"}}];alert("{MARK}");[{{"a":"',
    "csv": f'=HYPERLINK("https://jahat.example/{MARK}")',
    "csv-plus": f"+cmd|' /C calc'!{MARK}",
    "csv-at": f"@SUM({MARK})",
    "csv-minus": f"-2+3+{MARK}",
    "cypher": f"'}}) DETACH DELETE n // {MARK}",
    "xml": f'<!DOCTYPE a [<!ENTITY {MARK} SYSTEM "file:///etc/passwd">]>&{MARK};',
    "escape": f"\x1b]0;{MARK}\x07\x1b[2J\x1b[31m",
    "escape-c1": f"\x9b31m{MARK}\x9c",
    "log": f"{MARK}\nkg: ERROR: sukses palsu\r\nkg: selesai",
    "path": f"../../../../tmp/{MARK}",
    "format": f"%s%n{{0.__class__}}${{{MARK}}}",
    "template": f"{{{{ {MARK}.__class__ }}}}{{% raw %}}",
    "javascript": f"javascript:alert('{MARK}')",
}


def write(folder: Path, *, large: bool = False) -> list[str]:
    """Write the inputs and return their names; those of hundreds of megabytes only where `large`."""
    names = []
    for number, (name, raw) in enumerate(_files(large=large)):
        path = folder / f"{number:03}-{name}"
        path.write_bytes(raw)
        names.append(path.name)
    names += _links(folder)
    return names


def _files(*, large: bool) -> Files:
    for kind in (_plain, _records, _tables, _pages, _archives, _documents, _metadata, _injected):
        yield from kind()
    yield from _wrong_extensions()
    yield from _cut_and_spoiled()
    if large:
        yield "line-of-200-megabytes.jsonl", b'{"text": "' + b"a" * 200_000_000 + b'"}'
        yield "line-of-200-megabytes.txt", b"a" * 200_000_000
        yield "line-of-200-megabytes.csv", b"text\n" + b"a" * 200_000_000


def _plain() -> Files:
    yield "empty.txt", b""
    yield "blank.txt", b" \r\n\t\n"
    yield "zeros.txt", bytes(5000)
    yield "binary.txt", bytes(range(256)) * 20
    yield "signs.txt", b"*** --- ... !!!\n\n???"
    yield "one-letter.txt", b"a"
    yield "one-dot.txt", b"."
    yield "word-of-a-million.txt", b"a" * 999_000
    yield "word-of-two-million.txt", b"a" * 2_000_000
    yield "million-spaces.txt", f"Air{' ' * 900_000}naik.".encode()
    yield "million-lines.txt", b"a\n" * 100_000
    yield "quotes-100000.txt", ("“" * 100_000 + "kata Budi").encode()
    yield "quotes-nested.txt", ("“‘" * 20_000 + "air" + "’”" * 20_000).encode()
    yield "brackets-100000.txt", b"(" * 100_000 + b"Air naik."
    yield "dots-100000.txt", b"Air naik" + b"." * 100_000
    yield "commas-100000.txt", b"Budi, " * 50_000
    yield "digits-100000.txt", b"Rp" + b"9" * 100_000 + b" triliun."
    yield "thousands.txt", b"Rp1" + b".000" * 20_000 + b" dan US$" + b"1," * 20_000 + b" pada 1/2/" + b"3/" * 20_000
    yield "dates-of-nothing.txt", b"Senin (99/99/9999), 31 Februari 2017, 00-00-0000, tanggal 0, 32 Januari -5.\n" * 50
    yield "regex-bomb-a.txt", b"a" * 50_000 + b"!"
    yield "regex-bomb-spaces.txt", b"Baca juga" + b" " * 50_000 + b":" + b" \t" * 20_000
    yield "regex-bomb-words.txt", b"Budi Santoso " * 20_000
    yield "regex-bomb-hyphens.txt", b"anak-" * 50_000
    yield "regex-bomb-markdown.md", b"**" * 50_000 + b"[" * 50_000 + b"](" * 20_000
    yield "regex-bomb-underscores.md", b"_a_" * 50_000
    yield "regex-bomb-links.md", b"[a](b " * 30_000
    yield (
        "controls.txt",
        "".join(map(chr, [*range(1, 9), *range(14, 32), 127, *range(0x80, 0xA0)])).encode() + TEXT.encode(),
    )
    yield "bidi.txt", f"\u202e{TITLE}\u202c\n\n\u2066\u202b{FIRST}\u2069\u200f{LAST}".encode()
    yield "homoglyphs.txt", f"{TITLE}\n\nВudi Ѕantoso dan Budi Santoso bertemu di Јakarta, kata Βudi.".encode()
    yield "combining.txt", f"A{chr(0x301) * 50_000}ir naik di Demak.".encode()
    yield "hangul.txt", ("ᄀ" * 20_000 + "ᅡ" * 20_000 + TEXT).encode()
    yield "emoji.txt", ("👨‍👩‍👧‍👦" * 10_000 + TEXT).encode()
    yield "tags.txt", ("".join(chr(0xE0000 + n) for n in range(32, 127)) * 100 + TEXT).encode()
    yield "noncharacters.txt", (f"{chr(0xFFFE)}{chr(0xFFFF)}{chr(0x1FFFE)}{chr(0xFDD0)}" + TEXT).encode()
    yield "surrogates-wtf8.txt", b"Air \xed\xa0\x80 naik \xed\xbf\xbf di Demak, kata Budi Santoso."
    yield "overlong.txt", b"Air \xc0\xaf\xe0\x80\xaf naik di Demak \xf8\x88\x80\x80\x80 \xff\xfe."
    yield "utf16-half.txt", b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1]
    yield "utf16-lone.txt", b"\xff\xfe\x00\xd8" + TEXT.encode("utf-16-le")
    yield "utf32-wrong.txt", b"\xff\xfe\x00\x00\xff\xff\xff\xff" * 50
    yield "utf7.txt", b"+AGEAaQBy- naik di Demak, kata Budi Santoso."
    yield "gb18030.txt", "雅加达洪水 naik 中国 di Demak".encode("gb18030")
    yield "bom-only.txt", b"\xef\xbb\xbf"
    yield "three-boms.txt", b"\xef\xbb\xbf" * 3 + TEXT.encode()
    yield "mojibake-deep.txt", _spoiled(f"{TITLE}\n\n“{FIRST}” – {LAST}", 4).encode()
    yield "arabic.txt", "الماء يرتفع في القرى منذ يوم الاثنين كما قالت الشرطة".encode()
    yield "english.txt", b"It was said that the plan would be made with one of them by the people who are there."
    yield "malay.txt", b"Polis Diraja Malaysia kata kereta itu dipandu laju kerana pemandunya mabuk dan telah ditahan."
    yield "no-extension", TEXT.encode()
    yield "unknown.xyz", TEXT.encode()
    yield "device-con.txt", TEXT.encode()
    yield "a" * 200 + ".txt", TEXT.encode()
    yield "spasi dan 'kutip' \"dua\" <x> & ?.txt", TEXT.encode()
    yield "baris\nbaru.txt", TEXT.encode()
    yield "escape\x1b[31m.txt", b"\0\0\0"
    yield "rtl\u202etxt.exe.txt", TEXT.encode()
    yield ".hidden.txt", TEXT.encode()


def _spoiled(text: str, times: int) -> str:
    for _ in range(times):
        text = text.encode().decode("latin-1")
    return text


def _records() -> Files:
    rows: dict[str, bytes] = {
        "deep": b"[" * 200_000,
        "deep-object": b'{"a":' * 100_000,
        "deep-closed": b"[" * 5000 + b"]" * 5000,
        "cut": b'{"text": "Air naik',
        "nan": b'{"text": NaN}',
        "infinity": b'{"text": "Air", "date": -Infinity}',
        "lone-surrogate": b'{"text": "Air \\ud800 naik"}',
        "lone-surrogate-title": b'{"title": "\\udfff", "text": "Air naik."}',
        "lone-surrogate-id": b'{"id": "\\ud83d", "text": "Air naik."}',
        "lone-surrogate-sentence": b'{"sentences": ["Air \\udc00"]}',
        "zero": b'{"text": "Air \\u0000 naik."}',
        "zero-sentence": b'{"sentences": ["Air \\u0000"]}',
        "long-number": b'{"id": ' + b"9" * 5000 + b', "text": "Air."}',
        "huge-exponent": b'{"id": 1e999999, "text": "Air."}',
        "list-of-text": b'{"text": ["Air"]}',
        "text-number": b'{"text": 5}',
        "text-null": b'{"text": null}',
        "title-object": b'{"title": {"a": 1}, "text": "Air naik."}',
        "sentences-numbers": b'{"sentences": [1, 2]}',
        "sentences-empty": b'{"sentences": ["", " "]}',
        "sentences-lines": b'{"sentences": ["Budi\\nSantoso\\u2028tiba", "di\\tJakarta\\u0085lagi."]}',
        "date-wrong": b'{"date": "2017-02-30", "text": "Air naik."}',
        "date-month": b'{"date": "2017-13-01", "text": "Air naik."}',
        "date-year": b'{"date": "99999-01-01", "text": "Air naik."}',
        "date-zero": b'{"date": "0000-00-00", "text": "Air naik."}',
        "date-number": b'{"date": 20170110, "text": "Air naik."}',
        "date-float": b'{"date": 1.5, "text": "Air naik."}',
        "date-bool": b'{"date": true, "text": "Air naik."}',
        "date-arabic": '{"date": "٢٠١٧-٠١-٠٩", "text": "Air naik."}'.encode(),
        "id-path": b'{"id": "../../etc/passwd", "text": "Air naik."}',
        "id-absolute": b'{"id": "/etc/passwd", "text": "Air naik."}',
        "id-device": b'{"id": "CON", "text": "Air naik."}',
        "id-dots": b'{"id": "..", "text": "Air naik."}',
        "id-zero": b'{"id": "a\\u0000b", "text": "Air naik."}',
        "id-long": b'{"id": "' + b"x" * 100_000 + b'", "text": "Air naik."}',
        "url-spaces": b'{"url": "https://w.example/a b\\"c<d>{e}|\\\\^`", "text": "Air naik."}',
        "url-script": b'{"url": "javascript:alert(1)", "text": "Air naik."}',
        "url-file": b'{"url": "file:///etc/passwd", "text": "Air naik."}',
        "url-data": b'{"url": "data:text/html,<script>x</script>", "text": "Air naik."}',
        "url-bracket": b'{"url": "http://[::1", "text": "Air naik."}',
        "url-newline": b'{"url": "https://w.example/\\n> <x> .", "text": "Air naik."}',
        "language-long": b'{"language": "id-' + b"x" * 5000 + b'", "text": "Air naik."}',
        "language-none": b'{"language": "../id", "text": "Air naik."}',
        "publisher-tag": b'{"publisher": "<b>Warta</b>\\" .", "text": "Air naik."}',
        "twice": b'{"id": "same", "text": "Air naik."}\n{"id": "same", "text": "Air turun."}\n{"id": "SAME", "text": "X."}',
        "not-object": b'["Air naik."]\n"Air"\n5\nnull\ntrue',
        "bare": b"Air naik.",
        "single-quotes": b"{'text': 'Air naik.'}",
        "comment": b'// {"text": "Air"}',
        "utf16": '{"text": "Air naik."}'.encode("utf-16"),
        "latin": b'{"text": "Caf\xe9 di Jakarta."}',
        "controls": b'{"text": "Air \x01 naik."}',
        "keys-many": json.dumps({f"k{n}": n for n in range(50_000)}).encode(),
        "keys-twice": b'{"text": "Air", "text": "Air turun."}',
        "prototype": b'{"__proto__": {"x": 1}, "__class__": "y", "text": "Air naik."}',
    }
    for name, raw in rows.items():
        yield f"json-{name}.jsonl", raw
        yield f"json-{name}.json", raw


def _tables() -> Files:
    yield "no-text.csv", b"a,b\n1,2\n"
    yield "header-only.csv", b"title,text\n"
    yield "open-quote.csv", b'title,text\nA,"Air naik.\n' * 50
    yield "quote-inside.csv", b'title,text\nA,"B" c\n'
    yield "more-fields.csv", b"title,text\nA,Air naik,1,2,3\nB\n"
    yield "nul.csv", b"title,text\nA,Air\0naik\n"
    yield "field-huge.csv", b"title,text\nA," + b"a" * 900_000 + b"\n"
    yield "columns-100000.csv", b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + b"," * 100_000
    yield "same-column.csv", b"text,text,text\nAir naik,Air turun,x\n"
    yield "binary.csv", bytes(range(256)) * 10
    yield "utf16-cut.csv", "title,text\nA,Air naik.\n".encode("utf-16")[:-1]
    yield "formula.csv", f'title,text\n"=1+1","@SUM(A1) {MARK}"\n'.encode()
    yield "line-ends.tsv", b"title\ttext\rA\tAir naik.\r\rB\tX"
    yield "date.tsv", b"date\ttext\n32/13/2017\tAir naik.\n"


def _pages() -> Files:
    yield "no-article.html", b"<html><body></body></html>"
    yield "tags-30000.html", b"<html>" + b"<p>" * 30_000
    yield "nested-5000.html", b"<html><body>" + b"<div>" * 5000 + b"Air naik."
    yield "attributes.html", b"<html><body><p " + b"a=b " * 50_000 + b">Air naik."
    yield "unclosed.html", PAGE.partition("</article>")[0].encode()
    yield (
        "entity.xhtml",
        PAGE.replace("<!doctype html>", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>').encode(),
    )
    yield "entities-deep.xhtml", _laughs(b"html").replace(b"LOL", b"<body><p>&j;</p></body>")
    yield "date-wrong.html", PAGE.replace("2017-01-09", "2017-99-99").encode()
    yield "title-huge.html", PAGE.replace(TITLE, "Banjir " * 20_000).encode()
    yield (
        "json-ld-broken.html",
        PAGE.replace("</head>", '<script type="application/ld+json">{"@context": </script></head>').encode(),
    )
    yield (
        "json-ld-deep.html",
        PAGE.replace("</head>", f'<script type="application/ld+json">{"[" * 20_000}</script></head>').encode(),
    )
    yield (
        "json-ld-remote.html",
        PAGE.replace(
            "</head>",
            '<script type="application/ld+json">{"@context": "http://127.0.0.1:1/x", "@type": "NewsArticle"}</script></head>',
        ).encode(),
    )
    yield (
        "base-file.html",
        PAGE.replace("<head>", '<head><base href="file:///etc/"><link rel="canonical" href="passwd">').encode(),
    )
    yield "charset-wrong.html", PAGE.replace("<head>", '<head><meta charset="utf-99">').encode()
    yield "nul.html", PAGE.replace("Demak", "De\0mak").encode()
    yield "cdata.html", PAGE.replace(FIRST, f"<![CDATA[{FIRST}").encode()
    yield "comment-open.html", PAGE.replace("<p>", "<!-- <p>").encode()
    yield "laughs.rss", _laughs(b"rss").replace(b"LOL", b"<channel><item><title>&j;</title></item></channel>")
    yield (
        "external.rss",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
    )
    yield (
        "external-dtd.rss",
        b'<?xml version="1.0"?><!DOCTYPE r SYSTEM "http://127.0.0.1:1/a.dtd"><rss version="2.0"><channel><item><title>Air naik</title></item></channel></rss>',
    )
    yield "no-items.rss", b"<rss version='2.0'><channel></channel></rss>"
    yield "cut.rss", made.rss(ITEM * 3)[:-60]
    yield "nested.rss", b"<rss><channel>" + b"<item>" * 3000 + b"<title>Air</title>"
    yield (
        "script.atom",
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;script&gt;x&lt;/script&gt;</title></entry></feed>',
    )
    yield "no-feed.xml", b"<?xml version='1.0'?><buku><bab/></buku>"
    yield "not-xml.xml", b"\xff\xd8 gambar"
    yield (
        "encoding.rss",
        b'<?xml version="1.0" encoding="utf-99"?><rss><channel><item><title>Air naik</title></item></channel></rss>',
    )
    yield "image.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def _laughs(root: bytes) -> bytes:
    entities = b'<!ENTITY a "lol">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
    )
    return b'<?xml version="1.0"?><!DOCTYPE %s [%s]><%s>LOL</%s>' % (root, entities, root, root)


def _archives() -> Files:
    yield "bomb.zip", _zip({"a.txt": b" " * 60_000_000})
    yield "bomb.txt.gz", gzip.compress(b" " * 60_000_000)
    yield "bomb.jsonl.gz", gzip.compress((b" " * 1000 + b"\n") * 60_000)
    yield "bomb.txt.bz2", bz2.compress(b" " * 60_000_000)
    yield "bomb.txt.xz", lzma.compress(b" " * 60_000_000)
    yield "bomb.txt.zst", zstandard.compress(b" " * 60_000_000)
    yield "bomb.docx", _zip({"word/document.xml": b" " * 60_000_000})
    yield "traversal.zip", _zip({f"../../../{MARK}.txt": b"x", f"/tmp/{MARK}.txt": b"x", f"C:\\{MARK}.txt": b"x"})
    yield "traversal.tar", _tar({f"../../{MARK}.txt": TEXT.encode(), f"/tmp/{MARK}.txt": TEXT.encode()})
    yield "names.zip", _zip({"\x1b[31m.txt": b"\0\0", "a\nb.txt": b"\0\0", "\u202ex.txt": b"\0\0", "." * 90: b"x"})
    yield "same-names.zip", _zip({"a.txt": TEXT.encode(), "A.txt": TEXT.encode(), "a.md": TEXT.encode()})
    yield "many.zip", _zip({f"{n}.png": b"" for n in range(2000)})
    yield "deep.txt.gz.gz.gz.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(TEXT.encode()))))
    yield "nested.zip", _zip({"b.zip": _zip({"c.zip": _zip({"d.zip": _zip({"a.txt": TEXT.encode()})})})})
    yield "links.tar", _tar_of_links()
    yield "empty.zip", _zip({})
    yield "empty.tar", _tar({})
    yield "empty.gz", gzip.compress(b"")
    yield "encrypted.zip", _encrypted()
    yield "method.zip", _zip({"a.txt": TEXT.encode()}).replace(b"\x08\x00", b"\x63\x00")
    yield "crc.zip", _zip({"a.txt": TEXT.encode()}, stored=True).replace(b"meter", b"metel")
    yield "garbage.zip", b"PK\x03\x04" + random.Random(1).randbytes(500)
    yield "garbage.tar", random.Random(2).randbytes(2048)
    yield "garbage.zst", b"\x28\xb5\x2f\xfd" + random.Random(3).randbytes(500)
    yield "window.txt.zst", b"\x28\xb5\x2f\xfd\x00\xf8" + b"\x01\x00\x00"
    for kind in ("open.zip", "open.tar.gz", "read.csv"):  # what fuzzing found, seen by a whole reading
        for path in sorted((Path(__file__).parents[1] / "fuzz" / "findings" / kind).iterdir()):
            yield f"found-{path.name}.{kind.partition('.')[2]}", path.read_bytes()
    yield "trailing.txt.gz", gzip.compress(TEXT.encode()) + b"sampah" * 50


def _zip(members: dict[str, bytes], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _encrypted() -> bytes:
    raw = bytearray(_zip({"a.txt": TEXT.encode()}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(magic) + offset] |= 1
    return bytes(raw)


def _tar(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, raw in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return out.getvalue()


def _tar_of_links() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind, target in (
            (tarfile.SYMTYPE, "/etc/passwd"),
            (tarfile.LNKTYPE, "../x"),
            (tarfile.FIFOTYPE, ""),
            (tarfile.CHRTYPE, ""),
        ):
            info = tarfile.TarInfo(f"{kind.decode()}.txt")
            info.type, info.linkname = kind, target
            archive.addfile(info)
    return out.getvalue()


def _documents() -> Files:
    page = [[TITLE, "", FIRST[:60], FIRST[60:]]]
    sound = made.pdf(page)
    yield "script.pdf", made.pdf(page, script="app.alert(1)")
    yield "picture.pdf", made.pdf([[]])
    yield "no-pages.pdf", made.pdf([])
    yield "pages-600.pdf", made.pdf([["a"]] * 600)
    yield "loop.pdf", sound.replace(b"/Kids [3 0 R]", b"/Kids [4 0 R]")
    yield "no-table.pdf", sound.partition(b"xref")[0]
    yield "start-wrong.pdf", sound.replace(b"startxref\n", b"startxref\n99")
    yield "length-wrong.pdf", sound.replace(b"/Length ", b"/Length 9999")
    yield "count-huge.pdf", sound.replace(b"/Count 1", b"/Count 999999999")
    yield "root-none.pdf", sound.replace(b"/Root 5 0 R", b"/Root 77 0 R").replace(b"/Root 4 0 R", b"/Root 77 0 R")
    yield "garbage.pdf", b"%PDF-1.7\n" + random.Random(4).randbytes(3000)
    yield "only-head.pdf", b"%PDF-1.7"
    yield "macro.docx", _zip({**_parts(), "word/vbaProject.bin": b"AutoOpen"})
    yield (
        "external.docx",
        _zip(
            {
                **_parts(),
                "word/_rels/document.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x" Target="http://127.0.0.1:1/x" TargetMode="External"/></Relationships>',
            }
        ),
    )
    yield (
        "entity.docx",
        _zip(
            {
                **_parts(),
                "word/document.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>',
            }
        ),
    )
    yield "laughs.docx", _zip({**_parts(), "word/document.xml": _laughs(b"w")})
    yield "no-parts.docx", _zip({"a.txt": b"x"})
    yield "old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)
    yield "rich.rtf", b"{\\rtf1 Air naik.}"
    yield "no-body.eml", b"Subject: Air\n\n"
    yield "parts-deep.eml", _mail_of_parts(60)
    yield "parts-open.eml", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nAir naik."
    yield "charset.eml", b"Subject: Air\nContent-Type: text/plain; charset=utf-99\n\nAir naik di Demak."
    yield "base64.eml", b"Subject: Air\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!kaputt==="
    yield "subject.eml", b"Subject: =?utf-8?b?7aCA?= =?utf-99?q?x?=\nDate: kapan\nFrom: <<<>>>\n\nAir naik di Demak."
    yield "headers.eml", b"X: y\n" * 20_000 + b"\nAir naik."
    yield "date.eml", b"Date: Mon, 99 Foo 99999 99:99:99 +9999\n\nAir naik di Demak."
    yield "attachment.eml", b"Content-Type: application/pdf\n\n%PDF-1.7"
    yield "numbers.parquet", made.parquet([{"text": 5}, {"text": 6}])
    yield "none.parquet", made.parquet([{"text": None}, {"text": "Air naik di Demak."}])
    yield "no-text.parquet", made.parquet([{"a": 1}])
    yield "bytes.parquet", made.parquet([{"text": b"\xff\xfe"}])
    yield "same-long.parquet", made.parquet([{"text": "Air naik. " * 20_000}] * 4)
    yield "garbage.parquet", b"PAR1" + random.Random(5).randbytes(500) + b"PAR1"
    yield (
        "length.warc",
        made.warc([("https://w.example/1", PAGE.encode(), "text/html")], packed=False).replace(
            b"Content-Length: 1", b"Content-Length: 9"
        ),
    )
    yield "no-pages.warc", made.warc([("https://w.example/1", b"x", "image/png")], packed=False)
    yield (
        "bomb.warc.gz",
        gzip.compress(
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60000000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            + b" " * 60_000_000
        ),
    )
    yield "garbage.warc", b"WARC/1.0\r\n" + random.Random(6).randbytes(500)
    yield "garbage.warc.gz", gzip.compress(random.Random(7).randbytes(500))


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.docx(FIRST, LAST, title=TITLE))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _mail_of_parts(depth: int) -> bytes:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(depth))
    return b"Subject: Air\n" + head + b"\nAir naik."


def _metadata() -> Files:
    for name, head in {
        "open": "title: A\n",
        "yaml": "title: [\n---\n",
        "tag": "title: !!python/object/apply:os.system ['touch /tmp/sisipan7']\n---\n",
        "anchors": "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\ntitle: A\n---\n",
        "list": "- a\n- b\n---\n",
        "deep": "title: " + "[" * 3000 + "\n---\n",
        "date": "date: 2017-02-30\n---\n",
        "date-object": "date: {a: b}\n---\n",
        "merge": "<<: *x\n---\n",
        "title-long": f"title: {'A ' * 5000}\n---\n",
        "tab": "\ttitle: A\n---\n",
        "control": "title: A\x07B\n---\n",
        "language": "language: klingon/../x\n---\n",
        "json": '{"title": "A"\n---\n',
        "id": "id: ../../x\n---\n",
        "many-keys": "".join(f"k{n}: v\n" for n in range(3000)) + "---\n",
    }.items():
        yield f"front-{name}.md", f"---\n{head}{TEXT}".encode()


def _injected() -> Files:
    for name, text in INJECTIONS.items():
        body = f"{TITLE} {text}\n\nBudi {text} Santoso bertemu Siti Aminah di Jakarta.\n“{text},” kata Budi Santoso.\n"
        yield f"inject-{name}.txt", body.encode()
        row = {"id": f"x-{name}", "title": text, "publisher": text, "url": f"https://w.example/{text}", "text": body}
        yield f"inject-{name}.jsonl", json.dumps(row).encode()


@cache
def good() -> dict[str, bytes]:
    """Return a sound file of each format, by its extension."""
    return {
        "txt": TEXT.encode(),
        "md": f"---\ntitle: {TITLE}\ndate: 2017-01-09\n---\n{FIRST}".encode(),
        "jsonl": json.dumps({"title": TITLE, "text": FIRST, "date": "2017-01-09"}).encode(),
        "csv": f'judul,isi\n"{TITLE}","{FIRST}"\n'.encode(),
        "html": PAGE.encode(),
        "pdf": made.pdf([[TITLE, "", FIRST[:60], FIRST[60:]]]),
        "docx": made.docx(FIRST, LAST, title=TITLE),
        "eml": made.message(f"{FIRST}\n{LAST}"),
        "rss": made.rss(ITEM),
        "parquet": made.parquet([{"title": TITLE, "text": FIRST}]),
        "zip": _zip({"a.txt": TEXT.encode(), "b.html": PAGE.encode()}),
        "tar.gz": gzip.compress(_tar({"a.txt": TEXT.encode()})),
        "txt.zst": zstandard.compress(TEXT.encode()),
        "warc.gz": made.warc([("https://w.example/1", PAGE.encode(), "text/html")]),
    }


def _wrong_extensions() -> Files:
    """Yield each format under the name of others."""
    files = good()
    for name, raw in files.items():
        for other in ("txt", "jsonl", "csv", "html", "pdf", "docx", "parquet", "zip", "warc.gz"):
            if other != name:
                yield f"{name.replace('.', '-')}-as.{other}", raw


def _cut_and_spoiled() -> Files:
    """Yield each format cut off at some places, and with some bytes of it changed."""
    drawn = random.Random(2017)
    for name, raw in good().items():
        for share in (0.1, 0.5, 0.9, 0.99):
            yield f"cut-{int(share * 100)}.{name}", raw[: int(len(raw) * share)]
        for number in range(6):
            spoiled = bytearray(raw)
            for _ in range(1 + len(raw) // 200):
                spoiled[drawn.randrange(len(raw))] = drawn.randrange(256)
            yield f"spoiled-{number}.{name}", bytes(spoiled)


def _links(folder: Path) -> list[str]:
    """Make links that lead nowhere, back, or out; files nobody may read; a pipe; folders without end."""
    (folder / "loop").mkdir()
    (folder / "loop" / "back").symlink_to(folder)
    (folder / "dangling.txt").symlink_to(folder / "nothing")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    deep = folder / "deep"
    for _ in range(70):
        deep /= "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "locked.txt").write_text(TEXT, encoding="utf-8")
    (folder / "locked.txt").chmod(0)
    (folder / os.fsdecode(b"latin-\xe9.txt")).write_text(TEXT, encoding="utf-8")
    (folder / "side.txt").write_text(TEXT, encoding="utf-8")
    (folder / "side.meta.json").write_text('{"date": "kapan"}', encoding="utf-8")
    (folder / "side-huge.txt").write_text(TEXT, encoding="utf-8")
    (folder / "side-huge.meta.yaml").write_bytes(b"title: " + b"x" * 100_000)
    return ["dangling.txt", "self.txt", "device.txt", "pipe.txt", "locked.txt", "side.txt", "side-huge.txt"]


if __name__ == "__main__":
    print(len(write(Path(sys.argv[1]), large=True)))
