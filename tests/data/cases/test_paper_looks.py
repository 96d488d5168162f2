"""No decision on paper stands that no head knows of (practice P19): who may not decide enters it, a head looks at it after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor
from app.domain.tasks import Due, Scope
from app.services.approvals import approval_list, approvals, paper_looks
from app.services.approvals.approvals import Paper
from app.services.cases import cases, flow, notes, time_line
from app.services.office.rules import set_rule
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register

PAPER = Paper("Nobody Known", date(2026, 3, 1), "12/26")
CHIEF = Actor(new_id(), "Meas Bopha", OFFICE, frozenset({"supervisor"}), frozenset())
FAR = Actor(new_id(), "Prak Rith", "02", frozenset({"supervisor"}), frozenset())


@pytest.fixture
def case(database: Database) -> str:
    """A case that a caseworker closed with a decision on paper."""
    opened = register(database)
    with acting(database, WORKER) as uow:
        flow.close(uow, opened.case, "success", paper=PAPER)
    return opened.case


def status(database: Database, case: str) -> str | None:
    with database.read(HEAD) as reader:
        return reader.get("case", case).code("status")


def waits(database: Database, actor: Actor = HEAD) -> list[str]:
    """The decisions that somebody is to look at."""
    with database.read(actor) as reader:
        found = [one.approval for one in paper_looks.waiting(reader)]
        assert found == [one.id for one in approval_list.looks(reader)]
        return found


def lines(database: Database, actor: Actor) -> list[Due]:
    with database.read(actor) as reader:
        return list(approval_list.due(reader, Scope(OFFICE)))


def test_the_head_is_told_who_entered_it_and_says_that_it_is_in_order(database: Database, case: str) -> None:
    assert status(database, case) == "closed"
    (key,) = waits(database)
    (line,) = lines(database, HEAD)
    assert (line.kind, line.case, line.place, line.extra) == ("paper_look", case, "approval", "closure")
    with database.read(HEAD) as reader:
        (one,) = approval_list.looks(reader)
        assert (one.entered_by, one.standing.paper_by, one.standing.paper_number) == (WORKER.name, "Nobody Known", "12/26")
    with acting(database, HEAD) as uow:
        paper_looks.seen(uow, key)
    assert waits(database) == []
    assert lines(database, HEAD) == []
    with database.read(HEAD) as reader:
        record = reader.get("approval", key)
        assert (record.ref("decided_by"), record.text("paper_by"), record.code("state")) == (HEAD.user, PAPER.by, "approved")
    assert status(database, case) == "closed"


def test_what_nobody_decided_is_taken_back_and_stands_with_who_asked(database: Database, case: str) -> None:
    (key,) = waits(database)
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="remarks_missing"):
        paper_looks.dispute(uow, key, " ")
    with acting(database, HEAD) as uow:
        paper_looks.dispute(uow, key, "I never saw this letter")
    assert status(database, case) == "open"
    (line,) = lines(database, WORKER)
    assert (line.kind, line.case, line.place) == ("approval_redo", case, "sent_back")
    with database.read(WORKER) as reader:
        (one,) = approvals.mine(reader)
        assert (one.state, one.remarks, one.decided_by) == ("sent_back", "I never saw this letter", HEAD.user)
    assert waits(database) == []
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="look_not_asked"):
        paper_looks.seen(uow, key)


def reopened(database: Database, case: str) -> str:
    """The request by which a closed case was opened anew on paper; the closing on paper was looked at before."""
    with acting(database, HEAD) as uow:
        for key in (one.approval for one in paper_looks.waiting(uow)):
            paper_looks.seen(uow, key)
        set_rule(uow, "workflow", "approval_reopen.needed", value=True)
    with acting(database, WORKER) as uow:
        return flow.reopen(uow, case, "new_concern", on=date(2026, 3, 1), paper=PAPER)


def test_a_disputed_reopening_goes_back_to_the_closed_case_and_loses_nothing(database: Database, case: str) -> None:
    with acting(database, WORKER) as uow:
        before = {**uow.get("case", case).values}
    again = reopened(database, case)
    assert waits(database) == [again]
    with acting(database, WORKER) as uow:
        cases.first_contact(uow, case, on=date(2026, 3, 1), how="phone")
        written = notes.add(uow, case, {"text": "Talked with the aunt"})
    with acting(database, HEAD) as uow:
        paper_looks.dispute(uow, again, "nobody asked me")
    with database.read(WORKER) as reader:
        assert {**reader.get("case", case).values} == before
        assert [row.whole("number") for row in reader.find("episode", case=case)] == [1]
        first = [row for row in reader.find("note", case=case) if row.id != written]
        assert [(row.text("kind"), row.text("on_date")) for row in first] == [("first_contact", "2026-03-01")]
        assert reader.get("note", written).text("text") == "Talked with the aunt"
        told = [one for one in time_line.page(reader, case).events if one.what == "approval_decided"]
        assert ("reopen", "sent_back", "nobody asked me") in [
            tuple(one.record.text(name) for name in ("what", "state", "remarks")) for one in told
        ]
    assert [line.kind for line in lines(database, WORKER)] == ["approval_redo"]
    with acting(database, WORKER) as uow:
        flow.reopen(uow, case, "new_concern", paper=PAPER)
    assert status(database, case) == "open"


def test_a_reopening_after_which_the_case_was_closed_again_stays_in_its_history(database: Database, case: str) -> None:
    again = reopened(database, case)
    with acting(database, WORKER) as uow:
        key = flow.close(uow, case, "success")
    with acting(database, HEAD) as uow:
        approvals.decide(uow, key, "approved")
        paper_looks.dispute(uow, again, "nobody asked me")
    assert status(database, case) == "closed"
    with database.read(HEAD) as reader:
        assert [row.whole("number") for row in reader.find("episode", case=case)] == [1, 2]
    assert [line.kind for line in lines(database, WORKER)] == ["approval_redo"]


@pytest.mark.parametrize("who", [WORKER, OTHER, CLERK, FAR], ids=["who entered it", "colleague", "clerk", "another office"])
def test_nobody_else_is_asked_or_may_answer(database: Database, case: str, who: Actor) -> None:
    assert waits(database, who) == []
    (key,) = waits(database)
    with acting(database, who) as uow, pytest.raises(InputError, match="look_not_asked"):
        paper_looks.seen(uow, key)
    assert status(database, case) == "closed"


def test_what_a_head_enters_needs_no_second_look(database: Database) -> None:
    opened = register(database)
    with acting(database, WORKER) as uow:
        key = flow.close(uow, opened.case, "success")
    with acting(database, HEAD) as uow:
        approvals.decide(uow, key, "approved", paper=PAPER)
    assert waits(database) == []
    assert waits(database, CHIEF) == []


def test_what_a_head_had_no_right_to_decide_and_entered_from_paper_another_head_looks_at(database: Database) -> None:
    """Four eyes: a head's own request, or own case, is decided on paper by somebody else, so somebody else knows of it."""
    with acting(database, HEAD) as uow:
        opened = cases.register(uow, cases.Registration(child={"sex": "female"}, case={"received_at": "2026-03-01T01:00:00Z"}))
        flow.close(uow, opened.case, "success", paper=PAPER)
    assert waits(database) == []
    (key,) = waits(database, CHIEF)
    assert [line.kind for line in lines(database, CHIEF)] == ["paper_look"]
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="look_not_asked"):
        paper_looks.seen(uow, key)
    with acting(database, CHIEF) as uow:
        paper_looks.dispute(uow, key, "who signed that?")
    assert status(database, opened.case) == "open"
    assert waits(database, CHIEF) == []


def test_papers_are_found_by_an_index_that_holds_nothing_else(database: Database, case: str) -> None:
    asked: list[tuple[str, Any]] = []
    with database.read(HEAD) as reader:
        event.listen(reader.connection, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
        assert paper_looks.waiting(reader)
        ((sql, values),) = (one for one in asked if "entered_by NOT IN" in one[0])
        plan = [str(row[3]) for row in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("ix_approval_decided_by_entered_by" in line for line in plan), plan
