"""Trying again after faults of a link: later and later, and not for ever; what gets through begins anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sync.client.backoff import Backoff
from sync.client.ports import NO_USE_NOW, UNSERVED, Busy, ExchangeFault, LinkFault

_TRIES = 8
_ERRORS = 3
"""So often a server that answers breaks down over the same thing."""
IN_A_ROW = 3
"""So many things that fail one after the other, then it is the server that is out of order and not they."""
T = TypeVar("T")


def is_of_one(fault: ExchangeFault) -> bool:
    """Whether a fault may be that of one thing, and the next one go through: the server itself answered, and serves us."""
    return not isinstance(fault, LinkFault) and fault.code not in UNSERVED | {"server_busy", "server_not_komar"}


class Patience:
    """Tries of one thing after the other over a link. `wait(seconds)` pauses between two and says whether to go on."""

    def __init__(self, wait: Callable[[float], bool], backoff: Backoff | None = None) -> None:
        self._wait = wait
        self._backoff = backoff or Backoff(0.5, 20.0)
        self._errors = 0

    def through(self, act: Callable[[], T]) -> T:
        """What comes of it; the LinkFault or Busy itself when nothing gets through again and again.

        What went wrong with the thing before counts no more, and cuts of the link are no breakdowns of the server over this.
        """
        self.moved()
        while True:
            try:
                done = act()
            except (LinkFault, Busy) as fault:
                broke = fault.code == "server_error"
                often = self._errors >= _ERRORS if broke else self._backoff.failures >= _TRIES
                hopeless = fault.code in NO_USE_NOW or often
                self._errors += broke
                late = fault.retry_after is not None and fault.retry_after > 30
                if hopeless or late or not self._wait(self._backoff.next(fault.retry_after)):
                    raise
                continue
            self.moved()
            return done

    def moved(self) -> None:
        """Something arrived: the link is worth its waits again."""
        self._backoff.reset()
        self._errors = 0
