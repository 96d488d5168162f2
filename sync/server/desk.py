"""What the commands beside `serve` and enrolment ask and do: quarantine, digests, the state of the server."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from sqlalchemy import Connection, Select, func, select

from sync.protocol.digest import digest, line
from sync.schema import RESTRICTED_GROUPS, ROLE_GROUPS
from sync.server import models
from sync.server.database import Store, position
from sync.server.devices.offices import all_offices, device_by_id, device_by_tag
from sync.server.exchange.reach import scopes_of_device
from sync.server.exchange.receive import Receiver
from sync.server.exchange.scopes import device_offices, device_scopes
from sync.server.exchange.seen import came_late
from sync.server.faults import ServerFault


def held_list(store: Store) -> list[Mapping[str, Any]]:
    """What is in quarantine, device by device in the order of its arrival."""
    held, log = models.held.c, models.op_log.c
    joined = select(models.held, log.type, log.kind, log.author, log.at).join_from(
        models.held, models.op_log, (held.home == log.home) & (held.incarnation == log.incarnation) & (held.seq == log.seq)
    )
    with store.read() as connection:
        order = (held.home, held.device, held.number, held.incarnation, held.seq)
        rows = connection.execute(joined.where(held.state == "held").order_by(*order))
        return [
            {
                "id": row.id,
                "office": row.home,
                "device": row.device,
                "record": row.record,
                "type": row.type,
                "kind": row.kind,
                "author": row.author,
                "at": row.at,
                "reason": row.reason,
                "held_at": row.held_at,
            }
            for row in rows
        ]


def held_release(store: Store, name: str, *, raw: bool = True) -> Mapping[str, Any]:
    """Tries a held operation, and what waits behind it, anew; ServerFault `held_unknown`. What still cannot be stays held.

    `raw`: also what was stored unread, since this server broke down over it; only when a person asks.
    Numberings that began within a minute of each other may share a name; then all of that name are tried, device by device.
    """
    held = models.held.c
    with store.read() as connection:
        query = select(held.device).where(held.id == name, held.state == "held").distinct().order_by(held.device)
        devices = connection.execute(query).scalars().all()
    tried = [
        found for device in devices if (found := store.again(partial(_released, name=name, of=device, raw=raw))) is not None
    ]
    if not tried:
        raise ServerFault("held_unknown", 1, id=name)
    return {"id": name, "released": sum(freed for freed, _ in tried), "held": sum(left for _, left in tried)}


def _released(connection: Connection, name: str, of: str, raw: bool) -> tuple[int, int] | None:
    """Tries what a device has under a name, and what waits behind it: how many are taken in, how many stay; None: not there."""
    held = models.held.c
    device = device_by_id(connection, of, lock=True)
    where = (held.id == name, held.device == of, held.state == "held")
    rows = connection.execute(select(held.record).where(*where)).scalars().all()
    if device is None or not rows:
        return None
    receiver = Receiver(connection, device)
    unread = [] if all(rows) else [row for row in receiver.held_named(name) if not row.about]
    waiting = [*receiver.held_on(filter(None, rows)), *unread]
    freed = receiver.replay(waiting, raw=raw)
    receiver.finish()
    return freed, len(waiting) - freed


def release_rescued(store: Store, authors: Collection[str]) -> None:
    """After a restore a laptop may bring back what others wrote before these come back themselves: it waits for its authors."""
    held, log = models.held.c, models.op_log.c
    query = select(models.held.c.id).join_from(
        models.held, models.op_log, (held.home == log.home) & (held.incarnation == log.incarnation) & (held.seq == log.seq)
    )
    waits = (held.state == "held", held.reason == "no_right", log.kind == "rescue", log.author.in_(sorted(authors)))
    _release_all(store, query.where(*waits))


def release_mended(store: Store, records: Collection[str]) -> None:
    """Bodies that were damaged are here again: what waited for them goes on."""
    held = models.held.c
    waits = (held.state == "held", held.reason == "damaged", held.record.in_(sorted(records)))
    _release_all(store, select(held.id).where(*waits))


def _release_all(store: Store, query: Select[Any]) -> None:
    """Tries anew what a query names."""
    held = models.held.c
    with store.read() as connection:
        names = connection.execute(query.order_by(held.device, held.number, held.incarnation, held.seq)).scalars().all()
    for name in names:
        with suppress(ServerFault):  # released with one before it
            held_release(store, name, raw=False)


def release_late(store: Store) -> None:
    """Tries anew what was done on records that came only afterwards: their author had them from a stick."""
    with store.read() as connection:
        names = came_late(connection)
    for name in names:
        with suppress(ServerFault):  # released with one before it
            held_release(store, name, raw=False)


UNKNOWN_YET = ("schema_newer", "unknown_type")
"""Reasons that end when the server learns a newer vocabulary."""


def release_understood(store: Store) -> int:
    """Tries anew, after an update, what waited for a newer vocabulary; gives how many operations were taken in."""
    held = models.held.c
    waiting = (held.reason.in_(UNKNOWN_YET), held.state == "held")

    def released(connection: Connection, name: str) -> int:
        device = device_by_id(connection, name, lock=True)
        if device is None:
            return 0
        receiver = Receiver(connection, device)
        records = connection.execute(select(held.record).where(held.device == name, *waiting)).scalars()
        freed = receiver.replay(receiver.held_on(sorted(set(records))))
        receiver.finish()
        return freed

    with store.read() as connection:
        names = connection.execute(select(held.device).where(*waiting).distinct().order_by(held.device)).scalars().all()
    return sum(store.again(partial(released, name=name)) for name in names)


def digests(store: Store, office: str, device: str | None) -> Mapping[str, Any]:
    """The digest of what an office's device receives (`contracts.md`): of one device, or of one whose users may see all."""
    with store.read() as connection:
        registered = all_offices(connection)
        if office not in registered:
            raise ServerFault("office_unknown", 1, office=office)
        if device is None:
            scopes = device_scopes(device_offices(office, registered), (*RESTRICTED_GROUPS, *ROLE_GROUPS))
        else:
            found = device_by_id(connection, device) or device_by_tag(connection, device)
            if found is None or found.home != office:
                raise ServerFault("device_unknown", 1, device=device)
            scopes = scopes_of_device(connection, found)
        record, member = models.record.c, models.membership.c
        query = select(member.scope, record.type, record.id, record.version, record.deleted, record.body_hash).join_from(
            models.membership, models.record, (member.home == record.home) & (member.record == record.id)
        )
        rows = connection.execute(query.where(member.scope.in_(sorted(scopes)), member.present.is_(True)))
        by_scope: dict[str, list[str]] = {scope: [] for scope in sorted(scopes)}
        for row in rows:
            by_scope[row.scope].append(line(row.type, row.id, int(row.version), bool(row.deleted), row.body_hash))
    told = {scope: dict(zip(("records", "sha256"), digest(lines), strict=True)) for scope, lines in by_scope.items() if lines}
    records, hashed = digest({each for lines in by_scope.values() for each in lines})
    return {"scopes": told, "records": records, "sha256": hashed}


def status(store: Store) -> Mapping[str, Any]:
    """Counts, and where the numbering stands."""
    with store.read() as connection:

        def counted(table: Any, *where: Any) -> int:
            return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())

        epoch, seq = position(connection)
        offices = [{"office": code, "practice": each.practice} for code, each in sorted(all_offices(connection).items())]
        return {
            "epoch": epoch,
            "seq": seq,
            "offices": offices,
            "devices": counted(models.device, models.device.c.revoked_at.is_(None)),
            "revoked": counted(models.device, models.device.c.revoked_at.is_not(None)),
            "records": counted(models.record),
            "ops": counted(models.op_log),
            "held": counted(models.held, models.held.c.state == "held"),
            "conflicts": counted(models.conflict, models.conflict.c.closed.is_(None)),
            "audit": counted(models.audit),
            "skips": counted(models.op_log, models.op_log.c.kind == "skip"),
        }
