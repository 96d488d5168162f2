"""Inspections from the first answer to the confirmed grade."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.errors import InputError
from app.forms.model import CompiledForm
from app.services.facilities import facilities
from app.services.visits import findings, inspection_json, inspection_results, inspections, visit_corrections
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all

Admit = Callable[..., str]


@pytest.fixture
def visit(office: Office, form: CompiledForm, home: str, admit: Admit) -> str:
    """A visit that was begun, with one resident."""
    admit()
    with office.write() as uow:
        return inspections.start(uow, form, home, {"mission_letter": "12/26", "team": "2"})


def fill(office: Office, form: CompiledForm, visit: str, **others: str) -> None:
    """Answers everything."""
    answer_all(office, form, visit, others)


def test_a_visit_begins_with_the_roster_and_is_taken_up_again(office: Office, form: CompiledForm, visit: str) -> None:
    with office.read() as reader:
        begun = inspections.visit_of(reader, visit)
        answers = {path.rpartition("/")[2]: text for path, text in begun.answers.items()}
        wanted = {"k_type": "rci", "k_owner": "ngo", "k_roster_10_14": "1", "k_roster_0_2": "0"}
        assert {name: answers[name] for name in wanted} == wanted
        assert begun.open
    path = str(form.path_of("i3"))
    with office.write() as uow:
        inspections.save_answers(uow, visit, {path: "partly"})
        inspections.save_answers(uow, visit, {str(form.path_of("i4")): "meets"})
        inspections.save_answers(uow, visit, {str(form.path_of("i4")): None})
    with office.read() as reader:
        again = inspections.visit_of(reader, visit)
        session = inspections.session_of(again, form, "km")
        assert session.value(path) == "partly"
        assert session.state(f"{path}_advice").relevant
        assert inspections.answered(again, form)[0] == 1


def test_answers_are_entries_of_their_own(office: Office, form: CompiledForm, visit: str) -> None:
    """Two people who answer different questions never clash: each answer is one field of the operation."""
    with office.write() as uow:
        inspections.save_answers(uow, visit, {str(form.path_of("i3")): "partly"})
    with office.read() as reader:
        patch = reader.connection.exec_driver_sql("SELECT plain(patch) FROM op ORDER BY n DESC LIMIT 1").scalar_one()
    assert f"answers:{form.path_of('i3')}" in patch


def test_nothing_tells_the_score_before_the_team_closes(office: Office, form: CompiledForm, home: str, visit: str) -> None:
    fill(office, form, visit, i14="does_not")
    with office.read() as reader:
        shown = inspection_json.show(reader, form, visit)
        assert not {"points", "maximum", "scaled", "grade", "proposed_grade", "findings"} & shown.keys()
        assert shown["state"] == "draft"
        with pytest.raises(InputError, match="inspection_not_closed"):
            inspection_results.result_of(reader, form, visit)
        assert reader.count("finding") == 0


def test_closing_scores_and_makes_findings_with_days(office: Office, form: CompiledForm, home: str, visit: str) -> None:
    fill(office, form, visit, i14="does_not", i3="partly", i3_note="លិខិតចាស់")
    with office.write() as uow:
        result = inspection_results.close(uow, form, visit)
    assert result.score is not None
    assert result.score.maximum - result.score.points == 6
    assert (result.score.proposed_grade, result.state) == ("critical", "to_decide")
    with office.read() as reader:
        found = findings.of_inspection(reader, visit)
        assert [(one.text("item"), one.flag("critical"), one.day("due_on")) for one in found] == [
            ("3", False, date(2026, 9, 13)),
            ("14", True, found[1].day("due_on")),
        ]
        shown = inspection_json.show(reader, form, visit)
        assert (shown["points"], shown["state"], shown["grade"]) == (result.score.points, "to_decide", None)
        assert facilities.overview(reader, home).open_findings == 2
    with office.write() as uow, pytest.raises(InputError, match="inspection_closed"):
        inspections.save_answers(uow, visit, {str(form.path_of("i3")): "meets"})


def test_what_was_not_seen_leaves_it_to_be_completed_and_it_goes_on(
    office: Office, form: CompiledForm, home: str, visit: str
) -> None:
    fill(office, form, visit, i14="not_seen")
    with office.write() as uow:
        assert inspection_results.close(uow, form, visit).state == "to_be_completed"
        with pytest.raises(InputError, match="inspection_not_to_decide"):
            inspection_results.decide(uow, visit, "meets", "because")
        inspections.save_answers(uow, visit, {str(form.path_of("i14")): "meets"})
        assert inspection_results.close(uow, form, visit).state == "to_decide"


def test_the_directors_word_alone_does_not_close(office: Office, form: CompiledForm, home: str, visit: str) -> None:
    fill(office, form, visit)
    with office.write() as uow:
        inspections.save_answers(uow, visit, {str(form.path_of("i49_heard")): None})
    with office.write() as uow, pytest.raises(InputError, match="inspection_unfinished") as caught:
        inspection_results.close(uow, form, visit)
    assert caught.value.params == {"count": 1, "field": "i49_heard"}


def test_entry_refused_is_a_result(office: Office, form: CompiledForm, visit: str) -> None:
    with office.write() as uow:
        inspections.fill(uow, form, visit, {"entry": "refused"})
        assert inspection_results.close(uow, form, visit).state == "entry_refused"
    with office.read() as reader:
        shown = inspection_json.show(reader, form, visit)
        assert (shown["state"], shown["points"], shown["findings"]) == ("entry_refused", None, [])


def test_closing_a_visit_that_was_refused_states_what_was_shown(office: Office, form: CompiledForm, visit: str) -> None:
    with office.write() as uow:
        inspections.fill(uow, form, visit, {"entry": "refused"})
    with office.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE record SET base_epoch = 1, base_seq = 1")  # others have it too
    with office.write() as uow:
        inspection_results.close(uow, form, visit)
        [response] = uow.find("form_response", inspection=visit)
    with office.database.transaction() as connection:
        query = "SELECT kind, asserts FROM op WHERE record = ? ORDER BY n DESC LIMIT 1"
        kind, asserts = connection.exec_driver_sql(query, (visit,)).one()
    assert kind == "approve"
    assert {told[0] for told in json.loads(asserts)} == {visit, response.id}


def test_the_team_decides_and_another_confirms(office: Office, form: CompiledForm, home: str, visit: str) -> None:
    fill(office, form, visit)
    with office.write() as uow:
        inspection_results.close(uow, form, visit)
        with pytest.raises(InputError, match="grade_reason_missing"):
            inspection_results.decide(uow, visit, "meets", "  ")
        with pytest.raises(InputError, match="code_unknown"):
            inspection_results.decide(uow, visit, "splendid", "so")
        with pytest.raises(InputError, match="not_allowed"):
            inspection_results.confirm(uow, visit)
    with office.write(actor=office.head) as uow:
        with pytest.raises(InputError, match="grade_missing"):
            inspection_results.confirm(uow, visit)
        inspection_results.decide(uow, visit, "meets", "All is well")
        with pytest.raises(InputError, match="own_request"):
            inspection_results.confirm(uow, visit)
    with office.write() as uow:
        inspection_results.decide(uow, visit, "meets", "All is well")
        assert facilities.overview(uow, home).grade is None, "a grade counts once the head has confirmed it"
    with office.write(actor=office.head) as uow:
        inspection_results.confirm(uow, visit)
    with office.read() as reader:
        shown = inspection_json.show(reader, form, visit)
        assert (shown["state"], shown["grade"], shown["confirmed"]) == ("decided", "meets", True)
        assert facilities.overview(reader, home).grade == "meets"


def test_a_correction_after_signing_has_a_number_and_a_reason(
    office: Office, form: CompiledForm, home: str, visit: str
) -> None:
    fill(office, form, visit)
    with office.write() as uow:
        inspection_results.close(uow, form, visit)
        inspection_results.decide(uow, visit, "meets", "All is well")
    with office.write(actor=office.head) as uow:
        inspection_results.confirm(uow, visit)
    with office.write() as uow:
        with pytest.raises(InputError, match="correction_reason_missing"):
            inspection_results.correct(uow, form, visit, "i3", "partly", "")
        with pytest.raises(InputError, match="answer_refused"):
            inspection_results.correct(uow, form, visit, "i3", "perhaps", "typing")
        assert inspection_results.correct(uow, form, visit, "i3", "partly", "typed wrongly") == 1
        assert uow.get("inspection", visit).code("state") == "decided"
        assert inspection_results.correct(uow, form, visit, "i14", "does_not", "paper says so") == 2
        after = uow.get("inspection", visit)
        assert (after.code("state"), after.code("grade"), after.code("proposed_grade")) == ("to_decide", None, "critical")
    with office.read() as reader:
        made = visit_corrections.corrections(inspections.visit_of(reader, visit))
        assert [(one.number, one.before, one.after, one.reason) for one in made] == [
            (1, "meets", "partly", "typed wrongly"),
            (2, "meets", "does_not", "paper says so"),
        ]
        assert [one.text("item") for one in findings.of_inspection(reader, visit)] == ["3", "14"]


def test_a_finding_is_corrected_with_evidence_or_becomes_overdue(
    office: Office, form: CompiledForm, home: str, visit: str
) -> None:
    fill(office, form, visit, i3="partly", i5="does_not")
    with office.write() as uow:
        inspection_results.close(uow, form, visit)
        first, second = findings.of_inspection(uow, visit)
        with pytest.raises(InputError, match="finding_evidence_missing"):
            findings.correct(uow, first.id, "2026-06-15", " ")
        with pytest.raises(InputError, match="finding_before_visit"):
            findings.correct(uow, first.id, "2026-06-14", "letter seen")
        with pytest.raises(InputError, match="finding_unknown"):
            findings.correct(uow, "5", "2026-06-14", "letter seen")
        findings.correct(uow, first.id, date(2026, 6, 15), "letter seen")
        with pytest.raises(InputError, match="finding_not_open"):
            findings.correct(uow, first.id, "2026-06-15", "again")
        assert [one.id for one in findings.open_of(uow, home)] == [second.id]
        assert findings.overdue(uow) == ()
    office.clock.time += timedelta(days=200)
    with office.read() as reader:
        assert [row.finding.id for row in findings.overdue(reader)] == [second.id]
        assert facilities.overview(reader, home).overdue == 1
    with office.write() as uow:
        findings.reopen(uow, first.id)
        assert len(findings.open_of(uow, home)) == 2


def test_last_years_answers_stand_beside(office: Office, form: CompiledForm, home: str, visit: str) -> None:
    fill(office, form, visit, i3="partly")
    with office.write() as uow:
        assert inspections.last_visit(uow, inspections.visit_of(uow, visit)) is None
        inspection_results.close(uow, form, visit)
    office.clock.time = datetime(2027, 6, 20, 2, 0, tzinfo=UTC)
    with office.write() as uow:
        second = inspections.start(uow, form, home, {})
        before = inspections.last_visit(uow, inspections.visit_of(uow, second))
    assert before is not None
    assert (before.inspection, before.answers[str(form.path_of("i3"))]) == (visit, "partly")


def test_files_are_drawn_once_for_a_visit(office: Office, form: CompiledForm, visit: str, admit: Admit) -> None:
    for number in range(14):
        admit(given_name_km="ក" * (number + 1))
    with office.read() as reader:
        begun = inspections.visit_of(reader, visit)
        drawn = inspections.files_drawn(reader, begun, form)
        assert len(drawn) == 10
        assert drawn == inspections.files_drawn(reader, begun, form)


def test_unlikely_visits_are_asked_about_and_impossible_ones_refused(
    office: Office, form: CompiledForm, home: str, visit: str
) -> None:
    with office.read() as reader:
        before = inspections.questions(reader, home, date(2011, 1, 1))
        again = inspections.questions(reader, home, date(2026, 6, 15))
        typed = inspection_json.before_filling(reader, form, home, {"visit_on": "2011-12-31"})
        with pytest.raises(InputError, match="value_not_a_date"):
            inspection_json.before_filling(reader, form, home, {"visit_on": "last week"})
    assert [question.code for question in before] == ["ask.visit_before_opening"]
    assert [question.code for question in typed] == ["ask.visit_before_opening"], "who types commands is told the same"
    assert [question.code for question in again] == ["ask.visit_same_day"]
    for values, code in (
        ({"kind": "support"}, "support_has_no_score"),
        ({"visit_on": "2030-01-01"}, "date_in_future"),
        ({"visit_on": "2015-01-01"}, "scoring_no_profile"),
        ({"visit_on": None}, "visit_day_missing"),
        ({"score": 200}, "field_not_given"),
    ):
        with pytest.raises(InputError) as caught, office.write() as uow:
            inspections.start(uow, form, home, values)
        assert caught.value.code == code


def test_a_mistaken_inspection_takes_its_findings_along(office: Office, form: CompiledForm, home: str, visit: str) -> None:
    fill(office, form, visit, i3="partly")
    with office.write() as uow:
        inspection_results.close(uow, form, visit)
        inspections.void(uow, visit, "wrong facility")
        assert findings.open_of(uow, home) == ()
        assert inspections.listing(uow) == []
        assert len(inspections.listing(uow, state="void")) == 1


def test_who_is_no_inspector_fills_nothing(office: Office, form: CompiledForm, home: str, visit: str) -> None:
    with office.write(actor=office.caseworker) as uow:
        with pytest.raises(InputError, match="not_allowed"):
            inspections.start(uow, form, home, {})
        with pytest.raises(InputError, match="not_allowed"):
            inspections.save_answers(uow, visit, {})
        with pytest.raises(InputError, match="not_allowed"):
            inspections.listing(uow)
