"""What the register of facilities asks for: background checks of staff, papers that run out. A source of tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from app.data.queries import facilities as queries
from app.data.reader import Reader
from app.domain.permissions import can, covers
from app.domain.records import Record
from app.domain.tasks import STAFF, Due, Scope
from app.services.facilities import facility_register
from app.services.office.rules import rules

_KIND: dict[str, str] = {"mou": "mou_ends", "recognition": "recognition_ends"}


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """A line for each facility and each thing; it is the office's work, nobody's own."""
    if scope.owner is not None or scope.cases is not None:
        return
    if can(reader.actor, "facility.staff"):
        yield from _staff(reader, scope)
    if can(reader.actor, "facility.edit"):
        yield from _papers(reader, scope)


def _here(reader: Reader, scope: Scope, facility: Record) -> bool:
    office = facility.text("office")
    return office.startswith(scope.office) and covers(reader.actor.office, office)


def _staff(reader: Reader, scope: Scope) -> Iterator[Due]:
    """Who is with children although a check was not in order comes first."""
    bad, missing = facility_register.not_in_order(reader), facility_register.unchecked(reader)
    for key, facility in facility_register.facilities_of(reader, sorted({*bad, *missing})).items():
        if not _here(reader, scope, facility):
            continue
        about = ("facility", key)
        if key in bad:
            yield Due("staff_not_in_order", "", about, None, "overdue", "", str(bad[key]), "staff", codes=STAFF)
        if key in missing:
            yield Due("staff_unchecked", "", about, None, "soon", "", str(missing[key]), "staff", "review", STAFF)


def _papers(reader: Reader, scope: Scope) -> Iterator[Due]:
    """Papers that have run out are no danger to a child by themselves: they stand with what is to be reviewed."""
    last = reader.today() + timedelta(days=rules(reader, "register").number("paper_days"))
    for facility in reader.many("facility", queries.with_papers_until(reader, last)).values():
        if not _here(reader, scope, facility):
            continue
        for paper in facility_register.ending(reader, facility):
            yield Due(_KIND[paper.name], "", ("facility", facility.id), paper.until, "soon", "", "", "facility", "review")
