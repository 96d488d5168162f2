"""Khmer text in the letters of the Limon fonts, the standard before 2010: turned into Unicode, and noticed to be offered.

Limon draws Khmer with the codes of Latin letters: `sux` is សុខ, and also what somebody may write in Latin. So nothing is ever
turned by itself; a person sees before and after. The table is the key chart of the fonts (sourced: khmer.md §4).
"""

from __future__ import annotations

import csv
import re
from functools import cache

from app.paths import NAMES
from app.text.normal import COENG, normalise

_BASES = dict(zip("kxKXgcqCQjdzDZNtfTFnb)pBPmyrlvshLG", "កខគឃងចឆជឈញដឋឌឍណតថទធនបបផពភមយរលវសហឡអ", strict=True))
_WHOLE = {
    "B§": "ឰ", "B£": "ឭ", "b£": "ឫ", "B¤": "ឮ", "b¤": "ឬ", "]u": "ឩ", "]_": "ឳ", "]‘": "ឨ", "\\": "ឥ", "|": "ឦ", "]": "ឧ",
    "É": "ឯ", "«": "ឪ", "»": "ឱ", "[": "ឱ្យ", "´": "ខ្ញុំ",
}  # fmt: skip
"""Letters of several codes and independent vowels; the longer ones first."""
_SUBSCRIPTS = dict(zip("áçÁÇ¶©ä¢ÄJØþæÐÆÑßÞ§ñ,ö<ÖµüøVSð¥", "កខគឃងចឆជឈញញតឋឌឍណថទធនបផពភមយលវសហអ", strict=True))
_BEFORE = {"e": "េ", "E": "ែ", "é": "ៃ"}
_RO = "R®"
_AFTER = {
    "a": "ា", "i": "ិ", "í": "ិ", "I": "ី", "Í": "ី", "w": "ឹ", "å": "ឹ", "W": "ឺ", "Å": "ឺ", "u": "ុ", "ú": "ុ", "U": "ូ",
    "Ú": "ូ", "Y": "ួ", "Ü": "ួ", "A": "ៅ", "o": "ៀ", "ó": "ៀ", "O": "ឿ", "Ó": "ឿ", "M": "ំ", "¿": "ំ", "H": "ះ", "³": "ៈ",
    ":": "៉", "‘": "៊", "’": "៌", ";": "់", "½": "័", "_": "៍", "+": "៎", "¾": "៏", "×": "ិ៍",
}  # fmt: skip
_JOINED = {"ី": "ើ", "ា": "ោ", "ៅ": "ៅ", "ៀ": "ៀ", "ឿ": "ឿ"}
"""What a vowel drawn before the letter becomes with what is drawn behind it."""
_ALONE = dict(zip('0123456789.>²¡¼-" ', '០១២៣៤៥៦៧៨៩។.ៗ!/-" ', strict=True))
_UNLATIN = re.compile(r"[^A-Za-z\s'.-]|(?<=[a-z])[A-Z]")
_LATIN_NAME = re.compile(r"[A-Z][a-z]*[aeiouy][a-z]*|[A-Z]+")
OFFERED = 0.5
"""From this likeness on a conversion is offered (inferred: it is only an offer)."""


def from_limon(text: str) -> str | None:
    """The text in Unicode; None when it cannot be Limon: a mark without its letter, or a sign that the fonts do not have.

    >>> from_limon("éf¶ExqñaMkMeNIt")
    'ថ្ងៃខែឆ្នាំកំណើត'
    """
    out, at = list[str](), 0
    while at < len(text):
        if (plain := _ALONE.get(text[at])) is not None:
            out.append(plain)
            at += 1
            continue
        read = _syllable(text, at)
        if read is None:
            return None
        out.append(read[0])
        at = read[1]
    return normalise("".join(out))


def _syllable(text: str, at: int) -> tuple[str, int] | None:
    """One syllable as it is drawn, in the order of Unicode, and where it ends; None when it has no letter to stand on."""
    vowel = _BEFORE.get(text[at : at + 1], "")
    at += bool(vowel)
    ro = text[at : at + 1] in _RO and at < len(text)
    at += ro
    base = next((codes for codes in _WHOLE if text.startswith(codes, at)), text[at : at + 1])
    letter = _WHOLE.get(base) or _BASES.get(base)
    if letter is None:
        return None
    at += len(base)
    if letter == "ព" and text[at : at + 1] == "a" and text[at + 1 : at + 2] in _SUBSCRIPTS and at + 1 < len(text):
        letter, at = "ញ", at + 1  # drawn so where something stands below it
    below, marks = "", ""
    while at < len(text) and (text[at] in _SUBSCRIPTS or text[at] in _AFTER):
        below += COENG + _SUBSCRIPTS[text[at]] if text[at] in _SUBSCRIPTS else ""
        marks += _AFTER.get(text[at], "")
        at += 1
    if vowel == "េ":
        found = next((mark for mark in marks if mark in _JOINED), "")
        vowel, marks = (_JOINED[found], marks.replace(found, "", 1)) if found else (vowel, marks)
    return letter + below + (COENG + "រ" if ro else "") + vowel + marks, at


def offered(text: str) -> str | None:
    """What a text of one or more lines would be in Unicode, to be offered; None where it does not look like Limon.

    >>> offered("sux") == "សុខ", offered("Sok Dara") is None
    (True, True)
    """
    if looks_like_limon(text) < OFFERED:
        return None
    lines = [from_limon(line) for line in text.splitlines()]
    return "\n".join(line for line in lines if line is not None) if None not in lines else None


def looks_like_limon(text: str) -> float:
    """How much a typed name looks like Limon, from 0 to 1; 0 for what has Khmer letters or cannot be Limon.

    Speaks for it: a known Khmer name comes out, codes that no Latin name has. Against: it is spelt as a Latin name is.

    >>> looks_like_limon("sux") > OFFERED, looks_like_limon("Sok Dara") < OFFERED
    (True, True)
    """
    words = [word for word in text.split() if any(letter.isalpha() for letter in word)]
    turned = [from_limon(word) for word in words]
    if not words or any("\u1780" <= letter <= "\u17ff" for letter in text) or None in turned:
        return 0.0
    known = sum(word in _names() for word in turned) / len(words)
    odd = sum(bool(_UNLATIN.search(word)) for word in words) / len(words)
    latin = sum(bool(_LATIN_NAME.fullmatch(word)) for word in words) / len(words)
    return round(max(0.0, min(1.0, 0.2 + 0.6 * known + 0.6 * odd - 0.6 * latin)), 2)


@cache
def _names() -> frozenset[str]:
    """The usual names, in normal form."""
    found = set[str]()
    for name in ("family", "given"):
        with (NAMES / f"{name}.csv").open(encoding="utf-8", newline="") as source:
            found |= {normalise(line["km"]) for line in csv.DictReader(source)}
    return frozenset(found)
