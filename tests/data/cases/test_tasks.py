"""Tasks and flags: who may give and see them, what ends them, and where they are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.data.database import Database
from app.domain.clock import parse_instant
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Due, Scope
from app.services.cases import case_parts, cases, flags, notes
from app.services.desk import tasks
from app.services.desk.desk_sources import silent
from app.services.desk.task_sources import due_of
from app.services.exchange import knowing
from app.services.office.rules import set_rule
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register


def due(database: Database, actor: Actor, kind: str, owner: str | None = None) -> list[Due]:
    """What is due of a kind."""
    with database.read(actor) as reader:
        return [one for one in due_of(reader, Scope(OFFICE, owner)) if one.kind == kind]


def test_a_task_of_a_case_is_its_owners_until_done(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        day = uow.today()
        made = tasks.add(uow, {"title": "ទូរស័ព្ទទៅសាលា", "due_on": day - timedelta(days=1)}, case=opened.case)
        later = tasks.add(uow, {"title": "b", "due_on": day + timedelta(days=30)}, case=opened.case)
    found = due(database, WORKER, "task")
    assert [(one.subject[1], one.state, one.owner) for one in found] == [
        (made, "overdue", WORKER.user),
        (later, "running", WORKER.user),
    ]
    assert due(database, OTHER, "task") == [], "a colleague's case"
    assert len(due(database, HEAD, "task")) == 2
    assert due(database, HEAD, "task", HEAD.user) == []
    with acting(database) as uow:
        tasks.done(uow, made, note="បានធ្វើ")
    with database.read(WORKER) as reader:
        record = reader.get("task", made)
    assert (record.code("state"), record.text("done_by"), record.day("done_on")) == ("done", WORKER.user, day)
    assert [one.subject[1] for one in due(database, WORKER, "task")] == [later]
    with acting(database) as uow, pytest.raises(InputError, match="task_not_open"):
        tasks.done(uow, made)


def test_an_entry_that_is_changed_to_done_says_when_and_by_whom_and_back(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        made = case_parts.add(uow, "task", opened.case, {"title": "x"})
        assert (uow.get("task", made).code("state"), uow.get("task", made).text("made_by")) == ("open", WORKER.user)
        case_parts.change(uow, "task", made, {"state": "done"})
        assert (uow.get("task", made).day("done_on"), uow.get("task", made).text("done_by")) == (uow.today(), WORKER.user)
        case_parts.change(uow, "task", made, {"state": "open"})
        assert (uow.get("task", made).day("done_on"), uow.get("task", made).ref("done_by")) == (None, None)


def test_who_may_give_a_task_to_whom(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow, pytest.raises(InputError, match="task_for_other"):
        tasks.add(uow, {"title": "x", "assigned_to": OTHER.user}, case=opened.case)
    with acting(database, HEAD) as uow:
        tasks.add(uow, {"title": "x", "assigned_to": WORKER.user}, case=opened.case)
        with pytest.raises(InputError, match="task_not_readable"):
            tasks.add(uow, {"title": "x", "assigned_to": OTHER.user}, case=opened.case)
        with pytest.raises(InputError, match="owner_unknown"):
            tasks.add(uow, {"title": "x", "assigned_to": "nobody"})
    with acting(database, CLERK) as uow, pytest.raises(InputError, match="not_allowed"):
        tasks.add(uow, {"title": "x"})
    with acting(database, OTHER) as uow, pytest.raises(InputError, match="not_allowed"):
        tasks.add(uow, {"title": "x"}, case=opened.case)


def test_a_task_of_no_case_is_told_to_who_made_it_who_does_it_and_the_head(database: Database) -> None:
    with acting(database, HEAD) as uow:
        made = tasks.add(uow, {"title": "ប្រជុំ", "assigned_to": WORKER.user})
    assert [len(due(database, who, "task")) for who in (HEAD, WORKER, OTHER, CLERK)] == [1, 1, 0, 0]
    assert [len(due(database, HEAD, "task", who.user)) for who in (HEAD, WORKER)] == [0, 1]
    for who, told in ((HEAD, True), (WORKER, True), (OTHER, False), (CLERK, False)):
        with database.read(who) as reader:
            assert knowing.may_know(reader, "task", made) is told
    with acting(database, OTHER) as uow, pytest.raises(InputError, match="task_unknown"):
        tasks.done(uow, made)
    with acting(database) as uow:
        tasks.change(uow, made, {"title": "ប្រជុំព្រឹក", "state": "dropped"})
        assert uow.get("task", made).text("done_by") == WORKER.user
    assert due(database, WORKER, "task") == []


def test_death_ends_tasks_and_silence_at_once(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        tasks.add(uow, {"title": "x"}, case=opened.case)
    assert len(due(database, WORKER, "task")) == 1
    with acting(database) as uow:
        uow.update("child", opened.child, {"death_known": "not_known"})
    assert due(database, WORKER, "task") == []


def test_a_flag_stands_until_it_is_cleared_with_a_reason(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        made = flags.add(uow, opened.case, "កុំទូរស័ព្ទទៅផ្ទះ")
        assert uow.get("flag", made).text("by") == WORKER.user
        with pytest.raises(InputError, match="value_missing"):
            flags.clear(uow, made, " ")
        with pytest.raises(InputError, match="flag_too_long"):
            flags.add(uow, opened.case, "ក" * 121)
    assert [(one.extra, one.place) for one in due(database, WORKER, "flag")] == [("កុំទូរស័ព្ទទៅផ្ទះ", "flag")]
    assert due(database, OTHER, "flag") == []
    with acting(database, HEAD) as uow:
        flags.clear(uow, made, "បានដោះស្រាយ")
    assert due(database, WORKER, "flag") == []
    with database.read(WORKER) as reader:
        assert reader.get("flag", made).text("cleared_by") == HEAD.user
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="flag_cleared"):
        flags.clear(uow, made, "x")


def test_silence_is_told_after_the_days_of_the_rule(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        cases.first_contact(uow, opened.case, on=uow.today())
    assert due(database, WORKER, "no_contact") == []
    old = {"opened_on": "2025-11-01", "first_contact_on": "2025-12-01"}
    with database.write(HEAD, "test") as uow:
        uow.update("case", opened.case, old)
    assert [(one.extra, one.place) for one in due(database, WORKER, "no_contact")] == [("2025-12-01", "no_contact")]
    with acting(database) as uow:
        notes.add(uow, opened.case, {"text": "x", "on_date": uow.today() - timedelta(days=20)})
    assert due(database, WORKER, "no_contact") == [], "there was word within 30 days"
    with acting(database, HEAD) as uow:
        set_rule(uow, "today", "no_contact_days", 7)
        day = uow.today() - timedelta(days=20)
    assert [one.extra for one in due(database, WORKER, "no_contact")] == [day.isoformat()]


@pytest.mark.parametrize("level", ["high", "no_action", None])
@pytest.mark.parametrize("received", ["2026-01-02T03:00:00Z", None])
@pytest.mark.parametrize("contact", ["2026-01-03", None])
def test_no_open_case_is_without_a_line(
    database: Database, level: str | None, received: str | None, contact: str | None
) -> None:
    opened = register(database)
    facts = {"risk_level": level, "received_at": received, "first_contact_on": contact, "opened_on": "2025-12-01"}
    with database.write(HEAD, "test") as uow:
        uow.update("case", opened.case, facts)
    with database.read(WORKER) as reader:
        told = {one.kind for one in due_of(reader, Scope(OFFICE)) if one.case == opened.case}
        count = silent(reader, Scope(OFFICE))
    limited = level == "high" and received is not None and contact is None
    assert {"first_contact", "no_contact"} & told == {"first_contact" if limited else "no_contact"}
    assert count == (0 if limited else 1)
    assert ("risk_unset" in told) == (level is None)


def test_the_shortest_limit_holds_until_a_level_of_risk_is_set(database: Database) -> None:
    opened = register(database)
    with database.write(HEAD, "test") as uow:
        uow.update("case", opened.case, {"risk_level": None, "received_at": "2026-01-02T03:00:00Z"})
    [line] = due(database, WORKER, "risk_unset")
    assert (line.due, line.place, line.step) == (parse_instant("2026-01-03T03:00:00Z"), "overdue", "risk")
    with acting(database) as uow:
        cases.set_risk(uow, opened.case, "low", reason="បានជួប")
    assert due(database, WORKER, "risk_unset") == []


def test_an_allegation_is_told_until_it_is_reported(database: Database) -> None:
    opened = register(database)
    with acting(database, HEAD) as uow:
        heard = {"kind": "physical", "heard_at": "2026-02-01T03:00:00Z"}
        made = case_parts.add(uow, "allegation", opened.case, heard)
        case_parts.add(uow, "allegation", opened.case, {**heard, "kind": "sexual"})
    assert [one.subject[1] for one in due(database, WORKER, "report_allegation")] == [made], "the other is restricted"
    assert [one.place for one in due(database, HEAD, "report_allegation")] == ["overdue", "overdue"]
    with acting(database, HEAD) as uow:
        case_parts.change(uow, "allegation", made, {"reported_at": "2026-02-02T03:00:00Z", "reported_to": "police"})
    assert due(database, WORKER, "report_allegation") == []
