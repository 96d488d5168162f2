"""What the page of a case shows of one kind of part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.domain.records import Record
from app.ui.pages.case_parts.fields.makers import WIDE, Maker

Words = Callable[[], str]


def _nothing() -> Mapping[str, str]:
    """No words of its own."""
    return {}


@dataclass(frozen=True)
class PartView:
    """One kind of part on the page: its form, its list, its words.

    `fields`: field → how it is made, in the order of the paper; none: it is only looked at. `columns` of the list. `title` of
    the list and `empty`, what it says without rows. `detail`: the fields that the time line tells; what happened is
    `event.TYPE` of the words. `words` of its fields, where the page has none or others. `lists`: code lists where the
    vocabulary names none. `marks`: field → how a cell is coloured. `group`: the restricted group without which the list is not
    there at all. All words are asked anew for each language.
    """

    type: str
    columns: tuple[str, ...]
    title: Words
    empty: Words
    fields: Mapping[str, Maker] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    wide: frozenset[str] = WIDE
    lists: Mapping[str, str] = field(default_factory=dict)
    words: Callable[[], Mapping[str, str]] = _nothing
    detail: tuple[str, ...] = ()
    marks: Mapping[str, Callable[[Record], str | None]] = field(default_factory=dict)
    group: str = ""
