"""The death of a child (practice P21): who said so; it ends what is due at once, asks about brothers and sisters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.data.database import Database
from app.domain.codelists import GROUPS
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Due, Scope
from app.services.approvals import approval_list, approvals
from app.services.cases import case_file, case_parts, case_questions, flow, notes, time_line
from app.services.desk import task_sources
from app.services.facilities import residencies
from app.services.people import children, deaths
from app.services.planning import services
from app.services.protection import danger_tasks
from tests.data.cases.support import HEAD, OFFICE, OTHER, WORKER, acting, register

TOLD = {"died_on": "2026-02-27", "death_told_by": "The village chief"}
INSPECTOR = Actor("i", "Inspector", OFFICE, frozenset({"inspector"}))
OTHER_HEAD = Actor("0198c7a0-0000-7000-8000-000000000001", "Head", "02", frozenset({"supervisor"}), GROUPS)


def die(database: Database, child: str, actor: Actor = HEAD, **values: Any) -> tuple[deaths.Step, ...]:
    """Notes the death."""
    with acting(database, actor, "death_note") as uow:
        return deaths.note_death(uow, child, {**TOLD, **values})


def due(database: Database, actor: Actor = HEAD, owner: str | None = None) -> list[Due]:
    """What it makes due."""
    with database.read(actor) as reader:
        return list(danger_tasks.all_of(reader, Scope(actor.office, owner)))


def test_it_says_who_said_so_and_on_which_day(database: Database) -> None:
    opened = register(database)
    with pytest.raises(InputError, match="value_missing"):
        die(database, opened.child, death_told_by=" ")
    die(database, opened.child, WORKER)
    with database.read(WORKER) as reader:
        child = reader.get("child", opened.child)
        assert (child.text("died_on"), child.text("death_known")) == ("2026-02-27", "exact")
        assert child.text("death_told_by") == "The village chief"
        assert deaths.is_dead(child)


def test_the_time_line_tells_it_with_who_said_so_and_nothing_of_the_circumstances(database: Database) -> None:
    opened = register(database)
    die(database, opened.child, circumstances="fell")
    with database.read(WORKER) as reader:
        told = [one for one in time_line.page(reader, opened.case).events if one.what == "died"]
        assert [(str(one.day), one.who) for one in told] == [("2026-02-27", "The village chief")]
        assert "fell" not in repr(told)


def test_a_day_that_nobody_knows_is_said_so(database: Database) -> None:
    opened = register(database)
    die(database, opened.child, died_on=None, death_known="exact")
    with database.read(HEAD) as reader:
        child = reader.get("child", opened.child)
        assert (child.day("died_on"), child.text("death_known"), deaths.is_dead(child)) == (None, "not_known", True)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"died_on": "2015-02-02"}, "died_before_born"),
        ({"died_on": "2999-01-01"}, "date_in_future"),
        ({"death_known": "x"}, "code_unknown"),
        ({"sex": "male"}, "field_not_given"),
    ],
)
def test_what_cannot_be_is_refused(database: Database, values: dict[str, Any], code: str) -> None:
    opened = register(database)
    with pytest.raises(InputError, match=code):
        die(database, opened.child, **values)
    with database.read(HEAD) as reader:
        assert not deaths.is_dead(reader.get("child", opened.child))


def test_nobody_else_writes_a_death(database: Database) -> None:
    opened = register(database)
    for actor in (OTHER, replace(HEAD, roles=frozenset({"clerk"})), INSPECTOR, OTHER_HEAD):
        with pytest.raises(InputError, match="not_allowed"):
            die(database, opened.child, actor)
        with pytest.raises(InputError, match="not_allowed"), acting(database, actor) as uow:
            deaths.withdraw(uow, opened.child)
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="field_not_edited"):
        children.edit(uow, opened.child, {"died_on": "2026-02-27"})


def test_circumstances_are_for_those_who_hold_the_right(database: Database) -> None:
    opened = register(database)
    with pytest.raises(InputError, match="right_missing"):
        die(database, opened.child, WORKER, circumstances="fell")
    die(database, opened.child, circumstances="fell", found_by="neighbour")
    die(database, opened.child, WORKER, death_told_by="The nurse")
    with database.read(HEAD) as reader:
        record = deaths.circumstances(reader, opened.child)
        assert record is not None
        assert record.text("circumstances") == "fell"
        assert reader.get("child", opened.child).text("death_told_by") == "The nurse"
    with database.read(WORKER) as reader:
        assert deaths.circumstances(reader, opened.child) is None
        assert "fell" not in repr(case_file.case_file(reader, opened.case))
    die(database, opened.child, circumstances="drowned")
    with database.read(HEAD) as reader:
        assert [row.text("circumstances") for row in reader.find("death")] == ["drowned"], "one record, corrected"


def test_it_ends_at_once_what_is_open_and_nothing_else(database: Database) -> None:
    opened, other = register(database), register(database, child__given_name_km="លីន")
    with acting(database, HEAD) as uow:
        made = {}
        for case in (opened.case, other.case):
            made[case] = [
                case_parts.add(uow, "placement", case, {"option": "kinship", "from_on": "2026-02-20"}),
                uow.create("task", {"case": case, "title": "x", "state": "open"}),
                uow.create("task", {"case": case, "title": "x", "state": "done", "done_on": "2026-02-01"}),
                uow.create("plan_action", {"case": case, "state": "doing"}),
                uow.create("service", {"case": case, "type": "health", "state": "asked"}),
                uow.create("referral", {"case": case, "state": "sent", "to_kind": "office", "to_office": "12"}),
                uow.create("referral", {"case": case, "state": "done"}),
                uow.create("paper", {"office": OFFICE, "case": case, "state": "printed"}),
                uow.create("paper", {"office": OFFICE, "case": case, "state": "sent"}),
            ]
        notes.add(uow, opened.case, {"text": "x", "next_visit_on": "2026-12-01"})
    steps = die(database, opened.child)
    names = ["placement", "task", "plan_action", "service", "referral", "paper"]
    assert [one.what for one in steps if one.done] == names
    types = ["placement", "task", "task", "plan_action", "service", "referral", "referral", "paper", "paper"]
    with database.read(HEAD) as reader:
        ended = [reader.get(name, key) for name, key in zip(types, made[opened.case], strict=True)]
        lives = [reader.get(name, key) for name, key in zip(types, made[other.case], strict=True)]
        file = case_file.case_file(reader, opened.case)
        assert case_file.promises(file, reader.clock.now(), reader.today()) == []
    assert (ended[0].text("to_on"), ended[0].text("ended_reason")) == ("2026-02-27", "died")
    assert [row.text("state") for row in ended[1:]] == [
        *("dropped", "done", "dropped", "stopped", "withdrawn", "done", "void", "sent")
    ]
    assert [row.text("state") for row in lives[1:]] == [*("open", "done", "doing", "asked", "sent", "done", "printed", "sent")]
    assert lives[0].day("to_on") is None
    assert (ended[5].code("to_office"), ended[5].text("to_name"), lives[5].code("to_office")) == (None, "12", "12")


def test_the_case_stays_readable_and_open_until_somebody_closes_it(database: Database) -> None:
    opened = register(database)
    steps = die(database, opened.child)
    assert [(one.what, one.told) for one in steps if not one.done] == [("close", opened.code)]
    with acting(database) as uow:
        notes.add(uow, opened.case, {"text": "Talked to the family", "on_date": "2026-02-28"})
        with pytest.raises(InputError, match="event_after_death"):
            notes.add(uow, opened.case, {"child_seen": True, "on_date": "2026-02-28"})


def in_care(database: Database, case: str) -> tuple[str, str]:
    """A facility in which the child lives; its id and the stay's."""
    with acting(database, HEAD) as uow:
        facility = uow.create("facility", {"office": OFFICE, "name_km": "មណ្ឌល", "state": "active"})
        stay = {"case": case, "admitted_on": "2026-02-20", "admission_reason": "other"}
        return facility, residencies.admit(uow, facility, stay)


