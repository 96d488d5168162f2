"""A large bundle file over a bad link: handed in piece by piece, it goes on where it was cut (sync.md §7, invariant 22)."""

from __future__ import annotations

import base64
import math
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sync.client.bundles import hand_over
from sync.client.ports import Answer, LinkFault
from sync.client.session import Session
from sync.protocol import bundle
from sync.protocol.blobs import Stub, name_of
from tests.support.asgi import App, BadTransport
from tests.support.stick import Box, Site

CARRIED = 24_000
"""Bytes between cuts (invariant 22)."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server."""
    with Site(tmp_path) as made:
        yield made


def filled(site: Site, name: str, size: int) -> tuple[Box, str, bytes]:
    """A laptop with a record of so many bytes, and the one file that holds it."""
    box = site.box(name)
    child = box.child(how_to_find=base64.b64encode(random.Random(size).randbytes(size * 3 // 4)).decode())
    (file,) = box.seal(4 * size)
    return box, child, file


class CutLink(BadTransport):
    """A link that is cut whenever it has carried so much: a request that is longer never arrives."""

    def __init__(self, app: App) -> None:
        super().__init__(app, random.Random(1))
        self.left, self.tries = CARRIED, 0

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.left -= len(body) + 200
        if self.left >= 0:
            answer = super().send(method, path, body, headers)
            self.left -= len(answer.body) + 200
            if self.left >= 0:
                return answer
        self.left, self.tries = CARRIED, self.tries + 1
        raise LinkFault("link_cut")


class OneFault(BadTransport):
    """A link that loses one request, or its answer, and carries all others."""

    def __init__(self, app: App, lost: int, *, arrives: bool) -> None:
        super().__init__(app, random.Random(1))
        self.lost, self.arrives, self.met = lost, arrives, False

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        meets = self.requests == self.lost and not self.met
        self.met |= meets
        if meets and not self.arrives:
            raise LinkFault("link_cut")
        answer = super().send(method, path, body, headers)
        if meets:
            raise LinkFault("link_cut")
        return answer


class OldServer(BadTransport):
    """A server that knows no named files: it takes the name for a file."""

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        known = {name: value for name, value in headers.items() if value != bundle.NAMED}
        return super().send(method, path, body, {"Content-Type": bundle.MEDIA, **known})


def over(box: Box, link: BadTransport, file: bytes) -> tuple[bytes | None, int]:
    """Hands a file over, again after each cut: the reply file, and how often it was cut."""
    session, cuts = Session(box.store.identity(), link), 0
    while True:
        try:
            return hand_over(session, file), cuts
        except LinkFault:
            cuts += 1


def test_invariant_22_a_large_file_comes_over_a_link_that_is_cut_every_24_kb(site: Site) -> None:
    one, child, file = filled(site, "one", 300_000)
    link = CutLink(site.app)
    reply, cuts = over(one, link, file)
    assert cuts <= 3 * math.ceil(len(file) / 12_000) + 10
    assert link.bytes_up <= 1.5 * len(file)
    assert reply is not None
    one.open(reply)
    assert one.waits() == (0, 0)
    assert len(one.shown(child, "how_to_find")) == 300_000


@pytest.mark.parametrize("arrives", [False, True])
def test_whichever_request_is_lost_the_file_counts_once(site: Site, arrives: bool) -> None:
    carrier, lost = site.box("carrier"), 0
    while True:  # each laptop has a record of its own, and its last one none of the link's faults
        one, child, file = filled(site, f"one{lost}", 40_000)
        link = OneFault(site.app, lost, arrives=arrives)
        reply, cuts = over(carrier, link, file)
        assert reply is not None
        assert "held" not in one.open(reply).verdicts
        assert one.waits() == (0, 0)
        assert cuts == int(link.met)
        assert len(one.shown(child, "how_to_find")) == 40_000
        if not link.met:
            break
        lost += 1
    assert lost > 4, "every request was lost once"


def test_a_server_of_an_older_version_gets_the_file_in_one_request(site: Site) -> None:
    one, _, file = filled(site, "one", 40_000)
    reply, _ = over(one, OldServer(site.app, random.Random(1)), file)
    assert reply is not None
    one.open(reply)
    assert one.waits() == (0, 0)


def test_a_name_serves_the_device_alone_that_handed_the_file_in(site: Site) -> None:
    one, _, file = filled(site, "one", 40_000)
    over(one, BadTransport(site.app, random.Random(1)), file)
    stub = Stub(name_of(file), len(file)).encode()
    for box, status in ((one, 200), (site.box("two"), 404)):
        session = Session(box.store.identity(), BadTransport(site.app, random.Random(1)))
        assert session.call("POST", bundle.PATH, stub, bundle.NAMED).status == status
        assert session.call("POST", bundle.PATH, b"[]", bundle.NAMED).status == 404
