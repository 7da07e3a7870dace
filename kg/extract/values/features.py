"""What the classifiers of values see: the words around a candidate, its form, its place; and of a unit, its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.article import Article
from kg.extract.values.candidate import Candidate
from kg.extract.values.lexicon import furniture, table, words
from kg.extract.values.quantities import Word
from kg.extract.values.tokens import Token

__all__ = ["Scene", "candidate_features", "in_furniture", "scene", "unit_features"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What candidates of one article are seen against: tokens, characters inside names, and quotation marks."""

    tokens: tuple[Token, ...]
    article: Article
    named: bytes
    marks: tuple[int, ...]
    starts: frozenset[int]


def scene(article: Article, found: tuple[Token, ...]) -> Scene:
    """Return the scene of an article."""
    named = bytearray(len(article.document.text) + 1)
    for cluster in article.clusters:
        for mention in cluster.mentions:
            named[mention.span.start : mention.span.end] = b"\1" * (mention.span.end - mention.span.start)
    marks = tuple(token.start for token in found if token.text in '"“”')
    return Scene(found, article, bytes(named), marks, frozenset(s.start for s in article.sentences))


def candidate_features(scene: Scene, candidate: Candidate) -> list[str]:
    """Return the features by which a candidate is kept or left out, each marked with its kind."""
    kind = candidate.kind if candidate.kind != "date" else candidate.rule
    names = [*_around(scene, candidate), *_form(scene, candidate), *_near(scene, candidate), *_place(scene, candidate)]
    return [f"{kind}|{name}" for name in names] + [f"{candidate.kind}||{name}" for name in names]


def in_furniture(scene: Scene, candidate: Candidate) -> bool:
    """Say whether the site speaks there, not the article: "Simak juga Video …", "Baca juga: …"."""
    sentence = scene.article.sentence_at(candidate.start)
    opening = scene.article.document.text[sentence.start : sentence.start + 40]
    return furniture().match(opening) is not None


def _around(scene: Scene, candidate: Candidate) -> Iterator[str]:
    b2, b1 = (_shape_word(scene.tokens, candidate.first - n) for n in (2, 1))
    a1, a2, a3 = (_shape_word(scene.tokens, candidate.last + n) for n in (0, 1, 2))
    yield from (f"b1={b1}", f"b2={b2}", f"b={b2} {b1}", f"a1={a1}", f"a2={a2}", f"a={a1} {a2}", f"b1a1={b1} {a1}")
    yield f"b3={_shape_word(scene.tokens, candidate.first - 3)}"
    yield f"a1end={a1[-3:]}"
    yield f"shapes={_shape(scene.tokens, candidate.first - 1)} {_shape(scene.tokens, candidate.last)}"
    yield f"a12={_shape(scene.tokens, candidate.last)} {_shape(scene.tokens, candidate.last + 1)}"
    yield f"a3={a3}"
    if a1 in words("quantities", "measures"):
        yield "measure"
        yield f"measure b1={b1}"


def _near(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """Yield the words in a window, and whether the number is one end of a range."""
    found = scene.tokens
    yield from (f"near={_shape_word(found, candidate.first - n)}" for n in range(1, 6))
    yield from (f"soon={_shape_word(found, candidate.last + n)}" for n in range(4))
    before, after = _shape_word(found, candidate.first - 1), _shape_word(found, candidate.last)
    opened = before in words("quantities", "ranges") and _numeric(found, candidate.first - 2)
    closed = after in words("quantities", "ranges") and _numeric(found, candidate.last + 1)
    yield f"range={opened}{closed}"
    earlier = {_shape_word(found, candidate.first - n).removesuffix("nya") for n in range(1, 5)}
    yield f"age={bool(earlier & words('quantities', 'ages'))} {after} {candidate.unit}"


def _numeric(found: Sequence[Token], place: int) -> bool:
    token = _token(found, place)
    return token is not None and (token.kind == "digits" or token.lower in table("numbers")["digits"])


def _form(scene: Scene, candidate: Candidate) -> Iterator[str]:
    text = scene.article.document.text[candidate.start : candidate.end]
    yield from ("bias", f"rule={candidate.rule}", f"case={text[0].isupper()}{text.isupper()}")
    if candidate.kind == "date":
        yield f"text={text.lower()}"
        yield f"empty={not candidate.value}"
        yield f"interval={'/' in candidate.value}"
    else:
        digits = sum(character.isdigit() for character in text)
        yield f"digits={min(digits, 5)} {'.' in text} {',' in text}"
        yield f"value={candidate.value if len(candidate.value) < 3 else len(candidate.value)}"
        b1, a1 = (_shape_word(scene.tokens, place) for place in (candidate.first - 1, candidate.last))
        yield f"rule={candidate.rule} a1={a1}"
        yield f"rule={candidate.rule} b1={b1}"
        yield f"small={candidate.value in ('1', '2')} a1={a1}"


def _place(scene: Scene, candidate: Candidate) -> Iterator[str]:
    inside, last = scene.named, len(scene.named) - 1
    start, end = max(0, candidate.start - 2), min(last, candidate.end + 1)
    yield f"named={inside[candidate.start]}{inside[start]}{inside[end]}"
    yield f"quoted={bisect_left(scene.marks, candidate.start) % 2}"
    sentence = scene.article.sentence_at(candidate.start)
    yield f"headline={sentence.number == 1}"
    yield f"first={candidate.start in scene.starts} {candidate.end == sentence.end}"
    yield f"long={min((sentence.end - sentence.start) // 40, 4)}"


def _token(found: Sequence[Token], place: int) -> Token | None:
    return found[place] if 0 <= place < len(found) else None


def _shape_word(found: Sequence[Token], place: int) -> str:
    token = _token(found, place)
    if token is None:
        return "^"
    return token.lower if token.kind != "digits" else "0" * min(len(token.text), 5)


def _shape(found: Sequence[Token], place: int) -> str:
    token = _token(found, place)
    if token is None or token.kind != "word":
        return token.text if token and token.kind == "sign" else "0" if token else "^"
    return "AA" if token.text.isupper() else "Aa" if token.text[0].isupper() else "aa"


def unit_features(scene: Scene, unit: Sequence[Word], count: int) -> list[str]:
    """Return the features by which a unit of `count` words so far takes the next one."""
    current = unit[count - 1].text.lower() if count else "^"
    following = unit[count].text
    later = unit[count + 1].text.lower() if count + 1 < len(unit) else "$"
    token = _token(scene.tokens, unit[count].last)
    word, where = following.lower(), min(count, 2)
    names = [
        f"w={word}", f"c={current}", f"cw={current} {word}", f"wl={word} {later}", f"l={later}", f"end={word[-3:]}",
        f"start={word[:3]}", f"shape={_cased(following)} {_cased(unit[count - 1].text) if count else ''}", "bias",
        f"last={count + 1 == len(unit)} {token.text if token and token.kind == 'sign' else ''}",
        f"measure={current in words('quantities', 'measures')}",
        f"double={f'{current} {word}' in words('quantities', 'double')}",
        f"next measure={word in words('quantities', 'measures')}",
        f"measure={current in words('quantities', 'measures')} shape={_cased(following)}",
        f"long={min(len(word), 10)}",
    ]  # fmt: skip
    return [f"{where}|{name}" for name in names] + [f"{bool(where)}||{name}" for name in names]


def _cased(word: str) -> str:
    return "AA" if word.isupper() else "Aa" if word[0].isupper() else "aa"
