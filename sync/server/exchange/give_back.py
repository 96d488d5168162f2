"""Bodies that were damaged on the server and come back from laptops that still hold the same version (`check` asks for them).

What comes back is taken from devices that have the record in scope, when version and hash are those that the server knows, or,
where the whole row was lost, when the version is the last one that operations and membership tell of, and the body belongs to
just those scopes that membership tells of. It gets no new number: for all others nothing has changed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, select

from sync.growing import change, laid_below
from sync.merge import EXISTENCE, State, Writer
from sync.protocol.canonical import body_bytes, content_hash
from sync.protocol.lines import OpLine, decode_op
from sync.schema import NATIONAL_SCOPE, vocabulary
from sync.server import models
from sync.server.devices.offices import Device
from sync.server.exchange import guards
from sync.server.exchange.arrived import is_id
from sync.server.exchange.reach import scopes_of_device
from sync.server.exchange.scopes import text
from sync.server.exchange.staging import Item, Staging

WHOLE = "="
"""What a `rescue` holds that gives a whole body back."""
ASK_MAX = 100


_ANY = select(models.wanted_back.c.record).limit(1)


def asked_back(connection: Connection, scopes: Collection[str]) -> tuple[str, ...]:
    """Damaged records that a device of these scopes may hold."""
    wanted, member = models.wanted_back.c, models.membership.c
    if connection.execute(_ANY).first() is None:
        return ()
    query = select(wanted.record).join_from(
        models.wanted_back, models.membership, (member.home == wanted.home) & (member.record == wanted.record)
    )
    query = query.where(member.scope.in_(sorted(scopes)), member.present.is_(True)).distinct().order_by(wanted.record)
    return tuple(connection.execute(query.limit(ASK_MAX)).scalars())


def take_back(
    connection: Connection,
    staging: Staging,
    op: OpLine,
    item: Item | None,
    device: Device,
    epochs: Sequence[tuple[int, int]],
) -> bool:
    """Puts a body in its place if it is the one that is wanted, from a device that may have it."""
    wanted = models.wanted_back.c
    row = connection.execute(select(models.wanted_back).where(wanted.record == op.record)).first()
    body = op.patch[WHOLE]
    if row is None or not isinstance(body, dict) or op.base[1] != row.version or not _same_history(op.base, epochs):
        return False
    content = body_bytes(body)
    hashed = content_hash(content)
    if row.body_hash not in (None, hashed):
        return False
    inside = _places(connection, op.record)
    reached = inside & scopes_of_device(connection, device)
    if not reached or (row.body_hash is None and reached == {NATIONAL_SCOPE}):
        return False  # the directory is everybody's to read, not to say what stood there
    if item is None:
        made = _again(connection, staging, op, row)
        if made is None or staging.scopes(made) != inside:
            return False
        staging.add(made)
        item = made
        _forget_places(connection, op.record)
    else:
        staging.journal.touch(item)
    item.state, item.text, item.hash = replace(item.state, body=body), content.decode(), hashed
    item.damaged, item.dirty, item.plain = False, True, False
    connection.execute(delete(models.wanted_back).where(wanted.record == op.record))
    return True


def _same_history(base: tuple[int, int], epochs: Sequence[tuple[int, int]]) -> bool:
    """Whether a version of an epoch is one of this server's present history."""
    return all(base[1] <= point for number, point in epochs if number > base[0])


def _places(connection: Connection, record: str) -> frozenset[str]:
    """The scopes that a record is in, as membership tells."""
    member = models.membership.c
    query = select(member.scope).where(member.record == record, member.present.is_(True))
    return frozenset(connection.execute(query).scalars())


def _again(connection: Connection, staging: Staging, op: OpLine, row: Any) -> Item | None:
    """A record whose row was lost, with what other tables still know of it; None when they know it as something else."""
    body: Mapping[str, Any] = op.patch[WHOLE]
    log = models.op_log.c
    types = set(connection.execute(select(log.type).where(log.record == op.record, log.version > 0)).scalars())
    if types - {op.type}:
        return None
    spec = vocabulary().types[op.type]
    parent = spec.parent_of(body)
    parent = parent if is_id(parent) else None
    staging.load([parent] if parent else [])
    above = staging.items.get(parent) if parent else None
    office = above.office if above else text(body, "office") or row.home
    restricted = guards.pictures(vocabulary(), op.type, None, body, body).after
    head = (row.home, op.record, op.type, State({}), int(row.version), "", parent, office, restricted)
    item = Item(*head, {}, {}, True, int(row.version))
    item.state = State({}, False, _writers(connection, op))
    member = models.membership.c
    places = connection.execute(select(member.scope, member.present).where(member.record == op.record)).all()
    item.members = {place.scope: False for place in places if not place.present}
    return item


def _forget_places(connection: Connection, record: str) -> None:
    """Rows that are written anew with the record."""
    member = models.membership.c
    connection.execute(delete(models.membership).where(member.record == record, member.present.is_(True)))
    connection.execute(delete(models.field_writers).where(models.field_writers.c.record == record))


def _writers(connection: Connection, op: OpLine) -> dict[str, Writer]:
    """Who wrote what, as the operations that were taken in tell it."""
    log = models.op_log.c
    query = select(models.op_log).where(log.record == op.record, log.version > 0).order_by(log.version)
    spec = vocabulary().types[op.type]
    found: dict[str, Writer] = {}
    began = connection.execute(select(models.incarnation.c.id, models.incarnation.c.since))
    since = {row.id: row.since for row in began}
    for row in connection.execute(query):
        writer = Writer(int(row.version), row.incarnation, row.author, row.at, int(row.seq))
        if not found:
            found[EXISTENCE] = writer
        names: Iterable[str] = json.loads(row.changes) if row.changes else ()
        if row.what == "created" and row.line:
            names = decode_op(bytes(row.line), since[row.incarnation]).patch
        for name in names:
            if (known := spec.spec(name)) is not None and known.rule == "append":
                change(found, laid_below(name, found.get(name), writer.incarnation))
            found[spec.unit(name)] = writer
    return found
