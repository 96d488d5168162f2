"""A laptop's requests made by hand from its own operations: anything ever sent, cut and overlapped anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.data.outbox import dispatch
from app.domain.records import Actor
from sync.client.ports import Answer, ExchangeFault
from sync.client.session import Session, Told
from sync.protocol.chain import START, line_hash, shown
from sync.protocol.cursor import Cursor
from sync.protocol.envelope import Reply, Request, RequestHead, encode_request
from tests.simulation import states
from tests.simulation.laptops import Laptop

if TYPE_CHECKING:
    from tests.simulation.world import World


def frozen_lines(laptop: Laptop) -> dict[str, list[bytes]]:
    """Incarnation → its frozen lines from the first one on, as far as none is missing."""
    found: dict[str, list[bytes]] = {}
    broken: set[str] = set()
    for incarnation, seq, line, _, _ in sorted(states.ops(laptop), key=lambda op: op[:2]):
        lines = found.setdefault(incarnation, [])
        if line is None or seq != len(lines) + 1 or incarnation in broken:
            broken.add(incarnation)
            continue
        lines.append(line)
    return found


@dataclass(frozen=True, slots=True)
class Sent:
    """What an incarnation handed in from its first operation on."""

    incarnation: str
    since: str
    lines: list[bytes]


def ask(laptop: Laptop, session: Session, sent: Sent, first: int, count: int, cursors: Mapping[str, Cursor]) -> Reply:
    """One request with a piece of what an incarnation sent; nothing is kept of the reply. ExchangeFault, Told."""
    link = START
    for line in sent.lines[: first - 1]:
        link = hashlib.sha256(link + line_hash(line)).digest()
    schema = laptop.engine._schema
    head = RequestHead(schema, sent.incarnation, sent.since, first, count, shown(link), cursors, page=64 * 1024)
    return session.exchange(encode_request(Request(head, tuple(sent.lines[first - 1 : first - 1 + count]))))


def replay(world: World, laptop: Laptop) -> list[str]:
    """Sends once more, in pieces of any length that overlap, all that the server has of a laptop."""
    found: list[str] = []
    from sync.server import models

    with world.central.store.read() as connection:
        table = models.incarnation
        known = {row.id: (row.since, int(row.have)) for row in connection.execute(table.select())}
    from app.syncing.store import DatabaseStore

    session = Session(DatabaseStore(laptop.database, laptop.enrolled).identity(), laptop.line)
    with laptop.database.read(Actor("", "", "")) as reader:
        here = dispatch.cursors(reader.connection)
    for incarnation, lines in frozen_lines(laptop).items():
        since, have = known.get(incarnation, ("", 0))
        last = min(have, len(lines))
        first = 1
        while first <= last:
            count = world.chance.randint(1, min(4, last - first + 1))
            cursors = here if world.chance.random() < 0.8 else {}  # from the beginning on all is told once more
            try:
                reply = ask(laptop, session, Sent(incarnation, since, lines), first, count, cursors)
            except (ExchangeFault, Told) as fault:
                found.append(f"{laptop.name} sent {first}+{count} of {incarnation} again: {fault.code}")
                break
            if reply.head.answered != count:
                found.append(f"{laptop.name} was answered {reply.head.answered} of {count}")
            first += max(1, count - world.chance.randint(0, 1))
    return found


__all__ = ["Answer", "Sent", "ask", "frozen_lines", "replay"]
