"""Step by step: articles that come are worked out alone, and give the quads and the memory of a build of everything."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.incremental import standing
from kg.incremental.change import Articles, change, learn
from kg.incremental.state import State
from kg.model import Extraction, Mention
from kg.ontology import BASE
from kg.rdf import quads
from kg.rdf.claims import Copies
from kg.rdf.iris import Iris
from kg.resolve import events
from kg.resolve.entities import resolve
from kg.resolve.identities import Identities
from kg.resolve.knowledge import built_in
from kg.resolve.profiles import profiles
from tests.corpora import article
from tests.graphs import stated

IRIS = Iris(BASE)
IDS = [f"d{number:03}" for number in range(100)]
Corpus = dict[str, Extraction]


def from_nothing(corpus: Mapping[str, Extraction], known: Identities, copies: Copies) -> set[ox.Quad]:
    """Return the quads of a build of everything; `known` is brought up to date."""
    articles = [corpus[id_] for id_ in sorted(corpus)]
    resolved = resolve(chain.from_iterable(map(profiles, articles)), known, knowledge=[built_in()])
    happenings, replaced = events.events(chain.from_iterable(events.told(a, resolved) for a in articles), known)
    members = {member: happening.iri for happening in happenings for member in happening.members}
    return {
        *quads.entities(resolved.entities, IRIS),
        *quads.doubts(((d.one, d.other, d.score, d.reason) for d in resolved.doubts), IRIS),
        *quads.replaced((*resolved.replaced, *replaced), IRIS),
        *stated(articles, resolved.iris, members, IRIS, (), copies),
    }


def rows(known: Identities) -> list[tuple[str, object, tuple[object, ...]]]:
    return [(iri, first, tuple(known.others.get(iri, ()))) for iri, (first, _) in known.rows.items()]


@dataclass(slots=True)
class Steps:
    """Builds that go on from one another, as `renewal` chooses between the two ways."""

    path: Path
    known: Identities = field(default_factory=Identities)
    corpus: Corpus = field(default_factory=dict)
    copies: Copies = field(default_factory=dict)
    graph: set[ox.Quad] = field(default_factory=set)
    state: State | None = None
    alone: int = 0

    def take(self, corpus: Corpus, copies: Copies) -> None:
        """Bring graph and memory to a new corpus, and hold them against a build of everything."""
        came = {id_: found for id_, found in corpus.items() if self.corpus.get(id_) is not found}
        named = set(came) & {*self.corpus, *self.known.by_document}
        only_more = self.state is not None and not named and self.corpus.keys() <= corpus.keys()
        if not only_more:
            self.remember(corpus, copies)
        wanted = from_nothing(corpus, self.known, copies)
        if only_more and self.state is not None:
            keys = dict.fromkeys(came, "")
            found = change(
                self.state,
                Articles(came, keys, corpus.__getitem__, self.copies, copies),
                (),
                [built_in()],
                IRIS,
            )
            self.graph = (self.graph - found.gone) | found.come
            assert self.graph == wanted
            assert rows(self.kept()) == rows(self.known)
            self.alone += 1
        else:
            assert rows(self.kept()) == rows(self.known)
        self.corpus, self.copies, self.graph = corpus, copies, wanted

    def remember(self, corpus: Corpus, copies: Copies) -> None:
        """Begin a new state from the memory of IRIs, as after a build of everything."""
        self.close()
        self.state = State(self.path)
        standing.load(self.state, self.known)
        articles = Articles(corpus, dict.fromkeys(corpus, ""), corpus.__getitem__, {}, copies)
        learn(self.state, articles, (), [built_in()], IRIS)

    def kept(self) -> Identities:
        assert self.state is not None
        return standing.some(self.state, [iri for (iri,) in self.state.database.execute("SELECT iri FROM identity")])

    def close(self) -> None:
        if self.state is not None:
            self.state.close(keep=False)
            self.state = None


def stepped(corpus: Corpus, chance: random.Random) -> Corpus:
    """Return the corpus with one or two articles more, or one changed, or one less."""
    new, kind = dict(corpus), chance.random()
    if kind < 0.7:
        for id_ in chance.sample([id_ for id_ in IDS if id_ not in corpus], chance.choice((1, 1, 1, 2))):
            new[id_] = article(id_, chance)
    elif kind < 0.9:
        id_ = chance.choice(sorted(new))
        new[id_] = article(id_, chance) if chance.random() < 0.3 else read_again(new[id_], chance)
    elif len(new) > 1:
        del new[chance.choice(sorted(new))]
    return new


def read_again(extraction: Extraction, chance: random.Random) -> Extraction:
    """Return an article in which some names begin or end elsewhere, so that they overlap where they stood."""

    def moved(mention: Mention) -> Mention:
        start, end = mention.span.start, mention.span.end
        cut = min(chance.choice((0, 0, 1, 2)), (end - start) // 2)
        place = chance.choice(((start + cut, end), (start, end - cut), (start - cut, end), (start, end + 4 * cut)))
        first, last = max(place[0], 0), min(place[1], len(extraction.document.text))
        return replace(mention, span=extraction.document.span(first, last))

    clusters = tuple(replace(c, mentions=tuple(map(moved, c.mentions))) for c in extraction.clusters)
    places = [mention.span for cluster in clusters for mention in cluster.mentions]
    return replace(extraction, clusters=clusters) if len(set(places)) == len(places) else extraction


def steps(path: Path, seed: int, number: int) -> int:
    """Take random steps; return how many were worked out alone."""
    chance, taken = random.Random(seed), Steps(path)
    corpus = {id_: article(id_, chance) for id_ in chance.sample(IDS, chance.randint(1, 12))}
    taken.take(corpus, {})
    for _ in range(number):
        corpus = stepped(corpus, chance)
        copies: Copies = {}
        if len(corpus) > 2 and chance.random() < 0.4:
            one, other = chance.sample(sorted(corpus), 2)
            copies = {one: (other, corpus[other].document.publisher)}
        taken.take(corpus, copies)
    taken.close()
    return taken.alone


def test_a_few_steps_give_what_a_build_of_everything_gives(tmp_path: Path) -> None:
    assert sum(steps(tmp_path / f"{seed}.sqlite", seed, 6) for seed in range(8)) > 20


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_many_steps_give_what_a_build_of_everything_gives(tmp_path: Path) -> None:
    assert sum(steps(tmp_path / f"{seed}.sqlite", seed, 10) for seed in range(8, 58)) > 300
