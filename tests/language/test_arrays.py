from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelError
from kg.extract.linear import Linear
from kg.language.arrays import read_arrays
from kg.language.forest import Forest


def test_arrays_come_back_by_name(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", one=np.arange(3), two=np.array(["x"]))
    found = read_arrays(tmp_path / "a.npz")
    assert found["one"].tolist() == [0, 1, 2]
    assert found["two"].tolist() == ["x"]


@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x03\x04 cut short"])
@pytest.mark.parametrize("load", [Linear.load, Forest.load])
def test_damaged_weights_are_named_with_the_remedy(load: object, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "w.npz").write_bytes(content)
    assert callable(load)
    with pytest.raises(ModelError, match=r"w\.npz.*make model"):
        load(tmp_path / "w.npz")
