"""The list of residents of a facility on a day, to take along and to tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.print.papers import FacilityHead, Paper


@dataclass(frozen=True, kw_only=True)
class RosterLine:
    """One resident. `age` is in words where it is not known; `mark` says what is to be looked at, such as under three years."""

    name: str
    name_latin: str
    sex: str
    age: str
    admitted_on: str
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class RosterPaper(Paper):
    """Who lives there. It names children, and says of none that there is a case."""

    template: ClassVar[str] = "roster"

    title: str
    facility: FacilityHead
    day: str
    heads: tuple[str, ...]
    """Of the columns behind the number: name, Latin, sex, age, day of admission, seen, remarks."""
    totals: tuple[tuple[str, str], ...]
    lines: tuple[RosterLine, ...]
    empty: str
    """What stands there when nobody lived there."""
