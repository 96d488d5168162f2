"""The parts of a case, each a record of its own: family, contacts, categories, concerns, consent, reporter, allegation …

What belongs to a restricted group (practice P1) is given to nobody without the right, and nobody without it writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.data.fields import fields, follows, restricted_group
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.questions import Question
from app.domain.records import Actor, Record
from app.services.cases.case_values import checked, day_of
from app.services.parts.part_kinds import KINDS, PartKind, kind_of
from app.services.people import children, person_names

_NOT_EDITED = frozenset({"case", "child", "office", "by", "typed_at", "number"})

_OTHERS = {"facility": "facility.edit"}
"""The right to change what is no part, by its type."""


def group_of(type_name: str, values: Mapping[str, object]) -> str | None:
    """The restricted group of a part with these values, or None."""
    return restricted_group(type_name, values)


def may_see(actor: Actor, record: Record) -> bool:
    """Whether a person may know of a part at all."""
    group = group_of(record.type, record.values)
    return group is None or group in actor.rights


def visible(reader: Reader, type_name: str, parent: str) -> list[Record]:
    """The parts of a case (or of a child, a carer …) that the person may know of, oldest first; those of merged ones too."""
    above: dict[str, object] = {kind_of(type_name).parent: reader.same_as(parent)}
    rows = reader.find(type_name, order=("id",), after=None, limit=None, **above)
    return [row for row in rows if may_see(reader.actor, row)]


def add(
    uow: UnitOfWork,
    type_name: str,
    parent: str,
    values: Mapping[str, object],
    *,
    record_id: str | None = None,
    parent_type: str = "",
) -> str:
    """Adds a part to what its kind belongs to (`part_kinds`); gives its id, which `record_id` may say.

    `parent_type`: where a kind may belong to several things, as a signature to a case or a carer, which of them it is.

    InputError `part_unknown`, `part_twice` for one of which there is only one of its sort, `right_missing`,
    `name_without_letter`, or what `checked` and the kind find. A day that was not given is today.
    """
    kind = _placed(kind_of(type_name), parent_type)
    fresh = {name: value for name, value in checked(uow, type_name, values).items() if value is not None}
    _check_parent(uow, kind, parent)
    person_names.check(type_name, fresh)
    _check_whole(uow, kind, parent, fresh)
    if kind.today:
        fresh.setdefault(kind.today, uow.today().isoformat())
    _check_days(uow, kind, parent, fresh)
    _check_once(uow, kind, parent, fresh)
    fresh[kind.parent] = parent
    if not follows(type_name):
        fresh["office"] = uow.actor.office
    made = uow.create(type_name, fresh, record_id=record_id)
    if kind.after is not None:
        kind.after(uow, parent, made, fresh)
    return made


def enter(uow: UnitOfWork, type_name: str, parent: str, values: Mapping[str, object]) -> str:
    """Adds a part that is handed in with others, such as those of a new case, by the rules of its own verb; gives its id.

    InputError as `add`, and what the kind's own verb finds.
    """
    own = kind_of(type_name).enter
    return own(uow, parent, values) if own is not None else add(uow, type_name, parent, values)


def change(uow: UnitOfWork, type_name: str, part: str, values: Mapping[str, object]) -> None:
    """Changes fields of a part; None clears one."""
    record = uow.get(type_name, part)
    kind = _kind_at(record)
    parent = record.text(kind.parent)
    _check_parent(uow, kind, parent)
    if not may_see(uow.actor, record):
        raise InputError("record_not_found")
    for name in values:
        if name in _NOT_EDITED or name in (kind.parent, *follows(type_name)):
            raise InputError("field_not_edited", field=f"{type_name}.{name}")
    fresh = checked(uow, type_name, values)
    person_names.check(type_name, fresh)
    whole = {name: value for name, value in {**record.values, **fresh}.items() if value is not None}
    _check_whole(uow, kind, parent, whole)
    _check_days(uow, kind, parent, whole)
    if any(whole.get(name) != record.values.get(name) for name in kind.once):
        _check_once(uow, kind, parent, whole, part)
    uow.update(type_name, part, fresh)
    if kind.after is not None:
        kind.after(uow, parent, part, whole)


def remove(uow: UnitOfWork, type_name: str, part: str) -> None:
    """Takes out a part that was entered by mistake. Consent is never taken out: an answer is withdrawn by a new one (P7)."""
    record = uow.get(type_name, part)
    kind = _kind_at(record)
    _check_parent(uow, kind, record.text(kind.parent))
    if not may_see(uow.actor, record):
        raise InputError("record_not_found")
    if kind.stays:
        raise InputError("part_stays", type=type_name)
    if kind.gone is not None:
        kind.gone(uow, record)
    uow.delete(type_name, part)


def questions(reader: Reader, type_name: str, parent: str, values: Mapping[str, object]) -> tuple[Question, ...]:
    """What to ask once before a part is saved (practice P13)."""
    asks = kind_of(type_name).asks
    return asks(reader, parent, values) if asks is not None else ()


def _placed(kind: PartKind, parent_type: str) -> PartKind:
    """A kind where it belongs to something else than usual: who may change it is who may change that."""
    if parent_type in ("", kind.parent):
        return kind
    if parent_type not in follows(kind.type):
        raise InputError("part_unknown", type=kind.type)
    above = KINDS.get(parent_type)
    return replace(kind, parent=parent_type, act=above.act if above is not None else _OTHERS.get(parent_type, kind.act))


def _kind_at(record: Record) -> PartKind:
    """The kind of a part, by what it belongs to."""
    kind = kind_of(record.type)
    filled = (name for name in (kind.parent, *follows(record.type)) if record.ref(name))
    return _placed(kind, next(filled, kind.parent))


def _check_parent(uow: UnitOfWork, kind: PartKind, parent: str) -> None:
    """Whether the person may change what a part belongs to: a child, an open case, or what itself belongs to one."""
    if kind.closed:
        raise InputError("part_unknown", type=kind.type)
    if kind.parent == "child":
        children.check_editable(uow, parent)
        return
    above = uow.get(kind.parent, parent)
    if not may_see(uow.actor, above):
        raise InputError("record_not_found")
    if kind.parent == "case":
        require(uow.actor, kind.act, owner=above.ref("owner"), office=above.text("office"))
        if kind.only_open and above.code("status") != "open":
            raise InputError("case_not_open", code=above.text("code"))
        return
    whose = KINDS.get(kind.parent)
    if whose is not None and whose.parent:
        _check_parent(uow, replace(whose, act=kind.act, only_open=kind.only_open), above.text(whose.parent))
    else:
        require(uow.actor, kind.act, office=above.text("office"))


def _check_whole(uow: UnitOfWork, kind: PartKind, parent: str, values: Mapping[str, object]) -> None:
    """What holds of a whole part: what it cannot do without, that it says something, the right to its group."""
    for name in kind.required:
        if name != kind.parent and not values.get(name):
            raise InputError("value_missing", field=f"{kind.type}.{name}")
    if not any(values.get(name) not in (None, False) for name in fields(kind.type)):
        raise InputError("part_empty", type=kind.type)
    group = group_of(kind.type, values)
    if group is not None and group not in uow.actor.rights:
        raise InputError("right_missing", field=f"case.{kind.type}", group=group)
    if kind.check is not None:
        kind.check(uow, parent, values)


def _check_once(uow: UnitOfWork, kind: PartKind, parent: str, values: Mapping[str, object], part: str = "") -> None:
    """Of some parts there is one of a sort, of links one to whatever was merged into it; `part` is the one that is changed."""
    if not kind.once or not all(values.get(name) for name in kind.once):
        return
    known = fields(kind.type)
    sort: dict[str, object] = {kind.parent: uow.same_as(uow.current(parent))}
    for name in kind.once:
        sort[name] = uow.same_as(uow.current(str(values[name]))) if known[name].kind == "ref" else values[name]
    if any(row.id != part for row in uow.find(kind.type, order=(), after=None, limit=None, **sort)):
        raise InputError("part_twice", field=f"case.{kind.type}")


def _check_days(uow: UnitOfWork, kind: PartKind, parent: str, values: Mapping[str, object]) -> None:
    """The order of days of a part; an event of a child's life lies within it (practice P13)."""
    for first, last in kind.spans:
        if values.get(first) and values.get(last):
            start, end = (day_of(f"{kind.type}.{name}", values[name]) for name in (first, last))
            if end < start or str(values[last]) < str(values[first]):
                raise InputError("end_before_start", field=f"{kind.type}.{last}", day=start.isoformat())
    if kind.parent not in {"case", "child"} or not values.get(kind.lifetime):
        return
    child = uow.maybe("child", parent if kind.parent == "child" else uow.get("case", parent).text("child"))
    if child is not None:
        where = f"{kind.type}.{kind.lifetime}"
        children.check_lifetime(child, where, day_of(where, values[kind.lifetime]))
