"""After the server was put back to an older state (sync.md §4): everything is received anew, own operations come back over it.

Operations whose effects a base still holds come back only when that base is replaced (`overlay` 2 until then), so that nothing
is shown twice. Bases that the server may have lost are kept aside; when all has been received, what is missing of them is
offered as `rescue` operations with the authors and instants that the history here tells.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection

from app.data.outbox import dispatch
from app.data.replica import rescue
from app.data.replica.clashes import open_conflicts
from app.data.replica.erased import MARK
from app.data.replica.replica import Base, Page, base_of, refresh, toggle
from app.data.values import canonical
from app.domain.records import Change, Changes

POINTS, RECEIVING = "sync_points", "sync_receiving_anew"
RETURNED = 2
"""`op.overlay` of an operation that is offered again and whose effect the base, still of an older epoch, holds already."""


def start_epoch(connection: Connection, epoch: int, points: Mapping[int, int] | None = None) -> Changes:
    """The server was restored: cursors begin anew, what is not known as safe is offered again; what is shown of it changes.

    `points`: where the server stood when each later epoch began; None when it does not say (protocol 1).
    """
    known = {int(number): int(point) for number, point in json.loads(dispatch.meta(connection, POINTS) or "{}").items()}
    known.update(points or {})
    dispatch.put_meta(connection, POINTS, canonical({str(number): point for number, point in known.items()}))
    _keep_aside(connection, epoch, known)
    dispatch.put_meta(connection, dispatch.EPOCH, str(epoch))
    dispatch.put_meta(connection, RECEIVING, str(epoch))
    connection.exec_driver_sql("UPDATE cursor SET epoch = ?, seq = 0, tag = '', complete = 0", (epoch,))
    connection.exec_driver_sql("UPDATE membership SET seq = 0")
    changes: list[Change] = []
    for numbering, safe in connection.exec_driver_sql("SELECT id, safe_seq FROM incarnation").fetchall():
        changes += offer_again(connection, numbering, safe)
    dispatch.put_meta(connection, dispatch.USERS_TOLD, "")
    dispatch.put_meta(connection, dispatch.RECEIPTS, "{}")
    return tuple(changes)


def offer_again(connection: Connection, incarnation: str, have: int) -> Changes:
    """Operations behind `have` are to be sent again; they lie over the bases that do not hold them, and are shown at once.

    What had left the overlay may have left the screen with it: the echo that will tell of it brings no body to show.
    """
    connection.exec_driver_sql("UPDATE incarnation SET acked_seq = ? WHERE id = ?", (have, incarnation))
    rows = connection.exec_driver_sql(
        "UPDATE op SET overlay = CASE WHEN EXISTS (SELECT 1 FROM record r WHERE r.id = op.record AND r.base_seq > 0 "
        "AND r.base_epoch < ?) THEN ? ELSE 1 END WHERE incarnation = ? AND seq > ? AND overlay = 0 "
        "AND kind <> 'erased' AND coalesce(verdict, '') NOT IN ('erased', 'discarded') RETURNING overlay, record, type",
        (int(dispatch.meta(connection, dispatch.EPOCH) or "0"), RETURNED, incarnation, have),
    ).fetchall()
    return refresh(connection, {str(record): str(type_name) for overlay, record, type_name in rows if overlay == 1})


def _keep_aside(connection: Connection, epoch: int, points: Mapping[int, int]) -> None:
    """Bases above the restore points, with their open conflicts, before anything replaces them; their history has no number."""
    for (old,) in connection.exec_driver_sql("SELECT DISTINCT base_epoch FROM record WHERE base_seq > 0").fetchall():
        later = [point for number, point in points.items() if old < number <= epoch]
        if not later:
            continue
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO lost (record, epoch, seq, type, body, deleted, conflicts) "
            "SELECT id, base_epoch, base_seq, type, base_body, base_deleted, "
            "(SELECT json_group_array(json(c.data)) FROM conflict c WHERE c.record = record.id AND c.open = 1) "
            "FROM record WHERE base_epoch = ? AND base_seq > ? AND gone = 0",
            (old, min(later)),
        )
        connection.exec_driver_sql("UPDATE history SET seq = NULL WHERE seq > ?", (min(later),))


def receiving(connection: Connection) -> bool:
    """Whether a new epoch has begun and is not received to its end."""
    return bool(dispatch.meta(connection, RECEIVING))


def finish_epoch(connection: Connection, page: Page) -> None:
    """All has been received anew: what did not come again goes, unless operations of this laptop wait on it.

    What the server lost is offered to it. In the transaction of the last page.
    """
    for scope, record in connection.exec_driver_sql(
        "SELECT m.scope, m.record FROM membership m JOIN record r ON r.id = m.record WHERE m.inside = 1 AND m.seq = 0 "
        "AND r.base_epoch = ? AND r.gone = 0",
        (page.epoch,),
    ).fetchall():
        leave_scope(connection, page, str(scope), str(record))
    if dispatch.meta(connection, POINTS) not in (None, "{}"):
        _forget_unconfirmed(connection, page)
        rescue.offer(connection, page)
    connection.exec_driver_sql("DELETE FROM lost")
    connection.exec_driver_sql("UPDATE op SET overlay = 1 WHERE overlay = ?", (RETURNED,))
    dispatch.put_meta(connection, RECEIVING, "")


def leave_scope(connection: Connection, page: Page, scope: str, record: str) -> bool:
    """The server does not have a record in a scope; whether it had a base here."""
    base = base_of(connection, record)
    if base is None:
        return False
    conflicts = open_conflicts(connection, record)
    toggle(connection, page, record, base, conflicts)
    connection.exec_driver_sql("UPDATE membership SET inside = 0 WHERE scope = ? AND record = ?", (scope, record))
    toggle(connection, page, record, base, conflicts)
    return True


def _forget_unconfirmed(connection: Connection, page: Page) -> None:
    """Bases of older epochs that did not come again are none any more; a line that is parked counts as come."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM record WHERE base_seq > 0 AND base_epoch < ? AND gone = 0 AND id NOT IN (SELECT record FROM parked)",
        (page.epoch,),
    ).fetchall()
    for (record,) in rows:
        forget_base(connection, page, str(record))


def forget_base(connection: Connection, page: Page, record: str) -> None:
    """The server does not have a record: it has no base, and only what waits here is shown of it."""
    base: Base | None = base_of(connection, record)
    if base is None:
        return
    toggle(connection, page, record, base, open_conflicts(connection, record))
    connection.exec_driver_sql("DELETE FROM membership WHERE record = ?", (record,))
    connection.exec_driver_sql("UPDATE conflict SET open = 0 WHERE record = ?", (record,))
    connection.exec_driver_sql(
        "UPDATE record SET base_epoch = 0, base_seq = 0, base_body = NULL, base_hash = NULL, base_deleted = 0, "
        "flags = iif(flags = ?, flags, NULL) WHERE id = ?",
        (MARK, record),
    )
    connection.exec_driver_sql("UPDATE op SET overlay = 1 WHERE record = ? AND overlay = ?", (record, RETURNED))
    page.touched[record] = base.type
