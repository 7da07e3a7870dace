"""Files of each format with one article in them, made here."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from email.message import EmailMessage
from typing import Any
from uuid import NAMESPACE_URL, uuid5

TITLE = "Banjir Rendam Demak"
FIRST = "Air setinggi satu meter merendam tiga desa di Kabupaten Demak sejak Senin malam, kata juru bicara polisi."
LAST = "Warga mengungsi ke balai desa dan menunggu bantuan makanan dari pemerintah kabupaten, yang datang pada Selasa."
PAGE = f"""<!doctype html><html><head><title>{TITLE} - Warta</title><meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="Warta">
<meta property="article:published_time" content="2017-01-09T01:30:00+07:00">
</head><body><nav><a href="/">Beranda</a></nav><article><h1>{TITLE}</h1>
<p>{FIRST}</p><p>{LAST}</p></article></body></html>"""


def pdf(pages: Iterable[Iterable[str]], *, script: str = "") -> bytes:
    """Return a PDF with lines of Latin text."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    root = 2 + 2 * len(pages := [list(page) for page in pages])
    for page in pages:
        shown = b" T* ".join(b"(" + line.encode("cp1252").replace(b"(", b"\\(") + b") Tj" for line in page)
        stream = b"BT /F1 11 Tf 72 720 Td 14 TL " + shown + b" ET"
        content = add(b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream))
        resources = b"<< /Font << /F1 %d 0 R >> >>" % font
        kids.append(add(b"<< /Type /Page /Parent %d 0 R /Contents %d 0 R /Resources %s /MediaBox [0 0 612 792] >>"
                        % (root, content, resources)))  # fmt: skip
    add(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)))
    action = b"/OpenAction << /S /JavaScript /JS (%s) >>" % script.encode() if script else b""
    catalog = add(b"<< /Type /Catalog /Pages %d 0 R %s >>" % (root, action))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(
        out + b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, catalog, table)
    )


def docx(*paragraphs: str, title: str = "", table: Iterable[Iterable[str]] = ()) -> bytes:
    """Return a Word document."""
    from docx import Document

    document = Document()
    if title:
        document.add_heading(title, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    rows = [list(row) for row in table]
    if rows:
        made = document.add_table(len(rows), len(rows[0]))
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                made.cell(y, x).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def message(body: str, *, html: str = "") -> bytes:
    """Return a message."""
    mail = EmailMessage()
    mail["Subject"], mail["From"] = TITLE, "Redaksi Warta <redaksi@warta.example>"
    mail["Date"] = "Mon, 09 Jan 2017 23:30:00 +0700"
    if body:
        mail.set_content(body)
    if html:
        (mail.add_alternative if body else mail.set_content)(html, subtype="html")
    return bytes(mail)


def rss(*items: str) -> bytes:
    """Return a feed."""
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Warta</title>'
    return f"{head}{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>".encode()


def parquet(rows: list[dict[str, Any]]) -> bytes:
    """Return a Parquet table."""
    import pyarrow
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()


def warc(pages: Iterable[tuple[str, bytes, str]], *, packed: bool = True) -> bytes:
    """Return a web archive of (address, content, type)."""
    out = bytearray()
    for number, (url, content, kind) in enumerate(pages):
        body = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, f'{url} {number}')}>\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        record = head.encode() + body + b"\r\n\r\n"
        out += gzip.compress(record, mtime=0) if packed else record
    return bytes(out)
