"""What is due of allegations about facilities that are no case yet. A source of tasks; those of cases stand with the case."""

from __future__ import annotations

from collections.abc import Iterable

from app.data.reader import Reader
from app.domain.permissions import can, covers
from app.domain.tasks import Due, Scope
from app.services.facilities import allegations


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Allegations that the head and caseworkers have to answer: a case is opened at once, the report is due in 48 hours."""
    if scope.owner is not None or scope.cases is not None or not can(reader.actor, "case.create"):
        return
    homes = {row.text("facility") for row in reader.find("allegation", case=None)} - {""}
    for home in reader.many("facility", sorted(homes)).values():
        office = home.text("office")
        if not office.startswith(scope.office) or not covers(reader.actor.office, office):
            continue
        for one in allegations.of_facility(reader, home.id):
            subject = ("facility", home.id)
            if one.open:
                yield Due("allegation_case", "", subject, None, "overdue", "", step="reports")
            if not one.record.ref("case") and one.record.moment("reported_at") is None:
                yield Due("report_allegation", "", subject, one.due, one.state, "", step="reports")
