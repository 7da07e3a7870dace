"""Who sells on which platform: lists of sellers in a clause of selling, which are too rare to be learned."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from kg.extract.article import Article, Sentence
from kg.extract.clauses import Frame, frame
from kg.extract.modality import hedged
from kg.model import Cluster, Mention, Relation

__all__ = ["platforms"]

DATA = Path(__file__).with_name("data") / "platforms.toml"
METHOD = "rule:platform"
#: a guess: the annotated articles hold no such list, so that nothing could be measured
CONFIDENCE = 0.7
#: words that may stand between a verb and the platform
GAP = 4
Named = tuple[Mention, Cluster]


def platforms(article: Article) -> tuple[Relation, ...]:
    """Return `sellsOn` relations of sellers named in a list or as subject, in order of the text, each once."""
    f = frame(article)
    found: dict[tuple[str, str], Relation] = {}
    for sentence in article.sentences:
        text = article.document.text[sentence.start : sentence.end].lower()
        if any(re.search(pattern, text) for pattern in _patterns().values()):
            for relation in _in_sentence(f, sentence):
                found.setdefault((relation.subject, relation.object), relation)
    return tuple(found.values())


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, str]:
    return {kind: rf"\b(?:{'|'.join(map(re.escape, _words()[kind]))})\b" for kind in ("selling", "being")}


def _in_sentence(f: Frame, sentence: Sentence) -> Iterator[Relation]:
    named = [(m, c) for m, c in f.article.mentions() if m.sentence == sentence.number]
    for mention, platform in named:
        verb = _verb(f, sentence, mention) if platform.type == "PRD" else None
        if verb is None:
            continue
        sellers = [n for n in named if n[1].type in {"ORG", "PRD"} and n[1].id != platform.id]
        for seller, cluster in _sellers(f, sentence, sellers, mention):
            kind, source = hedged(f, verb)
            start, end = min(seller.span.start, mention.span.start), max(seller.span.end, mention.span.end)
            span = f.article.document.span(start, end)
            yield Relation(cluster.id, "sellsOn", platform.id, sentence.number, span, kind, source, CONFIDENCE, METHOD)


def _verb(f: Frame, sentence: Sentence, platform: Mention) -> int | None:
    """Return the token of the verb that puts goods on the platform, None where the sentence does not sell."""
    words = f.words[sentence.first : sentence.last]
    selling = [i for i, word in enumerate(words) if word in _words()["selling"]]
    has_seller = any(word in _words()["sellers"] for word in words)
    doc = f.article.doc
    at = next((i for i in range(sentence.first, sentence.last) if doc[i].idx >= platform.span.start), sentence.last)
    for i in range(at - 1, max(sentence.first, at - GAP - 2) - 1, -1):
        word = f.words[i]
        if word in _words()["selling"] or (word in _words()["being"] and has_seller):
            return i
        if word in _words()["using"] and selling:
            return i
        if word not in _words()["before_platform"] and f.types[i] not in {"ORG", "PRD"}:
            return None
    return None


def _sellers(f: Frame, sentence: Sentence, named: Sequence[Named], platform: Mention) -> Iterator[Named]:
    """Yield the names in a list of examples of sellers before the platform; its owner, right before it, is none."""
    text = f.article.document.text
    opened = rf"\b(?:{'|'.join(_words()['sellers'])})\b[^.;]{{0,60}}?\b(?:{'|'.join(_words()['examples'])})\b"
    start = re.search(opened, text[sentence.start : platform.span.start].lower())
    for mention, cluster in named:
        between = text[mention.span.end : platform.span.start]
        if mention.span.end > platform.span.start or not re.search(r"\w", between):
            continue
        if start and mention.span.start >= sentence.start + start.end():
            yield mention, cluster
