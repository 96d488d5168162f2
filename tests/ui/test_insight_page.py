"""The page of insights: numbers and bars in Khmer, from a number by key to case numbers, never names; a workbook that hides."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.pages.insight import InsightPage, days_of
from app.ui.pages.insight_parts.tables import TableCard
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import clipped, no_english, unnamed
from tests.ui.support import go, make_case


def page_of(window: Window) -> InsightPage:
    """The page, read."""
    go(window, "insight")
    page = window.pages["insight"]
    assert isinstance(page, InsightPage)
    return page


def test_from_a_number_to_its_cases_and_into_a_workbook(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(window.context.session, hours_ago=2, risk="high")
    page = page_of(window)
    assert page.time.value() == "year"
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        settle(window)
        assert (no_english(page), unnamed(page), clipped(page)) == ([], [], [])
    page.tabs.setCurrentIndex(0)
    risk = next(one for one in page.findChildren(TableCard) if one.table.id == "risk")
    assert "ខ្ពស់" in risk.bars.accessibleName()
    model = risk.numbers.whole.numbers
    total = model.index(model.levels, model.columnCount() - 1)
    assert model.data(total) == "១"
    risk.numbers.whole.setFocus()
    risk.numbers.whole.setCurrentIndex(total)
    QTest.keyClick(risk.numbers.whole, Qt.Key.Key_Return)
    settle(window)
    assert page.pane.isVisible()
    with window.context.session.read() as reader:
        code = reader.get("case", case).text("code")
    assert [page.pane.table.rows_model.texts(row) for row in range(len(page.pane.table.rows_model.rows))] == [[code]]
    assert (no_english(page), clipped(page)) == ([], [])
    target = tmp_path / "out.xlsx"
    monkeypatch.setattr(window.context.dialogs, "save_file", lambda *_: target)
    page.hide_small.setChecked(True)
    assert page.export()
    settle(window)
    sheet = load_workbook(target).worksheets[1]
    cells = {cell.value for line in sheet.iter_rows() for cell in line}
    assert "<5" in cells
    assert 1 not in cells
    assert code not in cells


def test_nothing_is_cut_at_twice_the_size(window: Window) -> None:
    make_case(window.context.session, hours_ago=40)
    window.context.theme.apply("dark", 200)
    window.resize(1366, 768)
    page = page_of(window)
    assert clipped(page) == []
    assert window.frames["insight"].horizontalScrollBar().maximum() == 0


def test_times_that_have_a_name(window: Window) -> None:
    today = window.context.today()
    assert days_of("year", today) == (today.replace(month=1, day=1), today)
    first, last = days_of("last_month", today)
    assert (first.day, (last - first).days in range(27, 31), last < today.replace(day=1)) == (1, True, True)
    assert days_of("quarter", today.replace(month=11))[0].month == 10
    assert days_of("last_year", today)[1].month == 12
