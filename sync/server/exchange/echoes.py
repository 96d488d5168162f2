"""Records that a laptop can compute from operations which it sent before this request (request head `lg` 3).

After a lost reply, or where a page lags behind, the server has operations of a laptop that no page contained yet. It has them
still, so their records need not come back whole. What it computes is held against the hash as with any echo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, case, select

from sync.protocol.envelope import RequestHead
from sync.server import models
from sync.server.database import among

Echoes = Mapping[str, tuple[int, int, int, str]]
"""As `receive.Received.echo`: record → version before, place of its last operation in the request, version, hash."""
PLAIN = ("create", "edit")
"""Operations that change a body and nothing else: an echo tells of no flags and no target of merged records."""
MOST = 3000
"""Numbers after the cursor that are looked at: more than a page holds of such records would be looked at again anyway."""


def earlier(connection: Connection, home: str, head: RequestHead, start: int, told: Echoes) -> Echoes:
    """Records behind the cursors (`start`: the least of them) that only this incarnation has changed since, plainly.

    Places count from the request's first operation, and are below 0 for what came before it. `told`: what is known already.
    What has a number beyond the request was sent by a clone of this laptop's disk, and is another's.
    """
    if not head.earlier or not _lags(connection, home, head, start, told):
        return {}
    log = models.op_log.c
    near = (log.version > start, log.version <= start + MOST)
    mine = and_(log.home == home, log.incarnation == head.incarnation, log.seq < head.first + head.count)
    # As a case, so that no database walks through all that this laptop ever sent instead of these few numbers.
    plainly = case((and_(mine, log.verdict == "applied", log.kind.in_(PLAIN)), 1), else_=0)
    query = select(log.record, log.version, log.seq).where(*near, plainly == 1).order_by(log.version)
    own = {record: (int(version), int(seq) - head.first) for record, version, seq in connection.execute(query)}
    if not own:  # as for a new laptop, which has all the work of others before it
        return {}
    others = set(connection.execute(select(log.record).where(*near, plainly == 0)).scalars())
    return {
        row.id: (0, own[row.id][1], int(row.version), row.body_hash)
        for row in _plain(connection, own.keys() - others)
        if row.version == own[row.id][0]
    }


def _lags(connection: Connection, home: str, head: RequestHead, start: int, told: Echoes) -> bool:
    """Whether an operation before those that were new in this request lies behind the cursors."""
    log = models.op_log.c
    query = select(log.seq, log.version).where(log.home == home, log.incarnation == head.incarnation)
    rows = connection.execute(query.where(log.seq >= head.first - 1, log.seq <= head.first).order_by(log.seq)).all()
    fresh = {version for _, _, version, _ in told.values()}
    return any(row.version > start and (row.seq < head.first or row.version not in fresh) for row in rows)


def _plain(connection: Connection, ids: Iterable[str]) -> list[Any]:
    """Records of a plain state: there, without flags and open clashes."""
    table, conflict = models.record.c, models.conflict.c
    names = sorted(ids)
    query = select(table.home, table.id, table.version, table.body_hash).where(among(connection, table.id, names))
    rows = connection.execute(query.where(table.deleted.is_(False), table.flags == "{}")).all() if names else []
    homes = sorted({row.home for row in rows})
    clashes = select(conflict.record).where(conflict.home.in_(homes), among(connection, conflict.record, names))
    open_ones = set(connection.execute(clashes.where(conflict.closed.is_(None))).scalars()) if rows else set()
    return [row for row in rows if row.id not in open_ones]
