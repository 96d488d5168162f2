"""All facilities at a glance in the real window: tiles by arrow keys, the table in their place, facilities behind numbers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.facilities import facilities
from app.services.office.offices import Session
from app.ui.pages.facility_overview import FacilityOverviewPage
from app.ui.pages.findings import FindingsPage
from app.ui.widgets.tiles import TileButton
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import clipped, no_english, unnamed


def test_the_overview_by_keyboard(window: Window, office: Session, tmp_path: Path) -> None:
    with office.write("facility_register") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលក", "type": "rci", "owner": "state", "village_code": "02010101"})
    window.navigate("facility_overview")
    settle(window)
    page = window.pages["facility_overview"]
    assert isinstance(page, FacilityOverviewPage)
    assert (unnamed(page), no_english(page), clipped(page)) == ([], [], [])
    tiles = page.districts.map.buttons
    assert len(tiles) == 14
    assert (tiles["0201"].tile.tone, tiles["0203"].tile.tone) == ("warn", "")
    tiles["0211"].setFocus()
    QTest.keyClick(tiles["0211"], Qt.Key.Key_Right)
    now = QApplication.focusWidget()
    assert isinstance(now, TileButton)
    assert now.tile.row == tiles["0211"].tile.row
    assert now.tile.column > tiles["0211"].tile.column
    tiles["0201"].setFocus()
    QTest.keyClick(tiles["0201"], Qt.Key.Key_Return)
    assert [one.id for one in page.districts.behind.table.rows_model.rows] == [home]
    QTest.keyClick(tiles["0201"], Qt.Key.Key_T)
    assert page.districts.table.isVisible()
    assert not page.districts.map.isVisible()
    QTest.keyClick(page.districts.table, Qt.Key.Key_T)
    assert page.districts.map.isVisible()

    page.tabs.setCurrentIndex(1)
    settle(window)
    assert (unnamed(page), no_english(page)) == ([], [])
    page._choose("facility_grades/none/never")
    assert [one.id for one in page.behind.table.rows_model.rows] == [home]
    heads, rows = page._grade_rows(page.found) if page.found else ([], [])
    assert len(heads) == 7
    assert [line[-1] for line in rows] == ["0", "0", "0", "1", "1"]

    page.tabs.setCurrentIndex(2)
    settle(window)
    assert page.standards.table is not None
    assert page.standards.table.empty.isVisible(), "no visit yet: said so"
    QTest.keyClick(page.overdue_button, Qt.Key.Key_Space)
    settle(window)
    found = window.pages["findings"]
    assert isinstance(found, FindingsPage)
    assert found.which.value() == "overdue"
