"""Bases held against the server's (sync.md §4): when a root differs, its 256 buckets are compared, then the records of some.

What differs is asked for whole and counts whatever its version; what the server does not have here goes. Only bases are
compared, never what waits. Also what the server asks for when its own data were damaged.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.outbox.capture import Author, Edit, append_op, record_base
from app.data.outbox.dispatch import BUCKETS, meta, put_meta
from app.data.replica.epochs import forget_base, leave_scope
from app.data.replica.replica import Page, base_of
from app.data.replica.rescue import KIND, last_author
from app.data.values import canonical
from sync.protocol import digest
from sync.protocol.canonical import content_hash
from sync.protocol.envelope import Reply

FORCED, TRIES, GIVEN, MENDED = "sync_forced", "sync_repair_tries", "sync_given_back", "sync_mended"
TRIES_MAX = 10
"""Comparisons in a row that did not make the roots equal; after them, and while nothing has changed on either side, only each
`SELDOM`-th exchange compares again."""
SELDOM = 20
_BUCKETS_AT_ONCE, _RECORDS_AT_ONCE = 16, 400


def asking(connection: Connection) -> Mapping[str, tuple[int, ...]]:
    """What the next request asks to compare."""
    return {scope: tuple(numbers) for scope, numbers in json.loads(meta(connection, BUCKETS) or "{}").items()}


def forced(connection: Connection) -> set[str]:
    """Records whose base is wrong here, asked for whole."""
    return set(json.loads(meta(connection, FORCED) or "[]"))


def keep_forced(connection: Connection, page: Page) -> None:
    """Writes down what is still wrong."""
    if page.forced or meta(connection, FORCED) not in (None, "[]"):
        put_meta(connection, FORCED, canonical(sorted(page.forced)))


def compare(connection: Connection, page: Page, reply: Reply, differ: Sequence[str]) -> None:
    """Goes one step on with the comparison; a first one begins where roots differ on the last page."""
    asked: dict[str, list[int]] = {}
    for scope, told in reply.head.buckets.items():
        if isinstance(told, str):
            asked.update(_compare_buckets(connection, page, scope, digest.read_buckets(told)))
        else:
            _compare_records(connection, page, scope, told)
    page.forced &= page.wanted  # the server did not send what was asked for
    if not reply.head.buckets and not reply.head.more and not page.wanted:
        theirs = reply.head.roots
        seen = canonical([[scope, digest.told_root(theirs, scope), page.roots.get(scope, 0)] for scope in differ])
        tries, before = json.loads(meta(connection, TRIES) or '[0, ""]')
        if differ and ((tries < TRIES_MAX and seen != before) or tries % SELDOM == SELDOM - 1):
            asked = {scope: [] for scope in differ}
        if differ or tries:
            put_meta(connection, TRIES, canonical([tries + 1, seen] if differ else [0, ""]))
    if asked or meta(connection, BUCKETS) is not None:
        put_meta(connection, BUCKETS, canonical(asked))


def _compare_buckets(connection: Connection, page: Page, scope: str, theirs: Sequence[int]) -> dict[str, list[int]]:
    """The buckets that differ, some at once; what was kept of this scope is computed anew first."""
    ours = [0] * digest.BUCKETS
    for record, item in recount(connection, page, scope).items():
        ours[digest.bucket(record)] ^= item
    different = [number for number in range(digest.BUCKETS) if ours[number] != theirs[number]]
    return {scope: different[:_BUCKETS_AT_ONCE]} if different else {}


def _compare_records(connection: Connection, page: Page, scope: str, theirs: Mapping[int, Mapping[str, int]]) -> None:
    """The records of some buckets: others are asked for, those that the server does not have in this scope leave it."""
    ours = {name: item for name, item in recount(connection, page, scope).items() if digest.bucket(name) in theirs}
    told = {name: item for part in theirs.values() for name, item in part.items()}
    different = [name for name, item in sorted(told.items()) if ours.get(name) != item][:_RECORDS_AT_ONCE]
    page.forced.update(different)
    page.wanted.update(different)
    connection.exec_driver_sql(  # it is there: that it left this scope is wrong too
        "UPDATE membership SET seq = 0 WHERE scope = ? AND inside = 0 AND record IN (SELECT value FROM json_each(?))",
        (scope, json.dumps(different)),
    )
    for name in sorted(ours.keys() - told.keys()):
        _leave(connection, page, scope, name)
    put_meta(connection, MENDED, str(int(meta(connection, MENDED) or "0") + len(different) + len(ours.keys() - told.keys())))


def _leave(connection: Connection, page: Page, scope: str, record: str) -> None:
    """The server does not have a record in a scope; one that is in no other has no base any more."""
    if not leave_scope(connection, page, scope, record):
        return
    left = connection.exec_driver_sql("SELECT 1 FROM membership WHERE record = ? AND inside = 1", (record,)).fetchone()
    if left is None:
        forget_base(connection, page, record)


def recount(connection: Connection, page: Page, scope: str) -> dict[str, int]:
    """Record → item of a scope, from the bodies as they lie here; hashes and root that were kept are made to fit them."""
    cursor = bare(connection)
    clashes: dict[str, list[str]] = defaultdict(list)
    for record, name in cursor.execute("SELECT record, id FROM conflict WHERE open = 1").fetchall():
        clashes[record].append(name)
    rows = cursor.execute(
        "SELECT r.id, r.type, r.base_seq, plain(r.base_body), r.base_deleted, r.base_hash FROM membership m "
        "JOIN record r ON r.id = m.record WHERE m.scope = ? AND m.inside = 1 AND r.base_seq > 0",
        (scope,),
    ).fetchall()
    items: dict[str, int] = {}
    root = 0
    for record, type_name, seq, body, deleted, kept in rows:
        hashed = content_hash(b"{}" if body is None else str(body).encode())
        if hashed != kept:
            cursor.execute("UPDATE record SET base_hash = ? WHERE id = ?", (hashed, record))
        items[record] = digest.item(digest.line(type_name, record, seq, bool(deleted), hashed), clashes[record])
        root ^= items[record]
    page.roots[scope] = root
    return items


def recheck(connection: Connection) -> int:
    """Computes all that is kept for the comparison anew, so that the next exchange finds whatever differs; gives how many."""
    page = Page(0, (), "")
    scopes = [scope for (scope,) in connection.exec_driver_sql("SELECT scope FROM cursor").fetchall()]
    counted = sum(len(recount(connection, page, scope)) for scope in scopes)
    for scope in scopes:
        connection.exec_driver_sql("UPDATE cursor SET data = ? WHERE scope = ?", (f"{page.roots[scope]:016x}", scope))
    put_meta(connection, TRIES, '[0,""]')
    return counted


def give_back(connection: Connection, page: Page, asked: Iterable[str]) -> None:
    """Bodies that were damaged on the server, as far as they are here: each version once."""
    given: dict[str, Any] = json.loads(meta(connection, GIVEN) or "{}")
    fresh = False
    for record in asked:
        base = base_of(connection, record)
        if base is None or base.gone or base.body is None or given.get(record) == [base.epoch, base.seq]:
            continue
        given[record], fresh = [base.epoch, base.seq], True
        there = record_base(connection, record)
        author = Author(*last_author(connection, page, record))
        append_op(connection, author, Edit(base.type, record, KIND, {}, {}), there, there, {"=": dict(base.body)})
    if fresh:
        put_meta(connection, GIVEN, canonical(given))
