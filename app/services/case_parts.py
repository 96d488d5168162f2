"""The parts of a case, each a record of its own: family, contacts, categories, concerns, consent, reporter, allegation …

What belongs to a restricted group (practice P1) is given to nobody without the right, and nobody without it writes it.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.data.fields import fields, restricted_group
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Actor, Record
from app.services import children
from app.services.case_values import checked, day_of

OF_CHILD = ("family_member", "contact")
OF_CASE = ("category", "concern", "consent", "reporter", "perpetrator", "placement", "allegation", "note", "risk", "episode")
_REQUIRED: dict[str, tuple[str, ...]] = {
    "category": ("code",),
    "concern": ("code", "kind"),
    "consent": ("purpose", "answer"),
    "placement": ("option",),
    "allegation": ("kind",),
}
_NOTED_TODAY = {"category": "noted_on", "concern": "noted_on", "consent": "on_date", "perpetrator": "noted_on"}
_ONCE: dict[str, tuple[str, ...]] = {"category": ("code",), "concern": ("code", "kind")}
_NOT_EDITED = frozenset({"case", "child", "office", "by", "typed_at", "number"})


def group_of(type_name: str, values: Mapping[str, object]) -> str | None:
    """The restricted group of a part with these values, or None."""
    return restricted_group(type_name, values)


def may_see(actor: Actor, record: Record) -> bool:
    """Whether a person may know of a part at all."""
    group = group_of(record.type, record.values)
    return group is None or group in actor.rights


def visible(reader: Reader, type_name: str, parent: str) -> list[Record]:
    """The parts of a case (or of a child) that the person may know of, oldest first; those of merged ones too."""
    if type_name in OF_CHILD:
        rows = reader.find(type_name, order=("id",), child=reader.same_as(parent))
    else:
        rows = reader.find(type_name, order=("id",), case=reader.same_as(parent))
    return [row for row in rows if may_see(reader.actor, row)]


def add(uow: UnitOfWork, type_name: str, parent: str, values: Mapping[str, object], *, record_id: str | None = None) -> str:
    """Adds a part to a case, or to a child (`family_member`, `contact`); gives its id, which `record_id` may say.

    InputError `value_missing`, `part_twice` for a category or concern that stands there already, `right_missing`, or what
    `checked` finds. A day that was not given is today.
    """
    fresh = {name: value for name, value in checked(uow, type_name, values).items() if value is not None}
    _check_parent(uow, type_name, parent)
    _check_whole(uow, type_name, fresh)
    names = _ONCE.get(type_name, ())
    if names and uow.count(type_name, case=parent, **{name: fresh[name] for name in names}):
        raise InputError("part_twice", field=f"case.{type_name}")
    if type_name in _NOTED_TODAY:
        fresh.setdefault(_NOTED_TODAY[type_name], uow.today().isoformat())
    fresh["child" if type_name in OF_CHILD else "case"] = parent
    if type_name == "allegation":
        fresh["office"] = uow.actor.office
    return uow.create(type_name, fresh, record_id=record_id)


def change(uow: UnitOfWork, type_name: str, part: str, values: Mapping[str, object]) -> None:
    """Changes fields of a part; None clears one."""
    record = uow.get(type_name, part)
    _check_parent(uow, type_name, record.text("child" if type_name in OF_CHILD else "case"))
    if not may_see(uow.actor, record):
        raise InputError("record_not_found")
    for name in values:
        if name in _NOT_EDITED:
            raise InputError("field_not_edited", field=f"{type_name}.{name}")
    fresh = checked(uow, type_name, values)
    _check_whole(uow, type_name, {name: value for name, value in {**record.values, **fresh}.items() if value is not None})
    uow.update(type_name, part, fresh)


def remove(uow: UnitOfWork, type_name: str, part: str) -> None:
    """Takes out a part that was entered by mistake. Consent is never taken out: an answer is withdrawn by a new one (P7)."""
    record = uow.get(type_name, part)
    _check_parent(uow, type_name, record.text("child" if type_name in OF_CHILD else "case"))
    if not may_see(uow.actor, record):
        raise InputError("record_not_found")
    if type_name in {"consent", "risk", "episode"}:
        raise InputError("part_stays", type=type_name)
    uow.delete(type_name, part)


def _check_parent(uow: UnitOfWork, type_name: str, parent: str) -> None:
    """Whether the person may change the child or the open case that a part belongs to."""
    if type_name in OF_CHILD:
        children.check_editable(uow, parent)
        return
    if type_name not in OF_CASE:
        raise InputError("part_unknown", type=type_name)
    case = uow.get("case", parent)
    require(uow.actor, "case.edit", owner=case.ref("owner"), office=case.text("office"))
    if case.code("status") != "open":
        raise InputError("case_not_open", code=case.text("code"))


def _check_whole(uow: UnitOfWork, type_name: str, values: Mapping[str, object]) -> None:
    """What holds of a whole part: what it cannot do without, the right to its group, its own order of days."""
    for name in _REQUIRED.get(type_name, ()):
        if not values.get(name):
            raise InputError("value_missing", field=f"{type_name}.{name}")
    if not any(values.get(name) not in (None, False) for name in fields(type_name)):
        raise InputError("part_empty", type=type_name)
    group = group_of(type_name, values)
    if group is not None and group not in uow.actor.rights:
        raise InputError("right_missing", field=f"case.{type_name}", group=group)
    if type_name == "consent":
        _check_consent(values)
    for first, last in (("noted_on", "ended_on"), ("from_on", "to_on"), ("heard_at", "reported_at")):
        if values.get(first) and values.get(last):
            start, end = (day_of(f"{type_name}.{name}", values[name]) for name in (first, last))
            if end < start or str(values[last]) < str(values[first]):
                raise InputError("end_before_start", field=f"{type_name}.{last}", day=start.isoformat())


def _check_consent(values: Mapping[str, object]) -> None:
    """P7, P8: spoken consent needs its witness, sharing its receiver, acting without consent its reason."""
    if values.get("how") == "spoken" and not values.get("witness"):
        raise InputError("witness_missing", field="consent.witness")
    if values.get("how") == "best_interests" and not values.get("reason"):
        raise InputError("reason_missing", field="consent.reason")
    if values.get("purpose") == "sharing" and values.get("answer") == "given" and not values.get("receiver"):
        raise InputError("receiver_missing", field="consent.receiver")
