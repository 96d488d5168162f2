"""An answer in words, for tables, papers and comparisons."""

from __future__ import annotations

from collections.abc import Mapping

from app.forms.model import Definition
from app.forms.xpath.values import read_moment
from app.text.dates import short_date, short_moment
from app.text.digits import digits_for

_NUMBERS = frozenset({"int", "decimal", "time"})


def answer_words(definition: Definition, value: str, labels: Mapping[str, str], lang: str) -> str:
    """What an answer says in a language ("km", "en"); `labels` are the words of its choices by value.

    A value that is no choice any more is shown as it was stored, and so is whatever does not fit the question's type.
    """
    if not value:
        return ""
    if definition.control == "trigger":
        return "✓"
    if definition.choices is not None:
        chosen = value.split() if definition.control in ("select", "rank") else [value]
        said = [labels.get(code, code) for code in chosen]
        if definition.control == "rank":
            said = [f"{digits_for(place, lang)}. {label}" for place, label in enumerate(said, 1)]
        return ", ".join(said)
    if definition.type in _NUMBERS:
        return digits_for(value, lang)
    if definition.type in ("date", "dateTime"):
        moment = read_moment(value)
        if moment is None:
            return value
        return short_date(moment.date(), lang) if definition.type == "date" else short_moment(moment, lang)
    return value
