"""Where a cluster keeps what it writes: a folder, s3://…, gs://…, hdfs://…, or any other fsspec path."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.errors import ModelError, OutputError

__all__ = ["absolute", "located"]


def absolute(path: str) -> str:
    """Return the path as every worker understands it, wherever it was started.

    >>> absolute("s3://bucket/graph"), absolute("/data/graph/")
    ('s3://bucket/graph', '/data/graph')
    """
    return path.rstrip("/") if "://" in path else str(Path(path).absolute())


def located(path: str) -> tuple[Any, str]:
    """Return the file system of a path, and the path inside it.

    Raises:
        ModelError: where fsspec, of the extra `dask`, is not installed.
        OutputError: where the path names a file system that cannot be reached from here.
    """
    try:
        import fsspec
    except ImportError as error:
        raise ModelError("`--engine dask` needs fsspec: pip install 'kg[dask]'") from error
    try:
        files, inside = fsspec.core.url_to_fs(path)
    except (ImportError, OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise OutputError(f"{path!r} cannot be reached: {reason}; give a folder or an fsspec path") from error
    return files, inside
