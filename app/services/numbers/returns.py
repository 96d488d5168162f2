"""The monthly return of an office: computed, checked, opened cell by cell, signed as a frozen snapshot (design §8).

A return is computed for signing only by somebody who holds every restricted group, on a device that has received them all; for
anybody else the sheets concerned say "without restricted groups" (practice P1).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.data.queries import indicators as queries
from app.data.queries.indicator_splits import BASES
from app.data.queries.return_parts import received_groups, return_facilities
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.data.values import canonical
from app.domain.codelists import GROUPS
from app.domain.errors import InputError
from app.domain.indicators import SPLITS, Definition, Indicator, Month, Sheet, definition, parse_cell, restricted_codes
from app.domain.permissions import can, require
from app.domain.rates import segments
from app.domain.records import Record
from app.domain.return_checks import Check, checks
from app.domain.return_layout import Grid, grid
from app.services.cases.case_names import is_hidden
from app.services.office.offices import own_office
from app.services.office.rates import rates
from app.services.visits import visit_secrecy
from app.text.words import words
from app.text.zone import local_date

FOOD = "food_allowance"
KEPT_HERE = "return_restricted:"
"""Key in the database's facts: the signed numbers of restricted sheets. They stay on the computer that signed, since the record
of a return travels to every device of the office and no scope asks for all groups at once (P1); its hash covers them too."""
SMALL = range(1, 5)
"""Numbers by which single children may be told in a small place (P4)."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed return: its number (1, then corrections), the hash of what was signed, who signed and when.

    `whole`: the numbers of restricted sheets are among the cells, as only the computer that signed shows them to who may know.
    """

    id: str
    number: int
    sha256: str
    by: str
    at: datetime | None
    cells: Mapping[str, int]
    whole: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that no longer holds what was signed."""

    cell: str
    signed: int
    now: int


@dataclass(frozen=True)
class MonthlyReturn:
    """The numbers of a month, those of the month before, the checks, and what was signed last.

    A cell without an entry is 0; None is a number that cannot be given (a rate without a date, a restricted group not held).
    `facilities` are those that have a row of their own: id, code, name in Khmer and in English.
    """

    month: Month
    office: str
    names: Mapping[str, str]
    practice: bool
    cells: Mapping[str, int | None]
    before: Mapping[str, int | None]
    facilities: tuple[tuple[str, str, str, str], ...]
    checks: tuple[Check, ...]
    whole: bool
    over: bool
    signed: Signed | None
    definition: Definition

    def value(self, cell: str) -> int | None:
        """The number of a cell; None when it cannot be given."""
        return self.cells.get(cell, 0)

    def last(self, cell: str) -> int | None:
        """The number of the same cell a month before."""
        return self.before.get(cell, 0)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What changed since it was signed; empty while nothing was signed."""
        if self.signed is None:
            return ()
        hidden = frozenset[str]() if self.whole and self.signed.whole else self.definition.restricted()
        old = self.signed.cells
        new = {cell: value for cell, value in self.cells.items() if value is not None and cell.partition("/")[0] not in hidden}
        return tuple(
            Difference(cell, old.get(cell, 0), new.get(cell, 0))
            for cell in sorted(old.keys() | new.keys())
            if old.get(cell, 0) != new.get(cell, 0)
        )

    @property
    def failed(self) -> tuple[Check, ...]:
        """Checks that stand in the way of signing without a reason."""
        return tuple(check for check in self.checks if check.blocks and not check.ok)

    def incomplete(self, sheet: Sheet) -> bool:
        """Whether a sheet lacks restricted groups."""
        return sheet.restricted and not self.whole

    def grids(self, sheet: Sheet, lang: str) -> tuple[Grid, ...]:
        """The tables of a sheet as they are shown."""
        places = [(key, f"{code} {km if lang == 'km' and km else en or km}".strip()) for key, code, km, en in self.facilities]
        kept = [place for place in places if sheet.id != "food" or self.cells.get(f"food_people/facility={place[0]}")]
        return tuple(grid(table, self.definition, lang, kept) for table in sheet.tables)

    def small(self, sheet: Sheet, lang: str = "km") -> int:
        """How many cells of a sheet hold 1 to 4 children or cases by which somebody may be told (P4)."""
        if sheet.id in {"facilities", "inspections", "food"}:
            return 0
        cells = {cell for one in self.grids(sheet, lang) for row in one.rows for cell in row.cells}
        return sum(self.cells.get(cell, 0) in SMALL for cell in cells if cell.count("=") > cell.count("sex="))


def compute(reader: Reader, month: Month) -> MonthlyReturn:
    """The return of the actor's office for a month; InputError `return_month_ahead` for one that has not begun."""
    require(reader.actor, "return.compute")
    if month.first > reader.today():
        raise InputError("return_month_ahead", month=str(month))
    office = own_office(reader)
    declared = definition()
    cells, whole = _cells(reader, month, declared), _groups(reader) == GROUPS
    # What was signed holds restricted groups; who does not hold them compares with what they may count themselves.
    earlier = signed(reader, month.before()) if whole else None
    signed_whole = earlier is not None and earlier.whole
    before: Mapping[str, int | None] = earlier.cells if earlier and signed_whole else _cells(reader, month.before(), declared)
    return MonthlyReturn(
        month=month,
        office=reader.actor.office,
        names={"km": office.text("name_km"), "en": office.text("name_en")},
        practice=bool(office.flag("practice")),
        cells=cells,
        before=before,
        facilities=return_facilities(reader, reader.actor.office, month, cells),
        checks=checks(cells, before, declared),
        whole=whole,
        over=month.next_first <= reader.today(),
        signed=signed(reader, month),
        definition=declared,
    )


