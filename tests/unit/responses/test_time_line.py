"""Finished forms stand in the time line of their case, restricted ones only for who holds the right."""

from __future__ import annotations

from app.data.reader import Reader
from app.services.cases import case_history
from app.services.responses import response_changes, responses
from tests.data.cases.support import WORKER, with_rights
from tests.support.workbooks import question
from tests.unit.responses.support import Place, hidden


def told(place: Place, reader: Reader) -> list[tuple[str, str]]:
    found, _ = case_history.told_events(reader, place.case, place.shelf)
    return [(event.detail["title"], event.who) for event in found if event.what == "response"]


def test_a_finished_form_is_told_until_it_is_voided(place: Place) -> None:
    form = place.form([question("text", "a")], form_id="told")
    with place.write() as uow:
        response = responses.start(uow, form, "case", place.case, filled_by="ភឿន")
    place.fill(response, {"a": "zqsecret"})
    with place.read() as reader:
        assert told(place, reader) == [], "a draft did not happen yet"
    place.finish(response)
    with place.read() as reader:
        assert told(place, reader) == [(form.title, "ភឿន")]
        assert "zqsecret" not in repr([event.detail for event in case_history.time_line(reader, place.case)])
    with place.write() as uow:
        response_changes.void(uow, response, "of another child")
    with place.read() as reader:
        assert told(place, reader) == []


def test_a_restricted_form_is_told_to_who_holds_the_right(place: Place) -> None:
    knows = with_rights(WORKER, "interview")
    response = place.start(place.form([hidden("k_restricted", "interview"), question("text", "a")]), knows)
    place.finish(response, knows)
    with place.read() as reader:
        assert told(place, reader) == []
    with place.read(knows) as reader:
        assert len(told(place, reader)) == 1
