"""What assessments, plan and services say of a case on its way from intake to closure (`case_facts`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.data.reader import Reader
from app.services.cases.case_file import CaseFile
from app.services.planning import plans, services


def of_plan(reader: Reader, file: CaseFile) -> Mapping[str, Any]:
    """Day of the plan of the open episode, low scores that no action answers, open services (None: none at all)."""
    begun = max((day for row in file.rows("episode") if (day := row.day("opened_on")) is not None), default=date.min)
    view = plans.current(reader, file.case.id)
    found: dict[str, Any] = {"uncovered": len(plans.cover(reader, file.case.id))}
    made = view.plan.day("made_on") if view is not None else None
    if made is not None and made >= begun:
        found["plan_on"] = made
    rows = file.rows("service")
    if rows:
        found["open_services"] = sum(row.code("state") in (None, *services.OPEN_STATES) for row in rows)
    return found
