"""Corrections from the page: who may, what they do, that they can be undone."""

from __future__ import annotations

import inspect
import re

import pytest

from kg.serve.editing import Editor
from tests.serve.conftest import TOKEN, Served

BEARER = {"Authorization": f"Bearer {TOKEN}"}


def csrf(served: Served) -> str:
    page = served.get("/doubts").text
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert found, page
    return found[1]


def test_decisions_need_token_cookie_and_field(editable: Served) -> None:
    served = editable
    jack = served.iri("Jack Ma")
    form = {"action": "rename", "iri": jack, "value": "Ma Yun", "next": "/"}
    assert served.post("/decisions", data=form).status_code == 403
    assert served.get("/edit?token=salah-salah-salah").status_code == 403
    assert served.post("/edit", data={"token": ""}).status_code == 200
    entered = served.get(f"/edit?token={TOKEN}")
    cookie = entered.headers["set-cookie"].lower()
    assert entered.status_code == 303
    assert TOKEN not in cookie
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert served.post("/decisions", data=form).status_code == 403
    assert served.post("/decisions", data={**form, "csrf": "0" * 64}).status_code == 403
    good = {**form, "csrf": csrf(served)}
    foreign = {"Origin": "https://jahat.example"}
    assert served.post("/decisions", data=good, headers=foreign).status_code == 403
    assert served.post("/decisions", data=good, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not (served.folder / "decisions.toml").exists()
    done = served.post("/decisions", data={**good, "next": "//jahat.example"}, headers={"Origin": served.address})
    assert (done.status_code, done.headers["location"]) == (303, "/?done=1")
    assert served.iri("Ma Yun") == jack
    assert "Ma Yun" in (served.folder / "decisions.toml").read_text(encoding="utf-8")
    undone = served.post("/decisions/undo", data={"csrf": csrf(served), "number": "1", "next": "/doubts"})
    assert (undone.status_code, undone.headers["location"]) == (303, "/doubts")
    assert served.get("/api/search", params={"q": "Ma Yun"}).json()["hits"] == []
    wrong = served.post("/decisions", data={**good, "iri": "https://kg.example/entity/x"})
    assert wrong.status_code == 400


def test_the_api_decides_with_the_token_alone(editable: Served) -> None:
    served = editable
    names = {name: served.iri(name) for name in ("Alibaba Group", "Tmall", "Jack Ma", "Trump Tower")}
    stated = served.get("/api/entities/" + names["Tmall"].rpartition("/")[2]).json()["facts"][0]
    assert served.post("/api/decisions", json={"action": "merge"}).status_code == 401
    for row in (
        {"action": "reject", "iri": stated["iri"], "place": stated["evidence"][0]["place"]},
        {"action": "merge", "iri": names["Alibaba Group"], "value": names["Tmall"]},
        {"action": "retype", "iri": names["Trump Tower"], "value": "org"},
        {"action": "split", "iri": names["Jack Ma"], "document": ["b1"]},
    ):
        answer = served.post("/api/decisions", json=row, headers=BEARER)
        assert answer.status_code == 201, answer.text
        assert answer.json()["changes"]
    assert len(served.get("/api/decisions").json()["decisions"]) == 4
    assert served.get("/" + names["Tmall"].removeprefix("https://kg.example/")).status_code in (200, 308)
    gone = served.client.delete(served.address + "/api/decisions/1", headers=BEARER)
    assert gone.status_code == 200
    for number in ("9", "0", "-1", "a", "9" * 30, "٣"):
        assert served.client.delete(f"{served.address}/api/decisions/{number}", headers=BEARER).status_code == 404


def test_bad_decisions_are_named(editable: Served) -> None:
    for body in ("", "[]", "{", '{"action": 1}', '{"action": "explode"}', "[" * 5000):
        answer = editable.post("/api/decisions", content=body, headers=BEARER)
        assert answer.status_code == 400
        assert answer.json()["error"]


@pytest.mark.parametrize("given", ["", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "é", "\0"])
def test_only_the_token_is_known(given: str) -> None:
    assert not Editor(TOKEN).knows(given)
    assert Editor(TOKEN).knows(TOKEN)


def test_secrets_are_compared_in_constant_time() -> None:
    for method in (Editor.knows, Editor.signed_in, Editor.trusts):
        source = inspect.getsource(method)
        assert "compare_digest" in source
        assert not re.search(r"(==|!=) *(self\.token|self\.proof|given)|given *(==|!=)", source)
