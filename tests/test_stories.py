"""Articles of one story stay together when the classifiers are cross-validated."""

from __future__ import annotations

import pytest

from training.articles import SHARED
from training.stories import FOLDS, divided, outside, parts, story_folds

PEOPLE = ("Wati", "Budi", "Sari", "Joko", "Rina", "Agus", "Dewi", "Tono", "Lina", "Hasan")
VERBS = ("tanam", "bangun", "jual", "curi", "lukis", "nyanyi", "masak", "ajar", "lari", "tari")


def story(n: int, telling: int) -> str:
    """Return one of several tellings of a story; stories share no words but the commonest."""
    own = " ".join(f"{VERBS[n]}{k}" for k in range(12))
    return f"{PEOPLE[n]} {own} di kota, kata telling{telling}"


TEXTS = {f"{n}-{telling}": story(n, telling) for n in range(10) for telling in range(2 + n % 3)}


def test_tellings_of_one_story_are_never_parted() -> None:
    folds = divided(TEXTS, TEXTS)
    assert {n: len({folds[id_] for id_ in TEXTS if id_[0] == str(n)}) for n in range(10)} == dict.fromkeys(range(10), 1)
    assert set(folds.values()) == set(range(FOLDS))


def test_the_order_of_articles_changes_nothing() -> None:
    assert divided(dict(reversed(TEXTS.items())), TEXTS) == divided(TEXTS, TEXTS)


def test_texts_that_are_not_counted_do_not_fill_a_part() -> None:
    counted = {id_ for id_ in TEXTS if id_.endswith("-0")}
    folds = divided(TEXTS, counted)
    assert {sum(folds[id_] == fold for id_ in counted) for fold in range(FOLDS)} == {2}


@pytest.mark.skipif(not (SHARED / "annotation").exists(), reason="needs ../shared/annotation")
def test_what_is_judged_was_not_learned_from() -> None:
    ids = sorted(id_ for id_ in story_folds())
    for fold in range(FOLDS):
        seen, judged = parts(ids, fold)
        assert sorted(seen + judged) == list(range(len(ids)))
        left = outside(fold, ids, ids)
        assert not {ids[i] for i in judged} & set(left)
        assert outside(fold, ["piece"], ["made1"]) == ["piece"]
