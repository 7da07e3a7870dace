"""Put the recogniser of names into the packaged pipeline and write its card: `python -m training.package`.

Run after `training.pipeline` and `training.ner`, which write their own parts of `kg/language/id/model`.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import spacy

from kg.language import PIPELINES
from kg.language.id.ner import Recogniser, attach
from training.ner_data import PUBLIC, articles, lowered, public
from training.ner_score import TYPES, distinct, f1, found, spans

__all__ = ["digest", "main", "scores"]

MODEL = PIPELINES["id"]
CARD = MODEL.parent / "card.json"
NAMES = {"idner": "idner", "nerui": "NER UI", "nerugm": "NER UGM", "nergrit": "NERGrit"}


def digest(folder: Path) -> str:
    """Return SHA-256 over the names and bytes of all files below a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def scores(recogniser: Recogniser) -> dict[str, Any]:
    """Return the figures of names on every dev set, in percent, under the headings of the card."""
    dev = articles("dev")
    rows = distinct((text, found(recogniser, text)) for text in dev)
    small = distinct((text, found(recogniser, text)) for text in map(lowered, dev))
    shown = {kind: f1(*rows[kind]) for kind in ("all", *TYPES)} | {"all, in small letters": f1(*small["all"])}
    sets = {
        name: f1(*spans(((text, found(recogniser, text)) for text in public(name, "dev")), TYPES[:3]))[2]
        for name in PUBLIC
    }
    return {
        "names, 50 dev articles, distinct forms (P R F1)": {k: [round(x, 1) for x in row] for k, row in shown.items()},
        "names, public dev sets (span F1)": {NAMES[name]: round(figure, 1) for name, figure in sets.items()},
    }


def main() -> None:
    """Load the pipeline, add the recogniser where it lacks, write both back, and hash and scores into the card."""
    nlp = attach(spacy.load(MODEL))
    nlp.to_disk(MODEL)
    card = json.loads(CARD.read_text(encoding="utf-8")) if CARD.exists() else {}
    recogniser = nlp.get_pipe("kg_entities")
    assert isinstance(recogniser, Recogniser)
    card["scores"] = card.get("scores", {}) | scores(recogniser)
    card["sha256"] = digest(MODEL)
    CARD.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
