"""`kg show`: the card of one entity, every line with the sentence that states it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.card import Card, Line
    from kg.store.facts import Proof

__all__ = ["command"]


@click.command("show")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("name")
def command(folder: Path, name: str) -> None:
    """Show the entity called NAME (a name, an alias or an IRI): facts, claims and quotes with their sentences."""
    from kg.graph import open_graph

    click.echo(_text(open_graph(folder).entity(name)))


def _text(card: Card) -> str:
    parts = [click.style(card.name, bold=True) + f"  ({card.type})", f"  {card.iri}"]
    if card.aliases:
        parts.append("  juga: " + ", ".join(card.aliases))
    parts += [f"  = {link}" for link in card.links]
    for title, lines in (("Fakta", card.facts), ("Klaim, rencana, bantahan", card.claims)):
        if lines:
            parts += ["", click.style(f"{title} ({len(lines)})", bold=True)]
            parts += [row for line in lines for row in _line(line)]
    if card.quotes:
        parts += ["", click.style(f"Kutipan ({len(card.quotes)})", bold=True)]
        for said, sentence in card.quotes:
            parts += [f"  {_marked(said.proof, sentence)}", f"      {_place(said.proof)}"]
    return "\n".join(parts)


def _line(line: Line) -> list[str]:
    from kg.ontology import labels

    doubt = "" if line.modality == "actual" else f"[{labels()[f'kg:{line.modality}']}] "
    source = f", menurut {line.source}" if line.source else ""
    rows = [f"  {doubt}{line.text}  ({line.confidence:.2f}{source})"]
    for proof, sentence in line.proofs:
        rows += [f"      {_marked(proof, sentence)}", f"      {_place(proof)}"]
    return rows


def _marked(proof: Proof, sentence: str) -> str:
    """Return the sentence on one line with the evidence underlined on a terminal."""
    start, end = proof.start - proof.sentence_start, proof.end - proof.sentence_start
    marked = sentence[:start] + click.style(sentence[start:end], underline=True) + sentence[end:]
    return " ".join(marked.split())


def _place(proof: Proof) -> str:
    about = ", ".join(part for part in (proof.publisher, proof.date) if part)
    return f"[{proof.document}:{proof.start}-{proof.end}]" + (f" {about}" if about else "")
