from benchmarks.resolve import run


def test_resolution_of_many_names_is_quick() -> None:
    seconds, _, entities = run(6_000, 1_200)
    assert seconds < 30  # a second on a free core; a million mentions take minutes (`python -m benchmarks.resolve`)
    assert 800 < entities < 1_600
