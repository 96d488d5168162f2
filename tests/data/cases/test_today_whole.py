"""No open case falls off Today: whatever was left out when it was saved, somebody is asked for it in time (issue 5, item 8)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

from app.data.database import Database
from app.domain.codelists import codelist
from app.domain.deadlines import contact_limit, limits
from app.domain.tasks import Due, Scope
from app.services.cases import case_parts, cases
from app.services.desk import desk_sources
from app.services.desk.task_sources import due_of
from app.services.desk.today import today
from app.services.office.rules import set_rule
from app.services.people import deaths
from tests.data.cases.support import HEAD, OFFICE, OTHER, WORKER, acting, register
from tests.data.conftest import SteppingClock

LEVELS = (None, *codelist("risk_level").codes())
RECEIVED = datetime(2026, 2, 27, 3, tzinfo=UTC)


def lines(database: Database, case: str) -> list[Due]:
    """All that is due in a case."""
    with database.read(HEAD) as reader:
        return [one for one in due_of(reader, Scope(OFFICE)) if one.case == case]


def kinds(database: Database, case: str) -> set[str]:
    """What kinds of things are due in a case."""
    return {one.kind for one in lines(database, case)}


def opened(database: Database, level: str | None, *, contacted: bool, planned: bool) -> str:
    """A case with or without a level of risk, a first contact, a plan."""
    case = register(database, case__risk_level=level).case
    with acting(database) as uow:
        if contacted:
            cases.first_contact(uow, case, on=uow.today())
        if planned:
            case_parts.add(uow, "plan_action", case, {"action": "Go to school", "domain": "child.education"})
    return case


def test_each_open_case_has_a_line_within_the_time_of_the_rules(database: Database, clock: SteppingClock) -> None:
    made = {
        key: opened(database, key[0], contacted=key[1], planned=key[2]) for key in product(LEVELS, (False, True), (False, True))
    }
    with database.read(HEAD) as reader:
        found = due_of(reader, Scope(OFFICE))
    for (level, contacted, _), case in made.items():
        limit = limits()["level"]["not_set"] if level is None else contact_limit(level)
        if limit is not None and not contacted:
            ends = [one.late_from for one in found if one.case == case and one.late_from is not None]
            assert min(ends) <= RECEIVED + timedelta(hours=limit.hours), (level, contacted)
    clock.time += timedelta(days=31)
    with database.read(HEAD) as reader:
        told = {one.case for one in due_of(reader, Scope(OFFICE))}
    assert {key for key, case in made.items() if case not in told} == set()


def test_a_case_without_a_level_is_asked_for_one_until_it_has_one(database: Database) -> None:
    case = register(database, case__risk_level=None).case
    (line,) = [one for one in lines(database, case) if one.kind == "risk_unset"]
    assert (line.due, line.state, line.owner, line.step) == (RECEIVED + timedelta(hours=24), "overdue", WORKER.user, "risk")
    with database.read(OTHER) as reader:
        assert [one for one in due_of(reader, Scope(OFFICE)) if one.case == case] == []
    with database.read(WORKER) as reader:
        group = today(reader, mine=True)[0]
    assert (group.kind, group.lines[0].kind, group.lines[0].subject) == ("overdue", "risk_unset", case)
    with acting(database) as uow:
        cases.set_risk(uow, case, "low")
    assert "risk_unset" not in kinds(database, case)
    assert "first_contact" in kinds(database, case)


DAY_ENDS = datetime(2026, 2, 28, 17, tzinfo=UTC)
"""24 hours from a day are over with the next day, at midnight here (practice P16); both days are the 27th."""
MOMENTS = {"2026-02-27T03:00:00.000Z": RECEIVED + timedelta(hours=24), None: None, "some day": None, "2026-02-27 10:00": None}
DAYS = {"2026-02-27": DAY_ENDS, None: None, "soon": None}


def test_a_level_is_asked_for_once_whatever_is_known_of_the_receipt(database: Database) -> None:
    keys = [
        (*known, number % 2 == 0, number % 3 == 0)  # half of them somebody's, a third contacted: in each row and column
        for number, known in enumerate(product(MOMENTS, ("minute", "day", None), DAYS))
    ]
    made = {key: register(database, case__risk_level=None).case for key in keys}
    with database.write(HEAD, "test") as uow:
        for (moment, precision, day, owned, contacted), case in made.items():
            # What other systems wrote and nobody can read is laid past the checks.
            uow.connection.exec_driver_sql(
                'UPDATE "case" SET received_at = ?, received_precision = ?, opened_on = ?, owner = ?, first_contact_on = ?'
                " WHERE id = ?",
                (moment, precision, day, WORKER.user if owned else None, "2026-02-28" if contacted else None, case),
            )
    with database.read(HEAD) as reader:
        found = [one for one in due_of(reader, Scope(OFFICE)) if one.kind == "risk_unset"]
        now = reader.clock.now()
    assert sorted(one.case for one in found) == sorted(made.values()), "each case once"
    of_case = {one.case: one for one in found}
    for key, case in made.items():
        moment, precision, day, owned, _ = key
        due = DAY_ENDS if MOMENTS[moment] and precision == "day" else MOMENTS[moment] or DAYS[day]
        one = of_case[case]
        assert (one.due, one.owner) == (due, WORKER.user if owned else ""), key
        assert one.place == ("overdue" if due is not None and due <= now else "due"), key
    with database.read(WORKER) as reader:
        mine = sum(one.kind == "risk_unset" for one in due_of(reader, Scope(OFFICE)))
        assert mine == sum(key[3] for key in made), "of those of nobody the head is told"
        assert today(reader)


def test_a_moment_that_nobody_can_read_hides_no_case(database: Database, clock: SteppingClock) -> None:
    case = register(database).case
    with database.write(HEAD, "test") as uow:
        uow.connection.exec_driver_sql('UPDATE "case" SET received_at = ? WHERE id = ?', ("some day", case))
    clock.time += timedelta(days=31)
    assert "no_contact" in kinds(database, case)


def test_an_office_changes_the_time_for_a_level(database: Database) -> None:
    case = register(database, case__risk_level=None).case
    with acting(database, HEAD) as uow:
        set_rule(uow, "deadlines", "level.not_set.hours", 48)
    assert [one.due for one in lines(database, case) if one.kind == "risk_unset"] == [RECEIVED + timedelta(hours=48)]


def test_silence_counts_from_the_opening_where_there_was_no_contact(database: Database, clock: SteppingClock) -> None:
    left = opened(database, "no_action", contacted=False, planned=False)
    seen = opened(database, "no_action", contacted=True, planned=False)
    assert "no_contact" not in kinds(database, left)
    clock.time += timedelta(days=31)
    with database.read(HEAD) as reader:
        silent = [one for one in desk_sources.silence(reader, Scope(OFFICE)) if one.kind == "no_contact"]
        assert desk_sources.silent(reader, Scope(OFFICE)) == 2
    assert [(one.case, one.extra) for one in silent] == [(left, "2026-02-27"), (seen, "2026-03-01")], "the longest first"


def test_after_a_death_and_after_closing_nobody_asks(database: Database) -> None:
    made = register(database, case__risk_level=None)
    with acting(database, HEAD) as uow:
        deaths.note_death(uow, made.child, {"death_told_by": "x"})
    assert "risk_unset" not in kinds(database, made.case)
    shut = register(database, case__risk_level=None).case
    with database.write(HEAD, "test") as uow:
        uow.update("case", shut, {"status": "closed"})
    assert kinds(database, shut) == set()