def _groups(reader: Reader) -> frozenset[str]:
    """The restricted groups that the actor holds and this device has received."""
    return GROUPS & reader.actor.rights & received_groups(reader, reader.actor.office)


def _scope(reader: Reader, month: Month) -> queries.Scope:
    """What is counted: the actor's office, in a month."""
    known = segments(rates(reader), FOOD, month)
    return queries.Scope(reader.actor.office, month, _groups(reader), known, _unseen(reader, month))


def _unseen(reader: Reader, month: Month) -> tuple[str, ...]:
    """The visits of a month that goes on which the person is not to know of yet (P28): a number that rose by one would tell of
    them.

    Once the month is over they count for everybody: the day of the visit is past, nobody can be warned any more, and what is
    signed must be whole and the same for all who open it. Which visit it is stays unsaid until it is closed (`_behind`).
    """
    if month.next_first <= reader.today() or can(reader.actor, "visit.see_all"):
        return ()
    begun = reader.find("inspection", state="draft", order=("id",))
    return tuple(one.id for one in begun if visit_secrecy.hides(reader, one))


def _cells(reader: Reader, month: Month, declared: Definition) -> dict[str, int | None]:
    """All cells that are not 0, and those that cannot be given."""
    scope = _scope(reader, month)
    wanted = {one.id: declared.wanted(one.id) for one in declared.indicators()}
    cells: dict[str, int | None] = {**queries.count(reader, tuple(declared.indicators()), scope, wanted)}
    for indicator in declared.indicators():
        if indicator.measure == "riel" and not scope.segments:
            cells[indicator.id] = None
            people = (cell for cell in list(cells) if cell.startswith("food_people/facility="))
            cells.update({cell.replace("food_people", indicator.id): None for cell in people})
    hidden = restricted_codes("concern", scope.groups)
    for indicator in declared.indicators():
        for combination in declared.wanted(indicator.id):
            if "concern" in combination:
                cells.update(dict.fromkeys(_restricted_cells(indicator, combination, hidden)))
    return cells


def _restricted_cells(indicator: Indicator, combination: tuple[str, ...], hidden: tuple[str, ...]) -> list[str]:
    """The cells of concerns that may not be counted."""
    cells = [indicator.id]
    for name in combination:
        values = hidden if name == "concern" else SPLITS[name].all_values()
        cells = [f"{cell}/{name}={value}" for cell in cells for value in values]
    return cells


def count_month(reader: Reader, month: Month) -> dict[str, int | None]:
    """The numbers of a month alone, without the month before, checks and facilities."""
    require(reader.actor, "return.compute")
    return _cells(reader, month, definition())


def signed(reader: Reader, month: Month) -> Signed | None:
    """The return that was signed last for a month, or None; without restricted sheets for who does not hold their groups."""
    found = reader.find("return", office=reader.actor.office, period=str(month))
    if not found:
        return None
    newest = max(found, key=lambda record: (record.whole("number") or 0, record.id))
    cells, apart = newest.values.get("cells"), reader.meta(KEPT_HERE + newest.id) if _groups(reader) == GROUPS else None
    by = reader.maybe("user", newest.text("signed_by"))
    return Signed(
        newest.id,
        newest.whole("number") or 0,
        newest.text("sha256"),
        by.text("name") if by else "",
        newest.moment("signed_at"),
        {**_numbers(cells), **_numbers(json.loads(apart) if apart else {})},
        apart is not None,
        newest.text("note"),
    )


def _numbers(cells: object) -> dict[str, int]:
    return {str(cell): int(value) for cell, value in cells.items()} if isinstance(cells, dict) else {}


def snapshot(month: Month, office: str, number: int, cells: Mapping[str, int | None]) -> tuple[dict[str, int], str]:
    """What is frozen at signing (cells that are not 0), and its SHA-256 over canonical JSON with month, office and number."""
    kept = {cell: value for cell, value in sorted(cells.items()) if value}
    content = canonical({"cells": kept, "number": number, "office": office, "period": str(month)})
    return kept, hashlib.sha256(content.encode()).hexdigest()


