"""Complaint and closure visits on a real database: begun, filled, finished with findings and without a grade."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

import pytest

from app.domain.errors import InputError
from app.services.facilities import facilities, residencies
from app.services.visits import (
    findings,
    inspection_desk,
    inspection_json,
    inspection_papers,
    inspection_results,
    inspection_sheets,
    inspections,
    visit_corrections,
)
from app.services.visits.inspection_forms import STANDARD
from app.services.visits.inspection_kinds import forms_of, kind_of, kinds, kinds_of, scored
from app.services.visits.inspection_roster import repeat_of
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all

COMPLAINT, CLOSURE = "inspection_complaint_visit", "inspection_closure_visit"
LEFT = "2026-06-10"


def test_each_kind_of_visit_offers_its_forms(office: Office) -> None:
    assert set(kinds()) == {"annual", "first", "follow_up", "complaint", "closure"}
    assert forms_of("complaint") == (COMPLAINT, STANDARD)
    assert forms_of("support") == ()
    assert (kind_of(COMPLAINT), kind_of(CLOSURE), kind_of(STANDARD), kind_of("of_an_office")) == (
        "complaint", "closure", "annual", "annual",
    )  # fmt: skip
    assert kinds_of("of_an_office") == kinds_of(STANDARD) == ("annual", "first", "follow_up", "complaint")
    assert [scored(office.shelf.form(name)) for name in (STANDARD, COMPLAINT, CLOSURE)] == [True, False, False]


def test_a_complaint_visit_ends_in_findings_without_a_grade(office: Office, home: str) -> None:
    form = office.shelf.form(COMPLAINT)
    answers = {
        "entry": "allowed", "received_how": "phone", "standards": "14 33", "i14": "does_not", "i14_note": "គ្មានសៀវភៅ",
        "i33": "partly", "i33_advice": "ជួសជុលបង្គន់", "i1": "does_not", "danger_visit": "yes", "measures": "recommend",
    }  # fmt: skip
    with office.write() as uow:
        shown = inspection_json.fill(uow, form, home, answers, close=True)
    assert (shown["kind"], shown["state"], shown["not_asked"]) == ("complaint", "finished", ["i1"])
    assert [shown[name] for name in ("points", "maximum", "scaled", "grade", "proposed_grade")] == [None] * 5
    assert shown["alarms"] == ["danger_visit"]
    found = shown["findings"]
    assert isinstance(found, list)
    assert {(one["item"], one["due"]) for one in found} == {("14", "2026-08-14"), ("33", "2026-09-13")}
    with office.read() as reader:
        open_ones = findings.open_of(reader, home)
        assert {one.text("item"): (one.flag("critical"), one.text("text")) for one in open_ones} == {
            "14": (True, "គ្មានសៀវភៅ"), "33": (False, ""),
        }  # fmt: skip
        row = inspections.listing(reader, facility=home)[0]
        assert (row.inspection.code("state"), row.open_findings, row.inspection.code("grade")) == ("finished", 2, None)


def test_a_finished_visit_is_corrected_by_number_and_has_nothing_to_decide(office: Office, home: str) -> None:
    form = office.shelf.form(COMPLAINT)
    with office.write() as uow:
        made = str(inspection_json.fill(uow, form, home, {"standards": "33", "i33": "partly"}, close=True)["id"])
        with pytest.raises(InputError, match="inspection_not_to_decide"):
            inspection_results.decide(uow, made, "meets", "seen")
        with pytest.raises(InputError, match="inspection_closed"):
            inspections.save_answers(uow, made, {str(form.path_of("i33")): "meets"})
        assert inspection_results.correct(uow, form, made, "i33", "meets", "mistyped") == 1
    with office.read() as reader:
        assert findings.open_of(reader, home) == ()
        result = inspection_results.result_of(reader, form, made)
        assert (result.score, result.state, result.alarms) == (None, "finished", ())
        shown = inspection_json.show(reader, form, made)
        assert (shown["state"], shown["corrections"]) == ("finished", 1)


def test_the_grade_of_a_facility_outlasts_a_visit_without_one(office: Office, home: str) -> None:
    standard, complaint = office.shelf.form(STANDARD), office.shelf.form(COMPLAINT)
    with office.write() as uow:
        made = inspections.start(uow, standard, home, {"visit_on": "2026-05-01"})
    answer_all(office, standard, made, {})
    with office.write() as uow:
        inspection_results.close(uow, standard, made)
        inspection_results.decide(uow, made, "meets", "all seen")
    with office.write(actor=office.head) as uow:
        inspection_results.confirm(uow, made)
    with office.write() as uow:
        inspection_json.fill(uow, complaint, home, {"standards": "33", "i33": "meets", "visit_on": "2026-06-01"}, close=True)
    with office.read() as reader:
        row = next(one for one in facilities.listing(reader) if one.facility.id == home)
        assert (row.last_visit, row.grade) == (date(2026, 6, 1), "meets")


def test_closure_has_a_line_for_every_child(office: Office, home: str, admit: Callable[..., str]) -> None:
    first, second = admit(given_name_km="ដារា"), admit(given_name_km="បុប្ផា", sex="male", birth_from="2024-01-01",
                                                     birth_to="2024-12-31", birth_source="age")  # fmt: skip
    gone = admit(given_name_km="សុភា")
    with office.write() as uow:
        residencies.exit_resident(
            uow, gone, {"exited_on": LEFT, "exit_reason": "reunified", "exit_destination": "birth_family"}
        )
    form = office.shelf.form(CLOSURE)
    repeat = repeat_of(form)
    assert repeat == "/data/children"
    with office.write() as uow:
        made = inspections.start(uow, form, home, {})
    with office.read() as reader:
        visit = inspections.visit_of(reader, made)
        assert visit.inspection.code("kind") == "closure"
        said = {key: visit.answers.get(f"{repeat}[{key}]/child_name") for key in (first, second, gone)}
        assert (bool(said[first]), bool(said[second]), said[gone]) == (True, True, None)
        assert {visit.answers[f"{repeat}[{key}]/k_residency"] for key in (first, second)} == {first, second}
        assert {visit.answers[f"{repeat}[{key}]/child_code"] for key in (first, second)} == {"C1", "C2"}
        assert visit.answers[f"{repeat}[{first}]/child_age"] == "11"
        session = inspections.session_of(visit, form, "en")
        assert session.value("/data/count/lines") == "2"
        assert {problem.key.rpartition("/")[2] for problem in session.validate()} == {"to_where"}
    with office.write() as uow:
        with pytest.raises(InputError, match="inspection_unfinished"):
            inspection_results.close(uow, form, made)
        lines = {f"{repeat}[{first}]/to_where": "kinship", f"{repeat}[{second}]/to_where": "not_known"}
        inspections.save_answers(uow, made, lines)
        result = inspection_results.close(uow, form, made)
        assert (result.state, result.score) == ("finished", None)


def test_another_day_brings_the_lines_of_that_day(office: Office, home: str, admit: Callable[..., str]) -> None:
    stays, gone = admit(), admit(given_name_km="សុភា")
    with office.write() as uow:
        residencies.exit_resident(
            uow, gone, {"exited_on": LEFT, "exit_reason": "reunified", "exit_destination": "birth_family"}
        )
    form = office.shelf.form(CLOSURE)
    with office.write() as uow:
        made = inspections.start(uow, form, home, {})
        inspections.save_answers(uow, made, {f"/data/children[{stays}]/to_where": "kinship"})
        inspections.edit_head(uow, made, {"visit_on": "2026-06-05"}, form)
        answers = inspections.visit_of(uow, made).answers
        assert answers[f"/data/children[{gone}]/child_code"] == "C2"
        assert answers[f"/data/children[{stays}]/to_where"] == "kinship"
        inspections.edit_head(uow, made, {"visit_on": "2026-06-12"}, form)
        answers = inspections.visit_of(uow, made).answers
        assert not [key for key in answers if gone in key], "nobody has written in that line yet"
        assert answers[f"/data/children[{stays}]/to_where"] == "kinship"


def test_closure_of_an_empty_facility_needs_no_line(office: Office, home: str) -> None:
    form = office.shelf.form(CLOSURE)
    with office.write() as uow:
        shown = inspection_json.fill(uow, form, home, {"closure_kind": "order"}, close=True)
    assert (shown["state"], shown["findings"], shown["alarms"]) == ("finished", [], [])


@pytest.mark.parametrize("name", [COMPLAINT, CLOSURE])
def test_entry_refused_is_a_result(office: Office, home: str, admit: Callable[..., str], name: str) -> None:
    admit()
    form = office.shelf.form(name)
    with office.write() as uow:
        shown = inspection_json.fill(uow, form, home, {"entry": "refused", "entry_refused_note": "ទ្វារចាក់សោ"}, close=True)
    assert (shown["state"], shown["findings"], shown["points"]) == ("entry_refused", [], None)


@pytest.mark.parametrize("lang", ["km", "en"])
def test_papers_of_a_visit_without_points(office: Office, home: str, lang: str) -> None:
    form = office.shelf.form(COMPLAINT)
    with office.write() as uow:
        answers = {"standards": "33", "i33": "partly", "alleged_open": "សំណល់", "danger_visit": "yes"}
        made = str(inspection_json.fill(uow, form, home, answers, close=True)["id"])
    with office.read() as reader:
        desk = inspection_desk.desk_of(reader, office.shelf, made)
        language = inspection_papers.paper_language(lang)
        blank = inspection_sheets.to_fill(reader, desk, language)
        full = inspection_sheets.to_keep(reader, desk, language, "full")
        copy = inspection_sheets.to_keep(reader, desk, language, "facility")
    assert [paper.template for paper in (blank, full, copy)] == ["form", "form", "inspection_report"]
    assert "សំណល់" in repr(full)
    assert "សំណល់" not in repr(copy)


def test_what_children_said_stands_apart(office: Office, home: str) -> None:
    form = office.shelf.form(COMPLAINT)
    said = "/data/talks/talk[01a0]/talk_said"
    heard = dataclasses.replace(office.inspector, rights=frozenset({"interview"}))
    with office.write() as uow:
        made = inspections.start(uow, form, home, {})
    with office.write() as uow, pytest.raises(InputError, match="right_missing"):
        inspections.save_answers(uow, made, {said: "ខ្ញុំខ្លាច"})
    with office.write(actor=heard) as uow:
        inspections.save_answers(uow, made, {said: "ខ្ញុំខ្លាច", "/data/talks/children_talked": "1"})
        assert inspection_results.close(uow, form, made).state == "finished"
    with office.read() as reader:
        visit = inspections.visit_of(reader, made)
        assert said not in visit.answers
        assert visit.answers["/data/talks/children_talked"] == "1"
        assert "ខ្ញុំខ្លាច" not in repr(visit.response.values)
        assert "/data/talks/talk/talk_said" in visit.hidden
        assert "/data/complaint/alleged_open" not in visit.hidden
    with office.read(actor=heard) as reader:
        assert inspections.visit_of(reader, made).answers[said] == "ខ្ញុំខ្លាច"
        companion = next(one for one in reader.find("form_response", inspection=made) if one.ref("whole"))
        assert companion.code("restricted") == "interview"


def test_a_restricted_answer_is_corrected_where_it_stands(office: Office, home: str) -> None:
    form = office.shelf.form(COMPLAINT)
    with office.write(actor=dataclasses.replace(office.inspector, rights=frozenset({"reporter"}))) as uow:
        made = str(inspection_json.fill(uow, form, home, {"complainant": "staff"}, close=True)["id"])
        assert inspection_results.correct(uow, form, made, "complainant", "neighbour", "mistyped") == 1
        visit = inspections.visit_of(uow, made)
        assert [(one.before, one.after) for one in visit_corrections.corrections(visit)] == [("staff", "neighbour")]
    with office.read() as reader:
        visit = inspections.visit_of(reader, made)
        assert visit_corrections.corrections(visit) == ()
        assert "neighbour" not in repr(visit.response.values)


def test_a_support_visit_is_no_inspection(office: Office, home: str) -> None:
    form = office.shelf.form(COMPLAINT)
    with office.write() as uow, pytest.raises(InputError, match="support_has_no_score"):
        inspections.start(uow, form, home, {"kind": "support"})


def test_open_findings_keep_their_words_in_a_form_without_their_items(office: Office, home: str) -> None:
    with office.write() as uow:
        inspection_json.fill(uow, office.shelf.form(COMPLAINT), home, {"standards": "33", "i33": "partly"}, close=True)
        closing = inspections.start(uow, office.shelf.form(CLOSURE), home, {})
        again = inspections.start(uow, office.shelf.form(COMPLAINT), home, {})
    with office.read() as reader:
        desks = [inspection_desk.desk_of(reader, office.shelf, made) for made in (closing, again)]
    for desk in desks:
        [found] = desk.open_findings
        assert desk.findings_labels["en"][found.id].startswith("Enough toilets")
