"""Khmer and Arabic digits, both ways."""

from __future__ import annotations

import re

_TO_KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
_TO_ARABIC = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_GROUPED = re.compile(r"\d{1,3}(?:(?:,\d{3})+|(?:\.\d{3})+|(?:[  ]\d{3})+)")
_ALONE = re.compile(r"(?<![A-Za-z0-9_+@/.-])[0-9]+(?:[ ,./:][0-9]+)*(?![A-Za-z0-9_@/-])")
"""A number that is no part of a code or an address."""
_PHONE = re.compile(r"0[0-9][0-9 ]+")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")


def khmer_digits(text: object) -> str:
    """The text with Arabic digits written as Khmer ones; a number is turned into text first."""
    return str(text).translate(_TO_KHMER)


def arabic_digits(text: object) -> str:
    """The text with Khmer digits written as Arabic ones."""
    return str(text).translate(_TO_ARABIC)


def digits_for(text: object, lang: str) -> str:
    """The text with the digits of a language: Khmer for `km`, Arabic for any other."""
    return khmer_digits(text) if lang == "km" else arabic_digits(text)


def numbers_for(text: str, lang: str) -> str:
    """A sentence whose numbers and dates have the digits of a language; case numbers, codes and telephones stay.

    >>> numbers_for("8 of 11 on 05/03/2026, K-R3N0003, 012 345 678", "km")
    '៨ of ១១ on ០៥/០៣/២០២៦, K-R3N0003, 012 345 678'
    """
    if lang != "km":
        return text
    return _ALONE.sub(lambda found: found[0] if _PHONE.fullmatch(found[0]) else khmer_digits(found[0]), text)


def parse_int(text: str) -> int | None:
    """A typed whole number in either digits, thousands parted by comma, dot or space; None when it is not one.

    >>> parse_int("១៥០.០០០")
    150000
    """
    plain = _INVISIBLE.sub("", arabic_digits(text)).strip()
    sign = -1 if plain[:1] in {"-", "−"} else 1
    plain = plain.lstrip("+-−") if plain[:1] in {"-", "−", "+"} and plain[1:2].isdigit() else plain
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"\D", "", plain)
    return sign * int(plain) if plain.isascii() and plain.isdigit() else None
