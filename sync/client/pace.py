"""How much goes into one request and how hard it is packed: begins small, grows while the link carries it, else shrinks.

What a cut costs is the request that was under way. So once a link has failed no request is larger than a part of what it
usually carries between two failures: on one that is cut again and again less than a fifth of the bytes is sent in vain, and one
that was mended is trusted again in the measure in which it carries. While nothing has failed even a slow link gets large
batches, as each turn costs it a wait.
"""

from __future__ import annotations

from sync.protocol.codec import level_for
from sync.protocol.limits import PULL_FAST, PULL_MAX, PULL_START, PUSH_FAST, PUSH_MAX, PUSH_START

LEAST = 256
_QUICK = 1.0
"""Seconds within which a request and its reply must have passed before the next may be larger than the usual most."""
_LEAP = _QUICK * PUSH_MAX / PUSH_FAST
"""Seconds within which a request of the usual most must have passed before the largest may follow at once."""
_TELLING = 8 * 1024
"""Bytes from which on a transfer says how fast the link is."""
_SHARE = 4
"""A request is at most this part of what passes between two cuts."""
_USUAL = 64 * 1024
"""Bytes between two cuts that are reckoned with when the first one comes."""
_FLOOR = 2048
"""Below this a smaller request would spend more on its head than a cut costs."""


class Pace:
    """Sizes in compressed bytes (`push` of a batch, `pull` of a page), and what packing makes of a byte (`ratio`)."""

    def __init__(self) -> None:
        self.push, self.pull = PUSH_START, PULL_START
        self.ratio = 0.16
        self._rate: float | None = None
        self._leaps = False
        self._passed = 0
        self._between: float | None = None

    @property
    def plain(self) -> int:
        """Bytes of lines that fill a batch."""
        return int(self.push / self.ratio) + 1

    @property
    def next_plain(self) -> int:
        """The same for the batch after one that is under way."""
        return int(min(self._grown(self.push, PUSH_MAX, PUSH_FAST), PUSH_FAST, self._most(self.push)) / self.ratio) + 1

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
        self._passed += up + down
        if up + down >= _TELLING:
            # The server's work is in the time, so that the quickest of late says most about the link.
            self._rate = max((up + down) / max(seconds, 0.001), (self._rate or 0.0) / 2)

    def succeeded(self, pushed: bool, more: bool, seconds: float) -> None:
        """Sizes grow; beyond the usual most only where a request passes within a second."""
        quick, most = seconds < _QUICK, self._most()
        self._leaps = seconds < _LEAP
        if pushed:
            usual = PUSH_MAX if self._between else 2 * PUSH_MAX
            self.push = min(
                self._grown(self.push, PUSH_MAX, PUSH_FAST), PUSH_FAST if quick else max(usual, self.push // 2), most
            )
        if more:
            self.pull = min(
                self._grown(self.pull, PULL_MAX, PULL_FAST), PULL_FAST if quick else max(PULL_MAX, self.pull // 2), most
            )

    def _grown(self, size: int, usual: int, largest: int) -> int:
        """Twice the size; from the usual most on the largest, where the last request was so quick that it would be, too."""
        return largest if self._leaps and size >= usual else size * 2

    def failed(self) -> None:
        """Smaller pieces: what the link carries, and where it carried nothing, half of it."""
        self._leaps = False
        if self._passed:
            self._between = ((self._between or _USUAL) + self._passed) / 2
            self.push, self.pull = min(self.push, self._most()), min(self.pull, self._most())
        else:
            self.push, self.pull = max(LEAST, self.push // 2), max(LEAST * 4, self.pull // 2)
        self._passed = 0

    def _most(self, coming: int = 0) -> int:
        """The largest request that is worth the risk, when so many bytes more have passed."""
        if self._between is None:
            return max(PUSH_FAST, PULL_FAST)
        return max(_FLOOR, int(max(self._between, self._passed + coming) / _SHARE))
