"""What a form saves: prefilled from typed records, written once in the act that finishes, never over a change unseen."""

from __future__ import annotations

import pytest

from app.domain.errors import ConflictError, InputError
from app.services.cases import case_parts
from app.services.cases.cases import set_risk
from app.services.people import children
from app.services.responses import response_changes, responses
from tests.data.cases.support import HEAD, WORKER, with_rights
from tests.support.workbooks import question
from tests.unit.responses.support import Place, hidden, listed, save

LISTS = listed("sex", "risk_level", "child_category", "concern_kind", "consent_purpose", "consent_answer", "disability")
CHILD = [
    question("text", "family", **save("child.family_name_km")),
    question("text", "given", **save("child.given_name_km")),
    question("select_one sex", "sex", **save("child.sex")),
    question("date", "born", **save("child.birth_on")),
    question("select_multiple disability", "disability", **save("child.disability")),
    question("select_one yes_no", "foundling", **save("child.foundling")),
    question("select_one risk_level", "risk", **save("case.risk_level")),
    question("date", "received", **save("case.received_at"), readonly="true()"),
]


def test_questions_begin_with_what_is_typed_and_write_back_what_changed(place: Place) -> None:
    response = place.start(place.form(CHILD, LISTS))
    begun = place.answers(response)
    assert {name: begun.get(name) for name in ("family", "sex", "born", "disability", "foundling", "risk", "received")} == {
        "family": "សុខ", "sex": "female", "born": "2015-02-03", "disability": "vision", "foundling": None, "risk": "high",
        "received": "2026-02-27",
    }  # fmt: skip
    with place.read() as reader:
        before = reader.get("child", place.child)
    place.fill(response, {"family": "ស៊ន", "disability": ["vision", "hand"], "foundling": "no", "risk": "low"})
    with place.read() as reader:
        assert reader.get("child", place.child) == before, "nothing is written before the end"
    place.finish(response)
    with place.read() as reader:
        child, case = reader.get("child", place.child), reader.get("case", place.case)
        risks = [row.text("level") for row in reader.find("risk", case=place.case, order=("id",))]
    assert child.text("family_name_km") == "ស៊ន"
    assert child.text("given_name_km") == before.text("given_name_km")
    assert child.codes("disability") == {"vision", "hand"}
    assert child.flag("foundling") is False
    assert child.text("birth_from") == before.text("birth_from")
    assert case.text("risk_level") == "low"
    assert risks == ["high", "low"]


def test_a_typed_value_that_changed_meanwhile_is_asked_about(place: Place) -> None:
    form = place.form(CHILD, LISTS)
    response, untouched = place.start(form), place.start(form)
    place.fill(response, {"given": "ចាន់"})
    with place.write() as uow:
        children.edit(uow, place.child, {"given_name_km": "ផល្លា"})
    place.finish(untouched)
    with place.read() as reader:
        assert reader.get("child", place.child).text("given_name_km") == "ផល្លា", (
            "what nobody changed in the form is not written"
        )
    with pytest.raises(ConflictError, match="response_typed_changed"):
        place.finish(response)
    assert place.get(response).open
    with place.read() as reader:
        (clash,) = responses.open_clashes(reader, place.get(response))
    assert (clash.field, clash.prefilled, clash.typed, clash.answer) == ("child.given_name_km", "ដារ៉ា", "ផល្លា", "ចាន់")
    place.finish(response, take={clash.key: "form"})
    with place.read() as reader:
        assert reader.get("child", place.child).text("given_name_km") == "ចាន់"


def test_the_typed_value_may_be_kept(place: Place) -> None:
    response = place.start(place.form(CHILD, LISTS))
    place.fill(response, {"given": "ចាន់"})
    with place.write() as uow:
        children.edit(uow, place.child, {"given_name_km": "ផល្លា"})
    place.finish(response, take={"/data/given": "typed"})
    with place.read() as reader:
        assert reader.get("child", place.child).text("given_name_km") == "ផល្លា"


def test_a_finished_form_that_is_reopened_writes_only_what_changed_since(place: Place) -> None:
    response = place.start(place.form(CHILD, LISTS))
    place.fill(response, {"risk": "low"})
    place.finish(response)
    with place.write() as uow:
        set_risk(uow, place.case, "medium")
    with place.write() as uow:
        response_changes.reopen(uow, response, "something was left out")
    place.fill(response, {"given": "ចាន់"})
    place.finish(response)
    with place.read() as reader:
        assert reader.get("case", place.case).text("risk_level") == "medium"
        assert reader.get("child", place.child).text("given_name_km") == "ចាន់"


