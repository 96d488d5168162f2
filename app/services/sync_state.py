"""What the foot of the window and the exchange page tell: waiting, held, in conflict, last success."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.data.queries import sync_state as queries
from app.data.queries.sync_state import ConflictRow, HeldRow, WaitingRow
from app.data.reader import Reader
from app.domain.clock import parse_instant

__all__ = ["ConflictRow", "HeldRow", "SyncState", "WaitingRow", "conflicts", "held", "sync_state", "waiting"]
WAITING_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SyncState:
    """Numbers of now. `connected` is None when the server was never tried; `enrolled` says that there is one."""

    waiting: int
    waiting_records: int
    held: int
    conflicts: int
    parked: int
    last_success: datetime | None
    enrolled: bool
    connected: bool | None
    server: str


def sync_state(reader: Reader) -> SyncState:
    """The state now."""
    ops, records, held_ops, clashes, parked = queries.counts(reader)
    last, tried, url = reader.meta("sync.last_success"), reader.meta("sync.last_result"), reader.meta("sync.url")
    connected = None if tried is None else tried == "ok"
    moment = parse_instant(last) if last else None
    return SyncState(ops, records, held_ops, clashes, parked, moment, bool(url), connected, url or "")


def waiting(reader: Reader) -> list[WaitingRow]:
    """Records that wait to be sent, newest first, at most two hundred."""
    return queries.waiting(reader, WAITING_SHOWN)


def held(reader: Reader) -> list[HeldRow]:
    """What the server holds."""
    return queries.held(reader)


def conflicts(reader: Reader) -> list[ConflictRow]:
    """Open conflicts."""
    return queries.conflicts(reader)
