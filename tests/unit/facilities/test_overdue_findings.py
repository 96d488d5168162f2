"""A finding that cannot wait for a day is overdue everywhere: in its own list, at the facility and at the visit."""

from __future__ import annotations

from app.forms.model import CompiledForm
from app.services.facilities import facilities
from app.services.visits import findings, inspection_results, inspections
from tests.support.facility_office import Office


def test_a_finding_without_a_day_is_overdue_in_every_list(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
        inspections.fill(uow, form, visit, {"entry": "allowed", "i3": "does_not", "i5": "does_not"})
        inspection_results.close(uow, form, visit)
        first = next(one for one in findings.open_of(uow, home) if one.text("item") == "3")
        uow.update("finding", first.id, {"due_on": None})
    with office.read() as reader:
        assert [row.finding.id for row in findings.overdue(reader)] == [first.id]
        row = facilities.overview(reader, home)
        assert (row.open_findings, row.overdue) == (2, 1)
        (line,) = inspections.listing(reader, facility=home)
        assert (line.open_findings, line.overdue) == (2, 1)
