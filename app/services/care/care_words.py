"""What speaks against a placement, in words."""

from __future__ import annotations

from datetime import date

from app.domain.care import Warning_
from app.domain.codelists import label
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import has_words, words

_LISTS = {"option": "care_option", "state": "facility_state", "grade": "grade", "carer_state": "carer_state", "sex": "sex"}


def warning_text(warning: Warning_, lang: str) -> str:
    """A warning as a sentence, with where its rule comes from."""
    told = short_text(warning, lang)
    return f"{told} ({words(f'care.source.{warning.source}', lang)})" if warning.needs_reason else told


def short_text(warning: Warning_, lang: str) -> str:
    """A warning as a sentence alone."""
    key = f"care.warn.{warning.code}" if has_words(f"care.warn.{warning.code}") else warning.code
    return words(key, lang, **{name: _told(name, value, lang) for name, value in warning.params.items()})


def warned_text(codes: str, lang: str) -> str:
    """The warnings that a placement was made in spite of, as a list of short words."""
    known = [words(f"care.warned.{code}", lang) if has_words(f"care.warned.{code}") else code for code in codes.split()]
    return ", ".join(known)


def _told(name: str, value: object, lang: str) -> str:
    """A value within a warning: codes in words, days short, numbers in the digits of the language."""
    if isinstance(value, list):
        return ", ".join(label("care_option", str(code), lang) for code in value)
    text = "–" if value is None or value == "" else str(value)
    if name in _LISTS:
        return label(_LISTS[name], text, lang)
    if name == "day" and text != "–":
        return short_date(date.fromisoformat(text), lang)
    return digits_for(text, lang)
