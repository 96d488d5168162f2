"""What is known of a case for its way from intake to closure; each part of the programme contributes what it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.data.reader import Reader
from app.domain.workflow import Facts
from app.services.case_file import CaseFile, next_visit
from app.services.deaths import is_dead

Contribution = Callable[[Reader, CaseFile], Mapping[str, Any]]


def of_case(_reader: Reader, file: CaseFile) -> Mapping[str, Any]:
    """What stands in the case itself and its notes and placements."""
    case, visits = file.case, [row.day("on_date") for row in file.rows("note") if row.text("kind") != "note"]
    promised = next_visit(file.rows("note"))
    return {
        "status": case.code("status"),
        "dead": is_dead(file.child),
        "risk": case.code("risk_level"),
        "received_at": case.moment("received_at"),
        "received_precision": case.code("received_precision"),
        "first_contact_on": case.day("first_contact_on"),
        "first_contact_at": case.moment("first_contact_at"),
        "closed_on": case.day("closed_on"),
        "placed": any(row.day("to_on") is None for row in file.rows("placement")),
        "last_visit_on": max((day for day in visits if day is not None), default=None),
        "next_visit_on": promised[0] if promised is not None else None,
    }


CONTRIBUTIONS: tuple[Contribution, ...] = (of_case,)
"""All contributions, one line each; a later one says more precisely what an earlier one said."""


def facts(reader: Reader, file: CaseFile) -> Facts:
    """What is known of a case."""
    known: dict[str, Any] = {}
    for contribution in CONTRIBUTIONS:
        known |= contribution(reader, file)
    return Facts(**known)
