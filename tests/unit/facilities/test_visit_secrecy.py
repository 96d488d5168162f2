"""A visit that nobody was told of, begun and not closed, is told to its team and the head alone (practice P28)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.permissions import RIGHTS
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.forms.model import CompiledForm
from app.services.exchange.knowing import may_know
from app.services.facilities import complaints, measures
from app.services.responses import responses
from app.services.responses.response_subjects import find_subject
from app.services.visits import (
    census,
    census_dues,
    inspection_desk,
    inspection_json,
    inspection_results,
    inspections,
    visit_plans,
    visit_secrecy,
)
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all

Admit = Callable[..., str]


@pytest.fixture
def others(office: Office) -> tuple[Actor, ...]:
    """Another inspector, and people who do not inspect; all of them with every right to restricted groups."""
    every = frozenset(RIGHTS)
    roles = (frozenset({"inspector"}), frozenset({"caseworker", "inspector"}), frozenset({"clerk", "inspector"}))
    return tuple(replace(office.inspector, user=new_id(), name="Other", roles=one, rights=every) for one in roles)


@pytest.fixture
def visit(office: Office, form: CompiledForm, home: str, admit: Admit) -> dict[str, str]:
    """The visit as it goes on: for a complaint, with a child that was not found and one on no list."""
    stay = admit()
    office.inspector = replace(office.inspector, rights=frozenset(RIGHTS))
    with office.write(actor=office.head) as uow:
        told = complaints.add(uow, home, {"about": "too little food"})
        plan = visit_plans.add(uow, home, {"on_date": uow.today().isoformat(), "complaint": told})
        member = {"visit_plan": plan, "user": office.inspector.user, "role": "leader", "notice": "unannounced"}
        uow.create("visit_member", member)
    with office.write() as uow:
        begun = visit_plans.begin(uow, plan, form, {})
        line = census.find(uow, begun, stay, "missing")
        response = inspections.visit_of(uow, begun).response.id
    return {"inspection": begun, "census_line": line, "form_response": response, "complaint": told, "plan": plan}


def refused(ask: Callable[[], object]) -> str:
    """The code with which something is refused."""
    with pytest.raises(InputError) as caught:
        ask()
    return caught.value.code


def test_nobody_else_finds_it_anywhere(
    office: Office, form: CompiledForm, home: str, visit: dict[str, str], others: tuple[Actor, ...]
) -> None:
    key = visit["inspection"]
    for actor in others:
        with office.read(actor) as reader:
            for ask in (
                lambda: inspections.visit_of(reader, key),
                lambda: inspection_json.show(reader, form, key),
                lambda: inspection_desk.desk_of(reader, office.shelf, key),
                lambda: inspection_results.result_of(reader, form, key),
            ):
                assert refused(ask) == "inspection_unknown"
            for about in (lambda: find_subject(reader, key), lambda: find_subject(reader, f"inspection:{key}")):
                assert refused(about) == "record_not_found"
            assert refused(lambda: responses.record_of(reader, visit["form_response"])) == "record_not_found"
            assert inspections.questions(reader, home, reader.today()) == ()
            assert inspections.listing(reader) == []
            assert census.open_of(reader, home) == ()
            assert list(census_dues.all_of(reader, Scope("01"))) == []
            known = [name for name in ("inspection", "census_line", "form_response") if may_know(reader, name, visit[name])]
            assert known == []
            assert [one.visit for one in complaints.listing(reader, home)] == [""] * reader.count("complaint")


def test_nobody_else_writes_into_it_by_its_id(
    office: Office, form: CompiledForm, home: str, visit: dict[str, str], others: tuple[Actor, ...]
) -> None:
    key = visit["inspection"]
    with office.write(actor=others[0]) as uow:
        assert refused(lambda: inspections.edit_head(uow, key, {"team": "x"})) == "inspection_unknown"
        assert refused(lambda: inspections.save_answers(uow, key, {str(form.path_of("i3")): "meets"})) == "inspection_unknown"
        assert refused(lambda: inspections.void(uow, key, "entered_twice")) == "inspection_unknown"
        assert refused(lambda: census.find(uow, key, new_id(), "here")) == "inspection_unknown"
        assert refused(lambda: census.settle(uow, visit["census_line"], "back")) == "census_unknown"
        given = {"kind": "warning", "reason": "x", "inspection": key}
        assert refused(lambda: measures.note(uow, home, given)) == "measure_visit_elsewhere"
        mine = inspections.start(uow, form, home, {})
    with office.read(others[0]) as reader:
        assert inspections.visit_of(reader, mine).open, "a visit of one's own is begun without a word about the other"


def test_team_and_head_see_all_of_it_and_everybody_once_it_is_closed(
    office: Office, form: CompiledForm, home: str, visit: dict[str, str], others: tuple[Actor, ...]
) -> None:
    for actor in (office.inspector, office.head):
        with office.read(actor) as reader:
            assert inspections.visit_of(reader, visit["inspection"]).open
            assert [one.code for one in inspections.questions(reader, home, reader.today())] == ["ask.visit_same_day"]
            assert len(census.open_of(reader, home)) == 1
            assert may_know(reader, "census_line", visit["census_line"])
    answer_all(office, form, visit["inspection"], {})
    with office.write() as uow:
        inspection_results.close(uow, form, visit["inspection"])
    with office.read(others[0]) as reader:
        assert inspections.visit_of(reader, visit["inspection"]).inspection.moment("closed_at") is not None
        assert len(census.open_of(reader, home)) == 1
        assert may_know(reader, "inspection", visit["inspection"])


def test_one_that_was_joined_to_it_tells_nothing_either(
    office: Office, form: CompiledForm, home: str, visit: dict[str, str], others: tuple[Actor, ...]
) -> None:
    with office.write() as uow:
        twin = inspections.start(uow, form, home, {})
        uow.update("inspection", twin, {"state": "void"})
        uow.merge_into("inspection", twin, visit["inspection"])
    with office.read(others[0]) as reader:
        assert visit_secrecy.seen(reader, twin) is None
        assert inspections.listing(reader, state="void") == []
    with office.read() as reader:
        assert visit_secrecy.seen(reader, twin) is not None
