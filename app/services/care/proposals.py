"""A household proposed for the children of cases, and what became of it (practice P23: matching).

Proposing does not place: the placement is asked for afterwards, case by case, with all that speaks against it (P9).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.services.care import carers
from app.services.cases import case_parts, case_search, cases
from app.services.cases.case_search import CaseFilter, CaseLine, CaseWish

MOST_CASES = 500
"""So many cases are offered to choose from (inferred): nobody works on more."""
OPEN = ("proposed", "agreed")
"""States in which nobody said no."""
_OPTIONS: Mapping[str, tuple[str, str]] = {
    "kinship": ("kinship", ""),
    "foster_short": ("foster_short", "short"),
    "foster_long": ("foster_long", "long"),
    "group_home": ("group_care", ""),
    "pagoda": ("faith", ""),
}
"""Kind of a household → option of care and term of a placement with it (inferred)."""


def propose(uow: UnitOfWork, case_ids: Sequence[str], carer: str) -> tuple[str, ...]:
    """Notes with each case that a household of the register was proposed; gives the ids, those that stood there already too.

    InputError `not_allowed`, `nothing_chosen`, `carer_not_approved`, `case_not_open`.
    """
    require(uow.actor, "carer.read")
    record = carers.readable(uow, carer)
    if not case_ids:
        raise InputError("nothing_chosen")
    if record.code("state") != "approved":
        raise InputError("carer_not_approved", field="match.carer")
    found = []
    for case in dict.fromkeys(case_ids):
        cases.editable(uow, case)
        standing = open_of(uow, case, carer)
        given = {"carer": carer, "state": "proposed", "on_date": uow.today().isoformat()}
        found.append(standing[0].id if standing else case_parts.add(uow, "match", case, given))
    return tuple(found)


def open_of(reader: Reader, case: str, carer: str) -> list[Record]:
    """Where a household was proposed for a case and nobody said no, the newest first."""
    rows = case_parts.visible(reader, "match", case)
    return [row for row in reversed(rows) if row.ref("carer") == carer and row.code("state") in OPEN]


def agreed(uow: UnitOfWork, case: str, carer: str, on: date) -> None:
    """A child is placed with a household: what was proposed is agreed from that day on."""
    for row in open_of(uow, case, carer):
        if row.code("state") == "proposed":
            case_parts.change(uow, "match", row.id, {"state": "agreed", "on_date": min(on, uow.today()).isoformat()})


def begun(reader: Reader, carer: str) -> dict[str, object]:
    """Fields of a placement with a household, as far as the register tells them: household, option of care, term."""
    record = carers.readable(reader, carer)
    option, term = _OPTIONS.get(record.text("kind"), ("", ""))
    told = {"approved_carer": carer, "option": option, "term": term}
    return {name: value for name, value in told.items() if value}


def candidates(reader: Reader) -> list[CaseLine]:
    """Open cases for which the person may propose a household: the own ones, for a head those of the office, by name."""
    return list(case_search.page(reader, CaseWish(CaseFilter(statuses=("open",))), limit=MOST_CASES).lines)
