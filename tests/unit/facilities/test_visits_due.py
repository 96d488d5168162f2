"""What a visit leaves to be done: danger goes to the head at once, grades wait for somebody, a closing carries on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.forms.model import CompiledForm
from app.services.facilities import measures, residencies, ways_on
from app.services.visits import inspection_results, inspections, visit_alarms, visit_dues
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all

CLOSURE = "inspection_closure_visit"


def dues(office: Office, actor: Actor | None = None) -> dict[str, str]:
    """Kind → where it stands, as the head or somebody else is told."""
    with office.read(actor or office.head) as reader:
        return {one.kind: one.state for one in visit_dues.all_of(reader, Scope("01"))}


def test_danger_reaches_the_head_while_the_team_is_still_there(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
        inspections.save_answers(uow, visit, {str(form.path_of("danger_C")): "yes"}, form)
    assert dues(office)["visit_alarm"] == "overdue"
    assert "visit_alarm" not in dues(office, office.inspector), "it is the head who answers"
    with office.write(actor=office.head) as uow:
        with pytest.raises(InputError, match="alarm_done_missing"):
            visit_alarms.answer(uow, visit, " ")
        visit_alarms.answer(uow, visit, "បានហៅនគរបាល កុមារពីរនាក់បាននាំចេញ")
    assert "visit_alarm" not in dues(office)
    with office.write() as uow:
        inspections.save_answers(uow, visit, {str(form.path_of("q52")): "yes"}, form)
        assert uow.get("inspection", visit).codes("alarms") == {"52", "danger_C"}
        assert uow.get("inspection", visit).text("alarm_done") == "", "what was done was about another danger"
        asked = {
            grade: inspection_results.grade_questions(uow.get("inspection", visit), grade) for grade in ("meets", "critical")
        }
        assert {grade: [one.code for one in found] for grade, found in asked.items()} == {
            "meets": ["ask.grade_danger"], "critical": [],
        }  # fmt: skip
    assert dues(office)["visit_alarm"] == "overdue"
    with office.write() as uow:
        for name in ("danger_C", "q52"):
            inspections.save_answers(uow, visit, {str(form.path_of(name)): "no"}, form)
        assert inspection_results.grade_questions(uow.get("inspection", visit), "meets") == ()
    assert "visit_alarm" not in dues(office), "answered by mistake"
    with office.write(actor=office.head) as uow, pytest.raises(InputError, match="alarm_none"):
        visit_alarms.answer(uow, visit, "…")


def test_what_children_said_is_no_danger_that_everybody_reads(office: Office, form: CompiledForm) -> None:
    path = str(form.path_of("allegation_told"))
    assert visit_alarms.codes(form, {path: "yes", str(form.path_of("danger_E")): "yes"}) == {"danger_E"}


def test_each_step_of_a_visit_is_told_to_whom_it_waits_for(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {"visit_on": "2026-06-10"})
    assert dues(office, office.inspector) == {"visit_type": "overdue"}, "typing is for the day after the visit"
    with office.write() as uow:
        inspections.fill(uow, form, visit, {"entry": "allowed", "i14": "does_not"})
        inspection_results.close(uow, form, visit)
    assert dues(office, office.inspector) == {"visit_complete": "overdue"}, "a critical item cannot wait"
    answer_all(office, form, visit, {"i14": "does_not"})
    with office.write() as uow:
        inspection_results.close(uow, form, visit)
    assert dues(office, office.inspector) == {"grade_decide": "overdue"}
    with office.write() as uow:
        inspection_results.decide(uow, visit, "critical", "ក្រុមបានសម្រេច")
    assert dues(office, office.inspector) == {}
    assert dues(office) == {"grade_confirm": "overdue"}
    with office.write(actor=office.head) as uow:
        inspection_results.confirm(uow, visit)
    assert dues(office) == {}
    assert dues(office, office.caseworker) == {}


def test_a_team_that_was_not_let_in_is_answered_by_a_visit_or_a_measure(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
        inspections.fill(uow, form, visit, {"entry": "refused"})
        inspection_results.close(uow, form, visit)
    assert dues(office) == {"entry_refused": "overdue"}
    with office.write(actor=office.head) as uow:
        measures.take(uow, home, {"kind": "warning", "authority": "មន្ទីរ", "reason": "មិនឱ្យចូល"})
    assert dues(office) == {}


def test_a_closing_visit_leaves_the_measure_and_the_way_of_each_child(
    office: Office, home: str, admit: Callable[..., str]
) -> None:
    first, second = admit(given_name_km="ដារា"), admit(given_name_km="បុប្ផា")
    form = office.shelf.form(CLOSURE)
    line = {stay: f"/data/children[{stay}]" for stay in (first, second)}
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
        answers = {
            str(form.path_of("entry")): "allowed",
            str(form.path_of("closure_kind")): "emergency",
            str(form.path_of("grounds")): "danger abuse",
            str(form.path_of("order_on")): "2026-06-14",
            str(form.path_of("order_number")): "៧ សអយ",
            f"{line[first]}/to_where": "foster",
            f"{line[first]}/not_birth_family": "not_safe",
            f"{line[first]}/to_place": "ភូមិអណ្តូង",
            f"{line[first]}/papers": "health",
            f"{line[first]}/followup_on": "2026-06-20",
            f"{line[second]}/to_where": "not_known",
        }
        inspections.save_answers(uow, visit, answers, form)
        inspection_results.close(uow, form, visit)
        (made,) = measures.of_facility(uow, home)
        told = {name: made.values.get(name) for name in ("kind", "on_date", "number", "inspection")}
        assert told == {"kind": "emergency_closure", "on_date": "2026-06-14", "number": "៧ សអយ", "inspection": visit}
        assert made.text("reason")
        assert uow.get("facility", home).code("state") == "closed_emergency"
        ways = {one.id: one for one in ways_on.lines(uow, home)}
        assert (ways[first].stage, ways[second].stage) == ("found", "open")
        way = ways[first].way
        assert way is not None
        assert (way.code("destination"), way.text("to_place")) == ("foster", "ភូមិអណ្តូង")
        assert way.codes("papers") == {"health"}
        assert way.day("next_on") is not None
        assert way.text("why_not_family")
        assert len(residencies.living_there(uow, home)) == 2, "nobody has left yet"
        ways_on.set_place(uow, first, {"destination": "kinship"})
        inspection_results.correct(uow, form, visit, f"{line[first]}/to_phone", "012 000 111", "លេខខុស")
        again = {one.id: one for one in ways_on.lines(uow, home)}[first].way
        assert again is not None
        assert again.code("destination") == "kinship", "what somebody noted since is not written over"
        assert len(measures.of_facility(uow, home)) == 1
