"""The step of a case in a list is the step of its bar, whatever happened to it; a kept filter asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.workflow import ORDER, present
from app.services.approvals import approvals
from app.services.approvals.approvals import Paper
from app.services.cases import case_file, case_parts, case_search, case_steps, cases, flow, notes
from app.services.cases.case_facts import facts
from app.services.cases.case_search import CaseFilter, CaseWish
from app.services.office.rules import set_rule
from app.services.people import deaths
from tests.data.cases.support import HEAD, OFFICE, WORKER, acting, register, with_rights

Act = Callable[[Any, str, str], object]


def response(form_id: str, **values: object) -> Act:
    """A finished form, as the form engine leaves it."""

    def fill(uow: Any, case: str, _child: str) -> object:
        day = uow.today() - timedelta(days=int(str(values.get("ago", 0))))
        kept = {"case": case, "form_id": form_id, "state": "finished", "filled_on": day.isoformat(), "office": OFFICE}
        return uow.create("form_response", kept | {name: value for name, value in values.items() if name != "ago"})

    return fill


def services_done(uow: Any, case: str, _child: str) -> object:
    """All services are done."""
    for row in uow.find("service", case=case):
        case_parts.change(uow, "service", row.id, {"state": "done"})
    return None


LOW = [{"item": "food", "domain": "child.food", "score": 1, "key": "/f/food", "low": True, "labels": {"km": "x"}, "note": ""}]
ACTS: tuple[Act, ...] = (
    lambda uow, case, _: cases.first_contact(uow, case, on=uow.today()),
    lambda uow, case, _: cases.set_risk(uow, case, "no_action"),
    lambda uow, case, _: cases.set_risk(uow, case, "low"),
    response("form_2_assessment"),
    response("child_wellbeing", scores=LOW),
    response("form_2_assessment", ago=400),
    response("form_3_service_plan"),
    response("form_6_final_assessment"),
    response("form_6_final_assessment", scores=LOW, ago=1),
    response("closing_assessment", scores=LOW),
    response("carer_household_assessment"),
    lambda uow, case, _: case_parts.add(uow, "plan", case, {"number": 1, "made_on": uow.today().isoformat()}),
    lambda uow, case, _: case_parts.add(uow, "service", case, {"type": "medical", "state": "planned"}),
    lambda uow, case, _: case_parts.add(uow, "service", case, {"type": "anti_trafficking", "state": "planned"}),
    services_done,
    lambda uow, case, _: notes.add(uow, case, {"kind": "follow_up_home", "text": "x", "on_date": uow.today().isoformat()}),
    lambda uow, case, _: notes.add(
        uow, case, {"kind": "follow_up_home", "text": "x", "next_visit_on": (uow.today() + timedelta(days=5)).isoformat()}
    ),
    lambda uow, case, _: notes.add(uow, case, {"kind": "note", "text": "x", "on_date": uow.today().isoformat()}),
    lambda uow, case, _: flow.close(uow, case, "success"),
    lambda uow, case, _: flow.close(uow, case, "success", paper=Paper("Head", uow.today(), "7/26")),
    lambda uow, case, _: flow.reopen(uow, case, "new_concern"),
    lambda uow, _case, child: deaths.note_death(uow, child, {"death_known": "not_known", "death_told_by": "x"}),
    lambda uow, case, _: [
        approvals.ask(uow, "plan", ("plan", row.id)) for row in uow.find("plan", case=case, order=("-id",), limit=1)
    ],
    lambda uow, case, _: [
        uow.update("approval", row.id, {"state": "approved", "decided_on": uow.today(), "decided_by": new_id()})
        for row in uow.find("approval", case=case, what="plan", state="asked")
    ],
)


COMPARED = (
    *("status", "dead", "risk", "consent", "received_at", "received_precision", "first_contact_on", "assessed_on", "plan_on"),
    *("approval_plan", "open_services", "last_visit_on", "next_visit_on", "closing_on", "approval_close"),
    *("closing_form", "closing_scores"),
)
"""What the steps are computed from, low scores apart: none and nobody said are the same there."""


@given(st.lists(st.integers(0, len(ACTS) - 1), max_size=14), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_list_says_the_same_as_the_bar(database: Database, picked: list[int], asked: bool, blind: bool) -> None:
    opened = register(database, HEAD, **({} if asked else {"case__consent": []}))
    for place in picked:
        try:
            with acting(database, HEAD) as uow:
                ACTS[place](uow, opened.case, opened.child)
        except InputError:
            continue
    actor = with_rights(HEAD) if blind else HEAD
    with database.read(actor) as reader:
        step = present(flow.bar(reader, case_file.case_file(reader, opened.case)))
        wanted = CaseFilter(ids=(opened.case,))
        whole = facts(reader, case_file.case_file(reader, opened.case))
        for _, found in case_steps.open_facts(reader, wanted):
            for name in COMPARED:
                assert getattr(found, name) == getattr(whole, name), name
            assert (found.uncovered or 0) == (whole.uncovered or 0)
        assert [each for each in ORDER if case_steps.at_step(reader, wanted, each)] == ([step] if step else [])


@pytest.fixture
def three(database: Database) -> list[str]:
    """Three cases at three steps: intake, contact, assessment."""
    changes: tuple[dict[str, Any], ...] = ({"case__consent": []}, {}, {})
    found = [register(database, WORKER, **change).case for change in changes]
    with acting(database) as uow:
        cases.first_contact(uow, found[2], on=uow.today())
    return found


@pytest.mark.parametrize("order", ["name", "due", "-due", "newest"])
def test_the_list_is_narrowed_to_a_step_in_every_order(
    database: Database, three: list[str], order: case_search.ListOrder
) -> None:
    with database.read(WORKER) as reader:
        for place, step in enumerate(("intake", "contact", "assessment")):
            wish = CaseWish(CaseFilter(statuses=("open", "closed")), step=step)
            assert [line.row.id for line in case_search.page(reader, wish, order).lines] == [three[place]]
            assert case_search.count(reader, wish) == 1
            assert [line.row.id for line in case_search.some(reader, wish, three)] == [three[place]]
        assert case_search.count(reader, CaseWish(CaseFilter(statuses=("closed",)), step="intake")) == 0
        assert case_search.count(reader, CaseWish(step="no_such_step")) == 0


def test_a_rule_of_the_office_moves_the_step(database: Database, three: list[str]) -> None:
    with acting(database, HEAD) as uow:
        set_rule(uow, "workflow", "intake.needs", ["received", "risk"])
    with database.read(WORKER) as reader:
        assert case_search.count(reader, CaseWish(step="intake")) == 0
        assert case_search.count(reader, CaseWish(step="contact")) == 2
