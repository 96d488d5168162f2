"""The monthly return: what is counted, that sums come out, who sees what, and what signing freezes."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.codelists import GROUPS
from app.domain.errors import InputError
from app.domain.indicators import SPLITS, Month, cell_id, definition, parse_cell, parse_month
from app.domain.return_checks import checks
from app.services.numbers import returns
from app.services.office import rates
from app.text.words import LANGUAGES, error_text
from tests.unit.returns.conftest import FEBRUARY, Desk

DAYS = st.dates(date(2026, 1, 20), date(2026, 3, 8))


def test_every_indicator_can_be_counted_and_opened(desk: Desk) -> None:
    """An empty office has a whole return of zeros, and each of its cells opens nothing."""
    found = desk.compute()
    assert found.failed == ()
    for sheet in found.definition.sheets:
        for lang in LANGUAGES:
            for grid in found.grids(sheet, lang):
                widths = {len(row.cells) for row in grid.rows} | {sum(head.span for head in level) for level in grid.heads}
                assert len(widths) == 1, grid.id
                for row in grid.rows:
                    for cell in row.cells:
                        parse_cell(cell, found.definition)
                        assert found.value(cell) in {0, None}


def test_words_stand_for_every_split_and_value() -> None:
    from app.domain.return_layout import split_label, value_label

    for split in SPLITS.values():
        for lang in LANGUAGES:
            if split.name != "birth":
                assert split_label(split.name, lang)
            assert all(value_label(split.name, value, lang) for value in split.all_values())


def test_residents_are_counted_by_the_edges_of_the_month(desk: Desk) -> None:
    home = desk.add("facility", code="BTB-001", type="rci", owner="ngo", state="operating")
    stays = {
        "always": ("2026-01-05", None),
        "first day": ("2026-02-01", None),
        "last day": ("2026-02-28", None),
        "left on the first": ("2026-01-05", "2026-02-01"),
        "left on the first of the next": ("2026-01-05", "2026-03-01"),
        "came and left": ("2026-02-10", "2026-02-20"),
        "before": ("2026-01-01", "2026-01-31"),
        "after": ("2026-03-01", None),
    }
    ids = {
        name: desk.add("residency", facility=home, sex="female", admitted_on=first, exited_on=last)
        for name, (first, last) in stays.items()
    }
    desk.add("residency", facility=home, sex="male", admitted_on="2026-02-10", void_reason="entered_twice")
    found = {
        cell: set(desk.behind(cell)) for cell in ("residents_opening", "residents_in", "residents_out", "residents_closing")
    }
    assert found["residents_opening"] == {
        ids[name] for name in ("always", "left on the first", "left on the first of the next")
    }
    assert found["residents_in"] == {ids[name] for name in ("first day", "last day", "came and left")}
    assert found["residents_out"] == {ids[name] for name in ("left on the first", "came and left")}
    assert found["residents_closing"] == {
        ids[name] for name in ("always", "first day", "last day", "left on the first of the next")
    }
    counted = desk.compute()
    assert {cell: counted.value(cell) for cell in found} == {cell: len(behind) for cell, behind in found.items()}
    assert counted.failed == ()
    assert desk.compute(Month(2026, 3)).value("residents_opening") == counted.value("residents_closing")


def test_opening_and_closing_are_counted_apart_so_a_wrong_entry_shows(desk: Desk) -> None:
    home = desk.add("facility", code="BTB-001", type="rci", owner="ngo", state="operating")
    desk.add("residency", facility=home, sex="male", exited_on="2026-02-10", exit_reason="other")
    assert {check.id for check in desk.compute().failed} == {"residents_balance"}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stays=st.lists(st.tuples(DAYS, st.none() | st.integers(0, 40), st.sampled_from(("female", "male", None))), max_size=12))
def test_the_balance_holds_for_any_stays(desk: Desk, stays: list[tuple[date, int | None, str | None]]) -> None:
    home = desk.add("facility", type="rci", owner="state", state="operating")
    with desk.session.write("test") as uow:
        for first, days, sex in stays:
            exited = first + timedelta(days=days) if days is not None else None
            uow.create("residency", {"facility": home, "sex": sex, "admitted_on": first, "exited_on": exited})
    found = desk.compute()
    assert found.failed == ()
    for sex in SPLITS["sex"].all_values():
        at = {name: found.value(f"residents_{name}/sex={sex}") or 0 for name in ("opening", "in", "out", "closing")}
        assert at["opening"] + at["in"] - at["out"] == at["closing"]


def test_cases_are_new_reopened_closed_and_open(desk: Desk) -> None:
    old = desk.case("2025-12-01")
    new = desk.case("2026-02-28", sex="female", case_type="reintegration")
    closed = desk.case("2026-01-10", "2026-02-05", sex="male")
    again = desk.case("2025-06-01", "2025-09-01")
    desk.add("episode", case=again, number=2, opened_on="2026-02-15")
    void = desk.case("2026-02-03", status="void")
    assert set(desk.behind("cases_opening")) == {old, closed}
    assert desk.behind("cases_new") == [new]
    assert desk.behind("cases_new/sex=female/case_type=reintegration") == [new]
    assert desk.behind("cases_closed") == [closed]
    assert desk.behind("cases_reopened") == [again]
    assert set(desk.behind("cases_open")) == {old, new, again}
    assert void not in desk.behind("cases_open")
    assert desk.compute().failed == ()


def test_ages_are_of_the_last_day_and_bands_by_the_middle(desk: Desk) -> None:
    cases = {
        "exact": desk.case("2026-02-01", birth_from="2021-02-28", birth_to="2021-02-28"),  # 5 on the last day
        "a day younger": desk.case("2026-02-01", birth_from="2021-03-01", birth_to="2021-03-01"),  # still 4
        "across": desk.case("2026-02-01", birth_from="2018-01-01", birth_to="2024-01-01"),  # middle 2021-01-01: 5
        "within": desk.case("2026-02-01", birth_from="2017-01-01", birth_to="2018-01-01"),
        "unknown": desk.case("2026-02-01"),
        "one end": desk.case("2026-02-01", birth_to="2010-05-05"),
        "leap": desk.case("2026-02-01", birth_from="2008-02-29", birth_to="2008-02-29"),  # 17 until 1 March
    }
    bands = {
        "exact": "5-9",
        "a day younger": "3-4",
        "across": "5-9",
        "within": "5-9",
        "unknown": "not_known",
        "one end": "15-17",
    }
    for name, band in {**bands, "leap": "15-17"}.items():
        assert cases[name] in desk.behind(f"cases_new/age={band}"), name
    assert desk.behind("cases_new/birth=estimated") == [cases["across"]]
    found = desk.compute()
    assert sum(found.value(f"cases_new/age={band}") or 0 for band in SPLITS["age"].all_values()) == 7


def test_unknown_sex_and_unknown_codes_are_columns_of_their_own(desk: Desk) -> None:
    desk.case("2026-02-01", sex="other", case_type="from_a_newer_version")
    desk.case("2026-02-01")
    found = desk.compute()
    assert found.value("cases_new/sex=other_or_not_known") == 2
    assert found.value("cases_new/case_type=not_stated") == 2


def test_disability_not_assessed_is_never_none(desk: Desk) -> None:
    home = desk.add("facility", type="rci", owner="ngo", state="operating")
    desk.add("residency", facility=home, admitted_on="2026-02-01", disability=["hand", "vision"], disability_assessed=True)
    desk.add("residency", facility=home, admitted_on="2026-02-01", disability_assessed=True)
    desk.add("residency", facility=home, admitted_on="2026-02-01")
    found = desk.compute()
    assert [found.value(f"residents_closing/disability={value}") for value in ("yes", "no", "not_assessed")] == [1, 1, 1]
    assert [found.value(f"residents_closing/disability_kind={value}") for value in ("hand", "vision", "foot")] == [1, 1, 0]


def test_risk_and_concerns_are_those_of_the_last_day(desk: Desk) -> None:
    case = desk.case("2026-01-10", sex="female")
    for day, level in (("2026-01-10", "high"), ("2026-02-20", "medium"), ("2026-03-02", "low")):
        desk.add("risk", case=case, level=level, noted_on=day)
    desk.add("concern", case=case, code="neglect", kind="experienced", noted_on="2026-01-10")
    desk.add("concern", case=case, code="child_labour", kind="at_risk", noted_on="2026-01-10", ended_on="2026-02-15")
    desk.add("concern", case=case, code="migration", kind="at_risk", noted_on="2026-03-01")
    found = desk.compute()
    assert [found.value(f"cases_open/risk={level}") for level in ("high", "medium", "low")] == [0, 1, 0]
    assert found.value("concerns_open/sex=female/concern=neglect/kind=experienced") == 1
    assert found.value("concerns_open/concern=child_labour/kind=at_risk") == 0
    assert found.value("concerns_open/concern=migration/kind=at_risk") == 0
    assert found.value("concerns_open/sex=female/harm=victim") == 1
    assert desk.compute(Month(2026, 1)).value("cases_open/risk=high") == 1


def test_a_child_at_risk_only_is_vulnerable(desk: Desk) -> None:
    desk.add("concern", case=desk.case("2026-02-01"), code="neglect", kind="at_risk", noted_on="2026-02-01")
    desk.case("2026-02-01")
    found = desk.compute()
    assert [found.value(f"concerns_new/harm={value}") for value in ("victim", "vulnerable", "not_stated")] == [0, 1, 1]


def test_restricted_groups_are_left_out_and_said_so(desk: Desk) -> None:
    case = desk.case("2026-02-01", sex="female")
    desk.add("concern", case=case, code="sexual_violence", kind="experienced", noted_on="2026-02-01")
    desk.add("allegation", kind="sexual", heard_at="2026-02-05T03:00:00.000Z")
    cell = "concerns_new/concern=sexual_violence/kind=experienced"
    assert desk.compute().value(cell) == 1
    clerk = desk.as_("clerk")
    found = clerk.compute()
    assert not found.whole
    assert found.value(cell) is None
    assert found.value("concerns_new/harm=victim") == 0
    assert found.value("allegations_heard") == 0
    assert [sheet.id for sheet in found.definition.sheets if found.incomplete(sheet)] == ["concerns", "allegations"]
    with pytest.raises(InputError, match="return_cell_restricted"):
        clerk.behind(cell)
    with pytest.raises(InputError, match="return_not_whole"), desk.as_("supervisor").session.write("return_sign") as uow:
        returns.sign(uow, FEBRUARY)


def test_a_device_that_lacks_a_group_cannot_sign(desk: Desk) -> None:
    with desk.session.database.transaction() as connection:
        for scope in ("o:0203", "o:0203/reporter"):
            connection.exec_driver_sql(
                "INSERT INTO cursor (scope, epoch, seq, tag, complete) VALUES (?, 1, 1, 't', 1)", (scope,)
            )
    assert not desk.compute().whole
    with desk.session.database.transaction() as connection:
        for group in GROUPS - {"reporter"}:
            connection.exec_driver_sql(
                "INSERT INTO cursor (scope, epoch, seq, tag, complete) VALUES (?, 1, 1, 't', 1)", (f"o:0203/{group}",)
            )
    assert desk.compute().whole


def test_allegations_within_48_hours_to_the_minute(desk: Desk) -> None:
    heard = "2026-02-05T03:00:00.000Z"
    for reported in ("2026-02-07T03:00:00.000Z", "2026-02-07T03:00:01.000Z", None):
        desk.add("allegation", kind="physical", heard_at=heard, reported_at=reported)
    desk.add("allegation", kind="physical", heard_at="2026-01-31T16:59:59.000Z")  # 23:59:59 here
    desk.add("allegation", kind="physical", heard_at="2026-01-31T17:00:00.000Z")  # midnight here
    found = desk.compute()
    assert [found.value(f"allegations_{name}") for name in ("heard", "reported", "in_time")] == [4, 2, 1]


def test_visits_due_kept_and_made(desk: Desk) -> None:
    case = desk.case("2026-01-01", case_type="reintegration")
    desk.add("note", case=case, kind="follow_up_home", on_date="2026-01-10", next_visit_on="2026-02-10", health="A", food="B")
    desk.add("note", case=case, kind="follow_up_home", on_date="2026-02-11", next_visit_on="2026-02-27", health="C", food="B")
    other = desk.case("2026-01-01", case_type="community")
    desk.add("note", case=other, kind="follow_up_service", on_date="2026-02-10", next_visit_on="2026-02-20")
    found = desk.compute()
    assert [found.value(f"visits_{name}") for name in ("due", "kept", "done")] == [2, 1, 1]
    assert found.value("visits_done/light=red") == 1


def test_findings_open_overdue_and_corrected(desk: Desk) -> None:
    home = desk.add("facility", type="rci", owner="ngo", state="operating")
    visit = desk.add("inspection", facility=home, kind="annual", state="decided", grade="meets", visit_on="2026-02-02")
    for due, corrected, state in (
        ("2026-02-28", None, "open"),
        ("2026-03-01", None, "open"),
        ("2026-02-20", "2026-02-15", "corrected"),
        ("2026-02-20", "2026-03-05", "corrected"),
        ("2026-02-20", None, "withdrawn"),
    ):
        desk.add("finding", inspection=visit, facility=home, due_on=due, corrected_on=corrected, state=state, critical=False)
    found = desk.compute()
    counted = {name: found.value(f"findings_{name}") for name in ("new", "corrected", "open", "overdue")}
    assert counted == {"new": 4, "corrected": 1, "open": 3, "overdue": 2}
    assert found.value("inspections_graded/grade=meets") == 1
    assert found.value("inspections_done/facility_owner=ngo/inspection_kind=annual") == 1


def test_food_money_is_not_invented_without_a_date(desk: Desk) -> None:
    state = desk.add("facility", code="BTB-001", type="rci", owner="state", state="operating")
    desk.add("residency", facility=state, admitted_on="2026-01-01")
    desk.add("residency", facility=state, admitted_on="2026-02-15", exited_on="2026-02-20")
    first = desk.compute()
    assert (first.value("food_people"), first.value("food_days"), first.value("food_amount")) == (2, 33, None)
    assert first.value(f"food_amount/facility={state}") is None
    assert {check.id for check in first.checks if not check.ok} == {"food_rate"}
    with desk.session.write("rate_set") as uow:
        rates.set_rate(uow, "food_allowance", 45_000, "per_month", date(2020, 1, 1))
    assert desk.compute().value("food_amount") is None, "the higher rate may have been in force already"
    with desk.session.write("rate_set") as uow:
        rates.set_rate(uow, "food_allowance", 150_000, "per_month", date(2026, 2, 15))
    # 14 days at 45,000 and 14 + 5 at 150,000, each a 28th of the month
    assert desk.compute().value("food_amount") == round((14 * 45_000 + 19 * 150_000) / 28)
    assert desk.compute(Month(2025, 12)).value("food_amount") == 0


def test_a_clerk_sees_codes_and_not_names(desk: Desk) -> None:
    home = desk.add("facility", code="BTB-001", type="rci", owner="ngo", state="operating")
    desk.add("residency", facility=home, admitted_on="2026-02-01", family_name_km="សុខ", given_name_km="ដារ៉ា")
    cell = "residents_closing"
    with desk.session.read() as reader:
        assert returns.behind(reader, FEBRUARY, cell)[1][0].name == "សុខ ដារ៉ា"
    with desk.as_("clerk").session.read() as reader:
        number, found = returns.behind(reader, FEBRUARY, cell)
    assert number == 1
    assert found[0].name == ""
    assert found[0].code.startswith("BTB-001/")
    with desk.as_("clerk", rights=frozenset({"names"})).session.read() as reader:
        assert returns.behind(reader, FEBRUARY, cell)[1][0].name == "សុខ ដារ៉ា"
    with pytest.raises(InputError, match="not_allowed"):
        desk.as_("inspector").behind(cell)


def test_signing_freezes_what_was_counted_and_shows_what_changed_since(desk: Desk) -> None:
    case = desk.case("2026-02-01", sex="female")
    with desk.session.write("return_sign") as uow:
        first = returns.sign(uow, FEBRUARY)
    body = {"cells": first.cells, "number": 1, "office": "0203", "period": "2026-02"}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert first.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert desk.compute().differences == ()
    with pytest.raises(InputError, match="return_unchanged"), desk.session.write("return_sign") as uow:
        returns.sign(uow, FEBRUARY)
    desk.change("case", case, status="void")
    changed = {difference.cell: (difference.signed, difference.now) for difference in desk.compute().differences}
    assert changed["cases_new/sex=female"] == (1, 0)
    march = desk.compute(Month(2026, 3))
    assert {check.id for check in march.failed} == {"cases_follow"}, "the month before, as signed, no longer leads here"
    with desk.session.write("return_sign") as uow:
        assert returns.sign(uow, FEBRUARY).number == 2
    assert desk.compute(Month(2026, 3)).failed == ()
    with desk.session.read() as reader:
        assert reader.count("return", period="2026-02") == 2


def test_a_month_is_signed_once_it_is_over_and_its_checks_hold(desk: Desk) -> None:
    with pytest.raises(InputError, match="return_month_not_over"), desk.session.write("return_sign") as uow:
        returns.sign(uow, Month(2026, 3))
    with pytest.raises(InputError, match="return_month_ahead"):
        desk.compute(Month(2026, 4))
    home = desk.add("facility", type="rci", owner="ngo", state="operating")
    desk.add("residency", facility=home, exited_on="2026-02-10")
    with pytest.raises(InputError, match="return_checks_failed"), desk.session.write("return_sign") as uow:
        returns.sign(uow, FEBRUARY)
    with desk.session.write("return_sign") as uow:
        assert returns.sign(uow, FEBRUARY, note="ថ្ងៃចូលមិនដឹង").note == "ថ្ងៃចូលមិនដឹង"
    with pytest.raises(InputError, match="not_allowed"), desk.as_("clerk", rights=GROUPS).session.write("x") as uow:
        returns.sign(uow, FEBRUARY)


def test_only_the_own_office_is_counted(desk: Desk) -> None:
    child = desk.add("child", office="0204")
    case = desk.add("case", office="0204", child=child, status="open", opened_on="2026-02-01")
    desk.add("episode", case=case, number=1, opened_on="2026-02-01")
    assert desk.compute().value("cases_new") == 0


@pytest.mark.parametrize("typed", ["2026-13", "2026", "26-01", "2026-1", "", "2026-00", "x" * 50])
def test_a_month_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="return_month") as refused:
        parse_month(typed)
    assert all(error_text(refused.value, lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    "cell", ["nothing", "cases_new/sex=", "cases_new/age=5-9/risk=high", "cases_new/sex=female/sex=male", "/"]
)
def test_a_cell_that_the_return_does_not_have_is_refused(cell: str) -> None:
    with pytest.raises(InputError, match="return_cell_unknown"):
        parse_cell(cell, definition())


def test_checks_catch_sums_that_do_not_come_out() -> None:
    cells: dict[str, int | None] = {"cases_new": 2, "cases_new/case_type=community": 1, "cases_open": 2}
    found = {check.id for check in checks(cells, {}, definition()) if not check.ok}
    assert {"sums", "cases_agree"} <= found
    assert cell_id("cases_new", {"case_type": "community", "sex": "male"}) == "cases_new/sex=male/case_type=community"


def test_number_and_list_agree_about_a_visit_that_nobody_was_told_of(desk: Desk) -> None:
    home = desk.add("facility", type="rci", owner="ngo", name_km="ផ្ទះ", code="BTB-001")
    plan = desk.add("visit_plan", facility=home, notice="unannounced")
    seen = desk.add("inspection", facility=home, state="draft", visit_on="2026-02-11", kind="annual")
    visit = desk.add("inspection", facility=home, visit_plan=plan, state="draft", visit_on="2026-02-10", kind="annual")
    clerk = desk.as_("clerk", rights=frozenset({"unannounced"}))
    desk.clock.time = datetime(2026, 2, 15, 3, 0, tzinfo=UTC)
    for one, known in ((clerk, {seen}), (desk, {seen, visit})):
        for cell in ("inspections_done", "inspections_done/inspection_kind=annual"):
            assert (one.compute().value(cell), set(one.behind(cell))) == (len(known), known), "the month goes on"
    desk.clock.time = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
    signed = desk.sign()
    assert signed.cells["inspections_done"] == 2, "what is signed is whole"
    assert clerk.compute().differences == (), "and the same for all who open it"
    assert (clerk.compute().value("inspections_done"), set(clerk.behind("inspections_done"))) == (2, {seen, visit})
    told = {one.id: one for one in clerk.lines("inspections_done")}
    assert (told[visit].code, told[visit].detail, told[visit].secret) == ("", "", True), "which visit it is stays unsaid"
    assert (told[seen].code, told[seen].secret) == ("BTB-001", False)
    assert returns.told_as(told[visit], "en") == "A visit that is not closed yet"
    assert not any(one.secret for one in desk.lines("inspections_done")), "the head knows"
    desk.change("inspection", visit, state="to_decide")
    assert not any(one.secret for one in clerk.lines("inspections_done"))
