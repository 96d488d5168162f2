"""The outbox is captured from what a unit of work changed (sync.md §1), so that no use case can forget it.

Rules that lose or falsify data when broken: an operation's base is fixed at capture; the base of a field is that of the oldest
operation of the overlay that touches it, else the record's; an edit is folded only into the newest operation, only before
that was put in a batch, and only if that was saved since the file was opened (`opened`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection

from app.data.fields import schema_version
from app.data.outbox.foreign import seen_on
from app.data.replica.overlay import Patch, creating_patch, fold_patch, parts, patch_of, stating_patch, units
from app.data.values import canonical
from sync.protocol.packed import packed

LONGEST_FOLDED = 40_000
"""Characters of a patch: a long form saved again and again must not become one operation that no bad link carries whole."""
BEFORE = "operations_before"
"""Under this name a connection's `info` holds the newest operation (`n`) that was there when the file was opened."""
Base = tuple[int, int]
"""Epoch and sequence number."""

INSERT_OP = (
    "INSERT INTO op (incarnation, seq, record, type, kind, base_epoch, base_seq, seen_epoch, seen_seq, patch, resolves,"
    ' asserts, "user", at, "schema") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
)
INSERT_RECORD = "INSERT INTO record (id, type) VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class Author:
    """Who saved, and when, as it will stand for ever."""

    user: str
    at: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one record as it will be captured.

    `seen`: for units (see `overlay.units`) that the user was shown in an older state, the base of that.
    `stated`: fields that are decided, changed or not.
    """

    type: str
    id: str
    kind: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    resolves: str | None = None
    asserts: Sequence[object] = ()
    seen: Mapping[str, Base] | None = None
    stated: Sequence[str] = ()


def next_seq(connection: Connection) -> tuple[str, int]:
    """The current incarnation and its next number, which is taken."""
    row = connection.exec_driver_sql(
        "UPDATE incarnation SET next_seq = next_seq + 1 WHERE current = 1 RETURNING id, next_seq - 1"
    ).fetchone()
    assert row is not None, "a database always has one current incarnation"
    return row[0], row[1]


def opened(connection: driver.Connection, info: MutableMapping[Any, Any]) -> None:
    """Notes which operations are from before: in them nothing is folded any more.

    A disk is copied, or put back to an older state, while the programme does not run. What was saved before is then one
    operation under one number on both disks. If a later save went into it on one of them, the other one's would come to the
    server as a writing of its own, and clash with what was written with it before the eyes.
    """
    info[BEFORE] = connection.execute("SELECT coalesce(max(n), 0) FROM op").fetchone()[0]


def capture_create(
    connection: Connection, author: Author, type_name: str, record_id: str, values: Mapping[str, object]
) -> None:
    """One operation with all that is filled in. An id that was here before (deleted) keeps its base."""
    connection.exec_driver_sql("INSERT OR IGNORE INTO record (id, type) VALUES (?, ?)", (record_id, type_name))
    base = record_base(connection, record_id)
    edit = Edit(type_name, record_id, "create", {}, values)
    append_op(connection, author, edit, base, base, creating_patch(type_name, values))


def capture_edit(connection: Connection, author: Author, edit: Edit) -> None:
    """The operations of an edit: one for each base that its units have, folded into the newest where that is allowed."""
    record = record_base(connection, edit.id)
    if edit.kind != "edit" or edit.resolves is not None or edit.asserts:
        patch = stating_patch(edit.type, edit.before, edit.after, edit.stated)
        touched = _bases_in_overlay(connection, edit)
        base = min([record, *(touched[each] for each in units(edit.type, patch) if each in touched)])
        append_op(connection, author, edit, base, record, _with_elements(connection, edit, patch))
        return
    patch = patch_of(edit.type, edit.before, edit.after)
    by_base: dict[Base, Patch] = {}
    touched = _bases_in_overlay(connection, edit)
    for each, share in parts(edit.type, patch):
        whole = each.partition(":")[0]  # what the server holds may cover all answers at once, and hides them
        base = touched.get(each) or touched.get(whole) or (edit.seen or {}).get(each) or record
        by_base[base] = fold_patch(edit.type, by_base.get(base, {}), share)
    for base in sorted(by_base):
        if not _fold(connection, author, edit, base, record, by_base[base]):
            append_op(connection, author, edit, base, record, by_base[base])


def _with_elements(connection: Connection, edit: Edit, patch: Patch) -> Patch:
    """A decision on a set states each element that was in dispute, also one that stays as it is."""
    row = connection.exec_driver_sql("SELECT data FROM conflict WHERE id = ?", (edit.resolves,)).fetchone()
    if row is None:
        return patch
    sides = [json.loads(row[0])[side]["values"] for side in ("current", "proposed")]
    for name, change in list(patch.items()):
        if not (isinstance(change, dict) and change.keys() == {"add", "del"}):
            continue
        disputed = set(sides[0].get(name) or ()) ^ set(sides[1].get(name) or ())
        after = edit.after.get(name)
        chosen = disputed & set(after if isinstance(after, list) else ())
        patch[name] = {"add": sorted({*change["add"], *chosen}), "del": sorted({*change["del"], *(disputed - chosen)})}
    return patch


def capture_delete(connection: Connection, author: Author, type_name: str, record_id: str) -> None:
    """The deletion of a record."""
    base = record_base(connection, record_id)
    append_op(connection, author, Edit(type_name, record_id, "delete", {}, {}), base, base, {})


def record_base(connection: Connection, record_id: str) -> Base:
    """The base of a record; (0, 0) when it was never exchanged."""
    row = connection.exec_driver_sql("SELECT base_epoch, base_seq FROM record WHERE id = ?", (record_id,)).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def _bases_in_overlay(connection: Connection, edit: Edit) -> dict[str, Base]:
    """For each unit: the base of the oldest operation of the overlay that touches it.

    What the server holds does not count for a decision: it is made between what stands on the server (`inbox.up_to_date`),
    and with the base of what is held it would clash anew each time.
    """
    waiting = "AND verdict IS NOT 'held'" if edit.resolves is not None else ""
    rows = connection.exec_driver_sql(
        f"SELECT base_epoch, base_seq, plain(patch) FROM op WHERE record = ? AND overlay = 1 {waiting} ORDER BY n", (edit.id,)
    )
    bases: dict[str, Base] = {}
    for epoch, seq, patch in rows:
        for each in units(edit.type, json.loads(patch)):
            bases.setdefault(each, (epoch, seq))
    return bases


def _fold(connection: Connection, author: Author, edit: Edit, base: Base, record: Base, patch: Patch) -> bool:
    """Folds an edit into the newest operation if that may be done."""
    newest = connection.exec_driver_sql(
        "SELECT n, record, kind, user, base_epoch, base_seq, seen_epoch, seen_seq, batch, line, resolves, asserts,"
        ' plain(patch), incarnation, overlay, "schema", saw FROM op ORDER BY n DESC LIMIT 1'
    ).fetchone()
    if newest is None or newest[1:8] != (edit.id, "edit", author.user, *base, *record):
        return False
    frozen = any(part is not None for part in newest[8:12])
    if frozen or newest[14] != 1 or newest[15] != schema_version() or not _is_current(connection, newest[13]):
        return False
    if newest[0] <= connection.info.get(BEFORE, 0) or newest[16] != seen_on(connection, edit.id):
        return False
    folded = canonical(fold_patch(edit.type, json.loads(newest[12]), patch))
    if len(folded) > LONGEST_FOLDED:
        return False
    connection.exec_driver_sql("UPDATE op SET patch = ?, at = ? WHERE n = ?", (packed(folded), author.at, newest[0]))
    return True


def _is_current(connection: Connection, incarnation: str) -> bool:
    """Whether an incarnation is the one that numbers now."""
    return connection.exec_driver_sql("SELECT current FROM incarnation WHERE id = ?", (incarnation,)).scalar() == 1


def op_row(
    identity: tuple[str, int], author: Author, edit: Edit, base: Base, seen: Base, patch: Mapping[str, Any]
) -> tuple[Any, ...]:
    """The row of an operation, for `INSERT_OP`."""
    asserts = canonical(list(edit.asserts)) if edit.asserts else None
    head = (*identity, edit.id, edit.type, edit.kind, *base, *seen)
    return (*head, packed(canonical(dict(patch))), edit.resolves, asserts, author.user, author.at, schema_version())


def append_op(connection: Connection, author: Author, edit: Edit, base: Base, seen: Base, patch: Mapping[str, Any]) -> int:
    """Adds an operation at the end of the outbox; gives its number."""
    identity = next_seq(connection)
    connection.exec_driver_sql(INSERT_OP, op_row(identity, author, edit, base, seen, patch))
    saw = seen_on(connection, edit.id)
    if saw is not None:
        connection.exec_driver_sql("UPDATE op SET saw = ? WHERE incarnation = ? AND seq = ?", (saw, *identity))
    return identity[1]
