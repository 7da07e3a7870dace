"""Measure statement attribution on PFSA-ID (Purnomo et al. 2022, Kompas): `python -m benchmarks.quotes`.

The set marks the statements of public figures with their cue and person; what others say is left unmarked, so recall
says more than precision. A statement is found when an extracted quotation of direct speech covers at least half of
its words and is at most twice as long (by words); its cue and its person are right when they stand in the marked span.
The paper reports F1 82 over all its classes. The set is for evaluation only: nothing is trained on it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language

from kg.extract.article import Article, read
from kg.extract.clusters import clusters
from kg.extract.corefs import corefs
from kg.extract.quotes import quotes
from kg.language import load, parse
from kg.language.id.ner import attach
from kg.model import Document, Quote

__all__ = ["main"]

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "quotes" / "pfsa-id-dev.conll"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """One article: its text, and the marked spans by class."""

    document: Document
    spans: dict[str, list[Span]]


def _articles(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Yield the tokens and tags of each article; one begins with "PLACE, KOMPAS"."""
    article: list[tuple[str, str]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [(token, tag) for token, _, tag in (line.partition("\t") for line in block.splitlines() if line)]
        if any(token == "KOMPAS" for token, _ in rows[:6]) and article:
            yield article
            article = []
        article += [*rows, ("\n", "O")]
    if article:
        yield article


def _marked(number: int, rows: list[tuple[str, str]]) -> Marked:
    """Return the article as running text: marks and brackets close up, quotation marks open and close in turn."""
    text, opened, glue = "", False, True
    spans: dict[str, list[Span]] = {}
    for token, tag in rows:
        if token == "\n":
            glue = glue or bool(text)
            text = text if text.endswith(("“", "\n")) or not text else text + " "
            continue
        token = token if token not in '“”"' else "”" if opened else "“"
        closes = token in ("”", ",", ".", ")", "?", "!", ":", ";", "%")
        if closes:
            text = text.rstrip(" ")
        elif not glue and not text.endswith(" "):
            text += " "
        opened = opened != (token in ("“", "”"))
        start, text = len(text), text + token
        glue = token in ("“", "(")
        where, _, name = tag.partition("-")
        if where in ("B", "U"):
            spans.setdefault(name, []).append((start, len(text)))
        elif name and spans.get(name):
            spans[name][-1] = (spans[name][-1][0], len(text))
    return Marked(Document(f"pfsa{number}", text), spans)


def _read(nlp: Language, document: Document) -> Article:
    article = read(parse(nlp, document), document)
    article = replace(article, clusters=clusters(article))
    article = replace(article, corefs=corefs(article))
    return replace(article, quotes=quotes(article))


def _statements(article: Article) -> list[tuple[Span, list[Quote]]]:
    """Return the quotations of direct speech, sentences of one pair of quotation marks joined."""
    found: list[tuple[Span, list[Quote]]] = []
    text = article.document.text
    for quote in article.quotes:
        if quote.kind != "direct":
            continue
        if found and found[-1][1][-1].speaker == quote.speaker:
            (start, end), rows = found[-1]
            if not set('“”"') & set(text[end : quote.span.start]):
                found[-1] = ((start, quote.span.end), [*rows, quote])
                continue
        found.append(((quote.span.start, quote.span.end), [quote]))
    return found


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _same(gold: Span, found: Span) -> bool:
    shared = _overlap(gold, found)
    return 2 * shared >= gold[1] - gold[0] and 2 * shared >= found[1] - found[0]


def _speaker_named(article: Article, quote: Quote, marked: Marked) -> bool:
    """Tell whether a name or pronoun of the speaker stands in a marked person of the sentence or its neighbours."""
    people = [
        s for name in ("PERSON", "PERSONCOREF", "ROLE", "AFFILIATION", "CUECOREF") for s in marked.spans.get(name, [])
    ]
    cluster = next(c for c in article.clusters if c.id == quote.speaker)
    spans = [m.span for m in cluster.mentions] + [c.span for c in article.corefs if c.entity == quote.speaker]
    near = [s for s in spans if abs(s.start - quote.span.start) < 1500]
    return any(_overlap(p, (s.start, s.end)) for p in people for s in near)


def main() -> None:
    """Print recall and precision of statements, and how many have the right cue and person."""
    if not DATA.exists():
        sys.exit(f"no data at {str(DATA)!r}: the benchmark needs PFSA-ID beside the repository")
    nlp = load("id")
    attach(nlp)
    gold = found = hits = cues = people = 0
    for number, rows in enumerate(_articles(DATA)):
        marked = _marked(number, rows)
        article = _read(nlp, marked.document)
        statements, left = _statements(article), list(marked.spans.get("STATEMENT", []))
        gold, found = gold + len(left), found + len(statements)
        marks = [*marked.spans.get("CUE", []), *marked.spans.get("CUECOREF", [])]
        for span, told in statements:
            match = next((s for s in left if _same(s, span)), None)
            if match:
                left.remove(match)
                hits += 1
                cues += any(q.cue and _overlap(m, (q.cue.start, q.cue.end)) for q in told for m in marks)
                people += _speaker_named(article, told[-1], marked)
    p, r = 100 * hits / max(found, 1), 100 * hits / max(gold, 1)
    print(f"statements: P {p:.1f} R {r:.1f} F1 {2 * p * r / max(p + r, 1e-9):.1f} ({gold} marked, {found} found)")
    print(f"of those found: cue {100 * cues / max(hits, 1):.1f} %, person {100 * people / max(hits, 1):.1f} %")


if __name__ == "__main__":
    main()
