"""Kinds of parts over a real database: who may hear of a record of each type, the days of a life, a planted kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.data.database import Database
from app.data.fields import fields, type_names
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.cases import case_file, case_history, case_json, case_parts
from app.services.desk import today
from app.services.exchange import exchange, knowing
from app.services.parts import kinds_desk, part_kinds
from app.services.parts.part_kind import PartKind
from app.services.people import children, deaths
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register

INSPECTOR = replace(CLERK, name="Inspector", roles=frozenset({"inspector"}))
CLASH = {"current": "approved", "proposed": "sent_back"}
OPEN = {
    *("office", "user", "setting", "rate", "form", "facility", "measure", "emergency_number", "form_response"),
    *("facility_room", "facility_past"),
}
"""Types of which everybody of the office may hear: none of them belongs to a child."""


def hollow(database: Database) -> dict[str, str]:
    """A record of each type that names no case, no child and nothing else."""
    with acting(database, HEAD) as uow:
        told = {name: {"office": OFFICE} if "office" in fields(name) else {} for name in type_names()}
        return {name: uow.create(name, values) for name, values in told.items()}


def known_to(database: Database, actor: Actor, records: dict[str, str]) -> set[str]:
    """The types of the records that somebody may hear of."""
    with database.read(actor) as reader:
        return {name for name, record in records.items() if knowing.may_know(reader, name, record)}


def test_who_has_no_cases_hears_of_nothing_that_belongs_to_one(database: Database) -> None:
    """Closed by default (practice P27): a type is open only because the table of `knowing` or its kind says so."""
    records = hollow(database)
    inspections = {"residency", "inspection", "finding", "return", "way_on", "census_line", "finding_evidence"}
    inspections |= {"visit_plan", "complaint"}
    assert known_to(database, INSPECTOR, records) == OPEN | inspections | {
        "carer",
        "carer_member",
        "carer_event",
        "allegation",
        "facility_staff",
    }
    assert known_to(database, CLERK, records) == OPEN | inspections | {"paper"}
    assert {"person", "call", "carer", "child"} <= known_to(database, WORKER, records), "a task of nobody is the head's"
    assert not {"supervision", "paper", "case", "inspection"} & known_to(database, WORKER, records)


def test_a_type_of_which_nothing_says_whose_it_is_is_nobodys_business(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = hollow(database)
    assert "emergency_number" in known_to(database, CLERK, records)
    kept = {name: kind for name, kind in part_kinds.laid().items() if name != "emergency_number"}
    monkeypatch.setattr(part_kinds, "laid", lambda: kept)
    assert "emergency_number" not in known_to(database, CLERK, records)
    assert "emergency_number" not in known_to(database, HEAD, records)


def test_notes_of_supervision_are_the_heads_and_of_whom_they_are_about(database: Database) -> None:
    opened = register(database)
    with acting(database, HEAD) as uow:
        note = uow.create("supervision", {"office": OFFICE, "case": opened.case, "user": OTHER.user, "text": "x"})
    heard = [actor.name for actor in (HEAD, OTHER, WORKER, CLERK) if known_to(database, actor, {"supervision": note})]
    assert heard == [HEAD.name, OTHER.name]


def test_what_belongs_to_a_case_is_heard_of_by_who_may_read_the_case(database: Database) -> None:
    opened = register(database)
    with acting(database, HEAD) as uow:
        records = {name: uow.create(name, {"case": opened.case}) for name in ("plan", "service", "task", "approval", "call")}
        records["tracing"] = above = uow.create("tracing", {"case": opened.case})
        records["tracing_action"] = uow.create("tracing_action", {"tracing": above})
        records["attachment"] = uow.create("attachment", {"child": opened.child})
    assert known_to(database, WORKER, records) == set(records)
    assert known_to(database, OTHER, records) == known_to(database, INSPECTOR, records) == set()


@pytest.mark.parametrize(
    ("name", "day", "values"),
    [
        ("placement", "from_on", {"option": "kinship"}),
        ("consent", "on_date", {"purpose": "services", "answer": "given"}),
        ("interview", "on_date", {"place": "x", "text": "x"}),
        ("incident", "on_date", {"kind": "neglect"}),
    ],
)
def test_an_event_of_a_life_lies_within_it(database: Database, name: str, day: str, values: dict[str, object]) -> None:
    """Practice P13; today, where nothing is said, is a day too."""
    opened = register(database)
    with acting(database, HEAD) as uow:
        part = case_parts.add(uow, name, opened.case, {**values, day: "2026-02-20"})
        uow.update("child", opened.child, {"died_on": "2026-02-25", "death_known": "exact"})
    for wrong, code in (("2026-02-26", "event_after_death"), ("2015-02-02", "event_before_birth")):
        with pytest.raises(InputError, match=code), acting(database, HEAD) as uow:
            case_parts.add(uow, name, opened.case, {**values, day: wrong})
        with pytest.raises(InputError, match=code), acting(database, HEAD) as uow:
            case_parts.change(uow, name, part, {day: wrong})
    if part_kinds.KINDS[name].today:
        with pytest.raises(InputError, match="event_after_death"), acting(database, HEAD) as uow:
            case_parts.add(uow, name, opened.case, values)


def test_a_death_on_an_unknown_day_ends_what_is_due(database: Database) -> None:
    """Practice P21: on the case, on Today, and in the list of what is late."""
    opened = register(database)
    with database.read(WORKER) as reader:
        assert [line.kind for group in today.today(reader) for line in group.lines if line.mark == opened.code]
    with acting(database) as uow:
        deaths.note_death(uow, opened.child, {"death_told_by": "x"})
    with database.read(WORKER) as reader:
        file = case_file.case_file(reader, opened.case)
        assert case_file.promises(file, reader.clock.now(), reader.today()) == []
        assert not any(line.kind.startswith("contact") for group in today.today(reader) for line in group.lines)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A kind that nothing else in the programme knows, laid over a type of the vocabulary."""
    kind = PartKind("flag", required=("text",), today="on_date", told="on_date", form_new=True, json_key="flags")
    monkeypatch.setattr(kinds_desk, "KINDS", (kind,))
    part_kinds.laid.cache_clear()
    yield
    part_kinds.laid.cache_clear()


