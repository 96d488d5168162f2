"""The next visit above notes and visits: why it is due and by whose rule, what was missed; conferences below."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services.cases import case_parts, notes
from app.services.office import rules
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.notes_tab import NotesTab
from tests.support.closing import close_case
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register, words


def visited(desk: Desk, case: str, back: int, **values: object) -> None:
    """A visit so many days ago."""
    with desk.session.write("note_add") as uow:
        on = uow.today() - timedelta(days=back)
        notes.add(uow, case, {"kind": "follow_up_home", "on_date": on.isoformat(), "text": "x", **values})


def notes_tab(desk: Desk, page: CasePage) -> NotesTab:
    """The tab, up and read."""
    tab = page.tab(NotesTab)
    page.tabs.setCurrentWidget(tab)
    desk.settle(lambda: tab.panel.board)
    return tab


def test_why_a_visit_is_due_and_what_was_missed(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    visited(
        desk, case, 30, new_problems="No rice", action_taken="Commune told", health="B", education="A", food="A", family="A"
    )
    visited(desk, case, 10, child_seen=False, not_seen_reason="at_work")
    page = opened_page(desk, qtbot, case)
    told = words(notes_tab(desk, page).panel)
    assert "Every 7 days, as the risk is: High: overdue since" in told
    assert "A proposal: no national rule was found" in told
    assert "Visits missed since the last one: 4" in told
    assert "Visits since then at which the child was not seen: 1" in told
    assert "The child was not seen: At work" in told
    with desk.session.write("rule") as uow:
        rules.set_rule(uow, "follow_up", "risk_days.high", 60)
    page.reload()
    tab = notes_tab(desk, page)

    def shown() -> str:
        return " ".join(one.text() for one in tab.panel.findChildren(QLabel) if not one.isHidden())

    desk.settle(lambda: "A rule of this office" in shown())
    assert "Every 60 days" in shown()
    assert "missed" not in shown()


def test_while_the_risk_is_high_the_safety_plan_is_looked_through(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    with desk.session.write("safety") as uow:
        case_parts.add(uow, "safety_plan", case, {"danger": "x"})
    page = opened_page(desk, qtbot, case)
    assert "safety plan" in words(notes_tab(desk, page).panel)


def test_a_conference_is_written_down(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    page = opened_page(desk, qtbot, case)
    tab = notes_tab(desk, page)
    desk.answers.form = {"reason": "complex", "attended": "Commune, police", "decisions": "A visit each week"}
    page.step("add:conference")
    table = tab.tables["conference"].table
    desk.settle(lambda: table.rows_model.rowCount() == 1)
    assert table.rows_model.texts(0)[1:3] == ["Complex case", "A visit each week"]


def test_a_closed_case_has_no_next_visit(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    with desk.session.write("close") as uow:
        close_case(uow, case, "success")
    assert notes_tab(desk, opened_page(desk, qtbot, case)).panel.isHidden()


@pytest.mark.parametrize("lang", ["km"])
def test_in_khmer_nothing_is_english(desk: Desk, qtbot: QtBot, lang: str) -> None:
    case = register(desk).case
    visited(desk, case, 20, text="ជួប", next_visit_on=desk.context.today().isoformat())
    told = words(notes_tab(desk, opened_page(desk, qtbot, case)).panel)
    assert not any("a" <= letter.lower() <= "z" for letter in told), told


def test_a_note_opens_whole_with_its_author_and_its_restricted_words(desk: Desk, qtbot: QtBot) -> None:
    """What it says and who wrote it stands below the list; who holds the right adds words of a group."""
    opened = register(desk)
    with desk.session.write("note_add") as uow:
        note = notes.add(uow, opened.case, {"text": "The aunt was there", "kind": "call"})
    page = opened_page(desk, qtbot, opened.case)
    page.step("list:note")
    tab = page.tab(NotesTab)
    table = tab.tables["note"]
    desk.settle(lambda: table.table.rows_model.rowCount() == 1)
    assert table.table.select(note)
    desk.settle(lambda: "Chan Sophea" in table.written.text())
    assert "The aunt was there" in table.detail.text().replace("\u200b", "")
    assert table.written.isVisibleTo(page)
    assert tab.below.isVisibleTo(page)
    desk.answers.form = {"restricted": "interview", "text": "She is afraid of him"}
    tab.below.add()
    desk.settle(lambda: tab.below.table.rows_model.rowCount() == 1)
    with desk.session.read() as reader:
        [detail] = reader.find("note_detail", note=note)
        assert detail.text("restricted") == "interview"
    table.written.show_history()
    desk.settle(lambda: bool(desk.answers.texts))
    assert "call" not in desk.answers.texts[-1].split("\n")[-1].split()
    assert "afraid" not in desk.answers.texts[-1]
    desk.session.actor = replace(desk.session.actor, rights=frozenset())
    page.reload()
    desk.settle(lambda: not tab.below.isVisibleTo(page))
    assert tab.below.table.rows_model.rowCount() == 0
