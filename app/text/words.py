"""Words outside the window (errors, commands, workbooks, papers), and for error codes inside it too.

They stand in `resources/words/<language>/<part>.json`, flat key → text with {placeholders}; the parts of a language are merged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from app.paths import WORDS

LANGUAGES = ("km", "en")


class WordsError(Exception):
    """A fault of the words themselves: a bug, not something a user can cause."""


class Fault(Protocol):
    """An expected error: its code and what its words need (`app.domain.errors.AppError`)."""

    @property
    def code(self) -> str:
        """Names the words, `error.<code>`."""
        ...

    @property
    def params(self) -> Mapping[str, object]:
        """Fills the placeholders."""
        ...


def read_words(folder: Path) -> dict[str, str]:
    """The words of a folder of JSON files, merged; WordsError when two files define the same key."""
    merged: dict[str, str] = {}
    for file in sorted(folder.glob("*.json")):
        part: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
        twice = sorted(merged.keys() & part.keys())
        if twice:
            raise WordsError(f"{file.name} defines again: {', '.join(twice)}")
        merged |= part
    return merged


@cache
def all_words(lang: str) -> Mapping[str, str]:
    """Every key and text of a language (`km` or `en`), read once."""
    if lang not in LANGUAGES:
        raise WordsError(f"no words in language {lang!r}")
    return read_words(WORDS / lang)


def keys() -> frozenset[str]:
    """Every key that has words in at least one language."""
    return frozenset(key for lang in LANGUAGES for key in all_words(lang))


def has_words(key: str) -> bool:
    """Whether there are words for a key, in Khmer."""
    return key in all_words("km")


def words(key: str, lang: str, /, **params: object) -> str:
    """The text of a key in a language, its placeholders filled; WordsError when the key or a parameter is missing."""
    try:
        return all_words(lang)[key].format_map(params)
    except KeyError as missing:
        raise WordsError(f"no words for {key!r} in {lang!r}, or no value for {missing}") from missing


def error_text(error: Fault, lang: str) -> str:
    """What to tell the user of an expected error: what happened, what is kept, what to do.

    A code that has no words is shown raw, since hiding a fault would be worse.
    """
    key = f"error.{error.code}"
    return words(key, lang, **error.params) if key in all_words(lang) else error.code
