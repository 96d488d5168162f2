"""Reasons for a visit with their points: each counts, more of it counts more up to its most, and the rules decide."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.rules import overlaid, shipped
from app.domain.visit_ranks import Standing, points, reasons

TODAY = date(2026, 6, 15)
RULES = shipped("visits")
CALM = Standing("operating", date(2026, 1, 10), False, "meets")


def told(one: Standing) -> dict[str, tuple[str, int]]:
    return {reason.code: (reason.about, reason.points) for reason in reasons(one, TODAY, RULES)}


def test_a_facility_in_order_has_no_reason() -> None:
    assert told(CALM) == {}


def test_each_reason_is_told_with_its_number() -> None:
    one = Standing("warned", date(2025, 1, 10), False, "critical", 2, 3, 1, 4)
    assert told(one) == {
        "gap": ("17", 15), "grade": ("critical", 40), "measure": ("warned", 15), "open_critical": ("2", 20),
        "overdue": ("3", 12), "complaint": ("1", 15), "under_three": ("4", 20),
    }  # fmt: skip
    assert [str(reason) for reason in reasons(one, TODAY, RULES)][:2] == ["grade:critical", "open_critical:2"]
    assert told(Standing("operating")) == {"never": ("", 40)}
    assert told(replace(CALM, refused=True, grade="critical")) == {"refused": ("", 30)}, "the last visit had no result"


def test_an_office_sets_its_own_numbers() -> None:
    own = overlaid(RULES, {"points.never": 7, "gap_months": 1, "most.gap": 4})
    assert points(reasons(Standing(), TODAY, own)) == 7
    assert points(reasons(replace(CALM, last=date(2020, 1, 1)), TODAY, own)) == 4


@given(
    st.builds(
        Standing,
        st.sampled_from(["operating", "warned"]),
        st.none() | st.dates(date(2000, 1, 1), TODAY),
        st.booleans(),
        st.sampled_from([None, "meets", "does_not_meet", "critical"]),
        *[st.integers(0, 50)] * 4,
    ),
    st.sampled_from(["open_critical", "overdue", "complaint", "under_three"]),
)
def test_more_never_counts_less(one: Standing, name: str) -> None:
    """Nothing that gets worse moves a facility down, and points are the sum of what is told."""
    assert name in {field.name for field in fields(Standing)}
    worse = replace(one, **{name: getattr(one, name) + 1})
    assert points(reasons(worse, TODAY, RULES)) >= points(reasons(one, TODAY, RULES))
    assert {reason.code for reason in reasons(one, TODAY, RULES)} <= {reason.code for reason in reasons(worse, TODAY, RULES)}
