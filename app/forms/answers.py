"""What is typed or chosen, made into the text that an XForm stores."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from datetime import date, datetime

from app.forms.model import Definition
from app.forms.xpath.values import LOCAL, Day, Value, first, moment_text, number_text, read_moment, read_time, to_text

Answer = str | int | float | bool | date | datetime | list[str] | tuple[str, ...] | None
"""What a caller may hand over; None and "" clear."""

_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_INTEGER = re.compile(r"[+-]?[0-9]{1,20}\Z")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?\Z")
_WHOLE = range(-(2**31), 2**31)
"""Whole numbers that ODK stores."""
_WRITTEN_ALIKE = frozenset({"int", "decimal", "date", "dateTime", "time"})
_ANY_DAY = date(2000, 1, 2)
_PLACES = {"geopoint": (1, 1), "geotrace": (2, None), "geoshape": (4, None)}
"""Least and most points of a place."""


def plain(answer: Answer) -> str:
    """The text of an answer before its type is looked at."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, datetime):
        return moment_text(answer)
    if isinstance(answer, date):
        return answer.isoformat()
    if isinstance(answer, float):
        return number_text(answer)
    if isinstance(answer, list | tuple):
        return " ".join(answer)
    return str(answer)


def stored(definition: Definition, text: str, offered: Collection[str] | None) -> str | None:
    """The stored text of an answer that is not empty; None when it does not fit the question's type or choices.

    Khmer digits are taken in numbers. `offered` are the values of a question with choices.
    """
    if offered is not None:
        chosen = text.split() if definition.control in ("select", "rank") else [text.strip()]
        return " ".join(dict.fromkeys(chosen)) if chosen and all(value in offered for value in chosen) else None
    kind = definition.type
    if kind in ("int", "decimal"):
        number = text.strip().translate(_DIGITS)
        if kind == "int":
            return str(int(number)) if _INTEGER.match(number) and int(number) in _WHOLE else None
        return _decimal(number) if _DECIMAL.match(number) else None
    if kind == "date":
        moment = read_moment(text.strip().translate(_DIGITS))
        return None if moment is None else moment.date().isoformat()
    if kind == "dateTime":
        moment = read_moment(text.strip())
        return None if moment is None else moment_text(moment)
    if kind == "time":
        return _clock(text.strip())
    if kind in _PLACES:
        return _place(text, *_PLACES[kind])
    if definition.control == "trigger":
        return "OK" if text.strip() in ("OK", "true") else None
    return text


def begun(definition: Definition, text: str) -> str:
    """A value that is written in the form, as a filling begins with it: what does not fit the type is no value."""
    if not text or definition.type not in _WRITTEN_ALIKE:
        return text
    return stored(definition, text, None) or ""


def _clock(text: str) -> str | None:
    """A time of day as ODK stores it: by the local clock, with milliseconds and offset."""
    clock = read_time(text)
    if clock is None:
        return None
    moment = datetime.combine(_ANY_DAY, clock, clock.tzinfo or LOCAL)
    return moment_text(moment).partition("T")[2]


def _decimal(text: str) -> str:
    """A decimal as ODK stores it: with a fraction, if only .0."""
    number = repr(float(text))
    return text if "e" in number or "n" in number else number


def _place(text: str, least: int, most: int | None) -> str | None:
    """Points as ODK stores them: latitude, longitude, altitude, accuracy; parted by semicolons. None when they are none."""
    points: list[str] = []
    for piece in text.translate(_DIGITS).strip().strip(";").split(";"):
        words = piece.replace(",", " ").split()
        try:
            numbers = [float(word) for word in words]
        except ValueError:
            return None
        if not 2 <= len(numbers) <= 4 or not all(map(math.isfinite, numbers)):
            return None
        if abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
            return None
        points.append(" ".join(number_text_of(number) for number in (*numbers, 0.0, 0.0)[:4]))
    return "; ".join(points) if len(points) >= least and (most is None or len(points) <= most) else None


def number_text_of(number: float) -> str:
    """A coordinate: with a fraction, if only .0."""
    text = repr(number)
    return format(number, ".10f").rstrip("0") if "e" in text else text


def computed(definition: Definition, value: Value) -> str:
    """The stored text of a calculation or default, by the kind of its value as JavaRosa stores it.

    What is true is 1 and what is not 0; a day that is computed into a text is its midnight; numbers are whole or decimal as
    they come out, except that a whole-number question takes the whole part. Texts that do not fit the type are empty.
    """
    single = first(value)
    if isinstance(single, bool):
        return "1" if single else "0"
    text = to_text(single)
    if not text or (isinstance(single, float) and math.isnan(single)):
        return ""
    if isinstance(single, float):
        return str(int(single)) if definition.type == "int" and not math.isinf(single) else text
    if isinstance(single, Day) and definition.type not in ("date", "dateTime"):
        moment = read_moment(single)
        return text if moment is None else moment_text(moment)
    if definition.type in ("int", "decimal", "date", "dateTime", "time"):
        return stored(definition, text, None) or ""
    return text


def computed_kind(definition: Definition, value: Value) -> str:
    """The type as which a computed answer is read again: its question's, or that of the value where a text holds it."""
    single = first(value)
    if definition.type == "string":
        return "boolean" if isinstance(single, bool) else "day" if isinstance(single, Day) else definition.type
    return definition.type
