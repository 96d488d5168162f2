"""The shipped instruments of facility and care, filled about real records: what they write, what they keep apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.cases import case_parts
from app.services.facilities import facilities
from app.services.responses import responses
from tests.data.cases.support import HEAD, WORKER
from tests.unit.responses.support import Place

INSPECTOR = Actor("01936f00-0000-7000-8000-0000000000e1", "Test inspector", HEAD.office, frozenset({"inspector"}), frozenset())


def start(place: Place, name: str, subject: str, record: str, actor: Actor) -> str:
    with place.write(actor) as uow:
        return responses.start(uow, place.shelf.form(name), subject, record)


def test_a_notification_is_prefilled_and_written_to_the_facility(place: Place) -> None:
    with place.write(INSPECTOR) as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo", "capacity": 20})
    made = start(place, "facility_notification", "facility", home, INSPECTOR)
    before = place.answers(made, INSPECTOR)
    assert (before["name_km"], before["type"], before["capacity"]) == ("មណ្ឌលសាកល្បង", "rci", "20")
    answers = {"step": "notify", "notified_on": "2026-02-01", "capacity": 30, "director": "ចាន់ ដារា", "mou_number": "12/26"}
    assert place.fill(made, answers, INSPECTOR) == ()
    place.finish(made, INSPECTOR)
    with place.read(INSPECTOR) as reader:
        record = reader.get("facility", home)
    assert (record.whole("capacity"), record.text("director"), record.text("mou_number")) == (30, "ចាន់ ដារា", "12/26")
    assert str(record.day("notified_on")) == "2026-02-01"
    assert record.text("name_km") == "មណ្ឌលសាកល្បង"


def test_a_visit_to_a_child_in_family_care_is_a_note_of_the_case(place: Place) -> None:
    with place.write() as uow:
        placement = case_parts.add(uow, "placement", place.case, {"option": "kinship", "from_on": "2026-01-10"})
    made = start(place, "family_placement_visit", "placement", placement, WORKER)
    answers = {
        "visit_on": "2026-02-20", "child_seen": "yes", "health": "A", "education": "B", "food": "A", "family": "A",
        "violence": "A", "next_note": "ជួបគ្រូ", "next_visit_on": "2026-04-01", "next_review_on": "2026-08-01",
    }  # fmt: skip
    assert place.fill(made, answers) == ()
    place.finish(made)
    with place.read() as reader:
        notes = [note for note in reader.find("note", case=place.case) if note.code("kind") == "follow_up_care"]
        assert [(note.code("education"), note.flag("child_seen"), note.text("text")) for note in notes] == [("B", True, "ជួបគ្រូ")]
        assert str(notes[0].day("next_visit_on")) == "2026-04-01"
        assert str(reader.get("placement", placement).day("next_review_on")) == "2026-08-01"


def test_who_may_have_harmed_a_child_stays_with_those_who_hold_the_right(place: Place) -> None:
    made = start(place, "carer_household_assessment", "case", place.case, WORKER)
    hidden = {key.rpartition("/")[2] for key in place.get(made).hidden}
    assert {"harmed", "harmed_note", "harmed_stop", "child_view"} <= hidden
    with pytest.raises(InputError, match="right_missing"):
        place.fill(made, {"harmed": "yes"})
    trusted = replace(WORKER, rights=frozenset({"perpetrator"}))
    place.fill(made, {"harmed": "yes", "care_kind": "kinship", "advice": "not_yet"}, trusted)
    assert "harmed" not in place.answers(made)
    assert place.answers(made, trusted)["harmed"] == "yes"
    place.finish(made)
    assert place.get(made).record.code("state") == "finished"


@pytest.mark.parametrize("name", ["community_care_visit", "facility_support_visit"])
def test_a_visit_without_score_is_a_form_of_the_facility(place: Place, name: str) -> None:
    with place.write(INSPECTOR) as uow:
        home = facilities.register(uow, {"name_km": "វត្តសាកល្បង", "type": "faith", "owner": "ngo"})
    made = start(place, name, "facility", home, INSPECTOR)
    assert place.answers(made, INSPECTOR)["k_type"] == "faith"
    with pytest.raises(InputError, match="response_unfinished"):
        place.finish(made, INSPECTOR)
    place.fill(made, {"visit_on": "2026-02-20"}, INSPECTOR)
    place.finish(made, INSPECTOR)
    with place.read(INSPECTOR) as reader:
        assert reader.find("inspection", facility=home) == []
