"""While a visit goes on nothing is exchanged by itself (practice P26); an answer that means danger is told as such."""

from __future__ import annotations

from app.forms.model import CompiledForm
from app.services.facilities import support_visits
from app.services.responses import responses
from app.services.visits import inspections, visit_quiet
from tests.support.facility_office import Office


def going_on(office: Office, shown: str = "") -> str:
    with office.read() as reader:
        return visit_quiet.going_on(reader, shown)


def test_a_visit_goes_on_until_the_team_leaves_or_closes_it(office: Office, form: CompiledForm, home: str) -> None:
    assert going_on(office) == ""
    with office.write(actor=office.head) as uow:
        inspections.start(uow, form, home, {})
    assert going_on(office) == "", "somebody else's"
    with office.write() as uow:
        old = inspections.start(uow, form, home, {"visit_on": "2026-06-12"})
        assert not visit_quiet.may_leave(uow, old)
    assert going_on(office) == "", "of another day"
    assert going_on(office, old) == old, "but its form is open"
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
    assert going_on(office) == visit
    with office.read() as reader:
        assert [one.code for one in visit_quiet.questions(reader)] == ["ask.sync_at_visit"]
        assert visit_quiet.may_leave(reader, visit)
    with office.write() as uow:
        visit_quiet.has_left(uow, visit)
    assert going_on(office, visit) == ""
    with office.write() as uow:
        inspections.edit_head(uow, visit, {"left_at": None})
        inspections.void(uow, visit, "entered_twice")
    assert (going_on(office, visit), going_on(office, "nothing")) == ("", "")


def test_who_inspects_nothing_never_waits(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
    with office.read(office.caseworker) as reader:
        assert visit_quiet.going_on(reader, visit) == ""


def test_danger_and_an_allegation_are_news_once(office: Office, form: CompiledForm, home: str) -> None:
    office.inspector = office.head
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})

    def news(name: str, answer: str | None) -> bool:
        with office.write() as uow:
            return visit_quiet.save(uow, visit, {str(form.path_of(name)): answer}, form)[1]

    assert [news("i5", "does_not"), news("danger_C", "yes"), news("i8", "meets"), news("danger_E", "yes")] == [
        False,
        True,
        False,
        True,
    ]
    assert (news("danger_C", "no"), news("danger_C", "yes")) == (False, True)
    assert (news("allegation_told", "yes"), news("i9", "meets")) == (True, False)


def test_a_support_visit_goes_on_until_the_team_leaves(office: Office, home: str) -> None:
    form = office.shelf.form(support_visits.FORM)
    with office.write() as uow:
        visit = responses.start(uow, form, "facility", home)
        old = responses.start(uow, office.shelf.form(support_visits.FORM, "2"), "facility", home)
        assert (visit_quiet.may_leave(uow, visit), visit_quiet.may_leave(uow, old)) == (True, False)
        responses.save_answers(uow, old, {"/data/visit/visit_on": "2026-06-12"})
    assert going_on(office) == visit
    with office.write() as uow:
        responses.fill(uow, office.shelf, visit, {"arrived_at": "8:30"}, "en")
    assert going_on(office) == visit
    with office.write() as uow:
        visit_quiet.has_left(uow, visit)
    assert going_on(office) == ""
    with office.read() as reader:
        session = responses.session_of(responses.get(reader, office.shelf, visit), "en")
        told = session.answers()
        assert told["/data/visit/arrived_at"] == "08:30:00.000+07:00"
        assert told[support_visits.LEFT].endswith(":00.000+07:00"), "as the form itself would keep it"
        assert form.path_of("left_at") == support_visits.LEFT
