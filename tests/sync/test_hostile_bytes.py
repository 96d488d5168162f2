"""Bytes made to do harm: bodies that unpack without end, values too deep to read, halves of characters, numbers without end."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.ids import new_id
from sync.protocol import codec
from sync.protocol.canonical import DEPTH_MAX, canonical, short_id, too_deep
from sync.protocol.errors import ProtocolError
from sync.protocol.limits import LINES_MAX
from sync.server import models
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from sync.server.keeping.erasure import erase
from tests.support.near import Near, near
from tests.support.postgres import DATABASES, database_of
from tests.support.sources import ROOT

OFFICES = iter(f"06{number:02}" for number in range(1, 99))
HALF = b"\xed\xa0\x80"
"""Half of a character as JSON without escapes can hold it."""


@pytest.fixture(scope="module", params=DATABASES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One server without a process, on each kind of database; each test takes offices of its own."""
    with database_of(request.param) as address:
        opened = open_store(tmp_path_factory.mktemp("server"), address)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pair(server: Store) -> tuple[Near, Near]:
    """Two laptops of an office."""
    office = next(OFFICES)
    add_office(server, office)
    return near(server, office), near(server, office)


def false_frame(blocks: int, told: int) -> bytes:
    """A zstd frame of so many blocks of 128 KB, four bytes each, that says that it unpacks to less."""
    block = (131072 << 3) | 2
    head = b"\x28\xb5\x2f\xfd" + bytes([0b10000000, (17 - 10) << 3]) + struct.pack("<I", told)
    return head + (struct.pack("<I", block)[:3] + b"\n") * (blocks - 1) + struct.pack("<I", block | 1)[:3] + b"\n"


CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from sync.protocol import codec
from sync.protocol.errors import ProtocolError
from tests.sync.test_hostile_bytes import false_frame
for form in ("z", "z1", "z2"):
    try:
        codec.unpack(false_frame(60000, 131072 * 9), form)
    except ProtocolError as fault:
        print(fault.code)
