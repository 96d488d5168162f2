"""Bodies that were damaged on the server and come back from laptops that still hold the same version (`check` asks for them).

What comes back is taken when version and hash are those that the server knows, or, where the whole row was lost, when the
version is the last one that operations and membership tell of. It gets no new number: for all others nothing has changed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, select

from sync.merge import EXISTENCE, State, Writer
from sync.protocol.canonical import body_bytes, content_hash
from sync.protocol.lines import OpLine, decode_op
from sync.schema import vocabulary
from sync.server import guards, models
from sync.server.scopes import text
from sync.server.staging import Item, Staging

WHOLE = "="
"""What a `rescue` holds that gives a whole body back."""
ASK_MAX = 100


def asked_back(connection: Connection, scopes: Collection[str]) -> tuple[str, ...]:
    """Damaged records that a device of these scopes may hold."""
    wanted, member = models.wanted_back.c, models.membership.c
    if connection.execute(select(wanted.record).limit(1)).first() is None:
        return ()
    query = select(wanted.record).join_from(
        models.wanted_back, models.membership, (member.home == wanted.home) & (member.record == wanted.record)
    )
    query = query.where(member.scope.in_(sorted(scopes)), member.present.is_(True)).distinct().order_by(wanted.record)
    return tuple(connection.execute(query.limit(ASK_MAX)).scalars())


def take_back(
    connection: Connection, staging: Staging, op: OpLine, item: Item | None, epochs: Sequence[tuple[int, int]]
) -> bool:
    """Puts a body in its place if it is the one that is wanted."""
    wanted = models.wanted_back.c
    row = connection.execute(select(models.wanted_back).where(wanted.record == op.record)).first()
    body = op.patch[WHOLE]
    if row is None or not isinstance(body, dict) or op.base[1] != row.version or not _same_history(op.base, epochs):
        return False
    content = body_bytes(body)
    hashed = content_hash(content)
    if row.body_hash not in (None, hashed):
        return False
    if item is None:
        item = _again(connection, staging, op, row)
    item.state, item.text, item.hash = replace(item.state, body=body), content.decode(), hashed
    item.damaged, item.dirty, item.plain = False, True, False
    connection.execute(delete(models.wanted_back).where(wanted.record == op.record))
    return True


def _same_history(base: tuple[int, int], epochs: Sequence[tuple[int, int]]) -> bool:
    """Whether a version of an epoch is one of this server's present history."""
    return all(base[1] <= point for number, point in epochs if number > base[0])


def _again(connection: Connection, staging: Staging, op: OpLine, row: Any) -> Item:
    """A record whose row was lost, with what other tables still know of it."""
    body: Mapping[str, Any] = op.patch[WHOLE]
    spec = vocabulary().types[op.type]
    parent = spec.parent_of(body)
    above = staging.items.get(parent) if parent else None
    office = above.office if above else text(body, "office") or row.home
    restricted = guards.pictures(vocabulary(), op.type, None, body, body).after
    head = (row.home, op.record, op.type, State({}), int(row.version), "", parent, office, restricted)
    item = Item(*head, {}, {}, True, int(row.version))
    staging.add(item)
    item.state = State({}, False, _writers(connection, op))
    member = models.membership.c
    places = connection.execute(select(member.scope, member.present).where(member.record == op.record)).all()
    item.members = {place.scope: False for place in places if not place.present}
    connection.execute(delete(models.membership).where(member.record == op.record, member.present.is_(True)))
    connection.execute(delete(models.field_writers).where(models.field_writers.c.record == op.record))
    return item


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
        if row.what == "created" and row.line:
            found.update({spec.unit(name): writer for name in decode_op(bytes(row.line), since[row.incarnation]).patch})
        elif row.changes:
            found.update({spec.unit(name): writer for name in json.loads(row.changes)})
    return found