def test_in_a_facility_it_is_an_exit_of_its_own_and_a_visit_is_proposed_until_one_was_made(database: Database) -> None:
    opened = register(database)
    facility, stay = in_care(database, opened.case)
    with database.read(HEAD) as reader:
        asked = deaths.before_death(reader, opened.child, TOLD)
        assert [one.code for one in asked] == ["ask.death_in_facility"]
    steps = die(database, opened.child)
    assert [(one.what, one.done) for one in steps if one.record[1] in (facility, stay)] == [
        ("residency", True),
        ("visit", False),
    ]
    with database.read(INSPECTOR) as reader:
        row = reader.get("residency", stay)
        assert (row.text("exited_on"), row.text("exit_reason")) == ("2026-02-27", "died")
        assert residencies.living_there(reader, facility) == ()
    assert [(one.kind, one.subject, one.case) for one in due(database, INSPECTOR)] == [
        ("visit_after_death", ("facility", facility), "")
    ], "by the register of the facility; no case is named (P27)"
    with acting(database, HEAD) as uow:
        uow.create("inspection", {"facility": facility, "state": "planned", "visit_on": "2026-03-05"})
    assert due(database, INSPECTOR) == []


def test_a_death_before_the_admission_is_refused_whole(database: Database) -> None:
    opened = register(database)
    in_care(database, opened.case)
    with pytest.raises(InputError, match="exit_before_admission"):
        die(database, opened.child, died_on="2026-02-10")
    with database.read(HEAD) as reader:
        assert not deaths.is_dead(reader.get("child", opened.child))


