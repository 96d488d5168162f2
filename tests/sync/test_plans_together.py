"""Plans and services over laptops: one plan begun twice is one; a restricted service does not reach who may not know of it."""

from __future__ import annotations

import pytest

from app.services.approvals import approvals
from app.services.cases import case_facts, case_parts
from app.services.cases.case_file import case_file
from app.services.exchange import exchange
from app.services.office.offices import Session
from app.services.people import distinct
from app.services.planning import plans, services
from tests.support.desk import Desk, leave, together
from tests.sync.test_approvals_together import inbox, opened, same


def act(session: Session, case: str, action: str) -> None:
    """An action of the plan, entered on a laptop."""
    with session.write("plan_action_add") as uow:
        case_parts.add(uow, "plan_action", case, {"action": action})


def told(session: Session, case: str) -> tuple[int, list[str]]:
    """How many plans there are, and the actions of the one that holds."""
    with session.read() as reader:
        view = plans.current(reader, case)
        assert view is not None
        return reader.count("plan", case=case), sorted(row.text("action") for row in view.actions)


def test_the_same_plan_begun_on_two_laptops_is_one(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    case = opened(one)
    together(one, two)
    act(one, case, "Rice")
    act(two, case, "School")
    together(one, two, one)
    assert told(one, case) == told(two, case) == (1, ["Rice", "School"])
    assert {clash.type for clash in inbox(two)} <= {"plan"}, "at most by whom it was made is asked"
    same(one, two)
    leave(one, two)


def grew(session: Session, case: str) -> int:
    """How many actions of the plan its approval did not name as they are."""
    with session.read() as reader:
        return case_facts.facts(reader, case_file(reader, case)).plan_grew


@pytest.mark.parametrize("first", ["action", "approval"])
def test_an_action_that_the_head_did_not_see_is_not_approved_with_the_plan(desk: Desk, first: str) -> None:
    """Whichever came to the server first, all laptops say so; a new approval, which names it, ends it."""
    one, two, three = desk.laptop("one"), desk.laptop("two"), desk.laptop("three")
    case = opened(one)
    act(one, case, "Rice")
    together(one, two, three)

    def approve() -> None:
        with one.write("ask") as uow:
            view = plans.current(uow, case)
            assert view is not None
            asked = approvals.ask(uow, "plan", ("plan", view.plan.id))
        together(one, two)
        with two.write("decide") as uow:
            approvals.decide(uow, asked, "approved")

    act(three, case, "School")
    approve()
    assert grew(two, case) == 0
    together(*((three, two) if first == "action" else (two, three)), one, two)
    assert [grew(session, case) for session in (one, two)] == [1, 1]
    approve()
    together(two, one)
    assert [grew(session, case) for session in (one, two)] == [0, 0]
    same(one, two)
    leave(one, two, three)


def test_a_version_that_ended_elsewhere_takes_the_action_along_that_came_late(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    case = opened(one)
    act(one, case, "Rice")
    together(one, two)
    with one.write("plan_renew") as uow:
        second = plans.renew(uow, case, {"monitoring": "weekly"})
    act(two, case, "School")
    together(one, two, one)
    for session in (one, two):
        with session.read() as reader:
            board = plans.board(reader, case)
            assert board.plan is not None
            assert board.plan.plan.id == second
            told = sorted(row.text("action") for row in board.plan.actions)
            assert told == ["Rice", "School"], "nothing is lost from sight"
    leave(one, two)


def test_a_service_of_two_people_adds_both_words(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    case = opened(one)
    with one.write("service_add") as uow:
        service = services.add(uow, case, {"type": "medical", "note": "a"})
    together(one, two)
    with one.write("service_state") as uow:
        services.set_state(uow, service, "started", note="given by one")
    with two.write("service_state") as uow:
        services.set_state(uow, service, "started", note="seen by two")
    together(one, two, one)
    with two.read() as reader:
        record = reader.get("service", service)
        assert record.text("state") == "started"
        assert {"given by one", "seen by two"} <= set(record.text("note").split("\n"))
    exchange.exchange(two)
    same(one, two)
    leave(one, two)


def test_a_sibling_linked_on_two_laptops_is_one_member_of_the_family(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    cases = opened(one), opened(one)
    together(one, two)
    with one.read() as reader:
        child, sibling = (reader.get("case", case).text("child") for case in cases)
    for session in (one, two):
        with session.write("distinct") as uow:
            distinct.mark(uow, child, sibling, "sibling")
    together(one, two, one)
    for session in (one, two):
        with session.read() as reader:
            (member,) = reader.find("family_member", child=child, linked_child=sibling)
    with one.write("case_part_remove") as uow:
        case_parts.remove(uow, "family_member", member.id)
        distinct.mark(uow, child, sibling, "twin")
        assert uow.count("family_member", child=child, linked_child=sibling) == 1, "also after it was taken out"
    together(one, two)
    same(one, two)
    leave(one, two)
