"""The traffic light of a visit: five items, each A, B or C (ministry's configuration of Primero).

Green when all items are A; yellow with a B and no C; red with a C. An item that was not looked at is no A: without a C, a light
is given only when all five were.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from app.domain.codelists import codelist
from app.domain.records import Record

Light = Literal["green", "yellow", "red"]


def light(answers: Mapping[str, str | None]) -> Light | None:
    """The light for answers by item (codes of `light_item`), or None when too little was looked at."""
    given = [answers.get(item) for item in codelist("light_item").codes()]
    if "C" in given:
        return "red"
    if not all(answer in {"A", "B"} for answer in given):
        return None
    return "yellow" if "B" in given else "green"


def light_of(note: Record) -> Light | None:
    """The light of a visit's record."""
    return light({item: note.code(item) for item in codelist("light_item").codes()})
