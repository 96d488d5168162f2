"""Values between a form and the typed records: what an answer means for a field, and how a field's value is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from app.domain.clock import instant_text, parse_instant
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.records import Record
from app.forms.model import Definition
from app.services.responses.response_targets import BIRTH_ON, Target
from app.text.zone import LOCAL, day_start, local, local_date


class NothingToWrite(Exception):
    """The answer says nothing that the field can hold, such as "not known" for yes or no."""


def typed(target: Target, text: str) -> object:
    """The value of a field for an answer that is not empty; NothingToWrite."""
    kind = target.info.kind if target.info is not None else "date"
    try:
        return _TYPED[kind](text.strip())
    except ValueError as reason:
        raise NothingToWrite from reason


def _bool(text: str) -> bool:
    if text in ("yes", "true", "1", "OK"):
        return True
    if text in ("no", "false", "0"):
        return False
    raise ValueError(text)


def _int(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        number = float(text)
    if not number.is_integer():  # neither a fraction nor without end
        raise ValueError(text)
    return int(number)


def _day(text: str) -> str:
    return date.fromisoformat(text[:10]).isoformat()


def _instant(text: str) -> str:
    if len(text) <= len("2026-01-05"):
        return instant_text(day_start(date.fromisoformat(text)))
    moment = datetime.fromisoformat(text)
    return instant_text(moment if moment.tzinfo is not None else moment.replace(tzinfo=LOCAL))


def _ref(text: str) -> str:
    if not is_id(text):
        raise ValueError(text)
    return text


_TYPED: dict[str, Callable[[str], object]] = {
    "text": str,
    "code": str,
    "ref": _ref,
    "int": _int,
    "bool": _bool,
    "date": _day,
    "instant": _instant,
    "set": lambda text: sorted(set(text.split())),
}


def values_for(target: Target, text: str, *, asked: bool = False) -> dict[str, object]:
    """The fields that an answer is written to; an empty one clears. NothingToWrite.

    InputError `value_kind` for an answer that a person gave (`asked`) and the field cannot hold, so that nothing is dropped
    unseen; only beside yes and no there are answers that mean nothing for the field.
    """
    try:
        value = typed(target, text) if text else None
    except NothingToWrite as reason:
        kind = target.info.kind if target.info is not None else "date"
        if asked and kind != "bool":
            raise InputError("value_kind", field=f"{target.type}.{target.field}", kind=kind) from reason
        raise
    if target.field == BIRTH_ON:
        return {"birth_from": value, "birth_to": value}
    if target.field == "received_at" and text:
        return {"received_at": value, "received_precision": "minute" if "T" in text else "day"}
    return {target.field: value}


def answered(target: Target, definition: Definition, record: Record) -> str:
    """How the field's present value would be answered in a question; "" when it is empty or cannot be."""
    if target.field == BIRTH_ON:
        first, last = record.text("birth_from"), record.text("birth_to")
        return first if first == last else ""
    return as_answer(definition, record.values.get(target.field))


def as_answer(definition: Definition, value: object) -> str:
    """A wire value as the text of an answer."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    text = "" if value is None else str(value)
    if definition.type in ("date", "dateTime") and text.endswith("Z"):
        try:
            moment = parse_instant(text)
        except ValueError:
            return ""
        return local_date(moment).isoformat() if definition.type == "date" else local(moment).isoformat()
    return text


def same(target: Target, one: str, other: str) -> bool:
    """Whether two answers mean the same value."""
    if one == other:
        return True
    if not one or not other:
        return False
    try:
        return typed(target, one) == typed(target, other)
    except NothingToWrite:
        return False
