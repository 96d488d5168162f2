"""Responses: begun, put aside, taken up, finished, corrected; each answer an entry of its own."""

from __future__ import annotations

import pytest

from app.data.outbox.outbox import current_incarnation, ops_from
from app.domain.errors import AppError, InputError
from app.services.responses import response_changes, responses
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER
from tests.support.workbooks import question
from tests.unit.responses.support import Place, hidden

SURVEY = [
    hidden("k_child_name"),
    hidden("k_case_code"),
    hidden("k_child_age"),
    question("text", "a", required="true()"),
    question("integer", "b", constraint=". < 10"),
    question("text", "c", relevant="${b} = 5"),
]


def test_a_draft_is_resumed_where_it_was_left(place: Place) -> None:
    form = place.form(SURVEY)
    response = place.start(form)
    begun = place.answers(response)
    assert begun["k_child_name"] == "សុខ ដារ៉ា"
    assert begun["k_child_age"] == "11"
    assert begun["k_case_code"].startswith("K-7QX")
    with place.write() as uow:
        responses.save_answers(uow, response, {"/data/b": "5", "/data/c": "x"})
    with place.write() as uow:
        responses.save_answers(uow, response, {"/data/c": None})
    assert {name: text for name, text in place.answers(response).items() if name in "abc"} == {"b": "5"}
    with place.read() as reader:
        rows = responses.of_subject(reader, place.shelf, "case", place.case)
    assert [(row.id, row.state, row.mine, row.filled_by) for row in rows] == [(response, "draft", True, WORKER.name)]
    with pytest.raises(InputError) as refused:
        place.finish(response)
    assert (refused.value.code, refused.value.params["field"]) == ("response_unfinished", "a")
    assert place.fill(response, {"a": "done", "c": "kept"}) == ()
    place.finish(response)
    assert place.get(response).record.code("state") == "finished"
    with place.write() as uow, pytest.raises(InputError, match="response_finished"):
        responses.save_answers(uow, response, {"/data/a": "late"})


def test_answers_of_two_saves_are_entries_folded_into_one_operation(place: Place) -> None:
    response = place.start(place.form(SURVEY))
    with place.write() as uow:
        responses.save_answers(uow, response, {"/data/a": "one"})
    with place.write() as uow:
        responses.save_answers(uow, response, {"/data/b": "2"})
    with place.database.transaction() as connection:
        mine = [op for op in ops_from(connection, current_incarnation(connection).id, 1, 10_000) if op.record == response]
    assert [op.kind for op in mine] == ["create", "edit"]
    assert mine[1].patch == {"answers:/data/a": "one", "answers:/data/b": "2"}


def test_who_may_not_change_the_case_fills_in_nothing(place: Place) -> None:
    form = place.form(SURVEY)
    response = place.start(form)
    for actor in (OTHER, CLERK):
        with pytest.raises(AppError):
            place.start(form, actor)
        with pytest.raises(AppError):
            place.get(response, actor)
        with pytest.raises(AppError), place.write(actor) as uow:
            responses.save_answers(uow, response, {"/data/a": "x"})


def test_a_correction_has_a_number_and_a_reason(place: Place) -> None:
    form = place.form(SURVEY)
    response, other = place.start(form), place.start(form)
    place.fill(response, {"a": "first", "b": 1})
    place.finish(response)
    with place.write() as uow, pytest.raises(InputError, match="correction_reason_missing"):
        response_changes.correct(uow, place.shelf, response, "a", "second", " ")
    with place.write() as uow:
        assert response_changes.correct(uow, place.shelf, response, "a", "second", "misheard") == 1
    with place.write() as uow, pytest.raises(InputError, match="answer_refused"):
        response_changes.correct(uow, place.shelf, response, "b", "99", "typed wrongly")
    with place.write() as uow:
        assert response_changes.correct(uow, place.shelf, response, "b", "7", "typed wrongly") == 2
    with place.read() as reader:
        told = response_changes.corrections(reader, place.get(response).record)
    assert [(one.number, one.before, one.after, one.reason) for one in told] == [
        (1, "first", "second", "misheard"), (2, "1", "7", "typed wrongly")
    ]  # fmt: skip
    assert place.answers(response)["a"] == "second"
    with place.write() as uow, pytest.raises(InputError, match="response_not_finished"):
        response_changes.reopen(uow, other, "x")
    with place.write(HEAD) as uow:
        response_changes.reopen(uow, response, "the family came back")
    assert place.get(response).open
    with place.write() as uow:
        response_changes.void(uow, response, "of another child")
    with place.read() as reader:
        assert all(row.id != response for row in responses.of_subject(reader, place.shelf, "case", place.case))


