"""The page of the contact log: written down by keyboard, a case made of it by one key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.services.desk import calls
from app.services.facilities import complaints, facilities
from app.ui.pages.calls import CallsPage
from app.ui.pages.register_case import RegisterCasePage
from tests.ui.cases.conftest import Desk

TOLD = {"about": "A child sleeps at the market", "for_whom": "Girl of about 8", "at": "2026-02-20T02:30:00Z"}


@pytest.fixture
def log(desk: Desk, qtbot: QtBot) -> Iterator[CallsPage]:
    page = CallsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    yield page
    page.hide()


def write(desk: Desk, **values: object) -> str:
    """A call in the log."""
    with desk.session.write("call_add") as uow:
        return calls.add(uow, {**TOLD, **values})


def went(desk: Desk) -> str:
    """The page that was gone to last."""
    return desk.visits[-1][0]


@pytest.mark.parametrize("lang", ["en", "km"])
def test_a_call_is_written_down_and_shown_whole(desk: Desk, log: CallsPage, lang: str) -> None:
    log.shown()
    desk.settle()
    desk.answers.form = {"about": "Asks what to do", "kind": "advice", "outcome": "advised", "caller_name": "Srey"}
    assert log.new()
    desk.settle(lambda: log.table.rows_model.rowCount() == 1)
    assert desk.answers.seen[0]["at"], "now, unless said"
    assert "Asks what to do" in log.detail.text().replace("\u200b", "")
    assert "Srey" in log.caller.text()
    assert "{" not in log.caller.text()


def test_what_is_missing_comes_back_to_the_form(desk: Desk, log: CallsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    key = write(desk)
    log.shown(call=key)
    desk.settle(lambda: log.table.selected() == key)
    real = desk.answers.ask

    def ask(*told: Any) -> bool:
        desk.answers.form = {"outcome": "sent_on"} if not desk.answers.seen else {"sent_where": "The commune"}
        return real(*told)

    monkeypatch.setattr(desk.answers, "ask", ask)
    assert log.change()
    desk.settle(lambda: len(desk.answers.seen) == 2 and "The commune" in log.detail.text())


def test_only_what_is_not_decided_can_be_asked_for(desk: Desk, log: CallsPage) -> None:
    write(desk)
    write(desk, outcome="nothing")
    log.shown()
    desk.settle(lambda: log.table.rows_model.rowCount() == 2)
    log.only_open.setChecked(True)
    desk.settle(lambda: log.table.rows_model.rowCount() == 1)


def test_one_key_makes_a_case_of_it_with_what_the_call_says(desk: Desk, log: CallsPage, qtbot: QtBot) -> None:
    key = write(desk, caller_name="Srey")
    log.shown(call=key)
    desk.settle(lambda: log.table.selected() == key)
    assert log.save()
    assert desk.visits[-1] == ("register_case", {"call": key})
    page = RegisterCasePage(desk.context)
    qtbot.addWidget(page)
    page.show()
    desk.answers.agrees = False  # nothing was begun there, so nothing is asked
    page.shown(call=key)
    desk.settle(lambda: page.call_id == key)
    desk.answers.agrees = True
    values = page.form.values()
    assert (str(values["received_on"]), values["received_time"]) == ("2026-02-20", "09:30")
    assert "Girl of about 8" in str(values["reason"])
    assert values["reporter_name"] == "Srey"
    page.form.set_values({"given_name_km": "លីន", "family_name_km": "សុខ"})
    page.save()
    desk.settle(lambda: went(desk) == "case")
    log.read()
    desk.settle(lambda: not log.open_button.isHidden())
    assert not log.case_button.isEnabled()
    log.open_case()
    assert went(desk) == "case"
    assert page.call_id == "", "the next registration is of nobody's call"


def test_what_was_begun_is_not_thrown_away_unasked(desk: Desk, qtbot: QtBot) -> None:
    key = write(desk)
    page = RegisterCasePage(desk.context)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    desk.settle()
    page.form.set_values({"given_name_km": "លីន"})
    desk.answers.agrees = False
    page.shown(call=key)
    desk.settle()
    assert (page.call_id, page.form.values()["given_name_km"]) == ("", "លីន")
    desk.answers.agrees = True
    page.shown(call=key)
    desk.settle(lambda: page.call_id == key)
    assert not page.form.values()["given_name_km"]


def test_who_may_not_know_who_called_is_not_asked(desk: Desk, log: CallsPage) -> None:
    key = write(desk, caller_name="Srey")
    desk.session.actor = replace(desk.session.actor, rights=frozenset())
    log.shown(call=key)
    desk.settle(lambda: log.table.selected() == key)
    assert log.caller.isHidden()
    log.change()
    assert "caller_name" not in desk.answers.seen[-1]


def test_a_complaint_is_made_of_a_call_about_a_facility(desk: Desk, log: CallsPage) -> None:
    with desk.session.write("facility_register") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "name_en": "Trial home", "type": "rci", "owner": "ngo"})
    plain, key = write(desk), write(desk, facility=home, caller_name="Srey")
    log.shown(call=plain)
    desk.settle(lambda: log.table.selected() == plain)
    assert log.complaint_button.isHidden()
    log.table.select(key)
    desk.settle(lambda: not log.complaint_button.isHidden())
    assert "មណ្ឌលសាកល្បង" in log.detail.text().replace("\u200b", "") or "Trial home" in log.detail.text()
    desk.answers.form = {"about": "The food is bad"}
    log.complaint_button.click()
    desk.settle(lambda: log.complaint_button.isHidden())
    with desk.session.read() as reader:
        (told,) = complaints.listing(reader, home)
    assert told.called is not None
    assert told.who is not None
    assert (told.record.text("about"), told.who.text("name")) == ("The food is bad", "Srey")
