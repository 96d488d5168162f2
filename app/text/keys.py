"""Keys derived from names and texts, to be stored in columns: for searching, for sorting, for finding duplicates.

A change of any of these needs a migration that fills the columns again; `VERSION` says which making they are of.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.text.digits import arabic_digits
from app.text.normal import COENG, ROBAT, normalise

VERSION = 2

_SPELT_OUT = {"ឥ": "អិ", "ឦ": "អី", "ឧ": "អុ", "ឨ": "អុក", "ឩ": "អូ", "ឪ": "អូវ", "ឯ": "អែ", "ឰ": "អៃ", "ឱ": "អោ", "ឳ": "អៅ"}
_INDEPENDENT = str.maketrans(_SPELT_OUT)
_SIGNS = re.compile("[\u17c8-\u17cb\u17cd-\u17d1\u17dd]")
"""Shifters, bantoc, toandakhiat, samyok …: what people leave out or mix up."""
_NOT_LETTERS = re.compile(r"[^\w\u1780-\u17d2]+")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_NAME_SIGNS = re.compile("[\u17c7-\u17d1\u17dd ]")
_NAME_FOLD = {"ី": "ិ", "ឹ": "ិ", "ឺ": "ិ", "ូ": "ុ", "ួ": "ុ", "ឡ": "ល", "ណ": "ន", "ឌ": "ទ", "ឍ": "ធ", "ឋ": "ថ", "ឫ": "រិ"}
_NAME_FOLD |= {"ឬ": "រិ", "ឭ": "លិ", "ឮ": "លិ", "ភ": "ព", "ឆ": "ច", "ដ": "ត", "ជ": "ច", "ឈ": "ច"}
_FOLDED = str.maketrans(_NAME_FOLD)


def search_key(text: str) -> str:
    """What a search compares: normal form, small plain Latin letters, Arabic digits, without the signs that people leave out.

    A text is found when its key holds the key of what was typed.

    >>> search_key("សុខ  ដារ៉ា") == search_key("សុខ ដារា")
    True
    """
    text = normalise(text).translate(_INDEPENDENT)
    if not text.isascii():
        text = _without_signs(normalise(_without_signs(text)))
        text = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text)) if _has_marked_latin(text) else text
    return _NOT_LETTERS.sub(" ", arabic_digits(text).casefold()).replace("_", " ").strip()


def _without_signs(text: str) -> str:
    """The text without shifters and the other signs that people leave out."""
    return _SIGNS.sub("", text.replace(ROBAT, ""))


def _has_marked_latin(text: str) -> bool:
    """Whether there is a Latin letter with an accent; NFD is run over no text that has Khmer in it (it would part marks)."""
    return not any("\u1780" <= letter <= "\u17ff" for letter in text)


def search_text(*texts: str) -> str:
    """What to store so that a search finds any of the texts, with their spaces or without.

    >>> search_text("Sok Dara", "")
    'sok dara sokdara'
    """
    keys = dict.fromkeys(key for text in texts if (key := search_key(text)))
    closed = dict.fromkeys(key.replace(" ", "") for key in keys if " " in key)
    return " ".join({**keys, **closed})


def search_terms(typed: str) -> tuple[str, ...]:
    """The words of a search, each of which must be in the stored text, in any order; empty when nothing was typed."""
    return tuple(dict.fromkeys(search_key(typed).split()))


_CONSONANTS: list[str] = []
for _code in range(0x1780, 0x17A3):
    _CONSONANTS.append(chr(_code))
    _CONSONANTS += {"រ": ["ឫ", "ឬ"], "ល": ["ឭ", "ឮ"]}.get(chr(_code), [])
_VOWELS = ("ា", "ិ", "ី", "ឹ", "ឺ", "ុ", "ូ", "ួ", "ើ", "ឿ", "ៀ", "េ", "ែ", "ៃ", "ោ", "ៅ", "ុំ", "ំ", "ាំ", "ះ", "ិះ", "ុះ", "េះ", "ោះ")
_WEIGHTS = {letter: chr(0x3A + place) for place, letter in enumerate(_CONSONANTS)}
_WEIGHTS |= {vowel: chr(0x3A + len(_CONSONANTS) + place) for place, vowel in enumerate(_VOWELS)}
_WEIGHTS[COENG] = "~"
_PRIMARY = re.compile("|".join(sorted(map(re.escape, _WEIGHTS), key=len, reverse=True)) + "|.", re.DOTALL)
_ROBAT_ON = re.compile(f"([\u1780-\u17b3]){ROBAT}")


def sort_key(text: str) -> str:
    """A key whose plain order (by code point or by byte of UTF-8, as SQLite compares) is the order of Khmer dictionaries.

    Spaces, then digits, Khmer letters, then all other letters without regard to case and accents; equal texts to the letter are
    ordered by their signs. Source: the rules of Unicode CLDR for `km`.
    """
    plain = normalise(text)
    letters = _SIGNS.sub("", _ROBAT_ON.sub(rf"រ{COENG}\1", plain).translate(_INDEPENDENT))
    return "".join(_weight(part) for part in _PRIMARY.findall(letters)) + "\x01" + plain


@lru_cache(maxsize=1024)
def _weight(part: str) -> str:
    """The primary weight of a letter, a vowel of two signs, a digit or anything else; one character for Khmer."""
    known = _WEIGHTS.get(part)
    if known:
        return known
    if part.isdecimal():
        return str(int(part))
    if part.isalpha():
        plain = unicodedata.normalize("NFD", part.casefold())
        return "".join(f"\x7f{letter}" for letter in plain if not unicodedata.combining(letter))
    return " "


def name_key(name: str) -> str:
    """A Khmer name folded so that usual slips of the pen fall together: signs, lengths of vowels, ណ and ន, spaces.

    Only Khmer letters are left; empty for a name in Latin letters (for those, `app.text.latin.consonant_key`).
    """
    text = _NAME_SIGNS.sub("", normalise(name).translate(_INDEPENDENT))
    return "".join(letter for letter in text.translate(_FOLDED) if "\u1780" <= letter <= "\u17d2")


def name_key_any_order(*parts: str) -> str:
    """`name_key` of the parts of a name (or of its words), sorted, so that "given family" equals "family given"."""
    return "".join(sorted(key for part in parts for word in part.replace("\u200b", " ").split() if (key := name_key(word))))
