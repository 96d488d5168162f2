"""A visit that was begun by mistake is thrown away as long as nobody wrote in it; whatever anybody wrote is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.data.contents.attachments import AttachmentStore
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import RIGHTS
from app.forms.model import CompiledForm
from app.services.visits import census, inspections, visit_discard, visit_evidence, visit_plans
from tests.support.facility_office import Office
from tests.unit.facilities.test_visit_evidence import photograph

CLOSURE = "inspection_closure_visit"


def begun(office: Office, form: CompiledForm, home: str) -> str:
    """A visit of the inspector."""
    with office.write() as uow:
        return inspections.start(uow, form, home, {})


def may(office: Office, form: CompiledForm, visit: str) -> bool:
    """Whether the inspector may throw it away."""
    with office.read() as reader:
        return visit_discard.may_discard(reader, form, inspections.visit_of(reader, visit))


@pytest.mark.parametrize("form_id", ["inspection_minimum_standards", CLOSURE, "inspection_complaint_visit"])
def test_an_empty_visit_is_gone_and_its_plan_is_to_come_again(
    office: Office, home: str, admit: Callable[..., str], form_id: str
) -> None:
    admit()
    form = office.shelf.form(form_id)
    with office.write() as uow:
        plan = visit_plans.add(uow, home, {"on_date": "2026-06-15", "notice": "announced"})
        visit = visit_plans.begin(uow, plan, form, {})
        response = inspections.visit_of(uow, visit).response.id
        assert visit_plans.get(uow, plan).state == "begun"
    office.clock.time = office.clock.time.replace(hour=9)
    assert may(office, form, visit)
    with office.write("inspection_discard") as uow:
        visit_discard.discard(uow, form, visit)
    with office.read() as reader:
        assert inspections.listing(reader) == []
        assert visit_plans.get(reader, plan).state == "planned"
        assert reader.maybe("form_response", response) is None
        assert reader.find("form_response", whole=response) == []
        with pytest.raises(InputError, match="inspection_unknown"):
            inspections.visit_of(reader, visit)


def _photo(office: Office, form: CompiledForm, visit: str, uow: UnitOfWork) -> None:
    store = AttachmentStore.of(office.database)
    visit_evidence.add(uow, store, form, visit, "8", [("a.jpg", photograph())], purpose="place")


def test_what_anybody_wrote_is_kept(office: Office, form: CompiledForm, home: str, admit: Callable[..., str]) -> None:
    stay = admit()
    whole = replace(office.inspector, rights=frozenset(RIGHTS))
    talk = f"{form.path_of('talk')}[01]/talk_said"
    acts: tuple[Callable[[UnitOfWork, str], object], ...] = (
        lambda uow, visit: inspections.fill(uow, form, visit, {"i3": "meets"}),
        lambda uow, visit: inspections.save_answers(uow, visit, {talk: "ពាក្យ"}, form),
        lambda uow, visit: visit_evidence.ask(uow, form, visit, "8", ["director"]),
        lambda uow, visit: _photo(office, form, visit, uow),
        lambda uow, visit: census.find(uow, visit, stay, "present", ""),
    )
    for act in acts:
        visit = begun(office, form, home)
        with office.write(actor=whole) as uow:
            act(uow, visit)
        assert not may(office, form, visit), "also where one may not see what it is"
        with office.write("inspection_discard") as uow, pytest.raises(InputError, match="inspection_not_empty"):
            visit_discard.discard(uow, form, visit)


def test_what_was_typed_and_taken_back_is_nothing(office: Office, form: CompiledForm, home: str) -> None:
    visit = begun(office, form, home)
    with office.write() as uow:
        inspections.fill(uow, form, visit, {"i3": "meets"})
        inspections.save_answers(uow, visit, {form.path_of("i3") or "": None}, form)
    assert may(office, form, visit)


def test_who_may_not_fill_throws_nothing_away(office: Office, form: CompiledForm, home: str) -> None:
    visit = begun(office, form, home)
    for role in ("clerk", "caseworker"):
        actor = replace(office.inspector, roles=frozenset({role}))
        with office.write(actor=actor) as uow, pytest.raises(InputError, match="not_allowed"):
            visit_discard.discard(uow, form, visit)
