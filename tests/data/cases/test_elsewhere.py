"""What the server told of another office: who hears of it here, what is said, and how it ends (practice P3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.data.database import Database
from app.data.replica import elsewhere as kept
from app.data.replica.elsewhere import Elsewhere
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor
from app.domain.tasks import ALIKE, Scope
from app.services.cases import elsewhere
from app.services.desk import task_sources
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register

NOW = datetime(2026, 3, 1, 2, tzinfo=UTC)


class Pair:
    """A case of a caseworker and what the server told of its child."""

    def __init__(self, database: Database) -> None:
        opened = register(database)
        self.case, self.child, self.other = opened.case, opened.child, new_id()
        told = Elsewhere(self.child, self.other, "K-7QX00009", "0801", "likely", ("name_km", "birth", "mother"))
        with acting(database, HEAD) as uow:
            uow.create("office", {"office": "0801", "name_km": "អង្គភាពកណ្តាល", "name_en": "Kandal", "phone": "024 555"})
        with database.transaction() as connection:
            assert kept.keep(connection, "mark", [told], NOW)
            assert not kept.keep(connection, "mark", None, NOW)


@pytest.fixture
def pair(database: Database) -> Pair:
    return Pair(database)


def told(database: Database, pair: Pair, who: Actor = WORKER) -> list[str]:
    with database.read(who) as reader:
        return [one.other for one in elsewhere.of_case(reader, pair.case)]


def due(database: Database, who: Actor) -> list[tuple[str, str, str]]:
    with database.read(who) as reader:
        found = task_sources.due_of(reader, Scope(who.office))
    return [(one.case, one.codes, one.extra) for one in found if one.kind == "elsewhere"]


def test_who_works_on_the_case_and_the_head_hear_of_it_and_nobody_else(database: Database, pair: Pair) -> None:
    assert told(database, pair) == [pair.other]
    line = (pair.case, ALIKE, "K-7QX00009\tអង្គភាពកណ្តាល\tKandal\t024 555\tname_km birth mother")
    assert due(database, WORKER) == due(database, HEAD) == [line]
    assert due(database, OTHER) == due(database, CLERK) == []
    for who in (OTHER, CLERK):
        with pytest.raises(InputError, match="not_allowed"):
            told(database, pair, who)


def test_another_child_is_said_once_and_never_asked_again(database: Database, pair: Pair) -> None:
    with acting(database, OTHER) as uow, pytest.raises(InputError, match="not_allowed"):
        elsewhere.answer(uow, pair.case, pair.other, "other")
    with acting(database, WORKER) as uow:
        elsewhere.answer(uow, pair.case, pair.other, "twin")
        with pytest.raises(InputError, match="record_not_found"):
            elsewhere.answer(uow, pair.case, pair.other, "other")
        with pytest.raises(InputError, match="record_not_found"):
            elsewhere.answer(uow, pair.case, new_id(), "other")
        (row,) = uow.find("distinct", other=pair.other)
        assert (row.text("child"), row.text("kind"), row.text("by")) == (pair.child, "twin", WORKER.user)
    assert told(database, pair) == []
    assert due(database, WORKER) == []


def test_the_server_is_asked_once_a_day_and_sooner_after_a_child_was_registered(database: Database, pair: Pair) -> None:
    at = database.clock.now()  # a child was registered just now
    with database.transaction() as connection:
        kept.note_asked(connection, at - timedelta(minutes=70))
        assert kept.is_due(connection, at), "a child was registered meanwhile"
        assert not kept.is_due(connection, at - timedelta(minutes=20)), "not at once again"
        later = at + timedelta(days=300)
        kept.note_asked(connection, later)
        assert not kept.is_due(connection, later + timedelta(hours=23))
        assert kept.is_due(connection, later + timedelta(hours=25))
        assert kept.is_due(connection, later - timedelta(hours=1)), "the clock was put back"
