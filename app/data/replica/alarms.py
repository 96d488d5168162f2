"""What the exchange has to tell people at once, until it is over or they have seen it: kept by name, with its instant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from app.data.values import canonical

KEY = "sync_alarms"
OPS_GONE, QUARANTINE_FULL = "ops_gone", "quarantine_full"
"""Operations that were never sent are missing here (`from`, `to`); the server's quarantine takes no more of this device."""


def alarms(connection: Connection) -> dict[str, Mapping[str, Any]]:
    """Name → `{"at": instant, …}`."""
    row = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchone()
    return dict(json.loads(row[0])) if row else {}


def raise_alarm(connection: Connection, name: str, at: str, **facts: object) -> None:
    """Raises an alarm; one that stands keeps its instant."""
    standing = alarms(connection)
    if name not in standing:
        _keep(connection, {**standing, name: {"at": at, **facts}})


def end_alarm(connection: Connection, name: str) -> None:
    """An alarm is over, or was seen."""
    standing = alarms(connection)
    if standing.pop(name, None) is not None:
        _keep(connection, standing)


def _keep(connection: Connection, standing: Mapping[str, Mapping[str, Any]]) -> None:
    """Writes them down."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (KEY, canonical(dict(standing))))


def tell_full(connection: Connection, *, full: bool, taken: int, at: str) -> None:
    """The alarm that the server has no room for what it holds; it ends once something was taken again."""
    if full:
        raise_alarm(connection, QUARANTINE_FULL, at)
    elif taken:
        end_alarm(connection, QUARANTINE_FULL)
