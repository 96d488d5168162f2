"""Places where a line may end in Khmer text, which has no spaces between words: for display only, never stored.

Qt cuts unbroken Khmer off or breaks it within a word; with zero-width spaces at the places that ICU finds, it wraps well.
"""

from __future__ import annotations

import re
from functools import lru_cache

from icu4py.breakers import LineBreaker

from app.text.normal import ZWSP

_DOUBLED = "\u17d7"
"""Says the word before it once more: no line begins with it, though ICU would let one."""
_KHMER_RUN = re.compile("[\u1780-\u17d3\u17d7\u17dc\u17dd]{4,}")


@lru_cache(maxsize=4096)
def with_breaks(text: str) -> str:
    """The text with zero-width spaces between Khmer words; spaces, Latin text and what was typed as a break stay."""
    return _KHMER_RUN.sub(lambda run: _broken(run.group()), text) if _KHMER_RUN.search(text) else text


def _broken(run: str) -> str:
    """Khmer without a space, with the places between its words."""
    return ZWSP.join(LineBreaker(run, "km")).replace(f"{ZWSP}{_DOUBLED}", _DOUBLED)


def without_breaks(text: str) -> str:
    """The text without zero-width spaces, for a place where only the ends of lines that were chosen may stand."""
    return text.replace(ZWSP, "")
