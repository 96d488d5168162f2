"""One form for Khmer text that looks the same, for comparing and searching; what the user typed is stored as typed.

The order within a syllable follows Unicode L2/22-290: base, robat, subscripts (ro last), shifter, vowels, signs. NFC and NFD
are never run over Khmer: they do nothing useful there, and by Unicode Technical Note 61 can part a coeng from its consonant.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

COENG = "\u17d2"
ROBAT = "\u17cc"
ZWSP = "\u200b"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u17b4\u17b5"
_STRIP = re.compile(f"[{_INVISIBLE}]")
_STRIP_KEEPING_BREAKS = re.compile(f"[{_INVISIBLE.replace(ZWSP, '')}]")
_REPLACED = str.maketrans({"ឲ": "ឱ", "ឣ": "អ", "ឤ": "អា", "\u17d3": "\u17c6"})
_KHMER = re.compile("[\u1780-\u17ff]")
_OTHER_RUN = re.compile("[^\u1780-\u17ff]+")
_COENGS = re.compile(f"{COENG}+")
_PARTED_COENG = re.compile(f"{COENG}([\u17b6-\u17d1\u17dd]+)(?=[\u1780-\u17b3])")
_SYLLABLE = re.compile(f"[\u1780-\u17b3](?:{COENG}[\u1780-\u17b3]|[\u17b6-\u17d2\u17dd])*")
_PART = re.compile(f"{COENG}[\u1780-\u17b3]|.", re.DOTALL)
_ABOVE = re.compile("[\u17b7-\u17ba\u17be\u17d0]|\u17b6\u17c6")
_SHIFTERS = "\u17c9\u17ca"
_STRONG = frozenset("កខចឆដឋតថផសហអ")
_SPACES = re.compile(r"\s+")

_RANKS = {ROBAT: 0, "\u17c9": 1, "\u17ca": 1}
_RANKS |= {chr(code): 2 for code in range(0x17BE, 0x17C6)}  # vowels before or around the base
_RANKS |= {chr(code): 3 for code in range(0x17BB, 0x17BE)}  # below
_RANKS |= {chr(code): 4 for code in range(0x17B7, 0x17BB)}  # above
_RANKS["\u17b6"] = 5
_RANKS |= {"\u17c7": 7, "\u17c8": 7}  # after everything; all other signs: 6


def normalise(text: str, *, keep_breaks: bool = False) -> str:
    """The text in normal form: one order of marks, no mark twice, no invisible characters, single spaces, none at the ends.

    Normal text stays as it is. `keep_breaks` leaves zero-width spaces, which mark words in running text. The sub-letters of ដ
    and ត, which look the same, become ត; so the result is for comparing, not for storing in place of what was typed.
    """
    if text.isascii():
        return _SPACES.sub(" ", text).strip()
    text = (_STRIP_KEEPING_BREAKS if keep_breaks else _STRIP).sub("", text)
    text = _OTHER_RUN.sub(lambda run: unicodedata.normalize("NFC", run.group()), text)
    if _KHMER.search(text):
        text = _COENGS.sub(COENG, text.translate(_REPLACED))
        text = _PARTED_COENG.sub(rf"\1{COENG}", text)
        text = _SYLLABLE.sub(lambda syllable: _ordered(syllable.group()), text)
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def _ordered(syllable: str) -> str:
    """One syllable in normal order; a coeng without a consonant is dropped."""
    base, subscripts, marks = syllable[0], [], []
    for part in _PART.findall(syllable[1:]):
        if len(part) == 2:
            subscripts.append("ត" if part[1] == "ដ" else part[1])
        elif part != COENG:
            marks.append(part)
    subscripts.sort(key=lambda letter: letter == "រ")
    joined = _joined(marks)
    if "\u17bb" in joined and _ABOVE.search(joined) and not any(shifter in joined for shifter in _SHIFTERS):
        joined = _in_order(joined.replace("\u17bb", _shifter(base, subscripts)))
    robat, rest = (ROBAT, joined[1:]) if joined.startswith(ROBAT) else ("", joined)
    return base + robat + "".join(COENG + letter for letter in subscripts) + rest


def _joined(marks: list[str]) -> str:
    """Marks in order, each once, vowels typed in two halves made one."""
    text, before = _in_order("".join(marks)), ""
    while text != before:
        before = text
        text = text.replace("\u17c1\u17b8", "\u17be").replace("\u17c1\u17b6", "\u17c4").replace("\u17be\u17b6", "\u17c4\u17b8")
        text = _in_order(text)
    return text


def _in_order(marks: str) -> str:
    """Marks by rank, in the order typed within a rank, none twice."""
    return "".join(sorted(dict.fromkeys(marks), key=lambda mark: _RANKS.get(mark, 6)))


def _shifter(base: str, subscripts: list[str]) -> str:
    """The shifter that a below-vowel typed beneath an above-vowel stands for: triisap on strong consonants."""
    letters = {base, *subscripts}
    return "\u17ca" if letters & _STRONG and "ប" not in letters else "\u17c9"
