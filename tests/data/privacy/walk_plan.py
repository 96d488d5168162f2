"""What assessments, plan, services and follow-up answer, for the walk: every question of theirs, asked by somebody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.data.reader import Reader
from app.domain.tasks import Scope
from app.services.cases import case_facts
from app.services.cases.case_file import case_file
from app.services.planning import assessments, follow_ups, plan_dues, plans, services
from app.services.protection import risk_reviews
from tests.data.privacy.office import Office

Ask = Callable[[str, Callable[[], object]], None]


def ask_plan(office: Office, reader: Reader, ask: Ask) -> None:
    """All that only reads."""
    case = office.case
    for name, question in (
        ("plan", plans.board),
        ("not in the plan", plans.cover),
        ("services", services.of_case),
        ("open services", services.open_of),
        ("trend", assessments.trend),
        ("visits", follow_ups.schedule),
        ("visit sheet", follow_ups.sheet),
        ("look at the risk", risk_reviews.asked),
    ):
        ask(name, partial(question, reader, case))
    ask("way of the case", lambda: case_facts.facts(reader, case_file(reader, case)))
    ask("due by plan", lambda: list(plan_dues.all_of(reader, Scope(reader.actor.office))))
