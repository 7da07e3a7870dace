"""What is no node of its own is said of the node it is about."""

from __future__ import annotations

from pathlib import Path

from kg.export.flat import flat
from tests.graphs import built
from tests.samples import meeting


def test_amounts_dates_and_positions_are_details_with_evidence(tmp_path: Path) -> None:
    network = built(tmp_path / "out", meeting()).to_networkx()
    found = {
        (d["label"], d["text"], d["modality"]) for _, data in network.nodes(data=True) for d in data.get("details", ())
    }
    assert {
        ("waktu", "Senin (9/1)", "actual"),
        ("jumlah", "US$15 miliar", "planned"),
        ("jabatan", "pendiri", "actual"),
    } <= found
    detail = next(d for _, data in network.nodes(data=True) for d in data.get("details", ()) if d["label"] == "jumlah")
    assert detail["meaning"] == "15000000000 USD"
    assert "Alibaba berjanji" in detail["evidence"][0]["sentence"]
    assert any(row.get("details") == "jumlah: US$15 miliar" for _, row in flat(network).nodes(data=True))