def test_new_records_are_made_once_and_the_rights_of_their_page_hold(place: Place) -> None:
    survey = [
        question("select_multiple child_category", "categories", **save("+category.code")),
        question("select_one consent_answer", "services", **save("+consent:services.answer")),
        question("calculate", "services_for", label=False, calculation="'services'", **save("+consent:services.purpose")),
        question("select_one consent_answer", "tracing", **save("+consent:tracing.answer")),
        question("calculate", "tracing_for", label=False, calculation="'tracing'", **save("+consent:tracing.purpose")),
        question("text", "said", **save("+note.text")),
        question("date", "seen_on", **save("+note.on_date")),
    ]
    open_codes = [row for row in LISTS if row["list_name"] != "child_category" or row["name"] in ("orphan", "abandoned")]
    response = place.start(place.form(survey, open_codes))
    assert place.answers(response)["categories"] == "orphan"
    place.fill(
        response, {"categories": ["orphan", "abandoned"], "tracing": "refused", "said": "បានជួប", "seen_on": "2026-02-28"}
    )
    with place.read() as reader:
        consents = reader.count("consent", case=place.case)
    place.finish(response)
    with place.read() as reader:
        codes = sorted(row.text("code") for row in reader.find("category", case=place.case))
        notes = reader.find("note", case=place.case)
        found = reader.find("consent", case=place.case, order=("id",))
    assert codes == ["abandoned", "orphan"]
    assert [(row.text("text"), row.text("on_date"), row.text("by")) for row in notes] == [("បានជួប", "2026-02-28", WORKER.user)]
    assert len(found) == consents + 1
    assert (found[-1].text("purpose"), found[-1].text("answer")) == ("tracing", "refused")
    with place.write() as uow:
        response_changes.reopen(uow, response, "more was said")
    place.fill(response, {"said": "បានជួប និងនិយាយ"})
    place.finish(response)
    with place.read() as reader:
        assert [row.text("text") for row in reader.find("note", case=place.case)] == ["បានជួប និងនិយាយ"]
        assert len(reader.find("consent", case=place.case)) == consents + 1


def test_a_day_alone_says_so_and_a_moment_keeps_its_hour(place: Place) -> None:
    survey = [question("date", "day", **save("case.received_at"))]
    response = place.start(place.form(survey))
    place.fill(response, {"day": "2026-02-20"})
    place.finish(response)
    with place.read() as reader:
        case = reader.get("case", place.case)
    assert (case.text("received_at"), case.text("received_precision")) == ("2026-02-19T17:00:00.000Z", "day")
    response = place.start(place.form([question("dateTime", "at", **save("case.received_at"))], form_id="moment"))
    place.fill(response, {"at": "2026-02-21T08:30:00+07:00"})
    place.finish(response)
    with place.read() as reader:
        case = reader.get("case", place.case)
    assert (case.text("received_at"), case.text("received_precision")) == ("2026-02-21T01:30:00.000Z", "minute")


def test_what_the_page_refuses_the_form_refuses_and_nothing_is_written(place: Place) -> None:
    survey = [*CHILD, question("date", "seen_on", **save("+note.on_date")), question("text", "said", **save("+note.text"))]
    response = place.start(place.form(survey, LISTS))
    place.fill(response, {"risk": "low", "seen_on": "2030-01-01", "said": "later"})
    with pytest.raises(InputError, match="date_in_future"):
        place.finish(response)
    with place.read() as reader:
        assert reader.get("case", place.case).text("risk_level") == "high"
    assert place.get(response).open


def test_rows_of_a_repeat_are_the_records_that_are_there(place: Place) -> None:
    survey = [
        question("begin repeat", "person"),
        hidden("k_id"),
        question("text", "name", **save("+family_member.given_name_km")),
        question("text", "job", **save("+family_member.occupation")),
        question("end repeat", "", label=False),
    ]
    response = place.start(place.form(survey, LISTS))
    with place.read() as reader:
        (carer,) = reader.find("family_member", child=place.child)
    assert place.answers(response)["k_id"] == carer.id
    assert place.answers(response)["name"] == "ចន្ថា"
    place.fill(response, {"person": [{"job": "កសិករ"}, {"name": "បូរី", "job": "ជាងសំណង់"}]})
    place.finish(response)
    with place.read() as reader:
        family = reader.find("family_member", child=place.child, order=("id",))
    assert [(row.text("given_name_km"), row.text("occupation")) for row in family] == [("ចន្ថា", "កសិករ"), ("បូរី", "ជាងសំណង់")]
    assert family[0].id == carer.id


REPORTER = [
    question("text", "what"),
    question("begin group", "who", **{"bind::komar:group": "reporter"}),
    question("text", "who_name", **save("+reporter.name")),
    question("text", "who_phone", **save("+reporter.phone")),
    question("end group", "", label=False),
]


