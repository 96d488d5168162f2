"""A line that lies as its head beside the patch is, byte by byte, the line that was frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.database import Database
from app.data.keeping import doctor
from app.data.outbox import outbox
from app.data.outbox.dispatch import batch_from
from app.data.outbox.freezing import frozen_line
from app.data.outbox.kept_lines import ERASED, kept_line, whole_line
from app.data.replica.erase import erase
from app.domain.records import Actor
from sync.protocol import packed
from sync.protocol.canonical import canonical
from sync.protocol.chain import wiped
from sync.protocol.lines import decode_op

LONG = "ផ្ទះនៅជិតវត្ត " * 40
SINCE, AT = "2026-01-05T03:04:05.678Z", "2026-02-01T10:11:12.345Z"
RECORD, CASE = "0b8ff267-2cc5-4994-983b-7df27e6a887f", "01936f00-0000-7000-8000-000000000003"
TEXTS = st.one_of(st.text(max_size=30), st.uuids().map(str), st.sampled_from(["~", '"~', '\\"', "\\", "ក" * 200]))


@given(st.dictionaries(st.text(max_size=5), TEXTS, max_size=6), st.sampled_from(["create", "edit"]))
def test_head_and_patch_are_the_line(patch: Mapping[str, object], kind: str) -> None:
    text = canonical(patch).decode()
    line = frozen_line((1, 1, RECORD, "child", kind, 0, 0, text, None, None, None, CASE, AT, 5), SINCE)
    head = line[: line.index(b"{")].decode()
    for stored in (kept_line(line, head), kept_line(line, "")):
        for row in (text, packed.packed(text)):
            assert whole_line(stored, row, kind) == line
    assert len(line) < packed.LEAST or len(kept_line(line, head)) < 120


def test_a_row_of_this_release_gives_its_line_for_ever() -> None:
    stored = bytes.fromhex(
        "035b2263222c226368696c64222c302c227e415a4e76414141416341434141414141414141414177222c323335383432363636372c2243345f795a797a46535a53594f333379666d71496677222c"
    )
    patch = canonical({"case": CASE, "how_to_find": LONG, "note": "~x"}).decode()
    line = whole_line(stored, packed.packed(patch), "create")
    assert line is not None
    assert hashlib.sha256(line).hexdigest() == "ed14526b9437166d99ef4e09b1b24e81fb94b04acb69b4cff8ebddffee4eedf3"
    assert decode_op(line, SINCE).patch == {"case": CASE, "how_to_find": LONG, "note": "~x"}


def test_none_and_erased_lines_are_what_they_are() -> None:
    assert whole_line(None, "{}", "create") is None
    for first in range(256):  # a hash may begin as anything
        digest = bytes([first]) + bytes(31)
        assert whole_line(digest, "{}", ERASED) == digest


@pytest.mark.parametrize("least", [1, 256])
def test_lines_come_again_as_they_went_and_an_erasure_keeps_their_hash(
    database: Database, actor: Actor, monkeypatch: pytest.MonkeyPatch, least: int
) -> None:
    monkeypatch.setattr(packed, "LEAST", least)
    with database.write(actor, "x") as uow:
        children = [uow.create("child", {"how_to_find": f"{number} {LONG}", "school": CASE}) for number in range(3)]
    with database.transaction() as connection:
        first = batch_from(connection, outbox.current_incarnation(connection), 1, 100_000)
        again = batch_from(connection, outbox.current_incarnation(connection), 1, 100_000)
        assert first.lines == again.lines
        ops = outbox.ops_from(connection, first.incarnation.id, 1, 100)
        assert [op.line for op in ops] == list(first.lines)
        kept = connection.exec_driver_sql("SELECT max(length(line)) FROM op").scalar_one()
        assert kept < 120, "the patch is not kept twice"
        assert outbox.first_break(connection) is None
        erase(connection, children[1])
        told = list(outbox.lines_from(connection, first.incarnation.id, 1, 100))
        assert outbox.first_break(connection) is None
    gone = next(op.seq for op in ops if op.record == children[1])
    assert [line for line in told if line not in first.lines] == [told[gone - 1]]
    assert told[gone - 1] == wiped(hashlib.sha256(first.lines[gone - 1]).digest())
    assert [check for check in doctor.examine(database, actor) if not check.ok] == []


def test_a_patch_that_was_changed_behind_its_line_is_found(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"how_to_find": LONG})
    with database.transaction() as connection:
        batch_from(connection, outbox.current_incarnation(connection), 1, 100_000)
        connection.exec_driver_sql("UPDATE op SET patch = ? WHERE record = ?", ('{"how_to_find":"x"}', child))
        assert outbox.first_break(connection) is not None
