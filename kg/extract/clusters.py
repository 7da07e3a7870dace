"""Article → clusters: the mentions of one real-world thing under one name.

Brackets ("Komisi Pemberantasan Korupsi (KPK)"), "alias" and the list of abbreviations join names outright; every
other form, longest first, joins the group that a trained ranker prefers, or starts its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.article import Article
from kg.extract.clusters_apart import apart
from kg.extract.clusters_bynames import shortened
from kg.extract.clusters_links import features, none_features, relation
from kg.extract.clusters_mentions import Form, forms, found, spread, vote
from kg.extract.clusters_regions import regional
from kg.extract.mentions_context import mended
from kg.extract.mentions_types import type_of_head
from kg.extract.names import company, words
from kg.extract.names_short import abbreviates, fulls, known_pair, tail
from kg.extract.speech_choice import choice, load
from kg.model import Cluster, Mention

__all__ = ["Decision", "clusters", "grouped"]

_DEFINES = re.compile(r",?\s*\(\s*(?:alias |disingkat |atau )?[\"'“‘]?")
_ALIAS = re.compile(
    r",?\s+(?:alias|a\.k\.a\.?|(?:atau )?yang (?:akrab |biasa |kerap |lebih )?(?:disapa|dipanggil|dikenal sebagai)"
    r"|atau (?:akrab|biasa) disapa)\s+[\"'“‘]?"
)
#: before a name that has not been told yet: "Muhaimin Iskandar atau Cak Imin" (of persons: 7 of 8 in the annotated
#: articles), "Kereta Cepat Jakarta-Bandung (KCJB) atau Whoosh", "PT Kereta Api Indonesia (Persero) atau KAI"
_OR = re.compile(r"(\s*\(Persero\)|\))?\s+(?:atau|alias)\s+[\"'“‘]?")
_REST = re.compile(r"\)\s+((?:[A-Z][\w’'-]*\s?){1,4})")
_CANDIDATES = 12
#: what a training run needs of a decision: the candidate groups, the form, the features of each and of "none"
Decision = Callable[[Form, list["_Group"], list[list[str]]], int]


@dataclass(slots=True)
class _Group:
    """Forms taken for one thing so far; grows while the article is read."""

    forms: list[Form]
    confidence: float = 1.0


def clusters(article: Article) -> tuple[Cluster, ...]:
    """Return the things that the article names, `e1` first, each with all its mentions."""
    known = forms(mended(article, found(article)))
    groups = grouped(article, known, _decide)
    missed = spread(article, [form for group in groups for form in group.forms])
    places = iter(missed)
    made = []
    for group in groups:
        mentions = [m for form in group.forms for m in (*form.mentions, *next(places))]
        made.append(_cluster(group, sorted(mentions, key=lambda m: (m.span.start, m.span.end))))
    made.sort(key=lambda cluster: (cluster.mentions[0].span.start, -cluster.mentions[0].span.end))
    return tuple(replace(cluster, id=f"e{n}") for n, cluster in enumerate(made, 1))


def _decide(form: Form, groups: list[_Group], candidates: list[list[str]]) -> int:
    """Return the place of the chosen group, or -1 for none; a group that the form cannot belong to is passed over."""
    rivals = [group.forms for group in groups]
    free = [n for n, group in enumerate(groups) if not apart(form, group.forms, rivals)]
    if not free:
        return -1
    chances = choice(load("clusters"), [*(candidates[n] for n in free), candidates[-1]])
    best = max(range(len(chances)), key=chances.__getitem__)
    if best == len(free):
        return -1
    chosen = free[best]
    groups[chosen].confidence = min(groups[chosen].confidence, chances[best])
    return chosen


def grouped(article: Article, known: Sequence[Form], decide: Decision) -> list[_Group]:
    """Return the forms in groups, in order of the text; `decide` settles what the rules leave open."""
    joined: dict[int, list[Form]] = {}
    order = sorted(range(len(known)), key=lambda i: (-len(words(known[i].text)), -len(known[i].text), known[i].first))
    roots = _joined(article, known)
    for i in order:
        joined.setdefault(roots[i], []).append(known[i])
    index: dict[str, list[_Group]] = {}
    groups: dict[int, _Group] = {}
    for together in joined.values():  # by their longest forms; the short ones beside them count at once
        group = _place(together[0], index, decide)
        groups[id(group)] = group
        group.forms.extend(together)
        for key in (key for form in together for key in _keys(form)):
            listed = index.setdefault(key, [])
            if group not in listed[-1:]:
                listed.append(group)
    return list(groups.values())


def _keys(form: Form) -> Iterator[str]:
    """Yield what a related form has in common with this one: a word, or the first letter."""
    parts_ = words(form.text)
    yield from dict.fromkeys(parts_)
    if parts_:
        yield "^" + parts_[0][0]


def _place(form: Form, index: dict[str, list[_Group]], decide: Decision) -> _Group:
    near: dict[int, _Group] = {}
    for key in _keys(form):
        for group in index.get(key, ())[:_CANDIDATES]:
            near[id(group)] = group
    related = [g for g in near.values() if any(relation(form, other) for other in g.forms[:8])][:_CANDIDATES]
    candidates = [features(form, group.forms, len(related)) for group in related]
    chosen = decide(form, related, [*candidates, none_features(form, len(related))])
    return related[chosen] if chosen >= 0 else _Group([])


def _joined(article: Article, known: Sequence[Form]) -> list[int]:
    """Return for each form the number of the first one that a rule joins it to (itself where none does)."""
    parent = list(range(len(known)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = i = parent[parent[i]]
        return i

    for a, b in (*_defined(article, known), *_listed(known), *_companies(known), *regional(known), *shortened(known)):
        first, second = sorted((root(a), root(b)))
        parent[second] = first
    return [root(i) for i in range(len(known))]


def _defined(article: Article, known: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """Yield pairs that the text joins: "Full (Short)", "Full (Short) Rest" with "Short Rest", "Name alias Other"."""
    text = article.document.text
    at = {m.span.start: (i, m) for i, form in enumerate(known) for m in form.mentions}
    by_text = {form.text: i for i, form in enumerate(known)}
    for i, form in enumerate(known):
        for mention in form.mentions:
            if (match := _DEFINES.match(text, mention.span.end)) and (found_ := at.get(match.end())):
                j, short = found_
                if _may_define(form, known[j]):
                    yield i, j
                    yield from ((i, k) for k in _continued(text, (form, known[j]), short.span.end, by_text))
            match = _ALIAS.match(text, mention.span.end)
            if match and (found_ := at.get(match.end())) and form.type == known[found_[0]].type:
                yield i, found_[0]
            match = _OR.match(text, mention.span.end)
            if match and (found_ := at.get(match.end())) and known[found_[0]].first == match.end():
                j = found_[0]
                if form.type == known[j].type and (form.type == "PER" or (match[1] and form.type in ("ORG", "PRD"))):
                    yield i, j


def _may_define(full: Form, short: Form) -> bool:
    if any(abbreviates(a, b) or known_pair(a, b) for a, b in ((short.text, full.text), (full.text, short.text))):
        return True
    if full.type != short.type:
        return False
    if full.type == "LOC":
        return short.text.isupper()
    if full.type != "PER" and len(words(full.text)) < 2:
        return False
    return not tail(short.text, full.text, body=full.type == "ORG")


def _continued(text: str, pair: tuple[Form, Form], end: int, by_text: dict[str, int]) -> Iterator[int]:
    """Yield the forms "Full Rest" and "Short Rest" of "Full (Short) Rest"."""
    rest = _REST.match(text, end)
    if rest:
        words_ = rest.group(1).split()
        for n in range(1, len(words_) + 1):
            for form in pair:
                if (found_ := by_text.get(" ".join((form.text, *words_[:n])))) is not None:
                    yield found_


def _listed(known: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """Yield pairs of forms that the list of abbreviations joins."""
    by_text = {form.text.casefold(): i for i, form in enumerate(known)}
    for i, form in enumerate(known):
        for full in fulls(form.text):
            j = by_text.get(full)
            if j is not None and known[j].type == form.type:
                yield i, j


def _companies(known: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """Yield pairs of names of bodies that differ in nothing but a company's legal form."""
    first: dict[tuple[str, ...], int] = {}
    for i, form in enumerate(known):
        name = company(form.text) if form.type == "ORG" else ()
        if name and first.setdefault(name, i) != i:
            yield first[name], i


def _cluster(group: _Group, mentions: list[Mention]) -> Cluster:
    heads = {type_of_head(form.text) for form in group.forms} - {""}
    type_ = heads.pop() if len(heads) == 1 else vote(mentions)
    typed = tuple(replace(m, type=type_) if m.type != type_ else m for m in mentions)
    sure = max(m.confidence for m in mentions)
    return Cluster("", type_, _name(group.forms), typed, round(sure * group.confidence, 3), "ner")


def _name(known: Sequence[Form]) -> str:
    """Return the fullest proper form: no byname of the list, most words, then longest, then first."""
    texts = [form.text for form in known]
    proper = [t for t in texts if not any(known_pair(t, other) for other in texts)] or texts
    return max(proper, key=lambda t: (len(words(t)), len(t)))