def test_a_kind_brings_its_parts_to_the_json_the_file_and_the_time_line(database: Database, planted: None) -> None:
    opened = register(database, case__flags=[{"text": "Nobody calls", "on_date": "2026-02-28"}])
    with acting(database) as uow:
        case_json.assign(uow, opened.case, ['case.flags=[{"text": "Now"}]'])
    with database.read(WORKER) as reader:
        file = case_file.case_file(reader, opened.case)
        assert [row.text("text") for row in file.rows("flag")] == ["Now"]
        told = [event for event in case_history.events(reader, file) if event.what == "flag"]
        assert [str(event.day) for event in told] == [str(reader.today())]
    shown = case_json.show(file)["case"]
    assert isinstance(shown, dict)
    assert shown["flags"] == [{"text": "Now", "on_date": str(reader.today())}]
    keys = case_json.schema("case")["keys"]
    assert isinstance(keys, dict)
    assert keys["flags"] == {"kind": "list", "type": "flag"}


def test_a_clash_over_a_decision_is_decided_by_who_may_decide(database: Database) -> None:
    """Else a caseworker would choose between "approved" and "sent back" of the own request (practice P19)."""
    opened = register(database)
    with acting(database, HEAD) as uow:
        approval = uow.create("approval", {"case": opened.case, "what": "closure", "subject": opened.case, "state": "asked"})
    sides = {
        name: {"values": {"state": state}, "user": HEAD.user, "at": "2026-03-01T00:00:00Z"} for name, state in CLASH.items()
    }
    with database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO conflict (id, record, type, field, data, open, seq) VALUES ('c1', ?, 'approval', '(answer)', ?, 1, 1)",
            (approval, json.dumps(sides)),
        )
    may = {}
    for actor in (WORKER, HEAD):
        with database.read(actor) as reader:
            (clash,) = exchange.conflicts(reader)
            may[actor.name] = (clash.hidden, clash.may)
    assert may == {WORKER.name: (False, False), HEAD.name: (False, True)}
    with pytest.raises(InputError, match="not_allowed"), acting(database) as uow:
        exchange.resolve(uow, "c1", "current")


@pytest.mark.parametrize(("name", "state"), [("approval", "approved"), ("hand_over", "accepted")])
def test_what_has_rules_of_its_own_is_written_by_its_own_service_alone(database: Database, name: str, state: str) -> None:
    opened = register(database)
    with acting(database, HEAD) as uow:
        there = uow.create(name, {"case": opened.case})
    for act in (
        lambda uow: case_parts.add(uow, name, opened.case, {"state": state}),
        lambda uow: case_parts.change(uow, name, there, {"state": state}),
        lambda uow: case_parts.remove(uow, name, there),
    ):
        with pytest.raises(InputError, match="part_unknown"), acting(database, HEAD) as uow:
            act(uow)


def test_a_part_is_added_to_what_it_belongs_to_and_to_nothing_else(database: Database) -> None:
    opened = register(database)
    tried = 0
    for kind in part_kinds.KINDS.values():
        if not kind.parent or kind.closed:
            continue
        wrong = opened.case if kind.parent != "case" else opened.child
        with pytest.raises(InputError, match="record_not_found"), acting(database, HEAD) as uow:
            case_parts.add(uow, kind.type, wrong, {})
        tried += 1
    assert tried > 20
    with pytest.raises(InputError, match="record_not_found"), acting(database, HEAD) as uow:
        children.check_editable(uow, opened.case)
