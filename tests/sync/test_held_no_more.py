"""Whoever was away hears of every operation that left quarantine meanwhile, and its screen is that of all others again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from app.data.outbox import outbox, quarantine
from app.domain.ids import new_id
from app.domain.records import Actor
from sync.protocol import limits
from sync.protocol.envelope import Request, RequestHead, decode_request, encode_request
from sync.protocol.errors import ProtocolError
from sync.server import desk, models
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.support.near import Near, near
from tests.support.near_office import NearLaptop, near_laptop

OFFICE = "0203"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A server with one office."""
    made = open_store(tmp_path / "server")
    add_office(made, OFFICE)
    return made


def of_a_stranger(laptop: NearLaptop, count: int) -> tuple[str, str, list[str]]:
    """Edits by somebody whom the server does not know yet: the user, a child, and what was written."""
    child, stranger = laptop.child(school="before"), new_id()
    laptop.exchange()
    author = replace(laptop.session.actor, user=stranger)
    others = [laptop.child() for _ in range(count - 1)]
    laptop.exchange()
    for record in (child, *others):
        _edit(laptop, author, record)
    laptop.exchange()
    return stranger, child, others


def _edit(laptop: NearLaptop, author: Actor, record: str) -> None:
    """A save."""
    with laptop.session.database.write(author, "edit") as uow:
        uow.update("child", record, {"school": "of a stranger"})


def known(server: Near, stranger: str) -> None:
    """The stranger is somebody now."""
    rights = {name: {"add": ["caseworker"] if name == "roles" else [], "del": []} for name in ("roles", "rights")}
    server.op("create", "user", stranger, {"office": OFFICE, "name": "Sok Vanna", "active": True, **rights})
    server.push()


def release_all(store: Store, *, days_ago: int) -> None:
    """Everything is released, so long ago."""
    for each in desk.held_list(store):
        desk.held_release(store, each["id"])
    then = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(timespec="milliseconds")
    store.again(lambda connection: connection.execute(update(models.held).values(freed_at=then)))


def left(laptop: NearLaptop) -> tuple[int, int]:
    """What the laptop takes for held: operations, lines of the list."""
    with laptop.session.database.transaction() as connection:
        one = connection.exec_driver_sql
        return (
            one("SELECT count(*) FROM op WHERE verdict = 'held'").scalar_one(),
            one("SELECT count(*) FROM held").scalar_one(),
        )


def test_inv_3_who_had_no_link_for_months_hears_that_its_operation_was_released(store: Store, tmp_path: Path) -> None:
    laptop, other = (near_laptop(tmp_path / name, store, OFFICE) for name in ("one", "two"))
    stranger, child, _ = of_a_stranger(laptop, 1)
    assert left(laptop) == (1, 1)
    known(near(store, OFFICE), stranger)
    release_all(store, days_ago=100)
    other.exchange()
    other.edit("child", child, school="later")
    other.exchange()
    laptop.exchange()
    assert left(laptop) == (0, 0)
    shown = laptop.shown("child", child)
    assert shown is not None
    assert shown["school"] == "later"
    laptop.session.close()
    other.session.close()
    store.close()


def test_inv_3_more_than_one_request_asks_about_are_all_told_in_turns(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "HELD_NAMED", 3)
    laptop = near_laptop(tmp_path / "one", store, OFFICE)
    stranger, _, _ = of_a_stranger(laptop, 8)
    assert left(laptop) == (8, 8)
    known(near(store, OFFICE), stranger)
    release_all(store, days_ago=0)
    for _ in range(8):
        laptop.exchange()
    assert left(laptop) == (0, 0)
    laptop.session.close()
    store.close()


def test_what_is_told_once_rides_in_no_later_reply(store: Store, tmp_path: Path) -> None:
    laptop = near_laptop(tmp_path / "one", store, OFFICE)
    stranger, _, _ = of_a_stranger(laptop, 40)
    known(near(store, OFFICE), stranger)
    release_all(store, days_ago=0)
    laptop.exchange()
    laptop.exchange()
    idle = laptop.exchange().bytes_down
    laptop.exchange()
    fresh = near_laptop(tmp_path / "two", store, OFFICE)
    for _ in range(3):
        fresh.exchange()
    assert idle <= fresh.exchange().bytes_down + 40  # what it would have been without any
    laptop.session.close()
    fresh.session.close()
    store.close()


def test_a_request_asks_about_no_more_than_is_allowed() -> None:
    head = RequestHead(1, "ab" * 16, "2026-01-05T03:04:05.678Z", 1, 0, "c" * 22, {}, large=True, earlier=True, gathered=True)
    head = replace(head, held={"cd" * 16: (1, 5)})
    assert decode_request(encode_request(Request(head))).head.held == {"cd" * 16: (1, 5)}
    much = replace(head, held={"cd" * 16: tuple(range(limits.HELD_NAMED + 1))})
    with pytest.raises(ProtocolError, match="head"):
        decode_request(encode_request(Request(much)))
    nothing: tuple[dict[str, tuple[int, ...]] | None, ...] = ({}, None)
    for none in nothing:  # a laptop that knows of none, and one that does not ask
        assert decode_request(encode_request(Request(replace(head, held=none)))).head.held == none


def test_an_older_laptop_which_asks_about_none_hears_of_the_latest(store: Store) -> None:
    laptop = near(store, OFFICE)
    child, stranger = laptop.create("child", {"office": OFFICE}), new_id()
    laptop.push()
    laptop.op("edit", "child", child, {"school": "of a stranger"}, base=laptop.version(child), user=stranger)
    laptop.push()
    held = desk.held_list(store)[0]
    known(laptop, stranger)
    if desk.held_list(store):
        desk.held_release(store, held["id"])
    assert [outcome for *_, outcome in laptop.pull().head.freed] == ["applied"]
    number = int(held["id"].rpartition("-")[2])
    asks: dict[str, Any] = {"large": True, "earlier": True, "gathered": True}
    assert laptop.exchange(held={}, **asks).read.head.freed == ()
    asked = laptop.exchange(held={laptop.incarnation: (1, number)}, **asks).read
    assert asked.head.freed == laptop.pull().head.freed
    store.close()


def test_what_is_numbered_anew_is_not_counted_as_held_under_its_old_number(store: Store, tmp_path: Path) -> None:
    laptop = near_laptop(tmp_path / "one", store, OFFICE)
    of_a_stranger(laptop, 1)
    database = laptop.session.database
    with database.transaction() as connection:
        seq = connection.exec_driver_sql("SELECT seq FROM held").scalar_one()
        outbox.new_incarnation(connection, database.clock, seq)
    assert left(laptop) == (0, 0)
    laptop.session.close()
    store.close()
