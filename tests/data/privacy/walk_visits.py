"""Visits that are not announced and who complains of a facility (practice P28), in the walk of what nobody may learn."""

from __future__ import annotations

from collections.abc import Callable

from app.data.reader import Reader
from app.services.facilities import complaints
from app.services.office.offices import Session
from app.services.visits import visit_plans, visit_ranks, visit_teams
from tests.data.privacy.office import Office, secret

Ask = Callable[[str, Callable[[], object]], None]


def add_visit(head: Session, facility: str) -> dict[str, str]:
    """A visit that is not announced with one of another body in its team, and a complaint with who complained."""
    with head.write("visit_add") as uow:
        plan = visit_plans.add(uow, facility, {"on_date": "2026-03-19", "note": secret()})
        member = visit_teams.join(uow, plan, "joint", name=secret(), body="police")
        visit_teams.declare(uow, member, "some", secret())
    with head.write("complaint_add") as uow:
        told = complaints.add(
            uow, facility, {"about": "food", "who_name": secret(), "who_phone": "099 1", "who_note": secret()}
        )
        who = uow.find("complainant", complaint=told)[0].id
    return {"visit_plan": plan, "visit_member": member, "complainant": who}


def ask_visits(office: Office, reader: Reader, ask: Ask) -> None:
    """Everything that tells of visits to come and of complaints."""
    ask("visits", lambda: visit_plans.listing(reader))
    ask("visits of the facility", lambda: visit_plans.listing(reader, facility=office.facility))
    ask("visit", lambda: visit_plans.get(reader, office.parts["visit_plan"]).record.values)
    ask("before a visit is planned", lambda: visit_plans.questions(reader, office.facility, {"year": 2026}))
    ask("proposal", lambda: visit_ranks.proposal(reader, 2026))
    ask("people", lambda: [(one.user.text("name"), one.may) for one in visit_teams.people(reader)])
    ask("complaints", lambda: complaints.listing(reader, office.facility))
