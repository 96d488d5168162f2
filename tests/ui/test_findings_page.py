"""Findings of all facilities in the real window: filtered, planned for many, handed in, looked at, by keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.facilities import facilities
from app.services.office.offices import Session
from app.services.visits import finding_list, inspections
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.ui.pages.facilities import FacilitiesPage
from app.ui.pages.facility import FacilityPage
from app.ui.pages.findings import FindingsPage
from app.ui.pages.inspection import LAST_FINDINGS, InspectionPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


def found(office: Session) -> tuple[list[str], list[str]]:
    """Two facilities with a visit each; the first with two findings, the second with one."""
    form = FormShelf(office.folder).form(STANDARD)
    homes, points = [], []
    for name, items in (("មណ្ឌលក", ("8", "9")), ("មណ្ឌលខ", ("8",))):
        with office.write("facility_register") as uow:
            homes.append(facilities.register(uow, {"name_km": name, "type": "rci", "owner": "ngo"}))
            visit = inspections.start(uow, form, homes[-1], {"visit_on": "2026-03-02"})
            for item in items:
                values = {"inspection": visit, "facility": homes[-1], "item": item, "state": "open", "due_on": "2026-06-02"}
                points.append(uow.create("finding", {**values, "text": "ត្រូវកែលម្អ"}))
    return homes, points


def stages(office: Session) -> list[str]:
    with office.read() as reader:
        return sorted(one.stage for one in finding_list.listing(reader, "all"))


def test_findings_are_worked_on_by_keyboard(window: Window, office: Session, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    homes, points = found(office)
    window.navigate("findings")
    settle(window)
    page = window.pages["findings"]
    assert isinstance(page, FindingsPage)
    assert {one.id for one in page.rows} == set(points)
    assert (unnamed(page), no_english(page, allowed=frozenset({"Ctrl", "BTB"})), clipped(page)) == ([], [], [])
    page.home.set_value(homes[0])
    settle(window)
    page.table.selectAll()
    assert len(page.chosen()) == 2, "the other facility is filtered out"
    dialogs.answer({"plan": "ជួសជុល", "responsible": "នាយក"})
    QTest.keyClick(page.plan_button, Qt.Key.Key_Space)
    settle(window)
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"%PDF-1.4 a bill")
    page.table.select(points[0])
    dialogs.answer(bill, {"received_from": "នាយក", "note": "វិក្កយបត្រ"})
    QTest.keyClick(page.file_button, Qt.Key.Key_Space)
    settle(window)
    assert stages(office) == ["overdue", "overdue", "received"]
    assert page.see_button.isEnabled()
    page.table.select(points[0])
    copy = tmp_path / "copy.pdf"
    dialogs.answer(True, copy)
    QTest.keyClick(page.see_button, Qt.Key.Key_Space)
    settle(window)
    assert copy.read_bytes() == bill.read_bytes()
    page.table.select(points[0])
    dialogs.answer({"corrected_on": "2026-06-10", "evidence": "បានជួសជុល"})
    QTest.keyClick(page.correct_button, Qt.Key.Key_Space)
    settle(window)
    assert stages(office) == ["overdue", "overdue", "to_check"]
    page.which.set_value("to_check")
    settle(window)
    assert [one.id for one in page.rows] == [points[0]]
    window.navigate("facilities")
    settle(window)
    register = window.pages["facilities"]
    assert isinstance(register, FacilitiesPage)
    assert "២" in register.faces.buttons["findings"].text()


def test_a_re_visit_looks_at_what_is_said_to_be_corrected(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    homes, points = found(office)
    form = FormShelf(office.folder).form(STANDARD)
    with office.write("inspection_start") as uow:
        uow.update("finding", points[0], {"state": "corrected", "corrected_on": "2026-05-01", "evidence": "x"})
        visit = inspections.start(uow, form, homes[0], {"kind": "follow_up"})
    window.navigate("inspection", inspection=visit)
    settle(window)
    page = window.pages["inspection"]
    assert isinstance(page, InspectionPage)
    assert page.view.list.choose(LAST_FINDINGS)
    settle(window)
    cards = page.earlier.cards
    assert {one.id for one in cards.records} == set(points[:2])
    assert (unnamed(cards), clipped(cards)) == ([], [])
    dialogs.answer({"result": "not_confirmed", "note": "នៅដដែល"}, {"result": "confirmed", "note": "បានឃើញ"})
    for point in points[:2]:
        cards.acts.check([next(one for one in cards.records if one.id == point)], cards.visit)
        settle(window)
    assert stages(office) == ["confirmed", "overdue", "overdue"]
    window.navigate("facility", facility=homes[0], part="findings")
    settle(window)
    home = window.pages["facility"]
    assert isinstance(home, FacilityPage)
    assert home.tabs.currentWidget() is home.findings
