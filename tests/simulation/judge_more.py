"""The judge, second part: what is asked of a world at rest by trying something out."""

from __future__ import annotations

import itertools
from math import ceil
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.data.outbox.kept_lines import whole_line
from app.domain.records import Actor
from app.syncing.store import DatabaseStore
from sync.client.session import Session
from sync.merge import EXISTENCE, Incoming, State, Writer, merge, stamped
from sync.protocol.canonical import canonical
from sync.protocol.chain import START, line_hash, shown
from sync.protocol.cursor import Cursor
from sync.protocol.envelope import Request, RequestHead, encode_request
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import OpLine, RecordLine, decode_op
from sync.schema import vocabulary
from sync.server import models
from tests.simulation import states, sticks
from tests.simulation.journal import tokens
from tests.simulation.laptops import Laptop
from tests.simulation.server_texts import server_text

if TYPE_CHECKING:
    from tests.simulation.world import World

IDLE_BYTES = 700
LINK = 24 * 1024
"""What a bad link carries between two cuts (invariant 22)."""


def inv_05(world: World) -> list[str]:
    """Merge: what none of the authors saw is kept whatever the order; a field that nobody names stays bit by bit."""
    found: list[str] = []
    for record, ops in _edits(world).items():
        spec = vocabulary().types.get(ops[0][1].type)
        ops = [each for each in ops if spec and all(spec.takes(name, value) for name, value in each[1].patch.items())]
        if spec is None or not ops:  # what has not the form of its field is held
            continue
        base = {name: "was" for name in {name for _, op in ops for name in op.patch} if spec.spec(name) is None}
        begun = {**base, "of_tomorrow": {"z": ["q", 1.5], "a": "ក​"}}
        ends = set()
        for order in itertools.permutations(ops[:3]):
            state = State(begun, writers={EXISTENCE: Writer(1, "0" * 32, "", "")})
            proposals: set[str] = set()
            for number, (incarnation, op) in enumerate(order, 2):
                incoming = Incoming(incarnation, number, "edit", 1, op.patch, op.user, op.at)
                outcome = merge(spec, state, incoming)
                proposals |= tokens(*(dict(side) for each in outcome.conflicts for side in (each.current, each.proposed)))
                state = stamped(outcome, state, incoming, number)
            body = dict(state.body or {})
            if canonical(body.get("of_tomorrow")) != canonical(begun["of_tomorrow"]):
                found.append(f"merging into {record} changed a field that nobody named")
            ends.add(tokens(body) | proposals)
        if len(ends) > 1:
            found.append(f"what is kept of {record} depends on the order: {[sorted(end) for end in ends]}")
    return found


def _edits(world: World) -> dict[str, list[tuple[str, OpLine]]]:
    """Record → edits of different laptops in the log, each with its incarnation; one of a laptop."""
    found: dict[str, dict[str, OpLine]] = {}
    log = models.op_log.c
    with world.central.store.read() as connection:
        query = select(log.incarnation, log.line, log.record).where(log.kind == "edit", log.verdict != "held")
        for row in connection.execute(query.order_by(log.version)):
            try:
                found.setdefault(row.record, {}).setdefault(row.incarnation, decode_op(bytes(row.line), ""))
            except (ProtocolError, ValueError):
                continue
    return {record: sorted(ops.items()) for record, ops in found.items() if len(ops) > 1}


def inv_07(world: World) -> list[str]:
    """Cursor: pulled in the smallest pages or in one, a laptop gets the same, and what the server has of its scopes."""
    found = []
    for laptop in world.chance.sample(world.living, min(1, len(world.living))):
        small, large = _pulled(world, laptop, 1), _pulled(world, laptop, 64 * 1024)
        if small != large:
            odd = sorted(name for name in small.keys() | large.keys() if small.get(name) != large.get(name))
            found.append(f"{laptop.name} pulls something else in small pages: {odd[:3]}")
    return found


def _pulled(world: World, laptop: Laptop, size: int) -> dict[str, tuple[int, bytes]]:
    """All that a laptop is told from the beginning on, by record; nothing is kept."""
    session = Session(DatabaseStore(laptop.database, laptop.enrolled).identity(), laptop.line)
    with laptop.database.read(Actor("", "", "")) as reader:
        query = "SELECT id, since FROM incarnation WHERE current = 1"
        incarnation, since = reader.connection.exec_driver_sql(query).one()
    cursors: dict[str, Cursor] = {}
    told: dict[str, tuple[int, bytes]] = {}
    for _ in range(2000):
        head = RequestHead(laptop.engine._schema, incarnation, since, 1, 0, shown(START), cursors, page=size)
        reply = session.exchange(encode_request(Request(head)))
        for line in reply.page:
            if isinstance(line, RecordLine):
                known = told.get(line.record, (-1, b""))
                if line.version >= known[0]:
                    told[line.record] = (line.version, canonical(line.body))
        cursors |= {scope: end for scope, (_, end) in reply.head.moved.items()}
        if not reply.head.more:
            return told
    return {"": (0, b"never ends")}


