"""Taking in a request's operations: identity, chain, verdicts, quarantine, and what is released from it again."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from sync.protocol import chain
from sync.protocol.canonical import canonical, long_id
from sync.protocol.envelope import Request
from sync.protocol.errors import ProtocolError
from sync.protocol.limits import HELD_MAX
from sync.protocol.lines import OpLine, Verdict, decode_op, has_escapes
from sync.schema import vocabulary
from sync.server import models
from sync.server.blobs import blob_refs
from sync.server.database import Moved, add_rows, lock_clock, position
from sync.server.devices.offices import CONTENT, Device, Office, all_offices, find_office, is_empty, set_practice
from sync.server.exchange.apply import BROKEN, WIPED, Applier
from sync.server.exchange.arrived import Arrived, Told, is_id
from sync.server.exchange.judging import Ground
from sync.server.exchange.numbering import LARGEST, Numbering, known_verdicts
from sync.server.exchange.rights import Users
from sync.server.exchange.scopes import device_offices
from sync.server.exchange.staging import PROVISIONAL, Staging
from sync.server.exchange.verdicts import verdict_columns
from sync.server.faults import Refusal
from sync.server.files import now

NO_RECORD = ""


@dataclass(slots=True)
class Received:
    """What came of a request's operations. `echo`: record → version before, place of its last operation, version, hash.

    `full`: the operations behind those told of were not taken in, for want of room in quarantine. `authors`: users who came
    on a server that was once restored. `mended`: records whose damaged bodies came back. `doomed`: contents that only records
    erased by law name, to be destroyed.
    """

    told: list[Told] = field(default_factory=list)
    full: bool = False
    echo: dict[str, tuple[int, int, int, str]] = field(default_factory=dict)
    authors: frozenset[str] = frozenset()
    mended: frozenset[str] = frozenset()
    doomed: tuple[str, ...] = ()

    def verdicts(self) -> tuple[Verdict, ...]:
        """What is to be said of operations, as lines: all that is not plain `applied`."""
        return tuple(
            Verdict(place, told.verdict, told.version, told.fields, told.conflicts, told.reason)
            for place, told in enumerate(self.told)
            if told.verdict != "applied"
        )


def read_op(line: bytes, since: str, schema: int) -> tuple[OpLine | None, str]:
    """An operation as it can be read, or None and why it cannot."""
    if chain.wiped_hash(line) is not None:
        return None, WIPED
    try:
        op = decode_op(line, since)
        if not is_id(op.user):
            raise ProtocolError("op")
        # Only these can hold what no database can store: half a character, or an empty one.
        if has_escapes(line) or b"\xed" in line:
            canonical([op.patch, list(op.asserts), op.type, op.resolves])
            if any("\0" in name for name in (op.type, *op.patch)):
                raise ProtocolError("op")
    except BROKEN:
        return None, "malformed"
    if schema > vocabulary().version and op.type and op.type not in vocabulary().types:
        return None, "schema_newer"
    return op, ""


def record_named(line: bytes) -> str:
    """The record that a line is about which is no operation, or none of this version; "" where not even that can be read."""
    try:
        return long_id(json.loads(line)[5])  # `encode_op`
    except BROKEN:
        return ""


def ground_of(connection: Connection, device: Device) -> Ground:
    """What a device's operations stand on."""
    offices = all_offices(connection)
    epochs = [
        (row.epoch, int(row.restore_seq))
        for row in connection.execute(select(models.epoch.c.epoch, models.epoch.c.restore_seq))
    ]
    return Ground(device, device_offices(device.home, offices), offices, epochs)


