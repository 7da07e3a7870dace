import json

import pyoxigraph as ox
import pytest

from kg.rdf.claims import Claim, Claims, Support
from kg.rdf.claims_json import add, to_json
from kg.rdf.iris import Iris

A, B = ox.NamedNode("https://kg.example/a"), ox.NamedNode("https://kg.example/b")
CLAIMS = [
    Claim(A, B, A),
    Claim(A, B, ox.Literal('Ketua "Umum"\n\\ 2024'), "claimed", B),
    Claim(A, B, ox.Literal("Ketua", language="id"), "planned"),
]


def support(story: str, confidence: float) -> Support:
    at = ox.NamedNode(f"https://kg.example/text/{story}#char=1,2")
    return Support({at}, {story: confidence, "both": confidence}, {story}, {("start", at)})


@pytest.mark.parametrize("claim", CLAIMS)
def test_supports_of_two_machines_are_added_up(claim: Claim) -> None:
    found: dict[Claim, Support] = {}
    for one in (support("a", 0.1), support("b", 0.7)):
        text, row = to_json(claim, one)
        assert "\n" not in text
        add(found, text, json.loads(json.dumps(row)))
    one, other = support("a", 0.1), support("b", 0.7)
    both = Support(
        one.evidence | other.evidence,
        {"a": 0.1, "b": 0.7, "both": 0.7},
        {"a", "b"},
        one.bounds | other.bounds,
    )
    assert found == {claim: both}
    assert list(Claims(Iris("https://kg.example/"), found=found).quads())