def sign(uow: UnitOfWork, month: Month, *, note: str = "") -> Signed:
    """Signs a month as it stands: the first return, or the next numbered correction.

    InputError `return_not_whole` (P1), `return_month_not_over`, `return_checks_failed` without a note that says why,
    `return_unchanged` when nothing changed since it was signed.
    """
    require(uow.actor, "return.sign")
    current = compute(uow, month)
    if not current.whole:
        raise InputError("return_not_whole")
    if not current.over:
        raise InputError("return_month_not_over", month=str(month))
    if current.failed and not note.strip():
        raise InputError("return_checks_failed", n=len(current.failed))
    if current.signed is not None and not current.differences:
        raise InputError("return_unchanged", number=current.signed.number)
    number = (current.signed.number if current.signed else 0) + 1
    cells, sha256 = snapshot(month, current.office, number, current.cells)
    apart = {cell: value for cell, value in cells.items() if cell.partition("/")[0] in current.definition.restricted()}
    told = {cell: value for cell, value in cells.items() if cell not in apart}
    values: dict[str, object] = {"office": current.office, "period": str(month), "number": number, "cells": told}
    values |= {"sha256": sha256, "signed_by": uow.actor.user, "signed_at": uow.at, "note": note.strip() or None}
    made = uow.create("return", values)
    uow.put_meta(KEPT_HERE + made, canonical(apart))
    at = uow.get("return", made).moment("signed_at")
    return Signed(made, number, sha256, uow.actor.name, at, cells, whole=True, note=note.strip())


@dataclass(frozen=True, slots=True)
class Behind:
    """A record behind a number. `name` is empty for who may see codes only (P4); `code` tells it apart on paper and phone.

    `secret`: a visit of which the person is to know no more than that it counts (P28); it has neither code nor day.
    """

    type: str
    id: str
    code: str
    name: str
    detail: str = ""
    secret: bool = False


def behind_ids(reader: Reader, month: Month, cell: str) -> tuple[str, list[str]]:
    """The type and the ids of the records behind a cell, as many as it counts for the person.

    InputError `return_cell_unknown`, `return_cell_restricted` for a cell of a restricted group that the actor does not hold.
    """
    require(reader.actor, "return.cell")
    indicator, parts = parse_cell(cell, definition())
    scope = _scope(reader, month)
    if parts.get("concern") in restricted_codes("concern", scope.groups):
        raise InputError("return_cell_restricted")
    found = queries.records(reader, indicator, scope, parts)
    return (found[0][0] if found else BASES[indicator.type].shown_type), [key for _, key in found]


def told_as(one: Behind, lang: str) -> str:
    """The name of a record behind a number; of a visit that is not to be known yet, that it is one."""
    return words("returns.behind.secret", lang) if one.secret else one.name


def behind(reader: Reader, month: Month, cell: str, *, limit: int | None = None) -> tuple[int, tuple[Behind, ...]]:
    """How many records stand behind a cell, and the records (the first `limit`), each told by its code, by name if allowed."""
    type_name, ids = behind_ids(reader, month, cell)
    shown = ids if limit is None else ids[:limit]
    names = _may_name(reader, type_name)
    return len(ids), tuple(_behind(reader, reader.get(type_name, key), names) for key in shown)


def _may_name(reader: Reader, type_name: str) -> bool:
    """Whether names of children are shown: to a clerk only codes, unless lists with names were granted."""
    return type_name not in {"case", "residency"} or can(reader.actor, "list.names")


def _behind(reader: Reader, record: Record, names: bool) -> Behind:
    """How a record is told."""
    if record.type == "case":
        child = reader.maybe("child", record.text("child"))
        name = (
            f"{child.text('family_name_km')} {child.text('given_name_km')}".strip()
            if child and names and not is_hidden(record)
            else ""
        )
        return Behind("case", record.id, record.text("code"), name, record.text("opened_on"))
    if record.type == "residency":
        place = reader.maybe("facility", record.text("facility"))
        name = f"{record.text('family_name_km')} {record.text('given_name_km')}".strip() if names else ""
        code = f"{place.text('code') if place else ''}/{record.id[-6:]}"
        return Behind("residency", record.id, code, name, record.text("admitted_on"))
    if record.type == "facility":
        return Behind("facility", record.id, record.text("code"), record.text("name_km") or record.text("name_en"))
    if record.type == "allegation":
        case = reader.maybe("case", record.text("case"))
        heard = record.moment("heard_at")
        day = local_date(heard).isoformat() if heard else ""
        return Behind("allegation", record.id, case.text("code") if case else record.id[-6:], "", day)
    if record.type == "inspection" and visit_secrecy.hides(reader, record):
        return Behind("inspection", record.id, "", "", secret=True)
    place = reader.maybe("facility", record.text("facility"))
    day = record.text("visit_on") or record.text("due_on")
    item = f" {record.text('item')}" if record.type == "finding" else ""
    return Behind(record.type, record.id, f"{place.text('code') if place else ''}{item}".strip(), "", day)
