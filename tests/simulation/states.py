"""What stands on the server and on laptops, read as it lies there, for the judge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from app.data import rows
from app.data.fields import type_names
from app.data.outbox import outbox
from app.data.outbox.kept_lines import ERASED, whole_line
from app.data.replica.overlay import shown
from app.data.values import canonical
from app.domain.records import Actor
from sync.protocol.chain import wiped
from sync.server import models
from sync.server.database import Store, position
from tests.simulation.laptops import Laptop


@dataclass(frozen=True, slots=True)
class Known:
    """A record as somebody has it: version, whether deleted, hash of the body, ids of open conflicts."""

    version: int
    deleted: bool
    hash: str
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """An open conflict as the server has it."""

    record: str
    id: str
    unit: str
    current: Mapping[str, Any]
    proposed: Mapping[str, Any]
    current_at: str
    proposed_at: str


def server_scopes(store: Store) -> dict[str, dict[str, Known]]:
    """Atomic scope → record → as it is there."""
    member, record = models.membership.c, models.record.c
    found: dict[str, dict[str, Known]] = {}
    with store.read() as connection:
        clashes: dict[str, list[str]] = {}
        for name, identity in connection.execute(
            select(models.conflict.c.record, models.conflict.c.id).where(models.conflict.c.closed.is_(None))
        ):
            clashes.setdefault(name, []).append(identity)
        query = select(member.scope, record.id, record.version, record.deleted, record.body_hash).join_from(
            models.membership, models.record, (member.home == record.home) & (member.record == record.id)
        )
        for row in connection.execute(query.where(member.present.is_(True))):
            known = Known(int(row.version), bool(row.deleted), row.body_hash, tuple(sorted(clashes.get(row.id, ()))))
            found.setdefault(row.scope, {})[row.id] = known
    return found


def server_bodies(store: Store) -> dict[str, tuple[str, dict[str, Any], bool]]:
    """Record → type, body, whether deleted."""
    with store.read() as connection:
        query = select(models.record.c.id, models.record.c.type, models.record.c.body, models.record.c.deleted)
        return {row.id: (row.type, json.loads(row.body), bool(row.deleted)) for row in connection.execute(query)}


def server_clashes(store: Store) -> list[Clash]:
    """Open conflicts."""
    with store.read() as connection:
        rows_of = connection.execute(select(models.conflict).where(models.conflict.c.closed.is_(None)))
        return [
            Clash(r.record, r.id, r.unit, json.loads(r.current), json.loads(r.proposed), r.current_at, r.proposed_at)
            for r in rows_of
        ]


def held_lines(store: Store) -> str:
    """The lines of operations in quarantine, as one text."""
    held, log = models.held.c, models.op_log.c
    joined = select(log.line).join_from(
        models.held, models.op_log, (held.home == log.home) & (held.incarnation == log.incarnation) & (held.seq == log.seq)
    )
    with store.read() as connection:
        lines = connection.execute(joined.where(held.state == "held")).scalars()
        return "\n".join(bytes(line).decode(errors="replace") for line in lines)


def sizes(store: Store) -> dict[str, int]:
    """Rows of the tables that hold what people wrote, and the numbering."""
    with store.read() as connection:
        tables = [
            table for name, table in models.METADATA.tables.items() if name not in ("session", "device", "meta", "enrol_code")
        ]
        counts = {table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables}
        return {**counts, "seq": position(connection)[1]}


def laptop_scopes(laptop: Laptop) -> dict[str, dict[str, Known]]:
    """Atomic scope → record → as the laptop has it."""
    found: dict[str, dict[str, Known]] = {}
    with laptop.database.read(Actor("", "", "")) as reader:
        clashes: dict[str, list[str]] = {}
        for name, identity in reader.connection.exec_driver_sql("SELECT record, id FROM conflict WHERE open = 1"):
            clashes.setdefault(name, []).append(identity)
        query = (
            "SELECT m.scope, r.id, r.base_seq, r.base_deleted, r.base_hash FROM membership m JOIN record r ON r.id = m.record "
            "WHERE m.inside = 1 AND r.gone = 0"
        )
        for scope, record, version, deleted, hashed in reader.connection.exec_driver_sql(query):
            known = Known(version, bool(deleted), hashed, tuple(sorted(clashes.get(record, ()))))
            found.setdefault(scope, {})[record] = known
        for (scope,) in reader.connection.exec_driver_sql("SELECT scope FROM cursor"):
            found.setdefault(scope, {})
    return found


def overlays(laptop: Laptop) -> list[tuple[str, int, str]]:
    """Operations that lie over bases: incarnation, number, verdict."""
    with laptop.database.read(Actor("", "", "")) as reader:
        query = "SELECT incarnation, seq, verdict FROM op WHERE overlay = 1 ORDER BY n"
        return [(row[0], row[1], str(row[2])) for row in reader.connection.exec_driver_sql(query)]


def wrongly_shown(laptop: Laptop) -> list[str]:
    """Records whose row is not their base with the overlay on top."""
    with laptop.database.read(Actor("", "", "")) as reader:
        parked = {row[0] for row in reader.connection.exec_driver_sql("SELECT record FROM parked")}
        query = reader.connection.exec_driver_sql("SELECT id, type, plain(base_body), gone FROM record").fetchall()
        return [
            row[0] for row in query if row[1] in type_names() and row[0] not in parked and not _fits(reader.connection, row)
        ]


def _fits(connection: Connection, row: Any) -> bool:
    """Whether a record's row is what it must be."""
    record, type_name, text, gone = row
    base = json.loads(text) if text else None
    wanted = None if gone else shown(type_name, base, outbox.overlay_of(connection, record))
    standing = rows.read(connection, type_name, record)
    if standing is None or wanted is None:
        return standing is None and wanted is None
    have = {name: value for name, value in dict(standing.values).items() if value is not None}
    return canonical({name: value for name, value in wanted.items() if name in have}) == canonical(have)


def ops(laptop: Laptop) -> list[tuple[str, int, bytes | None, str, str]]:
    """All operations: incarnation, number, frozen line, author, instant."""
    with laptop.database.read(Actor("", "", "")) as reader:
        rows_of = reader.connection.exec_driver_sql('SELECT incarnation, seq, line, "user", at, kind, patch FROM op ORDER BY n')
        return [(row[0], row[1], _line(row[2], row[6], row[5]), row[3], row[4]) for row in rows_of]


def _line(stored: Any, patch: Any, kind: str) -> bytes | None:
    """A frozen line as it is sent; of an operation that was erased only the hash of its line is left."""
    line = whole_line(stored, patch, kind)
    return wiped(line) if line is not None and kind == ERASED else line
