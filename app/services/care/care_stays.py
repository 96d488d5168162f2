"""A placement in a facility and the child's stay on the list of that facility are one fact in two records.

Two, since inspectors read the list and never learn that a case exists (practice P27). They point at each other, and whoever
writes one writes the other in the same act: facility, child and days are equal on every path.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import shared_id_at
from app.domain.records import Record
from app.services.facilities import measures, residencies

Values = Mapping[str, object]
_OTHER = "other"


def check(uow: UnitOfWork, case: str, values: Values) -> None:
    """A placement in a facility has a day; a closed facility admits nobody; by a death it ends when the death is noted (P21).

    InputError `value_missing`, `facility_closed`, `death_not_noted`.
    """
    if values.get("ended_reason") == "died":
        from app.services.people.deaths import is_dead  # late: a death ends stays

        child = uow.maybe("child", uow.current(uow.get("case", case).text("child")))
        if child is None or not is_dead(child):
            raise InputError("death_not_noted", field="placement.ended_reason")
    if not values.get("facility"):
        return
    if not values.get("from_on"):
        raise InputError("value_missing", field="placement.from_on")
    facility = uow.get("facility", str(values["facility"]))
    if measures.takes_nobody(uow, facility) and not values.get("residency"):
        raise InputError("facility_closed", code=facility.text("code"), field="placement.facility")


def keep(uow: UnitOfWork, case: str, placement: str, values: Values) -> None:
    """A placement was added or changed: the stay follows it, is made, or is given up."""
    stay = _living(uow, str(values.get("residency") or ""))
    if stay is not None and not _is_of(uow, stay, case, placement):
        stay = None
    if not values.get("facility"):
        if stay is not None:
            _give_up(uow, placement, stay)
        if values.get("residency"):
            uow.update("placement", placement, {"residency": None})
        return
    facts: dict[str, object] = {"facility": values["facility"], "admitted_on": values["from_on"]}
    if stay is None:
        stay = _found(uow, case, placement, str(values["facility"]))
    facts |= {"exited_on": values.get("to_on"), "exit_reason": _exit_reason(values, stay)}
    uow.update("residency", stay.id, {**facts, "placement": placement})
    uow.update("placement", placement, {"residency": stay.id})


def _is_of(reader: Reader, stay: Record, case: str, placement: str) -> bool:
    """Whether a stay is one of the child of the case and of no other placement."""
    child = reader.get("case", case).ref("child")
    return stay.ref("placement") in (None, placement) and bool(child) and stay.ref("child") in reader.same_as(child or "")


def _exit_reason(values: Values, stay: Record) -> object:
    """Why the stay ended; not known where only the day is."""
    return (values.get("ended_reason") or stay.code("exit_reason") or "not_known") if values.get("to_on") else None


def gone(uow: UnitOfWork, placement: Record) -> None:
    """A placement was taken out as a mistake: so was the stay that it made; one that stood there before stays."""
    stay = _living(uow, placement.text("residency"))
    if stay is not None:
        _give_up(uow, placement.id, stay)


def _give_up(uow: UnitOfWork, placement: str, stay: Record) -> None:
    """The stay is no longer that of a placement."""
    own = stay.id == _stay_id(placement)
    uow.update("residency", stay.id, {"placement": None, **({"void_reason": _OTHER} if own else {})})


def _stay_id(placement: str) -> str:
    """The id of the stay that a placement makes: two computers that enter the same make it once."""
    return shared_id_at(placement, None, "stay", placement)


def _living(reader: Reader, stay: str) -> Record | None:
    """A stay that is here and counts."""
    found = reader.maybe("residency", stay) if stay else None
    return found if found is not None and not found.text("void_reason") else None


def _found(uow: UnitOfWork, case: str, placement: str, facility: str) -> Record:
    """The stay of a new placement: one that the list of the facility has already, else a new one."""
    known = open_stay(uow, case, facility)
    if known is not None:
        uow.update("residency", known.id, {"case": case, "child": uow.get("case", case).ref("child")})
        return known
    own = uow.maybe("residency", _stay_id(placement))
    if own is not None:
        uow.update("residency", own.id, {"void_reason": None})
        return own
    record = uow.get("placement", placement)
    given = {"case": case, "admitted_on": record.text("from_on"), "admission_reason": "not_known"}
    return uow.get("residency", residencies.admit(uow, facility, given, placement=placement, record_id=_stay_id(placement)))


def open_stay(reader: Reader, case: str, facility: str) -> Record | None:
    """The stay of the child of a case in a facility that has not ended and belongs to no placement."""
    child = reader.get("case", case).ref("child")
    rows = reader.find("residency", child=reader.same_as(child), facility=facility, order=("id",)) if child else []
    return next((row for row in rows if _unplaced(row)), None)


def _unplaced(stay: Record) -> bool:
    return not stay.text("void_reason") and not stay.day("exited_on") and not stay.ref("placement")


def day_known(reader: Reader, case: str, facility: str) -> date | None:
    """Since when the list of a facility has the child without a placement; None when it has not."""
    stay = open_stay(reader, case, facility)
    return stay.day("admitted_on") if stay is not None else None
