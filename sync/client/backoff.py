"""How long to wait after failures: exponential, with jitter, never in step with other laptops. Seconds of monotonic time."""

from __future__ import annotations

import random


class Backoff:
    """Grows with each failure from `first` to at most `top`, between half of it and the whole; a success resets it."""

    def __init__(self, first: float = 1.0, top: float = 300.0, chance: random.Random | None = None) -> None:
        self._first, self._top = first, top
        self._chance = chance or random.SystemRandom()
        self.failures = 0

    def next(self, at_least: float | None = None) -> float:
        """The wait after one more failure; a server's Retry-After is kept to, up to an hour."""
        span = min(self._top, self._first * 2.0 ** min(self.failures, 30))
        self.failures += 1
        return max(span * self._chance.uniform(0.5, 1.0), min(at_least or 0.0, 3600.0))

    def reset(self) -> None:
        """After a success."""
        self.failures = 0
