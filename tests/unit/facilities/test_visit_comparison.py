"""A result beside earlier ones and among others of its type: only what was scored alike, and nobody is told of one house."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.data.queries import visit_points
from app.domain.comparing_visits import FEWEST, TOTAL, Part, change, spread, why_not
from app.domain.errors import InputError
from app.forms.model import CompiledForm
from app.print.papers import Variant
from app.services.facilities import facilities
from app.services.office.offices import Session
from app.services.visits import inspection_papers, inspection_results, inspections, visit_comparison
from app.services.visits.comparison_sheets import export_comparison
from app.services.visits.visit_comparison import Comparison
from tests.support.facility_office import Office

VARIANTS: tuple[Variant, ...] = ("full", "facility")


def closed(office: Office, form: CompiledForm, home: str, day: str, **answers: str) -> str:
    """A closed visit of a day; without answers every one of three items is met."""
    told = {"entry": "allowed", "q51": "no", "q52": "no", "i3": "meets", "i5": "meets", "i9": "meets", **answers}
    with office.write(actor=office.head) as uow:
        visit = inspections.start(uow, form, home, {"visit_on": day})
        inspections.fill(uow, form, visit, told)
        inspection_results.close(uow, form, visit)
        uow.update("inspection", visit, {"state": "to_decide"})  # as if all fifty had been seen
    return visit


def another(office: Office, number: int, kind: str = "rci") -> str:
    """One more facility."""
    with office.write() as uow:
        return facilities.register(
            uow, {"name_km": f"ផ្ទះ {number}", "name_en": f"House {number}", "type": kind, "owner": "ngo"}
        )


def compared(office: Office, form: CompiledForm, visit: str) -> Comparison:
    """The comparison of a visit."""
    with office.read() as reader:
        seen = inspections.visit_of(reader, visit)
        found = visit_comparison.comparison(reader, form, seen.inspection, seen.facility.text("type"))
    assert found is not None
    return found


def test_change_since_the_visits_that_were_scored_alike(office: Office, form: CompiledForm, home: str) -> None:
    first = closed(office, form, home, "2024-05-01", i3="does_not", i9="partly")
    other = closed(office, form, home, "2025-01-01")
    with office.write() as uow:
        uow.update("inspection", other, {"profile": "of another office"})
    now = closed(office, form, home, "2026-05-01", i9="does_not")
    closed(office, form, home, "2026-06-01")  # later: no part of an older result
    found = compared(office, form, now)
    assert [(one.inspection, one.why_not) for one in found.visits] == [(first, ""), (other, "rules"), (now, "")]
    assert found.before is not None
    assert found.before.inspection == first
    assert (found.before.parts[TOTAL], found.own.parts[TOTAL]) == (Part(6, 12), Part(8, 12))
    with office.read() as reader:
        exact = inspection_results.result_of(reader, form, now).score
    assert exact is not None
    sections = {one.section: Part(one.points, one.maximum) for one in exact.sections if one.maximum}
    assert found.own.parts == {TOTAL: Part(8, 12), **sections}


def test_an_answer_that_is_not_asked_any_more_does_not_count(office: Office, form: CompiledForm, home: str) -> None:
    visit = closed(office, form, home, "2026-05-01")
    with office.write() as uow:
        response = inspections.visit_of(uow, visit).response
        path = form.path_of("i39") or ""  # asked in a state centre alone
        uow.update("form_response", response.id, {f"answers:{path}": "does_not"})
    found = compared(office, form, visit)
    assert sum(part.points for name, part in found.own.parts.items() if name) == found.own.parts[TOTAL].points == 12


def test_others_of_the_type_are_a_middle_and_a_spread(office: Office, form: CompiledForm, home: str) -> None:
    for number, answer in enumerate(["meets", "partly", "does_not", "meets"]):
        closed(office, form, another(office, number), "2026-04-01", i3=answer)
    closed(office, form, another(office, 8, "transit"), "2026-04-01")
    visit = closed(office, form, home, "2026-05-01", i3="partly")
    few = compared(office, form, visit).peers
    assert (few.number, dict(few.spreads)) == (4, {}), "four would tell of one"
    last = another(office, 9)
    closed(office, form, last, "2024-01-01")
    closed(office, form, last, "2026-03-01", i3="does_not")
    enough = compared(office, form, visit).peers
    assert (enough.number, enough.since) == (5, date(2026, 3, 1))
    total = enough.spreads[TOTAL]
    assert (total.number, total.low, total.middle, total.high) == (5, 67, 83, 100)
    assert total.place(10 * 100 / 12) == "within"
    with office.write(actor=office.head) as uow:
        uow.update("facility", last, {"state": "closed"})
    assert compared(office, form, visit).peers.number == 4, "a closed one is no measure"


def test_facilities_of_other_offices_are_not_told(office: Office, form: CompiledForm, home: str) -> None:
    for number in range(5):
        closed(office, form, another(office, number), "2026-04-01")
    visit = closed(office, form, home, "2026-05-01")
    assert compared(office, form, visit).peers.number == 5
    with office.write() as uow:
        far = next(one for one in uow.find("facility") if one.id != home)
        uow.update("facility", far.id, {"office": "02"})
    assert compared(office, form, visit).peers.number == 4


def test_no_comparison_before_a_result_is_whole(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
        inspections.fill(uow, form, visit, {"entry": "allowed", "q51": "no", "q52": "no"})
        inspection_results.close(uow, form, visit)
    with office.read() as reader, pytest.raises(InputError, match="inspection_not_compared"):
        visit_comparison.as_json(reader, form, visit)
    with office.read(office.caseworker) as reader, pytest.raises(InputError, match="not_allowed"):
        visit_comparison.as_json(reader, form, visit)


def test_what_the_command_prints(office: Office, form: CompiledForm, home: str) -> None:
    closed(office, form, home, "2025-05-01", i3="does_not")
    visit = closed(office, form, home, "2026-05-01")
    with office.read() as reader:
        told = visit_comparison.as_json(reader, form, visit)
    visits = told["visits"]
    assert isinstance(visits, list)
    assert [(one["points"], one["maximum"], one["not_compared"]) for one in visits] == [(8, 12, None), (12, 12, None)]
    assert told["facilities"] == {
        "type": "rci", "number": 0, "since": None, "not_compared": {}, "total": None, "sections": {},
    }  # fmt: skip


def test_a_workbook_of_the_comparison_tells_of_no_other_house(
    office: Office, form: CompiledForm, home: str, tmp_path: Path
) -> None:
    for number in range(5):
        closed(office, form, another(office, number), "2026-04-01", i3="partly")
    closed(office, form, home, "2024-05-01", i3="does_not")
    other = closed(office, form, home, "2025-01-01")
    with office.write() as uow:
        uow.update("inspection", other, {"profile": "of another office"})
    visit, target = closed(office, form, home, "2026-05-01"), tmp_path / "out.xlsx"
    with pytest.raises(InputError, match="not_allowed"):
        export_comparison(Session(office.database, office.caseworker), office.shelf, target, visit, "en")
    assert not target.exists()
    assert export_comparison(Session(office.database, office.inspector), office.shelf, target, visit, "en") == 3
    parts, visits = ([list(row) for row in sheet.values] for sheet in load_workbook(target))
    total = next(row for row in parts if row[0] == "Whole score")
    assert total == ["Whole score", 12, 12, 100, 67, "better by 33 %", 83, 83, 83, "upper quarter"]
    assert [row[5] for row in visits if row[5] and row[0] != "Visited on"] == ["scored by other rules"]
    assert not any("House" in str(cell) for row in (*parts, *visits) for cell in row)
    with office.read(office.head) as reader:
        noted = reader.connection.exec_driver_sql("SELECT count(*) FROM audit WHERE kind = 'export'").scalar()
    assert noted == 1


def test_the_report_tells_the_facility_of_its_own_visits_alone(office: Office, form: CompiledForm, home: str) -> None:
    for number in range(5):
        closed(office, form, another(office, number), "2026-04-01")
    alone = closed(office, form, home, "2025-05-01", i3="does_not")
    visit = closed(office, form, home, "2026-05-01")
    with office.read() as reader:
        full, copy = (inspection_papers.report(reader, form, visit, "en", variant) for variant in VARIANTS)
        first = inspection_papers.report(reader, form, alone, "en", "facility")
    assert first.compared is None, "nothing to compare with"
    assert full.compared is not None
    assert copy.compared is not None
    assert (full.compared.heads[4], copy.compared.heads[4]) == ("Others: middle (half)", "")
    assert [part.lines[0].change for part in (full.compared, copy.compared)] == ["better by 33 %"] * 2
    assert (len(full.compared.notes), len(copy.compared.notes)) == (2, 1)
    assert len(inspection_papers.preview(full)) == 3, "what is signed keeps its two pages"


@pytest.mark.parametrize(
    ("other", "state", "points", "told"),
    [
        (("a", "1", "p"), "decided", True, ""),
        (("a", "1", "p"), "decided", False, "no_points"),
        (("a", "1", "p"), "to_be_completed", True, "incomplete"),
        (("b", "1", "p"), "decided", True, "form"),
        (("a", "2", "p"), "decided", True, "version"),
        (("a", "1", "q"), "decided", True, "rules"),
    ],
)
def test_why_a_visit_is_not_compared(other: tuple[str, str, str], state: str, points: bool, told: str) -> None:
    assert why_not(("a", "1", "p"), other, state, points=points) == told


@given(st.lists(st.integers(0, 200), max_size=40))
def test_the_spread_holds_the_middle_and_stays_inside(points: list[int]) -> None:
    found = spread([Part(one, 200).percent for one in points])
    if len(points) < FEWEST:
        assert found is None
        return
    assert found is not None
    assert 0 <= found.low <= found.middle <= found.high <= 100
    assert found.number == len(points)


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_change_and_its_way_back_cancel(first: int, last: int) -> None:
    one, other = Part(first, 50), Part(last, 50)
    there, back = change(one, other), change(other, one)
    assert there is not None
    assert back is not None
    assert there + back == 0
    assert change(None, one) is None


def test_answers_of_many_visits_come_in_parts(office: Office, form: CompiledForm, home: str) -> None:
    visits = {closed(office, form, home, f"2026-05-0{day}") for day in (1, 2)}
    with office.read() as reader:
        found = dict(visit_points.answers(reader, [*visits, "none"]))
    assert found.keys() == visits
    assert all(held[form.path_of("i3") or ""] == "meets" for held in found.values())
