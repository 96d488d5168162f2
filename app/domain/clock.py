"""The present instant from one place, so that tests and practice data can set it; no clock decides anything in the exchange."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the present instant."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present instant by the machine, aware, in UTC."""
        return datetime.now(UTC)


def instant_text(instant: datetime) -> str:
    """An aware instant as it stands in records: UTC with milliseconds and Z; ValueError for a naive one.

    >>> instant_text(datetime(2026, 1, 5, 3, 4, 5, 678900, tzinfo=UTC))
    '2026-01-05T03:04:05.678Z'
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """An instant from its text in a record; ValueError when it is not one in UTC with Z."""
    if not text.endswith("Z"):
        raise ValueError(f"not an instant in UTC: {text!r}")
    return datetime.fromisoformat(text)


def readable_instant(text: str | None) -> datetime | None:
    """The same; None for nothing, and for a text that is no instant (such come only from other systems)."""
    try:
        return parse_instant(text) if text else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def readable_day(text: str | None) -> date | None:
    """A day from its text in a record; None for nothing, and for a text that is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
