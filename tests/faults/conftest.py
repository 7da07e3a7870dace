from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.forks import Forks


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    stderr = tmp_path_factory.mktemp("forks") / "stderr"
    stderr.touch(0o666)
    process = Forks(stderr)
    yield process
    process.close()
