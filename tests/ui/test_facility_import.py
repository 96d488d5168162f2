"""A list of facilities in the real window: looked at, a column corrected, an unclear row answered, saved and taken back."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.facilities import facilities
from app.services.facilities.facility_import import NEW
from app.services.office.offices import Session
from app.ui.pages.facility_import import FacilityImportPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


def a_list(file: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "បញ្ជី"
    sheet.append(["លេខកូដ", "ឈ្មោះ", "ប្រភេទ", "ម្ចាស់", "ចំនួន"])
    sheet.append(["", "មណ្ឌលសាកល្បង", "RCI", "NGO", 40])
    sheet.append(["BMC-077", "ផ្ទះថ្មី", "RCI", "NGO", 12])
    sheet.append(["BMC-078", "ផ្ទះខុស", "castle", "NGO", 12])
    book.save(file)
    return file


def test_a_list_is_taken_in_by_keyboard(window: Window, office: Session, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    with office.write("facility_register") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo", "capacity": 30})
    window.navigate("facility_import")
    settle(window)
    page = window.pages["facility_import"]
    assert isinstance(page, FacilityImportPage)
    dialogs.answer(a_list(tmp_path / "បញ្ជី.xlsx"))
    QTest.keyClick(page.file_button, Qt.Key.Key_Space)
    settle(window)
    states = {one.row.number: one.row.state for one in page.shown_rows}
    assert states == {2: "unclear", 3: "new", 4: "refused"}
    page.table.select("4")
    settle(window)
    assert "C" in page.detail.text(), "the column"
    assert not page.some_button.isEnabled()
    allowed = frozenset({"Excel", "Komar", "castle", "xlsx"})
    assert (unnamed(page), no_english(page, allowed=allowed), clipped(page)) == ([], [], [])
    dialogs.answer({"E": "capacity"}, {"which": home})
    QTest.keyClick(page.columns_button, Qt.Key.Key_Space)
    settle(window)
    page.table.select("2")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle(window)
    first = page.shown_rows[0].row
    assert (first.state, [(one.old, one.new) for one in first.changes]) == ("changed", [(30, 40)])
    page.table.select("2")
    QTest.keyClick(page.some_button, Qt.Key.Key_Space)
    settle(window)
    with office.read() as reader:
        assert [one.values.get("capacity") for one in reader.find("facility")] == [40]
    dialogs.answer({"which": NEW})
    page.table.select("2")
    assert page.answer()
    settle(window)
    assert page.save()
    settle(window)
    with office.read() as reader:
        assert len(reader.find("facility")) == 3
