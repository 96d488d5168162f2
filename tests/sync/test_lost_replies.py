"""Replies that are lost: what the laptop sent is told without bodies all the same; a link that is cut often wastes little."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from app.data.keeping.keys import Profile
from app.services.exchange import exchange
from app.services.office.offices import Session, create_office
from sync.client.pace import Pace
from sync.client.ports import Answer, LinkFault
from sync.client.transport import HttpTransport
from sync.protocol.limits import PUSH_FAST
from tests.support.server import RunningServer, quick_code, serving

OFFICE = "02"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with serving(tmp_path_factory.mktemp("server") / "data", OFFICE) as running:
        yield running


def laptop(server: RunningServer, folder: Path) -> Session:
    """An enrolled laptop."""
    session = create_office(folder, OFFICE, "Sok", "correct horse 9", profile=Profile(1, 8, 1)).session
    exchange.enrol(session, server.url, quick_code(server, OFFICE))
    return session


def save(session: Session, number: int) -> list[str]:
    """So many children."""
    made = []
    for place in range(number):
        with session.write("register_child") as uow:
            made.append(uow.create("child", {"office": OFFICE, "sex": "female", "school": f"No. {place}"}))
    return made


def roots_differ(session: Session) -> tuple[str, ...]:
    """Scopes that are another here than on the server."""
    with session.read() as reader:
        return exchange.status(reader).roots_differ


def lose(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The reply to the request of this number is lost after the server has done its work."""
    carried, seen = HttpTransport.send, [0]

    def send(self: HttpTransport, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        answer = carried(self, method, path, body, headers)
        seen[0] += 1
        if seen[0] == number:
            raise LinkFault("link_cut")
        return answer

    monkeypatch.setattr(HttpTransport, "send", send)


@pytest.mark.parametrize("edited", [False, True], ids=["made", "made and edited"])
def test_records_of_a_lost_reply_come_back_without_bodies(
    server: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edited: bool
) -> None:
    session = laptop(server, tmp_path / "one")
    exchange.exchange(session)
    children = save(session, 400)
    if edited:
        for child in children[::3]:
            with session.write("edit") as uow:
                uow.update("child", child, {"sex": "male"})
    lose(monkeypatch, 1)
    done = exchange.exchange(session)
    assert done.verdicts["applied"] == done.sent == 400 + (134 if edited else 0)
    assert done.received == 0, "all that the server has is known here"
    assert exchange.exchange(session).received == 0, "and both sides have the same"
    assert roots_differ(session) == ()
    exchange.leave(session)
    session.close()


@pytest.mark.parametrize("seed", range(4))
def test_a_link_that_is_cut_spends_a_fifth_in_vain_at_most_and_one_that_holds_is_used(seed: int) -> None:
    pace, chance = Pace(), random.Random(seed)
    useful = wasted = 0
    left = 50_000 * chance.uniform(0.2, 1.8)
    while useful < 2_000_000:
        size = pace.push
        if size + 500 > left:
            wasted += int(left)
            left = 50_000 * chance.uniform(0.2, 1.8)
            pace.failed()
            continue
        left -= size + 500
        useful += size
        pace.carried(size, 500, 0.1)
        pace.succeeded(True, False, 0.1)
    assert wasted <= 0.2 * (useful + wasted)
    requests = 0
    while pace.push < PUSH_FAST:  # the link holds from now on
        pace.carried(pace.push, 500, 0.1)
        pace.succeeded(True, False, 0.1)
        requests += 1
    assert requests <= 30
