"""Incidents (practice P11): hours left for medical care after sexual violence, on the case and among what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.database import Database
from app.data.reader import Reader
from app.domain.clock import instant_text
from app.domain.codelists import GROUPS, codelist
from app.domain.errors import InputError
from app.domain.records import Actor, Record
from app.domain.tasks import Due, Scope
from app.services.cases import case_file, case_parts, case_questions
from app.services.protection import danger_tasks, incidents
from app.text.zone import day_end, day_start
from tests.data.cases.support import HEAD, OTHER, acting, register, with_rights

BLIND = replace(HEAD, rights=GROUPS - {"sexual_violence"})


def incident(database: Database, case: str, **values: Any) -> str:
    """An incident of yesterday."""
    with acting(database, HEAD) as uow:
        day = (uow.today() - timedelta(days=1)).isoformat()
        return case_parts.add(uow, "incident", case, {"kind": "sexual_violence", "on_date": day, **values})


def reader_now(reader: Reader) -> datetime:
    """Now."""
    return reader.clock.now()


def due(database: Database, actor: Actor = HEAD) -> list[Due]:
    """What it makes due."""
    with database.read(actor) as reader:
        return [one for one in danger_tasks.all_of(reader, Scope(actor.office)) if one.kind == "medical_72h"]


def promised(database: Database, case: str, actor: Actor = HEAD) -> list[str]:
    """What the page of the case says is due."""
    with database.read(actor) as reader:
        file = case_file.case_file(reader, case)
        return [one.what for one in case_file.promises(file, reader.clock.now(), reader.today())]


@given(
    st.sampled_from([one.code for one in codelist("incident_kind")]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["", "0:00", "9:15", "២៣:៥៩", "in the morning"]),
)
def test_the_time_runs_from_the_hour_or_to_the_end_of_the_last_day(kind: str, day: date, hour: str) -> None:
    made = Record("incident", "i", {"kind": kind, "on_date": day.isoformat(), "at_time": hour})
    end = incidents.medical_due(made, incidents.kinds(made, ()))
    if codelist("incident_kind").group(kind) != "sexual_violence":
        assert end is None
    elif hour in ("", "in the morning"):
        assert end == day_end(day + timedelta(days=3))
    else:
        minutes = {"0:00": 0, "9:15": 9 * 60 + 15, "២៣:៥៩": 23 * 60 + 59}[hour]
        assert end == day_start(day) + timedelta(minutes=minutes, hours=72)


def test_it_is_due_at_once_and_done_with_the_examination(database: Database) -> None:
    case = register(database, HEAD).case
    made = incident(database, case, at_time="9:15")
    assert [(one.case, one.subject, one.state) for one in due(database)] == [(case, ("incident", made), "soon")]
    assert "medical" in promised(database, case)
    with acting(database, HEAD) as uow:
        with pytest.raises(InputError, match="end_before_start"):
            case_parts.change(uow, "incident", made, {"medical_at": "2026-02-20T00:00:00Z"})
        case_parts.change(uow, "incident", made, {"medical_at": instant_text(reader_now(uow))})
    assert due(database) == []
    assert "medical" not in promised(database, case)


def test_when_the_time_is_over_it_is_still_asked_for_and_then_no_more(database: Database) -> None:
    case = register(database, HEAD).case
    with database.read(HEAD) as reader:
        today = reader.today()
    incident(database, case, on_date=(today - timedelta(days=5)).isoformat())
    assert [one.state for one in due(database)] == ["overdue"]
    other = register(database, HEAD, child__given_name_km="លីន").case
    incident(database, other, on_date=(today - timedelta(days=15)).isoformat())
    assert [one.case for one in due(database)] == [case]
    assert "medical" not in promised(database, other)


def test_a_further_kind_starts_the_clock_too_and_only_for_who_may_know(database: Database) -> None:
    case = register(database, HEAD).case
    made = incident(database, case, kind="physical_violence")
    assert due(database) == []
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "incident_kind", made, {"code": "trafficking"})
    assert len(due(database)) == 1
    assert "medical" in promised(database, case)
    with database.read(BLIND) as reader:
        assert [row.id for row in case_file.case_file(reader, case).rows("incident")] == [made]
        assert case_file.case_file(reader, case).rows("incident_kind") == ()
    assert "medical" not in promised(database, case, BLIND)
    assert due(database, BLIND) == []


def test_a_restricted_incident_is_nobody_elses(database: Database) -> None:
    case = register(database, HEAD).case
    incident(database, case)
    with database.read(BLIND) as reader:
        assert case_file.case_file(reader, case).rows("incident") == ()
    assert due(database, with_rights(OTHER, "sexual_violence")) == [], "the case is another's"
    assert due(database, BLIND) == []


@pytest.mark.parametrize(("person", "asks"), [("វុទ្ធី សុខ", True), ("Keo Rithy", False)])
def test_who_is_alleged_is_no_contact_unasked(database: Database, person: str, asks: bool) -> None:
    case = register(database, HEAD, case__perpetrators=[{"name": "សុខ វុទ្ធី"}]).case
    with database.read(HEAD) as reader:
        found = case_questions.before_part(reader, "contact", case, {"person": person, "phone": "012345678"})
    assert [one.code for one in found] == ["ask.danger_contact"] * asks


def test_an_hour_that_cannot_be_read_is_not_kept(database: Database) -> None:
    """The time for medical care would run to the end of the last day, up to a day too long, and nobody be told why."""
    case = register(database).case
    for typed in ("25:00", "night", "2460"):
        with pytest.raises(InputError, match="clock_time_unreadable"):
            incident(database, case, at_time=typed)
    with database.read(HEAD) as reader:
        assert reader.count("incident") == 0
    assert incident(database, case, at_time="២២:៣០")
