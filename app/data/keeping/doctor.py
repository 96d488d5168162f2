"""Examining a database: is every page as it was written, is the structure whole, has nobody touched the chains."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from app.data import audit, rows
from app.data.contents.attachments import AttachmentStore, referenced
from app.data.database import Database
from app.data.fields import type_names
from app.data.outbox import outbox
from app.data.replica.overlay import shown
from app.domain.records import Actor


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, whether it found nothing wrong, and where the first fault lies (never personal)."""

    name: str
    ok: bool
    detail: str = ""


NEWEST = 5000
"""So many of the records that were changed last are compared with what they should show (a second or two)."""
CHECKS = ("pages", "structure", "references", "audit", "operations", "records", "shown", "attachments")


def examine(database: Database, actor: Actor) -> list[Check]:
    """All checks, on one moment of the database; EnvironmentFault `database_damaged` when it cannot even be read."""
    with database.read(actor) as reader:
        connection = reader.connection
        return [
            _rows("pages", connection, "PRAGMA cipher_integrity_check", nothing_is_well=True),
            _rows("structure", connection, "PRAGMA integrity_check"),
            _rows("references", connection, "PRAGMA foreign_key_check", nothing_is_well=True),
            _break("audit", audit.first_break(connection)),
            _break("operations", outbox.first_break(connection)),
            _records(connection),
            _shown(connection),
            _attachments(database, connection),
        ]


def _rows(name: str, connection: Connection, statement: str, *, nothing_is_well: bool = False) -> Check:
    """A check of SQLite or SQLCipher."""
    found = [str(row[0]) for row in connection.exec_driver_sql(statement)]
    well = found == [] if nothing_is_well else found == ["ok"]
    return Check(name, well, "" if well else f"{len(found)}: {found[0] if found else ''}")


def _attachments(database: Database, connection: Connection) -> Check:
    """Every file of an attachment is as it was written; only those made on another computer may not be here."""
    store = AttachmentStore.of(database)
    made_here = connection.exec_driver_sql(
        "SELECT DISTINCT a.sha256 FROM attachment a JOIN op o ON o.record = a.id AND o.kind = 'create'"
        " WHERE a.sha256 IS NOT NULL"
    )
    lost = next((sha256 for (sha256,) in made_here.fetchall() if not store.has(sha256)), "")
    fault = store.fault(referenced(connection)) or lost[:12]
    return Check("attachments", not fault, fault)


def _break(name: str, place: object) -> Check:
    """A check of a chain."""
    return Check(name, place is None, "" if place is None else str(place))


def _records(connection: Connection) -> Check:
    """Every typed row has its record row; else a digest would leave it out and the exchange never hear of it."""
    for kind in type_names():
        row = connection.exec_driver_sql(
            f'SELECT t.id FROM "{kind}" t LEFT JOIN record r ON r.id = t.id WHERE r.id IS NULL LIMIT 1'
        ).fetchone()
        if row is not None:
            return Check("records", False, f"{kind} {row[0]}")
    return Check("records", True)


def _shown(connection: Connection) -> Check:
    """What stands in typed rows is the base with the operations on top, for the records that were changed last."""
    newest = connection.exec_driver_sql(
        """SELECT DISTINCT o.type, o.record, plain(r.base_body), r.base_deleted, r.gone
           FROM op o JOIN record r ON r.id = o.record WHERE o.overlay = 1 AND o.n > (SELECT coalesce(max(n), 0) FROM op) - ?""",
        (NEWEST,),
    ).fetchall()
    for kind, record_id, base, deleted, gone in newest:
        record = rows.read(connection, kind, record_id) if kind in type_names() else None
        body = json.loads(base) if base is not None and not deleted else None
        values = None if gone or kind not in type_names() else shown(kind, body, outbox.overlay_of(connection, record_id))
        expected = None if values is None else {name: value for name, value in values.items() if value is not None}
        if (None if record is None else dict(record.values)) != expected:
            return Check("shown", False, f"{kind} {record_id}")
    return Check("shown", True)
