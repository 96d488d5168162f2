"""Insights: numbers against a plain count of random cases, restricted groups left out and said, small numbers, codes only."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.database import Database
from app.data.queries.case_filter import CaseFilter
from app.domain.errors import InputError
from app.domain.insight_table import SEXES, TOTAL, Table, counted
from app.domain.records import Actor
from app.services.cases import case_parts, case_steps, cases
from app.services.numbers import insight_files, insights
from app.services.numbers.insights import Asked, Insight
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register

YEAR = Asked(date(2026, 1, 1), date(2026, 12, 31))


def computed(database: Database, actor: Actor = HEAD, asked: Asked = YEAR) -> Insight:
    """The insights as somebody sees them."""
    with database.read(actor) as reader:
        return insights.compute(reader, asked)


def test_the_numbers_are_those_of_a_plain_count(database: Database) -> None:
    chance = random.Random(11)
    made = []
    for number in range(14):
        sex, risk = chance.choice(["male", "female", "not_known"]), chance.choice(["high", "medium", "low"])
        day = date(2025, 11, 1) + timedelta(days=chance.randrange(110))
        opened = register(
            database,
            chance.choice([WORKER, OTHER]),
            child__sex=sex,
            child__given_name_km=f"ដារ៉ា{'កខគឃងចឆជឈញដឋឌឍ'[number]}",
            case__risk_level=risk,
            case__received_at=f"{day}T03:00:00Z",
        )
        made.append((opened.case, sex if sex in SEXES else SEXES[-1], risk))
    found = computed(database)
    for row in ("high", "medium", "low"):
        for column in SEXES:
            assert set(found.table("risk").behind(row, column)) == {
                case for case, sex, risk in made if (risk, sex) == (row, column)
            }
    assert found.table("risk").value(TOTAL, TOTAL) == 14
    assert found.table("cases").value("open_now", TOTAL) == 14
    assert found.table("concerns").value("neglect", TOTAL) == 14
    assert found.table("ages").value("10-12", TOTAL) == found.table("ages").value(TOTAL, TOTAL) == 14
    with database.read(HEAD) as reader:
        opened_in = {row.id for row in reader.find("case") if (row.day("opened_on") or date.min) >= YEAR.first}
        wish = CaseFilter(office=OFFICE)
        steps = {step: set(case_steps.at_step(reader, wish, step)) for step in ("contact", "assessment")}
        number, codes = insights.codes_behind(reader, found, "risk/high/total")
        assert {code for _, code in codes} == {
            reader.get("case", case).text("code") for case, _, risk in made if risk == "high"
        }
    assert number == len(codes) > 0
    assert set(found.table("cases").behind("opened", TOTAL)) == opened_in
    for step, at in steps.items():
        assert set(found.table("steps").behind(step, TOTAL)) == at
    own = computed(database, WORKER)
    assert own.own
    assert 0 < own.table("risk").value(TOTAL, TOTAL) < 14
    assert own.table("caseload").rows == (WORKER.user,)


def test_visits_services_referrals_and_reasons_of_the_time(database: Database) -> None:
    case = register(database).case
    with acting(database) as uow:
        day = uow.today()
        heard = day - timedelta(days=5)
        cases.edit(uow, case, {"received_at": f"{heard}T02:00:00Z", "first_contact_on": heard})
        promise = {
            "kind": "follow_up_home",
            "on_date": day - timedelta(days=5),
            "text": "x",
            "next_visit_on": day - timedelta(days=3),
        }
        case_parts.add(uow, "note", case, promise)
        missed = {
            "kind": "follow_up_home",
            "on_date": day - timedelta(days=4),
            "text": "x",
            "next_visit_on": day - timedelta(days=2),
        }
        case_parts.add(uow, "note", case, {**missed, "child_seen": False, "not_seen_reason": "not_found"})
        uow.create("service", {"case": case, "type": "education", "state": "started", "asked_on": day.isoformat()})
        uow.create("referral", {"case": case, "to_kind": "school", "state": "sent", "on_date": day.isoformat()})
        uow.create("episode", {"case": case, "number": 9, "closed_on": day.isoformat(), "close_reason": "success"})
    found = computed(database, asked=Asked(day - timedelta(days=30), day))
    visits = found.table("visits")
    assert {row: visits.value(row, "female") for row in visits.rows} == {
        "seen": 1, "not_seen": 1, "kept": 1, "missed": 1, "coming": 0,
    }  # fmt: skip
    assert found.table("referrals").value("school", "sent") == 1
    assert found.table("services").value("education", "started") == 1
    assert found.table("reasons").value("success", "female") == 1
    assert found.table("contact").value("high", TOTAL) == 1
    before = computed(database, asked=Asked(day - timedelta(days=60), day - timedelta(days=31)))
    for name in ("visits", "services", "referrals", "reasons"):
        assert before.table(name).value(TOTAL, TOTAL) == 0


def test_a_restricted_group_is_left_out_and_said(database: Database) -> None:
    concerns = [{"code": "sexual_exploitation", "kind": "experienced"}]
    register(database, HEAD, case__concerns=concerns)
    held = computed(database)
    assert held.without == ()
    assert held.table("concerns").value("sexual_exploitation", "experienced.female") == 1
    clerk = computed(database, CLERK)
    assert "sexual_violence" in clerk.without
    assert "sexual_exploitation" not in clerk.table("concerns").rows
    assert (clerk.table("concerns").value(TOTAL, TOTAL), clerk.table("ages").value(TOTAL, TOTAL)) == (0, 0)
    assert clerk.table("risk").value("high", "female") == 1, "the case itself is counted"
    with database.read(CLERK) as reader:
        with pytest.raises(InputError, match="insight_unknown"):
            insights.codes_behind(reader, clerk, "concerns/sexual_exploitation/experienced.female")
        ((_, code),) = insights.codes_behind(reader, clerk, "risk/high/female")[1]
    assert code.startswith("K-")
    for lang in ("km", "en"):
        assert len(insight_files.notes(clerk, lang)) == len(insight_files.notes(held, lang)) + 1


def test_who_may_not_and_what_is_no_time(database: Database) -> None:
    with pytest.raises(InputError, match="not_allowed"):
        computed(database, replace(WORKER, roles=frozenset({"administrator"})))
    with pytest.raises(InputError, match="not_allowed"):
        computed(database, HEAD, replace(YEAR, office="05"))
    with pytest.raises(InputError, match="insight_days"):
        computed(database, HEAD, Asked(YEAR.last, YEAR.first))
    register(database)
    inspector = replace(WORKER, roles=frozenset({"inspector"}))
    found = computed(database, inspector)
    assert found.table("risk").value("high", TOTAL) == 1
    with database.read(inspector) as reader, pytest.raises(InputError, match="not_allowed"):
        insights.codes_behind(reader, found, "risk/high/total")


def table(numbers: dict[tuple[str, str], int]) -> Table:
    """A table with so many cases in its cells."""
    found = [(f"{row}{column}{n}", row, column) for (row, column), many in numbers.items() for n in range(many)]
    return counted("t", ("a", "b"), ("x", "y"), found)


def test_small_numbers_are_printed_as_less_than_five_and_no_total_gives_one_away() -> None:
    made = table({("a", "x"): 3, ("a", "y"): 9, ("b", "x"): 2, ("b", "y"): 4})
    assert made.small() == 3
    assert made.told("a", "x", hide=False) == "3"
    assert [made.told("a", column, hide=True) for column in ("x", "y", TOTAL)] == ["<5", "9", "—"]
    assert [made.told("b", column, hide=True) for column in ("x", "y", TOTAL)] == ["<5", "<5", "6"]
    assert made.told(TOTAL, "y", hide=True) == "—"
    assert table({}).told("a", "x", hide=True) == "0", "zeros are printed"
    assert counted("t", ("a",), ("x",), [("c", "z", "w")]).value("not_stated", "not_stated") == 1


@pytest.mark.parametrize("lang", ["km", "en"])
def test_every_table_has_words_and_every_cell_can_be_named(database: Database, lang: str) -> None:
    found = computed(database)
    assert {table.id for table in found.tables} == set(insights.NAMES)
    for one in found.tables:
        grid = insight_files.grid(one, lang)
        assert all(sum(head.span for head in level) == len(one.columns) + 1 for level in grid.heads)
        for row in grid.rows:
            for cell in row.cells:
                assert insight_files.cell_words(found, cell, lang)


def test_cases_by_place_add_up_and_a_place_nobody_knows_is_counted(database: Database) -> None:
    homes = {"01020101": 6, "01020302": 5, "01030101": 2, None: 1}
    made = [
        register(
            database, child__village_code=home, child__given_name_km=f"ដារ៉ា{letter}", case__received_at="2026-02-01T03:00:00Z"
        )
        for home, many in homes.items()
        for letter in "កខគឃងច"[:many]
    ]
    earlier = register(database, child__given_name_km="មករា", case__received_at="2025-02-01T03:00:00Z")
    with acting(database, HEAD) as uow:
        uow.update("case", earlier.case, {"status": "closed", "opened_on": "2025-02-01", "closed_on": "2025-06-01"})
    found = computed(database)
    districts, communes = found.table("districts"), found.table("communes")
    assert districts.rows == ("0102", "0103", "not_stated")
    assert communes.rows == ("010201", "010203", "010301", "not_stated")
    assert [districts.value(row, TOTAL) for row in districts.rows] == [11, 2, 1]
    assert [communes.value(row, TOTAL) for row in communes.rows] == [6, 5, 2, 1]
    assert set(districts.behind(TOTAL, TOTAL)) == set(communes.behind(TOTAL, TOTAL)) == {one.case for one in made}
    assert [communes.told(row, "female", hide=False) for row in communes.rows] == ["6", "5", "<5", "<5"]
    assert districts.told(TOTAL, TOTAL, hide=False) == "14"
    assert (communes.small(), districts.small()) == (0, 0), "what is not told warns of nothing"
    assert insight_files.row_words(districts, "not_stated", "en") == "Place not known"
    before = computed(database, asked=Asked(date(2025, 1, 1), date(2025, 12, 31)))
    assert before.table("districts").behind("0102", TOTAL) == (earlier.case,)


SOME = st.dictionaries(
    st.tuples(st.sampled_from(["0102", "0103", "0201"]), st.sampled_from(["01", "02", "03"]), st.sampled_from(SEXES)),
    st.integers(0, 9),
)


@given(SOME)
def test_by_place_no_small_number_is_told_nor_left_over_from_a_sum(many: dict[tuple[str, str, str], int]) -> None:
    found = [
        (f"{number}", district + commune, sex) for (district, commune, sex), count in many.items() for number in range(count)
    ]
    rows = sorted({row for _, row, _ in found})
    made = counted("t", rows, SEXES, found, groups={row: row[:4] for row in rows} or {"not_stated": ""})
    across = (*SEXES, TOTAL)
    told = {(row, column): made.told(row, column, hide=False) for row in (*rows, TOTAL) for column in across}
    for place, text in told.items():
        number = made.value(*place)
        assert text == str(number) if text.isdigit() else number > 0
        assert number not in range(1, 5) or text == "<5"
    lines = [[(row, column) for column in across] for row in rows]
    for above in {"", *(row[:4] for row in rows)}:
        lines += [[(row, column) for row in rows if row.startswith(above)] for column in across]
    for line in lines:
        hidden = [place for place in line if not told[place].isdigit()]
        assert len(hidden) != 1 or not any(made.value(*place) for place in line if place not in hidden)
