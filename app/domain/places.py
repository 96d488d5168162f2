"""Codes of the national gazetteer and offices: what a code says by itself, and an address in words in both languages.

Province 2 digits, district 4, commune 6, village 8; each begins with the code of the place above. An office has the code of its
province or district. Spreadsheets often lose the leading zero.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from app.domain.errors import InputError
from app.text.digits import arabic_digits

Kind = Literal["province", "district", "commune", "village"]
KINDS: tuple[Kind, ...] = ("province", "district", "commune", "village")
CAPITAL = "12"
GAZETTEER_YEAR = 2025
"""The year of the list of places that ships with this version; records keep it beside the code."""
_KRONG = (
    "0106 0110 0203 0305 0403 0502 0509 0603 0708 0709 0811 0812 0813 0904 1002 1105 1308 1410 1505 1602 1710 "
    "1715 1801 1805 1806 1904 2006 2008 2108 2204 2302 2401 2506"
)
MUNICIPALITIES = frozenset(_KRONG.split(" "))
"""Districts that are a ក្រុង; they and the ខណ្ឌ of the capital are divided into សង្កាត់, all others into ឃុំ."""
_WORDS: dict[str, tuple[str, str]] = {
    "capital": ("រាជធានី", "Capital"),
    "province": ("ខេត្ត", "Province"),
    "khan": ("ខណ្ឌ", "Khan"),
    "municipality": ("ក្រុង", "Municipality"),
    "district": ("ស្រុក", "District"),
    "sangkat": ("សង្កាត់", "Sangkat"),
    "commune": ("ឃុំ", "Commune"),
    "village": ("ភូមិ", "Village"),
}
_CODE = re.compile(r"(?!00)\d{2}(?:\d{2}){0,3}")


def is_code(text: str) -> bool:
    """Whether a text has the form of a place's code; whether there is such a place only the gazetteer knows."""
    return _CODE.fullmatch(text) is not None


def kind_of(code: str) -> Kind:
    """What a code names, by its length; ValueError for no code."""
    if not is_code(code):
        raise ValueError(f"not a place code: {code!r}")
    return KINDS[len(code) // 2 - 1]


def parent_of(code: str) -> str | None:
    """The code of the place above, or None for a province."""
    return code[:-2] if len(code) > 2 else None


def tidy_code(typed: str) -> str:
    """A typed or imported code with Khmer digits and separators tidied and a lost leading zero put back; else as typed."""
    plain = re.sub(r"[\s\u200b./-]+", "", arabic_digits(typed))
    if plain.isascii() and plain.isdigit() and len(plain) in {1, 3, 5, 7}:
        plain = f"0{plain}"
    return plain


def is_office_code(code: str) -> bool:
    """Whether a code can be an office's: a province's or a district's."""
    return is_code(code) and len(code) <= 4


def require_office_code(typed: str) -> str:
    """The office code that was typed; InputError `office_code` when it cannot be one."""
    code = tidy_code(typed)
    if not is_office_code(code):
        raise InputError("office_code", field="office", code=typed.strip())
    return code


def kind_word(code: str, lang: str) -> str:
    """The word before (Khmer) or after (English) the name of a place: រាជធានី, ខេត្ត, ក្រុង, ស្រុក, ខណ្ឌ, ឃុំ, សង្កាត់, ភូមិ.

    ValueError for no code.
    """
    return _WORDS[_finer_kind(code)][0 if lang == "km" else 1]


def _finer_kind(code: str) -> str:
    """Which of the words a place is called by."""
    kind = kind_of(code)
    if kind == "province":
        return "capital" if code == CAPITAL else kind
    if kind == "village":
        return kind
    urban = "khan" if code.startswith(CAPITAL) else "municipality" if code[:4] in MUNICIPALITIES else ""
    return (urban or kind) if kind == "district" else ("sangkat" if urban else kind)


def in_words(code: str, name: str, lang: str) -> str:
    """A place with its kind: "ភូមិត្រពាំងធំ", "Trapeang Thum Village"; the name alone for a code that is none."""
    if not is_code(code):
        return name
    word = kind_word(code, lang)
    return f"{word}{name}" if lang == "km" else f"{name} {word}"


def address(places: Sequence[tuple[str, str]], lang: str, how_to_find: str = "") -> str:
    """An address in words from (code, name) of a place and those above it, nearest first, with "how to find it" before."""
    parts = ([how_to_find.strip()] if how_to_find.strip() else []) + [in_words(code, name, lang) for code, name in places]
    return (" " if lang == "km" else ", ").join(parts)
