"""The sheet of a file audit is the head's about another's case: finished, it is the review of that case."""

from __future__ import annotations

import pytest

from app.domain.errors import InputError
from app.services.cases.time_line import page
from app.services.desk import supervisions
from app.services.responses import response_changes, response_desk, responses
from tests.data.cases.support import HEAD, WORKER, register
from tests.unit.responses.support import Place

SHEET = "case_file_audit"
ANSWERS = {
    "audited_on": "2026-01-20",
    "looked": "both",
    "intake_whole": "yes",
    "consent": "no",
    "findings": "ខ្វះទម្រង់យល់ព្រម",
    "agreed": "យកការយល់ព្រមក្នុងសប្តាហ៍នេះ",
    "next_on": "2026-02-01",
}


def test_a_finished_sheet_is_the_review_of_its_case(place: Place) -> None:
    response = place.start(place.shelf.form(SHEET), HEAD)
    assert place.fill(response, ANSWERS, HEAD) == ()
    with place.read(HEAD) as reader:
        assert supervisions.listing(reader) == [], "a draft is no review"
    place.finish(response, HEAD)
    for actor in (HEAD, WORKER):  # the head, and whom it is about
        with place.read(actor) as reader:
            [talk] = supervisions.listing(reader)
            told = {name: talk.record.text(name) for name in ("kind", "on_date", "text", "agreed", "next_on", "user", "case")}
            assert told == {
                "kind": "file_audit",
                "on_date": "2026-01-20",
                "text": ANSWERS["findings"],
                "agreed": ANSWERS["agreed"],
                "next_on": "2026-02-01",
                "user": WORKER.user,
                "case": place.case,
            }
            assert "response" in {event.what for event in page(reader, place.case, limit=50).events}
    with place.write(HEAD) as uow:
        response_changes.reopen(uow, response, "ចំនួនខុស")
    place.fill(response, {"findings": "ខ្វះទម្រង់យល់ព្រមមួយ"}, HEAD)
    place.finish(response, HEAD)
    with place.read(HEAD) as reader:
        assert [one.record.text("text") for one in supervisions.listing(reader)] == ["ខ្វះទម្រង់យល់ព្រមមួយ"], "no second talk"


def test_a_caseworker_is_not_offered_it_and_nobody_audits_the_own_file(place: Place) -> None:
    with place.read() as reader:
        offered = [form.form_id for form in response_desk.listing(reader, place.shelf, "case", place.case).forms]
        assert SHEET not in offered
        assert "follow_up" in offered
    with place.read(HEAD) as reader:
        assert SHEET in [form.form_id for form in response_desk.listing(reader, place.shelf, "case", place.case).forms]
    with pytest.raises(InputError, match="not_allowed"):
        place.start(place.shelf.form(SHEET))
    own = register(place.database, HEAD).case
    with place.write(HEAD) as uow, pytest.raises(InputError, match="supervision_own_case"):
        responses.start(uow, place.shelf.form(SHEET), "case", own)
