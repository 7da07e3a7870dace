import pytest

from kg.corpus.lexicon import Pattern, patterns

FILES = ["furniture.toml", "glued.toml", "headline.toml", "markdown.toml"]
ALL = [pytest.param(file, p, id=f"{file}:{p.name}") for file in FILES for p in patterns(file)]


def matches(file: str, pattern: Pattern, text: str) -> bool:
    whole = file == "headline.toml" or (file == "furniture.toml" and not pattern.where.startswith("inline"))
    return bool(pattern.regex.fullmatch(text) if whole else pattern.regex.search(text))


@pytest.mark.parametrize(("file", "pattern"), ALL)
def test_pattern_matches_its_examples_and_leaves_the_others(file: str, pattern: Pattern) -> None:
    assert [text for text in pattern.match if not matches(file, pattern, text)] == []
    assert [text for text in pattern.keep if matches(file, pattern, text)] == []


@pytest.mark.parametrize(("file", "pattern"), ALL)
@pytest.mark.parametrize(
    "text", ["a" * 400, "1" * 400, "x " * 200, "-" * 400, "(" * 400, "Baca juga " * 40, "#a " * 130]
)
@pytest.mark.timeout(2)
def test_pattern_takes_no_long_time(file: str, pattern: Pattern, text: str) -> None:
    assert matches(file, pattern, text + "\u0001") in (True, False)
