"""The page of returns over a real office: numbers beside last month's, their records, checks, signing, the workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.domain.indicators import Month
from app.services.office.offices import Session
from app.ui.pages.return_parts.numbers import NumbersTable
from app.ui.pages.returns import ReturnsPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, no_english, unnamed


@pytest.fixture
def month(office: Session) -> Month:
    """The month before this one, with a facility, two residents and a case in it."""
    with office.read() as reader:
        today: date = reader.today()
    last = Month(today.year, today.month).before()
    with office.write("test") as uow:
        home = uow.create(
            "facility", {"office": "02", "code": "BTB-001", "type": "rci", "owner": "state", "state": "operating"}
        )
        for name in ("ដារ៉ា", "សុភា"):
            values = {
                "facility": home,
                "admitted_on": last.first,
                "sex": "female",
                "family_name_km": "សុខ",
                "given_name_km": name,
            }
            uow.create("residency", values)
        child = uow.create("child", {"office": "02", "family_name_km": "ឈឹម", "sex": "male"})
        case = {"office": "02", "child": child, "code": "K-7QX00001H", "status": "open", "opened_on": last.last}
        uow.create("episode", {"case": uow.create("case", case), "number": 1, "opened_on": last.last})
    return last


@pytest.fixture
def page(window: Window, month: Month) -> ReturnsPage:
    """The page with its numbers."""
    window.navigate("returns")
    settle(window)
    found = window.findChild(ReturnsPage)
    assert isinstance(found, ReturnsPage)
    assert found.month == month
    return found


def table(page: ReturnsPage, tab: int, place: int = 0) -> NumbersTable:
    """A table of a sheet."""
    page.tabs.setCurrentIndex(tab)
    widget = page.tabs.currentWidget()
    assert widget is not None
    return widget.findChildren(NumbersTable)[place]


def choose(shown: NumbersTable, cell: str) -> None:
    """Puts the cursor on a number."""
    for row in range(shown.numbers.rowCount()):
        for column in range(shown.numbers.columnCount()):
            if shown.numbers.cell(shown.numbers.index(row, column)) == cell:
                shown.setCurrentIndex(shown.numbers.index(row, column))
                return
    raise AssertionError(cell)


def test_numbers_stand_beside_last_months_and_say_what_they_are(window: Window, page: ReturnsPage) -> None:
    shown = table(page, 1)
    choose(shown, "residents_closing/sex=female")
    index = shown.currentIndex()
    assert index.data() == "២"
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "ចុងខែ" in said
    assert "ស្រី" in said
    window.context.language.switch("en")
    settle(window)
    shown = table(page, 1)
    choose(shown, "residents_opening/sex=female")
    assert shown.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Total, Start of month, Girls: 0; last month 0"


def test_enter_on_a_number_shows_its_records_and_enter_there_opens_the_case(window: Window, page: ReturnsPage) -> None:
    shown = table(page, 3)
    choose(shown, "cases_new/sex=male")
    QTest.keyClick(shown, Qt.Key.Key_Return)
    settle(window)
    assert page.pane.isVisible()
    assert [one.code for one in page.pane.found] == ["K-7QX00001H"]
    page.pane.table.opened.emit(page.pane.found[0].id)
    settle(window)
    assert not page.isVisible()


def test_every_part_has_a_name_and_khmer_words(window: Window, page: ReturnsPage) -> None:
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        settle(window)
        assert unnamed(page) == []
        assert no_english(page) == []


def test_signing_asks_freezes_and_tells(window: Window, page: ReturnsPage, office: Session, dialogs: ScriptedDialogs) -> None:
    dialogs.answer(True)
    page.sign()
    settle(window)
    assert page.current is not None
    assert page.current.signed is not None
    assert "១" in page.state.text()
    with office.write("test") as uow:
        uow.update("episode", uow.find("episode")[0].id, {"opened_on": page.month.first})
        for record in uow.find("residency", limit=1):
            uow.update("residency", record.id, {"sex": "male"})
    page.read()
    settle(window)
    page.tabs.setCurrentIndex(page.tabs.count() - 1)
    texts = (
        " ".join(part.text() for part in page.tabs.currentWidget().findChildren(QLabel)) if page.tabs.currentWidget() else ""
    )
    assert "ប្រែប្រួល" in texts


def test_the_month_goes_back_and_not_beyond_today(window: Window, page: ReturnsPage) -> None:
    first = page.month
    page.month_before()
    settle(window)
    assert page.month == first.before()
    page.month_after()
    page.month_after()
    settle(window)
    assert page.month.before() == first
    assert not page.later.isEnabled()
    assert not page.sign_button.isEnabled()
    page.month_after()
    assert page.month.before() == first


def test_the_workbook_and_the_records_go_to_files(
    window: Window, page: ReturnsPage, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    dialogs.answer(tmp_path / "return.xlsx")
    assert page.export()
    settle(window)
    assert "ករណី" in load_workbook(tmp_path / "return.xlsx").sheetnames
    shown = table(page, 1)
    choose(shown, "residents_closing")
    page._ask("residents_closing")
    settle(window)
    dialogs.answer(tmp_path / "list.xlsx")
    page.pane.export()
    settle(window)
    book = load_workbook(tmp_path / "list.xlsx")
    cells = [cell for row in book[book.sheetnames[0]].iter_rows(values_only=True) for cell in row]
    assert {"សុខ ដារ៉ា", "សុខ សុភា"} <= set(cells)


def test_a_day_for_a_rate_gives_amounts(window: Window, page: ReturnsPage, dialogs: ScriptedDialogs) -> None:
    assert page.current is not None
    assert page.current.value("food_amount") is None
    dialogs.answer({"rate_45000": date(2020, 1, 1), "rate_150000": date(2024, 1, 1)})
    page.set_rates()
    settle(window)
    assert page.current.value("food_amount") == 2 * 150_000
