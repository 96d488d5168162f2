"""Reviews of cases at a set interval: asked of the head alone, by risk, ended by a review that is written down."""

from __future__ import annotations

from datetime import date, timedelta

from app.data.database import Database
from app.domain.records import Actor
from app.domain.tasks import Due, Scope
from app.services.cases import cases
from app.services.desk import case_reviews, supervisions
from app.services.office.rules import set_rule
from tests.data.cases.support import HEAD, OFFICE, WORKER, acting, register


def due(database: Database, actor: Actor = HEAD, scope: Scope | None = None) -> list[Due]:
    """The reviews that are due."""
    with database.read(actor) as reader:
        return list(case_reviews.due(reader, scope or Scope(OFFICE)))


def old_case(database: Database, actor: Actor, back: int, risk: str) -> str:
    """A case that was opened so many days ago."""
    with acting(database) as uow:
        day = uow.today() - timedelta(days=back)
    case = register(database, actor, case__received_at=f"{day}T03:00:00Z", case__risk_level=risk).case
    with acting(database, HEAD) as uow:
        uow.update("case", case, {"opened_on": day.isoformat()})
    return case


def test_by_the_level_of_risk_until_a_review_is_written_down(database: Database) -> None:
    high, low = old_case(database, WORKER, 91, "high"), old_case(database, WORKER, 100, "low")
    old_case(database, WORKER, 400, "no_action")
    found = due(database)
    assert [(one.case, one.group, one.state, one.owner, one.place) for one in found] == [
        (high, "review", "none", HEAD.user, "review")
    ]
    with acting(database) as uow:
        today = uow.today()
    assert found[0].due == today - timedelta(days=1)
    with acting(database, HEAD) as uow:
        set_rule(uow, "review", "every_days.low", 110)
    assert {one.case for one in due(database)} == {high, low}, "fourteen days ahead"
    with database.read(HEAD) as reader:
        begun = case_reviews.begun(reader, high)
    with acting(database, HEAD) as uow:
        supervisions.add(uow, {**begun, "kind": "individual", "text": "a talk is no review"})
    assert len(due(database)) == 2
    with acting(database, HEAD) as uow:
        supervisions.add(uow, {**begun, "text": "the file is whole"})
    assert [one.case for one in due(database)] == [low]


def test_only_the_head_and_never_of_ones_own_case_or_a_closed_one(database: Database) -> None:
    case = old_case(database, WORKER, 200, "high")
    old_case(database, HEAD, 200, "high")
    assert [one.case for one in due(database)] == [case]
    assert due(database, WORKER) == []
    assert due(database, HEAD, Scope(OFFICE, WORKER.user)) == []
    assert due(database, HEAD, Scope(OFFICE, None, ())) == []
    assert due(database, HEAD, Scope("05")) == []
    with acting(database, HEAD) as uow:
        cases.edit(uow, case, {"first_contact_on": date(2026, 1, 2)})
        uow.update("case", case, {"status": "closed"})
    assert due(database) == []
