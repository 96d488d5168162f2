"""Approvals over laptops: asked on one, decided on another; two heads who decide differently; sent up; on another text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.data.keeping.keys import Profile
from app.domain.errors import InputError
from app.services.approvals import approvals, paper_looks
from app.services.cases import case_parts, cases, flow
from app.services.exchange import conflict_view, conflicts, exchange
from app.services.office.offices import Session, create_office
from tests.support.desk import Desk, leave, together
from tests.support.server import quick_code, quick_office


def opened(session: Session) -> str:
    """A case with a child of its own."""
    received = {"received_at": "2026-03-01T02:00:00.000Z", "risk_level": "low"}
    with session.write("case_register") as uow:
        return cases.register(uow, cases.Registration({"given_name_km": "ដារ៉ា", "sex": "male"}, received)).case


def ask(session: Session, case: str, *, above: bool = False) -> str:
    """The closing is asked for."""
    with session.write("case_close") as uow:
        return flow.close(uow, case, "success", above=above)


def decide(session: Session, approval: str, answer: approvals.Answer, remarks: str = "") -> None:
    """It is decided on a laptop."""
    with session.write("approval_decide") as uow:
        approvals.decide(uow, approval, answer, remarks=remarks)


def status(session: Session, case: str) -> str | None:
    """How a case stands on a laptop."""
    with session.read() as reader:
        return reader.get("case", case).code("status")


def inbox(session: Session) -> list[conflicts.Conflict]:
    """The clashes on a laptop."""
    with session.read() as reader:
        return conflicts.conflicts(reader)


def same(*sessions: Session) -> None:
    """All laptops hold the same."""
    digests = set()
    for session in sessions:
        with session.read() as reader:
            digests.add(str(exchange.digest(reader)))
    assert len(digests) == 1


def test_asked_on_one_decided_on_another(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    case = opened(one)
    approval = ask(one, case)
    together(one, two)
    with two.read() as reader:
        assert [one.approval for one in approvals.waiting(reader)] == [approval]
    decide(two, approval, "sent_back", "Visit once more")
    together(two, one)
    with one.read() as reader:
        [mine] = approvals.mine(reader)
        assert (mine.state, mine.remarks, mine.other_text) == ("sent_back", "Visit once more", False)
    again = ask(one, case)
    together(one, two)
    decide(two, again, "approved")
    together(two, one)
    assert (status(one, case), status(two, case)) == ("closed", "closed")
    with one.read() as reader:
        [episode] = reader.find("episode", case=case)
        assert (episode.code("close_reason"), episode.day("closed_on")) == ("success", reader.today())
        assert reader.get("approval", again).ref("decided_by") == two.actor.user
    assert inbox(one) == inbox(two) == []
    same(one, two)
    leave(one, two)


@pytest.mark.parametrize("first", ["sent_back", "approved"])
@pytest.mark.parametrize("take", ["current", "proposed"])
def test_two_heads_who_decide_differently_are_brought_together(desk: Desk, first: str, take: conflicts.Take) -> None:
    """Whichever came first: the case ends closed just when the answer that stands is a yes."""
    one, two, three = desk.laptop("one"), desk.laptop("two"), desk.laptop("three")
    case = opened(one)
    approval = ask(one, case)
    together(one, two, three)
    answers: tuple[approvals.Answer, approvals.Answer] = ("sent_back", "approved")
    decide(two, approval, answers[0], "Not yet")
    decide(three, approval, answers[1])
    together(*((two, three) if first == "sent_back" else (three, two)), one, two, three)
    [clash] = [each for each in inbox(one) if each.kind == "value"]
    assert (clash.type, clash.record) == ("approval", approval)
    with one.read() as reader:
        assert approvals.standing_of(reader, reader.get("approval", approval)).other_text
    with two.write("decide") as uow:
        conflicts.resolve(uow, clash.id, take)
    for each in inbox(two):
        with two.write("look") as uow:
            conflicts.resolve(uow, each.id, "current")
    together(two, one, three)
    yes = (first == "approved") == (take == "current")
    for session in (one, two, three):
        assert status(session, case) == ("closed" if yes else "open")
        assert inbox(session) == []
        with session.read() as reader:
            assert reader.get("approval", approval).code("state") == ("approved" if yes else "sent_back")
            [episode] = reader.find("episode", case=case)
            assert (episode.day("closed_on") is not None) == yes
    same(one, two, three)
    leave(one, two, three)


def test_an_approval_of_another_text_waits_in_the_inbox_in_words(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    case = opened(one)
    approval = ask(one, case)
    together(one, two)
    with one.write("case_risk") as uow:
        cases.set_risk(uow, case, "high", reason="hit again")
    together(one)
    decide(two, approval, "approved")
    together(two, one, two)
    [clash] = inbox(one)
    assert (clash.kind, clash.record, clash.may) == ("approval", approval, True)
    with two.read() as reader:
        assert approvals.standing_of(reader, reader.get("approval", approval)).other_text
        view = conflict_view.clash_view(reader, clash.id, "en")
        assert (view.page, view.where) == ("case", case)
        assert any("Risk level" in told for told in view.changes), view.changes
    with one.write("look") as uow:
        approvals.withdraw(uow, approval)
    assert status(one, case) == "open", "who finds that it should not stand takes it back"
    leave(one, two)


def test_the_province_decides_what_a_district_sent_up(desk: Desk) -> None:
    province = desk.office[:2]
    quick_office(desk.server, province)
    made = create_office(desk.folder / "above", province, "Chan Above", "correct horse 9", profile=Profile(1, 8, 1))
    above = made.session
    exchange.enrol(above, desk.server.url, quick_code(desk.server, province))
    one, two = desk.laptop("one"), desk.laptop("two")
    case = opened(one)
    approval = ask(one, case, above=True)
    together(one, two, above)
    with pytest.raises(InputError, match="approval_above"):
        decide(two, approval, "approved")
    with above.read() as reader:
        assert [each.approval for each in approvals.waiting(reader)] == [approval]
    decide(above, approval, "approved")
    together(above, one)
    assert status(one, case) == "closed"
    leave(one, two, above)


def test_a_request_never_tells_that_there_is_restricted_information(desk: Desk) -> None:
    """Neither the request nor the decision names a record that a colleague may not know of."""
    one, two = desk.laptop("one"), desk.laptop("two")
    case = opened(one)
    with one.write("part") as uow:
        secret = case_parts.add(uow, "perpetrator", case, {"relation": "x", "noted_on": date(2026, 3, 1).isoformat()})
    approval = ask(one, case)
    together(one, two)
    decide(two, approval, "approved")
    blind = replace(one.actor, rights=frozenset())
    together(two, one)
    with one.database.read(blind) as reader:
        held = reader.get("approval", approval)
        assert secret not in str(dict(held.values))
    with two.database.transaction() as connection:
        sent = connection.exec_driver_sql("SELECT plain(patch) FROM op WHERE record = ?", (approval,)).fetchall()
        assert secret not in str(sent)
    leave(one, two)


def test_what_a_caseworker_entered_from_paper_is_looked_at_and_disputed_on_the_laptop_of_the_head(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    together(one, two)
    with two.write("user_role") as uow:
        uow.update("user", one.actor.user, {"roles": ["caseworker"]})
    together(two, one)
    one.actor = replace(one.actor, roles=frozenset({"caseworker"}))
    case = opened(one)
    with one.write("case_close") as uow:
        approval = flow.close(uow, case, "success", paper=approvals.Paper("Nobody Known", uow.today(), "12/26"))
    together(one, two)
    with two.read() as reader:
        assert [each.approval for each in paper_looks.waiting(reader)] == [approval]
    with two.write("approval_look") as uow:
        paper_looks.dispute(uow, approval, "I never saw this letter")
    together(two, one)
    assert (status(one, case), status(two, case)) == ("open", "open")
    with one.read() as reader:
        assert [each.remarks for each in approvals.mine(reader)] == ["I never saw this letter"]
    with two.read() as reader:
        assert paper_looks.waiting(reader) == []
    assert inbox(one) == inbox(two) == []
    same(one, two)
