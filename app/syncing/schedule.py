"""When to exchange: at the start, soon after a save, when the link comes up or the machine wakes, later and later after faults.

Pure: times are seconds of a monotonic clock, handed in by the caller.
"""

from __future__ import annotations

import random

from sync.client.backoff import Backoff

AFTER_SAVE, CONTENTS, IDLE = 5.0, 20.0, 300.0
"""Saves are collected for a moment; pictures go on after a pause; without news the server is asked this often."""


class Schedule:
    """Says when the next exchange is due."""

    def __init__(self, now: float, chance: random.Random | None = None) -> None:
        self._backoff = Backoff(5.0, 600.0, chance)
        self._contents = Backoff(60.0, 3600.0, chance)
        self._due, self._contents_due = now + 2.0, now

    def next_delay(self, now: float) -> float:
        """Seconds until the next exchange, 0 when it is due."""
        return max(0.0, self._due - now)

    def saved(self, now: float) -> None:
        """Something was saved: soon, but never sooner than a wait after a fault allows."""
        if self._backoff.failures == 0:
            self._due = min(self._due, now + AFTER_SAVE)

    def woke(self, now: float) -> None:
        """The link came up, or the machine woke: at once, and waits begin small again."""
        self._backoff.reset()
        self._contents.reset()
        self._due = self._contents_due = now

    def with_contents(self, now: float) -> bool:
        """Whether the next exchange may carry pictures and files: not for a while after a bad link stopped them."""
        return now >= self._contents_due

    def contents_ended(self, now: float, *, stopped: bool) -> None:
        """Pictures and files were stopped by a bad link: they have waits of their own, records go on. Or they went through."""
        if stopped:
            self._contents_due = now + self._contents.next()
        else:
            self._contents.reset()
            self._contents_due = now

    def succeeded(self, now: float, *, more: bool = False) -> None:
        """An exchange went through; `more`: pictures or files wait for the next one."""
        self._backoff.reset()
        self._due = now + (CONTENTS if more else IDLE)

    def failed(self, now: float, at_least: float | None = None) -> None:
        """An exchange did not go through; the wait that a busy server asked for is kept to, up to an hour."""
        self._due = now + self._backoff.next(at_least)