def test_restricted_answers_stand_in_a_companion_and_write_restricted_records(place: Place) -> None:
    form = place.form(REPORTER)
    response = place.start(form)
    knows = with_rights(WORKER, "reporter")
    with pytest.raises(InputError, match="right_missing"):
        place.fill(response, {"who_name": "zqsecret"})
    place.fill(response, {"what": "open"})
    place.fill(response, {"who_name": "zqsecret", "who_phone": "099"}, knows)
    assert place.answers(response) == {**place.answers(response), "what": "open"}
    assert "who_name" not in place.answers(response)
    assert place.answers(response, knows)["who_name"] == "zqsecret"
    assert place.get(response).is_hidden("/data/who/who_name")
    assert not place.get(response, knows).is_hidden("/data/who/who_name")
    with place.read() as reader:
        main = reader.get("form_response", response)
        (companion,) = reader.find("form_response", whole=response)
    assert "zqsecret" not in repr(main.values)
    assert companion.text("restricted") == "reporter"
    assert companion.text("case") == place.case
    place.finish(response, knows)
    with place.read(HEAD) as reader:
        (made,) = case_parts.visible(reader, "reporter", place.case)
        main = reader.get("form_response", response)
    assert (made.text("name"), made.text("phone")) == ("zqsecret", "099")
    assert made.id not in repr(main.values), "the response does not tell that there is a reporter"


def test_a_restricted_question_never_stops_who_may_not_see_it(place: Place) -> None:
    survey = [question("text", "what"), question("text", "danger", required="true()", **{"bind::komar:group": "safety_plan"})]
    response = place.start(place.form(survey))
    place.fill(response, {"what": "x"})
    assert responses.problems(place.get(response), "km") == ()
    assert len(responses.problems(place.get(response, with_rights(WORKER, "safety_plan")), "km")) == 1
    place.finish(response)


def test_a_whole_form_may_be_restricted(place: Place) -> None:
    form = place.form([hidden("k_restricted", "interview"), question("text", "said")])
    knows = with_rights(WORKER, "interview")
    with pytest.raises(InputError, match="right_missing"):
        place.start(form)
    response = place.start(form, knows)
    place.fill(response, {"said": "zqsecret"}, knows)
    with pytest.raises(InputError, match="response_unknown"):
        place.get(response)
    with place.read() as reader:
        assert responses.of_subject(reader, place.shelf, "case", place.case) == ()
    with place.read(knows) as reader:
        assert [row.id for row in responses.of_subject(reader, place.shelf, "case", place.case)] == [response]


def test_a_newer_version_never_lets_a_restricted_answer_out(place: Place) -> None:
    knows = with_rights(WORKER, "reporter")
    response = place.start(place.form(REPORTER, form_id="told"))
    place.fill(response, {"what": "zqopen"})
    place.fill(response, {"who_name": "zqsecret"}, knows)
    freed = [question("text", "what", **{"bind::komar:group": "reporter"}), question("text", "who_name")]
    newer = place.form(freed, form_id="told", version="2")
    with place.write(knows) as uow:
        response_changes.take_over(uow, place.shelf, response, newer)
    with place.read() as reader:
        main = reader.get("form_response", response)
    assert "zqsecret" not in repr(main.values), "what was restricted stays so, whatever the newer form says"
    assert "zqopen" not in repr(main.values), "what is restricted now moves into the companion"
    told = place.answers(response, knows)
    assert (told["what"], told["who_name"]) == ("zqopen", "zqsecret")
    assert "who_name" not in place.answers(response)


def test_corrections_of_different_people_stand_side_by_side(place: Place) -> None:
    knows = with_rights(WORKER, "reporter")
    response = place.start(place.form(REPORTER))
    place.fill(response, {"what": "one", "who_name": "zqsecret"}, knows)
    place.finish(response, knows)
    with place.write(knows) as uow:
        assert response_changes.correct(uow, place.shelf, response, "who_name", "zqsecret2", "zqreason") == 1
    with place.write() as uow:
        assert response_changes.correct(uow, place.shelf, response, "what", "two", "misheard") == 1
        with pytest.raises(InputError, match="right_missing"):
            response_changes.correct(uow, place.shelf, response, "who_name", "x", "guessed")
    with place.read() as reader:
        told = response_changes.corrections(reader, reader.get("form_response", response))
    assert [(one.path, one.after) for one in told] == [("/data/what", "two")]
    with place.read(knows) as reader:
        told = response_changes.corrections(reader, reader.get("form_response", response))
    assert sorted((one.path, one.after) for one in told) == [("/data/what", "two"), ("/data/who/who_name", "zqsecret2")]
