"""The way of a case, from intake to closure, as a bar of steps: what is done, what is now, what is missing for each. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from app.domain.deadlines import Limits, contact_due
from app.domain.rules import RuleSet
from app.text.zone import day_end, local_date

StepState = Literal["done", "now", "next", "late", "not_needed"]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing to take a step: the key of its words and what they need; whether it blocks; where it is done.

    `step`: the step of the page of the case, such as `add:plan_action`.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    blocks: bool = False
    step: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the bar: how it stands, when it was done, until when it is to be done, what is missing."""

    name: str
    state: StepState
    on: date | None = None
    due: datetime | None = None
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the bar is computed from. Every part of the programme contributes what it knows; None: nobody said.

    `status`, `risk` and the days are those of the open episode; numbers count what is there. `approval_plan` and
    `approval_close` are the states of the newest requests; `…_disputed`: another text stood there, or two decided differently.
    `plan_grew`: actions that the approval of the plan did not name as they are now.
    `closing_scores`: domain and points of each question of the newest closing assessment, whose form is `closing_form`.
    """

    status: str | None = None
    dead: bool = False
    risk: str | None = None
    consent: bool | None = None
    received_at: datetime | None = None
    received_precision: str | None = None
    first_contact_on: date | None = None
    first_contact_at: datetime | None = None
    assessed_on: date | None = None
    plan_on: date | None = None
    uncovered: int | None = None
    approval_plan: str | None = None
    approval_plan_on: date | None = None
    approval_plan_disputed: bool = False
    plan_grew: int = 0
    open_services: int | None = None
    placed: bool | None = None
    last_visit_on: date | None = None
    next_visit_on: date | None = None
    closing_on: date | None = None
    closing_form: str = ""
    closing_scores: tuple[tuple[str, int], ...] = ()
    approval_close: str | None = None
    approval_close_on: date | None = None
    approval_close_disputed: bool = False
    closed_on: date | None = None
    sent_where: str | None = None


ORDER = (
    *("intake", "contact", "assessment", "plan", "approval_plan", "services", "follow_up"),
    *("closing", "approval_close", "closed"),
)
"""The steps in their order; the bar of a case that was not accepted is `intake` and `not_accepted`."""
_APPROVED = "approved"


def bar(facts: Facts, rules: RuleSet, limits: Limits, now: datetime) -> tuple[Step, ...]:
    """The steps of a case at an instant, by the rules `workflow` and the limits of its office; none for one that was voided.

    The first step that is not done is `now`; any that is over its time is `late`, wherever it stands. What a case does without
    (`not_needed` of the rules, everything that is left once it is closed) is `not_needed`.
    """
    if facts.status == "void":
        return ()
    if facts.status == "not_accepted":
        return (Step("intake", "done", _day(facts.received_at)), Step("not_accepted", "done", facts.closed_on))
    without = _without(facts, rules)
    found: list[Step] = []
    for name in ORDER:
        step = _STEPS[name](facts, rules, limits)
        if step.state != "done" and name in without:
            step = Step(name, "not_needed")
        elif step.state != "done" and step.due is not None and now >= step.due:
            step = Step(name, "late", None, step.due, step.missing)
        elif step.state == "next" and not any(one.state in ("now", "late") for one in found):
            step = Step(name, "now", None, step.due, step.missing)
        found.append(step)
    return tuple(found)


def present(steps: tuple[Step, ...]) -> str:
    """The step at which a case stands: the first that is to be done; empty when there is none."""
    return next((step.name for step in steps if step.state in ("now", "late")), "")


def _without(facts: Facts, rules: RuleSet) -> frozenset[str]:
    """The steps that a case does without."""
    if facts.status == "closed":
        return frozenset(ORDER) - {"closed"}
    none: set[str] = set()
    if facts.dead:
        none |= set(rules.texts("not_needed.dead"))
    if facts.risk == "no_action":
        none |= set(rules.texts("not_needed.no_action"))
    if facts.open_services is None:
        none.add("services")
    return frozenset(none)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else local_date(moment)


def _needs(facts: Facts, codes: tuple[str, ...]) -> tuple[Missing, ...]:
    """What of the things that a step needs is not there."""
    found: list[Missing] = []
    for code in codes:
        there, step = _NEEDS[code]
        if not there(facts):
            params = {"n": str(facts.uncovered)} if code == "low_scores" else {}
            found.append(Missing(code, params, code == "low_scores", step))
    return tuple(found)


_NEEDS: Mapping[str, tuple[Callable[[Facts], bool], str]] = {
    "received": (lambda facts: facts.received_at is not None, "case"),
    "risk": (lambda facts: facts.risk is not None, "risk"),
    "consent": (lambda facts: facts.consent is not False, "consent"),
    "first_contact": (lambda facts: facts.first_contact_on is not None, "first_contact"),
    "assessment": (lambda facts: facts.assessed_on is not None, "forms"),
    "plan": (lambda facts: facts.plan_on is not None, "list:plan_action"),
    "low_scores": (lambda facts: not facts.uncovered, "add:plan_action"),
    "visit": (lambda facts: facts.last_visit_on is not None, "visit"),
    "closing_assessment": (lambda facts: facts.closing_on is not None, "forms"),
}
"""What a step may need: whether it is there, and the step of the page where it is done."""


def _step(name: str, missing: tuple[Missing, ...], on: date | None = None, due: datetime | None = None) -> Step:
    """A step that is done when nothing is missing."""
    return Step(name, "next", None, due, missing) if missing else Step(name, "done", on, due)


def _intake(facts: Facts, rules: RuleSet, _limits: Limits) -> Step:
    return _step("intake", _needs(facts, rules.texts("intake.needs")), _day(facts.received_at))


def _limit(facts: Facts, limits: Limits) -> datetime | None:
    """The end of the time that the level of risk allows."""
    return contact_due(facts.risk, facts.received_at, facts.received_precision, limits)


def _after_receipt(facts: Facts, days: int) -> datetime | None:
    """The end of so many days after receipt; None for 0, which is no limit."""
    received = _day(facts.received_at)
    return day_end(received + timedelta(days=days)) if days and received is not None else None


def _contact(facts: Facts, rules: RuleSet, limits: Limits) -> Step:
    return _step("contact", _needs(facts, rules.texts("contact.needs")), facts.first_contact_on, _limit(facts, limits))


def _assessment(facts: Facts, rules: RuleSet, limits: Limits) -> Step:
    """An office that sets a number of days of its own takes them in place of the limit of the level of risk."""
    due = _after_receipt(facts, rules.number("assessment.whole_days")) or _limit(facts, limits)
    return _step("assessment", _needs(facts, rules.texts("assessment.needs")), facts.assessed_on, due)


def _plan(facts: Facts, rules: RuleSet, _limits: Limits) -> Step:
    due = _after_receipt(facts, rules.number("plan.days"))
    return _step("plan", _needs(facts, rules.texts("plan.needs")), facts.plan_on, due)


def _approval(what: str, state: str | None, on: date | None, *, disputed: bool) -> Step:
    """An approval: asked for, waiting, sent back, or given; one that is in dispute leads to the inbox."""
    name = "approval_close" if what == "closure" else f"approval_{what}"
    look = (Missing("other_text", {}, False, "inbox"),) if disputed else ()
    if state == _APPROVED:
        return Step(name, "done", on, None, look)
    code = f"{what}_{'ask' if state in (None, 'withdrawn') else state}"
    return Step(name, "next", None, None, (Missing(code, {}, True, f"approval:{what}"), *look))


def _approval_plan(facts: Facts, _rules: RuleSet, _limits: Limits) -> Step:
    step = _approval("plan", facts.approval_plan, facts.approval_plan_on, disputed=facts.approval_plan_disputed)
    if not facts.plan_grew:
        return step
    return replace(step, missing=(*step.missing, Missing("plan_grew", {"n": str(facts.plan_grew)}, False, "approval:plan")))


def _services(facts: Facts, _rules: RuleSet, _limits: Limits) -> Step:
    if facts.open_services is None:
        return Step("services", "next")
    missing = (Missing("services", {"n": str(facts.open_services)}, False, "list:service"),) if facts.open_services else ()
    return _step("services", missing)


def _follow_up(facts: Facts, rules: RuleSet, _limits: Limits) -> Step:
    """A visit that was promised and not made is missing, and late from the next day on."""
    missing = _needs(facts, rules.texts("follow_up.needs"))
    promised = facts.next_visit_on
    if promised is None:
        return _step("follow_up", missing, facts.last_visit_on)
    kept = (Missing("visit_promised", {"day": promised.isoformat()}, False, "visit"),)
    return _step("follow_up", kept, facts.last_visit_on, day_end(promised))


def _closing(facts: Facts, rules: RuleSet, _limits: Limits) -> Step:
    """Low scores and a risk that stands are named, also beside a step that is done: asking to close answers them."""
    wanted = rules.texts("closing.needs")
    against = against_closing(facts, rules)
    step = _step("closing", _needs(facts, tuple(code for code in wanted if code in _NEEDS)), facts.closing_on)
    if facts.approval_close == _APPROVED:
        return step
    if step.state == "done" and against and facts.approval_close != "asked":
        return Step("closing", "next", None, None, against)
    return replace(step, missing=(*step.missing, *against))


def against_closing(facts: Facts, rules: RuleSet) -> tuple[Missing, ...]:
    """What the closing assessment and the risk say against closing; asked once before it, never refused (practice P13).

    `closing_low` names the domains below `closing.least`, `closing_sum_child` and `closing_sum_family` a side whose sum is
    below that of its form, `closing_risk` the level: codes of `score_domain` and `risk_level`, several parted by commas.
    """
    wanted = rules.texts("closing.needs")
    found: list[Missing] = []
    if "closing_scores" in wanted:
        exempt, least = rules.texts("closing.exempt"), rules.number("closing.least")
        low = [domain for domain, points in facts.closing_scores if points < least and domain not in exempt]
        if low:
            found.append(Missing("closing_low", {"domains": ",".join(dict.fromkeys(low))}, False, "forms"))
        found += _short_sums(facts, rules)
    if "closing_risk" in wanted and facts.risk is not None and facts.risk in rules.texts("closing.risk"):
        found.append(Missing("closing_risk", {"risk": facts.risk}, False, "risk"))
    return tuple(found)


def _short_sums(facts: Facts, rules: RuleSet) -> list[Missing]:
    """The sides of the closing assessment whose sum is below that of its form; a side without a score says nothing."""
    found: list[Missing] = []
    for side in ("child", "family"):
        path = f"closing.sums.{facts.closing_form}.{side}"
        least = rules.number(path) if path in rules.rules else 0
        points = [points for domain, points in facts.closing_scores if domain.partition(".")[0] == side]
        if points and sum(points) < least:
            told = {"n": str(sum(points)), "least": str(least)}
            found.append(Missing(f"closing_sum_{side}", told, False, "forms"))
    return found


def _approval_close(facts: Facts, _rules: RuleSet, _limits: Limits) -> Step:
    return _approval("closure", facts.approval_close, facts.approval_close_on, disputed=facts.approval_close_disputed)


def _closed(facts: Facts, _rules: RuleSet, _limits: Limits) -> Step:
    return Step("closed", "done", facts.closed_on) if facts.status == "closed" else Step("closed", "next")


_STEPS: Mapping[str, Callable[[Facts, RuleSet, Limits], Step]] = {
    "intake": _intake,
    "contact": _contact,
    "assessment": _assessment,
    "plan": _plan,
    "approval_plan": _approval_plan,
    "services": _services,
    "follow_up": _follow_up,
    "closing": _closing,
    "approval_close": _approval_close,
    "closed": _closed,
}
