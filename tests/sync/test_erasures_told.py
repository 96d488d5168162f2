"""Erasures that an earlier server had done, and had not told everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.protocol.lines import RecordLine
from sync.server.database import open_store, position
from sync.server.devices.offices import add_office
from sync.server.keeping import erasure
from sync.server.keeping.erasure import erase
from sync.server.starting import catch_up
from tests.support.near import near

OFFICES = ("0801", "0802")


def test_what_an_earlier_server_erased_is_told_once_more_at_the_first_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It told only who had the record then; the cursors of the others are beyond that, and they kept what they wrote."""
    server = open_store(tmp_path / "server")
    for office in OFFICES:
        add_office(server, office)
    one, two = (near(server, office) for office in OFFICES)
    child = one.create("child", {"office": one.office, "school": "written here"})
    one.push()
    one.op("edit", "child", child, {"office": two.office}, one.version(child))
    one.push()
    with monkeypatch.context() as earlier:
        earlier.setattr(erasure, "_tell_who_had", lambda *_: None)
        erase(server, child, "x")
    one.create("child", {"office": one.office})
    one.push()

    def told() -> list[str]:
        return [line.record for line in one.pull().page if isinstance(line, RecordLine) and line.erased]

    assert told() == [], "so it was"
    catch_up(server)
    assert told() == [child]
    with server.read() as connection:
        before = position(connection)
    catch_up(server)
    with server.read() as connection:
        assert position(connection) == before
    server.close()
