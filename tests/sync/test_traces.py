"""No file of a database holds what was erased by law, nor what the record held before; what remains is told (sync.md §3)."""

from __future__ import annotations

import threading

import pytest

from sync.server.keeping import traces
from sync.server.keeping.erasure import erase
from tests.support.postgres import cluster
from tests.support.put_back import Place, place_on
from tests.support.server import ServerFolder
from tests.sync.test_erasure import TOKEN, on_server

OLD = f"{TOKEN} of old. "


def written(place: Place) -> str:
    """A record that held the token in short and long texts, which were all changed since; others stand around it."""
    one = place.laptop()
    others = [one.child(school=f"school {number}", how_to_find="y" * 900) for number in range(8)]
    child = one.child(school=OLD, how_to_find=OLD * 400)
    one.exchange()
    one.edit("child", child, school=f"{TOKEN} of late", how_to_find="short")
    one.exchange()
    one.edit("child", child, school="changed")
    for other in others:
        one.edit("child", other, how_to_find="shorter")
    one.exchange()
    return child


def test_what_a_record_held_before_its_last_change_is_gone_too(place: Place) -> None:
    child = written(place)
    place.sql("ANALYZE")  # statistics hold texts
    assert on_server(place)
    assert erase(place.store, child, "x")["remains"] == []
    assert on_server(place) == []


def test_whoever_still_reads_the_old_state_is_told_of(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "PATIENCE", 0.1)
    child = written(place)
    with place.store.read() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM record").scalar() == 11
        assert erase(place.store, child, "x")["remains"] == list(traces.TABLES)
    assert on_server(place), "a row that somebody sees cannot go"
    assert erase(place.store, child, "x")["remains"] == []
    assert on_server(place) == []


def test_somebody_who_reads_for_a_moment_is_waited_for(place: Place) -> None:
    child = written(place)
    reader = place.store.engine.connect()
    reader.exec_driver_sql("SELECT count(*) FROM record").scalar()
    ends = threading.Timer(0.5, reader.close)
    ends.start()
    assert erase(place.store, child, "x")["remains"] == []
    ends.join()
    assert on_server(place) == []


def test_large_tables_are_left_for_a_quiet_hour(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traces, "AT_ONCE", 0)
    with place_on("postgres", tmp_path_factory.mktemp("data")) as place:
        child = written(place)
        assert erase(place.store, child, "x")["remains"] == list(traces.TABLES)
        server = ServerFolder(place.folder / "server", place.database)
        assert server.tell("erase", child, "--reason", "x", "--rewrite")["remains"] == []
        assert on_server(place) == []


def test_the_log_of_postgresql_is_free_of_it_after_what_the_readme_says(tmp_path_factory: pytest.TempPathFactory) -> None:
    there = cluster()
    with place_on("postgres", tmp_path_factory.mktemp("data")) as place:
        assert place.database
        assert there.ask("SHOW wal_recycle") == ["off"]
        there.command("SELECT pg_switch_wal()")  # a file of the log that is not full before all is written
        erase(place.store, written(place), "x")
        assert there.files_with(place.database, TOKEN.encode()) == ["pg_wal"]
        there.command("SELECT pg_switch_wal()")
        there.command("CHECKPOINT")
        assert there.files_with(place.database, TOKEN.encode()) == []
