"""What a stick showed and the server does not get (sync.md §7, invariants 3 and 16): it is told, and a person may end it.

Operations of others lie over a record until the server has them under their numbers. It never has where their maker numbered
them anew (a copied disk, a laptop put back to an older state) or lost them, and the file that was carried got lost here or was
refused. Nothing here can tell that from being late, so that nothing is taken away by itself. On a bare connection, in the
caller's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from app.data.outbox import foreign
from app.data.outbox.dispatch import meta, put_meta
from app.data.values import canonical
from app.domain.clock import parse_instant

KEY = "sync_shown_since"
DAYS = 30
"""Days without a sign of it on the server, after which something is told (inferred: a file that has not reached the server
within a month of exchanges is not expected any more)."""


@dataclass(frozen=True, slots=True)
class Since:
    """Of a numbering: when the server first answered since it came by a stick or moved on there, how far it had it, when last.

    Both instants are of this laptop's clock, as text. A clock that is wrong makes it be told too early or too late, no more.
    """

    since: str
    have: int
    asked: str


@dataclass(frozen=True, slots=True)
class ShownOp:
    """An operation that lies over a record and that the server has not had for long."""

    incarnation: str
    seq: int
    record: str
    type: str
    kind: str
    fields: tuple[str, ...]
    user: str
    at: str


def came(connection: Connection, numberings: Iterable[str]) -> None:
    """A stick showed operations of these numberings, for the first time or again, and brought their file: they count anew."""
    kept, fresh = _kept(connection), set(numberings)
    _keep(connection, kept, {each: told for each, told in kept.items() if each not in fresh})


def answered(connection: Connection, have: Mapping[str, int], at: str) -> None:
    """The server told how far it has numberings, and what it had is taken in."""
    kept = _kept(connection)
    told = dict(kept)
    for each, number in have.items():
        before = kept.get(each)
        still = before is not None and before.have == number and before.since <= at  # else the clock was set back since
        told[each] = Since(before.since if before is not None and still else at, number, at)
    _keep(connection, kept, told)


def shown(connection: Connection) -> list[ShownOp]:
    """Operations of which the server knows nothing for `DAYS`, in the order in which they came."""
    rows = connection.exec_driver_sql(
        'SELECT incarnation, seq, record, type, kind, patch, "user", at FROM foreign_op '
        "WHERE incarnation IN (SELECT value FROM json_each(?)) ORDER BY n",
        (_silent(connection),),
    )
    return [_op(*row) for row in rows]


def _op(*row: Any) -> ShownOp:
    """An operation from its row."""
    incarnation, seq, record, type_name, kind, patch, user, at = row
    return ShownOp(incarnation, seq, record, type_name, kind, tuple(json.loads(patch)), user, at)


def records(connection: Connection) -> int:
    """How many records such operations lie over."""
    sql = "SELECT count(DISTINCT record) FROM foreign_op WHERE incarnation IN (SELECT value FROM json_each(?))"
    return int(connection.exec_driver_sql(sql, (_silent(connection),)).scalar_one())


def end(connection: Connection, record: str) -> dict[str, str]:
    """Such operations lie over a record no longer; id → type, for what is shown of it to be computed anew."""
    rows = connection.exec_driver_sql(
        "DELETE FROM foreign_op WHERE record = ? AND incarnation IN (SELECT value FROM json_each(?)) RETURNING record, type",
        (record, _silent(connection)),
    )
    return {str(each): str(type_name) for each, type_name in rows.fetchall()}


def _silent(connection: Connection) -> str:
    """The numberings of which nothing was heard for so long, as JSON. What the server was not asked lately is not among them:
    a laptop that was away for months may receive it with its next exchange.
    """
    long = timedelta(days=DAYS)
    kept = _kept(connection).items()
    return json.dumps([each for each, told in kept if parse_instant(told.asked) - parse_instant(told.since) >= long])


def _kept(connection: Connection) -> dict[str, Since]:
    """What is known of numberings."""
    return {each: Since(**told) for each, told in json.loads(meta(connection, KEY) or "{}").items()}


def _keep(connection: Connection, before: Mapping[str, Since], now: Mapping[str, Since]) -> None:
    """Keeps it for the numberings of which something is shown still."""
    here = set(foreign.incarnations(connection))
    left = {each: told for each, told in now.items() if each in here}
    if left != before:
        put_meta(connection, KEY, canonical({each: asdict(told) for each, told in left.items()}))
