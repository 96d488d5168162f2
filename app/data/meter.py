"""How many bytes went over the link, month by month; and what this computer does about links and proxies. Not exchanged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from app.data.outbox.dispatch import meta, put_meta
from app.data.values import canonical
from app.text.zone import local

What = Literal["records", "pictures"]
OnMetered = Literal["all", "records", "nothing"]
RECORDS: What = "records"
PICTURES: What = "pictures"
ON_METERED: tuple[OnMetered, ...] = ("all", "records", "nothing")
"""Over a link that costs by the byte: everything; records, while pictures and files wait; nothing but by the button."""
_ON_METERED, _PROXY = "link_metered", "link_proxy"


@dataclass(frozen=True, slots=True)
class Use:
    """Bytes of HTTP with headers, and requests."""

    up: int = 0
    down: int = 0
    requests: int = 0

    @property
    def bytes(self) -> int:
        """Both ways."""
        return self.up + self.down


@dataclass(frozen=True, slots=True)
class MonthUse:
    """A month, as `2026-01`."""

    month: str
    records: Use
    pictures: Use

    @property
    def bytes(self) -> int:
        """All of it."""
        return self.records.bytes + self.pictures.bytes


def month_of(instant: datetime) -> str:
    """The month of an instant in Cambodia, as it stands in the meter."""
    return f"{local(instant):%Y-%m}"


def add(connection: Connection, month: str, what: What, use: Use) -> None:
    """Counts what went over the link."""
    if use == Use():
        return
    connection.exec_driver_sql(
        "INSERT INTO meter (month, what, up, down, requests) VALUES (?, ?, ?, ?, ?) ON CONFLICT (month, what) DO UPDATE SET "
        "up = up + excluded.up, down = down + excluded.down, requests = requests + excluded.requests",
        (month, what, use.up, use.down, use.requests),
    )


def months(connection: Connection, limit: int = 24) -> list[MonthUse]:
    """The use of each month that has any, the newest first."""
    found: dict[str, dict[str, Use]] = {}
    rows = connection.exec_driver_sql(
        "SELECT month, what, up, down, requests FROM meter "
        "WHERE month IN (SELECT DISTINCT month FROM meter ORDER BY month DESC LIMIT ?) ORDER BY month DESC",
        (limit,),
    )
    for month, what, *counts in rows:
        found.setdefault(month, {})[what] = Use(*counts)
    return [MonthUse(month, each.get(RECORDS, Use()), each.get(PICTURES, Use())) for month, each in found.items()]


def on_metered(connection: Connection) -> OnMetered:
    """What goes over a link that costs by the byte; until somebody says otherwise, pictures wait."""
    stored = meta(connection, _ON_METERED)
    return next((each for each in ON_METERED if each == stored), "records")


def set_on_metered(connection: Connection, choice: OnMetered) -> None:
    """Sets it for this computer."""
    put_meta(connection, _ON_METERED, choice)


def proxy(connection: Connection) -> Mapping[str, str]:
    """How this computer leaves its network: `kind` (system, none, own), `address`, `user`, `password`; empty as it came."""
    stored = json.loads(meta(connection, _PROXY) or "{}")
    return {str(key): str(value) for key, value in stored.items()}


def set_proxy(connection: Connection, told: Mapping[str, str]) -> None:
    """Sets it for this computer."""
    put_meta(connection, _PROXY, canonical(dict(told)))
