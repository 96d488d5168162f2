"""What waits here and may be shown to another device under a voucher of the server (sync.md §7): only what its scopes hold.

On a bare connection, in the caller's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from app.data.fields import restricted_group
from app.data.outbox import dispatch, foreign, outbox
from app.data.outbox.outbox import Op
from app.data.replica import replica
from app.data.replica.overlay import with_changes
from sync.protocol.canonical import unb64
from sync.schema import office_scope, vocabulary

VOUCHERS = "sync_vouchers"
_ROWS = 200


def vouchers(connection: Connection) -> dict[str, bytes]:
    """The vouchers that are here, by the tag of the other device."""
    told = json.loads(dispatch.meta(connection, VOUCHERS) or "{}")
    return {tag: unb64(data) for tag, data in told.items()}


def shown(connection: Connection, scopes: frozenset[str], office: str) -> Iterator[tuple[str, Op]]:
    """Frozen operations without an answer that may be shown within scopes, each with the `since` of its numbering."""
    for numbering in dispatch.open_numberings(connection):
        since = dispatch.empty_batch(connection, numbering, numbering.acked_seq + 1).since
        first = numbering.acked_seq + 1
        while first <= numbering.frozen_seq:
            ops = outbox.ops_from(connection, numbering.id, first, _ROWS)
            if not ops:
                break
            for op in ops:
                if op.line is not None and op.verdict is None and _may_show(connection, op, scopes, office):
                    yield since, op
            first = ops[-1].seq + 1


def _may_show(connection: Connection, op: Op, scopes: frozenset[str], office: str) -> bool:
    """Whether all that an operation tells is in scopes: its record as it was, as it is shown, and as the operation makes it."""
    if op.type not in vocabulary().types or op.type in foreign.UNSHOWN:
        return False
    base = replica.base_of(connection, op.record)
    was: Mapping[str, object] = (base.body if base else None) or {}
    now = _values(connection, op.record)
    owner = _office(connection, op.type, now, office, 0)
    groups = {restricted_group(op.type, body) for body in (was, now, {**was, **op.patch}) if body}
    return all(office_scope(owner, group) in scopes for group in groups or {None}) and office_scope(owner) in scopes


def _office(connection: Connection, type_name: str, body: Mapping[str, object], home: str, depth: int) -> str:
    """The office that a record belongs to: its own field's, or that of the record above it."""
    spec = vocabulary().types[type_name]
    parent = spec.parent_of(body)
    if parent is None or depth > len(vocabulary().types):
        told = body.get("office")
        return told if isinstance(told, str) and told else home
    above = connection.exec_driver_sql("SELECT type FROM record WHERE id = ?", (parent,)).scalar()
    if above not in vocabulary().types:
        return home
    values = _values(connection, parent)
    return _office(connection, str(above), values, home, depth + 1)


def _values(connection: Connection, record: str) -> Mapping[str, object]:
    """A record as far as its plain fields go."""
    base = replica.base_of(connection, record)
    values: Mapping[str, object] = (base.body if base else None) or {}
    for _, patch in outbox.overlay_of(connection, record):
        values = with_changes(values, {name: value for name, value in patch.items() if not isinstance(value, dict)})
    return values
