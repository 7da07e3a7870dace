"""Graphs made by hand, as `kg.export.networkx` hands them over; all names and articles are invented."""

from __future__ import annotations

from typing import Any

import networkx as nx

BASE = "https://kg.example/"
HOSTILE = [
    "<script>window.hacked = 1</script>",
    '"onmouseover="window.hacked = 1',
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "<a href='https://jahat.example/'>href</a>",
    "<!--<script>",
    "{{ 7 * 7 }}",
    "\u202eterbalik\u2066\u2028baris\u2029\x00\x07",
    "A" * 10_000,
]


def evidence(sentence: str, part: str, **more: str) -> dict[str, Any]:
    """Return the evidence `part` of `sentence` in an article."""
    start = sentence.index(part)
    document = {
        "document": "Ratna Pimpin Samudra",
        "publisher": "Harian Contoh",
        "date": "2024-05-02",
        "url": "https://contoh.example/ratna",
    }
    return document | more | {"sentence": sentence, "start": start, "end": start + len(part)}


def node(graph: nx.MultiDiGraph[str], name: str, type_: str, label: str, **more: Any) -> str:
    """Add a node and return its IRI."""
    iri = f"{BASE}{more.get('kind', 'entity')}/{name}"
    graph.add_node(iri, **{"label": label, "type": type_, "kind": "entity", "aliases": (), "documents": 1} | more)
    return iri


def edge(graph: nx.MultiDiGraph[str], start: str, predicate: str, end: str, label: str, **more: Any) -> str:
    """Add an edge and return its key."""
    key = more.pop("key", None) or f"{BASE}statement/{graph.number_of_edges():06}"
    data = {"predicate": predicate, "label": label, "modality": "actual", "source": "", "confidence": 0.9}
    graph.add_edge(
        start, end, key, **data | {"evidence": (evidence(f"Kalimat tentang {label} 💡 ini.", label),)} | more
    )
    return key


def story() -> nx.MultiDiGraph[str]:
    """Return a small story: a director, her company, a claim, a denial, a meeting, parallel relations, a loop."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    said = {"text": "Kami siap bersaing.", "document": "Ratna Pimpin Samudra", "date": "2024-05-02", "cue": "ujar"}
    ratna = node(graph, "ratna", "Person", "Ratna Wulandari", aliases=("Ratna",), documents=2, quotes=(said,))
    bagus = node(graph, "bagus", "Person", "Bagus Éka")
    samudra = node(graph, "samudra", "Organization", "PT Samudra Niaga", documents=2)
    tegal = node(graph, "tegal", "Place", "Tegal")
    rapat = node(graph, "rapat", "Meeting", "Pertemuan: rapat", kind="event", date="2024-05-01", modality="planned")
    both = (
        evidence("Ratna 💡 memimpin PT Samudra Niaga sejak Mei.", "memimpin PT Samudra Niaga"),
        evidence(
            "Samudra dipimpin Ratna.", "dipimpin Ratna", document="Laba Samudra", publisher="Warta", date="2024-06-09"
        ),
    )
    edge(graph, ratna, "schema:worksFor", samudra, "direktur", evidence=both)
    edge(graph, ratna, "schema:owns", samudra, "memiliki", modality="claimed", source="Bagus Éka")
    edge(graph, samudra, "kg:praises", ratna, "memuji")
    edge(graph, samudra, "kg:basedIn", tegal, "berpusat di")
    edge(graph, bagus, "kg:criticizes", samudra, "mengkritik", modality="denied")
    edge(graph, samudra, "kg:competitorOf", samudra, "bersaing dengan")
    for person in (ratna, bagus):
        edge(graph, rapat, "kg:agent", person, "pelaku", modality="planned")
    return graph


def crowd(count: int) -> nx.MultiDiGraph[str]:
    """Return `count` people and companies, few of them hubs, and some that nothing is said about."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    types = ("Person", "Organization", "Place", "Product")
    people = [node(graph, f"n{i:05}", types[i % 4], f"Nama {i} Contoh") for i in range(count)]
    for i in range(1, count - count // 20):
        edge(
            graph,
            people[i],
            "kg:knows",
            people[int(i * (i * 2654435761 % 2**32 / 2**32) ** 2)],
            "mengenal",
            key=f"{BASE}knows/{i}",
        )
        if i % 3 == 0:
            edge(
                graph,
                people[i],
                "kg:owns",
                people[i * 7 % (i // 2 + 1)],
                "memiliki",
                modality="claimed",
                key=f"{BASE}owns/{i}",
            )
    return graph


def hostile() -> nx.MultiDiGraph[str]:
    """Return a graph in which every text is an attack."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes = []
    for number, text in enumerate(HOSTILE):
        quote = {"text": text, "document": text, "date": text, "cue": text}
        nodes.append(f"https://kg.example/entity/{number}{text}")
        graph.add_node(nodes[-1], label=text, type=text, kind="entity", aliases=(text,), documents=1, quotes=(quote,))
    for number, text in enumerate(HOSTILE):
        item = {
            "document": text,
            "publisher": text,
            "date": text,
            "url": "javascript:window.hacked=1",
            "sentence": text,
        }
        data = {"predicate": text, "label": text, "modality": text, "source": text, "confidence": 1.0}
        graph.add_edge(nodes[0], nodes[number], text, **data, evidence=(item | {"start": -5, "end": 99_999},))
    return graph
