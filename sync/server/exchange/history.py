"""What others did, for the history that a laptop of a scope shows (sync.md §10): after state, newest first, under a budget."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select

from sync.protocol.limits import HISTORY_MONTHS
from sync.protocol.lines import LogLine
from sync.server import models
from sync.server.database import among
from sync.server.exchange.sharing import groups_told, read_shared

LOGS = 400
"""Lines of a page at most."""
SOME = 200
"""Operations that are read at once."""
LOOKED = 6000
"""Operations that are looked at for a page: most of a country's are about records that a device does not have."""


def logs_of(
    connection: Connection,
    starts: Mapping[str, int],
    end: int,
    incarnation: str,
    budget: int,
    places: Mapping[str, Sequence[str]],
) -> tuple[list[LogLine], bool]:
    """What others than `incarnation` did after the cursors of scopes (`starts`) up to a number; whether there is more of it.

    Operations are read some at a time, newest first, until there is enough of the device's own scopes. `budget`: bytes.
    `places`: the device's scopes of records where they are known already.
    """
    found: list[LogLine] = []
    may = _Groups(connection, starts)
    looked = 0
    for rows in _newest(connection, min(starts.values(), default=end), end, incarnation):
        if looked >= LOOKED:
            return found, True
        looked += len(rows)
        records = {row.record for row in rows}
        entered = {name: min(starts[scope] for scope in places[name]) for name in records & places.keys()}
        if records - places.keys():
            entered.update(_entered(connection, records - places.keys(), starts))
        for row in rows:
            if row.record not in entered or row.version <= entered[row.record]:
                continue
            if row.told and not may.has(row.record, json.loads(row.told).get("groups", ())):
                continue  # written while the record was restricted
            changes = {name: (old, new) for name, (old, new) in json.loads(row.changes).items()} if row.changes else {}
            budget -= 60 + len(row.changes or "")
            if budget < 0 or len(found) == LOGS:
                return found, True
            found.append(LogLine(row.record, row.type, int(row.version), row.author, row.at, row.what, changes))
    return found, False


class _Groups:
    """The restricted groups that a device may be told of records that it has."""

    def __init__(self, connection: Connection, scopes: Iterable[str]) -> None:
        self._connection, self._scopes = connection, frozenset(scopes)
        self._of: dict[str, set[str]] = {}

    def has(self, record: str, groups: Iterable[str]) -> bool:
        """Whether what was written while a record was in some groups may be told."""
        wanted = set(groups)
        if wanted and record not in self._of:
            row = self._connection.execute(_OWNER, {"record": record}).first()
            self._of[record] = groups_told(self._scopes, row.office, read_shared(row.shared)) if row else set()
        return not wanted or wanted <= self._of[record]


_OWNER = select(models.record.c.office, models.record.c.shared).where(models.record.c.id == bindparam("record"))


def _newest(connection: Connection, start: int, end: int, incarnation: str) -> Iterator[Sequence[Any]]:
    """Operations that changed something after one number and up to another, newest first."""
    since = (datetime.now(UTC) - timedelta(days=HISTORY_MONTHS * 30.5)).isoformat(timespec="milliseconds")
    told = {"start": start, "mine": incarnation, "since": since, "some": SOME}
    before = end + 1
    while start < before - 1:
        rows = connection.execute(_OPERATIONS, {**told, "before": before}).all()
        if rows:
            yield rows
        if len(rows) < SOME:
            return
        before = int(rows[-1].version)


_LOG = models.op_log.c
_OPERATIONS = (
    select(_LOG.record, _LOG.type, _LOG.version, _LOG.author, _LOG.at, _LOG.what, _LOG.changes, _LOG.told)
    .where(_LOG.version > bindparam("start"), _LOG.version < bindparam("before"))
    .where(_LOG.incarnation != bindparam("mine"), _LOG.what.is_not(None), _LOG.received_at > bindparam("since"))
    .order_by(_LOG.version.desc())
    .limit(bindparam("some"))
)


def _entered(connection: Connection, records: Iterable[str], starts: Mapping[str, int]) -> dict[str, int]:
    """Of records that the device has: the cursor from which on it lacks what happened to them."""
    record, member = models.record.c, models.membership.c
    inside = select(member.record, member.scope).join_from(
        models.record, models.membership, (member.home == record.home) & (member.record == record.id)
    )
    inside = inside.where(among(connection, record.id, sorted(records)), member.present.is_(True))
    entered: dict[str, int] = {}
    for name, scope in connection.execute(inside).all():
        if scope in starts:
            entered[name] = min(starts[scope], entered.get(name, starts[scope]))
    return entered
