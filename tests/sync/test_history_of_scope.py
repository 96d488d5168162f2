"""A laptop's history is that of its own scopes, however much the rest of the country writes (sync.md §10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.server.database import Store
from sync.server.exchange import history
from tests.support.near import Near, near
from tests.support.postgres import DATABASES, store_of


@pytest.fixture(params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with store_of(request.param, tmp_path / "server", "0501", "0502") as opened:
        yield opened


def much(laptop: Near, count: int) -> None:
    """So many new records."""
    for number in range(count):
        laptop.create("child", {"office": laptop.office, "school": str(number)})
    laptop.push()


def edited(store: Store, elsewhere: int) -> tuple[Near, str]:
    """A laptop that was away while a colleague edited a record and another office wrote much; the record."""
    away, colleague, other = near(store, "0501"), near(store, "0501"), near(store, "0502")
    child = away.create("child", {"office": "0501", "school": "a"})
    away.push()
    for school in "bcd":
        colleague.op("edit", "child", child, {"school": school}, colleague.version(child))
        colleague.push()
    much(other, elsewhere)
    away.told.clear()
    return away, child


def test_what_another_office_writes_pushes_no_history_out(store: Store) -> None:
    away, child = edited(store, history.LOGS + 50)
    reply = away.pull()
    assert [(line.record, line.changes["school"]) for line in away.told] == [
        (child, (old, new)) for old, new in ("cd", "bc", "ab")
    ]
    assert not reply.head.log_cut


def test_who_was_away_for_very_long_is_told_that_there_is_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "SOME", 10)
    monkeypatch.setattr(history, "LOOKED", 30)
    away, _ = edited(store, 40)
    reply = away.pull()
    assert away.told == []
    assert reply.head.log_cut
