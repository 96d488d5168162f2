"""The list of cases, its filters and counts, within what the person may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from app.data.queries import cases as queries
from app.data.queries.case_filter import CaseFilter, sounds
from app.data.queries.cases import CaseRow, place_in
from app.data.reader import Reader
from app.domain.clock import parse_instant
from app.domain.codelists import codelist
from app.domain.deadlines import Limits, State, contact_due, contact_state
from app.domain.errors import InputError
from app.domain.permissions import require, scope
from app.services.cases import case_alerts, case_steps
from app.services.office.rules import limits

ListOrder = Literal["name", "-name", "newest", "oldest", "due", "-due"]
"""By the child's name in Khmer order, by the day of opening, or by the limit of the first contact; "-" turns it round."""
__all__ = ["CaseFilter", "CaseLine", "CasePage", "CaseRow", "CaseWish", "DueContact", "ListOrder"]
EVERYTHING = CaseFilter()
_CHUNK = 200
_BY_SOUND = "\x7f"
"""Begins the place of a case whose name only sounds like what was typed; those stand behind the names that are spelt so."""
_BEHIND = "~"
"""Begins the place of a case without a limit; a limit begins with a digit."""


@dataclass(frozen=True, slots=True)
class CaseWish:
    """What somebody asks of the list. `where` is `CaseFilter` without owner and office, which the person's roles narrow.

    `owner` one caseworker's cases ("me" for the own ones); `overdue` only open cases whose first contact is over its limit;
    `ages`: from and to, in completed years today; a child whose age is a range is found by each age that it may have.
    """

    where: CaseFilter = EVERYTHING
    owner: str | None = None
    overdue: bool = False
    ages: tuple[int | None, int | None] = (None, None)
    step: str = ""
    """Only open cases that stand at this step of their way (code of `flow_step`)."""
    alerted: bool = False
    """Only cases in which something waits for a look of the person (`case_alerts`)."""


