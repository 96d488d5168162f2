"""Lists of facilities, findings and visits as files: inspectors take them along, without a child and without what is secret."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.permissions import VISIT_LISTS, export_act
from app.services.facilities import facilities
from app.services.facilities.facilities import FacilityFilter
from app.services.numbers import lists
from app.services.office import rules
from app.services.office.offices import Session
from app.services.visits import inspections, visit_lists, visit_plans, visit_teams
from app.services.visits.inspection_forms import STANDARD
from app.services.visits.visit_secrecy import may_go_out
from tests.support.facility_office import Office

CHILD = "សុខ ដារា"


def cells(file: Path) -> list[list[str]]:
    """The rows of a file as texts."""
    (sheet,) = load_workbook(file).worksheets
    return [[str(cell) if cell is not None else "" for cell in row] for row in sheet.values]


@pytest.fixture
def session(office: Office) -> Session:
    """Of the inspector."""
    with office.write(actor=office.head) as uow:
        uow.create("office", {"office": "01", "name_km": "អង្គភាព", "practice": True})
    return Session(office.database, office.inspector)


def test_an_inspector_takes_facilities_and_findings_along(
    office: Office, session: Session, home: str, admit: Callable[..., str], tmp_path: Path
) -> None:
    admit()
    with office.write() as uow:
        of_form = {"form_id": STANDARD, "state": "decided"}
        visit = uow.create("inspection", {"facility": home, "visit_on": "2026-01-10", **of_form})
        given = {"inspection": visit, "facility": home, "state": "open", "item": "8", "critical": True, "text": "roof"}
        uow.create("finding", {**given, "responsible": "Director", "due_on": "2026-02-01"})
    file = tmp_path / "out.xlsx"
    assert visit_lists.export_facilities(session, file, FacilityFilter(), "en") == 1
    (row,) = (row for row in cells(file) if row[0] == "BMC-001")
    assert row[1:5] == ["Trial home", "Residential care institution", "Non-governmental organisation", "Operating"]
    assert (row[6], row[9], row[10]) == ("1", "1", "1")
    assert visit_lists.export_findings(session, office.shelf, file, "open", "", "", "en") == 1
    (row,) = (row for row in cells(file) if row[0] == "BMC-001")
    assert (row[2], row[4], row[5], row[7], row[9]) == ("8", "roof", "Yes", "Director", "Overdue")
    assert row[3]
    assert not any(CHILD in cell for line in cells(file) for cell in line)
    with office.read(office.head) as reader:
        noted = reader.connection.exec_driver_sql("SELECT params FROM audit WHERE kind = 'export'").scalars().all()
    assert [sum(f'"{kind}"' in str(one) for one in noted) for kind in ("facilities", "findings")] == [1, 1]


def test_a_caseworker_takes_no_list_of_facilities_out_nor_an_inspector_one_of_residents(
    office: Office, session: Session, home: str, tmp_path: Path
) -> None:
    other, file = Session(office.database, office.caseworker), tmp_path / "out.xlsx"
    with pytest.raises(InputError, match="not_allowed"):
        visit_lists.export_facilities(other, file, FacilityFilter(), "en")
    with pytest.raises(InputError, match="not_allowed"):
        lists.export(session, file, "residents", "x", [], lambda _reader: [], "en", names=False)
    assert not file.exists()
    assert {export_act(kind) for kind in VISIT_LISTS} == {"visit.export"}
    assert export_act("residents") == "list.export"


def test_what_is_not_announced_is_in_the_file_of_the_head_alone(
    office: Office, session: Session, home: str, tmp_path: Path
) -> None:
    with office.write(actor=office.head) as uow:
        uow.create("user", {"office": "01", "name": "Test inspector", "roles": ["inspector"]}, record_id=office.inspector.user)
        told = visit_plans.add(uow, home, {"on_date": "2026-07-01", "notice": "announced"})
        secret = visit_plans.add(uow, home, {"on_date": "2026-08-02"})
        for plan in (told, secret):
            visit_teams.join(uow, plan, "leader", user=office.inspector.user)
    with office.read() as reader:
        assert {one.id for one in visit_plans.listing(reader, 2026)} == {told, secret}, "the team sees both on the screen"
    wanted = {"facility": None, "month": None, "state": None}
    files = {}
    for name, actor in (("team", office.inspector), ("head", office.head)):
        files[name] = tmp_path / f"{name}.xlsx"
        visit_lists.export_visits(Session(office.database, actor), files[name], 2026, "en", **wanted)
    days = {name: [row[0] for row in cells(file) if row[1] == "BMC-001"] for name, file in files.items()}
    assert {name: len(found) for name, found in days.items()} == {"team": 1, "head": 2}
    assert "Test inspector" in cells(files["team"])[-1][5]


def test_a_visit_that_goes_on_unannounced_stays_in(office: Office, home: str) -> None:
    form = office.shelf.form(STANDARD)
    with office.write(actor=office.head) as uow:
        plan = visit_plans.add(uow, home, {"on_date": "2026-06-15"})
        begun = visit_plans.begin(uow, plan, form, {})
        own = inspections.start(uow, form, home, {})
        assert [may_go_out(office.inspector, uow.get("inspection", one)) for one in (begun, own)] == [False, True]
        assert may_go_out(office.head, uow.get("inspection", begun))
        uow.update("inspection", begun, {"state": "to_decide"})
        assert may_go_out(office.inspector, uow.get("inspection", begun)), "it is no secret any more"


def test_the_office_says_after_how_many_days_a_visit_is_late(office: Office, home: str) -> None:
    with office.write() as uow:
        closed = {"state": "decided", "closed_at": "2026-03-01T02:00:00.000Z", "visit_on": "2026-03-01"}
        uow.create("inspection", {"facility": home, **closed})
    for days, late in ((None, False), (100, True), (150, False)):
        with office.write(actor=office.head) as uow:
            rules.set_rule(uow, "visits", "late_days", days)
        with office.read() as reader:
            assert facilities.overview(reader, home).late is late
    with office.read() as reader, pytest.raises(InputError):
        facilities.overview(reader, new_id())
