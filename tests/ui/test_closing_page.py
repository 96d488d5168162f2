"""A facility closes in the real window: the measure, each child until it is seen, danger at a visit; in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.facilities import facilities, residencies
from app.services.office.offices import Session
from app.services.visits import inspections
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.ui.pages.facility import FacilityPage
from app.ui.pages.inspection import InspectionPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


@pytest.fixture
def home(office: Session) -> str:
    """A facility with two residents."""
    with office.write("facility_register") as uow:
        made = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "name_en": "Trial home", "type": "rci", "owner": "ngo"})
        for name in ("ដារា", "បុប្ផា"):
            values = {"family_name_km": "សុខ", "given_name_km": name, "sex": "female", "admission_reason": "no_family"}
            residencies.admit(uow, made, {**values, "admitted_on": uow.today().isoformat()})
    return made


def test_a_facility_is_closed_in_emergency_and_its_children_are_followed(
    window: Window, office: Session, home: str, dialogs: ScriptedDialogs
) -> None:
    window.context.language.switch("en")
    window.navigate("facility", facility=home, part="measures")
    settle(window)
    page = window.pages["facility"]
    assert isinstance(page, FacilityPage)
    assert page.tabs.currentWidget() is page.measures
    dialogs.answer({"kind": "emergency_closure", "reason": "ភ្លើងឆេះ"}, True)
    page.measures.take_button.setFocus()
    QTest.keyClick(page.measures.take_button, Qt.Key.Key_Space)
    settle(window)
    assert "Closed in emergency" in page.state.text()
    assert "followed from now on" in dialogs.script.asked[-1].words
    window.navigate("today")
    settle(window)
    window.navigate("facility", facility=home, part="ways")
    settle(window)
    assert page.tabs.currentWidget() is page.ways
    first, second = (one.id for one in page.ways.lines)
    page.ways.table.select(first)
    assert not page.ways.left_button.isEnabled(), "where to comes first"
    dialogs.answer({"destination": "foster", "to_place": "ភូមិអណ្តូង"}, True)
    QTest.keyClick(page.ways.place_button, Qt.Key.Key_Space)
    settle(window)
    today = window.context.today()
    dialogs.answer({"on": today})
    QTest.keyClick(page.ways.left_button, Qt.Key.Key_Space)
    settle(window)
    dialogs.answer({"on": today, "how": "face_to_face"})
    QTest.keyClick(page.ways.seen_button, Qt.Key.Key_Space)
    settle(window)
    assert {one.id: one.stage for one in page.ways.lines} == {first: "safe", second: "open"}
    assert page.ways.open_lines() == 1
    for part in ("measures", "ways"):
        window.navigate("facility", facility=home, part=part)
        window.context.language.switch("km")
        settle(window)
        assert (unnamed(page), no_english(page, allowed=frozenset({"BTB"})), clipped(page)) == ([], [], []), part


def test_an_allegation_becomes_a_case(window: Window, office: Session, home: str, dialogs: ScriptedDialogs) -> None:
    window.navigate("facility", facility=home, part="reports")
    settle(window)
    page = window.pages["facility"]
    assert isinstance(page, FacilityPage)
    assert page.tabs.currentWidget() is page.reports
    dialogs.answer({"kind": "neglect"})
    QTest.keyClick(page.reports.hear_button, Qt.Key.Key_Space)
    settle(window)
    (one,) = page.reports.found
    assert (one.open, one.state) == (True, "running")
    assert (unnamed(page), no_english(page, allowed=frozenset({"BTB"})), clipped(page)) == ([], [], [])
    page.reports.table.select(one.id)
    dialogs.answer({"to": "police"}, {"given_name_km": "ធារី", "sex": "female", "age": 9})
    QTest.keyClick(page.reports.report_button, Qt.Key.Key_Space)
    settle(window)
    page.reports.table.select(one.id)
    QTest.keyClick(page.reports.case_button, Qt.Key.Key_Space)
    settle(window)
    with office.read() as reader:
        told = reader.get("allegation", one.id)
        case = reader.get("case", told.text("case"))
        assert (told.code("reported_to"), case.code("risk_level")) == ("police", "high")
        assert reader.get("child", case.text("child")).text("birth_from")


def test_danger_is_told_at_once_and_answered_by_the_head(
    window: Window, office: Session, home: str, dialogs: ScriptedDialogs
) -> None:
    form = FormShelf(office.folder).form(STANDARD)
    with office.write("inspection_fill") as uow:
        visit = inspections.start(uow, form, home, {})
    window.context.language.switch("en")
    window.navigate("inspection", inspection=visit)
    settle(window)
    page = window.pages["inspection"]
    assert isinstance(page, InspectionPage)
    assert page.alarm.isHidden()
    page.view.answered.emit({str(form.path_of("danger_E")): "yes"})
    settle(window)
    assert (page.alarm.isHidden(), page.alarm.told.text()) == (False, "Call the office."), "others look on at the house"
    assert page.alarm.answer_button.isHidden()
    QTest.keyClick(page.alarm.more_button, Qt.Key.Key_Space)
    assert "danger" in page.alarm.told.text()
    dialogs.answer({"done": "បានហៅនគរបាល"})
    QTest.keyClick(page.alarm.answer_button, Qt.Key.Key_Space)
    settle(window)
    assert "បានហៅនគរបាល" in page.alarm.told.text()
    assert page.alarm.answer_button.isHidden()
    with office.read() as reader:
        assert reader.get("inspection", visit).text("alarm_done") == "បានហៅនគរបាល"