@dataclass(frozen=True, slots=True)
class DueContact:
    """The first contact of an open case that is not done yet, and how it stands."""

    case: str
    due: datetime
    state: State
    risk: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A row of the list with its first contact's limit, if that is still to be done."""

    row: CaseRow
    due: datetime | None = None
    state: State = "none"


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of the list; `after` goes on behind it, None at the end."""

    lines: tuple[CaseLine, ...]
    after: tuple[str, ...] | None


def page(
    reader: Reader, wish: CaseWish, order: ListOrder = "name", *, limit: int = 100, after: Sequence[str] | None = None
) -> CasePage:
    """A page of the cases that the person may see; by limit, those without one stand behind all that have one.

    Names that only sound like what was typed, in either script, come behind those that are spelt so. InputError `not_allowed`.
    """
    found = CasePage((), None)
    if after is None or not after[0].startswith(_BY_SOUND):
        found = _page(reader, wish, order, limit, after)
        if found.after is not None or not sounds(wish.where.typed):
            return found
        after = None
    else:
        after = (after[0].removeprefix(_BY_SOUND), *after[1:]) if len(after) > 1 else None
    more = _page(reader, _by_sound(wish), order, max(1, limit - len(found.lines)), after)
    if more.lines and len(found.lines) == limit:  # they begin a page of their own
        return CasePage(found.lines, (_BY_SOUND,))
    behind = None if more.after is None else (_BY_SOUND + more.after[0], *more.after[1:])
    return CasePage((*found.lines, *more.lines), behind)


def _by_sound(wish: CaseWish) -> CaseWish:
    """A wish for the names that only sound like what was typed."""
    return replace(wish, where=replace(wish.where, by_sound=True))


def _page(reader: Reader, wish: CaseWish, order: ListOrder, limit: int, after: Sequence[str] | None) -> CasePage:
    """A page of the names that hold what was typed, or of those that sound like it."""
    if order in {"due", "-due"}:
        return _page_by_due(reader, wish, limit, after, falling=order == "-due")
    narrowed = _narrowed(reader, wish)
    rows = queries.case_rows(reader, narrowed, _plain(order), limit=limit + 1, after=after)
    own = limits(reader)
    lines = tuple(_line(reader, row, own) for row in rows[:limit])
    return CasePage(lines, place(lines[-1], order) if len(rows) > limit else None)


def _plain(order: ListOrder) -> queries.Order:
    """The order of a query; what has no limit stands in the order of names."""
    return "name" if order == "due" or order == "-due" else order


def place(line: CaseLine, order: ListOrder) -> tuple[str, str]:
    """Where a line stands in an order, to go on behind it."""
    if order in {"due", "-due"} and line.due is not None:
        return (line.due.isoformat(), line.row.id)
    key, case = place_in(line.row, _plain(order))
    return (f"{_BEHIND}{key}" if order in {"due", "-due"} else key, case)


def some(reader: Reader, wish: CaseWish, ids: Sequence[str]) -> list[CaseLine]:
    """Those of some cases that are (still) within a wish, to bring a list up to date."""
    own, found = limits(reader), list[CaseRow]()
    for each in _ways(wish):
        narrowed = _narrowed(reader, each)
        kept = tuple(ids) if narrowed.ids is None else tuple(set(ids) & set(narrowed.ids))
        found += queries.case_rows(reader, replace(narrowed, ids=kept), "given", limit=len(ids))
    order = {key: number for number, key in enumerate(ids)}
    return [_line(reader, row, own) for row in sorted(found, key=lambda row: order[row.id])]


def _ways(wish: CaseWish) -> tuple[CaseWish, ...]:
    """A wish by spelling and, if what was typed sounds, by sound; no case is in both."""
    return (wish, _by_sound(wish)) if sounds(wish.where.typed) else (wish,)


def count(reader: Reader, wish: CaseWish) -> int:
    """How many cases a wish leaves, of those that the person may see."""
    return sum(queries.case_count(reader, _narrowed(reader, each)) for each in _ways(wish))


def due_contacts(reader: Reader, *, owner: str | None = None, office: str | None = None) -> list[DueContact]:
    """First contacts still to be done in the cases that the person may see (or of one owner), the nearest limit first."""
    narrowed = _narrowed(reader, CaseWish(CaseFilter(office=office), owner=owner))
    now, own = reader.clock.now(), limits(reader)
    found: list[DueContact] = []
    for case, received, precision, risk, of in queries.without_first_contact(reader, narrowed.office, narrowed.owner):
        try:
            due = contact_due(risk, parse_instant(received) if received else None, precision, own)
        except ValueError:
            continue
        if due is not None:
            found.append(DueContact(case, due, contact_state(due, None, None, now, own), risk, of))
    return sorted(found, key=lambda one: (one.due, one.case))


def _page_by_due(reader: Reader, wish: CaseWish, limit: int, after: Sequence[str] | None, *, falling: bool) -> CasePage:
    """A page in the order of limits: cases are fetched in that order, some at a time, until the page is full.

    Behind the last limit come the cases that have none, by name, so that sorting hides nobody.
    """
    narrowed = _narrowed(reader, replace(wish, overdue=False))
    late = [one for one in due_contacts(reader, owner=wish.owner) if not wish.overdue or one.state == "overdue"]
    if narrowed.ids is not None:
        kept = frozenset(narrowed.ids)
        late = [one for one in late if one.case in kept]
    rows: list[CaseRow] = []
    if after is None or not after[0].startswith(_BEHIND):
        due = _behind(late, after, falling=falling)
        for start in range(0, len(due), _CHUNK):
            ids = tuple(one.case for one in due[start : start + _CHUNK])
            rows += queries.case_rows(reader, replace(narrowed, ids=ids), "given", limit=len(ids))
            if len(rows) > limit:
                break
        after = None
    if len(rows) <= limit and not wish.overdue:
        rest = replace(narrowed, without=tuple(one.case for one in late))
        behind = (after[0].removeprefix(_BEHIND), after[1]) if after is not None else None
        rows += queries.case_rows(reader, rest, "name", limit=limit + 1 - len(rows), after=behind)
    own = limits(reader)
    lines = tuple(_line(reader, row, own) for row in rows[:limit])
    return CasePage(lines, place(lines[-1], "due") if len(rows) > limit else None)


def _behind(due: Sequence[DueContact], after: Sequence[str] | None, *, falling: bool) -> list[DueContact]:
    """The limits behind a place, in their order."""
    ordered = sorted(due, key=lambda one: (one.due, one.case), reverse=falling)
    if after is None:
        return ordered
    here = (after[0], after[1])
    keys = [(one.due.isoformat(), one.case) for one in ordered]
    return [one for one, key in zip(ordered, keys, strict=True) if (key < here if falling else key > here)]


def _narrowed(reader: Reader, wish: CaseWish) -> CaseFilter:
    """The filter within what the person may know: own office, own cases for who sees only those, no restricted code."""
    actor = reader.actor
    require(actor, "case.list")
    owner = actor.user if wish.owner == "me" else wish.owner
    if scope(actor, "case.list") != "office":
        if owner not in (None, actor.user):
            raise InputError("not_allowed", act="case.list")
        owner = actor.user
    for list_name, codes in (("child_category", wish.where.categories), ("concern", wish.where.concerns)):
        for code in codes:
            group = codelist(list_name).group(code)
            if group is not None and group not in actor.rights:
                raise InputError("right_missing", field=list_name, group=group)
    narrowed = replace(
        wish.where, owner=owner, office=wish.where.office or actor.office, born=born_between(reader.today(), wish.ages)
    )
    if wish.overdue:
        late = {one.case for one in due_contacts(reader, owner=wish.owner) if one.state == "overdue"}
        narrowed = replace(narrowed, ids=tuple(sorted(late if narrowed.ids is None else late & set(narrowed.ids))))
    if wish.alerted:
        told = set(case_alerts.alerts(reader))
        narrowed = replace(narrowed, ids=tuple(sorted(told if narrowed.ids is None else told & set(narrowed.ids))))
    if wish.step:
        narrowed = replace(narrowed, ids=tuple(sorted(case_steps.at_step(reader, narrowed, wish.step))))
    return narrowed


def born_between(today: date, ages: tuple[int | None, int | None]) -> tuple[str, str]:
    """The days between which a child was born who is between two ages (completed years, both included); "" for no end."""
    least, most = ages
    first = (_years_before(today, most + 1) + timedelta(days=1)).isoformat() if most is not None else ""
    return first, _years_before(today, least).isoformat() if least is not None else ""


def _years_before(day: date, years: int) -> date:
    """The same day so many years ago; on a 29th of February the 28th, on which that birthday counts in other years."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _line(reader: Reader, row: CaseRow, own: Limits) -> CaseLine:
    """A row with its limit."""
    if row.status != "open" or row.first_contact_on or not row.received_at:
        return CaseLine(row)
    try:
        due = contact_due(row.risk, parse_instant(row.received_at), row.received_precision, own)
    except ValueError:
        return CaseLine(row)
    return CaseLine(row, due, contact_state(due, None, None, reader.clock.now(), own))
