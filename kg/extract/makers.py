"""Who makes or runs a product or a programme, told in a clause behind its name: "Tmall, platform yang dikelola X"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

from kg.extract.article import Article
from kg.extract.clauses import Frame, frame
from kg.extract.modality import hedged
from kg.model import Cluster, Mention, Relation

__all__ = ["makers"]

METHOD = "rule:maker"
#: clauses with a verb: seven of seven on the annotated articles, with annotated names; Laplace's estimate
CONFIDENCE = 0.89
#: a guess for "produksi X" and "milik X": the annotated articles hold one
NOMINAL = 0.7


def makers(article: Article) -> tuple[Relation, ...]:
    """Return `produces` relations, and `owns` for "milik", told right behind the product, in order of the text."""
    f = frame(article)
    found: dict[tuple[str, str], Relation] = {}
    for (product, made), (maker, who) in pairwise(article.mentions()):
        fits = made.type in {"PRD", "EVT"} and who.type in {"ORG", "PER"} and product.sentence == maker.sentence
        clause = _clause().fullmatch(article.document.text, product.span.end, maker.span.start) if fits else None
        if clause:
            found.setdefault((who.id, made.id), _relation(f, clause, (product, made), (maker, who)))
    return tuple(found.values())


@cache
def _clause() -> re.Pattern[str]:
    words = tomllib.loads((Path(__file__).with_name("data") / "makers.toml").read_text(encoding="utf-8"))
    verbs, nouns, makers = ("|".join(words[key].split()) for key in ("verbs", "nouns", "makers"))
    told = rf"yang (?P<verb>{verbs})(?: langsung| bersama)?(?: oleh)?|(?P<noun>{nouns}|milik)"
    return re.compile(rf"(?:,(?: [\w-]+){{1,6}}?)? (?:{told}) (?:(?:{makers}) )?")


def _relation(
    f: Frame, clause: re.Match[str], product: tuple[Mention, Cluster], maker: tuple[Mention, Cluster]
) -> Relation:
    at = clause.start("verb") if clause["verb"] else clause.start("noun")
    kind, source = hedged(f, next(i for i, token in enumerate(f.article.doc) if token.idx >= at))
    span = f.article.document.span(product[0].span.start, maker[0].span.end)
    predicate, sure = "owns" if clause["noun"] == "milik" else "produces", CONFIDENCE if clause["verb"] else NOMINAL
    return Relation(maker[1].id, predicate, product[1].id, product[0].sentence, span, kind, source, sure, METHOD)
