"""Knowledge bases that a user was given: nothing they name is fetched or opened, and none takes all memory."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.resolve.knowledge import from_skos
from tests.faults.forks import Forks

LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
SECRET = "rahasia-7"


def deep(levels: int) -> str:
    """Return a label inside so many elements."""
    label = xml("", "Bank")
    start, end = label.index("<rdf:Description"), label.index("</rdf:RDF>")
    pairs = (levels - 3) // 2
    return label[:start] + "<s:C><s:p>" * pairs + label[start:end] + "</s:p></s:C>" * pairs + "</rdf:RDF>"


def xml(declared: str, text: str) -> str:
    return (
        f"<?xml version='1.0'?><!DOCTYPE r [{declared}]>"
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://www.w3.org/2004/02/skos/core#">'
        f'<rdf:Description rdf:about="http://a/x"><s:prefLabel>{text}</s:prefLabel></rdf:Description></rdf:RDF>'
    )


def laughs(deep: int) -> str:
    return '<!ENTITY a "lol">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(deep))


#: name → what it says; ADDRESS is a server that counts calls, FILE a file with a secret
ATTACKS = {
    "laughs.rdf": xml(laughs(9), "&j;"),
    "square.rdf": xml(f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 20_000),
    "external.rdf": xml('<!ENTITY a SYSTEM "FILE">', "&a;"),
    "external-http.rdf": xml('<!ENTITY a SYSTEM "ADDRESS">', "&a;"),
    "parameter.rdf": xml('<!ENTITY % a SYSTEM "ADDRESS"> %a;', "x"),
    "dtd.xml": xml("", "x").replace("<!DOCTYPE r []>", '<!DOCTYPE r SYSTEM "ADDRESS">'),
    "context.jsonld": f'{{"@context": "ADDRESS", "@id": "http://a/x", "{LABEL}": "x"}}',
    "context-file.jsonld": f'{{"@context": "FILE", "@id": "http://a/x", "{LABEL}": "x"}}',
    "context-list.jsonld": f'{{"@context": ["ADDRESS", {{}}], "@id": "http://a/x", "{LABEL}": "x"}}',
    "context-inside.jsonld": f'{{"@id": "http://a/x", "http://a/p": {{"@context": "ADDRESS", "{LABEL}": "x"}}}}',
    "import.jsonld": f'{{"@context": {{"@version": 1.1, "@import": "ADDRESS"}}, "@id": "http://a/x", "{LABEL}": "x"}}',
    "deep.jsonld": '{"http://a/p":' * 100_000 + "1" + "}" * 100_000,
    "deep.rdf": deep(100_001),
    "deep-hidden.rdf": deep(100_001).replace("<s:C>", "<s:C a='</s:C>'><!-- </s:C> --><?a </s:C>?>"),
    "deep-named.jsonld": '{"@id":"http://a/x","http://a/p":' * 50_000 + "1" + "}" * 50_000,
    "deep.ttl": "<http://a/x> <http://a/p> " + "(" * 100_000,
    "deep.trig": "<http://a/x> <http://a/p> " + "<<" * 100_000,
    "binary.nt": "\0\1\2" * 1000,
    "imports.ttl": f'<http://a/x> <http://www.w3.org/2002/07/owl#imports> <ADDRESS>, <FILE> ; <{LABEL}> "x" .',
}


@pytest.fixture
def calls() -> Iterator[list[str]]:
    """Give a list that begins with an address and grows with every call of it."""
    listener = socket.create_server(("127.0.0.1", 0))
    found = [f"http://127.0.0.1:{listener.getsockname()[1]}/x"]

    def answer() -> None:
        with suppress(OSError):
            while True:
                line = listener.accept()[0]
                found.append("call")
                line.close()

    threading.Thread(target=answer, daemon=True).start()
    yield found
    listener.close()


@pytest.mark.parametrize("name", ATTACKS)
def test_no_knowledge_base_reaches_out(tmp_path: Path, calls: list[str], name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    text = ATTACKS[name].replace("ADDRESS", calls[0]).replace("FILE", secret.as_uri())
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = ""
    try:
        said = str(from_skos(tmp_path / name).names)
    except InputError as error:
        said = str(error)
        assert name in said
        assert "\n" not in said
    assert SECRET not in said
    assert len(calls) == 1


def test_namespaces_as_entities_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.rdf").write_text(xml('<!ENTITY s "Bank &amp; Co"><!ENTITY t "x">', "&s; &t;"), encoding="utf-8")
    assert from_skos(tmp_path / "a.rdf").bearers("Bank & Co x", "ORG")


@pytest.mark.parametrize("name", ["deep.rdf", "deep-hidden.rdf", "deep-named.jsonld"])
def test_what_nests_too_deep_is_named_with_the_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(ATTACKS[name], encoding="utf-8")
    with pytest.raises(InputError, match=f"{name}.*more than 1000 levels deep: write it flat"):
        from_skos(tmp_path / name)


@pytest.mark.parametrize(
    "text",
    [
        deep(999),
        xml("", "Bank").replace("<s:prefLabel>", "<s:p s:a='>' s:b=\"/\"/>" * 2000 + "<s:prefLabel>"),
        xml("", "Bank").replace("<s:prefLabel>", "<!-- <s:C> <![CDATA[ -->" * 2000 + "<s:prefLabel>"),
    ],
    ids=["deep", "empty elements", "comments"],
)
def test_what_nests_no_deeper_than_that_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.rdf").write_text(text, encoding="utf-8")
    assert from_skos(tmp_path / "a.rdf").bearers("Bank", "ORG")


@pytest.mark.parametrize("name", ["laughs.rdf", "deep.rdf", "context.jsonld"])
def test_build_names_a_hostile_knowledge_base(forks: Forks, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("Kabar\n\nBudi Santoso bertemu Siti Aminah di Jakarta.\n", encoding="utf-8")
    (tmp_path / name).write_text(ATTACKS[name].replace("ADDRESS", "http://127.0.0.1:1/x"), encoding="utf-8")
    ended = forks.run("build", "-q", tmp_path / "a.txt", "-o", tmp_path / "out", "--kb", tmp_path / name)
    assert ended.code == 2
    assert name in ended.one_line()
