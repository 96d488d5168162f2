"""What is new in a case for somebody: offered, decided, answered, by others than the person, until it is done or old."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from app.data.database import Database
from app.domain.records import Actor
from app.services.approvals import approvals
from app.services.cases import case_alerts, flow
from app.services.sharing import hand_overs
from app.text.words import has_words
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register


def alerts(database: Database, actor: Actor) -> Mapping[str, tuple[str, ...]]:
    """The alerts of somebody."""
    with database.read(actor) as reader:
        return case_alerts.alerts(reader)


def test_an_offer_and_a_request_wait_for_whom_they_are_for(database: Database) -> None:
    case = register(database).case
    assert alerts(database, WORKER) == alerts(database, OTHER) == alerts(database, HEAD) == {}
    with acting(database) as uow:
        made = hand_overs.offer(uow, case, OTHER.user, {"danger": "none known", "promise_1": "x", "trusts": "aunt"})
    assert (alerts(database, OTHER), alerts(database, WORKER)) == ({case: ("hand_over",)}, {})
    with acting(database, OTHER) as uow:
        hand_overs.decline(uow, made)
        assert case_alerts.alerts(uow) == {}
    with acting(database) as uow:
        asked = flow.close(uow, case, "success")
    assert alerts(database, HEAD) == {case: ("approval_decide",)}
    with acting(database, HEAD) as uow:
        approvals.decide(uow, asked, "sent_back", remarks="x")
    assert (alerts(database, WORKER), alerts(database, HEAD)) == ({case: ("approval_redo",)}, {})
    assert alerts(database, CLERK) == {}


@pytest.mark.parametrize(
    ("kind", "type_name", "values", "quiet"),
    [
        ("approved", "approval", {"what": "plan", "asked_by": WORKER.user, "state": "approved"}, {"asked_by": HEAD.user}),
        ("referral_answered", "referral", {"to_kind": "office", "to_office": "05", "state": "accepted"}, {"to_office": None}),
    ],
)
def test_an_answer_is_told_for_some_days_to_whoever_works_on_the_case(
    database: Database, kind: str, type_name: str, values: dict[str, Any], quiet: dict[str, Any]
) -> None:
    case = register(database).case
    day = "decided_on" if type_name == "approval" else "on_date"
    with acting(database, HEAD) as uow:
        today = uow.today()
        told = {"case": case, **values, day: today.isoformat()} | ({"decided_by": HEAD.user} if kind == "approved" else {})
        record = uow.create(type_name, told)
    assert (alerts(database, WORKER), alerts(database, OTHER)) == ({case: (kind,)}, {})
    for change in ({day: (today - timedelta(days=15)).isoformat()}, {day: today.isoformat(), **quiet}):
        with acting(database, HEAD) as uow:
            uow.update(type_name, record, change)
        assert alerts(database, WORKER) == {}


def test_a_case_that_came_over_is_told_and_every_alert_has_words(database: Database) -> None:
    case = register(database, OTHER).case
    with acting(database, HEAD) as uow:
        hand_overs.give(uow, case, WORKER.user)
    assert alerts(database, WORKER) == {case: ("handed_over",)}
    told = ("handed_over", "approved", "referral_answered", "approval_decide")
    for kind in (*told, "paper_look", "approval_redo", "hand_over", "cover_end", "elsewhere"):
        assert has_words(f"alert.{kind}"), kind
        assert has_words(f"alert_why.{kind}" if kind in told else f"task.{kind}"), kind
