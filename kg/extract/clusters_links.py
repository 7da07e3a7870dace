"""Which spelling may stand for which name: the features of a link between a form and a group of forms."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.clusters_mentions import Form
from kg.extract.names import bare, typo, words
from kg.extract.names_short import abbreviates, known_pair

__all__ = ["features", "none_features", "relation"]

_ORDER = (
    "same", "known", "bare", "initials", "contraction", "prefix", "suffix", "inner", "subset", "typo", "stem", "share",
)  # fmt: skip
#: words that say nothing about whether two names are one
_COMMON = frozenset(
    [
        "dan",
        "di",
        "untuk",
        "the",
        "of",
        "ke",
        "dari",
        "yang",
        "nomor",
        "no",
        "tahun",
        "ayat",
        "tentang",
        "pasal",
        "uu",
        "undang",
        "republik",
        "indonesia",
        "ri",
    ]
)


def relation(short: Form, full: Form) -> str:
    """Return how the words of `short` lie to those of `full`, the strongest that holds, or ""."""
    a, b = words(short.text), words(full.text)
    if a == b:
        return "same"
    if known_pair(short.text, full.text) or known_pair(full.text, short.text):
        return "known"
    if bare(short.text) and bare(short.text) == bare(full.text):
        return "bare"
    if kind := abbreviates(short.text, full.text) or abbreviates(full.text, short.text):
        return kind
    return _inclusion(a, b) or (_inclusion(b, a) and "reverse-" + _inclusion(b, a)) or _likeness(a, b)


def _inclusion(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    n = len(a)
    if not a or n > len(b):
        return ""
    if b[:n] == a:
        return "prefix"
    if b[-n:] == a:
        return "suffix"
    if any(b[i : i + n] == a for i in range(1, len(b) - n)):
        return "inner"
    return "subset" if set(a) <= set(b) else ""


def _likeness(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    shared = {*a} & {*b}
    misspelt = sum(any(typo(x, y) for y in b) for x in a if x not in shared)
    if misspelt and misspelt + len(shared) == len(a):
        return "typo"
    if len(a) == 1 and any(len(a[0]) >= 3 and len(w) > len(a[0]) and w.startswith(a[0]) for w in b[:1]):
        return "stem"
    return "share" if shared - _COMMON else ""


def features(short: Form, group: Sequence[Form], rivals: int) -> list[str]:
    """Return the features of linking `short` to the group; empty where nothing speaks for it.

    Args:
        short: the form to place.
        group: forms already taken for one thing.
        rivals: how many groups have anything in common with `short`.
    """
    related = [(relation(short, full), full) for full in group[:8]]
    related = [(kind, full) for kind, full in related if kind]
    if not related:
        return []
    kind, full = min(related, key=lambda pair: _rank(pair[0]))
    a, b = words(short.text), words(full.text)
    type_ = short.type if short.type == full.type else f"{short.type}/{full.type}"
    rest = [w for w in b if w not in a]
    result = [
        kind, f"{type_}|{kind}", f"{type_}|{kind}|{min(len(a), 4)}|{min(len(b), 5)}", f"{kind}|rivals{min(rivals, 3)}",
        f"{type_}|{kind}|rivals{min(rivals, 3)}", f"{kind}|head={a[0]}", f"{type_}|{kind}|extra{min(len(rest), 3)}",
        f"{type_}|{kind}|{'full' if full.first <= short.first else 'short'} first", f"{type_}|{_case(short)}|{kind}",
    ]  # fmt: skip
    if rest:
        result += [f"{type_}|{kind}|rest={rest[0]}", f"{type_}|{kind}|digits{any(w.isdigit() for w in rest)}"]
    if over := [w for w in a if w not in b]:
        head = words(group[0].text)
        result += [f"{type_}|{kind}|over{min(len(over), 3)}", f"{type_}|{kind}|over={over[0]}"]
        result += [f"{type_}|{kind}|over|{word}" for word in dict.fromkeys((head[0], head[-1], b[0]))]
    also = {other for other, _ in related if other != kind}
    result += [f"also {other}" for other in sorted(also)]
    return result


def _rank(kind: str) -> int:
    bare_kind = kind.removeprefix("reverse-")
    return 2 * _ORDER.index(bare_kind) + (kind != bare_kind)


def _case(form: Form) -> str:
    return "upper" if form.text.isupper() else "lower" if form.text.islower() else "title"


def none_features(short: Form, rivals: int) -> list[str]:
    """Return the features of starting a new thing with `short`."""
    a = words(short.text) or ("",)
    return [
        "none", f"none|{short.type}", f"none|{short.type}|{min(len(a), 4)}", f"none|{short.type}|{_case(short)}",
        f"none|rivals{min(rivals, 3)}", f"none|{short.type}|head={a[0]}",
    ]  # fmt: skip
