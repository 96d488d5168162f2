"""The tab "Incidents": the clock of medical care, further kinds below the incident that is chosen, moments with their time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.services.cases import case_parts
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.incidents_tab import IncidentsTab
from app.ui.widgets.moments import MomentField
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import count, opened, opened_page, press_add


def with_incident(desk: Desk, qtbot: QtBot, days: int = 0, kind: str = "sexual_violence") -> CasePage:
    """A case with an incident of some days ago, its tab in sight."""
    page = opened(desk, qtbot)
    assert page.file is not None
    day = (desk.context.today() - timedelta(days=days)).isoformat()
    with desk.session.write("case_part_add") as uow:
        case_parts.add(uow, "incident", page.file.case.id, {"kind": kind, "on_date": day})
    page = opened_page(desk, qtbot, page.file.case.id)
    page._open("list:incident")
    desk.settle()
    return page


@pytest.mark.parametrize(("lang", "days", "told"), [("en", 0, "hours left"), ("en", 6, "is over"), ("km", 0, "ម៉ោង")])
def test_the_clock_runs_while_there_was_no_examination(desk: Desk, qtbot: QtBot, lang: str, days: int, told: str) -> None:
    page = with_incident(desk, qtbot, days)
    tab = page.tab(IncidentsTab)
    assert not tab.frame.isHidden()
    assert told in tab.clock.text()
    assert "{" not in tab.clock.text() + tab.why.text()


def test_no_clock_after_other_violence_or_without_the_right(desk: Desk, qtbot: QtBot) -> None:
    assert with_incident(desk, qtbot, kind="neglect").tab(IncidentsTab).frame.isHidden()
    page = with_incident(desk, qtbot)
    assert page.file is not None
    desk.session.actor = replace(desk.session.actor, rights=frozenset({"perpetrator"}))
    page = opened_page(desk, qtbot, page.file.case.id)
    page._open("list:incident")
    assert page.tab(IncidentsTab).frame.isHidden()
    assert page.tables["incident"].table.rows_model.rowCount() == 0


def test_a_further_kind_is_added_to_the_incident_that_is_chosen(desk: Desk, qtbot: QtBot) -> None:
    page = with_incident(desk, qtbot, kind="neglect")
    desk.answers.form = {"code": "sexual_violence"}
    press_add(page, "incident_kind")
    desk.settle(lambda: count(desk, "incident_kind") == 1 and not page.tab(IncidentsTab).frame.isHidden())
    assert page.tables["incident_kind"].table.rows_model.rowCount() == 1


def test_who_is_alleged_in_it_is_written_down_with_the_incident(desk: Desk, qtbot: QtBot) -> None:
    page = with_incident(desk, qtbot, kind="neglect")
    tab = page.tab(IncidentsTab)
    desk.answers.form = {"name": "Sok Vuthy", "relation": "Stepfather"}
    assert tab.persons.add()
    desk.settle(lambda: count(desk, "perpetrator") == 1)
    with desk.session.read() as reader:
        assert reader.find("perpetrator")[0].text("incident") == reader.find("incident")[0].id
    desk.settle(lambda: tab.persons.table.rows_model.rowCount() == 1)
    assert page.file is not None
    desk.session.actor = replace(desk.session.actor, rights=frozenset())
    page = opened_page(desk, qtbot, page.file.case.id)
    page._open("list:incident")
    desk.settle()
    assert page.tab(IncidentsTab).persons.isHidden()


def test_nothing_is_added_below_without_an_incident(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    page._open("list:incident")
    assert page.tables["incident_kind"].add_button.isHidden()


def test_a_moment_is_a_day_with_its_time(desk: Desk, qtbot: QtBot) -> None:
    field = MomentField(desk.context)
    qtbot.addWidget(field)
    field.day.edit.setText("5/3/2026")
    field.hour.edit.setText("8:30")
    assert str(field.value()).startswith("2026-03-05T01:30:00")
    field.set_value("2026-03-05T17:00:00Z")
    assert (field.day.value(), field.hour.text()) == (date(2026, 3, 6), "")
    field.set_value(None)
    field.hour.edit.setText("9")
    assert field.fault()
    field.hour.edit.setText("")
    assert (field.fault(), field.value()) == ("", None)
