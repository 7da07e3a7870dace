"""What the classifiers see of a title, a person who may hold it, and an organization or place to hold it at."""

from __future__ import annotations

from kg.extract.role_lines import Line, Place
from kg.extract.role_links import Names, Seat, alike, indonesia
from kg.extract.titles import Title, squeeze

__all__ = ["holder_features", "seat_features"]

#: what may stand between a title and a name that belongs to it beyond doubt
_NEAR = frozenset(["ORG", "LOC", "R", ",", "(", ")"])


def holder_features(title: Title, person: Place) -> list[str]:
    """Return what the classifier sees of a title and a person of its sentence."""
    line = title.line
    right, inside = person.first >= title.last, person.first < title.last and person.last > title.first
    first, last = (title.last, person.first) if right else (person.last, title.first)
    gap = "" if inside else squeeze(line, first, last)
    side = "in" if inside else "R" if right else "L"
    where = f"{side}|{'coref' if person.coref else 'name'}"
    word = line.lower[person.first] if person.coref and person.first < len(line.lower) else ""
    head, score, opening = line.lower[title.first], int(title.score * 5), line.sentence.number == 1
    between = sum(first <= p.first < last and not p.coref and p.cluster != person.cluster for p in line.persons)
    others = 0 if inside else sum(line.kinds[at] == "T" and line.owner[at] < 0 for at in range(first, last))
    following = squeeze(line, person.last, min(person.last + 2, len(line.words)))
    parts = gap.split()
    return [
        f"s={where}", f"g={where}|{gap}", f"gl={where}|{' '.join(parts[-2:])}", f"gf={where}|{' '.join(parts[:2])}",
        f"d={where}|{_bucket(last - first)}", f"b={side}|{min(between, 3)}", f"o={side}|{min(others, 3)}",
        f"bo={where}|{min(between, 2)}|{min(others, 2)}", f"c={side}|{word}", f"h={where}|{head}",
        f"q={score}", f"qs={where}|{score}", f"n={opening}|{where}", f"st={where}|{title.first == 0}",
        f"w={where}|{_kind(line, title.first - 1)}", f"bw={side}|{_lower(line, title.first - 1)}",
        f"a={where}|{_kind(line, title.last)}", f"p={where}|{_kind(line, person.last)}", f"t={side}|{title.text}",
        f"pb={where}|{_kind(line, person.first - 1)}", f"cg={where}|{',' in gap}|{'T' in gap}|{'w' in gap}",
        f"hg={head}|{side}|{gap}", f"aj={where}|{_adjacent(title, person)}|{gap if len(gap) < 12 else ''}",
        f"pn={where}|{following}", f"hpn={head}|{side}|{gap if len(gap) < 8 else '…'}|{following}",
        f"near={where}|{_near(title, person)}",
    ]  # fmt: skip


def _adjacent(title: Title, person: Place) -> str:
    """Return on which sides another person stands right beside the title, with at most an organization between."""
    line, sides = title.line, ""
    for other in line.persons:
        if not other.coref and other.cluster != person.cluster:
            if other.first >= title.last and set(squeeze(line, title.last, other.first).split()) <= _NEAR:
                sides += "R"
            elif other.last <= title.first and set(squeeze(line, other.last, title.first).split()) <= _NEAR:
                sides += "L"
    return sides[:2]


def _near(title: Title, person: Place) -> str:
    """Return whether no named person stands nearer on the same side, and whether any stand right and left."""
    people = [p for p in title.line.persons if not p.coref]
    right = [p for p in people if p.first >= title.last]
    left = [p for p in people if p.last <= title.first]
    nearest = (right and person is right[0]) or (left and person is left[-1])
    return f"{'1' if nearest else '0'}{bool(right)}{bool(left)}"


def seat_features(title: Title, seat: Seat | None, person: Place, known: Names, count: int) -> list[str]:
    """Return what the classifier sees of a title, its holder and one of `count` seats; None stands for no seat."""
    line, head, text = title.line, title.line.lower[title.first], title.text
    if seat is None:
        after = squeeze(line, title.last, min(title.last + 3, len(line.words)))
        follows = any(place.first == title.last for place in line.places)
        return [
            "none", f"none|h={head}", f"none|t={text}", f"none|a={after}", f"none|c={min(count, 3)}",
            f"none|ha={head}|{after}", f"none|x={follows}", f"none|n={line.sentence.number == 1}",
        ]  # fmt: skip
    type_, same = known.clusters[seat.cluster].type, alike(title, seat.cluster, known)
    common = [
        f"y={type_}", f"hy={head}|{type_}", f"ty={text}|{type_}", f"k={same}", f"hk={head}|{same}",
        f"kc={same}|{min(count, 4)}", f"in={indonesia(seat.cluster, known)}|{text}",
    ]  # fmt: skip
    if seat.place is None:
        return ["away", *(f"away|{feature}" for feature in common)]
    return common + _place_features(title, seat.place, person, head)


def _place_features(title: Title, place: Place, person: Place, head: str) -> list[str]:
    line, name = title.line, title.line.lower[place.first]
    side, gap = _side(title, place)
    before, after = _kind(line, place.first - 1), _kind(line, place.last)
    order = min(sum(p.type != "PER" and title.last <= p.first < place.first for p in line.places), 3)
    beyond = not person.coref and title.last <= person.first < place.first
    low, high = min(place.first, title.first), max(place.first, title.last)
    other = any(low < p.first < high and p.cluster != person.cluster and not p.coref for p in line.persons)
    return [
        f"g={side}|{gap}", f"gy={side}|{gap}|{place.type}", f"gl={side}|{' '.join(gap.split()[-2:])}",
        f"r={side}|{order}", f"ry={side}|{order}|{place.type}|{head}", f"b={side}|{beyond}",
        f"bd={side}|{beyond}|{before}", f"ot={side}|{other}|{beyond}",
        f"d={side}|{_bucket(abs(place.first - title.last))}", f"hs={head}|{side}|{gap}",
        f"af={side}|{after}", f"bf={side}|{before}", f"w={name}", f"hw={head}|{name}",
        f"gb={side}|{beyond}|{',' in gap}|{'(' in gap}|{'T' in gap}|{'w' in gap}",
    ]  # fmt: skip


def _side(title: Title, place: Place) -> tuple[str, str]:
    """Return where a place lies from the title (in, right or left), and the kinds of the words between."""
    if place.first < title.last and place.last > title.first:
        return "in", ""
    if place.first >= title.last:
        return "R", squeeze(title.line, title.last, place.first)
    return "L", squeeze(title.line, place.last, title.first)


def _kind(line: Line, at: int) -> str:
    return line.kinds[at] if 0 <= at < len(line.kinds) else "^"


def _lower(line: Line, at: int) -> str:
    return line.lower[at] if 0 <= at < len(line.lower) and line.owner[at] < 0 else _kind(line, at)


def _bucket(distance: int) -> int:
    return distance if distance < 4 else 4 if distance < 7 else 7 if distance < 12 else 12
