"""The time line on the page of a case: more comes when it is scrolled, one kind alone, typed late in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.services.cases import notes
from app.ui.models.rows import PAGE
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.tabs import TimeLineTab
from tests.support.window import no_english, unnamed
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import register


def line_of(desk: Desk, qtbot: QtBot, case: str) -> tuple[CasePage, TimeLineTab]:
    """The page with its time line up."""
    page = CasePage(desk.context)
    qtbot.addWidget(page)
    page.show()
    page.shown(case=case)
    desk.settle(lambda: page.file)
    line = page.tab(TimeLineTab)
    page.tabs.setCurrentWidget(line)
    desk.settle(lambda: line.part.table.rows_model.rowCount() > 1)
    return page, line


def test_a_long_line_comes_page_by_page_and_narrows_to_a_kind(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    with desk.session.write("test") as uow:
        day = uow.today() - timedelta(days=20)
        for number in range(PAGE + 20):
            notes.add(uow, opened.case, {"text": f"{number}", "on_date": day})
    _, line = line_of(desk, qtbot, opened.case)
    table, model = line.part.table, line.part.table.rows_model
    assert model.rowCount() == PAGE
    table.scrollToBottom()
    desk.settle(lambda: model.rowCount() > PAGE)
    told = [model.texts(place) for place in range(model.rowCount())]
    assert len({row.id for row in model.rows}) == len(told)
    assert sum("typed late" in cells[2] for cells in told) == PAGE + 20
    kinds = {line.part.filter.combo.itemData(place): place for place in range(line.part.filter.combo.count())}
    assert {"", "note", "opened"} <= set(kinds)
    line.part.filter.combo.setCurrentIndex(kinds["opened"])
    desk.settle(lambda: model.rowCount() == 1)
    assert model.texts(0)[1] == "Case opened"
    line.part.filter.combo.setCurrentIndex(kinds[""])
    desk.settle(lambda: model.rowCount() == PAGE)


@pytest.mark.parametrize("lang", ["km"])
def test_in_khmer_nothing_is_left_in_english(desk: Desk, qtbot: QtBot) -> None:
    _, line = line_of(desk, qtbot, register(desk).case)
    assert no_english(line) == []
    assert unnamed(line) == []
