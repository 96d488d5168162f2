"""The page applier: what the server says becomes bases; what is shown is computed again with own operations on top.

It works outside capture, in the transaction of its caller, and never fails by content: what cannot be shown as typed is parked
with its base kept. Nothing here ever changes a captured operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError

from app.data import rows
from app.data.connection import bare
from app.data.fields import type_names
from app.data.outbox import outbox
from app.data.outbox.sent import Sent
from app.data.replica import replica_many
from app.data.replica.clashes import mask_conflicts, open_conflicts, take_conflicts
from app.data.replica.erase import erase
from app.data.replica.erased import MARK
from app.data.replica.gone import forget_parked
from app.data.replica.overlay import differences, shown
from app.data.values import canonical, read_body
from app.domain.records import Change, Changes
from sync.protocol import digest
from sync.protocol.canonical import body_bytes, content_hash
from sync.protocol.lines import EchoLine, GoneLine, LargeLine, PageLine, RecordLine
from sync.protocol.packed import packed

_CONTENT = (
    *(ValueError, TypeError, KeyError, AttributeError, OverflowError),
    *(DataError, IntegrityError, InterfaceError, driver.DataError, driver.IntegrityError, driver.InterfaceError),
)
"""What a line's content can bring about; faults of disk and file are others and end the page whole."""


@dataclass(frozen=True, slots=True)
class Base:
    """The last server state of a record that is known here."""

    type: str
    epoch: int
    seq: int
    body: Mapping[str, Any] | None
    deleted: bool
    hash: str
    gone: bool


@dataclass(slots=True)
class Page:
    """One page being applied: its epoch, the operations of the request by position, when it came; collects what it touches.

    `sent`: the incarnation of the request and the number of its first operation.
    """

    epoch: int
    ops: Sequence[Sent]
    at: str
    roots: dict[str, int] = field(default_factory=dict)
    sent: tuple[str, int] = ("", 1)
    touched: dict[str, str] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    arrived: set[str] = field(default_factory=set)
    adopted: set[str] = field(default_factory=set)
    bodies: dict[str, tuple[Mapping[str, Any] | None, bool]] = field(default_factory=dict)
    """Of records that came whole among many: the body, and whether they were never here before."""
    forced: set[str] = field(default_factory=set)
    """Records whose base here is wrong: the next line of theirs counts, whatever its version."""
    received: int = 0
    _by_record: dict[str, list[tuple[int, Sent]]] | None = None

    def ops_of(self, record: str, end: int) -> list[Sent]:
        """The operations of the request on a record, in order, that stand before a position."""
        if self._by_record is None:
            self._by_record = {}
            for place, op in enumerate(self.ops):
                self._by_record.setdefault(op.record, []).append((place, op))
        return [op for place, op in self._by_record.get(record, ()) if place < end]


def base_of(connection: Connection, record: str) -> Base | None:
    """The base of a record; None when it is not known here."""
    row = (
        bare(connection)
        .execute(
            "SELECT type, base_epoch, base_seq, plain(base_body), base_deleted, base_hash, gone FROM record WHERE id = ?",
            (record,),
        )
        .fetchone()
    )
    if row is None:
        return None
    return Base(row[0], row[1], row[2], read_body(row[3]), bool(row[4]), row[5] or "", bool(row[6]))


def apply_page(connection: Connection, page: Page, lines: Sequence[PageLine]) -> None:
    """Takes the lines of a page in order. A line that is older than what is known changes nothing.

    All at once if that goes; else one by one, so that a line which does not go stops only itself.
    """
    before = (dict(page.roots), dict(page.touched), set(page.wanted), set(page.arrived), set(page.adopted), page.received)
    connection.exec_driver_sql("SAVEPOINT page_lines")
    try:
        for run in replica_many.runs(lines):
            if len(run) == 1:
                _apply(connection, page, run[0])
            else:
                whole = [replica_many.taken(line) for line in run if isinstance(line, RecordLine)]
                replica_many.take_many(connection, page, whole, _single(connection, page))
    except _CONTENT:
        connection.exec_driver_sql("ROLLBACK TO page_lines")
        page.roots, page.touched, page.wanted, page.arrived, page.adopted, page.received = before
        page.bodies.clear()
        _apply_singly(connection, page, lines)
    connection.exec_driver_sql("RELEASE page_lines")


