"""The tab of assessments: colours with words, the chart by key, the table behind it, nothing English in Khmer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.pages.case_parts.tabs.assessment_tab import AssessmentTab, DomainRow
from app.ui.widgets.chart import LineChart, Series
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register, words

CHILD = ("health", "education", "emotional", "safety", "nutrition")


def assess(desk: Desk, case: str, back: int, *points: int) -> None:
    """A finished assessment of the five domains of the child, so many days ago."""
    scores = [
        {"item": name, "domain": f"child.{name}", "score": value, "low": value < 3, "labels": {"km": name}}
        for name, value in zip(CHILD, points, strict=True)
    ]
    values = {"subject": "case", "case": case, "form_id": "child_wellbeing", "form_version": "1", "state": "finished"}
    with desk.session.write("response") as uow:
        day = (uow.today() - timedelta(days=back)).isoformat()
        uow.create("form_response", {**values, "filled_on": day, "scores": scores})


def tab_of(desk: Desk, qtbot: QtBot, case: str) -> AssessmentTab:
    """The tab, up and read."""
    page = opened_page(desk, qtbot, case)
    tab = page.tab(AssessmentTab)
    page.tabs.setCurrentWidget(tab)
    desk.settle(lambda: tab.trend)
    return tab


def cells(tab: AssessmentTab) -> list[list[str]]:
    """All words of the table."""
    assert tab.table is not None
    return [tab.table.rows_model.texts(place) for place in range(tab.table.rows_model.rowCount())]


def test_each_domain_has_its_score_in_number_word_and_colour(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    assess(desk, case, 90, 1, 2, 3, 4, 3)
    assess(desk, case, 5, 2, 2, 3, 3, 4)
    tab = tab_of(desk, qtbot, case)
    told = cells(tab)
    assert told[0] == ["Child, all domains", "3 · Fair", "3 · Fair", "better"]
    assert told[1] == ["Health", "1 · Very poor", "2 · Poor", "better"]
    assert [row[3] for row in told[2:]] == ["the same", "the same", "worse", "better"]
    assert tab.table is not None
    picture = tab.table.viewport().grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(0, picture.height(), 3)}
    assert {"#d64535", "#e8891c", "#e3c01f", "#3f9a4a"} <= seen


def test_choosing_a_domain_draws_it_and_keys_walk_through_the_points(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    assess(desk, case, 90, 1, 2, 3, 4, 3)
    assess(desk, case, 5, 2, 2, 3, 3, 4)
    tab = tab_of(desk, qtbot, case)
    plot = tab.chart.plot
    assert [one.name for one in plot.series] == ["Child, all domains"]
    assert tab.table is not None
    assert tab.table.select("child.health")
    assert [one.name for one in plot.series] == ["Health", "Child, all domains"]
    plot.setFocus()
    plot.mark(0, 1)
    assert plot.told().endswith("2 · Poor")
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.told().startswith("Health")
    assert plot.told().endswith("1 · Very poor")
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.told().endswith("1 · Very poor"), "it stays at the end"
    QTest.keyClick(plot, Qt.Key.Key_Down)
    assert plot.told().startswith("Child, all domains")
    assert plot.accessibleDescription() == plot.told()


def test_the_table_behind_the_chart_is_one_key_away(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    assess(desk, case, 90, 1, 2, 3, 4, 3)
    assess(desk, case, 5, 2, 2, 3, 3, 4)
    chart = tab_of(desk, qtbot, case).chart
    chart.plot.setFocus()
    QTest.keyClick(chart.plot, Qt.Key.Key_T)
    listed = chart.listed
    assert listed is not None
    assert not chart.plot.isVisible()
    model = listed.rows_model
    assert [model.texts(place)[1] for place in range(model.rowCount())] == ["2.6 · Fair", "2.8 · Fair"]
    QTest.keyClick(listed, Qt.Key.Key_T)
    assert chart.plot.isVisible()
    assert not listed.isVisible()


def test_what_asks_for_a_look_at_the_risk_is_said_until_it_was_taken(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    assess(desk, case, 0, 2, 2, 3, 3, 1)
    page = opened_page(desk, qtbot, case)
    tab = page.tab(AssessmentTab)
    desk.answers.form = {"level": "medium", "reason": "Food was brought", "strengths": "Grandmother", "needs": "Rice"}
    page.tabs.setCurrentWidget(tab)
    desk.settle(lambda: tab.banner.isVisible())
    assert "Nutrition (1)" in tab.banner.told.text()
    page.step("risk_review")
    desk.settle(lambda: tab.banner.isHidden())
    assert desk.answers.seen[-1]["level"] == "high", "the level that stands is offered"
    assert page.file is not None
    row = page.file.rows("risk")[-1]
    assert [row.text(name) for name in ("level", "reason", "strengths", "needs")] == [
        "medium",
        "Food was brought",
        "Grandmother",
        "Rice",
    ]
    assert row.ref("response")


def test_without_assessments_it_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    tab = tab_of(desk, qtbot, register(desk).case)
    assert "No assessment" in tab.note.text()
    assert tab.table is None
    assert not tab.chart.isVisible()


def test_lines_are_told_apart_without_colour(desk: Desk, qtbot: QtBot) -> None:
    """In grey the two lines still differ: by dash and by the shape of their points."""
    chart = LineChart(desk.context, "x")
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    today = desk.context.today()
    points = [(today - timedelta(days=200), 1.0), (today, 3.0)]
    higher = [(day, value + 1) for day, value in points]
    chart.set_series([Series("A", points, "text"), Series("B", higher, "text")], 1, 4, str)
    chart.show()
    image = chart.plot.grab().toImage()
    area = chart.plot._area()
    ink = desk.context.theme.colour("text")

    def inked(series: Series) -> int:
        """How many of the places along a line are drawn."""
        (first, low), (last, high) = series.points
        one, two = chart.plot._spot(area, first, low), chart.plot._spot(area, last, high)
        along = [one + (two - one) * step / 200 for step in range(20, 180)]
        return sum(abs(image.pixelColor(spot.toPoint()).lightness() - ink.lightness()) < 60 for spot in along)

    assert inked(chart.plot.series[0]) > inked(chart.plot.series[1]) + 20


@pytest.mark.parametrize("lang", ["km"])
def test_in_khmer_nothing_is_english(desk: Desk, qtbot: QtBot, lang: str) -> None:
    case = register(desk).case
    assess(desk, case, 90, 1, 2, 3, 4, 3)
    assess(desk, case, 5, 2, 2, 3, 3, 4)
    tab = tab_of(desk, qtbot, case)
    told = words(tab) + tab.chart.plot.whole() + tab.chart.plot.accessibleName()
    assert not any("a" <= letter.lower() <= "z" for letter in told.replace("(T)", "")), told
    assert tab.table is not None
    row = tab.table.row_of("child.health")
    assert isinstance(row, DomainRow)
    assert "២" in tab._tip(row.marks[0]) or "១" in tab._tip(row.marks[0])
