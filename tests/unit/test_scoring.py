"""Scoring: points, what leaves the maximum, what waits, the grade proposed, findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.domain.scoring import (
    ANSWERS,
    NOT_APPLICABLE,
    Finding,
    Item,
    Profile,
    Score,
    as_json,
    load_profiles,
    profile_for,
    read_profiles,
    score,
    state,
)
from tests.support.sources import ROOT

RULES = ROOT / "resources" / "rules"
DAY = date(2026, 11, 24)
NUMBERS = [str(number) for number in range(1, 51)]


def profile() -> Profile:
    return profile_for(load_profiles(RULES), "inspection_minimum_standards", "1", DAY)


def items() -> list[Item]:
    found = [
        Item(
            number=number,
            path=f"/i{number}",
            section="AB"[int(number) > 25],
            weight=4,
            critical=number in ("14", "16", "27"),
            finding="no_date" if number == "16" else "yes",
            note=f"/n{number}",
            recommendation=f"/r{number}",
        )
        for number in NUMBERS
    ]
    return [*found, *(Item(number=n, path=f"/i{n}", section="Z", weight=0, critical=True, finding="no") for n in ("51", "52"))]


def scored(**given: str) -> Score:
    """Everything meets, 51 and 52 are no, except what is given as i14="partly"."""
    answers = {f"/i{number}": "meets" for number in NUMBERS} | {"/i51": "no", "/i52": "no"}
    answers |= {f"/{name}": value for name, value in given.items()}
    return score(items(), answers, {item.path for item in items()}, profile(), DAY)


def test_everything_meets() -> None:
    result = scored()
    assert (result.points, result.maximum, result.scaled) == (200, 200, 200)
    assert (result.proposed_grade, result.findings, state(result, None)) == (None, (), "to_decide")
    assert state(result, "meets") == "decided"
    assert [(part.points, part.maximum) for part in result.sections] == [(100, 100), (100, 100)]


def test_partly_is_half_and_does_not_is_nothing() -> None:
    result = scored(i1="partly", i2="does_not")
    assert (result.points, result.maximum) == (194, 200)


def test_what_does_not_apply_leaves_sum_and_maximum() -> None:
    result = scored(i1="not_applicable", i2="does_not")
    assert (result.points, result.maximum, result.scaled) == (192, 196, 196)
    assert result.counts["not_applicable"] == 1


def test_what_the_form_does_not_ask_does_not_apply() -> None:
    answers = {f"/i{number}": "meets" for number in NUMBERS} | {"/i51": "no", "/i52": "no"}
    relevant = {item.path for item in items()} - {"/i1", "/i2"}
    result = score(items(), answers, relevant, profile(), DAY)
    assert (result.points, result.maximum, result.scaled) == (192, 192, 200)


def test_five_not_seen_are_borne_and_six_are_not() -> None:
    five = {f"i{number}": "not_seen" for number in range(1, 6)}
    assert (scored(**five).complete, scored(**five).maximum) == (True, 180)
    six = scored(**five, i6="")
    assert state(six, None) == state(six, "meets") == "to_be_completed"
    assert six.to_complete == ("1", "2", "3", "4", "5", "6")


@pytest.mark.parametrize("name", ["i14", "i16", "i27", "i51", "i52"])
def test_a_critical_item_not_seen_waits(name: str) -> None:
    result = scored(**{name: "" if name in ("i51", "i52") else "not_seen"})
    assert (result.complete, result.to_complete) == (False, (name[1:],))


def test_a_critical_item_acts_on_the_grade_not_by_weight() -> None:
    result = scored(i27="does_not")
    assert (result.points, result.proposed_grade, result.critical) == (196, "critical", ("27",))
    assert scored(i27="partly").proposed_grade is None
    assert scored(i26="does_not").proposed_grade is None


def test_danger_proposes_the_grade_and_is_never_a_finding() -> None:
    result = scored(i52="yes")
    assert (result.proposed_grade, result.alarms, result.findings, result.maximum) == ("critical", ("52",), (), 200)


def test_findings_have_a_day_unless_they_cannot_wait() -> None:
    result = scored(i1="partly", i14="does_not", i16="does_not", n1="no papers", r1="register")
    assert [(part.item, part.due) for part in result.findings] == [
        ("1", date(2027, 2, 22)),
        ("14", date(2027, 1, 23)),
        ("16", None),
    ]
    assert (result.findings[0].text, result.findings[0].recommendation, result.findings[1].critical) == (
        "no papers",
        "register",
        True,
    )
    own = replace(items()[0], due_days=10)
    assert score([own], {"/i1": "does_not"}, {"/i1"}, profile(), DAY).findings[0].due == date(2026, 12, 4)


def test_nothing_applies() -> None:
    result = score(items(), {}, set(), profile(), DAY)
    assert (result.points, result.maximum, result.scaled, result.complete) == (0, 0, None, True)


def test_only_a_practice_office_has_a_cut_off() -> None:
    answers = {f"/i{number}": "meets" for number in NUMBERS}
    relevant = {item.path for item in items()}
    assert score(items(), answers, relevant, profile(), DAY).reaches_cut_off is None
    assert score(items(), answers, relevant, profile(), DAY, practice=True).reaches_cut_off is True
    own = replace(profile(), cut_off=201)
    assert score(items(), answers, relevant, own, DAY, practice=True).reaches_cut_off is False


def test_the_keys_of_the_command_line() -> None:
    found = as_json(scored(i1="does_not"), None)
    assert (
        found.items()
        >= {"points": 196, "maximum": 200, "scaled": 196, "proposed_grade": None, "grade": None, "state": "to_decide"}.items()
    )
    assert found["findings"] == [{"item": "1", "due": "2027-02-22"}]


@given(
    st.dictionaries(
        st.sampled_from([f"/i{n}" for n in [*NUMBERS, "51", "52"]]), st.sampled_from([*ANSWERS, "yes", "no", "", "other"])
    )
)
def test_points_stay_within_the_maximum(answers: dict[str, str]) -> None:
    result = score(items(), answers, {item.path for item in items()}, profile(), DAY)
    assert 0 <= result.points <= result.maximum <= 200
    assert result.scaled is None or 0 <= result.scaled <= 200
    assert sum(part.points for part in result.sections) == result.points
    assert result.complete is (result.to_complete == ())
    assert all(part.due is None or part.due > DAY for part in result.findings)


GIVEN = st.dictionaries(
    st.sampled_from([f"/i{n}" for n in [*NUMBERS, "51", "52"]]), st.sampled_from([*ANSWERS, "yes", "no", ""]), max_size=30
)
"""Answers to some items; the others meet, 51 and 52 are no."""


def by_item(finding: Finding) -> str:
    return finding.item


def in_order(result: Score) -> Score:
    """What is no list."""
    return replace(result, sections=(), unseen=(), to_complete=(), critical=(), alarms=(), findings=())


def met(answers: dict[str, str]) -> dict[str, str]:
    return {f"/i{number}": "meets" for number in NUMBERS} | {"/i51": "no", "/i52": "no"} | answers


@given(GIVEN, st.permutations(items()), st.randoms())
def test_the_order_of_items_and_answers_changes_nothing(answers: dict[str, str], order: list[Item], chance: Random) -> None:
    told = list(met(answers).items())
    first = score(items(), dict(told), {item.path for item in items()}, profile(), DAY)
    chance.shuffle(told)
    other = score(order, dict(told), [item.path for item in order], profile(), DAY)
    assert set(other.sections) == set(first.sections)
    for name in ("unseen", "to_complete", "critical", "alarms"):
        assert sorted(getattr(other, name)) == sorted(getattr(first, name))
    assert sorted(other.findings, key=by_item) == sorted(first.findings, key=by_item)
    assert in_order(other) == in_order(first)


@given(GIVEN, st.sets(st.sampled_from([item.path for item in items()])))
def test_what_does_not_apply_is_as_if_the_form_had_no_such_item(answers: dict[str, str], gone: set[str]) -> None:
    """Three ways to say it, one rule for the rest: answered so, not asked, not in the form."""
    told = met(answers)
    everything = {item.path for item in items()}
    answered = score(items(), told | dict.fromkeys(gone, NOT_APPLICABLE), everything, profile(), DAY)
    not_asked = score(items(), told, everything - gone, profile(), DAY)
    left = score([item for item in items() if item.path not in gone], told, everything, profile(), DAY)
    assert answered == not_asked
    no_parts = [part for part in not_asked.sections if part.section not in {part.section for part in left.sections}]
    assert all((part.points, part.maximum) == (0, 0) for part in no_parts)
    sections = tuple(part for part in not_asked.sections if part not in no_parts)
    weighed = sum(item.weight > 0 and item.path in gone for item in items())
    counts = {**left.counts, NOT_APPLICABLE: left.counts[NOT_APPLICABLE] + weighed}
    assert replace(left, counts=counts) == replace(not_asked, sections=sections)


@given(GIVEN, st.lists(st.integers(1, 9), min_size=50, max_size=50))
def test_the_sums_are_exact(answers: dict[str, str], weights: list[int]) -> None:
    """By fractions and decimals, and by weights that a form of the office may give."""
    weighed = [replace(item, weight=weight) for item, weight in zip(items(), weights, strict=False)]
    told, rule = met(answers), profile()
    result = score(weighed, told, {item.path for item in weighed}, rule, DAY)
    seen = [item for item in weighed if told[item.path] in rule.percent]
    points = [half_up(Fraction(item.weight * rule.percent[told[item.path]], 100)) for item in seen]
    assert (result.points, result.maximum) == (sum(points), sum(item.weight for item in seen))
    assert result.scaled == (half_up(Fraction(result.points * rule.scale, result.maximum)) if seen else None)
    assert result.points == sum(part.points for part in result.sections)
    assert result.maximum == sum(part.maximum for part in result.sections)
    assert sum(result.counts.values()) == sum(told[item.path] in ANSWERS or not told[item.path] for item in weighed)


def half_up(exact: Fraction) -> int:
    """A half counts up."""
    return int((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def test_the_profile_in_force() -> None:
    old, new = profile(), replace(profile(), id="later", valid_from=date(2027, 1, 1))
    assert profile_for([new, old], old.form, "1", DAY).id == old.id
    assert profile_for([old, new], old.form, "1", date(2027, 1, 1)).id == "later"
    for form, version, day in ((old.form, "9", DAY), ("other", "1", DAY), (old.form, "1", date(2015, 1, 1))):
        with pytest.raises(InputError) as caught:
            profile_for([old, new], form, version, day)
        assert caught.value.code == "scoring_no_profile"


@pytest.mark.parametrize(
    "change",
    [
        ("due_days = 90", "due_days = -1"),
        ("scale = 200", "scale = true"),
        ('form = "', 'farm = "'),
        ("2016-01-01", '"soon"'),
        ("[profiles.percent]", "[profiles.per]"),
        ("[[profiles]]", "[[profiles"),
    ],
)
def test_an_incomplete_profile_is_refused(change: tuple[str, str]) -> None:
    text = Path(RULES / "scoring.toml").read_text(encoding="utf-8")
    assert change[0] in text
    with pytest.raises(InputError) as caught:
        read_profiles(text.replace(*change, 1))
    assert caught.value.code == "scoring_profile_broken"
