"""Cases as JSON, in and out: the keys of `case add`, `case show`, `case set` and `schema`; unknown ones are refused by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from app.data.fields import FieldInfo, fields
from app.data.unit_of_work import UnitOfWork
from app.domain.births import NO_BIRTH, birth_of, parse_birth
from app.domain.clock import instant_text
from app.domain.errors import InputError
from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases import case_parts, cases
from app.services.cases.case_file import CaseFile
from app.services.cases.cases import Registration
from app.services.parts.part_kinds import KINDS, json_keys
from app.services.people import children
from app.text.zone import day_start, local_date

Json = dict[str, object]
_BIRTH = frozenset({"birth_from", "birth_to", "birth_source"})
_FILLED_IN = frozenset(
    {*("office", "child", "case", "village_km", "village_en", "gazetteer_year", "by", "number", "shared_with"), *_BIRTH}
)
_OTHER_NAMES = {"consent": {"on_date": "on", "given_by": "by"}}
_NAMED = frozenset(
    {*("family", "contacts", "categories", "concerns", "consent", "reporters", "perpetrators", "placements", "allegations")}
)
"""Lists that a registration has a field for."""
_CARER = "carer"
_STAYS = frozenset({"allegation"})
"""Parts that a list handed in never takes out, besides those that always stay: what was said stays said."""


def keys_of(type_name: str) -> dict[str, FieldInfo]:
    """The JSON keys of a record type (without `birth` and lists of parts) and the field that each one fills."""
    other = _OTHER_NAMES.get(type_name, {})
    hidden = _FILLED_IN - ({"by"} if type_name in _OTHER_NAMES else set())
    if type_name == "case":
        hidden |= cases.NOT_EDITED - {"risk_level"}
    known = {other.get(name, name): info for name, info in fields(type_name).items() if name not in hidden}
    return {key: info for key, info in known.items() if info.kind not in {"map", "json"}}


def schema(type_name: str) -> Json:
    """What `schema TYPE` tells: each key with its kind and, for codes, what it may hold; KeyError for an unknown type."""
    told: Json = {key: _told(info) for key, info in keys_of(type_name).items()}
    if fields(type_name).keys() >= _BIRTH:
        told["birth"] = {"kind": "object", "keys": ["date", "from", "to", "age", "on", "source"]}
    if type_name == "case":
        told[_CARER] = {"kind": "object", "type": "family_member"}
        told |= {key: {"kind": "list", "type": part} for key, part in json_keys().items()}
    return {"type": type_name, "keys": told}


def _told(info: FieldInfo) -> Json:
    """The schema of one field."""
    told: Json = {"kind": info.kind}
    if info.codelist is not None:
        from app.domain.codelists import codelist

        told |= {"list": info.codelist, "codes": list(codelist(info.codelist).codes())}
    return told


def read(data: object, today: date) -> Registration:
    """What `case add` was handed, as a registration; InputError `key_unknown`, `value_kind` or what births and dates find."""
    whole = _object(data, "")
    _only(whole, {"child", "case"}, "")
    child = read_values("child", _object(whole.get("child", {}), "child"), "child", today)
    given = dict(_object(whole.get("case", {}), "case"))
    parts = {key: read_part(key, given.pop(key, []), today) for key in json_keys()}
    carer = given.pop(_CARER, None)
    if carer:
        values = read_values("family_member", _object(carer, "case.carer"), "case.carer", today)
        parts["family"] = [{"lives_with": True, **values, "is_carer": True}, *parts["family"]]
    case = read_values("case", given, "case", today)
    return Registration(
        child,
        case,
        family=parts["family"],
        contacts=parts["contacts"],
        categories=parts["categories"],
        concerns=parts["concerns"],
        consents=parts["consent"],
        reporters=parts["reporters"],
        perpetrators=parts["perpetrators"],
        placements=parts["placements"],
        allegations=parts["allegations"],
        more={json_keys()[key]: rows for key, rows in parts.items() if rows and key not in _NAMED},
    )


def read_part(key: str, rows: object, today: date) -> list[Json]:
    """The parts of a list; a category may be its bare code."""
    if not isinstance(rows, list):
        raise InputError("value_kind", field=f"case.{key}", kind="list")
    bare = [{"code": row} if isinstance(row, str) and key in {"categories", "concerns"} else row for row in rows]
    type_name = json_keys()[key]
    places = [f"case.{key}[{number}]" for number in range(1, len(bare) + 1)]
    return [read_values(type_name, _object(row, place), place, today) for row, place in zip(bare, places, strict=True)]


def read_values(type_name: str, data: Mapping[str, object], where: str, today: date) -> Json:
    """Wire values of one record from its JSON keys."""
    known = keys_of(type_name)
    has_birth = fields(type_name).keys() >= _BIRTH
    _only(data, {*known, "birth"} if has_birth else set(known), where)
    values = {known[key].name: _value(known[key], value, f"{where}.{key}") for key, value in data.items() if key != "birth"}
    if "birth" in data:
        birth = parse_birth(_object(data["birth"] or {}, f"{where}.birth"), today)
        values |= dict(NO_BIRTH) if birth is None else birth.values()
    if type_name == "case" and isinstance(values.get("received_at"), str):
        values |= _received(str(values["received_at"]), values.get("received_precision"))
    return values


def _received(text: str, precision: object) -> Json:
    """The moment of receipt: an instant, or a day alone, which is the precision then."""
    if "T" in text:
        return {"received_at": _instant(text, "case.received_at"), "received_precision": precision or "minute"}
    try:
        return {"received_at": instant_text(day_start(date.fromisoformat(text))), "received_precision": "day"}
    except ValueError as reason:
        raise InputError("value_not_a_date", field="case.received_at", value=text[:40]) from reason


def _instant(text: str, where: str) -> str:
    """An instant with its zone, in UTC."""
    try:
        return instant_text(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as reason:
        raise InputError("value_not_a_date", field=where, value=text[:40]) from reason


def _value(info: FieldInfo, value: object, where: str) -> object:
    """A value of the kind its field has; null clears."""
    fits: dict[str, Callable[[object], bool]] = {
        "bool": lambda one: isinstance(one, bool),
        "int": lambda one: isinstance(one, int) and not isinstance(one, bool),
        "set": lambda one: isinstance(one, list) and all(isinstance(element, str) for element in one),
    }
    if value is None:
        return None
    if not (fits[info.kind](value) if info.kind in fits else isinstance(value, str)):
        raise InputError("value_kind", field=where, kind=info.kind)
    if info.kind == "instant" and isinstance(value, str) and info.name != "received_at":
        return _instant(value, where)
    return value


def _object(data: object, where: str) -> Mapping[str, object]:
    """A JSON object, else InputError `value_kind`."""
    if not isinstance(data, Mapping):
        raise InputError("value_kind", field=where or "case", kind="object")
    return data


def _only(data: Mapping[str, object], known: Iterable[str], where: str) -> None:
    """InputError `key_unknown` for a key that is none."""
    for key in data:
        if key not in set(known):
            raise InputError("key_unknown", key=f"{where}.{key}".strip("."))


def show(file: CaseFile) -> Json:
    """A case as `case show` prints it: the keys that `case add` takes, and id, code, status, owner, version."""
    case: Json = written(file.case)
    carers = [row for row in file.family if row.flag("is_carer")]
    if carers:
        case[_CARER] = {key: value for key, value in written(carers[0]).items() if key != "is_carer"}
    for key, type_name in json_keys().items():
        rows = {"family_member": file.family, "contact": file.contacts}.get(type_name, file.rows(type_name))
        shown = [written(row) for row in rows if not (type_name == "family_member" and row in carers[:1])]
        if shown:
            case[key] = [row["code"] for row in shown] if key == "categories" and _bare(shown) else shown
    head = {name: file.case.text(name) for name in ("code", "status", "owner")}
    return {"id": file.case.id, **head, "version": file.case.version, "child": written(file.child), "case": case}


def _bare(rows: list[Json]) -> bool:
    """Whether categories say no more than their codes and the day they were noted."""
    return all(row.keys() <= {"code", "noted_on"} for row in rows)


def written(record: Record) -> Json:
    """The JSON keys of one record that hold something."""
    found: Json = {key: record.values[info.name] for key, info in keys_of(record.type).items() if info.name in record.values}
    birth = birth_of(record) if fields(record.type).keys() >= _BIRTH else None
    if birth is not None:
        found["birth"] = birth.json()
    elif record.code("birth_source"):
        found["birth"] = {"source": record.text("birth_source")}
    if record.type == "case" and record.text("received_precision") == "day":
        moment = record.moment("received_at")
        found["received_at"] = local_date(moment).isoformat() if moment is not None else record.text("received_at")
    return found


def assign(uow: UnitOfWork, case: str, assignments: Iterable[str]) -> tuple[Question, ...]:
    """`case set`: each `child.sex=male`, `case.reason=` (clears) or `case.categories=["orphan"]`, all in one act.

    Gives what is to be said of it: a list takes out what it does not name, and a slip such as `case.family=[]` takes out all.
    InputError `assignment_form`, `key_unknown`, `value_kind` …
    """
    record = uow.get("case", case)
    today = uow.today()
    said: list[Question] = []
    for assignment in assignments:
        name, equals, raw = assignment.partition("=")
        section, dot, key = name.strip().partition(".")
        if not (equals and dot):
            raise InputError("assignment_form", text=name[:40])
        if section == "child":
            children.edit(uow, record.text("child"), _assigned("child", key, raw, today))
        elif section == "case" and key in json_keys():
            said += _replace_list(uow, record, key, read_part(key, _json(raw or "[]", name), today))
        elif section == "case" and key.partition(".")[0] == _CARER:
            _assign_carer(uow, record, key, raw, today)
        elif section == "case" and key == "risk_level":
            cases.set_risk(uow, case, raw)
        else:
            _only({name: raw}, {f"case.{known}" for known in keys_of("case")}, "")
            cases.edit(uow, case, _assigned("case", key, raw, today))
    return tuple(said)


def _assigned(type_name: str, key: str, raw: str, today: date) -> Json:
    """The values that one assignment gives."""
    if key == "birth" or key.startswith("birth."):
        part = key.partition(".")[2]
        inner = {part: int(raw) if part == "age" and raw.isdecimal() else raw} if part else _json(raw or "{}", key)
        return read_values(type_name, {"birth": inner}, type_name, today)
    info = keys_of(type_name).get(key)
    if info is None:
        raise InputError("key_unknown", key=f"{type_name}.{key}")
    value: object = raw or None
    if raw and info.kind in {"bool", "int", "set"}:
        value = _json(raw, key)
    return read_values(type_name, {key: value if info.kind != "set" else value or []}, type_name, today)


def _json(raw: str, where: str) -> object:
    """A value written as JSON."""
    try:
        return json.loads(raw)
    except ValueError as reason:
        raise InputError("value_kind", field=where, kind="json") from reason


def _assign_carer(uow: UnitOfWork, case: Record, key: str, raw: str, today: date) -> None:
    """Changes the carer, or a field of the carer."""
    part = key.partition(".")[2]
    values = (
        _assigned("family_member", part, raw, today)
        if part
        else read_values("family_member", _object(_json(raw or "{}", key), "case.carer"), "case.carer", today)
    )
    carers = uow.find("family_member", child=case.text("child"), is_carer=True, order=("id",), limit=1)
    if carers:
        case_parts.change(uow, "family_member", carers[0].id, values)
    else:
        case_parts.add(uow, "family_member", case.text("child"), {"lives_with": True, **values, "is_carer": True})


def _replace_list(uow: UnitOfWork, case: Record, key: str, wanted: list[Json]) -> list[Question]:
    """Makes the parts of a kind those of a list: what equals one stays, the others are added or taken out.

    Gives what is to be said: how many were taken out, or, where the list is empty, that those of such a kind stay.
    """
    type_name = json_keys()[key]
    kind = KINDS[type_name]
    parent = case.text("child") if kind.parent == "child" else case.id
    left = case_parts.visible(uow, type_name, parent)
    left = [row for row in left if not (type_name == "family_member" and row.flag("is_carer"))]
    for values in wanted:
        given = {name: value for name, value in values.items() if value is not None}
        same = next((row for row in left if given.items() <= row.values.items()), None)
        if same is not None:
            left.remove(same)
        else:
            case_parts.enter(uow, type_name, parent, values)
    if not left:
        return []
    told = {"key": f"case.{key}", "n": len(left)}
    if kind.stays or type_name in _STAYS:
        return [] if wanted else [Question("ask.case_list_stays", told)]
    for row in left:
        case_parts.remove(uow, type_name, row.id)
    return [Question("ask.case_list_taken_out", told)]
