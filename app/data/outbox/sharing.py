"""What waits here and may be shown to another device under a voucher of the server (sync.md §7): only what its scopes hold.

On a bare connection, in the caller's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from app.data.fields import restricted_group
from app.data.outbox import dispatch, foreign, outbox
from app.data.outbox.outbox import Op
from app.data.replica import replica
from app.data.replica.overlay import with_changes
from app.data.values import canonical
from app.domain.clock import instant_text, readable_instant
from sync.protocol.canonical import b64, unb64
from sync.schema import office_scope, vocabulary

VOUCHERS, RENEWED, WANTED = "sync_vouchers", "sync_vouchers_renewed", "sync_vouchers_wanted"
_ROWS = 200


def vouchers(connection: Connection) -> dict[str, bytes]:
    """The vouchers that are here, by the tag of the other device."""
    told = json.loads(dispatch.meta(connection, VOUCHERS) or "{}")
    return {tag: unb64(data) for tag, data in told.items()}


def wanted(connection: Connection) -> list[str]:
    """Tags of devices for which a voucher is wanted, the last one first."""
    return [str(tag) for tag in json.loads(dispatch.meta(connection, WANTED) or "[]")]


def want(connection: Connection, tags: Sequence[str]) -> None:
    """From now on just these are wanted."""
    dispatch.put_meta(connection, WANTED, canonical(list(tags)))


def keep(connection: Connection, came: Mapping[str, bytes], refused: Iterable[str], at: datetime | None) -> None:
    """Keeps vouchers that came, beside or in the place of those that are here; those that were refused go.

    `at`: when the server said so; None when it is not known. Then they count as old, and those that were refused as in doubt.
    """
    gone = set(refused)
    kept = {tag: data for tag, data in {**vouchers(connection), **came}.items() if tag not in gone}
    renewed = {tag: told for tag, told in _renewed(connection).items() if tag not in gone}
    renewed |= dict.fromkeys(came if at else {*came, *gone}, instant_text(at) if at else "")
    dispatch.put_meta(connection, VOUCHERS, canonical({tag: b64(data) for tag, data in kept.items()}))
    dispatch.put_meta(connection, RENEWED, canonical(renewed))


def in_doubt(connection: Connection) -> set[str]:
    """Tags without a voucher here that were refused, nobody knows when: one may have been given since."""
    return _renewed(connection).keys() - vouchers(connection).keys()


def doubt_no_more(connection: Connection, tags: Iterable[str]) -> None:
    """These are not asked about any more."""
    ended = in_doubt(connection) & set(tags)
    left = {tag: told for tag, told in _renewed(connection).items() if tag not in ended}
    dispatch.put_meta(connection, RENEWED, canonical(left))


def to_renew(connection: Connection, since: datetime | None, now: datetime) -> list[str]:
    """Tags of vouchers that are here or in doubt and not renewed between two instants, the oldest first; without `since` all.

    What was renewed in the future was so by a clock that was wrong, and is old too.
    """
    renewed = _renewed(connection)

    def is_old(tag: str) -> bool:
        at = readable_instant(renewed.get(tag))
        return since is None or at is None or not since < at <= now

    return sorted(filter(is_old, {*vouchers(connection), *renewed}), key=lambda tag: (renewed.get(tag, ""), tag))


def _renewed(connection: Connection) -> dict[str, str]:
    """When the server gave each voucher that is here, as UTC text; empty where that is not known."""
    return {str(tag): str(at) for tag, at in json.loads(dispatch.meta(connection, RENEWED) or "{}").items()}


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
