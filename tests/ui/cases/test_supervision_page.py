"""Supervision and the search for family, in the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.ids import new_id
from app.services.cases import case_parts
from app.services.desk import supervisions
from app.ui.context import Context
from app.ui.pages.supervision import SupervisionPage
from tests.support.closing import close_case
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import count, opened, opened_page, press_add


def come_up(desk: Desk, qtbot: QtBot) -> SupervisionPage:
    """The page is in sight and has read."""
    page = SupervisionPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.shown()
    desk.settle()
    return page


@pytest.mark.parametrize("lang", ["en", "km"])
def test_the_head_writes_a_talk_down(desk: Desk, qtbot: QtBot, lang: str) -> None:
    actor = desk.session.actor
    desk.session.actor = replace(actor, roles=frozenset({"supervisor", "caseworker"}))
    with desk.session.write("user_add") as uow:
        worker = uow.create("user", {"office": actor.office, "name": "Sok Dara", "roles": ["caseworker"], "active": True})
    page = come_up(desk, qtbot)
    desk.answers.form = {"user": worker, "text": "Two visits are late", "agreed": "Visit tomorrow"}
    assert page.new()
    desk.settle(lambda: page.table.rows_model.rowCount() == 1)
    assert "Visit tomorrow" in page.detail.text().replace("\u200b", "")
    desk.answers.form = {"agreed": "Visit today"}
    assert page.change()
    desk.settle(lambda: "Visit today" in page.detail.text().replace("\u200b", ""))
    desk.settle(lambda: page.written.isVisible() and actor.name in page.written.text())
    assert page.history_button.isVisible()
    page.history_button.click()
    desk.settle(lambda: bool(desk.answers.texts))
    assert "Visit tomorrow" in desk.answers.texts[-1]
    assert not any("{" in each.text() for each in page.findChildren(QLabel))


def test_a_caseworker_reads_the_own_talks_and_writes_none(desk: Desk, qtbot: QtBot) -> None:
    head, worker, other = desk.session.actor, new_id(), new_id()
    desk.session.actor = replace(head, roles=frozenset({"supervisor"}))
    with desk.session.write("supervision_write") as uow:
        supervisions.add(uow, {"user": worker, "text": "Mine"})
        supervisions.add(uow, {"user": other, "text": "Another's"})
    desk.session.actor = replace(head, user=worker, roles=frozenset({"caseworker"}))
    page = come_up(desk, qtbot)
    assert [one.record.text("text") for one in page.rows] == ["Mine"]
    assert page.add_button.isHidden()
    assert not page.new()


def test_a_search_shows_what_was_done_in_it(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    assert page.file is not None
    with desk.session.write("case_part_add") as uow:
        case_parts.add(uow, "tracing", page.file.case.id, {"sought": "The mother"})
    page = opened_page(desk, qtbot, page.file.case.id) if page.file is not None else page
    page._open("list:tracing")
    desk.settle(lambda: not page.tables["tracing_action"].add_button.isHidden())
    desk.answers.form = {"kind": "call", "result": "Nobody answers"}
    press_add(page, "tracing_action")
    desk.settle(lambda: page.tables["tracing_action"].table.rows_model.rowCount() == 1)
    desk.answers.form = {"plan": "Rents a room", "papers": ["identity_card", "school"]}
    press_add(page, "leaving")
    desk.settle(lambda: page.tables["leaving"].table.rows_model.rowCount() == 1)
    assert page.tables["leaving"].table.rows_model.texts(0)[1] == "Identity card, School papers"


def test_feedback_is_entered_in_a_closed_case_and_nothing_else(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    assert page.file is not None
    with desk.session.write("case_close") as uow:
        close_case(uow, page.file.case.id, "success")
    page = opened_page(desk, qtbot, page.file.case.id)
    page._open("list:feedback")
    assert page.tables["tracing"].add_button.isHidden()
    desk.answers.form = {"from": "child", "text": "They came", "rating": 5}
    press_add(page, "feedback")
    desk.settle(lambda: count(desk, "feedback") == 1)


def test_a_review_that_is_due_begins_with_its_case(desk: Desk, qtbot: QtBot) -> None:
    file = opened(desk, qtbot).file
    assert file is not None
    desk.session.actor = replace(desk.session.actor, user=new_id(), roles=frozenset({"supervisor"}))
    page = SupervisionPage(desk.context)
    qtbot.addWidget(page)
    page.show()
    desk.answers.form = {"text": "The file is whole"}
    page.shown(case=file.case.id)
    desk.settle(lambda: page.table.rows_model.rowCount() == 1)
    made = page.rows[0]
    assert (made.case_code, made.record.code("kind")) == (file.case.text("code"), "case_review")
    assert made.record.text("user") == file.case.text("owner")


def test_a_review_may_begin_the_audit_sheet(desk: Desk, qtbot: QtBot) -> None:
    file = opened(desk, qtbot).file
    assert file is not None
    desk.session.actor = replace(desk.session.actor, user=new_id(), roles=frozenset({"supervisor"}))
    page = SupervisionPage(desk.context)
    qtbot.addWidget(page)
    page.show()
    desk.answers.form = {"sheet": True}
    page.shown(case=file.case.id)
    desk.settle(lambda: [name for name, _ in desk.visits][-1:] == ["form"])
    with desk.session.read() as reader:
        [begun] = reader.find("form_response", case=file.case.id)
    assert (begun.text("form_id"), begun.code("state"), desk.visits[-1][1]["response"]) == (
        "case_file_audit",
        "draft",
        begun.id,
    )
    looked: list[str] = []

    def look(_context: Context, _page: QWidget, title: str, pages: Sequence[bytes]) -> bool:
        looked.append(f"{title} {len(pages)}")
        return False

    page.audit.papers.look = look
    page.blank_button.click()
    desk.settle(lambda: looked)
    assert looked == ["Audit of a case file 2"]