def inv_09(world: World) -> list[str]:
    """Isolation: whatever is odd, every operation of every laptop has its answer."""
    found = []
    for laptop in world.living:
        with laptop.database.read(Actor("", "", "")) as reader:
            query = "SELECT incarnation, seq FROM op WHERE verdict IS NULL AND line IS NOT NULL"
            left = reader.connection.exec_driver_sql(query).fetchall()
        if left:
            found.append(f"{laptop.name} has no answer to {[tuple(row) for row in left[:3]]}")
    return found


def inv_11(world: World) -> list[str]:
    """Erasure: an erased value stands nowhere, not on the server, not on a laptop that exchanges."""
    gone = frozenset(world.journal.erased)
    if not gone:
        return []
    found = [f"the server still has {sorted(left)}" for left in [gone & tokens(server_text(world.central.store))] if left]
    for laptop in world.living:
        for table, text in laptop.everything().items():
            left = gone & tokens(text)
            if left:
                found.append(f"{laptop.name} still has {sorted(left)} in {table}")
    return found


def inv_14(world: World) -> list[str]:
    """Fork: what a laptop has under an identity that the server knows is, byte by byte, what the server has."""
    return [what for laptop in world.living for what in _differing(world, laptop, answered=False)]


def inv_24(world: World) -> list[str]:
    """Revocation: what a revoked laptop had acknowledged is still in the log."""
    if world.central.restores or world.plan.lies:
        return []
    revoked = [each for each in world.laptops if each.family in world.watch.revoked and (each.folder / "komar.db").exists()]
    return [what for laptop in revoked for what in _differing(world, laptop)]


def _differing(world: World, laptop: Laptop, *, answered: bool = True) -> list[str]:
    """Operations of a laptop that the server has otherwise, or not though they were answered; `answered`: those alone."""
    with world.central.store.read() as connection:
        there = {(row.incarnation, int(row.seq)): bytes(row.hash) for row in connection.execute(select(models.op_log))}
    with laptop.database.read(Actor("", "", "")) as reader:
        query = "SELECT incarnation, seq, line, patch, kind, verdict IS NOT NULL FROM op WHERE line IS NOT NULL"
        mine = reader.connection.exec_driver_sql(query).fetchall()
    return [
        f"{laptop.name} holds {incarnation} {seq}; the server has {'none' if hashed is None else 'another'}"
        for incarnation, seq, kept, patch, kind, told in mine
        for hashed, line in [(there.get((incarnation, seq)), whole_line(kept, patch, kind))]
        if kind != "erased" and hashed != line_hash(line or b"") and (told or (not answered and hashed is not None))
    ][:3]


def inv_16(world: World) -> list[str]:
    """Stick: every file and every reply once more, in any order, moves nothing."""
    names = ("record", "op_log", "conflict", "held", "membership", "alias", "seq")
    if world.central.restores or world.plan.mends:  # a file may bring back what was lost; but only once
        sticks.all_of_them(world)
    before = states.sizes(world.central.store)
    sticks.all_of_them(world)
    found = [what for invariant, what in world.watch.broken if invariant == 16]
    after = states.sizes(world.central.store)
    odd = {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
    return [*found, *([f"files brought again changed the server: {odd}"] if odd else [])]


def inv_17(world: World) -> list[str]:
    """Budget: a warm laptop at rest makes one round trip of at most 700 bytes."""
    found = []
    for laptop in world.living:
        trips, size = world.watch.idle.get(laptop.name, (0, 0))
        if trips != 1:  # it had to be recognised anew
            before = (laptop.line.requests, laptop.line.bytes_up + laptop.line.bytes_down)
            laptop.exchange()
            trips, size = laptop.line.requests - before[0], laptop.line.bytes_up + laptop.line.bytes_down - before[1]
        if trips != 1 or size > IDLE_BYTES:
            found.append(f"{laptop.name} at rest: {trips} trips, {size} bytes")
    return found


def inv_22(world: World) -> list[str]:
    """Progress: over a link that carries 24 KB between cuts much is handed in within so many tries."""
    laptop = world.living[0] if world.living else None
    if laptop is None:
        return []
    if not world.network.measured:  # here all hangs on lengths
        world.network.measured = True
        laptop.close()
    office = laptop.place.office
    for number in range(40):
        with laptop.session(0).write("much") as uow:
            noise = "".join(world.chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=1800))
            uow.create("child", {"office": office, "sex": "female", "how_to_find": f"{number} {noise}"})
    least = 40 * 1800 * 5 // 8
    world.network.weather.carries = LINK
    world.network.spent = world.chance.randrange(LINK)  # the first cut may meet the first request
    before = laptop.line.requests
    try:
        for _ in range(60):
            if laptop.exchange() == "ok":
                break
    finally:
        world.network.weather.carries = 0
    tries = laptop.line.requests - before
    waiting = any(state != "held" for _, _, state in states.overlays(laptop))
    most = 3 * ceil(least / (12 * 1024)) + 10 + ceil(least / (12 * 1024)) * 3
    if waiting or tries > most:
        return [f"{laptop.name}: {tries} tries for {least} bytes, {'not ' if waiting else ''}all in"]
    return []