def test_brothers_and_sisters_are_asked_about_and_their_caseworkers_see_them(database: Database) -> None:
    dead, near = register(database), register(database, OTHER, child__given_name_km="លីន")
    register(database, child__given_name_km="ឆ្ងាយ")
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "family_member", dead.child, {"linked_child": near.child, "relation": "sister"})
        case_parts.add(uow, "family_member", dead.child, {"given_name_km": "តូច", "relation": "brother"})
    with database.read(HEAD) as reader:
        asked = deaths.before_death(reader, dead.child, TOLD)
    assert [(one.code, one.params) for one in asked] == [("ask.death_siblings", {"n": 2})]
    steps = die(database, dead.child)
    assert [(one.record[1], one.told) for one in steps if one.what == "sibling"] == [(near.case, near.code)]
    assert [(one.kind, one.case, one.owner) for one in due(database, OTHER)] == [("sibling_of_dead", near.case, OTHER.user)]
    assert due(database, WORKER) == [], "the case is another's"
    assert due(database, HEAD, WORKER.user) == []
    assert len(due(database, HEAD, OTHER.user)) == 1
    with acting(database, OTHER) as uow:
        notes.add(uow, near.case, {"child_seen": True, "on_date": "2026-02-26"})
    assert len(due(database, OTHER)) == 1, "that was before"
    with acting(database, OTHER) as uow:
        notes.add(uow, near.case, {"child_seen": True, "on_date": "2026-02-28"})
    assert due(database, OTHER) == []


def test_a_sibling_is_found_from_the_other_side_and_with_an_unknown_day(database: Database) -> None:
    dead, near = register(database), register(database, OTHER, child__given_name_km="លីន")
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "family_member", near.child, {"linked_child": dead.child, "relation": "brother"})
    die(database, dead.child, died_on=None)
    assert [one.case for one in due(database, OTHER)] == [near.case]
    with database.read(HEAD) as reader:
        today = reader.today()
    assert due(database, OTHER)[0].due == today + timedelta(days=3)


def test_a_visit_after_the_day_is_asked_about(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        notes.add(uow, opened.case, {"child_seen": True, "on_date": "2026-02-28"})
    with database.read(HEAD) as reader:
        asked = deaths.before_death(reader, opened.child, TOLD)
    assert [(one.code, one.params) for one in asked] == [("ask.death_seen_after", {"day": "2026-02-28"})]


def test_a_death_noted_by_mistake_is_taken_back(database: Database) -> None:
    opened = register(database)
    die(database, opened.child, circumstances="fell")
    with acting(database, WORKER) as uow:
        deaths.withdraw(uow, opened.child)
    with database.read(HEAD) as reader:
        assert not deaths.is_dead(reader.get("child", opened.child))
        assert deaths.circumstances(reader, opened.child) is not None, "who may not know of it does not learn that it is there"
    with acting(database, HEAD) as uow:
        deaths.withdraw(uow, opened.child)
    with database.read(HEAD) as reader:
        assert deaths.circumstances(reader, opened.child) is None


def test_nothing_but_the_closing_the_living_and_what_was_asked_for_is_due_after_it(database: Database) -> None:
    """Whatever part of the programme it comes from; Today, caseloads and reminders read the same."""
    opened = register(database, case__risk_level="high")
    with acting(database, HEAD) as uow:
        case_parts.add(
            uow, "placement", opened.case, {"option": "foster", "from_on": "2026-02-10", "next_review_on": "2026-02-20"}
        )
        case_parts.add(uow, "safety_plan", opened.case, {"danger": "x", "made_on": "2026-01-01"})
        case_parts.add(uow, "tracing", opened.case, {"sought": "x", "on_date": "2026-01-01"})
        case_parts.add(uow, "incident", opened.case, {"kind": "sexual_violence", "on_date": "2026-02-26"})
        notes.add(
            uow, opened.case, {"kind": "follow_up_care", "text": "x", "on_date": "2026-02-11", "next_visit_on": "2026-02-20"}
        )
        uow.create("task", {"case": opened.case, "title": "x", "state": "open", "due_on": "2026-02-20"})
        uow.create("service", {"case": opened.case, "type": "health", "state": "asked", "asked_on": "2026-01-01"})
        uow.create("plan_action", {"case": opened.case, "state": "doing", "due_on": "2026-02-20"})
    with database.read(HEAD) as reader:
        assert len([one for one in task_sources.due_of(reader) if one.case == opened.case]) > 6
    die(database, opened.child)
    with database.read(HEAD) as reader:
        assert [one.kind for one in task_sources.due_of(reader) if one.case == opened.case] == ["close_after_death"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"asked_on": "2026-02-28"}, "event_after_death"),
        ({}, "event_after_death"),
        ({"asked_at": "2026-02-28T03:00:00Z"}, "event_after_death"),
        ({"asked_on": "2026-02-20", "state": "started"}, "event_after_death"),
        ({"asked_on": "2026-02-20", "state": "done"}, "event_after_death"),
        ({"asked_on": "2026-02-20"}, "service_of_dead"),
        ({"state": "planned"}, "service_of_dead"),
        ({"asked_on": "2015-01-01", "state": "stopped"}, "event_before_birth"),
        ({"asked_on": "2026-02-20", "state": "done", "done_on": "2026-02-27"}, ""),
        ({"asked_on": "2026-02-20", "state": "stopped", "done_on": "2026-02-28"}, ""),
    ],
)
def test_no_service_is_given_to_a_child_after_its_death(database: Database, values: dict[str, object], code: str) -> None:
    """P13, P21; what was given before it is entered late all the same."""
    opened = register(database)
    die(database, opened.child)
    with acting(database, HEAD) as uow:
        if code:
            with pytest.raises(InputError, match=code):
                services.add(uow, opened.case, {"type": "medical", **values})
        else:
            assert uow.get("service", services.add(uow, opened.case, {"type": "medical", **values})).code("state")


