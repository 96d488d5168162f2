"""Erasure by law (sync.md §3): nothing of a record's content stays here; identities and hashes stay, and the chain holds."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import Connection

from app.data import rows
from app.data.contents.attachments import note_erased
from app.data.fields import type_names
from app.data.outbox.kept_lines import ERASED, whole_line
from app.data.replica.erased import MARK, drop_drafts
from sync.protocol.canonical import short_id
from sync.schema import vocabulary


def erase(connection: Connection, record: str) -> None:
    """Wipes a record's body, operations, conflicts, drafts, undo, history, parked lines and search, in the caller's act.

    A frozen operation keeps the hash of its line in place of the line; one that was never sent stays as an empty edit, since
    no number may be missing. Pages of the file that become free are overwritten. The file of an attachment is destroyed
    after the commit (`attachments.destroy_erased`). What others showed by a stick of records below it goes too. A base that is
    deleted stays, it has no content: it may be that of the erasure itself, and no page tells of that again.
    """
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    shown_below = _shown_below(connection, record)
    type_name = connection.exec_driver_sql("SELECT type FROM record WHERE id = ?", (record,)).scalar()
    if type_name == "attachment":
        note_erased(connection, record)
    if type_name in type_names():  # a newer version's record is shown nowhere, but its body lies here
        rows.remove(connection, str(type_name), record)
    connection.exec_driver_sql(
        "UPDATE record SET base_epoch = base_epoch * base_deleted, base_seq = base_seq * base_deleted, base_body = NULL, "
        "base_hash = iif(base_deleted, base_hash, NULL), base_deleted = 1, flags = ? WHERE id = ?",
        (MARK, record),
    )
    frozen = connection.exec_driver_sql(
        "SELECT n, line, patch, kind FROM op WHERE record = ? AND line IS NOT NULL AND kind <> ?", (record, ERASED)
    ).fetchall()
    for number, line, patch, kind in frozen:
        digest = hashlib.sha256(whole_line(line, patch, kind) or b"").digest()
        connection.exec_driver_sql("UPDATE op SET line = ?, kind = ? WHERE n = ?", (digest, ERASED, number))
    connection.exec_driver_sql(
        "UPDATE op SET patch = '{}', resolves = NULL, asserts = NULL, verdict_data = NULL, overlay = 0 WHERE record = ?",
        (record,),
    )
    for statement in (
        "DELETE FROM conflict WHERE record = ?",
        "DELETE FROM held WHERE record = ?",
        "DELETE FROM foreign_op WHERE record = ?",
        "DELETE FROM parked WHERE record = ?",
        "DELETE FROM lost WHERE record = ?",
        "DELETE FROM history WHERE record = ?",
        "DELETE FROM undo WHERE instr(entries, ?) > 0",
    ):
        connection.exec_driver_sql(statement, (record,))
    drop_drafts(connection, record)
    _erase_unread(connection, record)
    connection.exec_driver_sql("PRAGMA secure_delete=OFF")
    for below in shown_below:
        erase(connection, below)


def _erase_unread(connection: Connection, record: str) -> None:
    """What cannot be read and may hold something of a record."""
    # Lines that this version cannot read lie under no name of a record. What goes of another one comes back by the digests.
    connection.exec_driver_sql(
        "DELETE FROM parked WHERE reason = 'unread' AND (instr(line, CAST(?1 AS BLOB)) OR instr(line, CAST(?2 AS BLOB)))",
        (record, short_id(record)),
    )
    # Pieces of a record that was too large for its page, or of a stick: their name does not say whose they are.
    connection.exec_driver_sql("DELETE FROM blob_part WHERE sha256 NOT IN (SELECT sha256 FROM blob)")


def _shown_below(connection: Connection, record: str) -> list[str]:
    """Records that others only showed by a stick and that belong to one: the server cannot name them."""
    made = connection.exec_driver_sql(
        "SELECT f.record, f.type, f.patch FROM foreign_op f JOIN record r ON r.id = f.record"
        " WHERE f.kind = 'create' AND r.base_seq = 0 AND f.record <> ?1 AND instr(f.patch, ?1) > 0",
        (record,),
    ).fetchall()
    types = vocabulary().types
    return [str(each) for each, kind, patch in made if kind in types and record in types[kind].belongs_to(json.loads(patch))]
