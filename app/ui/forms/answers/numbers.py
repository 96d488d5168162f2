"""Numbers as they are typed and shown: both sets of digits, thousands parted, point or comma."""

from __future__ import annotations

import re

from app.text.digits import arabic_digits, digits_for, parse_int

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)")
_COMMAS_POINT = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_POINTS_COMMA = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d*|-?\d{1,3}(?:\.\d{3}){2,}")
_ONE_COMMA = re.compile(r"-?\d*,\d+")


def whole_typed(text: str) -> str | None:
    """A whole number as a form stores it; None when it is none.

    >>> whole_typed("១៥០.០០០")
    '150000'
    """
    number = parse_int(text)
    return None if number is None else str(number)


def decimal_typed(text: str, *, thousands: bool = False) -> str | None:
    """A number as a form stores it; None when it is none, or when it cannot be known which is meant.

    "1,500" alone is one and a half to some and fifteen hundred to others, so it is refused; with `thousands` the field itself
    parts thousands by commas, and it is fifteen hundred.

    >>> decimal_typed("១២,៥"), decimal_typed("1 234.5"), decimal_typed("1.234,5"), decimal_typed("1,500")
    ('12.5', '1234.5', '1234.5', None)
    """
    plain = _INVISIBLE.sub("", arabic_digits(text)).strip().replace("−", "-")
    plain = _SPACED.sub("", plain[1:] if plain[:1] == "+" else plain)
    if _PLAIN.fullmatch(plain):
        return _tidy(plain)
    if _COMMAS_POINT.fullmatch(plain) and (thousands or "." in plain or plain.count(",") > 1):
        return _tidy(plain.replace(",", ""))
    if _POINTS_COMMA.fullmatch(plain):
        return _tidy(plain.replace(".", "").replace(",", "."))
    if _ONE_COMMA.fullmatch(plain) and not _COMMAS_POINT.fullmatch(plain):
        return _tidy(plain.replace(",", "."))
    return None


def _tidy(plain: str) -> str:
    """No point at the end, a nought before it."""
    sign, plain = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    plain = plain[:-1] if plain.endswith(".") else plain
    return sign + (f"0{plain}" if plain.startswith(".") else plain)


def number_shown(value: str, lang: str, *, thousands: bool = False) -> str:
    """A stored number in the digits of a language.

    A nought that only says that the number may have decimals (12.0) is left out.

    >>> number_shown("-1234.50", "km", thousands=True)
    '-១,២៣៤.៥០'
    """
    value = value.removesuffix(".0")
    if thousands and _PLAIN.fullmatch(value):
        sign, plain = ("-", value[1:]) if value.startswith("-") else ("", value)
        whole, point, rest = plain.partition(".")
        value = f"{sign}{int(whole or 0):,}{point}{rest}"
    return digits_for(value, lang)
