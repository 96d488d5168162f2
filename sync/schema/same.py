"""Whether two values mean the same to people: Khmer marks in any order, invisible characters and white space do not count."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u17b4\u17b5]")
_OTHER_RUN = re.compile("[^\u1780-\u17ff]+")
_SYLLABLE = re.compile("[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17dd])+")
_PART = re.compile("\u17d2[\u1780-\u17b3]|.", re.DOTALL)
_HALVES = (("\u17c1\u17b8", "\u17be"), ("\u17c1\u17b6", "\u17c4"))
_SPACES = re.compile(r"\s+")


def plain_form(text: str) -> str:
    """The form of a text that is compared; never stored."""
    if text.isascii():
        return _SPACES.sub(" ", text).strip()
    text = _INVISIBLE.sub("", text)
    text = _OTHER_RUN.sub(lambda run: unicodedata.normalize("NFC", run.group()), text)
    return _SPACES.sub(" ", _SYLLABLE.sub(_ordered, text)).strip()


def _ordered(syllable: re.Match[str]) -> str:
    """A syllable with its marks in one order, each once; sub-letters that look the same are one, vowels in two halves too."""
    text = syllable.group().replace("\u17d2\u178a", "\u17d2\u178f")
    marks = "".join(sorted(dict.fromkeys(_PART.findall(text[1:]))))
    for halves, whole in _HALVES:
        if all(half in marks for half in halves):
            marks = "".join(sorted([*_PART.findall(marks.replace(halves[0], "").replace(halves[1], "")), whole]))
    return text[0] + marks


def same(one: Any, other: Any) -> bool:
    """Whether two wire values say the same; nothing, an empty text and an empty list do."""
    return bool(_form(one) == _form(other))


def _form(value: Any) -> Any:
    """A wire value in the form that is compared."""
    if isinstance(value, str):
        return plain_form(value) or None
    if isinstance(value, dict):
        return {key: _form(part) for key, part in value.items()} or None
    if isinstance(value, list):
        return [_form(part) for part in value] or None
    if isinstance(value, bool):
        return "yes" if value else "no", bool
    return value
