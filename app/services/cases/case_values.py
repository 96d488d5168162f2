"""What may stand in the fields of a child, a case and their parts: checked once, in words that name the field.

Few things are refused (practice P13): a code that no list has, a place that does not exist, a day that has not come yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.data import places
from app.data.fields import fields
from app.data.reader import Reader
from app.domain.clock import parse_instant
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.places import GAZETTEER_YEAR
from app.services.parts.part_kinds import KINDS
from app.text.zone import local_date

_OF_CHILD = frozenset({"equity_until"})
_EARLIEST = date(1900, 1, 1)
_NAMES = frozenset({"family_name_km", "given_name_km", "family_name_latin", "given_name_latin", "name_latin", "person", "name"})
_PHONES = frozenset({"phone", "to_phone", "owner_phone", "director_phone"})
LONGEST_NAME = 200
"""Letters of a name in one field at most (inferred): whatever is longer is a text that was pasted into the wrong field."""
_INVISIBLE = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
"""Blanks of no width and marks of direction, as they come along when a name is pasted."""


def checked(
    reader: Reader, type_name: str, values: Mapping[str, object], *, ahead: frozenset[str] | None = None
) -> dict[str, object]:
    """The values to store for what was entered: texts trimmed, the names of the village filled in. `ahead`: days that may lie
    ahead of a type that is no part.

    InputError `value_kind`, `code_unknown`, `place_unknown`, `date_in_future`, `date_too_early`, `value_not_a_date`,
    `name_too_long` or `phone_without_digit`, each with `field`; `field_unknown` for a field that the type does not have.
    """
    known = fields(type_name)
    may_come = ahead or (KINDS[type_name].ahead if type_name in KINDS else _OF_CHILD)
    result: dict[str, object] = {}
    for name, value in values.items():
        if name not in known:
            raise InputError("field_unknown", field=f"{type_name}.{name}")
        result[name] = _text(name, value) if isinstance(value, str) else value
        where = f"{type_name}.{name}"
        _check_kind(where, known[name].kind, result[name])
        _check_person(where, name, result[name])
        if known[name].codelist is not None:
            _check_codes(where, known[name].codelist or "", result[name])
        elif known[name].kind in {"date", "instant"}:
            _check_day(where, result[name], reader.today(), may_come=name in may_come)
    return result | _village(reader, type_name, result)


def fitting(type_name: str, values: Mapping[str, object]) -> None:
    """Refuses what is not of its field's kind and what its code list does not have. InputError `value_kind`, `code_unknown`."""
    for name, value in values.items():
        if (info := fields(type_name).get(name)) is not None:
            _check_kind(f"{type_name}.{name}", info.kind, value)
            if info.codelist is not None:
                _check_codes(f"{type_name}.{name}", info.codelist, value)


def _check_kind(where: str, kind: str, value: object) -> None:
    """Refuses a value that is not of its field's kind, such as a list for a code; None is of every kind."""
    if value is None or kind in {"map", "json"}:
        return
    if kind == "bool":
        fits = isinstance(value, bool)
    elif kind == "int":
        fits = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
    elif kind == "set":
        fits = isinstance(value, list | tuple | set | frozenset) and all(isinstance(element, str) for element in value)
    else:
        fits = isinstance(value, str | date)
    if not fits:
        raise InputError("value_kind", field=where, kind=kind)


def _text(name: str, value: str) -> str | None:
    """A text without spaces around it, None when empty; names also without invisible characters, in one line."""
    return (plain_name(value) if name in _NAMES else value.strip()) or None


def _check_person(where: str, name: str, value: object) -> None:
    """Refuses a whole text in place of a name, and a telephone without any digit."""
    if not isinstance(value, str):
        return
    if name in _NAMES and len(value) > LONGEST_NAME:
        raise InputError("name_too_long", field=where, n=LONGEST_NAME)
    if name in _PHONES and not any(letter.isdigit() for letter in value):
        raise InputError("phone_without_digit", field=where)


def plain_name(value: str) -> str:
    """A name as it is kept: without what nobody sees, words parted by one blank."""
    return " ".join(value.translate(_INVISIBLE).split())


def _check_codes(where: str, list_name: str, value: object) -> None:
    """Refuses a code that the list does not have; None is no code."""
    for code in value if isinstance(value, list | tuple | set | frozenset) else (value,):
        if code is not None and code not in codelist(list_name):
            raise InputError("code_unknown", field=where, code=str(code), list=list_name)


def _check_day(where: str, value: object, today: date, *, may_come: bool) -> None:
    """Refuses what is no day, a day before 1900 and, unless it may come, a day after today."""
    if value is None:
        return
    day = day_of(where, value)
    if day < _EARLIEST:
        raise InputError("date_too_early", field=where, day=day.isoformat())
    if day > today and not may_come:
        raise InputError("date_in_future", field=where, day=day.isoformat())
    if day > today + timedelta(days=366 * 30):
        raise InputError("date_too_late", field=where, day=day.isoformat())


def day_of(where: str, value: object) -> date:
    """The Cambodian day of a day or an instant in wire form; InputError `value_not_a_date` when it is neither."""
    if isinstance(value, date):
        return value
    try:
        text = str(value)
        return local_date(parse_instant(text)) if "T" in text else date.fromisoformat(text)
    except (ValueError, OverflowError) as reason:
        raise InputError("value_not_a_date", field=where, value=str(value)[:40]) from reason


def _village(reader: Reader, type_name: str, values: Mapping[str, object]) -> dict[str, object]:
    """The names of the place that a code stands for; InputError `place_unknown` when the gazetteer does not have it."""
    if "village_code" not in values or "village_code" not in fields(type_name):
        return {}
    code = values["village_code"]
    if code is None:
        return {"village_km": None, "village_en": None, "gazetteer_year": None}
    place = places.place(reader, str(code))
    if place is None:
        raise InputError("place_unknown", field=f"{type_name}.village_code", code=str(code))
    return {"village_km": place.km, "village_en": place.en, "gazetteer_year": GAZETTEER_YEAR}
