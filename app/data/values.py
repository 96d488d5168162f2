"""Wire values: what services hand in is brought to one form; and how they stand in columns of the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from app.data.fields import fields
from app.domain.clock import instant_text, parse_instant
from app.domain.errors import InputError
from sync.protocol.canonical import canonical_read
from sync.protocol.packed import packed, plain

_INT_LIMIT = 1 << 53
"""Whole numbers beyond this are not exact in every reader of JSON."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, unescaped; the same bytes for the same value everywhere."""
    return _ENCODER.encode(value)


def wire(type_name: str, field: str, value: object) -> object:
    """A value in wire form: days and instants as text, sets sorted, empty as None; InputError `value_kind` if it cannot be."""
    if value is None:
        return None
    kind = _kinds(type_name)[field]
    try:
        fitting = _WIRE[kind](value)
    except (TypeError, ValueError) as reason:
        raise InputError("value_kind", field=f"{type_name}.{field}", kind=kind) from reason
    return None if fitting == "" or fitting == [] or fitting == {} else fitting


@cache
def _kinds(type_name: str) -> Mapping[str, str]:
    """The kind of each field of a type."""
    return {name: info.kind for name, info in fields(type_name).items()}


def wire_values(type_name: str, values: Mapping[str, object], *, kept: bool = False) -> dict[str, object]:
    """All values in wire form, entries of a map (`answers:<path>`) too; InputError `field_unknown` for an unknown field.

    `kept`: they are somebody's whom the server let write them; what is none of its field's kind here stays as it is.
    """
    known = _kinds(type_name)
    fitting: dict[str, object] = {}
    for name, value in values.items():
        field, entry, _ = name.partition(":")
        if field not in known or (entry and known[field] != "map"):
            raise InputError("field_unknown", field=f"{type_name}.{name}")
        try:
            fitting[name] = _entry(type_name, name, value) if entry else wire(type_name, name, value)
        except InputError:
            if not kept:
                raise
            fitting[name] = value
    return fitting


def _entry(type_name: str, name: str, value: object) -> str | None:
    """The value of one entry of a map."""
    try:
        return None if value is None else _text(value)
    except (TypeError, ValueError) as reason:
        raise InputError("value_kind", field=f"{type_name}.{name}", kind="text") from reason


def _text(value: object) -> str:
    """A text that can be written as UTF-8, without the character 0."""
    if not isinstance(value, str):
        raise TypeError(type(value))
    value.encode("utf-8")
    if "\0" in value:
        raise ValueError("NUL")
    return value


def _int(value: object) -> int:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(type(value))
    if not -_INT_LIMIT <= value <= _INT_LIMIT:
        raise ValueError("too large")
    return value


def _bool(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise TypeError(type(value))
    return value


def _date(value: object) -> str:
    """A day as YYYY-MM-DD; an instant is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    text = _text(value)
    return date.fromisoformat(text).isoformat() if text else ""


def _instant(value: object) -> str:
    """An instant as UTC text with milliseconds."""
    if isinstance(value, datetime):
        return instant_text(value)
    text = _text(value)
    return instant_text(parse_instant(text)) if text else ""


def _set(value: object) -> list[str]:
    """A set as a sorted list without repetition."""
    if not isinstance(value, Iterable) or isinstance(value, str | bytes | Mapping):
        raise TypeError(type(value))
    return sorted({_text(element) for element in value})


def _map(value: object) -> dict[str, str]:
    """A map of texts; entries without a value are left out."""
    if not isinstance(value, Mapping):
        raise TypeError(type(value))
    return {_text(key): _text(entry) for key, entry in value.items() if entry is not None}


def _json(value: object) -> object:
    """Anything that canonical JSON can hold, without floats."""
    _refuse_floats(value)
    return json.loads(canonical(value))


def _refuse_floats(value: object) -> None:
    """TypeError when there is a float anywhere inside: two machines may write one float differently."""
    if isinstance(value, float):
        raise TypeError("float")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        _refuse_floats(part)


_WIRE = {
    "text": _text,
    "code": _text,
    "ref": _text,
    "int": _int,
    "bool": _bool,
    "date": _date,
    "instant": _instant,
    "set": _set,
    "map": _map,
    "json": _json,
}
STORED_AS_JSON = frozenset({"set", "map", "json"})
"""Maps are packed besides: the answers of a form are long, and no query looks into them."""


def to_column(kind: str, value: object) -> Any:
    """A wire value as it stands in its column."""
    if value is None:
        return None
    if kind in STORED_AS_JSON:
        text = canonical_read(value).decode()
        return packed(text) if kind == "map" else text
    return int(bool(value)) if kind == "bool" else value


def from_column(kind: str, stored: Any) -> object:
    """A wire value from its column."""
    if stored is None:
        return None
    if kind in STORED_AS_JSON:
        return json.loads(plain(stored))
    return bool(stored) if kind == "bool" else stored


def read_body(text: str | None) -> dict[str, Any] | None:
    """The body that a base holds; None where there is none, or one that was damaged: it is as if it had to come anew."""
    try:
        body = None if text is None else json.loads(text)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def fits_column(kind: str, value: object) -> bool:
    """Whether a value from elsewhere can stand in the typed column of its kind; else it is kept aside, never refused."""
    if kind in {"int", "bool"}:
        return isinstance(value, int) and -(1 << 63) <= value < 1 << 63
    if kind == "set":
        return isinstance(value, list) and all(isinstance(element, str) for element in value)
    if kind == "map":
        return isinstance(value, dict)
    return kind == "json" or isinstance(value, str)
