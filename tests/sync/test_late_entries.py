"""What other laptops wrote without knowing of a closing is told to the head until somebody looked, whichever came first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.data.queries import late
from app.domain.errors import InputError
from app.domain.tasks import Due, Scope
from app.services.cases import case_parts, cases, flow, late_entries, time_line
from app.services.desk import task_sources
from app.services.desk.today import today
from app.services.office.offices import Session
from app.services.people import merging
from tests.support.desk import Desk, leave, together
from tests.sync.test_approvals_together import ask, decide, inbox, opened, same, status


def told(session: Session) -> list[tuple[str, str]]:
    """What Today tells of closed cases: the kind of line, the type of the entry."""
    return sorted((due.kind, due.subject[0]) for due in lines(session))


def lines(session: Session) -> list[Due]:
    """The lines of such tasks, among all that is due."""
    with session.read() as reader:
        found = task_sources.due_of(reader, Scope(reader.actor.office))
    return [due for due in found if due.kind.startswith("late_")]


def kept(session: Session) -> list[str]:
    """The closed cases that are asked for what came late."""
    with session.read() as reader:
        return [str(row[0]) for row in reader.connection.exec_driver_sql("SELECT id FROM late_case")]


def add(session: Session, case: str, part: str, **values: object) -> str:
    """An entry of a case."""
    with session.write("part_add") as uow:
        return case_parts.add(uow, part, case, values)


def seen(session: Session, key: str) -> None:
    with session.write("late_seen") as uow:
        late_entries.seen(uow, key)


def worked_on(one: Session) -> str:
    """A case with entries of all sorts, whose closing is asked for."""
    case = opened(one)
    add(one, case, "incident", kind="physical_violence")
    add(one, case, "service", type="counselling")
    add(one, case, "note", text="x")
    with one.write("risk") as uow:
        cases.set_risk(uow, case, "medium", reason="hit")
    return case


@pytest.mark.parametrize("first", ["closing", "entries"])
def test_what_was_written_without_knowing_of_the_closing_waits_for_a_head(desk: Desk, first: str) -> None:
    one, two, three = desk.laptop("one"), desk.laptop("two"), desk.laptop("three")
    case = worked_on(one)
    approval = ask(one, case)
    together(one, two, three)
    incident = add(three, case, "incident", kind="physical_violence")
    service = add(three, case, "service", type="counselling")
    own = add(two, case, "note", text="the head's own, which was not sent yet")
    decide(two, approval, "approved")
    assert told(two) == [], "what the head saw needs no second look"
    together(*((two, three, one) if first == "closing" else (three, two, three, one)), two, three)
    assert status(two, case) == status(one, case) == status(three, case) == "closed"
    assert told(two) == [("late_look", "incident"), ("late_look", "service")]
    assert told(one) == [("late_entry", "incident"), ("late_entry", "service")], "whose case it is is told"
    assert told(three) == told(one), "who wrote it does not look at it"
    fresh = desk.laptop("fresh")
    assert own
    together(fresh)
    assert told(fresh) == [("late_look", "incident"), ("late_look", "service")], "it is in the records, not in one laptop"
    for laptop in (one, two, three, fresh):
        assert kept(laptop) == [case]
    with two.read() as reader:
        [line] = [line for group in today(reader) for line in group.lines if line.about == ("incident", incident)]
        assert (line.mark, line.name_km) == (reader.get("case", case).text("code"), ""), "by the number alone"
        assert line.extra == f"incident\t{reader.today().isoformat()}"
    with pytest.raises(InputError, match="look_not_asked"):
        seen(three, incident)
    seen(two, incident)
    assert told(two) == [("late_look", "service")]
    together(two, one, three, fresh)
    assert ("late_entry", "incident") not in [*told(one), *told(three)]
    assert told(fresh) == told(two)
    with one.read() as reader:
        shown = [one.record for one in time_line.page(reader, case).events if one.what == "approval_decided"]
        assert (late_entries.WHAT, incident, two.actor.user) in [
            (row.text("what"), row.text("subject"), row.ref("decided_by")) for row in shown
        ]
    with two.write("reopen") as uow:
        flow.reopen(uow, case, "new_concern")
    assert told(two) == [], "who reopens looks"
    assert len({incident, service}) == 2
    together(two, one, two)
    assert inbox(one) == inbox(two) == []
    same(one, two)
    leave(one, two, three, fresh)


def test_an_open_case_that_was_joined_into_a_closed_one_is_told_and_a_reopening_ends_it(desk: Desk) -> None:
    one, two, three, four = (desk.laptop(name) for name in ("one", "two", "three", "four"))
    case, other = worked_on(one), opened(one)
    approval = ask(one, case)
    together(one, two, three)
    with three.write("join") as uow:
        merging.merge_case(uow, other, case)
    note = add(three, case, "note", text="x")
    decide(two, approval, "approved")
    together(two, three, two, one)
    assert status(two, case) == "closed"
    assert [due.case for due in lines(one)] == [case, case]
    together(four)
    assert told(four) == told(two) == [("late_look", "case"), ("late_look", "note")]
    for head in (two, four):
        seen(head, note)
    together(two, four, two)
    assert inbox(two) == inbox(four) == [], "two heads who looked did not decide differently"
    assert told(four) == told(two) == [("late_look", "case")]
    with two.write("reopen") as uow:
        flow.reopen(uow, case, "new_concern")
    assert told(two) == []
    leave(one, two, three, four)


def test_what_is_restricted_is_told_to_who_holds_the_right_and_leaves_no_mark(desk: Desk) -> None:
    one, two, three = desk.laptop("one"), desk.laptop("two"), desk.laptop("three")
    case = worked_on(one)
    approval = ask(one, case)
    together(one, two, three)
    incident = add(three, case, "incident", kind="sexual_violence")
    decide(two, approval, "approved")
    together(two, three, two)
    assert told(two) == [("late_entry", "incident")]
    with pytest.raises(InputError, match="approval_restricted"):
        seen(two, incident)
    with two.database.read(replace(two.actor, rights=frozenset())) as reader:
        assert late_entries.waiting(reader) == []
        assert list(late_entries.due(reader, Scope(reader.actor.office))) == []
    leave(one, two, three)


def test_no_table_is_read_whole_to_find_what_came_late(desk: Desk) -> None:
    one = desk.laptop("one")
    with one.read() as reader:
        plan = reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {late.SQL}", ("2026-01-01",)).fetchall()
    steps = [str(row[3]) for row in plan]
    assert any(step.startswith("SEARCH e USING INDEX ix_episode_case") for step in steps), steps
    small = ("ended", "ix_record_flags", "SCAN k")  # k: the cases with a hit
    assert [step for step in steps if step.startswith("SCAN") and not any(each in step for each in small)] == []
    leave(one)
