"""An answer that reaches an inspection after its team closed it changes nothing official until somebody takes it up."""

from __future__ import annotations

import pytest

from app.domain.errors import InputError
from app.domain.tasks import Scope
from app.forms.model import CompiledForm
from app.services.responses import response_store
from app.services.visits import (
    findings,
    inspection_papers,
    inspection_results,
    inspections,
    visit_corrections,
    visit_dues,
)
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all


@pytest.fixture
def closed(office: Office, form: CompiledForm, home: str) -> str:
    """A closed inspection in which a critical item is not met."""
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
    answer_all(office, form, visit, {"i14": "does_not", "i5": "partly"})
    with office.write() as uow:
        inspection_results.close(uow, form, visit)
    return visit


def arrive(office: Office, visit: str, answers: dict[str, str | None]) -> None:
    """What a colleague wrote before knowing of the closing, as the exchange lays it in."""
    with office.write() as uow:
        response_store.put(uow, inspections.visit_of(uow, visit).response, answers)


def late(office: Office, visit: str) -> list[tuple[str, str, str]]:
    with office.read() as reader:
        found = visit_corrections.late(inspections.visit_of(reader, visit))
        return [(one.path.rpartition("/")[2], one.before, one.after) for one in found]


def dues(office: Office) -> list[str]:
    with office.read() as reader:
        return [one.kind for one in visit_dues.all_of(reader, Scope("01"))]


def test_nothing_official_is_made_of_answers_that_came_after_the_closing(
    office: Office, form: CompiledForm, closed: str
) -> None:
    assert late(office, closed) == []
    assert "visit_changed" not in dues(office)
    with office.read() as reader:
        told = inspection_results.result_of(reader, form, closed)
        assert told.score is not None
        assert told.score.points == inspections.visit_of(reader, closed).inspection.whole("points")
    arrive(office, closed, {form.path_of("i14") or "": "meets", form.path_of("i5") or "": None})
    assert late(office, closed) == [("i5", "partly", ""), ("i14", "does_not", "meets")]
    assert "visit_changed" in dues(office)
    with office.read() as reader:
        later = inspection_results.result_of(reader, form, closed)
        assert (later.score, later.alarms) == (told.score, told.alarms), "the page tells what the lists tell"
        assert later.visit.answers == told.visit.answers
    with office.write() as uow:
        with pytest.raises(InputError, match="inspection_late"):
            inspection_results.decide(uow, closed, "meets", "All is well")
        with pytest.raises(InputError, match="inspection_late"):
            inspection_results.correct(uow, form, closed, "i3", "partly", "typed wrongly")
        with pytest.raises(InputError, match="inspection_late"):
            inspection_papers.report(uow, form, closed, "km", "full")


def test_what_came_late_becomes_a_correction_or_is_put_back(office: Office, form: CompiledForm, closed: str) -> None:
    path, other = form.path_of("i14") or "", form.path_of("i5") or ""
    arrive(office, closed, {path: "meets", other: "does_not"})
    with office.write() as uow:
        with pytest.raises(InputError, match="correction_reason_missing"):
            inspection_results.take_up(uow, form, closed, " ")
        assert inspection_results.take_up(uow, form, closed, "The colleague saw the paper", back=[other]) == (1,)
        visit = inspections.visit_of(uow, closed)
        assert (visit.answers[path], visit.answers[other]) == ("meets", "partly")
        [made] = visit_corrections.corrections(visit)
        assert (made.path, made.before, made.after, made.user) == (path, "does_not", "meets", office.inspector.user)
        standing = {one.text("item"): one.code("state") for one in findings.of_inspection(uow, closed)}
        assert standing == {"5": "open"}, "what is met is no finding any more"
        assert visit.inspection.code("proposed_grade") is None
        with pytest.raises(InputError, match="inspection_nothing_late"):
            inspection_results.take_up(uow, form, closed, "again")
    assert late(office, closed) == []
    assert "visit_changed" not in dues(office)


def test_a_correction_and_a_second_closing_are_not_late(office: Office, form: CompiledForm, closed: str, home: str) -> None:
    with office.write() as uow:
        inspection_results.correct(uow, form, closed, "i15", "not_seen", "typed wrongly")
    assert late(office, closed) == [], "what changes with a corrected answer is part of the correction"
    with office.write() as uow:
        again = inspections.start(uow, form, home, {"visit_on": "2026-06-10"})
    answer_all(office, form, again, {"i14": "not_seen"})
    with office.write() as uow:
        assert inspection_results.close(uow, form, again).state == "to_be_completed"
    arrive(office, again, {form.path_of("i14") or "": "meets"})
    assert late(office, again) == [], "it still takes answers"
    with office.write() as uow:
        inspection_results.close(uow, form, again)
        kept = [key for key in inspections.visit_of(uow, again).response.entries("answers") if key.startswith("/closed/")]
    assert late(office, again) == []
    assert len(kept) == 1, "only the last closing is kept"
