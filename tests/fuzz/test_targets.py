"""Properties of readers, cleaner and parsers over shaped and shapeless input, and over all that fuzzing ever found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.inputs import good
from tests.fuzz.served import QUERIES, REQUESTS
from tests.fuzz.targets import TARGETS

FINDINGS = Path(__file__).parent / "findings"
BRIEF = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
WORDS = st.sampled_from([
    *"0123456789.,:;-/()“”\"'\n\t %$€\u00ad\u200b\u202e\u0301\ud7ff",
    "Rp", "US$", "juta", "miliar", "triliun", "persen", "Senin", "Januari", "Februari", "2017", "lalu", "hingga", "dan",
    "Budi", "kata", "Baca juga", "**", "](", "---", "title:", "date:", "<p>", "&amp;", "Â±", "â€œ", "setengah", "ke-",
])  # fmt: skip
NEWS = st.lists(WORDS, max_size=60).map(" ".join).map(str.encode)


@pytest.mark.parametrize("name", TARGETS)
@BRIEF
@given(raw=st.one_of(st.binary(max_size=400), NEWS, st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))))
def test_shapeless_input_breaks_no_promise(name: str, raw: bytes) -> None:
    TARGETS[name](raw)


@pytest.mark.parametrize("name", [n for n in TARGETS if n.partition(".")[2] in good()])
@BRIEF
@given(data=st.data())
def test_spoiled_file_breaks_no_promise(name: str, data: st.DataObject) -> None:
    raw = bytearray(good()[name.partition(".")[2]])
    places = st.tuples(st.integers(0, len(raw) - 1), st.integers(0, 255))
    for place, byte in data.draw(st.lists(places, min_size=1, max_size=12)):
        raw[place] = byte
    TARGETS[name](bytes(raw[: data.draw(st.integers(1, len(raw)))]))


@pytest.mark.parametrize("raw", [*(("query", text.encode()) for text in QUERIES), *(("endpoint", r) for r in REQUESTS)])
@BRIEF
@given(data=st.data())
def test_spoiled_question_breaks_no_promise(raw: tuple[str, bytes], data: st.DataObject) -> None:
    name, sound = raw
    spoiled = bytearray(sound)
    places = st.tuples(st.integers(0, len(spoiled) - 1), st.integers(0, 255))
    for place, byte in data.draw(st.lists(places, min_size=1, max_size=6)):
        spoiled[place] = byte
    TARGETS[name](bytes(spoiled))


@pytest.mark.parametrize("path", sorted(FINDINGS.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_fuzzing_found_stays_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())
