"""What the programme knows of one kind of part: a record that belongs to a case, a child, a carer … or to the office itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.questions import Question
from app.domain.records import Record

Values = Mapping[str, object]
Bodies = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PartKind:
    """One kind of part. Pages, lists, JSON, time line, forms and rights read this and nothing else of a type.

    `parent`: the field that names the record it belongs to, which is also that record's type; empty: it belongs to the
    office and its own service makes it. `required`: fields that may not be empty; `once`: fields of which no two parts of
    one parent have the same, where all of them are filled; `stays`: it is never taken out. `today`: the day that is today
    unless said. `told`: the day or instant at which the time line tells it, by whom `who` says. `spans`: pairs of days of
    which the second is not before the first. `ahead`: days that may lie ahead. `lifetime`: the day that is held against
    birth and death. `act`: who changes it must be allowed; `read`: who hears of one that belongs to no case and no child.
    `form_new`: a form may make one. `json_key`: its list in the JSON of a case. `only_open`: its case must be open.
    `closed`: its own service alone makes and changes it, with rules of its own, as of a decision.

    `check` looks at whole values (the parent's id, None for an empty field left out); `asks` gives questions before saving;
    `after` runs when one was added or changed (parent, id, whole values), `gone` before one is taken out; `knows` decides who
    may hear of it, in place of `read` and the case, from all that it ever held. `enter`: adds one that is handed in with others
    (unit of work, the parent's id, values), where its own verb does more than adding: it must not be a way around that.
    """

    type: str
    parent: str = "case"
    required: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    stays: bool = False
    today: str = ""
    told: str = ""
    who: str = "by"
    spans: tuple[tuple[str, str], ...] = ()
    ahead: frozenset[str] = frozenset()
    lifetime: str = ""
    act: str = "case.edit"
    read: str = "case.read"
    form_new: bool = False
    json_key: str = ""
    only_open: bool = True
    closed: bool = False
    check: Callable[[UnitOfWork, str, Values], None] | None = None
    asks: Callable[[Reader, str, Values], tuple[Question, ...]] | None = None
    after: Callable[[UnitOfWork, str, str, Values], None] | None = None
    gone: Callable[[UnitOfWork, Record], None] | None = None
    knows: Callable[[Reader, Bodies], bool] | None = None
    enter: Callable[[UnitOfWork, str, Values], str] | None = None