def test_the_former_response_stands_beside(place: Place) -> None:
    form = place.form([*SURVEY, hidden("k_former_a"), hidden("k_former_on"), hidden("k_last_sample")])
    first = place.start(form)
    place.fill(first, {"a": "before"})
    place.finish(first)
    second = place.start(form)
    with place.read() as reader:
        former = responses.former(reader, place.shelf, second)
        assert responses.former(reader, place.shelf, first) is None
    assert former is not None
    assert former.record.id == first
    assert place.answers(second)["k_former_a"] == "before"
    assert place.answers(second)["k_former_on"] == former.record.text("filled_on") == place.answers(second)["k_last_sample"]


def test_a_newer_version_takes_answers_over_and_loses_none(place: Place) -> None:
    old = place.form([*SURVEY, question("text", "gone"), question("text", "moved")])
    response = place.start(old)
    place.fill(response, {"a": "stays", "gone": "kept aside", "moved": "went along", "b": 5})
    inner = [question("begin group", "inside"), question("text", "moved"), question("end group", "", label=False)]
    newer = place.form([*SURVEY, *inner, question("text", "new")], version="2")
    with place.write() as uow:
        done = response_changes.take_over(uow, place.shelf, response, newer)
    assert dict(done.strangers) == {"/data/gone": "kept aside"}
    now = place.get(response)
    assert now.record.text("form_version") == "2"
    assert now.answers["/data/inside/moved"] == "went along"
    assert now.answers["/data/gone"] == "kept aside"
    assert "/data/moved" not in now.answers
    with place.write() as uow, pytest.raises(InputError, match="form_not_newer"):
        response_changes.take_over(uow, place.shelf, response, old)
    place.finish(response)
    assert place.answers(response)["gone"] == "kept aside"


def test_a_computer_without_the_form_shows_answers_and_loses_none(place: Place) -> None:
    response = place.start(place.form(SURVEY))
    place.fill(response, {"a": "text", "b": 3})
    with place.write(HEAD) as uow:
        for record in uow.find("form"):
            uow.delete("form", record.id)
    place.shelf = type(place.shelf)(place.database.folder)
    now = place.get(response)
    assert now.form is None
    assert ("b", "3") in responses.raw(now)
    with pytest.raises(InputError, match="form_unknown"):
        responses.session_of(now, "km")
    with place.write() as uow:
        responses.save_answers(uow, response, {"/data/b": "4"})
    assert place.answers(response)["a"] == "text"


def test_times_and_people_of_the_filling_are_noted(place: Place) -> None:
    survey = [question(kind, kind, label=False) for kind in ("start", "end", "today", "username", "deviceid")]
    response = place.start(place.form([*survey, question("text", "a")]))
    begun = place.answers(response)
    assert begun["start"].startswith("2026-03-01T")
    assert begun["today"] == "2026-03-01"
    assert begun["username"] == WORKER.name
    assert len(begun["deviceid"]) == 36
    assert "end" not in begun
    place.fill(response, {"a": "x"})
    place.finish(response)
    assert place.answers(response)["end"] > begun["start"]


def test_a_form_may_begin_with_what_the_same_person_last_answered(place: Place) -> None:
    form = place.form([question("text", "a", default="${last-saved#a}"), question("text", "b")])
    for typed, begins in (("one", None), ("two", "one")):
        response = place.start(form)
        assert place.answers(response).get("a") == begins
        place.fill(response, {"a": typed, "b": typed})
        place.finish(response)
    with place.write(HEAD) as uow:
        foreign = responses.start(uow, form, "case", place.case)
    assert "a" not in place.answers(foreign, HEAD), "what another person answered is no business of this one"
