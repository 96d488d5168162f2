"""The page of approvals: what waits, what one asked for; and what Today tells of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.ids import new_id
from app.domain.records import Actor
from app.services.approvals import approval_list, approvals
from app.services.approvals.approvals import Paper
from app.services.cases import case_json, cases, flow
from app.services.desk import task_sources
from app.ui.pages.approvals import ApprovalsPage
from app.ui.pages.cases import CasesPage
from tests.data.cases.support import form
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import words

WORKER = Actor(new_id(), "Sok Dara", "0102", frozenset({"caseworker"}))


@pytest.fixture
def asked(desk: Desk) -> str:
    """A caseworker asked to close a case; gives the case."""
    database = desk.session.database
    with database.write(desk.session.actor, "user_add") as uow:
        uow.create("user", {"office": "0102", "name": WORKER.name, "roles": ["caseworker"]}, record_id=WORKER.user)
    with database.write(WORKER, "case_register") as uow:
        case = cases.register(uow, case_json.read(form(), uow.today())).case
    with database.write(WORKER, "case_close") as uow:
        flow.close(uow, case, "success", note="She is well")
    return case


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ApprovalsPage:
    made = ApprovalsPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    return made


def test_the_head_looks_at_the_case_and_approves_by_keyboard(asked: str, page: ApprovalsPage, desk: Desk) -> None:
    page.shown()
    desk.settle(lambda: page.waiting)
    told = words(page)
    for word in ("Sok Dara", "Closing of the case", "She is well", "Waits for your decision (1)"):
        assert word in told or word in page.tabs.tabText(0), word
    QTest.keyClick(page.wait_table, Qt.Key.Key_Return)
    assert desk.visits == [("case", {"case": asked})]
    desk.answers.form = {"answer": "approved"}
    assert page.save()
    desk.settle(lambda: not page.waiting)
    with desk.session.read() as reader:
        assert reader.get("case", asked).code("status") == "closed"
    assert page.wait_table.empty.isVisible()


def test_sent_back_needs_remarks_and_stands_with_who_asked(asked: str, page: ApprovalsPage, desk: Desk) -> None:
    page.shown()
    desk.settle(lambda: page.waiting)
    desk.answers.form = {"answer": "sent_back", "remarks": "Visit once more"}
    page.decide()
    desk.settle(lambda: not page.waiting)
    with desk.session.database.read(WORKER) as reader:
        [one] = approvals.mine(reader)
        assert (one.state, one.remarks) == ("sent_back", "Visit once more")
        [due] = [each for each in task_sources.due_of(reader) if each.kind == "approval_redo"]
        assert (due.case, due.group, due.extra) == (asked, "sent_back", "closure")


@pytest.mark.parametrize("answer", ["seen", "dispute"])
def test_the_head_looks_at_what_was_decided_on_paper_by_keyboard(
    asked: str, page: ApprovalsPage, desk: Desk, answer: str
) -> None:
    with desk.session.database.write(WORKER, "approval_decide") as uow:
        [request] = uow.find("approval", case=asked)
        approvals.decide(uow, request.id, "approved", paper=Paper("Nobody Known", uow.today(), "12/26"))
    page.shown(approval=request.id)
    desk.settle(lambda: page.waiting)
    for word in ("Paper of Nobody Known · entered by Sok Dara", "Waits for your decision (1)"):
        assert word in words(page) or word in page.tabs.tabText(0), word
    assert page.decide_button.text() == "Look at it…"
    desk.answers.form = {"look": answer, "remarks": "I never saw this letter"}
    page.decide_button.setFocus()
    QTest.keyClick(page.decide_button, Qt.Key.Key_Space)
    desk.settle(lambda: not page.waiting)
    with desk.session.read() as reader:
        assert reader.get("case", asked).code("status") == ("closed" if answer == "seen" else "open")
        assert reader.get("approval", request.id).ref("decided_by") == desk.session.actor.user


def test_an_own_request_is_taken_back(desk: Desk, page: ApprovalsPage) -> None:
    with desk.session.write("case_register") as uow:
        case = cases.register(uow, case_json.read(form(), uow.today())).case
    with desk.session.write("case_close") as uow:
        flow.close(uow, case, "success")
    page.shown()
    desk.settle(lambda: page.own)
    assert not page.waiting
    page.tabs.setCurrentWidget(page.own_table)
    page.own_table.select(page.own[0].id)
    assert page.chosen() is not None
    page.withdraw()
    desk.settle(lambda: not page.own)
    assert "Take this request back?" in desk.answers.questions[0]


def test_cases_lead_to_the_approvals_with_their_count_and_today_tells_them(asked: str, desk: Desk, qtbot: QtBot) -> None:
    listed = CasesPage(desk.context)
    qtbot.addWidget(listed)
    listed.show()
    listed.shown()
    desk.settle(lambda: listed.faces.buttons["approvals"].text() == "Approvals (1)")
    listed.faces.buttons["approvals"].click()
    assert desk.visits == [("approvals", {})]
    with desk.session.read() as reader:
        [due] = [one for one in task_sources.due_of(reader) if one.kind == "approval_decide"]
        assert (due.case, due.group, due.step, due.state) == (asked, "approval", "approval:closure", "soon")


def test_a_restricted_case_is_told_by_its_number_alone(desk: Desk, page: ApprovalsPage) -> None:
    """Somebody may stand behind the head."""
    with desk.session.write("case_register") as uow:
        secret = form(case__concerns=[{"code": "sexual_violence", "kind": "experienced"}])
        opened = cases.register(uow, case_json.read(secret, uow.today()))
    with desk.session.database.write(WORKER, "x") as uow:
        uow.update("case", opened.case, {"owner": WORKER.user})
        flow.close(uow, opened.case, "success")
    page.shown()
    desk.settle(lambda: page.waiting)
    assert "Restricted case" in words(page)
    assert "សុខ" not in words(page)
    assert opened.code in words(page)


def test_a_decision_is_taken_back_with_what_followed(asked: str, page: ApprovalsPage, desk: Desk) -> None:
    page.shown()
    desk.settle(lambda: page.waiting)
    desk.answers.form = {"answer": "approved"}
    page.decide()
    desk.settle(lambda: page.decided)
    page.tabs.setCurrentWidget(page.done_table)
    assert page.done_table.rows_model.rowCount() == 1
    page.done_table.select(page.decided[0].id)
    assert page.withdraw_button.isVisibleTo(page)
    page.withdraw()
    desk.settle(lambda: not page.decided)
    with desk.session.read() as reader:
        assert reader.get("case", asked).code("status") == "open"
    with desk.session.database.read(WORKER) as reader:
        assert approval_list.decided(reader) == [], "a caseworker takes back no decision"


def test_a_clerk_finds_no_list_of_cases_but_what_stands_beside_it(asked: str, desk: Desk, qtbot: QtBot) -> None:
    assert asked
    desk.session.actor = replace(desk.session.actor, roles=frozenset({"clerk"}), rights=frozenset())
    listed = CasesPage(desk.context)
    qtbot.addWidget(listed)
    listed.show()
    listed.shown()
    desk.settle()
    assert "Your role does not open cases" in words(listed)
    assert listed.faces.buttons["insight"].isVisible()
    for part in (listed.table, listed.filters, listed.new_button, listed.columns_button):
        assert not part.isVisible()
    assert not any((listed.new(), listed.export(), listed.find_here()))
    listed.refresh(())
    listed.reload()
    desk.settle()
    assert listed.table.rows_model.rowCount() == 0
