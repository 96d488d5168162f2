"""What is typed or chosen, made into the text that an XForm stores."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from datetime import date, datetime

from app.forms.model import Definition
from app.forms.xpath.values import Value, moment_of, moment_text, number_text, read_moment, read_time, to_text

Answer = str | int | float | bool | date | datetime | list[str] | tuple[str, ...] | None
"""What a caller may hand over; None and "" clear."""

_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_INTEGER = re.compile(r"-?[0-9]{1,9}\Z")
_DECIMAL = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})\Z")


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
            return str(int(number)) if _INTEGER.match(number) else None
        return number if _DECIMAL.match(number) else None
    if kind == "date":
        moment = read_moment(text.strip().translate(_DIGITS))
        return None if moment is None else moment.date().isoformat()
    if kind == "dateTime":
        moment = read_moment(text.strip())
        return None if moment is None else moment_text(moment)
    if kind == "time":
        return text.strip() if read_time(text.strip()) is not None else None
    if definition.control == "trigger":
        return "OK" if text.strip() in ("OK", "true") else None
    return text


def computed(definition: Definition, value: Value) -> str:
    """The stored text of a calculation or default; what does not fit the type is empty."""
    text = to_text(value)
    if not text or text == "NaN":
        return ""
    if isinstance(value, float) and not math.isinf(value):
        if definition.type == "int":
            return str(int(value))
        if definition.type in ("date", "dateTime"):
            moment = moment_of(value)
            if moment is not None:
                return moment.date().isoformat() if definition.type == "date" else moment_text(moment)
    if definition.type in ("int", "decimal", "date", "dateTime", "time"):
        return stored(definition, text, None) or ""
    return text
