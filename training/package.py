"""Put the recogniser of names into the packaged pipeline and write its card: `python -m training.package`.

Run after `training.pipeline` and `training.ner`, which write their own parts of `kg/language/id/model`.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import spacy

from kg.language import PIPELINES
from kg.language.id.ner import attach

__all__ = ["digest", "main"]

MODEL = PIPELINES["id"]
CARD = MODEL.parent / "card.json"


def digest(folder: Path) -> str:
    """Return SHA-256 over the names and bytes of all files below a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def main() -> None:
    """Load the pipeline, add the recogniser where it lacks, write both back, and the hash into the card."""
    nlp = attach(spacy.load(MODEL))
    nlp.to_disk(MODEL)
    card = json.loads(CARD.read_text(encoding="utf-8")) if CARD.exists() else {}
    card["sha256"] = digest(MODEL)
    CARD.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