def test_a_service_that_a_death_stopped_takes_a_note_and_no_day_after_the_death(database: Database) -> None:
    opened = register(database)
    with acting(database, HEAD) as uow:
        planned = services.add(uow, opened.case, {"type": "medical", "state": "planned"})
    die(database, opened.child)
    with acting(database, HEAD) as uow:
        case_parts.change(uow, "service", planned, {"note": "x"})
        assert uow.get("service", planned).day("asked_on") is None
    unknown = register(database, child__given_name_km="លីន")
    die(database, unknown.child, died_on=None)
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="service_of_dead"):
        services.add(uow, unknown.case, {"type": "medical", "asked_on": "2026-02-20"})


@pytest.mark.parametrize(
    ("name", "values", "asks"),
    [
        ("plan", {}, 1),
        ("plan", {"made_on": "2026-02-20"}, 0),
        ("plan", {"made_on": "2026-02-20", "review_on": "2026-06-01"}, 1),
        ("plan_action", {"due_on": "2026-03-31"}, 1),
        ("plan_action", {"due_on": "2026-02-27"}, 0),
        ("plan_action", {"state": "done"}, 1),
        ("plan_action", {"state": "done", "done_on": "2026-02-25", "due_on": "2026-03-31"}, 0),
        ("plan_action", {"state": "dropped", "due_on": "2026-03-31"}, 0),
        ("conference", {"on_date": "2026-03-01"}, 1),
        ("conference", {"on_date": "2026-02-26"}, 0),
    ],
)
@pytest.mark.parametrize("died", ["2026-02-27", None])
def test_what_lies_after_a_death_and_may_be_for_others_is_asked_once(
    database: Database, name: str, values: dict[str, object], asks: int, died: str | None
) -> None:
    opened = register(database)
    with database.read(WORKER) as reader:
        assert case_questions.before_part(reader, name, opened.case, values) == (), "the child lives"
    die(database, opened.child, died_on=died)
    with database.read(WORKER) as reader:
        asked = [one.code for one in case_questions.before_part(reader, name, opened.case, values)]
    assert asked == ["ask.death_event_after"] * asks


def test_a_death_ends_what_waits_for_a_decision_but_not_the_closing(database: Database) -> None:
    """P21: ended at once, also what another laptop asked for without knowing; the case is still to be closed."""
    opened = register(database)
    with acting(database) as uow:
        plan = case_parts.add(uow, "plan", opened.case, {"number": 1})
        approval = approvals.ask(uow, "plan", ("plan", plan))
    steps = die(database, opened.child)
    assert ("approval", ("approval", approval)) in [(one.what, one.record) for one in steps if one.done]
    with acting(database) as uow:
        assert uow.get("approval", approval).code("state") == "withdrawn"
        with pytest.raises(InputError, match="approval_after_death"):
            approvals.ask(uow, "plan", ("plan", plan))
        uow.update("approval", approval, {"state": "asked"})  # as it may come in from another laptop
        closing = flow.close(uow, opened.case, "died")
    with database.read(HEAD) as reader:
        assert [one.approval for one in approvals.waiting(reader)] == [closing]
        assert {one.subject[1] for one in approval_list.due(reader, Scope(OFFICE))} == {closing}
    with database.read(WORKER) as reader:
        assert [one.approval for one in approvals.mine(reader)] == [closing]
    with acting(database, HEAD) as uow:
        with pytest.raises(InputError, match="approval_after_death"):
            approvals.decide(uow, approval, "approved")
        approvals.decide(uow, closing, "approved")
        assert uow.get("case", opened.case).code("status") == "closed"
