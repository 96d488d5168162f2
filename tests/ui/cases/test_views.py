"""Views of parts: each fits its type, and a planted one is on the page by itself; a tab reads only when it comes up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from pytestqt.qtbot import QtBot

from app.data.fields import fields
from app.services.parts import kinds_desk, part_kinds
from app.services.parts.part_kind import PartKind
from app.ui.context import Context
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.acts.act_list import ACTS
from app.ui.pages.case_parts.fields import forms
from app.ui.pages.case_parts.fields.makers import day, text
from app.ui.pages.case_parts.lists import part_table
from app.ui.pages.case_parts.tabs import case_tab as case_tabs
from app.ui.pages.case_parts.tabs import tabs
from app.ui.pages.case_parts.tabs.tabs import TABS, TabEntry
from app.ui.pages.case_parts.tabs.timeline import TimeLine
from app.ui.pages.case_parts.views import cells, views, words
from app.ui.pages.case_parts.views.views import VIEWS, PartView
from app.ui.pages.case_parts.views.words import CaseWords
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import register

GROUPED = {"birth": "birth_from", "village": "village_code", "heard_on": "heard_at", "reported_on": "reported_at"}
"""Fields of a form that stand for others of the record."""
COMPUTED = {"light", "by"}


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_each_view_fits_its_type(name: str, desk: Desk) -> None:
    view, known = VIEWS[name], fields(name)
    assert name in part_kinds.KINDS
    for each in {*view.fields, *view.columns, *view.detail, *view.marks} - COMPUTED:
        assert GROUPED.get(each, each) in known, each
    assert set(view.required) <= set(view.fields)
    kind = part_kinds.KINDS[name]
    assert {each for each in kind.required if view.fields} <= set(view.fields), "it could never be saved"
    named = CaseWords(desk.context)
    bare = {each for each in {*view.fields, *view.columns} if named.field(each, name) == each}
    assert bare == set(), "a field without words"
    assert view.title().strip()
    assert view.empty().strip()


def test_all_that_the_time_line_tells_has_a_view() -> None:
    told = {kind.type for kind in part_kinds.KINDS.values() if kind.told and kind.parent in {"case", "child"}}
    assert told <= set(VIEWS), "the time line would show a raw name, and nothing of what it is"


def test_tabs_and_acts_have_names_of_their_own() -> None:
    for names in ([entry.name for entry in TABS], [act.name for act in ACTS]):
        assert len(names) == len(set(names))
    assert not {act.name for act in ACTS} & {"consent", "visit"}, "an act would hide a step"


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One kind, one view and one tab in place of those that flags have."""
    kind = PartKind("flag", required=("text",), today="on_date", told="on_date", json_key="flags")
    view = PartView(
        "flag",
        ("on_date", "text"),
        title=lambda: "Flags",
        empty=lambda: "None",
        fields={"text": text, "on_date": day},
        required=("text",),
        detail=("text",),
    )
    laid: Mapping[str, PartView] = {**VIEWS, "flag": view}
    for module in (views, words, cells, forms, part_table, case_tabs, tabs):
        monkeypatch.setattr(module, "VIEWS", laid)
    monkeypatch.setattr("app.ui.pages.case_parts.tabs.timeline.VIEWS", laid)
    monkeypatch.setattr(kinds_desk, "KINDS", (*(each for each in kinds_desk.KINDS if each.type != "flag"), kind))
    more = (*(entry for entry in TABS if entry.name != "desk"), TabEntry("flags", lambda: "Flags", tabs.lists("flag")))
    monkeypatch.setattr("app.ui.pages.case.TABS", more)
    part_kinds.laid.cache_clear()
    yield
    part_kinds.laid.cache_clear()


def test_a_planted_part_is_on_the_page_by_one_kind_and_one_view(desk: Desk, qtbot: QtBot, planted: None) -> None:
    opened = register(desk)
    page = CasePage(desk.context)
    qtbot.addWidget(page)
    page.show()
    page.shown(case=opened.case)
    desk.settle(lambda: page.file)
    desk.answers.form = {"text": "Nobody answers"}
    page.step("add:flag")
    desk.settle(lambda: page.file is not None and page.file.rows("flag"))
    table = page.tables["flag"].table
    desk.settle(lambda: table.rows_model.rowCount() == 1)
    assert table.rows_model.texts(0)[1] == "Nobody answers"
    line = page.tab(tabs.TimeLineTab)
    page.tabs.setCurrentWidget(line)
    desk.settle(lambda: line.part.table.rows_model.rowCount() > 1)
    told = [line.part.table.rows_model.texts(row)[1:3] for row in range(line.part.table.rows_model.rowCount())]
    assert ["Flagged", "Nobody answers"] in told


def test_a_tab_reads_only_when_it_comes_up(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Context] = []
    monkeypatch.setattr(TimeLine, "load", lambda self, case, **_: read.append(self.context))
    opened = register(desk)
    page = CasePage(desk.context)
    qtbot.addWidget(page)
    page.show()
    page.shown(case=opened.case)
    desk.settle(lambda: page.file)
    assert read == []
    page.tabs.setCurrentWidget(page.tab(tabs.TimeLineTab))
    assert len(read) == 1
    page.tabs.setCurrentIndex(0)
    page.tabs.setCurrentWidget(page.tab(tabs.TimeLineTab))
    assert len(read) == 1
    page.reload()
    desk.settle()
    assert len(read) == 2
