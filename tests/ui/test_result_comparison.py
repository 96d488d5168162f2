"""A result beside earlier ones: change in words and numbers beside its colour, its line by keyboard, nothing of one house."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.comparing_visits import TOTAL, Part, Scored, Spread
from app.services.visits.visit_comparison import Comparison, Peers
from app.ui.context import Context
from app.ui.forms.result_comparison import ResultComparison
from tests.support.window import no_english, shown_texts, unnamed

TITLES = {"a": "ក. ច្បាប់", "b": "ខ. បុគ្គលិក"}


def found(spreads: dict[str, Spread]) -> Comparison:
    """Three visits, the middle one scored otherwise, beside seven others of the type or beside three."""
    visits = (
        Scored("1", date(2024, 3, 1), "", {TOTAL: Part(100, 200), "a": Part(50, 100), "b": Part(50, 100)}),
        Scored("2", date(2025, 3, 1), "version", {}),
        Scored("3", date(2026, 3, 1), "", {TOTAL: Part(105, 200), "a": Part(65, 100), "b": Part(40, 100)}),
    )
    peers = Peers("rci", 7 if spreads else 3, date(2026, 1, 2), spreads, {"rules": 2})
    return Comparison(visits, ("a", "b"), 200, peers)


def test_change_and_place_in_words(bare: Context) -> None:
    parent = QWidget()
    shown = ResultComparison(bare, found({TOTAL: Spread(7, 55, 60, 70), "a": Spread(7, 50, 55, 60)}), TITLES, parent)
    told = {one.id: (shown._change(one), shown._place(one)) for one in shown.table.rows_model.rows}
    assert told == {
        "total": ("ប្រសើរជាង ៣ %", "មួយភាគបួនខាងក្រោម"),
        "a": ("ប្រសើរជាង ១៥ %", "មួយភាគបួនខាងលើ"),
        "b": ("ខ្សោយជាង ១០ %", "-"),
    }
    texts = " ".join(text for _, text in shown_texts(shown))
    assert "កំណែ" in texts, "why the middle one is not compared"
    assert "៧" in texts
    assert (unnamed(shown), no_english(shown)) == ([], [])
    parent.deleteLater()


def test_few_others_are_a_number_alone(bare: Context) -> None:
    parent = QWidget()
    shown = ResultComparison(bare, found({}), TITLES, parent)
    assert "place" not in [column.name for column in shown.table.rows_model.columns]
    assert any("៣" in text and "៥" in text for _, text in shown_texts(shown)), "three there are, five are needed"
    parent.deleteLater()


def test_the_line_of_a_part_by_keyboard(bare: Context) -> None:
    parent = QWidget()
    shown = ResultComparison(bare, found({}), TITLES, parent)
    assert [one.name for one in shown.chart.plot.series] == ["ពិន្ទុសរុប"]
    shown.table.select("total")
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    assert [one.name for one in shown.chart.plot.series] == [TITLES["a"], "ពិន្ទុសរុប"]
    QTest.keyClick(shown.chart.plot, Qt.Key.Key_Right)
    QTest.keyClick(shown.chart.plot, Qt.Key.Key_Right)
    assert "៦៥ %" in shown.chart.plot.told()
    assert list(shown.chart.plot._steps()) == [0, 20, 40, 60, 80, 100]
    parent.deleteLater()