class Receiver:
    """One transaction that takes operations of one device in, or replays held ones. The device's row is locked already."""

    def __init__(self, connection: Connection, device: Device) -> None:
        self.connection, self.device = connection, device
        self.start = position(connection)
        self.ground = ground_of(connection, device)
        self.staging = Staging(connection, self.start[1], _practices(self.ground.registered))
        self.users = Users(self.ground.registered, device.founders, device.home)
        held = models.held.c
        query = select(held.record).where(held.device == device.id, held.state == "held")
        self.waiting = set(connection.execute(query).scalars()) - {NO_RECORD}
        self.applier = Applier(connection, self.ground, self.staging, self.users, self.waiting)
        self._log: list[dict[str, Any]] = []
        self._held: list[dict[str, Any]] = []
        self._arrivals: int | None = None
        self._freed: dict[tuple[str, int], dict[str, Any]] = {}
        self._settled = False

    def take(self, request: Request, numbering: Numbering) -> Received:
        """All new operations of a request, in order."""
        head = request.head
        self.applier.stopped = "revoked" if self.device.revoked else ""
        received = Received(known_verdicts(self.connection, self.device, numbering, request))
        skipped = len(received.told)
        lines, since = request.ops[skipped:], numbering.since
        read = [(None, "raw") if head.raw else read_op(line, since, head.schema) for line in lines]
        about = ["" if op is not None else record_named(line) for line, (op, _) in zip(lines, read, strict=True)]
        told_of = enumerate(zip(read, about, strict=True), skipped)
        every = [Arrived(numbering.id, head.first + place, *each, place, record) for place, (each, record) in told_of]
        room = self._room()
        self.applier.load(every)
        link, moment, named = numbering.chain, now(), set[str]()
        for line, arrived in zip(lines, every, strict=True):
            discards = arrived.op is not None and arrived.op.kind == "discard" and not self.device.revoked
            told = self._discard(arrived) if discards else self.applier.one(arrived)
            if told.verdict == "held":
                if room <= 0:
                    received.full = True
                    break
                room -= 1
            hashed = chain.line_hash(line)
            link = hashlib.sha256(link + hashed).digest()
            kept = b"" if told.verdict == "erased" else line
            self._note(arrived, told, (kept, hashed, link), head.schema, moment)
            received.told.append(told)
            if told.verdict == "erased" and arrived.op is not None and arrived.op.type == blob_refs.TYPE:
                named |= blob_refs.names_in(arrived.op.patch)
        if received.full and head.protocol < 2:
            raise Refusal(429, "held_full", retry_after=600)
        self._store_numbering(numbering, numbering.have + len(received.told) - skipped, link)
        self._finish(moment)
        for item in self.staging.items.values():
            clear = item.plain and item.dirty and not item.flags and not item.conflicts and not item.state.deleted
            if clear and item.position is not None:
                received.echo[item.id] = (item.before, item.position, item.version, item.hash)
        for told in received.told:
            told.version = self.staging.real(told.version)
        received.mended = frozenset(self.applier.mended)
        received.doomed = blob_refs.doomed(self.connection, self.device.id, named) if named else ()
        if len(self.ground.epochs) > 1:
            received.authors = frozenset(str(row["user"]) for row in self.users.added)
        return received

    def _room(self) -> int:
        """How many more operations of this device quarantine takes."""
        held = models.held.c
        query = select(func.count()).select_from(models.held).where(held.device == self.device.id, held.state == "held")
        return HELD_MAX - int(self.connection.execute(query).scalar_one())

    def _note(self, arrived: Arrived, told: Told, bytes_of: tuple[bytes, bytes, bytes], schema: int, moment: str) -> None:
        """The row of an operation, and of its place in quarantine."""
        line, hashed, link = bytes_of
        row = {"home": self.device.home, "incarnation": arrived.incarnation, "seq": arrived.seq, "device": self.device.id}
        more = {"line": line, "hash": hashed, "chain": link, "schema": min(schema, 2**30), "received_at": moment}
        nothing = {"record": NO_RECORD, "type": "", "kind": arrived.reason, "author": "", "at": moment}
        told_of = _columns(arrived) or {**nothing, "base_epoch": 0, "base_seq": 0}
        self._log.append({**row, **told_of, **more, **verdict_columns(told)})
        if told.verdict == "held":
            name = f"{arrived.incarnation[:8]}-{arrived.seq}"
            place = {
                "id": name,
                "record": arrived.record,
                "number": self._next_arrival(),
                "reason": told.reason,
                "state": "held",
            }
            self._held.append({**row, **place, "outcome": None, "held_at": moment, "freed_at": None})

    def _next_arrival(self) -> int:
        """The place in the order in which the device's operations came into quarantine: counted, no clock says it."""
        if self._arrivals is None:
            query = select(func.max(models.held.c.number)).where(models.held.c.device == self.device.id)
            self._arrivals = int(self.connection.execute(query).scalar() or 0)
        self._arrivals += 1
        return self._arrivals

    def _discard(self, arrived: Arrived) -> Told:
        """A person gives a held operation up: it leaves quarantine unapplied, and what waited behind it is tried again."""
        op = arrived.op
        named = op.patch.get("op") if op else None
        if not (isinstance(named, list) and len(named) == 2 and isinstance(named[0], str) and isinstance(named[1], int)):
            return Told("held", reason="malformed")
        if "\0" in named[0]:
            return Told("held", reason="malformed")
        incarnation, seq = named
        self._write_pending()
        record = self._free_stored(incarnation, seq, "discarded")
        if record is not None:
            self._try_again(record)
        return Told("applied")

    def _free_stored(self, incarnation: str, seq: int, outcome: str) -> str | None:
        """Takes an operation out of the stored quarantine; its record, None when it is not in there."""
        held = models.held.c
        key = (
            held.home == self.device.home,
            held.incarnation == incarnation,
            held.seq == max(0, min(seq, LARGEST)),
            held.device == self.device.id,
            held.state == "held",
        )
        record = self.connection.execute(select(held.record).where(*key)).scalar()
        if record is None:
            return None
        state = "discarded" if outcome == "discarded" else "released"
        self.connection.execute(update(models.held).where(*key).values(state=state, outcome=outcome, freed_at=now()))
        return str(record)

    def _try_again(self, record: str) -> None:
        """Tries again, in order, what is held on a record; stops at the first that has to stay."""
        if record == NO_RECORD:
            return
        self.waiting.discard(record)
        self.replay(self.held_on([record]))

    def held_on(self, records: Iterable[str]) -> list[Any]:
        """What is held on records by this device, in the order of its arrival."""
        return self._held_where(models.held.c.record.in_(list(records)))

    def held_named(self, name: str) -> list[Any]:
        """One held operation."""
        return self._held_where(models.held.c.id == name)

    def _held_where(self, where: ColumnElement[bool]) -> list[Any]:
        """Operations in quarantine with their lines."""
        held, log = models.held.c, models.op_log.c
        of = (models.incarnation.c.since, held.record.label("about"), held.reason.label("waits_for"))
        joined = select(models.op_log, *of).join_from(
            models.held, models.op_log, (held.home == log.home) & (held.incarnation == log.incarnation) & (held.seq == log.seq)
        )
        joined = joined.join(
            models.incarnation, (models.incarnation.c.home == log.home) & (models.incarnation.c.id == log.incarnation)
        )
        query = joined.where(held.device == self.device.id, held.state == "held", where)
        return list(self.connection.execute(query.order_by(held.number, held.incarnation, held.seq)))

    def replay(self, rows: Sequence[Any], *, raw: bool = False) -> int:
        """Applies held operations anew, author and base unchanged; gives how many left quarantine.

        `raw`: a person asked for it. Else what this server broke down over stays unread: it would take others with it.
        """
        arrived = []
        for row in rows:
            unread = row.kind == "raw" and row.waits_for in ("raw", "revoked") and not raw
            read = (None, "raw") if unread else read_op(bytes(row.line), row.since, int(row.schema))
            arrived.append(Arrived(row.incarnation, int(row.seq), *read, about=row.about))
        self.waiting.difference_update(row.about for row in rows)
        self.applier.load(arrived)
        freed = 0
        for each in arrived:
            told = self.applier.one(each)
            if told.verdict == "held":
                self._restate(each, told)
                continue
            freed += 1
            self._free_stored(each.incarnation, each.seq, told.verdict)
            gone = {"line": b""} if told.verdict == "erased" else {}
            self._freed[(each.incarnation, each.seq)] = {**verdict_columns(told), **_columns(each), **gone}
        return freed

    def _restate(self, arrived: Arrived, told: Told) -> None:
        """The reason for staying in quarantine may be another one now."""
        held = models.held.c
        where = (
            held.home == self.device.home,
            held.incarnation == arrived.incarnation,
            held.seq == arrived.seq,
            held.state == "held",
        )
        self.connection.execute(update(models.held).where(*where).values(reason=told.reason))

    def finish(self) -> None:
        """Writes what a replay alone has changed."""
        self._finish(now())

    def _finish(self, moment: str) -> None:
        """Writes everything in bulk, and the commit with its tag; what has numbers does it under the global lock."""
        real = self.staging.real
        self._settle()
        self._decide_practice()
        self.staging.flush()
        self._write_pending()
        if self.users.added:
            self.connection.execute(insert(models.user_right), [{**row, "seq": real(row["seq"])} for row in self.users.added])
        for (incarnation, seq), columns in self._freed.items():
            log = models.op_log.c
            where = (log.home == self.device.home, log.incarnation == incarnation, log.seq == seq, log.device == self.device.id)
            self.connection.execute(
                update(models.op_log).where(*where).values({**columns, "version": real(columns["version"])})
            )
        if self.staging.given:
            last = real(PROVISIONAL + self.staging.given)
            self.connection.execute(update(models.clock).values(seq=last))
            row = {"last_seq": last, "tag": secrets.token_urlsafe(3), "at": moment}
            self.connection.execute(insert(models.commit_log), [row])

    def _settle(self) -> None:
        """Takes the global lock and makes numbers real; Moved when what operations were judged by has changed meanwhile."""
        if self._settled or not self.staging.given:
            return
        epoch, last = lock_clock(self.connection)
        if (epoch, last) != self.start:
            if epoch != self.start[0] or self.users.changed_after(self.connection, self.start[1]):
                raise Moved
            self.staging.offices = _practices(all_offices(self.connection))
        self.staging.settle(last)
        self._settled = True

    def _write_pending(self) -> None:
        """Rows of operations and of quarantine, in bulk."""
        if self._log:
            self._settle()
            for row in self._log:
                row["version"] = self.staging.real(row["version"])
            add_rows(self.connection, models.op_log, self._log)
        if self._held:
            self.connection.execute(insert(models.held), self._held)
        self._log.clear()
        self._held.clear()

    def _decide_practice(self) -> None:
        """What an office holds first makes it real or practising for ever; an empty one may also wish to practise (P6)."""
        touched = {item.office for item in self.staging.items.values() if item.new and item.type in CONTENT}
        for code in sorted(touched | self.applier.practising):
            office = find_office(self.connection, code)
            if office is None or office.practice is not None:
                continue
            willing = code in self.applier.practising and is_empty(self.connection, code)
            if willing or code in touched:
                set_practice(self.connection, code, willing or self.device.practice)
                self.staging.offices = _practices(all_offices(self.connection))

    def _store_numbering(self, numbering: Numbering, have: int, link: bytes) -> None:
        """How far the incarnation has come."""
        table = models.incarnation
        key = (table.c.home == self.device.home, table.c.id == numbering.id)
        values = {"have": have, "chain": link}
        if self.connection.execute(update(table).where(*key).values(**values)).rowcount == 0:
            row = {"home": self.device.home, "id": numbering.id, "device": self.device.id, "since": numbering.since}
            self.connection.execute(insert(table), [{**row, **values}])


def _columns(arrived: Arrived) -> dict[str, Any]:
    """What the log tells of an operation that could be read, perhaps only when it was released; nothing of another."""
    op = arrived.op
    if op is None:
        return {}
    epoch, seq = op.base if op.base == (0, 0) else [max(0, min(part, LARGEST)) for part in op.base]
    return {
        "record": op.record,
        "type": op.type[:64],
        "kind": op.kind,
        "author": op.user,
        "at": op.at,
        "base_epoch": epoch,
        "base_seq": seq,
    }


def _practices(offices: Mapping[str, Office]) -> dict[str, bool | None]:
    """Which offices practise."""
    return {code: each.practice for code, each in offices.items()}
