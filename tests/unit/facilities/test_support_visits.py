"""Support visits stand in the list of visits without a score; the last word of one on a transition is the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.tasks import Scope
from app.forms.model import CompiledForm
from app.print.typesetting import pdf, pictures
from app.services.facilities import measures, support_papers, support_visits, transition_paper, ways_on
from app.services.papers.attachments import AttachmentStore
from app.services.visits import inspections
from tests.support.facility_office import Office
from tests.support.pdf_text import words_of

Admit = Callable[..., str]

HEAD = {"form_id": support_visits.FORM, "form_version": "1", "subject": "facility"}


def visited(office: Office, home: str, day: str, answers: dict[str, str], state: str = "finished") -> str:
    """A support visit, with answers below /data."""
    told = {f"/data/{path}": text for path, text in {"visit/visit_on": day, **answers}.items()}
    with office.write() as uow:
        return uow.create("form_response", {**HEAD, "facility": home, "state": state, "filled_on": day, "answers": told})


def test_support_visits_stand_among_the_visits_without_a_score(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        inspection = inspections.start(uow, form, home, {"visit_on": "2026-02-01"})
    first, later = visited(office, home, "2026-01-10", {}), visited(office, home, "2026-03-10", {}, "draft")
    visited(office, home, "2026-04-10", {}, "void")
    with office.read() as reader:
        rows = support_visits.with_support(reader, inspections.listing(reader, facility=home), home)
        assert [row.id for row in rows] == [later, inspection, first]
        assert [row.inspection.code("kind") for row in rows] == ["support", "annual", "support"]
        assert rows[0].facility is not None
        assert [row.id for row in support_visits.listing(reader, home, "draft")] == [later]


def test_the_last_word_on_a_transition_is_the_plan(office: Office, home: str) -> None:
    def dues() -> list[date | None]:
        with office.read(office.head) as reader:
            found = support_visits.due(reader, Scope("01"))
            return [one.due for one in found if isinstance(one.due, date)]

    with office.read() as reader:
        assert support_visits.transition(reader, home) is None
    plan = {"transition/stage": "doing", "transition/staff_plan": "ទៅសាលា", "transition/building_plan": "ជួល"}
    steps = {
        "step[a]/step_what": "ជួបគ្រួសារ",
        "step[a]/step_by": "2026-05-01",
        "step[a]/step_done": "yes",
        "step[b]/step_what": "រកការងារ",
        "step[b]/step_by": "2026-06-01",
        "step[b]/step_done": "no",
    }
    visited(office, home, "2026-02-10", {**plan, **steps, "transition/finished_by": "2026-12-31"})
    visited(office, home, "2026-03-10", {"visit/situation": "no word of it"})
    with office.read() as reader:
        found = support_visits.transition(reader, home)
        assert found is not None
        assert (found.day, found.staff, found.building) == (date(2026, 2, 10), "ទៅសាលា", "ជួល")
        assert [step.open for step in found.steps] == [False, True]
        assert found.late(reader.today()) == date(2026, 6, 1), "what is done is not late"
    assert dues() == [date(2026, 6, 1)]
    with office.read(office.caseworker) as reader:
        assert list(support_visits.due(reader, Scope("01"))) == []
    visited(office, home, "2026-04-10", {"transition/stage": "done"})
    assert dues() == []


def test_a_visit_that_was_promised_and_not_made_is_late_too(office: Office, home: str) -> None:
    visited(office, home, "2026-02-10", {"transition/stage": "planned", "end/next_visit_on": "2026-04-01"})
    visited(office, home, "2026-03-10", {"end/next_visit_on": "2026-05-20"})
    with office.read() as reader:
        found = support_visits.transition(reader, home)
        assert found is not None
        assert (found.next_visit, found.late(reader.today())) == (date(2026, 5, 20), date(2026, 5, 20))


def test_the_plan_is_a_paper_with_each_childs_way_home(office: Office, home: str, admit: Admit) -> None:
    stay = admit()
    with office.read() as reader, pytest.raises(InputError, match="transition_none"):
        transition_paper.paper(reader, office.shelf, home, "km")
    plan = {"transition/stage": "doing", "transition/becomes": "day_care", "transition/partner": "Mith Samlanh"}
    steps = {"step[a]/step_what": "ជួបគ្រួសារ", "step[a]/step_by": "2026-05-01", "step[a]/step_done": "part"}
    with office.write() as uow:
        answers = {f"/data/{path}": text for path, text in {"visit/visit_on": "2026-03-10", **plan, **steps}.items()}
        told = {**HEAD, "form_version": "2", "facility": home, "state": "finished", "answers": answers}
        uow.create("form_response", told)
    with office.read() as reader:
        made = transition_paper.paper(reader, office.shelf, home, "en")
        assert dict(made.about)["What becomes of the house"] == "Day care or a school"
        assert dict(made.about)["Who helps"] == "Mith Samlanh"
        assert [(one.done, one.late) for one in made.steps] == [("Done in part", True)]
        assert [(one.age, one.place, one.state) for one in made.children] == [("11", "", "No place yet")]
    with office.write(actor=office.head) as uow:
        measures.take(
            uow, home, {"kind": "transition", "on_date": "2026-06-01", "reason": "ផ្លាស់ប្តូរ", "authority": "ក្រសួង", "number": "1"}
        )
        ways_on.set_place(uow, stay, {"destination": "kinship", "to_place": "ភូមិថ្មី", "planned_on": "2026-07-01"})
    with office.read() as reader:
        made = transition_paper.paper(reader, office.shelf, home, "km")
        (child,) = made.children
        assert (child.place, child.day) == ("គ្រួសារសាច់ញាតិ", "០១/០៧/២០២៦")
        assert len(pictures(made, ppi=20)) == 1
    with office.read(office.caseworker) as reader, pytest.raises(InputError, match="not_allowed"):
        transition_paper.paper(reader, office.shelf, home, "km")


def test_the_paper_of_a_support_visit(office: Office, home: str) -> None:
    visit = visited(office, home, "2026-03-10", {"end/danger": "yes", "visit/situation": "STAFF-WORD"})
    store = AttachmentStore.of(office.database)
    with office.read() as reader:
        full, copy = (
            words_of(pdf(support_papers.paper(reader, office.shelf, store, visit, "en", full=full))) for full in (True, False)
        )
        with pytest.raises(InputError) as caught:
            inspections.visit_of(reader, visit)
    assert caught.value.code == "inspection_is_support"
    for text in (full, copy):
        assert "STAFF-WORD" in text
        assert "10/03/2026" in text
    assert "Call the head of your office now" in full
    assert "Immediate danger" in full
    for text in ("Call the head of your office now", "Immediate danger"):
        assert text not in copy, "the director is not told of danger (P27)"
    with office.read(office.caseworker) as reader, pytest.raises(InputError, match="not_allowed"):
        support_papers.paper(reader, office.shelf, store, new_id(), "en", full=True)
