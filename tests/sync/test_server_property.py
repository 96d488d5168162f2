"""However operations are cut into requests, repeated or overlapped, the server ends in one state with the same verdicts."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.ids import new_id
from sync.protocol import auth, codec, enrolment, envelope
from sync.protocol.lines import EchoLine, RecordLine
from sync.server.database import Store, open_store
from sync.server.desk import digests
from sync.server.devices.enrol import Enrolment
from sync.server.devices.offices import add_office, new_code
from sync.server.exchange.exchange import Exchange
from sync.server.faults import Refusal
from sync.server.starting import catch_up
from tests.support.laptop import Laptop

OFFICE = "0101"
FORM = codec.media_type("")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a server with one office, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    opened = open_store(folder)
    add_office(opened, OFFICE)
    opened.close()
    return folder


@contextmanager
def store(empty: Path) -> Iterator[Store]:
    """A server without a process."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(empty, folder, dirs_exist_ok=True)
        opened = open_store(Path(folder))
        try:
            yield opened
        finally:
            opened.close()


def enrolled(server: Store) -> Laptop:
    """A laptop whose keys the server knows."""
    laptop = Laptop("", OFFICE, form="")
    told = (new_code(server, OFFICE), OFFICE, False, True, laptop.device, auth.public_of_signing(laptop.secret), (laptop.user,))
    body = enrolment.EnrolRequest(*told).encode()
    Enrolment(server).answer(auth.enrol_authorization(laptop.secret, body), body)
    laptop.first_user()
    return laptop


def send(server: Store, laptop: Laptop, first: int, count: int, **more: Any) -> envelope.Reply:
    """One request, without HTTP; cursors stay where they are."""
    body = codec.pack(laptop.request(first, count, **more), "")
    return envelope.decode_reply(codec.unpack(Exchange(server).answer(laptop.device, FORM, body), ""))


FIELDS = st.sampled_from(["school", "how_to_find", "family_book"])
STEPS = st.lists(st.tuples(st.integers(0, 3), FIELDS, st.integers(0, 3), st.booleans()), min_size=1, max_size=14)
CUTS = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 8)), min_size=1, max_size=10)


def outbox(laptop: Laptop, steps: Sequence[tuple[int, str, int, bool]], records: Sequence[str]) -> None:
    """Operations on four records: created, edited, deleted, some on what is not there."""
    for which, field, value, delete in steps:
        if value == 3 or which == 3:
            laptop.op("create", "child", records[which], {"office": OFFICE, field: f"{value}"})
        elif delete and value == 0:
            laptop.op("delete", "child", records[which], {})
        else:
            laptop.op("edit", "child", records[which], {field: f"{value}"})


def verdicts(server: Store, laptop: Laptop) -> list[Any]:
    """All recorded verdicts."""
    return [dataclasses.asdict(each) for each in send(server, laptop, 1, len(laptop.lines)).verdicts]


@settings(max_examples=25)
@given(STEPS, CUTS)
def test_invariant_2_any_cutting_gives_the_same(
    empty: Path, steps: Sequence[tuple[int, str, int, bool]], cuts: Sequence[tuple[int, int]]
) -> None:
    with store(empty) as one, store(empty) as other:
        whole = enrolled(one)
        outbox(whole, steps, [new_id() for _ in range(4)])
        first_told = send(one, whole, 1, len(whole.lines)).verdicts
        pieces = enrolled(other)
        pieces.user, pieces.lines, pieces.incarnation = whole.user, whole.lines, whole.incarnation
        with other.write() as connection:
            connection.exec_driver_sql("UPDATE device SET founders = ?, users = ?", (f'["{whole.user}"]', f'["{whole.user}"]'))
        have = 0
        for first, count in cuts:
            start = min(first, have + 1)
            have = max(have, send(other, pieces, start, min(count, len(whole.lines) - start + 1)).head.have)
        send(other, pieces, have + 1, len(whole.lines) - have)
        assert digests(other, OFFICE, None) == digests(one, OFFICE, None)
        assert verdicts(other, pieces) == verdicts(one, whole) == [dataclasses.asdict(each) for each in first_told]


