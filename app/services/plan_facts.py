"""What assessments, plan and services say of a case on its way from intake to closure (`case_facts`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.data.reader import Reader
from app.services import plans
from app.services.case_file import CaseFile


def of_plan(reader: Reader, file: CaseFile) -> Mapping[str, Any]:
    """The day of the plan of the open episode, and how many low scores no action answers."""
    begun = max((day for row in file.rows("episode") if (day := row.day("opened_on")) is not None), default=date.min)
    view = plans.current(reader, file.case.id)
    found: dict[str, Any] = {"uncovered": len(plans.cover(reader, file.case.id))}
    made = view.plan.day("made_on") if view is not None else None
    if made is not None and made >= begun:
        found["plan_on"] = made
    return found
