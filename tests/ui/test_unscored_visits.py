"""Complaint and closure visits in the window: the kind offers the form, closing ends in findings, papers are the form."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.services.facilities import facilities, residencies
from app.services.office.offices import Session
from app.services.visits import inspections
from app.services.visits.inspection_forms import FormShelf
from app.ui.context import Context
from app.ui.forms.blocks import BlockView
from app.ui.pages.facility import FacilityPage
from app.ui.pages.inspection import InspectionPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs

COMPLAINT, CLOSURE = "inspection_complaint_visit", "inspection_closure_visit"


@pytest.fixture(autouse=True)
def english(window: Window) -> None:
    """These tests read English."""
    window.context.language.switch("en")


@pytest.fixture
def facility(office: Session) -> str:
    """A facility with one resident."""
    with office.write("facility_register") as uow:
        made = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "name_en": "Trial home", "type": "rci", "owner": "ngo"})
        admitted = {"given_name_km": "ដារា", "sex": "male", "admission_reason": "no_family"}
        residencies.admit(uow, made, {**admitted, "admitted_on": uow.today().isoformat()})
    return made


def begin(window: Window, facility: str, **head: object) -> InspectionPage:
    """A visit begun on the page of the facility."""
    window.context.navigate("facility", facility=facility)
    settle(window)
    page = cast(FacilityPage, window.pages["facility"])
    cast(ScriptedDialogs, window.context.dialogs).answer(dict(head))
    page.visits.begin(facility)
    settle(window)
    return cast(InspectionPage, window.pages["inspection"])


def words_of(parent: QWidget) -> str:
    labels, buttons = parent.findChildren(QLabel), parent.findChildren(QPushButton)
    return " ".join(
        [part.text() for part in labels if part.isVisible()] + [part.text() for part in buttons if part.isVisible()]
    )


def answer(window: Window, page: InspectionPage, answers: dict[str, object]) -> None:
    """Answers by name, as if given at another time; the page reads them anew."""
    shelf = FormShelf(window.context.session.folder)
    with window.context.session.write("inspection_answer") as uow:
        form = inspections.shelf_form(shelf, inspections.visit_of(uow, page.inspection))
        inspections.fill(uow, form, page.inspection, answers)
    page.desk = None
    page.read()
    settle(window)


@pytest.mark.parametrize(
    ("head", "form"),
    [
        ({"kind": "complaint"}, COMPLAINT),
        ({"kind": "complaint", "form": "inspection_minimum_standards"}, "inspection_minimum_standards"),
    ],
)
def test_the_kind_of_visit_offers_its_form(window: Window, facility: str, head: dict[str, object], form: str) -> None:
    page = begin(window, facility, **head)
    assert page.desk is not None
    assert (page.desk.form.id, page.desk.visit.inspection.code("kind")) == (form, head["kind"])


def test_a_complaint_visit_is_closed_with_findings_and_nothing_to_decide(window: Window, facility: str) -> None:
    page = begin(window, facility, kind="complaint")
    answer(window, page, {"standards": "33", "i33": "partly", "i33_advice": "Repair", "danger_visit": "yes"})
    dialogs = cast(ScriptedDialogs, window.context.dialogs)
    dialogs.answer({})
    assert page.close_inspection()
    settle(window)
    assert page.desk is not None
    assert page.desk.visit.inspection.code("state") == "finished"
    shown = words_of(page.result)
    assert "Finished (no score)" in shown
    assert "Repair" in shown
    assert "Tell the head of office" in shown.replace("\u200b", "")
    assert "Decide" not in shown
    assert " points" not in shown
    assert not page.close_button.isVisible()
    assert page.report_button.isVisible()


def test_only_what_the_complaint_touches_stands_on_the_page(window: Window, facility: str) -> None:
    page = begin(window, facility, kind="complaint")
    answer(window, page, {"standards": "14"})
    assert page.view.go_to("/data/C/i14")
    settle(window)
    shown = [block for block in page.view.findChildren(BlockView) if block.isVisible()]
    assert [list(block.asked()) != [] for block in shown] == [True]


def test_restricted_questions_are_not_shown_without_the_right(window: Window, facility: str) -> None:
    page = begin(window, facility, kind="complaint")
    assert page.view.go_to("/data/who_complains/complainant"), "the first user holds every right"
    assert page.desk is not None
    page.desk = dataclasses.replace(
        page.desk, visit=dataclasses.replace(page.desk.visit, hidden=frozenset({"/data/who_complains/complainant"}))
    )
    session = inspections.session_of(page.desk.visit, page.desk.form, "en")
    page.view.show_session(session, {}, None, hides=page.desk.visit.is_hidden)
    assert not page.view.go_to("/data/who_complains/complainant")


def test_a_closure_has_the_line_of_the_resident_wants_a_place_and_is_printed_as_it_is(window: Window, facility: str) -> None:
    page = begin(window, facility, kind="closure")
    looked: list[int] = []

    def look(context: Context, parent: QWidget, title: str, pages: Sequence[bytes]) -> bool:
        looked.append(len(pages))
        return False

    page.papers.look = look
    page.papers.print_checklist()
    settle(window)
    assert page.desk is not None
    assert page.desk.form.id == CLOSURE
    lines = [key for key in page.desk.visit.answers if key.endswith("/k_residency")]
    assert len(lines) == 1
    page.close_inspection()
    settle(window)
    assert page.desk.visit.open, "a child without a place stands in the way"
    answer(window, page, {"children": [{"to_where": "kinship"}]})
    cast(ScriptedDialogs, window.context.dialogs).answer({})
    page.close_inspection()
    settle(window)
    assert page.desk is not None
    assert page.desk.visit.inspection.code("state") == "finished"
    page.papers.print_report("full")
    settle(window)
    page.papers.print_report("facility")
    settle(window)
    assert [pages > 0 for pages in looked] == [True] * 3


def test_a_visit_begun_by_mistake_is_thrown_away_until_somebody_writes(
    window: Window, office: Session, dialogs: ScriptedDialogs, facility: str
) -> None:
    page = begin(window, facility)
    assert (page.mistake.discard_button.isVisible(), page.void_button.isVisible()) == (True, False)
    dialogs.answer(True)
    page.mistake.discard_button.setFocus()
    QTest.keyClick(page.mistake.discard_button, Qt.Key.Key_Space)
    settle(window)
    assert window.current == "inspections"
    with office.read() as reader:
        assert inspections.listing(reader) == []
    assert not window.notice.isVisible(), "nothing reads what is gone"
    page = begin(window, facility)
    assert page.desk is not None
    page.view.answered.emit({page.desk.form.path_of("entry"): "allowed"})
    settle(window)
    assert (page.mistake.discard_button.isVisible(), page.void_button.isVisible()) == (False, True)
