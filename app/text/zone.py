"""Cambodian time: a fixed +07:00, so that no zone data are needed. Instants are UTC; days, months and limits are local."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Protocol

LOCAL = timezone(timedelta(hours=7), "+07:00")


class TellsTime(Protocol):
    """Anything that gives the present instant, aware of its zone."""

    def now(self) -> datetime:
        """The present instant."""
        ...


def local(instant: datetime) -> datetime:
    """An instant by the Cambodian clock."""
    return instant.astimezone(LOCAL)


def local_date(instant: datetime) -> date:
    """The Cambodian day that an instant falls on."""
    return instant.astimezone(LOCAL).date()


def local_today(clock: TellsTime) -> date:
    """Today in Cambodia."""
    return local_date(clock.now())


@lru_cache(maxsize=4096)
def day_start(day: date) -> datetime:
    """The UTC instant at which a Cambodian day begins."""
    return datetime.combine(day, time(), LOCAL).astimezone(UTC)


@lru_cache(maxsize=4096)
def day_end(day: date) -> datetime:
    """The UTC instant at which a Cambodian day is over (24:00), the first one that is no longer in it."""
    return day_start(day + timedelta(days=1))
