"""The keys under which a profile is compared with others: each a clue with a weight."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.resolve.gazetteer import country
from kg.resolve.names import KEPT, is_generic, key, meaning
from kg.resolve.people import initials, skeleton, word_set
from kg.resolve.places import is_local
from kg.resolve.profiles import Profile

__all__ = ["WEIGHTS", "Key", "alike", "full_key", "keys", "reason"]

#: Types that articles mix up for one name.
ALIKE = {"PRD": "ORG", "EVT": "ORG"}
#: What each clue weighs, in the points of `short_names.JOINED_AT`; each alone joins (3 points do).
WEIGHTS = {
    "negara": 9.0,
    "peraturan": 8.0,
    "nama": 6.0,
    "nama dan tempat": 5.0,
    "nama dan induk": 5.0,
    "nama dan jabatan": 4.0,
    "ejaan": 4.0,
    "urutan nama": 4.0,
    "nama dan hari": 4.0,
    "jenis lain": 3.0,
    "salah ketik": 3.0,
}


class Key(NamedTuple):
    """A clue: its kind, the type of thing, and the text that two profiles must share."""

    kind: str
    type: str
    text: str


def reason(kind: str, text: str) -> str:
    """Return a clue in words with its weight.

    >>> reason("negara", "US")
    'negara: US (+9)'
    """
    return f"{kind}: {text} (+{WEIGHTS[kind]:g})"


def alike(type_: str) -> str:
    """Return the type under which profiles of this type are compared."""
    return ALIKE.get(type_, type_)


def full_key(profile: Profile) -> str:
    """Return the key of the fullest name in the article."""
    return key(profile.name, profile.type)


def keys(profile: Profile) -> Iterator[Key]:
    """Yield the clues of a profile; a person's single name and a kind of body are clues only beside another."""
    type_, full = alike(profile.type), full_key(profile)
    for name, _ in profile.names:
        form = key(name, profile.type)
        if profile.type == "LOC" and (code := country(name)):
            yield Key("negara", type_, code)
        elif not form or _misleads(profile, name, form, full):
            continue
        elif is_generic(form) or (profile.type == "LOC" and is_local(form)):
            yield from _with_place(profile, type_, form) if form == full else ()
        elif profile.type != "PER":
            yield from _strong(profile, type_, name, form, full)
        elif " " in form:
            yield from _of_person(form)
    if profile.type == "PER" and " " not in full:
        roles = (role for role in profile.roles if not role.endswith("@ "))
        yield from (Key("nama dan jabatan", type_, f"{full} {role}") for role in roles)


def _misleads(profile: Profile, name: str, form: str, full: str) -> bool:
    """Return whether a short name says less than the full one: initials, a law amended, a regency's bare name."""
    if profile.type == "PER":
        return initials(name) and form != full
    if profile.type == "LAW":
        return "/" in form and "/" in full and form != full
    return profile.type == "LOC" and full == f"kabupaten {form}"


def _strong(profile: Profile, type_: str, name: str, form: str, full: str) -> Iterator[Key]:
    stands_for = meaning(name, profile.type)
    if stands_for and (form == full or stands_for == full or profile.type == "LAW"):
        yield Key("nama", type_, stands_for)
    else:
        yield Key("peraturan" if profile.type == "LAW" and "/" in form else "nama", type_, form)


@lru_cache(maxsize=KEPT)
def _of_person(form: str) -> tuple[Key, ...]:
    return (
        Key("nama", "PER", form),
        Key("ejaan", "PER", skeleton(form)),
        Key("urutan nama", "PER", word_set(form)),
    )


def _with_place(profile: Profile, type_: str, form: str) -> Iterator[Key]:
    """Yield a kind of body together with what it is part of, where it sits, or, for acts that recur, when."""
    if profile.type == "EVT":
        yield from (Key("nama dan hari", type_, f"{form} {day // 3 * 3}") for day in _days(profile.day))
        return
    for parent in profile.within:
        yield Key("nama dan induk", type_, f"{form} {parent}")
        yield Key("nama", type_, f"{form} {parent}")
    if profile.seat and not profile.within and not form.endswith(profile.seat):
        yield Key("nama dan tempat", type_, f"{form} {profile.seat}")
        yield Key("nama", type_, f"{form} {profile.seat}")


def _days(day: int) -> tuple[int, ...]:
    """Return two days so that any two articles within three days share one bucket."""
    return (day, day + 3) if day else ()