def test_an_echo_is_what_a_whole_line_would_say(empty: Path) -> None:
    with store(empty) as server:
        laptop = enrolled(server)
        records = [laptop.create("child", {"office": OFFICE, "school": str(number)}) for number in range(5)]
        laptop.op("edit", "child", records[2], {"school": "again"})
        echoes = [line for line in send(server, laptop, 1, len(laptop.lines)).page if isinstance(line, EchoLine)]
        assert sorted(place for line in echoes for place in range(line.first, line.first + line.count)) == [0, 1, 2, 4, 5, 6]
        again = send(server, laptop, len(laptop.lines) + 1, 0).page
        states = {line.record: line for line in again if not isinstance(line, EchoLine)}
        assert len(states) == 6


def test_a_full_quarantine_answers_later_and_takes_discards(empty: Path) -> None:
    with store(empty) as server:
        laptop = enrolled(server)
        send(server, laptop, 1, 1)
        with server.write() as connection:
            row = "INSERT INTO held VALUES ('0101', ?, ?, 'x', ?, '', ?, 'malformed', 'held', NULL, '', NULL)"
            connection.exec_driver_sql(row, [("f" * 32, number, laptop.device, number) for number in range(10_000)])
        child = laptop.create("child", {"office": OFFICE})
        laptop.op("edit", "child", new_id(), {"school": "of a record that is not here"})
        laptop.op("edit", "child", child, {"school": "waits for its turn"})
        reply = send(server, laptop, 2, 3)
        assert (reply.head.full, reply.head.answered, reply.head.have) == (True, 1, 2)
        with pytest.raises(Refusal, match="held_full") as caught:
            send(server, laptop, 3, 2, protocol=1)
        assert (caught.value.status, caught.value.retry_after > 0) == (429, True)
        reply = send(server, laptop, 3, 0)
        assert (reply.head.full, [line.record for line in reply.page if isinstance(line, RecordLine)][-1]) == (False, child)
        laptop.lines[2:] = []
        laptop.op("discard", "", new_id(), {"op": ["f" * 32, 5]})
        laptop.op("edit", "child", new_id(), {"school": "again of a record that is not here"})
        assert send(server, laptop, 3, 1).head.have == 3
        assert send(server, laptop, 4, 1).head.have == 4


def test_what_was_forgotten_in_silence_is_never_taken_as_seen(empty: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(empty, data)
    server = open_store(data)
    catch_up(server)
    one, two = enrolled(server), enrolled(server)
    record = one.create("child", {"office": OFFICE, "school": "first"})
    send(server, one, 1, 2)
    send(server, two, 1, 1)
    server.close()
    shutil.copytree(data, tmp_path / "older")
    server = open_store(data)
    catch_up(server)
    for number in range(20):
        one.create("child", {"office": OFFICE, "school": str(number)})
    seen = send(server, one, 3, 20)
    one.cursors = {scope: end for scope, (_, end) in seen.head.moved.items()}
    last = max(each.seq for each in one.cursors.values())
    server.close()
    shutil.rmtree(data)
    shutil.copytree(tmp_path / "older", data)
    server = open_store(data)
    catch_up(server)
    two.op("edit", "child", record, {"school": "of two"}, 2)
    for number in range(30):
        two.create("child", {"office": OFFICE, "school": str(number)})
    send(server, two, 2, 31)
    with pytest.raises(Refusal, match="epoch"):
        send(server, one, 1, 0)
    one.cursors = {}
    one.op("edit", "child", record, {"school": "of one"}, last)
    (verdict,) = send(server, one, 3, len(one.lines) - 2).verdicts
    assert (verdict.verdict, verdict.fields) == ("conflict", ("school",))
    server.close()
