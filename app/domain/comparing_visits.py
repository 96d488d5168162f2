"""Comparison of visits by their points: change since earlier ones, and where a facility stands among those of its type. Pure.

Compared are only visits scored alike: by the same form in the same version and by the same rules. What is told of other
facilities is the middle and the spread of at least `FEWEST` of them, never one of them (inferred, as small numbers of P4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles
from typing import Literal

Reason = Literal["", "no_points", "incomplete", "form", "version", "rules"]
"""Why a visit is not compared; "" when it is."""
TOTAL = ""
"""The key of the whole score beside those of sections."""
FEWEST = 5
"""So many other facilities at least, or nothing is told of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """Points out of a maximum that is above 0."""

    points: int
    maximum: int

    @property
    def percent(self) -> float:
        """Points of a hundred, so that parts whose items do not all apply can be compared."""
        return self.points * 100 / self.maximum


@dataclass(frozen=True, slots=True)
class Scored:
    """A visit as it is compared: its points in total and by section; a section of which nothing counts is absent.

    `parts` is empty where `why_not` says why the visit is not compared. A visit whose answers are not here has its total alone.
    """

    inspection: str
    day: date
    why_not: Reason
    parts: Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of percents of several facilities, and the bounds of the half of them around it; whole numbers."""

    number: int
    low: int
    middle: int
    high: int

    def place(self, percent: float) -> Literal["below", "within", "above"]:
        """Where a value stands against the half around the middle."""
        value = half_up(percent)
        return "below" if value < self.low else "above" if value > self.high else "within"


def why_not(own: tuple[str, str, str], other: tuple[str, str, str], state: str, *, points: bool) -> Reason:
    """Why a visit is not compared with another; both are named by form, version and rules."""
    if not points:
        return "no_points"
    if state == "to_be_completed":
        return "incomplete"
    if own == other:
        return ""
    return "form" if own[0] != other[0] else "version" if own[1] != other[1] else "rules"


def spread(percents: Sequence[float]) -> Spread | None:
    """The spread of some values; None for fewer than `FEWEST`."""
    if len(percents) < FEWEST:
        return None
    low, middle, high = (half_up(cut) for cut in quantiles(percents, n=4, method="inclusive"))
    return Spread(len(percents), low, middle, high)


def half_up(value: float) -> int:
    """The nearest whole number, halves up."""
    return int(value + 0.5)


def change(before: Part | None, now: Part | None) -> int | None:
    """By how many points of a hundred a part is better (or worse, below 0); None where one of them is missing.

    It is the difference of the whole numbers that stand beside it, so that they agree.
    """
    return half_up(now.percent) - half_up(before.percent) if before is not None and now is not None else None
