"""All answers of the visits as a workbook: what the team saw, never a talk with a child, a resident or anything restricted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.errors import InputError
from app.forms.model import CompiledForm
from app.services.office.offices import Session
from app.services.visits import inspection_results, inspections, visit_answers
from app.services.visits.inspection_forms import STANDARD
from tests.support.facility_office import Office

CLOSURE = "inspection_closure_visit"
SECRET = "សំងាត់"


def cells(file: Path) -> dict[str, list[list[str]]]:
    """Sheet → rows as text."""
    return {sheet.title: [[str(cell or "") for cell in row] for row in sheet.values] for sheet in load_workbook(file)}


@pytest.fixture
def visits(office: Office, form: CompiledForm, home: str) -> list[str]:
    """One closed visit with a talk and an allegation, and one that is still filled."""
    made = []
    with office.write(actor=office.head) as uow:
        for answer in ("does_not", "meets"):
            made.append(inspections.start(uow, form, home, {"team": "រតនា"}))
            inspections.fill(uow, form, made[-1], {"entry": "allowed", "i3": answer, "i3_note": "គ្មានទឹក"})
        talk = f"{form.path_of('talk')}[{made[0]}]"
        told = {f"{talk}/talk_name": SECRET, f"{talk}/talk_said": SECRET, form.path_of("allegation_say") or "": SECRET}
        inspections.save_answers(uow, made[0], told, form)
        inspection_results.close(uow, form, made[0])
    return made


@pytest.mark.parametrize("labels", [True, False])
def test_answers_of_closed_visits_without_talks(office: Office, visits: list[str], tmp_path: Path, labels: bool) -> None:
    session, target = Session(office.database, office.head), tmp_path / "out.xlsx"
    assert visit_answers.export_visits(session, office.shelf, target, STANDARD, "en", labels=labels) == 1
    book = cells(target)
    told = [cell for rows in book.values() for row in rows for cell in row]
    assert len(book) == 2, "answers, and what stands behind them: no sheet of talks"
    assert {"BMC-001", "Trial home", "រតនា", "គ្មានទឹក", visits[0]} <= set(told)
    assert ("Does not meet" in told, "does_not" in told) == (labels, not labels)
    assert visits[1] not in told, "a visit that is still filled is nobody's result (P26)"
    assert not any(SECRET in cell for cell in told)
    assert not any("talk_" in cell or "allegation" in cell for cell in told)


def test_who_may_take_no_list_out_takes_no_answers_out(office: Office, visits: list[str], tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    for actor in (office.inspector, office.caseworker):
        with pytest.raises(InputError, match="not_allowed"):
            visit_answers.export_visits(Session(office.database, actor), office.shelf, target, STANDARD, "en", labels=True)
    assert not target.exists()
    with office.read(office.head) as reader:
        assert [(one.form_id, one.visits) for one in visit_answers.forms_with(reader, office.shelf, "en")] == [(STANDARD, 1)]


def test_residents_of_a_house_that_closes_are_in_no_file(
    office: Office, home: str, admit: Callable[..., str], tmp_path: Path
) -> None:
    admit(given_name_km=SECRET)
    form = office.shelf.form(CLOSURE)
    with office.write(actor=office.head) as uow:
        visit = inspections.start(uow, form, home, {})
        uow.update("inspection", visit, {"state": "to_be_completed"})  # closed once, and goes on
    target = tmp_path / "out.xlsx"
    session = Session(office.database, office.head)
    assert visit_answers.export_visits(session, office.shelf, target, CLOSURE, "km", labels=True) == 1
    assert SECRET not in str(cells(target))
    assert len(cells(target)) == 2