def _single(connection: Connection, page: Page) -> replica_many.Single:
    """The way of one record."""
    return lambda line, decided: take_record(connection, page, line, decided)


def _apply_singly(connection: Connection, page: Page, lines: Sequence[PageLine]) -> None:
    """Lines one by one; what does not go is parked."""
    for line in lines:
        roots = dict(page.roots)
        connection.exec_driver_sql("SAVEPOINT page_line")
        try:
            _apply(connection, page, line)
        except _CONTENT as reason:
            connection.exec_driver_sql("ROLLBACK TO page_line")
            page.roots = roots
            _park(connection, page, line, type(reason).__name__)
        connection.exec_driver_sql("RELEASE page_line")


def _apply(connection: Connection, page: Page, line: PageLine) -> None:
    """One line."""
    if isinstance(line, GoneLine):
        leave_scope(connection, page, line.scope, line.record, line.version)
    elif isinstance(line, EchoLine):
        replica_many.adopt(connection, page, line, _single(connection, page))
    elif isinstance(line, LargeLine):
        page.wanted.add(line.record)  # the exchange puts the record in its place; one that did not is to have it whole
    elif line.patch_base is not None:
        base = base_of(connection, line.record)
        if base is None or base.seq != line.patch_base or base.epoch != page.epoch or base.body is None:
            page.wanted.add(line.record)
            return
        changes = {**base.body, **(line.body or {})}
        body = {name: value for name, value in changes.items() if value is not None}
        take_record(connection, page, replace(line, body=body, patch_base=None))
    else:
        take_record(connection, page, line)


def take_record(connection: Connection, page: Page, line: RecordLine, decided: Sequence[str] | None = None) -> None:
    """A record's state becomes its base, with its scopes and its open conflicts.

    For an echo (`decided`: conflicts that its operations resolve) those stay open that it has besides.
    """
    base = base_of(connection, line.record)
    page.wanted.discard(line.record)
    page.bodies.pop(line.record, None)
    forced = line.record in page.forced and decided is None
    page.forced -= {line.record} if forced else set()
    if not forced and _from_before_it_left(connection, page, base, line):
        return
    if base is not None and not forced and (base.epoch, base.seq) >= (page.epoch, line.version) and not base.gone:
        _enter_scopes(connection, page, line, base)
        return
    before = open_conflicts(connection, line.record)
    if base is not None:
        toggle(connection, page, line.record, base, before)
    if line.erased:
        erase(connection, line.record)  # if the verdict of an operation has not done it before
    deleted, content = line.body is None, body_bytes(line.body)
    told, digested = None if line.body is None else content.decode(), content_hash(content)
    _put_base(connection, page, line, told, digested, whole=decided is None)
    if base is not None and 0 < base.epoch < page.epoch:  # own operations lie over the new base, which may lack them
        bare(connection).execute("UPDATE op SET overlay = 1 WHERE record = ? AND overlay = 2", (line.record,))
    if decided is None:
        take_conflicts(connection, line)
    for conflict in decided or ():
        connection.exec_driver_sql("UPDATE conflict SET open = 0 WHERE id = ? AND record = ?", (conflict, line.record))
    _write_membership(connection, line.scopes, line.record, line.version)
    now = Base(line.type, page.epoch, line.version, line.body, deleted, digested, False)
    toggle(connection, page, line.record, now, open_conflicts(connection, line.record))
    if decided is None or (base is not None and base.gone):  # what was hidden is shown again
        page.touched[line.record] = line.type
    if decided is not None:
        page.adopted.add(line.record)  # its base now holds what lay over it: what is shown stays
    page.arrived.add(line.record)
    page.received += decided is None
    bare(connection).execute("DELETE FROM parked WHERE record = ?", (line.record,))
    if line.type not in type_names():
        _park(connection, page, line, "type")


