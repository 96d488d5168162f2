"""Many acts at once, for practice data and imports: the rows that a unit of work for each would leave, at many times its speed.

A test holds the two equal. What is left out on purpose: undo. Acts are committed some thousand records at a time, and across
such a commit no edit is folded. Only records that the same writer created may be changed: their base is "never exchanged".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection

from app.data import audit
from app.data.database import Database
from app.data.derived import SEARCHED, child_row, derived_columns, linked_row, refresh_dependants
from app.data.history import INSERT_HISTORY, history_rows
from app.data.outbox.capture import INSERT_OP, INSERT_RECORD, Author, Edit, op_row
from app.data.outbox.outbox import current_incarnation
from app.data.replica.overlay import Patch, creating_patch, differences, fold_patch, patch_of, with_changes
from app.data.rows import put_rows, to_row
from app.data.undo import Entry
from app.data.values import canonical, wire_values
from app.domain.clock import instant_text
from app.domain.records import Actor

NEVER = (0, 0)
_RECORDS_A_COMMIT = 10_000
_CACHE_KIB = 192 * 1024


@dataclass(frozen=True, slots=True)
class Save:
    """One save within an act: a new record with its values, or changes to one that this writer created (None clears)."""

    type: str
    id: str
    values: Mapping[str, object]
    what: Literal["create", "update"] = "create"
    wire: bool = False
    """The values are in wire form already."""


@dataclass(slots=True)
class _Pending:
    """The newest operation, which the next edit may still be folded into."""

    author: Author
    edit: Edit
    patch: Patch


class BulkWriter:
    """Collects acts and writes them in chunks; made by `bulk`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._values: dict[str, dict[str, object]] = {}
        self._children: dict[str, tuple[str, str]] = {}
        self._typed: dict[str, dict[str, tuple[Any, ...]]] = {}
        self._search: dict[str, tuple[str, str, str, str]] = {}
        self._renamed: set[str] = set()
        self._records: list[tuple[str, str]] = []
        self._ops: list[tuple[Any, ...]] = []
        self._history: list[tuple[Any, ...]] = []
        self._audit: list[tuple[Any, ...]] = []
        self._newest: _Pending | None = None
        self._incarnation = ""
        self._seq = 0
        self._hash = audit.START
        self.written = 0
        self.commits = 0

    def act(self, actor: Actor, at: datetime, name: str, saves: Sequence[Save], **params: object) -> None:
        """One act with all its saves, as `Database.write(actor, name, **params)` at that instant would do it."""
        author = Author(actor.user, instant_text(at))
        before: dict[str, tuple[str, dict[str, object] | None]] = {}
        for save in saves:
            values = save.values if save.wire else wire_values(save.type, save.values)
            present = self._values.get(save.id)
            if (present is None) == (save.what == "update"):
                raise ValueError(f"{save.what} of {save.type} {save.id}: only new records, and changes to those of this writer")
            before.setdefault(save.id, (save.type, present))
            self._values[save.id] = with_changes(present or {}, values)
        entries = [entry for key, (kind, old) in before.items() if (entry := self._captured(author, kind, key, old))]
        if entries:
            content = canonical(params)
            self._hash = audit.link(self._hash, author.at, author.user, name, "write", entries[0].id, content)
            self._audit.append((author.at, author.user, name, "write", entries[0].id, content, self._hash))
        if len(self._ops) >= _RECORDS_A_COMMIT:
            self.flush()

    def _captured(self, author: Author, kind: str, key: str, old: dict[str, object] | None) -> Entry | None:
        """Notes the rows that one record's change leaves."""
        new = self._values[key]
        if old is None:
            entry = Entry(kind, key, "created", {}, new)
            self._records.append((key, kind))
            self._operation(author, Edit(kind, key, "create", {}, new), creating_patch(kind, new))
        else:
            changed = differences(kind, old, new)
            if not changed:
                return None
            was = {name: pair[0] for name, pair in changed.items()}
            entry = Entry(kind, key, "changed", was, {name: pair[1] for name, pair in changed.items()})
            self._operation(author, Edit(kind, key, "edit", old, new), patch_of(kind, old, new))
        self._history.extend(history_rows(author, entry))
        self._shown(kind, key, new)
        self.written += 1
        return entry

    def _operation(self, author: Author, edit: Edit, patch: Patch) -> None:
        """Adds an operation, or folds it into the newest by the rule of `app.data.outbox.capture`."""
        newest = self._newest
        both_edits = newest is not None and edit.kind == newest.edit.kind == "edit"
        if newest is not None and both_edits and (newest.edit.id, newest.author.user) == (edit.id, author.user):
            newest.patch = fold_patch(edit.type, newest.patch, patch)
            newest.author = author
            return
        self._settle()
        self._newest = _Pending(author, edit, patch)

    def _settle(self) -> None:
        """Numbers the newest operation; nothing is folded into it any more."""
        if self._newest is not None:
            self._seq += 1
            newest = self._newest
            identity = (self._incarnation, self._seq)
            self._ops.append(op_row(identity, newest.author, newest.edit, NEVER, NEVER, newest.patch))
            self._newest = None

    def _shown(self, kind: str, key: str, values: Mapping[str, object]) -> None:
        """The typed row and the search row of a record."""
        derived = derived_columns(kind, values)
        self._typed.setdefault(kind, {})[key] = to_row(kind, key, values, derived)
        if kind not in SEARCHED:
            return
        norm, sort = derived.get("name_norm") or "", derived.get("name_sort") or ""
        if kind == "child":
            if key in self._children and self._children[key] != (norm, sort):
                self._renamed.add(key)
            self._children[key] = (norm, sort)
        elif kind in {"case", "residency"}:
            norm, sort = linked_row(kind, values, norm, sort, self._child(values.get("child")))
        self._search[key] = (key, kind, norm, sort)

    def _child(self, child: object) -> tuple[str, str] | None:
        """The search row of a child, of this writer or from before."""
        if not isinstance(child, str) or child in self._children:
            return self._children.get(child) if isinstance(child, str) else None
        with self._database.transaction() as connection:
            return child_row(connection, child)

    def flush(self) -> None:
        """Writes and commits what was collected."""
        self._settle()
        with self._database.transaction() as connection:
            for kind, typed in self._typed.items():
                put_rows(connection, kind, list(typed.values()))
            collected: tuple[tuple[str, list[Any]], ...] = (
                ("INSERT OR REPLACE INTO search (id, type, norm, sort) VALUES (?, ?, ?, ?)", list(self._search.values())),
                (INSERT_RECORD, self._records),
                (INSERT_OP, self._ops),
                (INSERT_HISTORY, self._history),
                (audit.INSERT_AUDIT, self._audit),
            )
            for statement, rows in collected:
                if rows:
                    connection.exec_driver_sql(statement, rows)
            connection.exec_driver_sql("UPDATE incarnation SET next_seq = ? WHERE id = ?", (self._seq + 1, self._incarnation))
            for child in self._renamed:
                refresh_dependants(connection, "child", child, *(child_row(connection, child) or ("", "")))
        for done in (self._typed, self._search, self._renamed, self._records, self._ops, self._history, self._audit):
            done.clear()
        self.commits += 1

    def forget(self, ids: Sequence[str]) -> None:
        """Drops records from memory that will not be changed again; their children can still be linked to."""
        for each in ids:
            self._values.pop(each, None)

    def begin(self, connection: Connection) -> None:
        """Takes up numbering and audit where the database stands."""
        numbering = current_incarnation(connection)
        self._incarnation, self._seq = numbering.id, numbering.last_seq
        self._hash = audit.last_hash(connection)


@contextmanager
def bulk(database: Database) -> Iterator[BulkWriter]:
    """A writer of many acts; nothing else may write until it is done. Chunks already committed stay when an error comes."""
    writer = BulkWriter(database)
    with database.transaction() as connection:
        before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KIB}")
        writer.begin(connection)
    try:
        yield writer
        writer.flush()
    finally:
        with database.transaction() as connection:
            connection.exec_driver_sql(f"PRAGMA cache_size={before}")