"""


def test_a_frame_that_unpacks_to_more_than_it_says_takes_no_memory() -> None:
    done = subprocess.run([sys.executable, "-c", CHILD], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split() == ["body"] * 3, done.stderr[-500:]


@pytest.mark.parametrize("form", codec.FORMS)
def test_a_body_of_empty_lines_is_no_body(form: codec.Form) -> None:
    with pytest.raises(ProtocolError, match="too_large"):
        codec.unpack(codec.pack([b""] * (LINES_MAX + 1), form, codec.FAST), form)


@pytest.mark.parametrize("form", ["z", "z1", "z2", "gz"])
def test_what_stands_behind_a_body_is_not_overlooked(form: codec.Form) -> None:
    whole = codec.pack([b"{}"], form)
    assert codec.unpack(whole, form) == [b"{}"]
    for body in (whole[:-1], b"", *([whole + b"x", whole + whole] if form != "gz" else [])):
        with pytest.raises(ProtocolError, match="body"):
            codec.unpack(body, form)


@given(
    st.recursive(st.text('"[]{}\\ក', max_size=6), lambda some: st.lists(some, max_size=3), max_leaves=40), st.integers(0, 90)
)
def test_depth_is_counted_outside_of_texts(value: object, more: int) -> None:
    def depth(part: object) -> int:
        return 1 + max(map(depth, part), default=0) if isinstance(part, list) else 0

    for _ in range(more):
        value = [value, "[" * 70]
    assert too_deep(canonical(value)) == (depth(value) > DEPTH_MAX)


@pytest.mark.parametrize("depth", [DEPTH_MAX - 2, DEPTH_MAX - 1, 300, 900, 980, 100_000])
def test_a_value_too_deep_to_be_read_elsewhere_stops_nobody(pair: tuple[Near, Near], depth: int) -> None:
    one, two = pair
    record = one.create("child", {"office": one.office, "odd": "@@"})
    one.lines[-1] = one.lines[-1].replace(b'"@@"', b"[" * depth + b"1" + b"]" * depth)
    other = one.create("child", {"office": one.office})
    verdicts = [(each.verdict, each.reason) for each in one.push().verdicts]
    assert verdicts == ([] if depth < DEPTH_MAX - 1 else [("held", "malformed")])
    two.pull()
    assert other in two.bodies
    assert (record in two.bodies) == (depth < DEPTH_MAX - 1)


@pytest.mark.parametrize(
    "line",
    [
        b'["c","ch%b",0,USER,1,NEW,{"office":"0601"}]' % HALF,
        b'["c","child",0,USER,1,NEW,{"office":"0601","school":"%b"}]' % HALF,
        b'["c","child",0,USER,1,NEW,{"office":"0601","%b":1}]' % HALF,
        b'["r","child",0,USER,1,OLD,{"school":"x"},"%b"]' % HALF,
        b'["a","child",0,USER,1,OLD,{"school":"x"},"",[["%b",1,"x"]]]' % HALF,
        b'["x","",0,USER,1,OLD,{"op":["%b",1]}]' % HALF,
        b'["x","",0,USER,1,OLD,{"op":["\\u0000",1]}]',
        b'["e","child",0,USER,%b,OLD,{"school":"x"}]' % (b"9" * 4000),
        b'["e","child",0,USER,1,OLD,{"school":%b}]' % (b"9" * 9000),
        b'["e","child",0,USER,1,OLD,{"school":NaN}]',
        b'["e","child",0,USER,1,OLD,{"*":"deleted"}]',
        b'["e","child",0,USER,1,OLD,{"(name)":{"x":1}}]',
        b'["m","child",0,USER,1,OLD,{"into":["x"]}]',
        b'["w","x"]',
        b"\xff\xfe",
        b"",
    ],
)
def test_a_line_that_is_nothing_is_held_and_stops_nobody(pair: tuple[Near, Near], line: bytes) -> None:
    one, two = pair
    old = one.create("child", {"office": one.office, "school": "old"})
    assert one.push().verdicts == ()
    places = {b"USER": b'"~%b"' % short_id(one.user).encode(), b"OLD": b'"%b"' % short_id(old).encode()}
    places[b"NEW"] = b'"%b"' % short_id(new_id()).encode()
    for mark, text in places.items():
        line = line.replace(mark, text)
    one.lines.append(line.replace(b"0601", one.office.encode()))
    other = one.create("child", {"office": one.office})
    assert [(each.position, each.verdict, each.reason) for each in one.push().verdicts] == [(0, "held", "malformed")]
    two.pull()
    assert other in two.bodies
    assert two.bodies[old] == {"office": one.office, "school": "old"}


@pytest.mark.parametrize(
    "head",
    [
        {"u": {"o:\ud800": "1:0:"}},
        {"k": [5, "\u00e9"]},
        {"k": [5, 5]},
        {"w": ["x"]},
        {"bk": {"n": [999]}},
        {"us": [[]]},
        {"f": 10**30},
        {"t": "\ud800"},
        {"a": -1},
        {"n": 10**9},
        {"us": [short_id(new_id())] * 1001},
        {"u": {f"o:{number}": "1:0:" for number in range(20_001)}},
    ],
)
def test_a_head_that_is_nothing_is_refused_as_such(pair: tuple[Near, Near], head: dict[str, object]) -> None:
    one = pair[0]
    lines = one.request(count=0)
    told = json.loads(lines[0]) | head
    answer = one.send(codec.pack([json.dumps(told).encode()], ""))
    assert answer.status == 400, answer.error


def test_the_same_name_twice_means_the_same_to_everybody(pair: tuple[Near, Near]) -> None:
    one, two = pair
    record = one.create("child", {"office": one.office, "school": "@@"})
    one.lines[-1] = one.lines[-1].replace(b'"school":"@@"', b'"school":"first", "school":"last"')
    assert one.push().verdicts == ()
    assert two.pull_whole()[record] == one.pull_whole()[record] == {"office": one.office, "school": "last"}


@pytest.mark.parametrize(
    "line", [b'["e","child",1,0,1,OLD,{"school":["Zimtstern",1.5]}]', b'["?","child",1,0,1,OLD,["Zimtstern"]]']
)
def test_a_line_that_is_nothing_about_what_was_erased_by_law_is_not_kept(
    server: Store, pair: tuple[Near, Near], line: bytes
) -> None:
    """In quarantine it would outlast the erasure."""
    one, _ = pair
    old = one.create("child", {"office": one.office, "school": "old"})
    one.push()
    erase(server, old, "court 12/2026")
    one.lines.append(line.replace(b"OLD", b'"%b"' % short_id(old).encode()))
    assert [each.verdict for each in one.push().verdicts] == ["erased"]
    with server.read() as connection:
        assert not any(b"Zimtstern" in bytes(kept) for kept in connection.execute(select(models.op_log.c.line)).scalars())