def _put_base(connection: Connection, page: Page, line: RecordLine, told: str | None, digested: str, *, whole: bool) -> None:
    """The row of a base; `whole`: with the flags of the line, which an echo does not carry."""
    bare(connection).execute(
        "INSERT INTO record (id, type, base_epoch, base_seq, base_body, base_deleted, base_hash, flags) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET type = excluded.type, "
        "base_epoch = excluded.base_epoch, base_seq = excluded.base_seq, base_body = excluded.base_body, "
        "base_deleted = excluded.base_deleted, "
        "base_hash = excluded.base_hash, gone = 0, flags = " + ("excluded.flags" if whole else "flags"),
        (
            *(line.record, line.type, page.epoch, line.version, None if told is None else packed(told)),
            *(int(line.body is None), digested),
            MARK if line.erased else canonical(dict(line.flags)) if line.flags else None,
        ),
    )


def _from_before_it_left(connection: Connection, page: Page, base: Base | None, line: RecordLine) -> bool:
    """Whether a line is older than the record's leaving of all its scopes, which may be all that is known of it here."""
    if base is not None and base.seq > 0 and (not base.gone or base.epoch != page.epoch):
        return False
    marks = ", ".join("?" * len(line.scopes))
    found = connection.exec_driver_sql(
        f"SELECT seq FROM membership WHERE record = ? AND inside = 0 AND scope IN ({marks})", (line.record, *line.scopes)
    ).fetchall()
    return bool(found) and len(found) == len(line.scopes) and all(line.version < seq for (seq,) in found)


def _enter_scopes(connection: Connection, page: Page, line: RecordLine, base: Base) -> None:
    """A record that is known, with scopes in which it may be new."""
    conflicts = open_conflicts(connection, line.record)
    if (base.epoch, base.seq) == (page.epoch, line.version) and len(line.conflicts) == len(conflicts):
        take_conflicts(connection, line)  # the same ones, perhaps with values that this device has become allowed to see
    toggle(connection, page, line.record, base, conflicts)
    _write_membership(connection, line.scopes, line.record, line.version)
    toggle(connection, page, line.record, base, conflicts)


def wipe(connection: Connection, page: Page, record: str, *, known: bool = False) -> None:
    """A record was erased by law, as the verdict of an operation says; its line comes with a page, or came.

    `known`: it came if the record is deleted here. Without that it may have come too: files come in any order, and a server
    that was put back is told of operations anew. A base that is deleted stays for that, else it would be missing from then on.
    """
    base = base_of(connection, record)
    if known and base is not None and base.deleted:
        return
    if base is not None:
        toggle(connection, page, record, base, open_conflicts(connection, record))
        page.touched[record] = base.type
    erase(connection, record)
    if base is not None and base.deleted:
        toggle(connection, page, record, base, ())


def leave_scope(connection: Connection, page: Page, scope: str, record: str, version: int) -> None:
    """A record leaves a scope; when it is in none any more it is hidden, and its content goes with the last open operation."""
    row = connection.exec_driver_sql(
        "SELECT inside, seq FROM membership WHERE scope = ? AND record = ?", (scope, record)
    ).fetchone()
    if row is not None and row[1] > version:
        return
    base = base_of(connection, record)
    conflicts = open_conflicts(connection, record)
    if row is not None and base is not None:
        toggle(connection, page, record, base, conflicts)
    bare(connection).execute(replica_many.LEFT, (scope, record, version))
    if row is None or base is None:
        if base is None:
            forget_parked(connection, record, version)
        return  # it never was here in that scope; but a page from before may still come
    page.bodies.pop(record, None)
    inside = connection.exec_driver_sql(
        "SELECT count(*) FROM membership WHERE record = ? AND inside = 1", (record,)
    ).scalar_one()
    if inside:
        toggle(connection, page, record, base, conflicts)
    else:
        connection.exec_driver_sql("UPDATE record SET gone = 1 WHERE id = ?", (record,))
        page.touched[record] = base.type


def leave_scopes(connection: Connection, page: Page, scopes: Iterable[str]) -> None:
    """Scopes that this device has no longer: all their records leave, and the cursors go."""
    for scope in scopes:
        inside = connection.exec_driver_sql(
            "SELECT record, seq FROM membership WHERE scope = ? AND inside = 1", (scope,)
        ).fetchall()
        for record, seq in inside:
            leave_scope(connection, page, scope, record, seq)
        connection.exec_driver_sql("DELETE FROM cursor WHERE scope = ?", (scope,))
        mask_conflicts(connection, *scope.partition("/")[::2])


