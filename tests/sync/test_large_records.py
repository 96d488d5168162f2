"""Records that are too large for a page come as contents: over links that never carry a page of them, or change meanwhile."""

from __future__ import annotations

import base64
import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.data.contents import blob_queue
from app.data.outbox.foreign import PIECE
from app.data.replica import arrivals
from app.data.replica.replica import Page
from app.domain.records import Changes
from sync.client.carry import Carrier
from sync.client.ports import Answer, ExchangeFault, LinkFault
from sync.protocol.envelope import Reply
from sync.protocol.lines import LargeLine, decode_reply_line
from sync.protocol.page_lines import encode_page_line
from sync.server.app import make_app
from sync.server.blobs import blobs
from sync.server.database import Store
from sync.server.devices.offices import add_office
from tests.support.asgi import BadTransport
from tests.support.near_office import NearLaptop, near_laptop
from tests.support.postgres import DATABASES, store_of

OFFICE = "0203"
CARRIED = 24_000
"""Bytes between cuts (invariant 22)."""
PICTURE, FRAME = "ab" * 32, PIECE + "cd" * 32
"""Names of other things that come in pieces."""


@pytest.fixture(params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with store_of(request.param, tmp_path / "server", OFFICE) as opened:
        yield opened


@pytest.fixture
def two(store: Store, tmp_path: Path) -> Iterator[tuple[NearLaptop, NearLaptop]]:
    """Two laptops of an office."""
    made = [near_laptop(tmp_path / name, store, OFFICE) for name in ("one", "two")]
    for each in made:
        each.exchange()
    yield made[0], made[1]
    for each in made:
        each.session.close()


def noise(size: int, seed: int) -> str:
    """A text that cannot be packed to less than three quarters."""
    return base64.b64encode(random.Random(seed).randbytes(size)).decode()


def form(laptop: NearLaptop, size: int, seed: int = 1) -> str:
    """A record of so many bytes."""
    return laptop.create("form", office=OFFICE, form_id=f"f{seed}", form_version="1", content=noise(size, seed))


class CutLink(BadTransport):
    """A link that is cut each time it has carried so much, with the answer or without."""

    left = CARRIED

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.left -= len(body) + 200
        if self.left < 0:
            self.left = CARRIED
            self.requests += 1
            raise LinkFault("link_cut")
        answer = super().send(method, path, body, headers)
        self.left -= len(answer.body) + 200
        if self.left < 0:
            self.left = CARRIED
            raise LinkFault("link_cut")
        return answer


def cut(laptop: NearLaptop, store: Store) -> CutLink:
    """Puts a laptop on such a link."""
    link = CutLink(make_app(store), random.Random(5))
    session = laptop.engine.session
    laptop.engine._transport = session._transport = link
    return link


def until_through(laptop: NearLaptop) -> None:
    """Exchanges again and again over a bad link, until one comes to its end."""
    for _ in range(60):
        try:
            laptop.exchange()
        except ExchangeFault:
            continue
        break


def test_inv_22_a_record_that_no_page_carries_comes_over_a_link_cut_every_24_kb(
    two: tuple[NearLaptop, NearLaptop], store: Store
) -> None:
    one, other = two
    record, child = form(one, 150_000), one.child(school="after")
    one.exchange()
    link = cut(other, store)
    until_through(other)
    needed = 200_000 * 3 // 4
    assert link.requests <= 3 * math.ceil(needed / 12_000) + 10
    assert other.shown("form", record) == one.shown("form", record)
    assert other.shown("child", child) == one.shown("child", child)
    assert other.digest() == one.digest()
    assert other.sql("SELECT count(*) FROM blob_part") == [(0,)]


def test_inv_22_several_of_one_page_come_each_once_over_a_link_cut_every_24_kb(
    two: tuple[NearLaptop, NearLaptop], store: Store
) -> None:
    """What has come whole does not come again because the next one of its page was cut."""
    one, other = two
    records = [form(one, 40_000, seed) for seed in range(4)]
    one.exchange()
    link = cut(other, store)
    until_through(other)
    needed = len(records) * 54_000
    assert link.bytes_down <= 2.5 * needed
    assert [other.shown("form", record) for record in records] == [one.shown("form", record) for record in records]
    assert other.digest() == one.digest()
    assert other.sql("SELECT count(*) FROM blob_part") == [(0,)]


def begun(laptop: NearLaptop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop gets one piece of a large record over a link that is cut then. Pieces of other kinds lie beside it."""
    real = Carrier.get

    def get(self: Carrier, name: str, offset: int, of: str = "") -> object:
        if offset:
            raise LinkFault("link_cut")
        return real(self, name, offset, of)

    with monkeypatch.context() as patched:
        patched.setattr(Carrier, "get", get)
        with pytest.raises(LinkFault):
            laptop.exchange()
    with laptop.session.database.transaction() as connection:
        blob_queue.know(connection, PICTURE, "r", "original", 9, here=False)
        for name in (PICTURE, FRAME):
            blob_queue.keep_piece(connection, name, 0, b"x")
    assert len(pieces_of(laptop)) == 3


def pieces_of(laptop: NearLaptop) -> list[str]:
    """Of what pieces lie here."""
    return [name for (name,) in laptop.sql("SELECT DISTINCT sha256 FROM blob_part ORDER BY sha256")]


def test_pieces_of_a_record_that_is_another_by_now_do_not_stay(
    two: tuple[NearLaptop, NearLaptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody asks for them again; what is left of pictures and of sticks is."""
    one, other = two
    record = form(one, 150_000)
    one.exchange()
    begun(other, monkeypatch)
    one.edit("form", record, content="small")
    one.exchange()
    other.exchange()
    assert other.shown("form", record) == one.shown("form", record)
    assert pieces_of(other) == [PICTURE, FRAME]


def test_pieces_of_a_record_go_when_something_leaves(
    two: tuple[NearLaptop, NearLaptop], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows whose they are; not only with the last page, which a bad link may not bring for long."""
    add_office(store, "0999")
    one, other = two
    child = one.child(school="x", family_name_km=noise(60_000, 5))
    one.exchange()
    begun(other, monkeypatch)
    one.edit("child", child, office="0999")
    one.exchange()
    real, seen = arrivals.show, list[list[str]]()

    def show(connection: Connection, page: Page, reply: Reply) -> Changes:
        found = real(connection, page, replace(reply, head=replace(reply.head, more=True)))
        rows = connection.exec_driver_sql("SELECT DISTINCT sha256 FROM blob_part ORDER BY sha256").fetchall()
        seen.append([str(name) for (name,) in rows])
        return found

    monkeypatch.setattr(arrivals, "show", show)
    other.exchange()
    assert seen[-1] == [PICTURE, FRAME]
    assert other.shown("child", child) is None


@pytest.mark.parametrize(("kept", "names"), [(4, 2), (0, 2)])
def test_one_that_changes_while_it_comes_is_taken_as_it_is_then(
    two: tuple[NearLaptop, NearLaptop], monkeypatch: pytest.MonkeyPatch, kept: int, names: int
) -> None:
    """The line of before is given no more, though the server may still keep it: the page is asked for anew."""
    monkeypatch.setattr(blobs, "_LINES_KEPT", kept)
    one, other = two
    record = form(one, 150_000)
    one.exchange()
    real = Carrier.get
    pieces: list[str] = []

    def get(self: Carrier, name: str, offset: int, of: str = "") -> object:
        pieces.append(name)
        if len(pieces) == 3:
            one.edit("form", record, content=noise(140_000, 7))
            one.exchange()
        return real(self, name, offset, of)

    monkeypatch.setattr(Carrier, "get", get)
    other.exchange()
    assert len(set(pieces)) == names
    other.exchange()
    assert other.shown("form", record) == one.shown("form", record)
    assert other.digest() == one.digest()


def test_what_was_typed_meanwhile_lies_over_a_large_record(two: tuple[NearLaptop, NearLaptop]) -> None:
    one, other = two
    record = form(one, 100_000)
    one.exchange()
    other.exchange()
    one.edit("form", record, content=noise(120_000, 3))
    other.edit("form", record, state="retired")
    one.exchange()
    other.exchange()
    one.exchange()
    found = one.shown("form", record)
    assert found is not None
    assert (found["state"], len(found["content"])) == ("retired", 160_000)
    assert other.shown("form", record) == found
    assert other.digest() == one.digest()


def test_the_line_of_a_large_record_is_read_as_it_is_written() -> None:
    line = LargeLine(("o:0203",), "0" * 8 + "-0000-7000-8000-" + "0" * 12, "form", 7, "ab" * 32, 70_000)
    assert decode_reply_line(encode_page_line(line, ["n", "o:0203"]), ("n", "o:0203")) == line
