"""A transfer that the office wants approved first: who asks, who decides, one offer for each approval (P19, P20)."""

from __future__ import annotations

from datetime import date

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.approvals import approvals
from app.services.approvals.approvals import Paper
from app.services.office.rules import set_rule
from app.services.sharing import between, moves, transfer_approval
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, register

NOTE = {"danger": "none known"}
TO = "0801"


@pytest.fixture
def case(database: Database) -> str:
    """A case of a caseworker in an office that wants transfers approved and knows another office."""
    opened = register(database)
    with acting(database, HEAD) as uow:
        set_rule(uow, "workflow", "approval_transfer.needed", value=True)
    with acting(database, HEAD) as uow:
        for code, name in ((TO, "Kandal"), ("0901", "Koh Kong")):
            uow.create("office", {"office": code, "name_km": name, "name_en": name})
    return opened.case


def ask(database: Database, case: str, who: Actor = WORKER) -> str:
    with acting(database, who) as uow:
        return transfer_approval.ask(uow, case, TO, "the family moved")


def refused(database: Database, case: str, code: str, who: Actor = WORKER, to: str = TO) -> None:
    with acting(database, who) as uow, pytest.raises(InputError, match=code):
        moves.offer(uow, case, to, NOTE)


def test_nothing_goes_out_before_another_person_has_approved_it(database: Database, case: str) -> None:
    refused(database, case, "transfer_not_approved", HEAD)
    request = ask(database, case)
    with acting(database, WORKER) as uow, pytest.raises(InputError, match="not_allowed"):
        approvals.decide(uow, request, "approved")
    refused(database, case, "transfer_not_approved")
    with database.read(HEAD) as reader:
        (waits,) = approvals.waiting(reader)
        assert (waits.what, waits.sent_where, waits.note) == ("transfer", "Kandal · Kandal", "the family moved")
        assert transfer_approval.way(reader, case).kind == "waits"
        assert moves.approved(reader, case) == ()
    with acting(database, HEAD) as uow:
        approvals.decide(uow, request, "approved")
        assert not uow.get("case", case).codes("shared_with"), "an approval alone sends nothing"
    refused(database, case, "transfer_not_approved", to="0901")
    refused(database, case, "not_allowed", OTHER)
    with database.read(WORKER) as reader:
        assert transfer_approval.way(reader, case) == transfer_approval.Way("offer", frozenset({TO}))
        assert [one.code for one in moves.approved(reader, case)] == [TO]
    with acting(database, WORKER) as uow:
        made = moves.offer(uow, case, TO, NOTE)
        assert uow.get("case", case).codes("shared_with") == {TO}
    with acting(database, HEAD) as uow:
        with pytest.raises(InputError, match="approval_decided"):
            approvals.withdraw(uow, request)
        moves.withdraw(uow, made)
    refused(database, case, "transfer_not_approved")


def test_an_approval_that_nobody_used_is_taken_back(database: Database, case: str) -> None:
    request = ask(database, case)
    with acting(database, HEAD) as uow:
        approvals.decide(uow, request, "approved")
        approvals.withdraw(uow, request)
    refused(database, case, "transfer_not_approved")


def test_who_made_an_approved_offer_takes_it_back_until_it_is_accepted(database: Database, case: str) -> None:
    request = ask(database, case)
    with acting(database, HEAD) as uow:
        approvals.decide(uow, request, "approved")
    with acting(database, WORKER) as uow:
        made = moves.offer(uow, case, TO, NOTE)
    with acting(database, OTHER) as uow, pytest.raises(InputError, match="not_allowed"):
        moves.withdraw(uow, made)
    with database.read(WORKER) as reader:
        assert [one.may for one in between.given(reader)] == [("withdrawn",)]
    with acting(database, WORKER) as uow:
        moves.withdraw(uow, made)
        assert not uow.get("case", case).codes("shared_with")
        assert uow.get("hand_over", made).text("state") == "withdrawn"


def test_an_offer_that_a_head_made_to_another_office_is_the_heads(database: Database, case: str) -> None:
    with acting(database, HEAD) as uow:
        set_rule(uow, "workflow", "approval_transfer.needed", value=False)
        made = moves.offer(uow, case, TO, NOTE)
    with acting(database, WORKER) as uow, pytest.raises(InputError, match="not_allowed"):
        moves.withdraw(uow, made)
    with database.read(WORKER) as reader:
        assert between.given(reader) == []


def test_a_head_who_signed_on_paper_has_approved_it(database: Database, case: str) -> None:
    with acting(database, WORKER) as uow:
        paper = Paper("The director", date(2026, 3, 1), "7")
        transfer_approval.ask(uow, case, TO, "the family moved", paper=paper)
        moves.offer(uow, case, TO, NOTE)


def test_what_is_refused_and_the_way_without_the_rule(database: Database, case: str) -> None:
    for to, note, code in (("9999", "x", "office_not_known"), (TO, " ", "value_missing")):
        with acting(database, WORKER) as uow, pytest.raises(InputError, match=code):
            transfer_approval.ask(uow, case, to, note)
    with acting(database, OTHER) as uow, pytest.raises(InputError, match="not_allowed"):
        transfer_approval.ask(uow, case, TO, "x")
    with acting(database, HEAD) as uow:
        set_rule(uow, "workflow", "approval_transfer.needed", value=False)
    with database.read(HEAD) as reader:
        assert transfer_approval.way(reader, case) == transfer_approval.Way("offer")
    with database.read(WORKER) as reader:
        assert transfer_approval.way(reader, case).kind == "ask", "who is no head still asks one"
    refused(database, case, "not_allowed")
    with acting(database, HEAD) as uow:
        moves.offer(uow, case, TO, NOTE)
