"""Trying again after faults of a link: later and later, and not for ever; what gets through begins anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sync.client.backoff import Backoff
from sync.client.ports import NO_USE_NOW, Busy, LinkFault

_TRIES = 8
_ERRORS = 3
"""So often a server that answers breaks down over the same thing."""
T = TypeVar("T")


class Patience:
    """Tries of one thing after the other over a link. `wait(seconds)` pauses between two and says whether to go on."""

    def __init__(self, wait: Callable[[float], bool], backoff: Backoff | None = None) -> None:
        self._wait = wait
        self._backoff = backoff or Backoff(0.5, 20.0)

    def through(self, act: Callable[[], T]) -> T:
        """What comes of it; the LinkFault or Busy itself when nothing gets through again and again."""
        while True:
            try:
                done = act()
            except (LinkFault, Busy) as fault:
                tries = _ERRORS if fault.code == "server_error" else _TRIES
                hopeless = fault.code in NO_USE_NOW or self._backoff.failures >= tries
                late = fault.retry_after is not None and fault.retry_after > 30
                if hopeless or late or not self._wait(self._backoff.next(fault.retry_after)):
                    raise
                continue
            self._backoff.reset()
            return done

    def moved(self) -> None:
        """Something arrived: the link is worth its waits again."""
        self._backoff.reset()
