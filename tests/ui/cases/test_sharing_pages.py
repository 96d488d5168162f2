"""Hand-overs, moves and referrals in the window: offered on the page of a case, answered on a page of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.data.replica import elsewhere as kept
from app.data.replica.elsewhere import Elsewhere
from app.domain.ids import new_id
from app.domain.records import Actor
from app.services.cases import case_json, case_parts, cases
from app.services.desk import task_sources, today
from app.services.desk.find import find_anything
from app.services.office.rules import set_rule
from app.services.sharing import hand_overs, moves, referrals
from app.ui.pages.case_parts.acts import sharing_acts
from app.ui.pages.case_parts.acts.acts import CaseActs
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.pages.cases import CasesPage
from app.ui.pages.referrals import ReferralsPage
from app.ui.pages.today_lines import LineWords
from app.ui.widgets.basics import Button
from app.ui.widgets.form import Form
from tests.data.cases.support import form
from tests.support.window import clipped, unnamed
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, words

WORKER = Actor(new_id(), "Sok Dara", "0102", frozenset({"caseworker"}))
NOTE = {"danger": "The uncle drinks", "promise_1": "A school bag", "trusts": "Her aunt"}


@pytest.fixture
def case(desk: Desk) -> str:
    """A case of a caseworker; the office knows another one."""
    with desk.session.write("begin") as uow:
        uow.create("user", {"office": "0102", "name": WORKER.name, "roles": ["caseworker"]}, record_id=WORKER.user)
        other = {"office": "0801", "name_km": "អង្គភាពកណ្តាល", "name_en": "Kandal", "phone": "024 555", "head_name": "Mr Lim"}
        uow.create("office", other)
    with desk.session.database.write(WORKER, "case_register") as uow:
        return cases.register(uow, case_json.read(form(), uow.today())).case


@pytest.fixture
def acts(desk: Desk, case: str, page: ReferralsPage) -> CaseActs:
    """The acts on that case."""
    made = CaseActs(page, CaseWords(desk.context))
    with desk.session.read() as reader:
        made.show_case(reader.get("case", case))
    return made


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ReferralsPage:
    made = ReferralsPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    return made


def hand_over_of(desk: Desk, case: str, state: str) -> bool:
    with desk.session.read() as reader:
        return bool(reader.find("hand_over", case=case, state=state))


def test_a_case_is_offered_with_its_note_and_accepted_by_keyboard(
    desk: Desk, case: str, acts: CaseActs, page: ReferralsPage
) -> None:
    head = desk.session.actor
    desk.answers.form = {"to_user": head.user, **NOTE}
    sharing_acts.hand_over(acts)
    desk.settle(lambda: hand_over_of(desk, case, "offered"))
    page.shown()
    desk.settle(lambda: page.waiting)
    told = dict(page.answers.told(page.waiting[0]))
    assert {"The uncle drinks", "A school bag", "Her aunt", "Sok Dara"} <= set(told.values())
    desk.answers.form = {"answer": "accepted"}
    QTest.keyClick(page.wait_table, Qt.Key.Key_Return)
    desk.settle(lambda: not page.waiting)
    with desk.session.read() as reader:
        assert reader.get("case", case).ref("owner") == head.user


def test_who_stands_in_is_offered_the_last_day_of_that(desk: Desk, case: str, acts: CaseActs) -> None:
    mine = desk.session.actor
    with desk.session.database.write(WORKER, "hand_over_offer") as uow:
        end = uow.today() + timedelta(days=9)
        made = hand_overs.offer(uow, case, mine.user, NOTE, until=end)
    with desk.session.write("hand_over_accept") as uow:
        hand_overs.accept(uow, made)
    for roles, day in (({"caseworker"}, end), ({"supervisor"}, None)):
        desk.session.actor = replace(mine, roles=frozenset(roles))
        sharing_acts.hand_over(acts)
        desk.settle(lambda: desk.answers.seen)
        assert desk.answers.seen.pop()["until"] == day, roles


def test_all_cases_that_colleagues_offer_are_accepted_at_once(desk: Desk, case: str, page: ReferralsPage) -> None:
    head = desk.session.actor
    with desk.session.database.write(WORKER, "hand_over_offer") as uow:
        data = form(child__given_name_km="ចន្ថា")
        second = cases.register(uow, case_json.read(data, uow.today())).case
        hand_overs.offer(uow, case, head.user, NOTE)
    page.shown()
    desk.settle(lambda: page.waiting)
    assert page.all_button.isHidden(), "one alone is answered by itself"
    with desk.session.database.write(WORKER, "hand_over_offer") as uow:
        hand_overs.offer(uow, second, head.user, NOTE)
    page.read()
    desk.settle(lambda: len(page.waiting) > 1)
    assert not page.all_button.isHidden()
    QTest.keyClick(page.all_button, Qt.Key.Key_Space)
    desk.settle(lambda: not page.waiting)
    with desk.session.read() as reader:
        assert {reader.get("case", one).ref("owner") for one in (case, second)} == {head.user}


def test_a_case_goes_to_an_office_of_the_directory_with_what_is_ticked(
    desk: Desk, case: str, acts: CaseActs, page: ReferralsPage
) -> None:
    desk.answers.form = {"to_office": "0801", "interview": True, **NOTE}
    sharing_acts.transfer(acts)
    desk.settle(lambda: hand_over_of(desk, case, "offered"))
    with desk.session.read() as reader:
        record = reader.get("case", case)
        assert (record.codes("shared_with"), record.codes("travel")) == (frozenset({"0801"}), frozenset({"interview"}))
    page.shown()
    desk.settle(lambda: page.out)
    page.tabs.setCurrentWidget(page.out_table)
    page.out_table.select(page.out[0].id)
    assert (page.out[0].other, page.out[0].may) == ("អង្គភាពកណ្តាល", ("withdrawn",))
    desk.answers.form = {"answer": "withdrawn"}
    assert page.save()
    desk.settle(lambda: not page.out)
    with desk.session.read() as reader:
        assert not reader.get("case", case).codes("shared_with")


def test_a_referral_shows_the_consent_beside_and_needs_a_reason_without(
    desk: Desk, acts: CaseActs, monkeypatch: pytest.MonkeyPatch
) -> None:
    values: dict[str, object] = {"to_kind": "ngo", "to_name": "Friends", "reason": "A place at school", "shown:sex": True}
    desk.answers.form = values
    problems: list[tuple[str, str]] = []
    first = desk.answers.ask

    def ask(parent: QWidget, title: str, verb: str, form: Form) -> bool:
        """Fills in once; when it comes back, looks and leaves."""
        if not desk.answers.seen:
            return first(parent, title, verb, form)
        problems.extend(form.problems())
        desk.answers.seen.append(form.values())
        return False

    monkeypatch.setattr(desk.answers, "ask", ask)
    sharing_acts.refer(acts)
    desk.settle(lambda: problems)
    assert problems[0][0] == "despite"
    assert "best interests" in problems[0][1]
    assert desk.answers.seen[-1]["to_name"] == "Friends"


def test_a_referral_with_consent_is_made_waits_for_the_exchange_and_is_answered_for_others(
    desk: Desk, case: str, acts: CaseActs, page: ReferralsPage
) -> None:
    with desk.session.write("consent") as uow:
        told = {"purpose": "sharing", "answer": "given", "receiver": "Friends", "given_by": "carer", "how": "signature"}
        case_parts.add(uow, "consent", case, {**told, "on_date": uow.today()})
    desk.answers.form = {"to_kind": "ngo", "to_name": "Friends", "reason": "A place at school", "shown:sex": True}
    sharing_acts.refer(acts)
    page.shown()
    desk.settle(lambda: page.out)
    assert page._state(page.out[0]) == "Goes out with the next exchange"
    desk.answers.form = {"answer": "accepted", "answered_by": "Ms Lim", "note": "on Monday"}
    page.tabs.setCurrentWidget(page.out_table)
    page.out_table.select(page.out[0].id)
    page.answer()
    desk.settle(lambda: page.out and page.out[0].record.text("state") == "accepted")
    with desk.session.read() as reader:
        (record,) = referrals.sent(reader)
        assert (record.text("answered_by"), record.entries("shown")) == ("Ms Lim", {"sex": "female"})
    desk.answers.form = {"answer": "noted", "answered_by": "Mr Sok", "note": "she came today"}
    QTest.keyClick(page.out_table, Qt.Key.Key_Return)
    desk.settle(lambda: page.out and page._last_note(page.out[0]).endswith("Mr Sok: she came today"))
    assert "on Monday" in dict(page.answers.told(page.out[0]))["Notes so far"]


def test_a_leave_that_is_over_and_a_case_that_moved_stand_here_and_on_today(
    desk: Desk, case: str, page: ReferralsPage, qtbot: QtBot
) -> None:
    head = desk.session.actor
    with desk.session.database.write(WORKER, "hand_over_offer") as uow:
        made = hand_overs.offer(uow, case, head.user, NOTE, until=uow.today() + timedelta(days=1))
    with desk.session.write("hand_over_accept") as uow:
        hand_overs.accept(uow, made)
        uow.update("hand_over", made, {"until": uow.today()})
        uow.create(
            "case_stub",
            {"office": "0102", "case_id": new_id(), "code": "02-7QX-26-00009", "child_name": "Lina", "to_office": "0801"},
        )
    with desk.session.read() as reader:
        (due,) = [each for each in task_sources.due_of(reader) if each.kind == "cover_end"]
        assert (due.case, due.group, due.subject) == (case, "hand_over", ("hand_over", made))
        (stub,) = moves.stubs(reader)
        assert stub.to.phone == "024 555"
    page.shown()
    desk.settle(lambda: page.waiting and page.moved)
    assert "Cases that moved away (1)" in page.tabs.tabText(2)
    listed = CasesPage(desk.context)
    qtbot.addWidget(listed)
    desk.answers.form = {"answer": "ended"}
    page.answer()
    desk.settle(lambda: not page.waiting)
    with desk.session.read() as reader:
        assert reader.get("case", case).ref("owner") == WORKER.user


def test_a_referral_that_is_over_keeps_its_number_and_the_answer_of_this_office(
    desk: Desk, case: str, page: ReferralsPage
) -> None:
    asked = {"to_kind": "office", "to_office": "0102", "from_office": "0801", "from_name": "Ms Lim", "code": "K-7QX00009"}
    with desk.session.write("begin") as uow:
        made = uow.create("referral", {**asked, "reason": "A bed", "state": "sent", "on_date": uow.today(), "case": new_id()})
    page.shown()
    desk.settle(lambda: page.waiting)
    assert dict(page.answers.told(page.waiting[0]))["Case number"] == "K-7QX00009"
    desk.answers.form = {"answer": "declined", "note": "no room"}
    QTest.keyClick(page.wait_table, Qt.Key.Key_Return)
    desk.settle(lambda: page.past)
    with desk.session.write("begin") as uow:
        uow.delete("referral", made)  # as the next exchange takes it away
    page.read()
    desk.settle(lambda: not page.waiting)
    page.tabs.setCurrentWidget(page.past_table)
    assert "Answered from here (1)" in page.tabs.tabText(3)
    told = {column.name: column.text(page.past[0]) for column in page._past_columns()}
    assert [told[name] for name in ("code", "state", "from", "by", "phone")] == [
        *("K-7QX00009", "Declined", "Kandal", "Ms Lim", "024 555"),
    ]
    assert told["note"].endswith("no room")
    assert page.answer_button.isHidden()
    assert (clipped(page), unnamed(page)) == ([], [])


def test_the_page_of_a_case_tells_to_whom_it_is_offered_and_takes_it_back(desk: Desk, case: str, qtbot: QtBot) -> None:
    shown = opened_page(desk, qtbot, case)
    assert shown.standing.isHidden()
    with desk.session.write("transfer_offer") as uow:
        moves.offer(uow, case, "0801", NOTE)
    shown.load()
    desk.settle(shown.standing.isVisible)
    assert "Offered to the office Kandal on " in words(shown.standing)
    assert "Until it is accepted, Sok Dara stays responsible." in words(shown.standing)
    assert unnamed(shown.standing) == []
    desk.answers.form = {"answer": "withdrawn"}
    (back,) = shown.standing.findChildren(Button)
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)
    desk.settle(shown.standing.isHidden)
    assert hand_over_of(desk, case, "withdrawn")


def test_the_page_of_a_case_that_moved_away_tells_where_it_is(desk: Desk, case: str, qtbot: QtBot) -> None:
    gone = new_id()
    with desk.session.write("begin") as uow:
        told = {"office": "0102", "case_id": gone, "code": "02-7QX-26-00009", "child_name": "Lina", "to_office": "0801"}
        uow.create("case_stub", {**told, "moved_on": uow.today(), "ask_whom": "Mr Lim"})
    with desk.session.read() as reader:
        (found,) = find_anything(reader, "00009", "en")
    assert (found.page, found.id, found.title) == ("case", gone, "Lina")
    shown = opened_page(desk, qtbot, case)
    shown.shown(case=gone)
    desk.settle(shown.standing.isVisible)
    assert "This case belongs to another office now: Kandal." in words(shown.standing)
    assert "Mr Lim · 024 555" in words(shown.standing)
    assert (shown.heading.text(), shown.about.text()) == ("Lina", "02-7QX-26-00009")
    assert shown.tabs.isHidden()
    assert shown.note_button.isHidden()
    shown.shown(case=case)  # another case is whole again
    desk.settle(lambda: not shown.tabs.isHidden())
    assert shown.standing.isHidden()


def test_the_page_is_whole_in_both_languages(desk: Desk, case: str, page: ReferralsPage) -> None:
    with desk.session.database.write(WORKER, "hand_over_offer") as uow:
        hand_overs.offer(uow, case, desk.session.actor.user, NOTE)
    page.shown()
    desk.settle(lambda: page.waiting)
    assert unnamed(page) == []
    assert clipped(page) == []
    assert "To answer (1)" in page.tabs.tabText(0)
    assert "Referrals and hand-overs" in words(page)


def test_a_child_whom_another_office_may_know_is_told_and_answered_on_the_page_of_the_case(
    desk: Desk, case: str, qtbot: QtBot
) -> None:
    with desk.session.read() as reader:
        child = reader.get("case", case).text("child")
    told = Elsewhere(child, new_id(), "K-7QX00009", "0801", "likely", ("name_km", "birth", "mother"))
    with desk.session.database.transaction() as connection:
        kept.keep(connection, "mark", [told], desk.session.database.clock.now())
    shown = opened_page(desk, qtbot, case)
    desk.settle(shown.standing.isVisible)
    said = words(shown.standing)
    assert "Possibly known to another office: K-7QX00009, Kandal. Phone: Mr Lim · 024 555." in said
    assert "Alike: Khmer name is alike, same day of birth, same mother." in said
    assert unnamed(shown.standing) == []
    with desk.session.read() as reader:
        (line,) = [each for group in today.today(reader) for each in group.lines if each.kind == "elsewhere"]
    alike = LineWords(desk.context).detail(line, "review")
    assert "Possibly known to another office · K-7QX00009 · Kandal · 024 555. Alike: Khmer name is alike" in alike
    desk.answers.form = {"kind": "sibling"}
    (apart,) = shown.standing.findChildren(Button)
    apart.setFocus()
    QTest.keyClick(apart, Qt.Key.Key_Space)
    desk.settle(shown.standing.isHidden)
    with desk.session.read() as reader:
        assert [row.text("kind") for row in reader.find("distinct", child=child)] == ["sibling"]


def test_a_transfer_that_needs_an_approval_is_asked_for_and_offered_once_it_is_approved(
    desk: Desk, case: str, qtbot: QtBot
) -> None:
    with desk.session.write("begin") as uow:
        set_rule(uow, "workflow", "approval_transfer.needed", value=True)
        today_is = uow.today()
    shown = opened_page(desk, qtbot, case)
    approved = {"way": "paper", "paper_by": "The director", "paper_on": today_is, "paper_number": "9/26"}
    desk.answers.form = {"sent_where": "0801", "note": "The family moved", **approved}
    shown.step("transfer")
    desk.settle(shown.standing.isVisible)
    assert "The transfer to Kandal is approved." in words(shown.standing)
    assert any("Once the transfer is approved" in told for told in desk.notices)
    desk.answers.form = {"to_office": "0801", **NOTE}
    (offer,) = shown.standing.findChildren(Button)
    offer.setFocus()
    QTest.keyClick(offer, Qt.Key.Key_Space)
    desk.settle(lambda: "Offered to the office Kandal" in words(shown.standing))
    assert hand_over_of(desk, case, "offered")
