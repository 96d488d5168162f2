"""Names in the forms that are compared, as laptops make them (`app.text`), for the server, which may not know the programme.

The two stand apart because `sync` imports nothing of `app` and the text of the programme nothing of `sync`; a test holds them
equal, name by name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_COENG, _ROBAT = "\u17d2", "\u17cc"
_STRIP = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u17b4\u17b5]")
_REPLACED = str.maketrans({"ឲ": "ឱ", "ឣ": "អ", "ឤ": "អា", "\u17d3": "\u17c6"})
_KHMER = re.compile("[\u1780-\u17ff]")
_OTHER_RUN = re.compile("[^\u1780-\u17ff]+")
_COENGS = re.compile(f"{_COENG}+")
_PARTED_COENG = re.compile(f"{_COENG}([\u17b6-\u17d1\u17dd]+)(?=[\u1780-\u17b3])")
_SYLLABLE = re.compile(f"[\u1780-\u17b3](?:{_COENG}[\u1780-\u17b3]|[\u17b6-\u17d2\u17dd])*")
_PART = re.compile(f"{_COENG}[\u1780-\u17b3]|.", re.DOTALL)
_ABOVE = re.compile("[\u17b7-\u17ba\u17be\u17d0]|\u17b6\u17c6")
_SHIFTERS = "\u17c9\u17ca"
_STRONG = frozenset("កខចឆដឋតថផសហអ")
_SPACES = re.compile(r"\s+")
_RANKS = {_ROBAT: 0, "\u17c9": 1, "\u17ca": 1, "\u17b6": 5, "\u17c7": 7, "\u17c8": 7}
_RANKS |= {chr(code): 2 for code in range(0x17BE, 0x17C6)}
_RANKS |= {chr(code): 3 for code in range(0x17BB, 0x17BE)}
_RANKS |= {chr(code): 4 for code in range(0x17B7, 0x17BB)}
_SPELT_OUT = {"ឥ": "អិ", "ឦ": "អី", "ឧ": "អុ", "ឨ": "អុក", "ឩ": "អូ", "ឪ": "អូវ", "ឯ": "អែ", "ឰ": "អៃ", "ឱ": "អោ", "ឳ": "អៅ"}
_INDEPENDENT = str.maketrans(_SPELT_OUT)
_NAME_SIGNS = re.compile("[\u17c7-\u17d1\u17dd ]")
_NAME_FOLD = {"ី": "ិ", "ឹ": "ិ", "ឺ": "ិ", "ូ": "ុ", "ួ": "ុ", "ឡ": "ល", "ណ": "ន", "ឌ": "ទ", "ឍ": "ធ", "ឋ": "ថ", "ឫ": "រិ"}
_NAME_FOLD |= {"ឬ": "រិ", "ឭ": "លិ", "ឮ": "លិ", "ភ": "ព", "ឆ": "ច", "ដ": "ត", "ជ": "ច", "ឈ": "ច"}
_FOLDED = str.maketrans(_NAME_FOLD)
_FOLDS = (
    ("chh", "c"), ("sch", "s"), ("ch", "c"), ("sh", "s"), ("kh", "k"), ("gh", "k"), ("ck", "k"), ("th", "t"), ("ph", "p"),
    ("dh", "t"), ("bh", "p"), ("nh", "n"), ("gn", "n"), ("ng", "N"), ("j", "c"), ("g", "k"), ("q", "k"), ("x", "s"), ("z", "s"),
    ("w", "v"), ("f", "p"), ("d", "t"), ("b", "p"),
)  # fmt: skip
_TO_ARABIC = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")


def normal_form(text: str) -> str:
    """`app.text.normal.normalise`: one order of Khmer marks, nothing invisible, single spaces."""
    if text.isascii():
        return _SPACES.sub(" ", text).strip()
    text = _OTHER_RUN.sub(lambda run: unicodedata.normalize("NFC", run.group()), _STRIP.sub("", text))
    if _KHMER.search(text):
        text = _COENGS.sub(_COENG, text.translate(_REPLACED))
        text = _PARTED_COENG.sub(rf"\1{_COENG}", text)
        text = _SYLLABLE.sub(lambda syllable: _ordered(syllable.group()), text)
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def _ordered(syllable: str) -> str:
    """One syllable in normal order."""
    base, subscripts, marks = syllable[0], [], []
    for part in _PART.findall(syllable[1:]):
        if len(part) == 2:
            subscripts.append("ត" if part[1] == "ដ" else part[1])
        elif part != _COENG:
            marks.append(part)
    subscripts.sort(key=lambda letter: letter == "រ")
    joined = _joined(marks)
    if "\u17bb" in joined and _ABOVE.search(joined) and not any(shifter in joined for shifter in _SHIFTERS):
        joined = _in_order(joined.replace("\u17bb", _shifter(base, subscripts)))
    robat, rest = (_ROBAT, joined[1:]) if joined.startswith(_ROBAT) else ("", joined)
    return base + robat + "".join(_COENG + letter for letter in subscripts) + rest


def _joined(marks: list[str]) -> str:
    """Marks in order, each once, vowels typed in two halves made one."""
    text, before = _in_order("".join(marks)), ""
    while text != before:
        before = text
        text = text.replace("\u17c1\u17b8", "\u17be").replace("\u17c1\u17b6", "\u17c4").replace("\u17be\u17b6", "\u17c4\u17b8")
        text = _in_order(text)
    return text


def _in_order(marks: str) -> str:
    """Marks by rank, none twice."""
    return "".join(sorted(dict.fromkeys(marks), key=lambda mark: _RANKS.get(mark, 6)))


def _shifter(base: str, subscripts: list[str]) -> str:
    """The shifter that a below-vowel typed beneath an above-vowel stands for."""
    letters = {base, *subscripts}
    return "\u17ca" if letters & _STRONG and "ប" not in letters else "\u17c9"


def name_key(name: str) -> str:
    """`app.text.keys.name_key`: a Khmer name folded so that usual slips of the pen fall together."""
    text = _NAME_SIGNS.sub("", normal_form(name).translate(_INDEPENDENT))
    return "".join(letter for letter in text.translate(_FOLDED) if "\u1780" <= letter <= "\u17d2")


def name_key_any_order(name: str) -> str:
    """`app.text.keys.name_key_any_order` of the words of a name."""
    return "".join(sorted(key for word in name.replace("\u200b", " ").split() if (key := name_key(word))))


def latin_key(name: str) -> str:
    """`app.text.latin.latin_key`: the consonants of a Latin name whatever the order of its parts."""
    return " ".join(sorted(key for part in name.split() if (key := _consonants(part))))


def _consonants(name: str) -> str:
    """The consonants of one word, folded."""
    key = re.sub("[^a-z]", "", name.casefold())
    for spelt, folded in _FOLDS:
        key = key.replace(spelt, folded)
    key = re.sub("(?<=[aeiouy])[hr](?![aeiouy])", "", key)
    key = re.sub("y(?=[aeiou])", "Y", key).replace("y", "i")
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiou]+", "", key))


def tidy_phone(typed: str) -> str:
    """`app.domain.duplicates.tidy_phone`: digits alone, 855 as 0; empty when there are too few."""
    digits = "".join(letter for letter in typed.translate(_TO_ARABIC) if "0" <= letter <= "9")
    if digits.startswith("855") and len(digits) > 9:
        digits = "0" + digits[3:].lstrip("0")
    return digits if len(digits) >= 8 else ""
