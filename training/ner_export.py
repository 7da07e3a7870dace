"""The trained network as arrays for numpy: `kg.language.id.ner_network`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.ner_network import Network

__all__ = ["arrays_of"]


def arrays_of(net: Network) -> dict[str, NDArray[Any]]:
    """Return the arrays by name, in half precision, the tables as bytes with a scale for each row.

    The value of a gated convolution is halved here, since its sigmoid is computed as (tanh(x / 2) + 1) / 2.
    """
    state = {name: value.detach().double().numpy() for name, value in net.state_dict().items()}
    blocks = [*net.near, *net.far]
    out: dict[str, NDArray[Any]] = {}
    for name in ("enter", "style", "memory", "out", "inner"):
        out[f"{name}.weight"], out[f"{name}.bias"] = state[f"{name}.weight"].T, state[f"{name}.bias"]
    for name in ("norm", "last"):
        out[f"{name}.scale"], out[f"{name}.shift"] = state[f"{name}.weight"], state[f"{name}.bias"]
    paths = [f"near.{i}" for i in range(len(net.near))] + [f"far.{i}" for i in range(len(net.far))]
    for number, path in enumerate(paths):
        out[f"block{number}.scale"] = state[f"{path}.norm.weight"]
        out[f"block{number}.shift"] = state[f"{path}.norm.bias"]
        out[f"block{number}.weight"] = state[f"{path}.conv.weight"].T * 0.5
        out[f"block{number}.bias"] = state[f"{path}.conv.bias"] * 0.5
    out["moves"] = state["moves"] + net.never.numpy()
    arrays = {name: array.astype(np.float16) for name, array in out.items()}
    for name in ("word", "gram", "shape"):
        table = state[f"{name}.weight"]
        scale = np.abs(table).max(1) / 127 + 1e-12
        arrays[name] = np.round(table / scale[:, None]).astype(np.int8)
        arrays[f"{name}.scale"] = scale.astype(np.float32)
    arrays["distances"] = np.array([block.distance for block in blocks], np.int16)
    arrays["near"] = np.array([len(net.near)], np.int16)
    return arrays
