"""How much goes into one request and how hard it is packed: begins small, grows while the link carries it, else shrinks."""

from __future__ import annotations

from sync.protocol.codec import level_for
from sync.protocol.limits import PULL_FAST, PULL_MAX, PULL_START, PUSH_FAST, PUSH_MAX, PUSH_START

LEAST = 256
_QUICK = 1.0
"""Seconds within which a request and its reply must have passed before the next may be larger than the usual most."""
_TELLING = 8 * 1024
"""Bytes from which on a transfer says how fast the link is."""


class Pace:
    """Sizes in compressed bytes (`push` of a batch, `pull` of a page), and what packing makes of a byte (`ratio`)."""

    def __init__(self) -> None:
        self.push, self.pull = PUSH_START, PULL_START
        self.ratio = 0.16
        self._rate: float | None = None

    @property
    def plain(self) -> int:
        """Bytes of lines that fill a batch."""
        return int(self.push / self.ratio) + 1

    @property
    def next_plain(self) -> int:
        """The same for the batch after one that is under way."""
        return int(min(self.push * 2, PUSH_FAST) / self.ratio) + 1

    @property
    def free(self) -> bool:
        """Whether the link is good enough that the size of a batch need not be kept to exactly."""
        return self.push > PUSH_MAX

    def level(self, plain: int) -> int:
        """How hard so many bytes are packed."""
        return level_for(plain, self._rate)

    def packed(self, size: int, plain: int) -> None:
        """So much was made of it."""
        self.ratio = size / plain

    def carried(self, up: int, down: int, seconds: float) -> None:
        """A request of so many bytes and its reply took so long, the server's work in."""
        if up + down >= _TELLING:
            self._rate = (up + down) / max(seconds, 0.001)

    def succeeded(self, pushed: bool, more: bool, seconds: float) -> None:
        """Sizes grow; beyond the usual most only where a request passes within a second."""
        quick = seconds < _QUICK
        if pushed:
            self.push = min(self.push * 2, PUSH_FAST if quick else max(PUSH_MAX, self.push // 2))
        if more:
            self.pull = min(self.pull * 2, PULL_FAST if quick else max(PULL_MAX, self.pull // 2))

    def failed(self) -> None:
        """Smaller pieces."""
        self.push, self.pull = max(LEAST, self.push // 2), max(LEAST * 4, self.pull // 2)
