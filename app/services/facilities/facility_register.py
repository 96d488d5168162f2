"""What stands in the register beside a facility: who works there, the rooms, what it was before; papers that run out.

Names and checks of staff are for inspectors and the head alone; everybody else is told numbers. That background checks of staff
and volunteers are asked for is sourced (reference S46), that each facility has an agreement and a recognition letter too (S3,
S13); from when on they are asked after is a rule of the office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.data.queries import facilities as queries
from app.data.reader import Reader
from app.domain.closing import CLOSED
from app.domain.codelists import codelist
from app.domain.permissions import require
from app.domain.records import Record
from app.services.office.rules import rules

PAPERS = ("mou", "recognition")
PARTS = ("facility_staff", "facility_room", "facility_past")
OPEN_CHECKS = (None, "waiting")
"""Results of a check that is still to come."""


@dataclass(frozen=True, slots=True)
class StaffNumbers:
    """Who works in a facility now: all, who care for children, who are trained, whose check is missing or not in order."""

    all: int
    caring: int
    trained: int
    unchecked: int
    not_in_order: int


@dataclass(frozen=True, slots=True)
class RoomNumbers:
    """Rooms of a facility: their places, beds and who slept there when counted; the names of the rooms that are over-occupied.

    `capacity`: places as the register says for the whole house; `residents`: who lives there today by the list.
    """

    rooms: int
    places: int
    beds: int
    sleeping: int
    over: tuple[str, ...]
    capacity: int | None
    residents: int

    @property
    def too_many(self) -> bool:
        """Whether more live in the house than it has places, in its rooms or in all."""
        return bool(self.over) or (self.most is not None and self.residents > self.most)

    @property
    def most(self) -> int | None:
        """The smaller of both numbers of places, None where neither is known."""
        known = [number for number in (self.capacity, self.places or None) if number is not None]
        return min(known) if known else None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a facility that has run out or soon will: `mou` or `recognition`, and its last day."""

    name: str
    until: date


def works(one: Record, today: date) -> bool:
    """Whether somebody works in the facility on a day: `until` is the last day of work."""
    until = one.day("until")
    return until is None or until >= today


def parts(reader: Reader, type_name: str, facility: str) -> tuple[Record, ...]:
    """Staff (who works there now first, by role), rooms (by name), or the past (newest first) of a facility.

    InputError `not_allowed`.
    """
    require(reader.actor, "facility.staff" if type_name == "facility_staff" else "facility.read")
    found = reader.find(type_name, facility=facility, order=("id",))
    if type_name == "facility_staff":
        roles, today = codelist("staff_role").codes(), reader.today()

        def place(one: Record) -> tuple[bool, int, str]:
            role = one.text("role")
            return not works(one, today), roles.index(role) if role in roles else len(roles), one.text("name")

        return tuple(sorted(found, key=place))
    if type_name == "facility_room":
        return tuple(sorted(found, key=lambda one: (one.text("name"), one.id)))
    return tuple(sorted(found, key=lambda one: (one.text("until_on"), one.text("from_on"), one.id), reverse=True))


def staff_numbers(reader: Reader, facility: str) -> StaffNumbers:
    """Numbers of who works in a facility today; no names."""
    require(reader.actor, "facility.read")
    today = reader.today()
    now = [one for one in reader.find("facility_staff", facility=facility) if works(one, today)]
    return StaffNumbers(
        len(now),
        sum(bool(one.flag("cares")) for one in now),
        sum(bool(one.codes("training")) for one in now),
        sum(one.code("check_result") in OPEN_CHECKS for one in now),
        sum(one.code("check_result") == "not_in_order" for one in now),
    )


def room_numbers(reader: Reader, facility: Record) -> RoomNumbers:
    """Numbers of the rooms of a facility."""
    rooms = parts(reader, "facility_room", facility.id)
    return RoomNumbers(
        len(rooms),
        sum(one.whole("places") or 0 for one in rooms),
        sum(one.whole("beds") or 0 for one in rooms),
        sum(one.whole("sleeping") or 0 for one in rooms),
        tuple(one.text("name") for one in rooms if over_occupied(one)),
        facility.whole("capacity"),
        len(queries.residencies_on(reader, facility.id, reader.today())),
    )


def over_occupied(room: Record) -> bool:
    """Whether more children slept in a room than it has places, or beds where nobody noted its places."""
    most, sleeping = room.whole("places"), room.whole("sleeping")
    most = room.whole("beds") if most is None else most
    return most is not None and sleeping is not None and sleeping > most


def ending(reader: Reader, facility: Record) -> tuple[Paper, ...]:
    """Papers of a facility that have run out, or will within the days of the office; none for a closed one.

    State centres have no agreement with an organisation.
    """
    if facility.code("state") in CLOSED:
        return ()
    last = reader.today() + timedelta(days=rules(reader, "register").number("paper_days"))
    own = [name for name in PAPERS if name != "mou" or facility.code("owner") != "state"]
    days = [(name, facility.day(f"{name}_until")) for name in own]
    return tuple(Paper(name, day) for name, day in days if day is not None and day <= last)


def unchecked(reader: Reader) -> dict[str, int]:
    """Facility → how many work there, longer than the days of the office, whose background check is missing."""
    since = reader.today() - timedelta(days=rules(reader, "register").number("check_days"))
    return queries.staff(reader, "(check_result IS NULL OR check_result = 'waiting')", since)


def not_in_order(reader: Reader) -> dict[str, int]:
    """Facility → how many work there whose background check was not in order."""
    return queries.staff(reader, "check_result = 'not_in_order'", reader.today())


def former_words(reader: Reader) -> dict[str, str]:
    """Facility → what it was called and where it stood before, as search finds it."""
    found: dict[str, list[str]] = {}
    for one in reader.find("facility_past", what=("name", "place")):
        told = (one.text("text"), one.text("village_km"), one.text("village_en"))
        found.setdefault(one.text("facility"), []).extend(told)
    return {facility: " ".join(told) for facility, told in found.items()}


def facilities_of(reader: Reader, keys: Sequence[str]) -> dict[str, Record]:
    """Facilities that are not closed, by id."""
    found = reader.many("facility", list(keys))
    return {key: one for key, one in found.items() if one.code("state") not in CLOSED}
