"""What is done on the list of a facility and concerns a placement: the other way round of `care_stays`."""

from __future__ import annotations

from app.data.unit_of_work import UnitOfWork
from app.domain.care import Wanted, in_words
from app.domain.errors import InputError
from app.domain.permissions import can
from app.domain.records import Record
from app.services.care import care
from app.services.cases import case_parts

OPTION_OF = {
    "rci": "residential",
    "transit": "transit",
    "group_home": "group_care",
    "faith": "faith",
    "boarding": "other_residential",
}
"""Type of a facility → the option of care that living there is."""
_COUNTED = frozenset({"group_home_full", "pagoda_carer"})
"""Warnings by the number of children of the day."""


def placed_by_list(uow: UnitOfWork, stay: str) -> None:
    """A stay was linked to a case: it is a placement of that case, if the person may enter one.

    What speaks against it is noted with it; the reason is asked of the caseworker, since the list has no place for one.
    How many live there is not noted: the list itself tells it.
    """
    record = uow.get("residency", stay)
    case = uow.maybe("case", record.text("case")) if record.ref("case") else None
    if case is None or record.ref("placement") or case.code("status") != "open":
        return
    if not can(uow.actor, "case.edit", owner=case.ref("owner"), office=case.text("office")):
        return
    facility = uow.get("facility", record.text("facility"))
    option = OPTION_OF.get(facility.text("type"), "other_residential")
    wanted = Wanted(option, facility.id, from_on=record.day("admitted_on"))
    against = care.warnings(uow, case.id, wanted, stay=stay)
    found = [one for one in against if one.needs_reason and one.kept and one.code not in _COUNTED]
    values = {
        "option": option,
        "facility": facility.id,
        "from_on": record.values.get("admitted_on"),
        "to_on": record.values.get("exited_on"),
        "ended_reason": record.values.get("exit_reason"),
        "residency": stay,
        "warned": in_words([one.code for one in found]),
    }
    case_parts.add(uow, "placement", case.id, {name: value for name, value in values.items() if value})


def list_changed(uow: UnitOfWork, before: Record) -> None:
    """An admission or exit was changed: its placement has the same days. InputError `stay_is_placement` for another child."""
    after = uow.get("residency", before.id)
    placement = uow.maybe("placement", after.text("placement")) if after.ref("placement") else None
    if placement is None:
        placed_by_list(uow, before.id)
        return
    if (before.ref("case"), before.ref("child")) != (after.ref("case"), after.ref("child")):
        raise InputError("stay_is_placement", field="residency.case")
    days = {"from_on": after.values.get("admitted_on"), "to_on": after.values.get("exited_on")}
    uow.update("placement", placement.id, {**days, "ended_reason": after.values.get("exit_reason")})


def list_voided(uow: UnitOfWork, stay: Record) -> None:
    """A stay never was: its placement names no facility any more, and the caseworker is asked where the child is."""
    if not stay.ref("placement"):
        return
    uow.update("residency", stay.id, {"placement": None})
    if uow.maybe("placement", stay.text("placement")) is not None:
        uow.update("placement", stay.text("placement"), {"residency": None, "facility": None})
