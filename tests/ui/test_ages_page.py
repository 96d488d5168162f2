"""Under three and over eighteen in the real window: one list over all facilities, told on Today, opened by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.facilities import facilities, residencies, resident_files
from app.services.office.offices import Session
from app.ui.pages.ages import AgesPage
from app.ui.pages.facilities import FacilitiesPage
from app.ui.pages.facility import FacilityPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


def test_the_list_over_all_facilities_by_keyboard(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    stays = []
    with office.write("facility_register") as uow:
        for home, born in (("មណ្ឌលក", "1990-01-01"), ("មណ្ឌលខ", uow.today().isoformat())):
            facility = facilities.register(uow, {"name_km": home, "type": "rci", "owner": "state"})
            who = {"family_name_km": "សុខ", "given_name_km": "ដារា", "sex": "female", "birth_from": born, "birth_to": born}
            given = {**who, "admission_reason": "no_family", "admitted_on": uow.today().isoformat()}
            stays.append(residencies.admit(uow, facility, given))
    grown, baby = stays
    window.navigate("ages")
    settle(window)
    page = window.pages["ages"]
    assert isinstance(page, AgesPage)
    assert [page.table.row_of(key).whys for key in (grown, baby)] == [("over_eighteen",), ("under_three",)]
    assert (unnamed(page), no_english(page, allowed=frozenset({"Komar"})), clipped(page)) == ([], [], [])
    with office.read() as reader:
        lacks = resident_files.listing(reader, "plan")
    assert lacks == (), "they came today"
    with office.write("residency_edit") as uow:
        residencies.edit(uow, grown, {"admitted_on": "2020-01-01"})
    page.which.set_value("plan")
    settle(window)
    assert page.count == 1
    page.table.select(grown)
    dialogs.answer({"plan_on": window.context.today(), "birth_paper": "yes"})
    QTest.keyClick(page.file_button, Qt.Key.Key_Space)
    settle(window)
    assert page.count == 0
    page.which.set_value("files")
    settle(window)
    assert page.table.row_of(grown).whys == ("admission_paper", "contact", "review")
    assert (unnamed(page), no_english(page, allowed=frozenset({"Komar"})), clipped(page)) == ([], [], [])
    page.which.set_value("under_three")
    settle(window)
    page.table.select(baby)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle(window)
    living = window.pages["facility"]
    assert isinstance(living, FacilityPage)
    assert window.current == "facility"
    assert living.facility is not None
    assert living.tabs.currentWidget() is living.living
    window.navigate("facilities")
    settle(window)
    register = window.pages["facilities"]
    assert isinstance(register, FacilitiesPage)
    assert "១" in register.faces.buttons["ages"].text(), "how many are under three"
