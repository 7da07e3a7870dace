"""A raw record → a `Document`, with the way back from its text to the source."""

from __future__ import annotations

from dataclasses import replace

from kg.corpus.cleaning import blank_lines, clean_characters, markdown
from kg.corpus.dates import time_line
from kg.corpus.edits import Cleaned, apply
from kg.corpus.furniture import furniture
from kg.corpus.identifiers import identifier
from kg.corpus.language import detect
from kg.corpus.layout import headline, layout, repeated_headline
from kg.corpus.metadata import from_path, from_url, publisher_of
from kg.corpus.record import Metadata, Record
from kg.model import Document

__all__ = ["clean", "to_document"]


def clean(text: str, *, title: str = "", markup: str = "plain") -> tuple[Cleaned, str]:
    r"""Return the text of a document (headline, blank line, body) and its headline, "" where it has none.

    >>> clean("Banjir Demak\r\n\r\nAir naik.\r\nBaca juga: Harga Beras")[0].text
    'Banjir Demak\n\nAir naik.'
    """
    cleaned = Cleaned.of(f"{title}\n\n{text}" if title else text)
    if markup == "markdown":
        cleaned = markdown(cleaned)
    cleaned = clean_characters(cleaned)
    titled = bool(title)
    cleaned = _without_furniture(cleaned, title=titled)
    if not titled and headline(cleaned.text):
        titled = True
        cleaned = _without_furniture(cleaned, title=True)
    cleaned = apply(cleaned, layout(cleaned.text, title=titled))
    return cleaned, cleaned.text.partition("\n")[0] if titled else ""


def to_document(record: Record, defaults: Metadata, sidecar: Metadata) -> tuple[Document, Cleaned]:
    """Return the document of a record; what the record does not say comes from the next best source.

    Order: the record, the sidecar, the day in its address, file name or time line, the defaults, the address's site.
    """
    said = record.metadata.filled(sidecar)
    url = from_url(said.url)
    guesses = (Metadata(published=url.published), from_path(record.source), Metadata(published=time_line(record.text)))
    known = said
    for more in (*guesses, defaults, Metadata(publisher=publisher_of(said.url))):
        known = known.filled(more)
    make = _annotated if record.sentences is not None else _article
    return make(record, known)


def _article(record: Record, known: Metadata) -> tuple[Document, Cleaned]:
    cleaned, title = clean(record.text, title=known.title, markup=record.markup)
    place = replace(cleaned, headline=len(cleaned.source) - len(record.text), offset=record.offset)
    return _document(record, known, cleaned.text, title, None), place


def _annotated(record: Record, known: Metadata) -> tuple[Document, Cleaned]:
    """Return the document whose sentences are given: their numbering and every character stay."""
    bounds, start = [], 0
    for sentence in record.sentences or ():
        bounds.append((start, start + len(sentence)))
        start += len(sentence) + 1
    text = "\n".join(record.sentences or ())
    return _document(record, known, text, known.title, tuple(bounds)), Cleaned.of(text)


def _document(
    record: Record, known: Metadata, text: str, title: str, sentences: tuple[tuple[int, int], ...] | None
) -> Document:
    return Document(
        id=identifier(known.id) if known.id else record.slug,
        text=text,
        title=title,
        published=known.published,
        publisher=known.publisher,
        url=known.url,
        language=known.language or detect(text),
        source=record.source,
        sentences=sentences,
    )


def _without_furniture(cleaned: Cleaned, *, title: bool) -> Cleaned:
    cleaned = apply(cleaned, furniture(cleaned.text, title=title))
    for _ in range(3):  # a page may print its headline in the bar, the crumbs and above the text
        cleaned = apply(cleaned, repeated_headline(cleaned.text))
    return apply(cleaned, blank_lines(cleaned.text))
