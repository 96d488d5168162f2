"""The ladder of measures about a facility, and the way of each child out of one that closes. Pure.

Warning in writing, suspension and closure in this order are sourced (Sub-Decree 119), so is closure in emergency "when child
safety is found to be at immediate risk". Days and what counts as seen are ours (`resources/rules/closing.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.domain.rules import RuleSet

Stage = Literal["open", "found", "moved", "lost", "heard", "safe", "died"]
"""No place yet · a place is found · left, not seen since · left, nobody knows where to · heard of, not seen · seen · died."""
STATE_OF: Mapping[str, str] = {
    "warning": "warned",
    "suspension": "suspended",
    "transition": "closing",
    "closure": "closing",
    "emergency_closure": "closed_emergency",
}
"""Kind of a measure → the state of the facility while it holds; a closure is done once the last child has left."""
HEAVIER = tuple(STATE_OF)
"""The kinds from the lightest to the heaviest."""
EMERGENCY = "emergency_closure"
EMPTYING = frozenset({"transition", "closure", EMERGENCY})
"""Kinds after which no child may stay: each is followed until it is safe."""
CLOSED = frozenset({"closed", "closed_emergency"})
"""States of a facility that takes nobody."""
MEASURED = frozenset({*STATE_OF.values(), *CLOSED})
"""States that come of a measure; any other is what the facility is by itself."""
UNKNOWN = frozenset({None, "", "not_known"})
_GONE = frozenset({"ran_away", "not_known"})
DONE: frozenset[Stage] = frozenset({"safe", "died"})


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of the way of one child: the stay that ends, the place that was found, and who saw it there."""

    exited_on: date | None = None
    exit_reason: str | None = None
    exit_destination: str | None = None
    destination: str | None = None
    planned_on: date | None = None
    next_on: date | None = None
    seen_on: date | None = None
    seen_how: str | None = None


def stage(way: Way) -> Stage:
    """Where a child stands. Only who saw it in its new place, face to face and not before it left, ends the line.

    >>> stage(Way(destination="kinship")), stage(Way(exited_on=date(2026, 3, 1), exit_destination="kinship"))
    ('found', 'moved')
    """
    if way.exit_reason == "died" or way.exit_destination == "died":
        return "died"
    if way.exited_on is None:
        return "open" if way.destination in UNKNOWN else "found"
    if way.seen_on is not None and way.seen_on >= way.exited_on:
        return "safe" if way.seen_how == "face_to_face" else "heard"
    return "lost" if way.exit_reason in _GONE or way.exit_destination in UNKNOWN else "moved"


def due(way: Way, kind: str, since: date, until: date | None, rules: RuleSet) -> date | None:
    """The last day in time for the next step of a child; None for nothing to do.

    `kind`, `since`, `until`: the measure, its day and the last day that it gives. Who is lost has no time at all: the day of
    the exit. Without a day of the measure the rule counts from its day.
    """
    now = stage(way)
    if now in DONE:
        return None
    if now in ("open", "found"):
        days = rules.number("place_days.emergency" if kind == EMERGENCY else "place_days.planned")
        last = since + timedelta(days=days)
        by_rule = now == "open" or kind == EMERGENCY  # in danger, a place that was found is no reason to stay for months
        last = min(last, until or last) if by_rule else until or last
        return way.planned_on or last if now == "found" else last
    assert way.exited_on is not None
    if now == "lost":
        return way.next_on or way.exited_on
    if now == "heard":
        return way.next_on or (way.seen_on or way.exited_on) + timedelta(days=rules.number("see_days"))
    return way.next_on or way.exited_on + timedelta(days=rules.number("see_days"))


def state_by(kinds: Iterable[str], *, lived_in: bool, before: str | None) -> str:
    """The state of a facility by the measures that hold; `before`: its state without any of them.

    >>> state_by(["warning", "suspension"], lived_in=True, before="operating")
    'suspended'
    >>> state_by(["closure"], lived_in=False, before="operating")
    'closed'
    """
    held = [kind for kind in HEAVIER if kind in set(kinds)]
    if not held:
        return "operating" if before is None or before in MEASURED else before
    if held[-1] == "closure" and not lived_in:
        return "closed"
    return STATE_OF[held[-1]]


def is_lighter(kind: str, held: Iterable[str]) -> bool:
    """Whether a measure is lighter than, or the same as, one that holds already."""
    return any(HEAVIER.index(kind) <= HEAVIER.index(other) for other in held if other in HEAVIER)
