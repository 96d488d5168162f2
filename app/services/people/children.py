"""Children: who they are and where they live. A child is refused almost nothing (practice P12, P13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.services.cases.case_values import checked, plain_name
from app.services.people import person_names
from app.text.digits import arabic_digits, khmer_digits
from app.text.zone import local_date

NOT_EDITED = frozenset({"office", "shared_with", "died_on", "death_known", "death_told_by"})
"""Fields of a child that change by acts of their own, never by editing; a death by `deaths.note_death`."""
NAMES = ("family_name_km", "given_name_km", "family_name_latin", "given_name_latin")
_PERSONAL = ("mosvy_number", "primero_id", "oscar_id")
"""Numbers that belong to one child alone; with the ministry's number goes the village it was given for."""


def create(uow: UnitOfWork, values: Mapping[str, object]) -> str:
    """A new child of this office; gives its id. Without any name it is marked as not known, never refused (practice P12)."""
    fresh = {name: value for name, value in checked(uow, "child", values).items() if value is not None}
    if not has_name(fresh):
        fresh["name_unknown"] = True
    person_names.check("child", fresh)
    check_whole(uow, None, fresh)
    return uow.create("child", {**fresh, "office": uow.actor.office})


def edit(uow: UnitOfWork, child: str, values: Mapping[str, object], *, shown: Record | None = None) -> None:
    """Changes fields of a child; None clears one. Whose the child is changes by other acts (InputError `field_not_edited`).

    `shown` is the record as the person saw it, so that what came in meanwhile is not overwritten unseen.
    """
    check_editable(uow, child)
    for name in values:
        if name in NOT_EDITED:
            raise InputError("field_not_edited", field=f"child.{name}")
    fresh = checked(uow, "child", values)
    person_names.check("child", fresh)
    before = uow.get("child", child)
    after = {name: value for name, value in {**before.values, **fresh}.items() if value is not None}
    check_whole(uow, child, after)
    _check_events(uow, before, after)
    if not has_name(after) and not after.get("name_unknown"):
        fresh["name_unknown"] = True
    uow.update("child", child, fresh, shown=shown)


def check_editable(uow: UnitOfWork, child: str) -> None:
    """Whether the person may change a child: by a case of it, open or not; InputError `not_allowed`, `record_not_found`."""
    uow.get("child", uow.current(child))
    cases = [case for case in uow.find("case", child=child) if case.code("status") != "void"]
    mine = [case for case in cases if case.ref("owner") == uow.actor.user] or cases
    facts = {"owner": mine[0].ref("owner"), "office": mine[0].text("office")} if mine else {"owner": uow.actor.user}
    require(uow.actor, "case.edit", **facts)


def check_whole(reader: Reader, child: str | None, values: Mapping[str, object]) -> None:
    """What holds of a whole child: days in order, numbers of its own. InputError as `check_order`, `number_taken`."""
    check_order(values)
    for name in _PERSONAL:
        if values.get(name):
            _check_number(reader, child, name, values)


def check_order(values: Mapping[str, object]) -> None:
    """A range of birth in order, death after birth; InputError `birth_out_of_order`, `died_before_born`."""
    first, last = values.get("birth_from"), values.get("birth_to")
    if first and last and str(first) > str(last):
        raise InputError("birth_out_of_order", field="child.birth")
    if values.get("died_on") and first and first == last and str(values["died_on"]) < str(first):
        raise InputError("died_before_born", field="child.died_on")


def _check_events(reader: Reader, before: Record, values: Mapping[str, object]) -> None:
    """An exact birth that is changed lies before what is written of the child; InputError `born_after_event` (practice P13)."""
    first, last = (str(values.get(name) or "") for name in ("birth_from", "birth_to"))
    if not first or first != last or (before.text("birth_from"), before.text("birth_to")) == (first, last):
        return
    cases = [row for row in reader.find("case", child=reader.same_as(before.id)) if row.code("status") != "void"]
    days = [local_date(moment) for row in cases if (moment := row.moment("received_at")) is not None]
    for row in cases:
        days += [day for each in reader.find("placement", case=row.id) if (day := each.day("from_on")) is not None]
        seen = (each for each in reader.find("note", case=row.id) if each.flag("child_seen"))
        days += [day for each in seen if (day := each.day("on_date")) is not None]
    days += [day for row in reader.find("residency", child=before.id, void_reason=None) if (day := row.day("admitted_on"))]
    if days and min(days).isoformat() < first:
        raise InputError("born_after_event", field="child.birth", day=min(days).isoformat())


def _check_number(reader: Reader, child: str | None, name: str, values: Mapping[str, object]) -> None:
    """One personal number on two children is refused (practice P13), in whatever digits, letters and noughts it is written."""
    written = _ways_written(name, str(values[name]))
    if name == "mosvy_number":
        found = reader.find("child", mosvy_number=written, mosvy_village=values.get("mosvy_village"))
    elif name == "primero_id":
        found = reader.find("child", primero_id=written)
    else:
        found = reader.find("child", oscar_id=written)
    if any(other.id != child for other in found):
        raise InputError("number_taken", field=f"child.{name}")


def _ways_written(name: str, number: str) -> tuple[str, ...]:
    """How one number may stand in a record: Khmer or Arabic digits, small or large letters, noughts before the ministry's.

    >>> _ways_written("mosvy_number", "៧")[:3]
    ('7', '07', '007')
    """
    plain = arabic_digits(number).strip()
    short = plain.lstrip("0") or plain
    counted = name == "mosvy_number" and short.isdigit()
    ways = [short.zfill(length) for length in range(len(short), 7)] if counted else [plain, plain.upper(), plain.lower()]
    return tuple(dict.fromkeys([*ways, plain, number, *map(khmer_digits, ways)]))


def has_name(values: Mapping[str, object]) -> bool:
    """Whether there is a name in any script; one is enough."""
    return any(plain_name(str(values.get(name) or "")) for name in NAMES)


def check_lifetime(child: Record, where: str, day: date) -> None:
    """Refuses an event after a known death or before an exact birth date (practice P13)."""
    died, exact = child.day("died_on"), child.code("death_known") == "exact"
    if died is not None and exact and day > died:
        raise InputError("event_after_death", field=where, day=died.isoformat())
    check_born(child, where, day)


def check_born(child: Record, where: str, day: date) -> None:
    """Refuses an event before an exact birth date (practice P13)."""
    first, last = child.day("birth_from"), child.day("birth_to")
    if first is not None and first == last and day < first:
        raise InputError("event_before_birth", field=where, day=first.isoformat())


def full_name(values: Mapping[str, object], *, latin: bool = False) -> str:
    """The name with the family name first, in Khmer or in Latin letters; empty when there is none in that script."""
    script = "latin" if latin else "km"
    return " ".join(str(part) for name in ("family_name", "given_name") if (part := values.get(f"{name}_{script}")))
