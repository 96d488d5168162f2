"""A head is asked about what is open in a case and hidden from who asks to close it (practice P1, P19)."""

from __future__ import annotations

from app.data.database import Database
from app.domain.records import Actor
from app.services.approvals import approvals
from app.services.cases import case_parts, closing_unseen, flow
from app.services.planning import services
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, register


def asked(database: Database, approval: str, actor: Actor = HEAD) -> list[tuple[str, object]]:
    """What the head is asked."""
    with database.read(actor) as reader:
        return [(one.code, one.params.get("n")) for one in closing_unseen.before_approving(reader, approval)]


def test_restricted_services_and_a_safety_plan_are_asked_about(database: Database) -> None:
    case = register(database).case
    with acting(database) as uow:
        closing = flow.close(uow, case, "success")
    assert asked(database, closing) == []
    with acting(database, HEAD) as uow:
        services.add(uow, case, {"type": "education"})
        hidden = services.add(uow, case, {"type": "anti_trafficking"})
    assert asked(database, closing) == [("ask.approve_unseen_services", 1)], "the open one was asked about before"
    assert asked(database, closing, WORKER) == asked(database, closing, OTHER) == [], "it tells nobody else of them"
    with acting(database, HEAD) as uow:
        services.set_state(uow, hidden, "done")
        case_parts.add(uow, "safety_plan", case, {"danger": "x"})
    assert asked(database, closing) == [("ask.approve_unseen_plan", None)]
    with acting(database, HEAD) as uow:
        approvals.decide(uow, closing, "approved")


def test_who_asks_with_the_right_was_asked_before_and_other_requests_are_no_closing(database: Database) -> None:
    case = register(database).case
    with acting(database, HEAD) as uow:
        uow.update("user", HEAD.user, {"rights": sorted(HEAD.rights)})
        services.add(uow, case, {"type": "anti_trafficking"})
        closing = flow.close(uow, case, "success")
        plan = case_parts.add(uow, "plan", case, {"number": 1})
    assert asked(database, closing) == []
    with acting(database) as uow:
        other = approvals.ask(uow, "plan", ("plan", plan))
    assert asked(database, other) == []
