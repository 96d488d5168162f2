"""Who lives in a facility at an age at which nobody should, over all facilities: children under three, residents of 18 or over.

That no child under three is in a facility is sourced (programme of the ministry, reference S41, S39: children in centres are
"between three and less than 18"); that each resident of 18 or over is asked about is ours, since facilities for adults and
children exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from app.data.queries import facilities as queries
from app.data.reader import Reader
from app.domain.births import Birth, completed_years
from app.domain.errors import InputError
from app.domain.permissions import can, covers, require
from app.domain.records import Record
from app.domain.tasks import COUNT, PEOPLE, Due, Scope
from app.services.facilities.residencies import Resident, residents

Which = Literal["under_three", "over_eighteen"]
WHICH: tuple[str, ...] = get_args(Which)
YOUNG, GROWN = 3, 18
SOURCE: Mapping[str, str] = {"under_three": "sourced", "over_eighteen": "inferred"}
"""Where each rule comes from, as rules are tagged."""


class Numbers(NamedTuple):
    """Residents of a facility under three, and of 18 or over."""

    under_three: int
    over_eighteen: int


@dataclass(frozen=True, slots=True)
class Aged:
    """A resident of such an age, with the facility."""

    resident: Resident
    facility: Record

    @property
    def id(self) -> str:
        """The id of the stay."""
        return self.resident.id

    @property
    def which(self) -> Which:
        """Why the resident is in the list."""
        return "under_three" if self.resident.under_three else "over_eighteen"


def listing(reader: Reader, which: str = "") -> tuple[Aged, ...]:
    """Who lives today in any facility under three or at 18 or over ("" for both): by facility, the youngest first.

    Age is in completed years by the middle of the range; who has no known birth is not told. InputError `not_allowed`,
    `age_list_unknown`.
    """
    require(reader.actor, "residency.read")
    if which and which not in WHICH:
        raise InputError("age_list_unknown", which=which[:40], known=", ".join(WHICH))
    today = reader.today()
    homes = {record.id: record for record in reader.find("facility")}
    wanted = [
        key
        for key, facility, is_young in _found(reader, today)
        if facility in homes and which in ("", "under_three" if is_young else "over_eighteen")
    ]
    stays = list(reader.many("residency", wanted).values())
    found = (Aged(one, homes[one.facility]) for one in residents(reader, stays, today))
    return tuple(sorted(found, key=lambda one: (one.facility.text("code"), one.resident.age or 0, one.resident.name, one.id)))


def _found(reader: Reader, today: date) -> Iterator[tuple[str, str, bool]]:
    """Stay, facility, and whether the resident is under three."""
    after, until = today - timedelta(days=YOUNG * 366), today - timedelta(days=GROWN * 365)  # a few days too many; see below
    for key, facility, first, last in queries.outside_ages(reader, after, until):
        age = completed_years(Birth(first, last, "").middle, today)
        if age < YOUNG or age >= GROWN:
            yield key, facility, age < YOUNG


def numbers(reader: Reader) -> dict[str, Numbers]:
    """Facility → how many live there today under three and at 18 or over; facilities without any are absent."""
    found: dict[str, Numbers] = {}
    for _, facility, is_young in _found(reader, reader.today()):
        young, grown = found.get(facility, Numbers(0, 0))
        found[facility] = Numbers(young + is_young, grown + (not is_young))
    return found


def due(reader: Reader, scope: Scope) -> Iterable[Due]:
    """A line for each facility and each of the two ages, for who keeps the register of its residents."""
    if scope.cases is not None or scope.owner is not None or not can(reader.actor, "residency.edit"):
        return
    for facility, (young, grown) in numbers(reader).items():
        home = reader.maybe("facility", facility)
        office = home.text("office") if home is not None else ""
        if not office or not office.startswith(scope.office) or not covers(reader.actor.office, office):
            continue
        about = ("facility", facility)
        if young:
            yield Due("child_under_three", "", about, None, "soon", "", str(young), "admission", "review", COUNT)
        if grown:
            yield Due("resident_over_eighteen", "", about, None, "none", "", str(grown), "admission", "review", PEOPLE)
