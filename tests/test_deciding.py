"""Decisions of a person: what they change, that they outlast builds, and that they can be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg import deciding
from kg.deciding import Proposal, decide, undo
from kg.errors import InputError, NotFoundError
from kg.graph import Graph, open_graph
from kg.resolve import decisions
from tests.graphs import built
from tests.samples import meeting, meeting_again

FILES = ("graph.ttl", "graph.trig", "graph.jsonld", "report.json")


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return built(tmp_path / "out", meeting(), meeting_again())


def text(graph: Graph) -> str:
    return (graph.folder / "graph.ttl").read_text(encoding="utf-8")


PROPOSALS: list[tuple[str, Callable[[Graph], Proposal], str]] = [
    ("same", lambda g: deciding.merging(g, "Alibaba", "Tmall"), "dcterms:isReplacedBy"),
    ("different", lambda g: deciding.splitting(g, "Jack Ma", ["b1"]), "entity/jack-ma-"),
    ("rename", lambda g: deciding.renaming(g, "Jack Ma", "Ma Yun"), 'skos:prefLabel "Ma Yun"@id'),
    ("retype", lambda g: deciding.retyping(g, "Tmall", "ORG"), "schema:Organization"),
    ("link", lambda g: deciding.linking(g, "Tmall", "https://arsip.example/9"), "<https://arsip.example/9>"),
    ("unlink", lambda g: deciding.linking(g, "AS", "https://sws.geonames.org/6252001/", gone=True), "schema:Place"),
    ("reject", lambda g: deciding.rejecting(g, "a1:70-90", "owns"), "schema:founder"),
    ("remove", lambda g: deciding.removing(g, "b1"), "Jack Ma"),
]


@pytest.mark.parametrize(("action", "propose", "wanted"), PROPOSALS, ids=[row[0] for row in PROPOSALS])
def test_a_decision_changes_the_graph_and_can_be_undone(
    graph: Graph, action: str, propose: Callable[[Graph], Proposal], wanted: str
) -> None:
    before = text(graph)
    proposal = propose(graph)
    changed = decide(graph.folder, proposal.decision)
    assert proposal.decision.action == action
    assert wanted in text(changed) != before
    assert changed.report()["decisions"] == {"made": 1, "idle": []}
    undo(graph.folder)
    after = [line for line in text(graph).splitlines() if "isReplacedBy" not in line]
    assert {line.rstrip(" ;.") for line in after} >= {line.rstrip(" ;.") for line in before.splitlines()}


def test_a_merge_keeps_the_older_iri(graph: Graph) -> None:
    old, young = (graph.entity(name).iri for name in ("Alibaba", "Tmall"))
    changed = decide(graph.folder, deciding.merging(graph, "Tmall", "Alibaba").decision)
    assert changed.entity("Tmall").iri == changed.entity("Alibaba").iri
    assert changed.entity("Tmall").iri in {old, young}
    assert "dcterms:isReplacedBy" in text(changed)


def test_a_decision_outlasts_a_build_of_more_articles(tmp_path: Path) -> None:
    first = built(tmp_path / "out", meeting())
    decide(first.folder, deciding.renaming(first, "Jack Ma", "Ma Yun").decision)
    later = built(tmp_path / "out", meeting(), meeting_again())
    assert later.entity("Jack Ma").name == "Ma Yun"


def test_a_split_in_two_articles_is_two_entities(graph: Graph) -> None:
    changed = decide(graph.folder, deciding.splitting(graph, "Jack Ma", ["b1"]).decision)
    with pytest.raises(NotFoundError, match="2 entities"):
        changed.entity("Jack Ma")


def test_a_removed_article_leaves_no_text(graph: Graph) -> None:
    changed = decide(graph.folder, deciding.removing(graph, "b1").decision)
    assert list(changed.texts()) == ["a1"]
    assert "b1" not in {row["id"] for row in changed.report()["sources"]}


def test_an_entity_keeps_its_iri_when_its_first_article_is_removed(graph: Graph) -> None:
    before = graph.entity("Jack Ma").iri
    changed = decide(graph.folder, deciding.removing(graph, "a1").decision)
    assert changed.entity("Jack Ma").iri == before


def test_a_rejected_statement_is_no_fact(graph: Graph) -> None:
    assert "schema:owns" in text(graph)
    changed = decide(graph.folder, deciding.rejecting(graph, "a1:70-90", "owns").decision)
    assert "schema:owns" not in text(changed)


def test_a_decision_that_no_longer_applies_is_reported(tmp_path: Path) -> None:
    first = built(tmp_path / "out", meeting(), meeting_again())
    decide(first.folder, deciding.splitting(first, "Jack Ma", ["b1"]).decision)
    later = built(tmp_path / "out", meeting())
    (idle,) = later.report()["decisions"]["idle"]
    assert "no name stands at" in idle


def test_undo_gives_the_same_bytes(graph: Graph) -> None:
    before = {name: (graph.folder / name).read_bytes() for name in FILES}
    decide(graph.folder, deciding.renaming(graph, "Tmall", "Toko").decision)
    undo(graph.folder, 1)
    assert {name: (graph.folder / name).read_bytes() for name in FILES} == before


@pytest.mark.parametrize("propose", [
    lambda g: deciding.merging(g, "AS", "Amerika Serikat"),
    lambda g: deciding.splitting(g, "Tmall", ["a1"]),
    lambda g: deciding.retyping(g, "Tmall", "THING"),
    lambda g: deciding.renaming(g, "Tmall", " "),
    lambda g: deciding.linking(g, "Tmall", "not an iri"),
    lambda g: deciding.rejecting(g, "a1"),
    lambda g: deciding.rejecting(g, "a1:70-90"),
])  # fmt: skip
def test_what_cannot_be_decided_is_refused(graph: Graph, propose: Callable[[Graph], Proposal]) -> None:
    with pytest.raises(InputError):
        propose(graph)


@pytest.mark.parametrize(
    "body", ["decision = 1", '[[decision]]\naction = "burn"', '[[decision]]\naction = "same"\nplaces = []', "["]
)
def test_a_damaged_file_of_decisions_is_refused(tmp_path: Path, body: str) -> None:
    (tmp_path / "decisions.toml").write_text(body, encoding="utf-8")
    with pytest.raises(InputError):
        decisions.read(tmp_path / "decisions.toml")


def test_decisions_are_read_as_they_were_written(tmp_path: Path) -> None:
    place = decisions.Place('a"1', 0, 7, "Levi’s \\ \n\x7f")
    made = (decisions.Decision("rename", (place,), "Levi's", note="catatan"), decisions.Decision("remove", (), "b 1"))
    decisions.write(made, tmp_path / "decisions.toml")
    assert decisions.read(tmp_path / "decisions.toml") == made


def test_undo_without_a_decision_is_refused(graph: Graph) -> None:
    with pytest.raises(NotFoundError):
        undo(open_graph(graph.folder).folder)


def test_step_by_step_and_from_nothing_give_the_same_bytes(tmp_path: Path) -> None:
    built(tmp_path / "steps", meeting_again())
    steps = built(tmp_path / "steps", meeting(), meeting_again())
    (tmp_path / "once").mkdir()
    (tmp_path / "once" / "identities.tsv").write_bytes((steps.folder / "identities.tsv").read_bytes())
    once = built(tmp_path / "once", meeting_again(), meeting())
    assert [(once.folder / name).read_bytes() for name in FILES] == [
        (steps.folder / name).read_bytes() for name in FILES
    ]


@pytest.mark.parametrize("iri", ["https://kg.example/entity/nobody-0000000000", "no iri /entity/ at all"])
def test_an_iri_that_nobody_has_is_named(graph: Graph, iri: str) -> None:
    with pytest.raises(NotFoundError, match="no entity is called"):
        deciding.renaming(graph, iri, "X")
