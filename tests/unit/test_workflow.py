"""The way of a case: steps from facts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.deadlines import limits
from app.domain.rules import overlaid, shipped
from app.domain.workflow import ORDER, Facts, Step, against_closing, bar

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
RULES = shipped("workflow")
DONE = Facts(
    status="open",
    risk="low",
    consent=True,
    received_at=NOW - timedelta(hours=10),
    received_precision="minute",
    first_contact_on=date(2026, 3, 1),
    assessed_on=date(2026, 3, 1),
    plan_on=date(2026, 3, 1),
    approval_plan="approved",
    open_services=0,
    last_visit_on=date(2026, 3, 1),
    closing_on=date(2026, 3, 1),
    approval_close="approved",
)


def steps(facts: Facts, now: datetime = NOW, **own: object) -> dict[str, Step]:
    """The steps by name, with rules that an office set."""
    rules = overlaid(RULES, {path.replace("__", "."): value for path, value in own.items()})
    return {step.name: step for step in bar(facts, rules, limits(), now)}


def missing(facts: Facts, name: str) -> list[str]:
    """What is missing for a step."""
    return [one.code for one in steps(facts)[name].missing]


def test_all_steps_in_order_and_one_is_now() -> None:
    fresh = steps(Facts(status="open", received_at=NOW, received_precision="minute"))
    assert tuple(fresh) == ORDER
    assert [step.name for step in fresh.values() if step.state == "now"] == ["intake"]
    assert [one.code for one in fresh["intake"].missing] == ["risk"]
    assert fresh["services"].state == "not_needed", "nobody said that there is any"
    assert [step.state for step in steps(DONE).values()] == ["done"] * 9 + ["now"]


@pytest.mark.parametrize(
    ("change", "step", "code"),
    [
        ({"risk": None}, "intake", "risk"),
        ({"consent": False}, "intake", "consent"),
        ({"first_contact_on": None}, "contact", "first_contact"),
        ({"assessed_on": None}, "assessment", "assessment"),
        ({"plan_on": None}, "plan", "plan"),
        ({"uncovered": 2}, "plan", "low_scores"),
        ({"approval_plan": None}, "approval_plan", "plan_ask"),
        ({"approval_plan": "withdrawn"}, "approval_plan", "plan_ask"),
        ({"approval_plan": "asked"}, "approval_plan", "plan_asked"),
        ({"approval_plan": "sent_back"}, "approval_plan", "plan_sent_back"),
        ({"open_services": 3}, "services", "services"),
        ({"last_visit_on": None}, "follow_up", "visit"),
        ({"next_visit_on": date(2026, 3, 9)}, "follow_up", "visit_promised"),
        ({"closing_on": None}, "closing", "closing_assessment"),
        ({"risk": "medium", "approval_close": None}, "closing", "closing_risk"),
        ({"closing_scores": (("child.food", 1),), "approval_close": "sent_back"}, "closing", "closing_low"),
        ({"approval_close": None}, "approval_close", "closure_ask"),
        ({"approval_close": "asked"}, "approval_close", "closure_asked"),
        ({"approval_close": "sent_back"}, "approval_close", "closure_sent_back"),
    ],
)
def test_each_step_says_what_is_missing_and_is_the_one_now(change: dict[str, Any], step: str, code: str) -> None:
    facts = replace(DONE, **change)
    assert missing(facts, step) == [code]
    assert steps(facts)[step].state == "now"
    assert [one.name for one in steps(facts).values() if one.missing] in ([step], [step, "approval_close"])


FORM_6 = "form_6_final_assessment"


@pytest.mark.parametrize(
    ("form", "scores", "said"),
    [
        (FORM_6, {"child.food": 1, "child.all": 20, "family.all": 30}, {"closing_low": {"domains": "child.food"}}),
        (FORM_6, {"child.all": 21, "family.all": 29, "family.relatives": 1}, {}),
        (FORM_6, {"child.all": 20}, {"closing_sum_child": {"n": "20", "least": "21"}}),
        (FORM_6, {"family.all": 29}, {"closing_sum_family": {"n": "29", "least": "30"}}),
        ("closing_assessment", {"child.health": 2, "family.care": 2}, {}),
        ("closing_assessment", {"child.health": 1, "family.care": 1}, {"closing_low": {"domains": "child.health,family.care"}}),
        ("a_form_of_the_office", {"child.health": 2}, {}),
    ],
)
def test_final_scores_below_the_published_thresholds_are_named(form: str, scores: dict[str, int], said: dict[str, Any]) -> None:
    """Form 6: child 21, family 30, none below 2 except help from relatives; no national sum for the present domains."""
    facts = replace(DONE, approval_close=None, closing_form=form, closing_scores=tuple(scores.items()))
    assert {one.code: dict(one.params) for one in against_closing(facts, RULES)} == said
    assert (steps(facts)["closing"].state == "done") is not bool(said)


def test_what_speaks_against_closing_is_answered_by_asking_all_the_same_and_never_blocks() -> None:
    facts = replace(DONE, risk="high", closing_scores=(("child.food", 1),), approval_close=None)
    assert (steps(facts)["closing"].state, steps(facts)["approval_close"].state) == ("now", "next")
    assert not any(one.blocks for one in steps(facts)["closing"].missing)
    asked = steps(replace(facts, approval_close="asked"))["closing"]
    assert (asked.state, [one.code for one in asked.missing]) == ("done", ["closing_low", "closing_risk"]), "the head sees it"
    assert steps(replace(facts, approval_close="approved"))["closing"].missing == ()
    assert steps(facts, closing__needs=["closing_assessment"])["closing"].state == "done", "an office that does not want it"
    own = steps(facts, closing__risk=["medium"], closing__exempt=["child.food"])["closing"].missing
    assert [one.code for one in own] == ["closing_low"], "what a published text says is no office's to change"


def test_an_approval_in_dispute_is_done_and_leads_to_the_inbox() -> None:
    found = steps(replace(DONE, approval_close_disputed=True))["approval_close"]
    assert (found.state, [one.step for one in found.missing]) == ("done", ["inbox"])


def test_contact_and_assessment_are_late_by_the_limit_of_the_risk() -> None:
    """24 hours, 72 hours, 5 days (the ministry's configuration of Primero)."""
    for risk, hours in (("high", 24), ("medium", 72), ("low", 120)):
        facts = replace(DONE, risk=risk, received_at=NOW, first_contact_on=None, assessed_on=None)
        for name in ("contact", "assessment"):
            assert steps(facts, NOW + timedelta(hours=hours, seconds=-1))[name].state != "late"
            assert steps(facts, NOW + timedelta(hours=hours))[name].state == "late"


def test_an_office_sets_days_for_assessment_and_plan() -> None:
    facts = replace(DONE, received_at=NOW, assessed_on=None, plan_on=None)
    at = NOW + timedelta(days=14)
    assert steps(facts, at)["plan"].state == "next", "no national number is known: no limit until an office sets one"
    found = steps(facts, at, assessment__whole_days=15, plan__days=10)
    assert (found["assessment"].state, found["plan"].state) == ("now", "late")
    assert found["plan"].due == datetime(2026, 3, 11, 17, 0, tzinfo=UTC), "to the end of the tenth day"


def test_a_promised_visit_is_late_from_the_next_day_on() -> None:
    facts = replace(DONE, next_visit_on=date(2026, 3, 1))
    assert steps(facts, datetime(2026, 3, 1, 16, 59, tzinfo=UTC))["follow_up"].state == "now"
    assert steps(facts, datetime(2026, 3, 1, 17, 0, tzinfo=UTC))["follow_up"].state == "late"


def test_what_a_case_does_without() -> None:
    dead = steps(replace(Facts(status="open", risk="high", received_at=NOW), dead=True))
    assert dead["contact"].state == dead["plan"].state == "not_needed"
    assert dead["approval_close"].state == "now", "its closing has still to be approved"
    assert steps(Facts(status="open", risk="no_action", received_at=NOW, consent=True))["approval_close"].state == "now"
    closed = steps(Facts(status="closed", received_at=NOW, closed_on=date(2026, 3, 1)))
    assert {step.state for step in closed.values()} == {"done", "not_needed"}
    assert steps(Facts(status="void")) == {}
    assert list(steps(Facts(status="not_accepted", closed_on=date(2026, 3, 1)))) == ["intake", "not_accepted"]


FACTS = st.builds(
    Facts,
    status=st.sampled_from(["open", "closed", "not_accepted", "void"]),
    dead=st.booleans(),
    risk=st.sampled_from([None, "high", "medium", "low", "no_action"]),
    consent=st.sampled_from([None, True, False]),
    received_at=st.sampled_from([None, NOW - timedelta(days=9), NOW]),
    received_precision=st.sampled_from([None, "day", "minute"]),
    first_contact_on=st.sampled_from([None, date(2026, 3, 1)]),
    assessed_on=st.sampled_from([None, date(2026, 3, 1)]),
    plan_on=st.sampled_from([None, date(2026, 3, 1)]),
    uncovered=st.sampled_from([None, 0, 2]),
    approval_plan=st.sampled_from([None, "asked", "approved", "sent_back", "withdrawn"]),
    open_services=st.sampled_from([None, 0, 1]),
    last_visit_on=st.sampled_from([None, date(2026, 3, 1)]),
    next_visit_on=st.sampled_from([None, date(2026, 2, 1), date(2026, 4, 1)]),
    closing_on=st.sampled_from([None, date(2026, 3, 1)]),
    closing_scores=st.sampled_from([(), (("child.food", 1),), (("child.food", 4),)]),
    approval_close=st.sampled_from([None, "asked", "approved", "sent_back", "withdrawn"]),
)


@given(FACTS)
@settings(max_examples=300, deadline=None)
def test_the_bar_holds_together_whatever_is_known(facts: Facts) -> None:
    found = bar(facts, RULES, limits(), NOW)
    assert sum(step.state == "now" for step in found) <= 1
    for step in found:
        told = step.name == "closing" or all(one.step == "inbox" for one in step.missing)
        assert step.state in ("now", "next", "late") or told, "a step that is done lacks nothing"
        if step.state in ("now", "next", "late") and step.name != "closed":
            assert step.missing, "a step that is not done says what is missing"
        assert step.state != "late" or (step.due is not None and step.due <= NOW)
    open_steps = [step for step in found if step.state in ("now", "late")]
    if facts.status == "open":
        assert open_steps
        first = next(step for step in found if step.state in ("now", "late", "next"))
        assert first in open_steps, "nothing that is only next stands before what is now"
    else:
        assert not open_steps
