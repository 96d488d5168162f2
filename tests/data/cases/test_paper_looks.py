"""No decision on paper stands that no head knows of (practice P19): who may not decide enters it, a head looks at it after."""

from __future__ import annotations

from datetime import date

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor
from app.domain.tasks import Due, Scope
from app.services import approval_list, approvals, flow, paper_looks
from app.services.approvals import Paper
from app.services.rules import set_rule
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register

PAPER = Paper("Nobody Known", date(2026, 3, 1), "12/26")
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


def test_a_reopening_that_cannot_be_undone_stands_with_who_asked_until_it_is_taken_back(database: Database, case: str) -> None:
    (key,) = waits(database)
    with acting(database, HEAD) as uow:
        paper_looks.seen(uow, key)
        set_rule(uow, "workflow", "approval_reopen.needed", value=True)
    with acting(database, WORKER) as uow:
        again = flow.reopen(uow, case, "new_concern", paper=PAPER)
    assert waits(database) == [again]
    with acting(database, HEAD) as uow:
        paper_looks.dispute(uow, again, "nobody asked me")
    assert status(database, case) == "open"
    assert [line.kind for line in lines(database, WORKER)] == ["approval_redo"]
    with acting(database, WORKER) as uow:
        approvals.withdraw(uow, again)
    assert lines(database, WORKER) == []


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
    chief = Actor(new_id(), "Meas Bopha", OFFICE, frozenset({"supervisor"}), frozenset())
    assert waits(database) == []
    assert waits(database, chief) == []
