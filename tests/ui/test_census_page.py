"""Heads against the list in the real window: one answer for several children; the difference at the facility."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.facilities import facilities, residencies
from app.services.office.offices import Session
from app.services.visits import census, inspections
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.ui.pages.facility import FacilityPage
from app.ui.pages.inspection import CENSUS, InspectionPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


def test_children_are_counted_one_by_one(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    form = FormShelf(office.folder).form(STANDARD)
    with office.write("facility_register") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})
        stays = []
        for name in ("ដារា", "បុប្ផា", "សុភា"):
            values = {"family_name_km": "សុខ", "given_name_km": name, "sex": "female", "admission_reason": "no_family"}
            stays.append(residencies.admit(uow, home, {**values, "admitted_on": uow.today().isoformat()}))
        visit = inspections.start(uow, form, home, {})
    window.navigate("inspection", inspection=visit)
    settle(window)
    page = window.pages["inspection"]
    assert isinstance(page, InspectionPage)
    assert page.view.list.choose(CENSUS)
    settle(window)
    part = page.census
    assert not part.isHidden()
    first, second, third = (one.id for one in part.found)
    part.table.select(first)
    QTest.keyClick(part.present_button, Qt.Key.Key_Space)
    settle(window)
    assert part.table.selected() == second, "on to the next child"
    QTest.keyClick(part.missing_button, Qt.Key.Key_Space)
    settle(window)
    dialogs.answer({"found": "school", "note": "គ្រូ"}, {"name": "ចាន់", "age": 9})
    QTest.keyClick(part.other_button, Qt.Key.Key_Space)
    settle(window)
    QTest.keyClick(part.unlisted_button, Qt.Key.Key_Space)
    settle(window)
    assert {one.id: one.found for one in part.found if one.resident} == {first: "present", second: "missing", third: "school"}
    assert (unnamed(part), no_english(part), clipped(part)) == ([], [], [])
    window.navigate("facility", facility=home)
    settle(window)
    living = window.pages["facility"]
    assert isinstance(living, FacilityPage)
    band = living.living.differences
    assert not band.isHidden()
    lost, unlisted = (next(one for one in band.found if one.line.code("found") == code) for code in ("missing", "unlisted"))
    dialogs.answer({"which": lost.id, "what": "explain", "note": "បានត្រឡប់មកវិញ"}, {"which": unlisted.id, "what": "admit"})
    for _ in range(2):
        QTest.keyClick(band.explain_button, Qt.Key.Key_Space)
        settle(window)
    assert band.isHidden()
    with office.read() as reader:
        assert census.open_of(reader, home) == ()
        assert len(residencies.living_there(reader, home)) == len(stays) + 1
