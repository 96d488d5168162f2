"""A placement becomes formal by the decision of another person, or by one that was signed on paper (P19, P23)."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from app.data.database import Database
from app.data.unit_of_work import UnitOfWork
from app.domain.care import Wanted
from app.domain.errors import InputError
from app.domain.records import Actor, Record
from app.services.approvals import approval_list, approvals
from app.services.approvals.approvals import Paper
from app.services.care import care, placement_approval
from app.services.cases import case_json, cases
from app.services.facilities import facilities
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, form, register

SETTLED = dict.fromkeys(("remains", "birth_family", "kinship"), "not_safe")


@pytest.fixture
def placement(database: Database) -> str:
    """A placement of a caseworker's case in a facility."""
    with acting(database, HEAD) as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌល", "name_en": "Trial home", "type": "rci", "owner": "ngo"})
    case = register(database).case
    with acting(database) as uow:
        return care.place(uow, case, Wanted("residential", facility=home), {}, reason_despite="only bed")


def record(database: Database, placement: str) -> Record:
    with database.read(HEAD) as reader:
        return reader.get("placement", placement)


def refused(database: Database, code: str, who: Actor, act: Callable[[UnitOfWork], object]) -> None:
    with acting(database, who) as uow, pytest.raises(InputError, match=code):
        act(uow)


def test_another_person_decides_and_the_placement_tells_who_and_when(database: Database, placement: str) -> None:
    assert record(database, placement).flag("formal") is not True
    refused(database, "not_allowed", OTHER, lambda uow: placement_approval.ask(uow, placement))
    with acting(database) as uow:
        request = placement_approval.ask(uow, placement, "the family court agrees")
    refused(database, "approval_open", WORKER, lambda uow: placement_approval.ask(uow, placement))
    refused(database, "not_allowed", WORKER, lambda uow: approvals.decide(uow, request, "approved"))
    with database.read(HEAD) as reader:
        (waits,) = approval_list.waiting(reader)
        assert (waits.standing.what, waits.standing.sent_where) == ("placement", "មណ្ឌល · Trial home")
    with acting(database, HEAD) as uow:
        approvals.decide(uow, request, "approved")
        today = uow.today()
    found = record(database, placement)
    assert (found.flag("formal"), found.text("authority"), found.day("decided_on")) == (True, HEAD.name, today)
    refused(database, "placement_approved", WORKER, lambda uow: placement_approval.ask(uow, placement))
    with acting(database, HEAD) as uow:
        approvals.withdraw(uow, request)
    found = record(database, placement)
    assert (found.flag("formal"), found.text("authority"), found.day("decided_on")) == (False, "", None)


def test_what_was_signed_on_paper_and_what_came_back(database: Database, placement: str) -> None:
    with acting(database) as uow:
        first = placement_approval.ask(uow, placement)
    with acting(database, HEAD) as uow:
        approvals.decide(uow, first, "sent_back", remarks="ask the aunt first")
    with acting(database) as uow:
        paper = Paper("ប្រធានមន្ទីរ", uow.today(), "12 សកយ")
        placement_approval.ask(uow, placement, paper=paper)
    found = record(database, placement)
    assert (found.flag("formal"), found.text("authority"), found.text("decision_number")) == (True, "ប្រធានមន្ទីរ", "12 សកយ")
    with database.read(WORKER) as reader:
        board = placement_approval.board(reader, found.text("case"))
        assert {key: one.state for key, one in board.items()} == {placement: "approved"}


def test_a_placement_that_ended_is_not_decided_any_more(database: Database, placement: str) -> None:
    with acting(database) as uow:
        request = placement_approval.ask(uow, placement)
        care.end(uow, placement, uow.today(), "reunified")
    refused(database, "approval_past", HEAD, lambda uow: approvals.decide(uow, request, "approved"))
    refused(database, "placement_ended", WORKER, lambda uow: placement_approval.ask(uow, placement))
    with database.read(HEAD) as reader:
        assert approval_list.waiting(reader) == []


def test_what_is_called_formal_without_an_approval_needs_a_reason(database: Database, placement: str) -> None:
    formal = {"formal": True, "authority": "ប្រធានមន្ទីរ"}
    with acting(database) as uow:
        care.change(uow, placement, {"note": "x"})
    refused(database, "placement_reason_missing", WORKER, lambda uow: care.change(uow, placement, formal, reason_despite=""))
    with acting(database) as uow:
        case = uow.get("placement", placement).text("case")
    wanted = Wanted("foster_long")
    refused(database, "placement_reason_missing", WORKER, lambda uow: care.place(uow, case, wanted, formal, given=SETTLED))
    with acting(database) as uow:
        care.change(uow, placement, formal, reason_despite="the letter is on its way")
    found = record(database, placement)
    assert (found.flag("formal"), "formal_unapproved" in found.text("warned").split()) == (True, True)


def test_what_is_handed_in_with_a_case_needs_the_reason_too(database: Database) -> None:
    """`case add`, `call case` and `case set` are no way around what `placement add` asks."""
    formal = {"option": "foster_long", "from_on": "2026-02-28", "formal": True, "authority": "ប្រធានមន្ទីរ"}
    answers = [{"option": name, "answer": answer} for name, answer in SETTLED.items()]
    with acting(database) as uow, pytest.raises(InputError, match="placement_reason_missing"):
        cases.register(uow, case_json.read(form(case__placements=[formal], case__care_answers=answers), uow.today()))
    told = {**formal, "reason_despite": "the letter is on its way"}
    with acting(database) as uow:
        case = cases.register(uow, case_json.read(form(case__placements=[told], case__care_answers=answers), uow.today())).case
        (found,) = uow.find("placement", case=case)
        assert found.text("warned") == "formal_unapproved"
    for bad in ({**formal, "from_on": "2026-03-01"}, {"option": "other_residential"}):
        with acting(database) as uow, pytest.raises(InputError, match="placement_reason_missing"):
            case_json.assign(uow, case, [f"case.placements={json.dumps([bad])}"])


def test_the_approval_ends_with_another_place_and_not_with_a_remark(database: Database, placement: str) -> None:
    with acting(database) as uow:
        request = placement_approval.ask(uow, placement)
    with acting(database, HEAD) as uow:
        approvals.decide(uow, request, "approved")
        other = facilities.register(uow, {"name_km": "មណ្ឌលផ្សេង", "type": "rci", "owner": "ngo"})
    with acting(database) as uow:
        care.change(uow, placement, {"note": "she is well"})
        wanted = Wanted("residential", other, placement=placement, formal=True)
        told = {one.code for one in care.warnings(uow, uow.get("placement", placement).text("case"), wanted)}
    assert "approval_ends" in told
    assert "formal_unapproved" not in told
    assert record(database, placement).flag("formal") is True
    with acting(database) as uow:
        care.change(uow, placement, {"facility": other}, reason_despite="the first one closes")
    found = record(database, placement)
    assert (found.flag("formal"), found.text("authority"), "approval_ends" in found.text("warned")) == (False, "", True)
    with database.read(WORKER) as reader:
        assert [one.state for one in placement_approval.board(reader, found.text("case")).values()] == ["withdrawn"]
