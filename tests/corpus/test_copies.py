"""Copies and near-copies of one story are found, other stories are not."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta

import pytest

from kg.corpus.copies import Sketch, copies, meeting, signature
from tests.corpus.shared import SHARED, needs_shared

STORY = " ".join(f"Kalimat ke-{n} tentang banjir di desa nomor {n * 7 % 31} Demak, kata polisi." for n in range(30))
DAY = date(2025, 9, 1)


def sketch(id_: str, text: str, day: date | None = DAY) -> Sketch:
    return Sketch(id_, day, signature(text))


def changed(text: str, share: float) -> str:
    """Return the text with this share of its words replaced."""
    drawn = random.Random(7)
    return " ".join("lain" if drawn.random() < share else word for word in text.split())


@pytest.mark.parametrize(
    ("other", "is_copy"),
    [
        (STORY, True),
        (STORY.upper().replace(".", " !"), True),
        (f"Judul Lain\n\n{STORY}\n(Antara/ws)", True),
        (changed(STORY, 0.03), True),
        (STORY[: len(STORY) * 3 // 4], True),
        (changed(STORY, 0.5), False),
        (STORY[: len(STORY) // 4], False),
        ("Harga beras naik.", False),
        ("", False),
    ],
)
def test_near_copy_is_told_from_another_story(other: str, is_copy: bool) -> None:
    assert copies([sketch("a", STORY), sketch("b", other)]) == ({"b": "a"} if is_copy else {})


@pytest.mark.parametrize(("days", "is_copy"), [(0, True), (3, True), (4, False), (None, True)])
def test_same_words_days_later_are_another_story(days: int | None, is_copy: bool) -> None:
    later = None if days is None else DAY + timedelta(days)
    assert bool(copies([sketch("a", STORY), sketch("b", STORY, later)])) is is_copy


def test_what_is_told_each_week_hides_no_copy_of_its_last_telling() -> None:
    weeks = [sketch(f"d{week:03}", STORY, DAY + timedelta(7 * week)) for week in range(60)]
    again = sketch("z", STORY, DAY + timedelta(7 * 59 + 1))
    assert copies([*weeks, again]) == {"z": "d059"}
    assert [row.id for row in meeting([*weeks, again], {"z"})] == ["d059", "z"]


def test_first_published_is_the_story_and_order_changes_nothing() -> None:
    rows = [sketch("c", STORY), sketch("a", STORY, DAY + timedelta(1)), sketch("b", changed(STORY, 0.02), None)]
    assert copies(rows) == copies(rows[::-1]) == {"a": "c", "b": "c"}


def test_a_copy_is_never_the_story_of_another() -> None:
    rows = [sketch(f"d{n:02}", changed(STORY, 0.04 * n), DAY) for n in range(9)]
    found = copies(rows)
    assert found
    assert not set(found.values()) & set(found)


@pytest.mark.parametrize(("crowd", "most"), [(3, 50), (200, 50), (200, 2)])
@pytest.mark.parametrize("span", [3, 20])
@pytest.mark.parametrize("seed", range(4))
def test_what_meets_a_newcomer_tells_all_that_it_changes(
    seed: int, span: int, crowd: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.corpus.copies.CROWD", crowd)
    monkeypatch.setattr("kg.corpus.copies.MOST", most)
    drawn = random.Random(seed)
    stories = [" ".join(f"kata{drawn.randint(0, 300)}" for _ in range(80)) for _ in range(4)]
    rows = [
        sketch(
            f"d{n:02}",
            changed(drawn.choice(stories), drawn.choice((0, 0.05, 0.2))),
            None if n == 7 and seed == 1 else DAY + timedelta(drawn.randrange(span)),
        )
        for n in range(30)
    ]
    new = drawn.choice(rows)
    near = meeting(rows, {new.id})
    ids = {row.id for row in near}
    before = copies([row for row in rows if row is not new])
    kept = {copy: story for copy, story in before.items() if copy not in ids}
    assert kept | copies(near) == copies(rows)


def test_signature_is_the_same_on_every_machine() -> None:
    assert signature("Air naik.").hex()[:32] == "3096697bd0488d28385cc338a8ac116a"


@needs_shared
def test_articles_of_an_outlet_are_copies_only_where_it_told_a_story_twice() -> None:
    """Every pair found among 522 articles is one story by its two headlines (the full texts were not read)."""
    lines = (SHARED / "data" / "news" / "articles.jsonl").read_text(encoding="utf-8").strip().split("\n")
    rows = [json.loads(line) for line in lines]
    found = copies(sketch(row["id"], row["text"], date.fromisoformat(row["date"][:10])) for row in rows)
    assert sorted(found.items()) == [
        ("n0004", "n0003"), ("n0090", "n0098"), ("n0110", "n0114"), ("n0112", "n0106"), ("n0235", "n0233"),
        ("n0277", "n0269"), ("n0625", "n0624"), ("n0634", "n0633"), ("n0743", "n0740"), ("n0874", "n0872"),
    ]  # fmt: skip
