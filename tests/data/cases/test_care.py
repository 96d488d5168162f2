"""Placements: the order of the policy, what speaks against one, and one fact in two records with the list of a facility."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.data.database import Database
from app.data.undo import undo
from app.domain.care import Wanted, Warning_, earlier, step_of, steps
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.records import Actor, Record
from app.services.care import care, care_words
from app.services.cases import case_history, case_json, case_parts, cases
from app.services.facilities import facilities, residencies
from app.services.office.rules import set_rule
from tests.data.cases.support import HEAD, OFFICE, OTHER, WORKER, acting, form, register, with_rights

DAY = date(2026, 2, 10)
REGISTRAR = replace(HEAD, user="019f0000-0000-7000-8000-00000000000b")
ALL_NOT_SAFE = dict.fromkeys(("birth_family", "kinship", "foster", "group_care", "faith"), "not_safe")


def facility(database: Database, **values: Any) -> str:
    """A recognised facility of an organisation; entered by somebody whose acts no test takes back."""
    given = {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo", "recognition_number": "12"}
    with acting(database, REGISTRAR) as uow:
        return facilities.register(uow, {name: value for name, value in {**given, **values}.items() if value is not None})


def told(database: Database, case: str, wanted: Wanted, actor: Actor = WORKER, **more: Any) -> dict[str, Mapping[str, object]]:
    """The warnings by code."""
    with database.read(actor) as reader:
        return {one.code: one.params for one in care.warnings(reader, case, wanted, **more)}


def placed(database: Database, case: str, wanted: Wanted, values: Mapping[str, object] | None = None, **more: Any) -> str:
    """A placement of the caseworker."""
    with acting(database, act="placement_add") as uow:
        return care.place(uow, case, wanted, values or {}, **more)


def pair(database: Database, placement: str) -> tuple[Record, Record]:
    """A placement and its stay."""
    with database.read(WORKER) as reader:
        found = reader.get("placement", placement)
        return found, reader.get("residency", found.text("residency"))


def test_the_six_options_stand_in_the_order_of_form_4() -> None:
    tags = {row.code: row.source_tag for row in codelist("care_option").rows.values()}
    for place, step in enumerate(steps(), 1):
        kinds = {code for code in tags if step_of(code) == step}
        assert kinds == {code for code, tag in tags.items() if tag == f"form_4:{place}"}
    assert earlier("foster_long") == ("birth_family", "kinship")
    assert earlier("adoption") == ()


def test_an_earlier_option_is_asked_about_until_it_has_an_answer(database: Database) -> None:
    case = register(database).case
    wanted = Wanted("group_care", from_on=DAY)
    assert told(database, case, wanted)["earlier_open"] == {"options": ["birth_family", "kinship", "foster"]}
    more = {"birth_family": "not_safe", "kinship": "not_considered", "foster": "suitable"}
    with_answers = told(database, case, wanted, more=more)
    assert with_answers["earlier_open"] == {"options": ["kinship"]}
    assert with_answers["earlier_suitable"] == {"options": ["foster"]}
    placed(database, case, wanted, given=more, reason_despite="No other family tonight")
    with acting(database) as uow:
        assert care.answers(uow, case) == more
        case_parts.add(uow, "care_check", case, {"option": "kinship", "answer": "not_willing", "on_date": "2026-02-20"})
        case_parts.add(uow, "care_check", case, {"option": "foster_long", "answer": "not_found", "on_date": "2026-02-21"})
    assert set(told(database, case, wanted)) == {"placement_open"}


def test_a_placement_without_a_reason_is_refused_and_nothing_is_kept(database: Database) -> None:
    case, home = register(database).case, facility(database, recognition_number=None)
    wanted = Wanted("residential", home, from_on=DAY)
    with pytest.raises(InputError, match="placement_reason_missing") as caught, acting(database) as uow:
        care.place(uow, case, wanted, {}, given=ALL_NOT_SAFE, reason_despite="  ")
    assert caught.value.params["field"] == "placement.reason_despite"
    with database.read(WORKER) as reader:
        assert [reader.count(name) for name in ("placement", "residency", "care_check")] == [0, 0, 0]
    made = placed(database, case, wanted, given=ALL_NOT_SAFE, reason_despite="The only bed in the district")
    placement, _ = pair(database, made)
    assert placement.text("warned") == "facility_unrecognised"
    assert placement.text("reason_despite") == "The only bed in the district"


@pytest.mark.parametrize(
    ("values", "child", "code"),
    [
        ({"state": "suspended"}, {}, "facility_state"),
        ({"state": "closing"}, {}, "facility_state"),
        ({"recognition_number": None}, {}, "facility_unrecognised"),
        ({"recognition_from": "2020-01-01", "recognition_until": "2026-02-09"}, {}, "facility_recognition_over"),
        ({}, {"child__birth": {"date": "2023-02-11", "source": "certificate"}}, "under_three"),
    ],
)
def test_each_state_of_a_facility_asks_for_a_reason(
    database: Database, values: dict[str, Any], child: dict[str, Any], code: str
) -> None:
    case, home = register(database, **child).case, facility(database, **values)
    with database.read(WORKER) as reader:
        found = care.warnings(reader, case, Wanted("residential", home, from_on=DAY), more=ALL_NOT_SAFE)
    assert [one.code for one in found] == [code]
    assert found[0].needs_reason


def test_a_good_facility_with_all_answers_needs_no_reason(database: Database) -> None:
    case, home = register(database).case, facility(database)
    assert told(database, case, Wanted("residential", home, from_on=DAY), more=ALL_NOT_SAFE) == {}
    baby = register(database, child__given_name_km="ខ", child__birth={"date": "2023-02-10", "source": "certificate"}).case
    assert told(database, baby, Wanted("residential", home, from_on=DAY), more=ALL_NOT_SAFE) == {}, "three on that very day"


def test_the_last_confirmed_result_of_an_inspection_counts(database: Database) -> None:
    case, home = register(database).case, facility(database)
    wanted = Wanted("residential", home, from_on=DAY)
    for day, state, grade, warns in (
        ("2026-01-01", "closed", "critical", False),
        ("2026-01-05", "decided", "critical", True),
        ("2026-01-09", "decided", "meets", False),
    ):
        closed = {"closed_at": "2026-01-09T03:00:00Z", "visit_on": day, "grade": grade, "state": state}
        with acting(database, HEAD) as uow:
            uow.create("inspection", {"facility": home, **closed})
        found = told(database, case, wanted, more=ALL_NOT_SAFE)
        assert ("facility_grade" in found) is warns


def test_small_homes_and_large_pagodas(database: Database) -> None:
    case = register(database).case
    home, pagoda = facility(database, type="group_home"), facility(database, type="faith", owner="ngo")
    with acting(database, HEAD) as uow:
        set_rule(uow, "care", "facility.group_home_most", 1)
        set_rule(uow, "care", "facility.pagoda_carer_above", 1)
        for where in (home, pagoda):
            residencies.admit(uow, where, {"given_name_km": "ក", "admitted_on": "2026-01-01", "admission_reason": "poverty"})
    for wanted, code in (
        (Wanted("group_care", home, from_on=DAY), "group_home_full"),
        (Wanted("faith", pagoda), "pagoda_carer"),
    ):
        assert set(told(database, case, wanted, more=ALL_NOT_SAFE)) == {code}


def test_one_act_makes_the_placement_and_the_stay(database: Database) -> None:
    case, home = register(database).case, facility(database)
    facts = {"admission_reason": "protection", "admission_source": "police", "note": "At night"}
    made = placed(database, case, Wanted("residential", home, from_on=DAY), facts, given=ALL_NOT_SAFE)
    placement, stay = pair(database, made)
    assert (stay.text("admission_reason"), stay.text("admission_source")) == ("protection", "police")
    assert (stay.text("family_name_km"), stay.ref("case"), stay.ref("placement")) == ("សុខ", case, made)
    assert placement.day("next_review_on") == DAY + timedelta(days=90)
    with database.read(WORKER) as reader:
        assert [one.id for one in residencies.living_there(reader, home, DAY)] == [stay.id]
    with acting(database, act="placement_end") as uow:
        care.end(uow, made, date(2026, 2, 20), "reunified", destination="birth_family")
    placement, stay = pair(database, made)
    assert (placement.text("to_on"), placement.text("ended_reason")) == ("2026-02-20", "reunified")
    assert (stay.text("exited_on"), stay.text("exit_destination")) == ("2026-02-20", "birth_family")
    with pytest.raises(InputError, match="placement_ended"), acting(database) as uow:
        care.end(uow, made, date(2026, 2, 21), "other")


def test_a_child_that_moves_leaves_where_it_was(database: Database) -> None:
    case, first, second = register(database).case, facility(database), facility(database)
    one = placed(database, case, Wanted("residential", first, from_on=DAY), given=ALL_NOT_SAFE)
    assert "placement_open" in told(database, case, Wanted("residential", second, from_on=DAY))
    two = placed(database, case, Wanted("residential", second, from_on=date(2026, 2, 20)), end_open=True)
    assert pair(database, one)[1].values["exit_reason"] == "transferred"
    with database.read(WORKER) as reader:
        assert [row.id for row in care.open_of(reader, case)] == [two]
        assert residencies.living_there(reader, first) == ()


def test_who_stands_on_the_list_already_is_not_admitted_twice(database: Database) -> None:
    opened, home = register(database), facility(database)
    with acting(database, HEAD) as uow:
        child = {"child": opened.child, "admitted_on": "2026-02-01", "admission_reason": "poverty"}
        stay = residencies.admit(uow, home, child)
    wanted = Wanted("residential", home, from_on=DAY)
    assert told(database, opened.case, wanted, more=ALL_NOT_SAFE) == {"stay_known": {"day": "2026-02-01"}}
    made = placed(database, opened.case, wanted, given=ALL_NOT_SAFE)
    assert pair(database, made)[1].id == stay
    with acting(database) as uow:
        case_parts.remove(uow, "placement", made)
    with database.read(WORKER) as reader:
        left = reader.get("residency", stay)
        assert (left.text("void_reason"), left.ref("placement")) == ("", None), "it stood there before"


def test_the_list_of_a_facility_makes_the_placement_of_a_case(database: Database) -> None:
    case, home = register(database).case, facility(database, state="suspended")
    with acting(database) as uow:
        admitted = {"case": case, "admitted_on": "2026-02-10", "admission_reason": "protection"}
        stay = residencies.admit(uow, home, admitted)
        made = uow.get("residency", stay).text("placement")
    placement, _ = pair(database, made)
    assert (placement.text("option"), placement.text("from_on")) == ("residential", "2026-02-10")
    assert placement.text("warned") == "earlier_open facility_state", "the reason is asked of the caseworker"
    clerk = Actor("019f0000-0000-7000-8000-00000000000c", "Clerk", OFFICE, frozenset({"clerk"}), frozenset())
    with acting(database, clerk) as uow:
        residencies.exit_resident(uow, stay, {"exited_on": "2026-02-12", "exit_reason": "ran_away"})
    assert pair(database, made)[0].text("to_on") == "2026-02-12"
    other = register(database, child__given_name_km="ខ").case
    with pytest.raises(InputError, match="stay_is_placement"), acting(database, HEAD) as uow:
        residencies.edit(uow, stay, {"case": other})


def test_an_inspector_hears_of_no_placement(database: Database) -> None:
    case, home = register(database).case, facility(database)
    made = placed(database, case, Wanted("residential", home, from_on=DAY), given=ALL_NOT_SAFE)
    inspector = Actor("019f0000-0000-7000-8000-00000000000a", "Inspector", OFFICE, frozenset({"inspector"}), frozenset())
    with database.read(inspector) as reader:
        shown = repr(residencies.all_stays(reader, home))
        assert made not in shown
        assert case not in shown
        with pytest.raises(InputError, match="not_allowed"):
            care.warnings(reader, case, Wanted("residential", home))


def test_nobody_places_a_child_of_another_caseworker(database: Database) -> None:
    case, home = register(database).case, facility(database)
    with pytest.raises(InputError, match="not_allowed"), acting(database, OTHER) as uow:
        care.place(uow, case, Wanted("residential", home, from_on=DAY), {}, given=ALL_NOT_SAFE)
    made = placed(database, case, Wanted("residential", home, from_on=DAY), given=ALL_NOT_SAFE)
    with pytest.raises(InputError, match="not_allowed"), acting(database, OTHER) as uow:
        care.end(uow, made, date(2026, 2, 20), "other")


def test_who_is_alleged_to_have_harmed_is_warned_of_and_leaves_no_trace(database: Database) -> None:
    """Practice P9 and P1: told to who may know of them alone, and never noted in the open record of the placement."""
    knows = with_rights(WORKER, "perpetrator")
    with acting(database, knows) as uow:
        case = cases.register(uow, case_json.read(form(), uow.today())).case
        case_parts.add(uow, "perpetrator", case, {"name": "សុខ ចន្ថា", "relation": "grandmother"})
        kin = uow.find("family_member", is_carer=True)[-1].id
    wanted = Wanted("kinship", from_on=DAY, kin=kin)
    assert "ask.danger_alleged" in told(database, case, wanted, actor=knows, more=ALL_NOT_SAFE)
    assert told(database, case, wanted, more=ALL_NOT_SAFE) == {}
    with database.read(knows) as reader:
        asked = case_parts.questions(reader, "placement", case, {"option": "kinship", "carer": kin})
        assert {one.code for one in asked} == {"ask.danger_alleged", "ask.danger_lives_there"}
    with acting(database, knows) as uow:
        made = care.place(uow, case, wanted, {}, given=ALL_NOT_SAFE)
        assert (uow.get("placement", made).text("warned"), uow.get("placement", made).ref("carer")) == ("", kin)


def test_a_closed_facility_takes_no_placement(database: Database) -> None:
    case, home = register(database).case, facility(database)
    with acting(database, HEAD) as uow:
        facilities.edit(uow, home, {"state": "closed"})
    with pytest.raises(InputError, match="facility_closed"), acting(database) as uow:
        care.place(uow, case, Wanted("residential", home, from_on=DAY), {}, given=ALL_NOT_SAFE, reason_despite="x")


def test_the_time_line_tells_of_the_answers(database: Database) -> None:
    case = register(database).case
    placed(database, case, Wanted("kinship", from_on=DAY), given={"birth_family": "not_safe"})
    with database.read(with_rights(WORKER)) as reader:
        events, _ = case_history.told_events(reader, case)
    assert {"placement", "care_check"} <= {event.what for event in events}


# ---- one fact in two records, on every path ----

DAYS = st.integers(0, 25).map(lambda n: (date(2026, 1, 15) + timedelta(days=n)).isoformat())
ACTS = st.one_of(
    st.tuples(st.just("place"), st.integers(0, 1), DAYS, st.booleans()),
    st.tuples(st.just("bare"), st.integers(0, 2), DAYS, st.booleans()),
    st.tuples(st.just("admit"), st.integers(0, 1), DAYS, st.booleans()),
    st.tuples(st.just("from"), st.integers(0, 5), DAYS, st.booleans()),
    st.tuples(st.just("to"), st.integers(0, 5), DAYS, st.booleans()),
    st.tuples(st.just("where"), st.integers(0, 5), DAYS, st.booleans()),
    st.tuples(st.just("end"), st.integers(0, 5), DAYS, st.booleans()),
    st.tuples(st.just("exit"), st.integers(0, 5), DAYS, st.booleans()),
    st.tuples(st.just("edit"), st.integers(0, 5), DAYS, st.booleans()),
    st.tuples(st.just("void"), st.integers(0, 5), DAYS, st.booleans()),
    st.tuples(st.just("remove"), st.integers(0, 5), DAYS, st.booleans()),
    st.tuples(st.just("undo"), st.integers(0, 5), DAYS, st.booleans()),
)


class Paths:
    """Acts on the placements and stays of one case."""

    def __init__(self, database: Database, homes: tuple[str, str]) -> None:
        self.database = database
        self.homes = homes
        self.case = register(database, child__given_name_km="គ").case

    def run(self, name: str, number: int, day: str, flag: bool) -> None:
        """One act; what is refused changes nothing."""
        try:
            with acting(self.database, HEAD, name) as uow:
                placements = uow.find("placement", case=self.case, order=("id",))
                stays = uow.find("residency", case=self.case, order=("id",))
                of_placement = placements[number % len(placements)].id if placements else ""
                of_stay = stays[number % len(stays)].id if stays else ""
                home = self.homes[number % 2]
                if name == "place":
                    wanted = Wanted("residential", home, from_on=date.fromisoformat(day))
                    care.place(uow, self.case, wanted, {}, reason_despite="x", end_open=flag)
                elif name == "bare":
                    where = {"facility": home} if number < 2 else {}
                    ended = {"to_on": day} if flag else {}
                    case_parts.add(uow, "placement", self.case, {"option": "residential", "from_on": day, **where, **ended})
                elif name == "admit":
                    linked = {"case": self.case} if flag else {"child": uow.get("case", self.case).text("child")}
                    residencies.admit(uow, home, {**linked, "admitted_on": day, "admission_reason": "poverty"})
                elif name == "undo":
                    undo(uow)
                elif name in {"exit", "edit", "void"}:
                    self._list(uow, name, of_stay, day, flag)
                elif of_placement:
                    self._part(uow, name, of_placement, day, flag)
        except InputError:
            return

    def _list(self, uow: Any, name: str, stay: str, day: str, flag: bool) -> None:
        """An act on the list of a facility."""
        if not stay:
            return
        if name == "exit":
            residencies.exit_resident(uow, stay, {"exited_on": day, "exit_reason": "reunified"})
        elif name == "void":
            residencies.void(uow, stay, "entered_twice")
        else:
            residencies.edit(uow, stay, {"admitted_on": day, **({"case": self.case} if flag else {})})

    def _part(self, uow: Any, name: str, placement: str, day: str, flag: bool) -> None:
        """An act on the page of the case."""
        if name == "remove":
            case_parts.remove(uow, "placement", placement)
        elif name == "end":
            care.end(uow, placement, date.fromisoformat(day), "reunified")
        elif name == "where":
            care.change(uow, placement, {"facility": self.homes[0] if flag else None}, reason_despite="y")
        else:
            field = {"from": "from_on", "to": "to_on"}[name]
            case_parts.change(uow, "placement", placement, {field: day if flag or name == "from" else None})

    def hold(self) -> None:
        """Days, facility and child are equal, and both point at each other."""
        with self.database.read(HEAD) as reader:
            child = reader.get("case", self.case).text("child")
            for row in reader.find("placement", case=self.case):
                assert bool(row.ref("facility")) == bool(row.ref("residency")), "a facility without a stay"
                if row.ref("residency"):
                    stay = reader.get("residency", row.text("residency"))
                    assert (stay.ref("placement"), stay.text("void_reason")) == (row.id, "")
                    same = [("facility", "facility"), ("from_on", "admitted_on"), ("to_on", "exited_on")]
                    assert [row.values.get(one) for one, _ in same] == [stay.values.get(other) for _, other in same]
                    assert (stay.ref("child"), stay.ref("case")) == (child, self.case)
            for stay in reader.find("residency", child=child):
                if stay.ref("placement"):
                    assert reader.get("placement", stay.text("placement")).ref("residency") == stay.id


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=9))
def test_placement_and_stay_are_one_fact_on_every_path(database: Database, acts: list[tuple[str, int, str, bool]]) -> None:
    with acting(database, HEAD) as uow:
        found = uow.find("facility", order=("code",))
    homes = (found[0].id, found[1].id) if len(found) > 1 else (facility(database), facility(database, state="suspended"))
    paths = Paths(database, homes)
    for act in acts:
        paths.run(*act)
        paths.hold()


def test_none_at_all_is_a_number_too() -> None:
    """A facility that may take nobody any more says so, and not a dash."""
    said = care_words.warning_text(Warning_("facility_full", {"n": 0, "most": 0}, needs_reason=False), "en")
    assert "–" not in said
    assert said.count("0") == 2
