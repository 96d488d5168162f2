"""A look at the risk that an assessment asks for (practice P18): asked for until the level was set or confirmed since.

Any domain at 1, or more than three at 2, asks for it (`resources/rules/carry.toml`). Confirming the level that stands is an
answer too, so it makes a row of its own in the history of the risk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.data.queries import plan_due
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.permissions import can
from app.domain.permissions import scope as reach
from app.domain.records import Record
from app.domain.rules import RuleSet
from app.domain.tasks import Due, Scope
from app.services.cases import case_parts, cases
from app.services.cases.case_values import checked
from app.services.office.rules import rules
from app.services.planning import plans
from app.services.responses.response_scores import asks_for_risk_review, carry_rules, scores_of


@dataclass(frozen=True, slots=True)
class RiskAsk:
    """An assessment that asks for a look at the risk: the response, its day, the domains that ask, with their lowest score."""

    response: str
    on: date
    domains: tuple[tuple[str, int], ...]


def asked(reader: Reader, case: str) -> RiskAsk | None:
    """The newest assessment of an open case that asks for a look at the risk nobody has taken since; None without one.

    InputError `not_allowed`.
    """
    if cases.readable(reader, case).code("status") != "open":
        return None
    own, levels = rules(reader, "carry"), case_parts.visible(reader, "risk", case)
    for response in reversed(plans.assessments(reader, case)):
        day = plans.day_of(response)
        if day is not None and asks_for_risk_review(response, own) and not any(_answers(row, response, day) for row in levels):
            return RiskAsk(response.id, day, _domains(response, own))
    return None


def review(
    uow: UnitOfWork,
    case: str,
    level: str,
    *,
    reason: str,
    on: date | None = None,
    strengths: str = "",
    needs: str = "",
    response: str = "",
) -> str:
    """Sets or confirms the level of risk after a look at it; gives the row that keeps it. `response`: what asked for it.

    InputError `not_allowed`, `case_not_open`, `code_unknown`, `date_in_future`, `risk_reason_missing`.
    """
    record = cases.editable(uow, case)
    if level not in codelist("risk_level"):
        raise InputError("code_unknown", field="risk.level", code=level[:40], list="risk_level")
    if not reason.strip():
        raise InputError("risk_reason_missing", field="risk.reason")
    day = on or uow.today()
    words = {"strengths": strengths, "needs": needs, "response": response or None}
    more = {name: value for name, value in checked(uow, "risk", words).items() if value is not None}
    before = {row.id for row in uow.find("risk", case=case)}
    if record.code("risk_level") == level:
        values = checked(uow, "risk", {"level": level, "noted_on": day, "reason": reason})
        return uow.create("risk", {**values, **more, "case": case, "by": uow.actor.user})
    cases.set_risk(uow, case, level, on=day, reason=reason)
    made = next(row.id for row in uow.find("risk", case=case) if row.id not in before)
    if more:
        uow.update("risk", made, more)
    return made


def _answers(row: Record, response: Record, day: date) -> bool:
    """Whether a level of risk was set after an assessment: on a later day, entered after it on its day, or because of it."""
    noted = row.day("noted_on")
    if row.text("response") == response.id:
        return True
    return noted is not None and (noted > day or (noted == day and row.id > response.id))


def _domains(response: Record, own: RuleSet) -> tuple[tuple[str, int], ...]:
    """The domains that make an assessment ask, with the lowest score of each, the lowest first."""
    lowest: dict[str, int] = {}
    for one in scores_of(response):
        domain = one.domain or one.item
        lowest[domain] = min(one.score, lowest.get(domain, one.score))
    limits = carry_rules(own)
    bad = {domain: score for domain, score in lowest.items() if score <= limits.any_at}
    poor = bad or {domain: score for domain, score in lowest.items() if score == limits.at}
    return tuple(sorted(poor.items(), key=lambda pair: (pair[1], pair[0])))


def dues(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Open cases whose assessment asks for a look at the risk: to be taken at once. A source of tasks."""
    actor = reader.actor
    if not can(actor, "case.list"):
        return
    owner = scope.owner if reach(actor, "case.list") == "office" else actor.user
    if scope.owner not in (None, owner):
        return
    limits = carry_rules(rules(reader, "carry"))
    points = sorted({*range(limits.any_at + 1), limits.at})
    for case in dict.fromkeys(plan_due.poorly_scored(reader, scope.office, owner, points)):
        if scope.cases is not None and case not in scope.cases:
            continue
        found = asked(reader, case)
        if found is not None:
            owned = reader.get("case", case).text("owner")
            subject = ("form_response", found.response)
            yield Due("risk_review", case, subject, None, "overdue", owned, step="risk_review")