def show(connection: Connection, page: Page) -> Changes:
    """Computes what is shown of all that a page touched; gives what differs from before."""
    page.touched.update(replica_many.covered(connection, page.adopted))
    connection.exec_driver_sql("SAVEPOINT page_new")
    try:
        fresh, left = replica_many.show_new(connection, page)
    except _CONTENT:
        connection.exec_driver_sql("ROLLBACK TO page_new")
        fresh, left = [], page.touched
    connection.exec_driver_sql("RELEASE page_new")
    return (*fresh, *refresh(connection, left))


def refresh(connection: Connection, touched: Mapping[str, str]) -> Changes:
    """Computes what is shown of records (id → type) again; gives what differs from before."""
    able = {record: type_name for record, type_name in touched.items() if type_name in type_names()}
    connection.exec_driver_sql("SAVEPOINT page_rows")
    try:
        found = [_refresh(connection, type_name, record) for record, type_name in able.items()]
    except _CONTENT:
        connection.exec_driver_sql("ROLLBACK TO page_rows")
        found = _refresh_singly(connection, able)
    connection.exec_driver_sql("RELEASE page_rows")
    return tuple(change for change in found if change is not None)


def _refresh_singly(connection: Connection, touched: Mapping[str, str]) -> list[Change | None]:
    """One by one; what cannot be shown is parked."""
    changes: list[Change | None] = []
    for record, type_name in touched.items():
        connection.exec_driver_sql("SAVEPOINT page_row")
        try:
            change = _refresh(connection, type_name, record)
        except _CONTENT:
            connection.exec_driver_sql("ROLLBACK TO page_row")
            change = None
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO parked (scope, record, seq, line, reason, at) VALUES ('', ?, 0, ?, 'content', '')",
                (record, type_name.encode()),
            )
        connection.exec_driver_sql("RELEASE page_row")
        changes.append(change)
    return changes


def _refresh(connection: Connection, type_name: str, record: str) -> Change | None:
    """One record."""
    base = base_of(connection, record)
    before = rows.read(connection, type_name, record)
    body = None
    if base is None or not base.gone:
        body = shown(type_name, base.body if base else None, outbox.overlay_of(connection, record))
    if body is None:
        rows.remove(connection, type_name, record)
        return None if before is None else Change(type_name, record, frozenset(before.values), "deleted")
    rows.put(connection, type_name, record, body)
    if before is None:
        return Change(type_name, record, frozenset(body), "created")
    changed = frozenset(differences(type_name, before.values, body))
    return Change(type_name, record, changed, "changed") if changed else None


def _write_membership(connection: Connection, scopes: Sequence[str], record: str, version: int) -> None:
    """The record is inside these scopes, unless it left them later."""
    bare(connection).executemany(replica_many.MEMBER, [(scope, record, version) for scope in scopes])


def toggle(connection: Connection, page: Page, record: str, base: Base, conflicts: Sequence[str]) -> None:
    """Adds a record's item to the roots of its scopes, or takes it out: the same thing for an exclusive or."""
    if base.seq == 0:
        return
    line = digest.line(base.type, record, base.seq, base.deleted, base.hash)
    item = digest.item(line, conflicts)
    found = bare(connection).execute("SELECT scope FROM membership WHERE record = ? AND inside = 1", (record,))
    for (scope,) in found.fetchall():
        page.roots[scope] = page.roots.get(scope, 0) ^ item


def _park(connection: Connection, page: Page, line: PageLine, reason: str) -> None:
    """Keeps a line aside; the page goes on."""
    record = line.record if not isinstance(line, EchoLine) else f"echo {line.version}"
    if isinstance(line, EchoLine):
        page.wanted.update(op.record for op in (*page.ops, *replica_many.run_of(connection, page, line)))
        return
    park_line(connection, record, line.version, repr(line).encode(errors="backslashreplace"), reason, page.at)


def park_line(connection: Connection, record: str, seq: int, line: bytes, reason: str, at: str) -> None:
    """Keeps the bytes of a line that cannot be stored as typed."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO parked (scope, record, seq, line, reason, at) VALUES ('', ?, ?, ?, ?, ?)",
        (record, seq, line, reason, at),
    )
