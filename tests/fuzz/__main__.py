"""Fuzz one target with atheris: `python -m tests.fuzz TARGET [SECONDS]`; `python -m tests.fuzz` lists the targets.

Inputs that reach new code are kept in .cache/fuzz/TARGET, an input that breaks a promise in tests/fuzz/findings/TARGET,
where the tests find it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

#: parsers of others that are written in Python: led by coverage too
PARSERS = ["docx", "feedparser", "pypdf", "warcio"]


def main() -> None:
    """Run a target until it breaks, or the time is up."""
    import atheris

    with atheris.instrument_imports(include=["kg", *PARSERS]):
        for parser in PARSERS:
            import_module(parser)
        from tests.faults.inputs import good
        from tests.fuzz.served import QUERIES, REQUESTS
        from tests.fuzz.targets import TARGETS
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        print("\n".join(TARGETS))
        return
    name, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60"
    kept, findings = Path(".cache/fuzz") / name, Path(__file__).parent / "findings" / name
    for folder in (kept, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for extension, raw in good().items():
        if extension == name.partition(".")[2] or "." not in name:
            (kept / f"seed-{extension}").write_bytes(raw)
    for number, raw in enumerate({"query": [text.encode() for text in QUERIES], "endpoint": REQUESTS}.get(name, ())):
        (kept / f"seed-{number}").write_bytes(raw)
    options = [f"-max_total_time={seconds}", "-max_len=20000", "-timeout=60", f"-artifact_prefix={findings}/"]
    atheris.Setup([sys.argv[0], str(kept), *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
