"""All facilities at a glance: by district, by result and age of the last visit, and which standard fails most by year."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.data.queries import visit_points
from app.domain.errors import InputError
from app.forms.model import CompiledForm
from app.services.facilities import facilities, facility_overview
from app.services.facilities.facility_overview import NO_GRADE
from app.services.visits import inspections, standard_trends
from app.services.visits.standard_trends import Trends
from tests.support.facility_office import Office
from tests.unit.facilities.test_visit_comparison import closed

MALAI, POIPET = "01090101", "01100101"


def placed(office: Office, number: int, village: str | None) -> str:
    """A facility in a village of the office's province, or nowhere known."""
    with office.write() as uow:
        values = {"name_km": f"ផ្ទះ {number}", "type": "rci", "owner": "ngo", "code": f"BMC-10{number}"}
        made = facilities.register(uow, values)
        if village:
            facilities.edit(uow, made, {"village_code": village})
    return made


def decided(office: Office, visit: str, grade: str) -> None:
    """The result of a visit as if the head had confirmed it."""
    with office.write(actor=office.head) as uow:
        uow.update("inspection", visit, {"grade": grade, "state": "decided"})


def test_districts_with_the_worst_that_there_is(
    office: Office, form: CompiledForm, home: str, admit: Callable[..., str]
) -> None:
    malai, poipet, shut = placed(office, 1, MALAI), placed(office, 2, POIPET), placed(office, 3, MALAI)
    decided(office, closed(office, form, malai, "2026-06-01", i3="does_not"), "critical")
    decided(office, closed(office, form, poipet, "2024-06-01"), "meets")
    admit()
    with office.write(actor=office.head) as uow:
        facilities.edit(uow, shut, {"state": "closed"})
    with office.read() as reader:
        found = facility_overview.overview(reader)
    by_code = {one.code: one for one in found.districts}
    assert found.province == "01"
    assert len(found.districts) == 10, "nine districts of the province, and one tile for no known place"
    assert [one.id for one in by_code["0109"].facilities] == [malai], "a closed one is left out"
    assert {code: by_code[code].tone for code in ("0109", "0110", "0102", "")} == {
        "0109": "critical", "0110": "late", "0102": "none", "": "late",
    }  # fmt: skip
    assert (by_code[""].residents, by_code[""].told_residents()) == (1, "<5")
    assert (found.late, found.critical) == (2, 1)
    assert len({one.cell for one in found.districts}) == len(found.districts)


def test_results_by_age_of_the_last_visit(office: Office, form: CompiledForm, home: str) -> None:
    malai = placed(office, 1, MALAI)
    decided(office, closed(office, form, malai, "2025-08-01"), "meets")
    closed(office, form, malai, "2026-05-01")  # waits for its result: the last one is none
    other = placed(office, 2, POIPET)
    decided(office, closed(office, form, other, "2025-05-01"), "does_not_meet")
    with office.read() as reader:
        table = facility_overview.overview(reader).grades
    told = {(row, column): table.behind(row, column) for row in table.rows for column in table.columns}
    assert {place: ids for place, ids in told.items() if ids} == {
        (NO_GRADE, "half_year"): (malai,),
        ("does_not_meet", "two_years"): (other,),
        (NO_GRADE, "never"): (home,),
    }


def test_facilities_of_other_offices_are_not_there(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        uow.update("facility", home, {"office": "02"})
    closed(office, form, home, "2026-05-01")
    with office.read() as reader:
        assert facility_overview.overview(reader).facilities == ()
        assert standard_trends.trends(reader, office.shelf, "en").visits == {}
    with office.read(office.caseworker) as reader, pytest.raises(InputError, match="not_allowed"):
        facility_overview.overview(reader)


def trends(office: Office, kind: str = "") -> Trends:
    """What is told in English."""
    with office.read() as reader:
        return standard_trends.trends(reader, office.shelf, "en", kind=kind)


def test_which_standard_fails_most(office: Office, form: CompiledForm, home: str) -> None:
    closed(office, form, home, "2025-03-01", i3="does_not")
    closed(office, form, home, "2026-03-01", i3="partly", i9="does_not")
    closed(office, form, placed(office, 1, MALAI), "2026-04-01", i5="not_seen", i9="partly")
    with office.write() as uow:
        unfinished = inspections.start(uow, form, home, {"visit_on": "2026-05-01"})
        inspections.fill(uow, form, unfinished, {"i3": "does_not"})
    found = trends(office)
    assert found.visits == {2025: 1, 2026: 2}
    assert [one.number for one in found.standards[:3]] == ["9", "3", "1"]
    nine, three = found.standards[:2]
    assert (nine.years[2026].seen, nine.years[2026].partly, nine.years[2026].does_not) == (2, 1, 1)
    assert (nine.years[2026].percent, three.years[2026].percent, three.years[2025].percent) == (100, 50, 100)
    assert nine.text
    assert not nine.text[0].isdigit()
    five = next(one for one in found.standards if one.number == "5")
    assert five.years[2026].seen == 1, "what was not seen counts neither way"
    assert trends(office, "transit").visits == {}
    with pytest.raises(InputError, match="code_unknown"):
        trends(office, "castle")


def test_an_answer_that_is_not_asked_is_no_failure(office: Office, form: CompiledForm, home: str) -> None:
    visit = closed(office, form, home, "2026-03-01")
    with office.write() as uow:
        response = inspections.visit_of(uow, visit).response
        uow.update("form_response", response.id, {f"answers:{form.path_of('i39')}": "does_not"})
    found = trends(office)
    assert found.visits == {2026: 1}
    assert next(one for one in found.standards if one.number == "39").years == {}


def test_a_visit_whose_points_do_not_add_up_is_told_apart(office: Office, form: CompiledForm, home: str) -> None:
    visit = closed(office, form, home, "2026-03-01")
    with office.write() as uow:
        uow.update("inspection", visit, {"maximum": 99})
    found = trends(office)
    assert (found.visits, found.unread) == ({}, 1)


def test_the_answers_of_a_visit_are_those_it_was_begun_with(office: Office, form: CompiledForm, home: str) -> None:
    visit = closed(office, form, home, "2026-03-01", i3="partly")
    with office.write() as uow:
        further = {"inspection": visit, "form_id": form.id, "form_version": form.version}
        uow.create("form_response", {**further, "answers": {form.path_of("i3") or "": "meets"}})
    found = trends(office)
    assert (found.visits, found.unread) == ({2026: 1}, 0)
    assert next(one for one in found.standards if one.number == "3").years[2026].partly == 1
    with office.read() as reader:
        [(_, held)] = visit_points.answers(reader, [visit])
    assert held[form.path_of("i3") or ""] == "partly"
