"""The yearly review of a household is a form about it: whoever may change the register fills it in, and it counts."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.care import carers
from app.services.care.carers import CarerFilter
from app.services.forms.form_library import forms_for
from app.services.responses import response_desk, responses
from app.services.responses.response_subjects import subject_of_response
from tests.data.cases.support import HEAD, WORKER
from tests.unit.responses.support import Place

INSPECTOR = Actor("01936f00-0000-7000-8000-0000000000e1", "Test inspector", HEAD.office, frozenset({"inspector"}), frozenset())
REVIEW = {
    "purpose": "yearly_review",
    "visited_on": "2026-01-20",
    "people_changed": "no",
    "outcome": "with_help",
    "reasons": "ផ្ទះល្អ តែត្រូវជួយសម្ភារៈសិក្សា",
    "next_on": "2026-09-01",
}


def household(place: Place) -> str:
    with place.write() as uow:
        return carers.register(uow, {"kind": "foster_long", "name_km": "សុខ ស្រីមុំ"})


def begin(place: Place, carer: str, actor: Actor = WORKER) -> str:
    with place.write(actor) as uow:
        return responses.start(uow, place.shelf.form("carer_review"), "carer", carer)


def test_a_finished_review_is_an_event_of_the_household(place: Place) -> None:
    carer = household(place)
    with place.read() as reader:
        listing = response_desk.listing(reader, place.shelf, "carer", carer)
        assert "carer_review" in [form.form_id for form in listing.forms]
        assert [form.form_id for form in forms_for(reader, place.shelf, "carer")] == ["carer_review"]
    response = begin(place, carer)
    with pytest.raises(InputError, match="answer_refused"):
        place.fill(response, {**REVIEW, "next_on": "2026-01-19"})
    assert place.fill(response, REVIEW) == ()
    place.finish(response)
    with place.read() as reader:
        [event] = reader.find("carer_event", carer=carer)
        assert {name: event.text(name) for name in ("kind", "on_date", "result", "next_on", "text", "by")} == {
            "kind": "yearly_review",
            "on_date": "2026-01-20",
            "result": "with_help",
            "next_on": "2026-09-01",
            "text": REVIEW["reasons"],
            "by": WORKER.user,
        }
        [row] = carers.listing(reader, CarerFilter())
        assert row.last_visit == date(2026, 1, 20)
        [listed] = response_desk.listing(reader, place.shelf, "carer", carer).rows
        assert (listed.id, listed.row.state) == (response, "finished")
        subject = subject_of_response(reader, reader.get("form_response", response))
        assert response_desk.about(subject, "km") == "សុខ ស្រីមុំ"


def test_who_may_not_change_the_register_fills_in_nothing(place: Place) -> None:
    carer = household(place)
    with pytest.raises(InputError, match="not_allowed"):
        begin(place, carer, INSPECTOR)
    with place.read(INSPECTOR) as reader:
        assert response_desk.listing(reader, place.shelf, "carer", carer).forms == ()
        assert not reader.find("form_response", carer=carer)
