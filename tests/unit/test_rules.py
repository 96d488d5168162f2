"""Limits, case numbers, rights and lights: the rules of case work."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case_code import ALPHABET, CaseCode, case_code, check_character, new_tag, parse_case_code
from app.domain.codelists import GROUPS, codelist
from app.domain.deadlines import (
    allegation_due,
    contact_due,
    contact_limit,
    contact_state,
    day_state,
    hours_left,
    limits,
    typed_late,
)
from app.domain.errors import InputError
from app.domain.lights import light, light_of
from app.domain.permissions import (
    ACTS,
    RIGHTS,
    ROLES,
    can,
    covers,
    hidden_groups,
    require,
    require_other,
    require_rights,
    require_roles,
    scope,
    sees_names,
)
from app.domain.records import Actor, Record
from app.text.digits import khmer_digits

RECEIVED = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)  # 10:00 in Cambodia
TAGS = st.text(ALPHABET, min_size=3, max_size=3)


@pytest.mark.parametrize(
    ("risk", "exact", "by_day"),
    [
        ("high", datetime(2026, 1, 6, 3, tzinfo=UTC), datetime(2026, 1, 6, 17, tzinfo=UTC)),
        ("medium", datetime(2026, 1, 8, 3, tzinfo=UTC), datetime(2026, 1, 8, 17, tzinfo=UTC)),
        ("low", datetime(2026, 1, 10, 3, tzinfo=UTC), datetime(2026, 1, 10, 17, tzinfo=UTC)),
        ("no_action", None, None),
        (None, None, None),
    ],
)
def test_limits_run_from_receipt_and_by_days_when_only_the_day_is_known(
    risk: str | None, exact: datetime | None, by_day: datetime | None
) -> None:
    assert contact_due(risk, RECEIVED, "minute") == exact
    assert contact_due(risk, RECEIVED, "day") == by_day
    assert contact_due(risk, None, "day") is None


def test_a_contact_is_late_only_when_it_surely_is() -> None:
    due = contact_due("high", RECEIVED, "minute")
    assert due is not None
    assert contact_state(due, date(2026, 1, 6), None, RECEIVED) == "in_time"
    assert contact_state(due, date(2026, 1, 7), None, RECEIVED) == "late"
    assert contact_state(due, None, due, RECEIVED) == "late"
    assert contact_state(due, None, due - timedelta(seconds=1), RECEIVED) == "in_time"
    assert contact_state(None, None, None, RECEIVED) == "none"


def test_what_is_not_done_runs_comes_close_and_is_over() -> None:
    due = contact_due("high", RECEIVED, "minute")
    assert due is not None
    assert contact_state(due, None, None, RECEIVED) == "running"
    assert contact_state(due, None, None, due - timedelta(hours=3)) == "soon"
    assert contact_state(due, None, None, due) == "overdue"
    assert hours_left(due, due - timedelta(hours=2, minutes=30)) == 2
    assert hours_left(due, due + timedelta(minutes=1)) == -1


def test_the_last_day_of_a_day_limit_is_in_time() -> None:
    today = date(2026, 1, 5)
    assert day_state(None, None, today) == "none"
    assert day_state(today, None, today) == "soon"
    assert day_state(today, None, today + timedelta(days=1)) == "overdue"
    assert day_state(today + timedelta(days=30), None, today) == "running"
    assert day_state(today, today, today) == "in_time"
    assert day_state(today, today + timedelta(days=1), today) == "late"


def test_done_late_is_not_typed_late() -> None:
    assert typed_late(date(2026, 1, 1), datetime(2026, 1, 20, tzinfo=UTC))
    assert not typed_late(date(2026, 1, 1), datetime(2026, 1, 2, tzinfo=UTC))
    assert not typed_late(None, None)


def test_an_allegation_is_to_be_reported_within_48_hours() -> None:
    assert allegation_due(RECEIVED) - RECEIVED == timedelta(hours=48)
    assert allegation_due(RECEIVED, date_only=True) == datetime(2026, 1, 7, 17, tzinfo=UTC)


def test_every_limit_says_where_it_comes_from() -> None:
    rows = [limit for subject in limits().values() for limit in subject.values()]
    assert {limit.source for limit in rows} <= {"sourced", "inferred", "not_found"}
    assert all(limit.days * 24 >= limit.hours for limit in rows)
    known = [code for code in codelist("risk_level").codes() if contact_limit(code)]
    assert known == ["high", "medium", "low"]


@given(TAGS, st.integers(1, 999_999_999))
def test_a_case_number_is_read_back_however_it_is_typed(tag: str, counter: int) -> None:
    code = case_code(tag, counter)
    for typed in (code, code.lower(), khmer_digits(code), f" {code[:5]} {code[5:]} ", code.replace("0", "O").replace("1", "l")):
        assert parse_case_code(typed) == CaseCode(tag, counter)


@given(TAGS, st.integers(1, 99_999), st.integers(0, 7), st.sampled_from(ALPHABET))
def test_a_wrong_character_is_noticed(tag: str, counter: int, place: int, letter: str) -> None:
    body = f"{tag}{counter:05d}"
    changed = body[:place] + letter + body[place + 1 :]
    assert (check_character(changed) == check_character(body)) == (changed == body)


@given(TAGS, st.integers(1, 99_999), st.integers(0, 7), st.integers(0, 7))
def test_two_characters_that_changed_places_are_noticed(tag: str, counter: int, one: int, other: int) -> None:
    body = list(f"{tag}{counter:05d}")
    swapped = body.copy()
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert (check_character("".join(swapped)) == check_character("".join(body))) == (swapped == body)


def test_what_is_no_case_number_is_none_and_a_misheard_one_is_refused() -> None:
    assert parse_case_code("សុខ ដារ៉ា") is None
    assert parse_case_code("") is None
    code = case_code("7QX", 42)
    assert code == f"K-7QX00042{check_character('7QX00042')}"
    assert parse_case_code(code.removeprefix("K-")) == CaseCode("7QX", 42)
    with pytest.raises(InputError, match="case_code_check"):
        parse_case_code(code[:-2] + ("3" if code[-2] == "2" else "2") + code[-1])
    assert len(new_tag()) == 3
    with pytest.raises(ValueError, match="no case number"):
        case_code("I1O", 1)


def actor(*roles: str, rights: tuple[str, ...] = (), office: str = "0203") -> Actor:
    return Actor("me", "Me", office, frozenset(roles), frozenset(rights))


def test_a_caseworker_works_on_own_cases_only() -> None:
    worker = actor("caseworker")
    assert can(worker, "case.edit", owner="me", office="0203")
    assert not can(worker, "case.edit", owner="other", office="0203")
    assert not can(worker, "case.edit", owner=None, office="0203")
    assert can(worker, "case.edit")
    assert can(worker, "case.edit", owner="other", mine=True)
    assert scope(worker, "case.edit") == "own"
    with pytest.raises(InputError, match="not_allowed"):
        require(worker, "case.decide")


def test_an_administrator_has_no_case_content_and_roles_add_up() -> None:
    keeper = actor("administrator")
    assert not any(can(keeper, act) for act in ACTS if act.startswith(("case.", "inspection.", "return.")))
    both = actor("administrator", "supervisor")
    assert can(both, "user.add")
    assert can(both, "case.edit", owner="other", office="0203")


def test_nobody_reaches_beyond_the_own_office() -> None:
    assert not can(actor("supervisor"), "case.read", owner="x", office="0204")
    assert can(actor("supervisor", office="02"), "case.read", owner="x", office="0204")
    assert not can(actor("supervisor"), "case.read", owner="me", office="02")
    assert covers("02", "0203")
    assert not covers("0203", "02")


def test_names_in_lists_need_a_grant() -> None:
    clerk = actor("clerk")
    assert not sees_names(clerk)
    assert sees_names(actor("clerk", rights=("names",)))
    assert sees_names(actor("supervisor"))


def test_restricted_groups_are_rights_of_their_own() -> None:
    one = actor("supervisor", rights=("reporter",))
    assert hidden_groups(one) == GROUPS - {"reporter"}
    assert hidden_groups(actor("clerk", rights=tuple(GROUPS))) == frozenset()


def test_roles_and_rights_are_those_of_the_lists() -> None:
    assert set(ROLES) == set(codelist("role").codes())
    assert set(RIGHTS) == set(codelist("right").codes())
    assert require_roles(["clerk"]) == {"clerk"}
    assert require_rights([]) == frozenset()
    for check, given_codes in ((require_roles, ["king"]), (require_rights, ["king"]), (require_roles, [])):
        with pytest.raises(InputError):
            check(given_codes)


def test_nobody_approves_an_own_request() -> None:
    require_other(actor("supervisor"), "other")
    with pytest.raises(InputError, match="own_request"):
        require_other(actor("supervisor"), "me")


def test_an_act_that_does_not_exist_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no act"):
        can(actor("supervisor"), "case.fly")


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ("AAAAA", "green"),
        ("AABAA", "yellow"),
        ("AABCA", "red"),
        ("AA AA", None),
        ("  C  ", "red"),
        ("AB  A", None),
        ("     ", None),
    ],
)
def test_lights_of_visits(answers: str, shown: str | None) -> None:
    given_answers = {item: answer.strip() or None for item, answer in zip(codelist("light_item").codes(), answers, strict=True)}
    assert light(given_answers) == shown
    assert light_of(Record("note", "x", {item: answer for item, answer in given_answers.items() if answer})) == shown
