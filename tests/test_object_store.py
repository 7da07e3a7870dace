"""`kg build --engine dask` with all that a cluster hands on in an object store: an S3 server in its own process."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[1]
ARTICLES = list(islice(sorted((ROOT / "corpus").glob("*.md")), 2))
FILES = ("graph.ttl", "graph.trig", "report.json", "identities.tsv")


@pytest.fixture(scope="module")
def bucket() -> Iterator[dict[str, str]]:
    """Start a server with one empty bucket, "archive"; what comes are the settings by which programs find it."""
    for package in ("moto", "flask", "s3fs", "distributed"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed: pip install 'kg[dev]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        _make_bucket(f"{url}/archive")
        who = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
        yield {**who, "AWS_ENDPOINT_URL": url}
        server.terminate()


def _make_bucket(url: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(urllib.request.Request(url, method="PUT")).close()
            return
        except urllib.error.URLError:
            assert time.monotonic() < until, "the S3 server does not answer"
            time.sleep(0.2)


@pytest.mark.slow
def test_a_cluster_keeps_extractions_and_graph_in_an_object_store(bucket: dict[str, str], tmp_path: Path) -> None:
    def build(articles: list[Path]) -> None:
        places = ["--extractions", "s3://archive/extractions", "--quads", "s3://archive/graph"]
        command = [sys.executable, "-m", "kg.cli", "build", *map(str, articles), "-q", "-o", str(tmp_path / "there")]
        done = subprocess.run(
            [*command, "--engine", "dask", *places],
            env={**os.environ, **bucket}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        kg.build(articles, tmp_path / "here")
        for name in FILES:
            assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes(), name

    build(ARTICLES[:1])
    build(ARTICLES)
