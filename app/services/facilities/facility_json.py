"""Facilities, stays and findings as the command line takes and prints them (contracts.md).

An unknown key is refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.data.queries.facilities import FacilityRow
from app.data.reader import Reader
from app.domain.births import birth_of, parse_birth
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.facilities.facilities import EDITABLE
from app.services.facilities.residencies import ADMISSION, Resident

Json = dict[str, object]
PAPERS = ("mou", "recognition")
_PAPER_KEYS = ("number", "from", "until")
_OWN = {f"{paper}_{key}" for paper in PAPERS for key in _PAPER_KEYS}
_BIRTH = {"birth_from", "birth_to", "birth_source"}


def facility_values(given: Mapping[str, object]) -> Json:
    """The fields of a facility from the keys of `facility add`; `mou` and `recognition` are objects {number, from, until}.

    InputError `key_unknown`, `value_kind`.
    """
    values: Json = {}
    for key, value in given.items():
        if key in PAPERS:
            values |= {f"{key}_{part}": said for part, said in _object(key, value, _PAPER_KEYS).items()}
        elif key in EDITABLE and key not in _OWN:
            values[key] = value
        else:
            raise InputError("key_unknown", key=key)
    return values


def _object(key: str, value: object, allowed: tuple[str, ...]) -> Mapping[str, object]:
    """An object with known keys only; nothing for null."""
    if value is None:
        return dict.fromkeys(allowed)
    if not isinstance(value, Mapping):
        raise InputError("value_kind", field=key, kind="object")
    for name in value:
        if name not in allowed:
            raise InputError("key_unknown", key=f"{key}.{name}")
    return value


def facility_json(row: FacilityRow) -> Json:
    """A facility as `facility show` prints it: the keys of `facility add`, then id, numbers of today and version."""
    record = row.facility
    shown: Json = {name: record.values[name] for name in sorted(EDITABLE - _OWN) if name in record.values}
    for paper in PAPERS:
        parts = {key: record.values[f"{paper}_{key}"] for key in _PAPER_KEYS if f"{paper}_{key}" in record.values}
        if parts:
            shown[paper] = parts
    return {
        "id": record.id,
        **shown,
        "residents": row.residents,
        "last_visit": row.last_visit.isoformat() if row.last_visit else None,
        "grade": row.grade,
        "open_findings": row.open_findings,
        "overdue_findings": row.overdue,
        "version": record.version,
    }


def admission_values(given: Mapping[str, object], reader: Reader) -> Json:
    """The fields of a stay from the keys of `residency admit`; `birth` as for a child.

    InputError `key_unknown`, `birth_keys`.
    """
    values: Json = {}
    for key, value in given.items():
        if key == "birth":
            values |= _birth(value, reader)
        elif key in ADMISSION and key not in _BIRTH:
            values[key] = value
        else:
            raise InputError("key_unknown", key=key)
    return values


def _birth(value: object, reader: Reader) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InputError("value_kind", field="birth", kind="object")
    birth = parse_birth(value, reader.today())
    return birth.values() if birth else {}


def resident_json(resident: Resident) -> Json:
    """A stay as lists print it; whether it is linked to a case is left out for who may not know (P27)."""
    shown: Json = {
        "id": resident.id,
        "facility": resident.facility,
        "name": resident.name,
        "name_latin": resident.name_latin,
        "sex": resident.sex,
        "birth": resident.birth.json() if resident.birth else None,
        "age": resident.age,
        "admitted_on": resident.admitted_on.isoformat() if resident.admitted_on else None,
        "exited_on": resident.exited_on.isoformat() if resident.exited_on else None,
        "exit_reason": resident.exit_reason,
        "under_three": resident.under_three,
        "over_eighteen": resident.over_eighteen,
        "twice": resident.twice,
    }
    return shown if resident.linked is None else {**shown, "linked": resident.linked}


def residency_json(record: Record) -> Json:
    """A stay right after it was written."""
    birth = birth_of(record)
    hidden = _BIRTH | {"child", "case"}
    return {
        "id": record.id,
        **{name: value for name, value in sorted(record.values.items()) if name not in hidden},
        **({"birth": birth.json()} if birth else {}),
        "version": record.version,
    }


def finding_json(record: Record) -> Json:
    """A finding."""
    return {"id": record.id, **dict(sorted(record.values.items())), "version": record.version}
