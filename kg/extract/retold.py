"""One event told twice in an article is one event: at the report that says most, with the arguments of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Argument, Event, Span, Value

__all__ = ["once"]

#: Types whose parties are all agents, so that two shared agents are the same meeting.
MUTUAL = frozenset({"Meeting", "Agreement", "Competition"})


def once(events: Sequence[Event], values: Sequence[Value]) -> tuple[Event, ...]:
    """Return the events with retellings of mutual ones joined; `values` tell whether two times differ."""
    dates = {value.span: value.value for value in values if value.kind == "date" and value.value}
    kept: list[Event] = []
    for event in events:
        at = next((i for i, other in enumerate(kept) if _same(event, other, dates)), None)
        if at is None:
            kept.append(event)
        else:
            kept[at] = _joined(kept[at], event)
    return tuple(kept)


def _agents(event: Event) -> set[str]:
    return {argument.entity for argument in event.arguments if argument.entity and argument.role == "agent"}


def _same(a: Event, b: Event, dates: dict[Span, str]) -> bool:
    if a.type != b.type or a.type not in MUTUAL or a.modality != b.modality or len(_agents(a) & _agents(b)) < 2:
        return False
    times = [{dates[x.span] for x in event.arguments if x.role == "time" and x.span in dates} for event in (a, b)]
    return not (times[0] and times[1]) or any(
        one.startswith(other) or other.startswith(one) for one in times[0] for other in times[1]
    )


def _joined(a: Event, b: Event) -> Event:
    """Return the report with more arguments, the first of equals, with the other's arguments that it lacks."""
    best, other = (b, a) if len(b.arguments) > len(a.arguments) else (a, b)
    known = {_key(argument) for argument in best.arguments}
    added = tuple(argument for argument in other.arguments if _key(argument) not in known)
    return replace(best, arguments=(*best.arguments, *added), confidence=max(a.confidence, b.confidence))


def _key(argument: Argument) -> tuple[str, str]:
    return argument.role, argument.entity or argument.span.text.casefold()
