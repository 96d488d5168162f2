"""A table of many columns at large text: its groups of columns stand below each other, nothing is scrolled to sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.return_layout import Grid, Head, Row, cut, groups
from app.ui.pages.return_parts.numbers import NumbersTable
from app.ui.pages.returns import ReturnsPage
from app.ui.window import Window
from tests.support.pictures import settle

GRID = Grid(
    "g",
    "Title",
    "Age",
    ((Head("first", 2), Head("second", 3)), tuple(Head(each, 1) for each in "abcde")),
    (Row("0-2", ("r/a", "r/b", "r/c", "r/d", "r/e")), Row("Total", ("t/a", "t/b", "t/c", "t/d", "t/e"), "total")),
    frozenset({1, 4}),
)


def test_a_table_is_cut_between_its_groups() -> None:
    assert groups(GRID) == [range(2), range(2, 5)]
    second = cut(GRID, range(2, 5))
    assert [[head.text for head in level] for level in second.heads] == [["second"], ["c", "d", "e"]]
    assert [(row.label, row.cells, row.kind) for row in second.rows] == [
        ("0-2", ("r/c", "r/d", "r/e"), "value"),
        ("Total", ("t/c", "t/d", "t/e"), "total"),
    ]
    assert second.totals == {2}
    assert cut(GRID, range(5)) == GRID
    assert groups(Grid("g", "", "", (), (Row("", ("x", "y")),), frozenset())) == [range(1), range(1, 2)]


def test_no_number_is_out_of_sight_sideways(window: Window) -> None:
    window.resize(1366, 768)
    window.navigate("returns")
    settle(window)
    page = window.pages["returns"]
    assert isinstance(page, ReturnsPage)
    page.tabs.setCurrentIndex(1)
    settle(window)
    [whole] = in_sight(page)
    cells = cells_of(whole)
    assert len(whole.numbers.heads[0]) > 12, "a table of many columns"
    window.context.theme.apply("light", 200)
    settle(window)
    blocks = in_sight(page)
    assert len(blocks) > 1
    assert sorted(cell for one in blocks for cell in cells_of(one)) == sorted(cells)
    assert all(one.horizontalScrollBar().maximum() == 0 for one in blocks)
    assert len({one.accessibleName() for one in blocks}) == len(blocks), "each is told by its heads"
    assert page.tabs.currentWidget().height() >= 8 * page.fontMetrics().height(), "several rows are seen at once"
    last = blocks[-1]
    last.setCurrentIndex(last.numbers.index(last.numbers.rowCount() - 1, last.numbers.columnCount() - 1))
    QTest.keyClick(last, Qt.Key.Key_Return)
    settle(window)
    assert page.pane.isVisible()
    window.context.theme.apply("light", 100)
    settle(window)
    page.pane.hide()
    settle(window)
    assert [cells_of(one) for one in in_sight(page)] == [cells], "with room it is one table again"


def in_sight(page: ReturnsPage) -> list[NumbersTable]:
    """The tables of the sheet that is open, of its first grid."""
    found = [one for one in page.tabs.currentWidget().findChildren(NumbersTable) if one.isVisibleTo(page)]
    first = found[0].numbers.grid.id
    return [one for one in found if one.numbers.grid.id == first]


def cells_of(table: NumbersTable) -> list[str]:
    """The names of all numbers of a table."""
    model = table.numbers
    places = (model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
    return [cell for place in places if (cell := model.cell(place))]
