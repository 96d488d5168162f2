"""Kinds of parts: staff, rooms and the past of a facility."""

from __future__ import annotations

from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.services.parts.part_kind import PartKind, Values

MOST = 2000
"""Places, beds or children of one room at most: more is a slip of the keyboard (inferred)."""


def _check(_uow: UnitOfWork, _facility: str, values: Values) -> None:
    """A result of a check has its day, unless it is still awaited. InputError `value_missing`."""
    if values.get("check_result") not in (None, "waiting") and not values.get("checked_on"):
        raise InputError("value_missing", field="facility_staff.checked_on")


def _numbers(_uow: UnitOfWork, _facility: str, values: Values) -> None:
    """Numbers of a room are numbers of people; who was counted was counted on a day. InputError `room_number`,
    `value_missing`."""
    for name in ("places", "beds", "sleeping"):
        number = values.get(name)
        if isinstance(number, int) and not 0 <= number <= MOST:
            raise InputError("room_number", field=f"facility_room.{name}", most=MOST)
    if values.get("sleeping") is not None and not values.get("counted_on"):
        raise InputError("value_missing", field="facility_room.counted_on")


def _told(_uow: UnitOfWork, _facility: str, values: Values) -> None:
    """What was: a name, a place, a body. InputError `value_missing`."""
    if not values.get("text") and not values.get("village_code"):
        raise InputError("value_missing", field="facility_past.text")


KINDS = (
    PartKind(
        "facility_staff",
        "facility",
        required=("name", "role"),
        spans=(("since", "until"),),
        ahead=frozenset({"until"}),
        act="facility.staff",
        read="facility.staff",
        check=_check,
    ),
    PartKind("facility_room", "facility", required=("name",), act="facility.edit", read="facility.read", check=_numbers),
    PartKind(
        "facility_past",
        "facility",
        required=("what",),
        spans=(("from_on", "until_on"),),
        act="facility.edit",
        read="facility.read",
        check=_told,
    ),
)
