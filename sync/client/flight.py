"""A request on its way: meanwhile the store freezes what comes next, and while that travels it takes the reply in.

There is never more than one under way, and replies are stored in their order: a cut link finds nothing else than before.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sync.client.ports import Outgoing
from sync.protocol.envelope import Reply


@dataclass(frozen=True, slots=True)
class Came:
    """A reply, with the bytes of bodies both ways and the seconds that it took."""

    reply: Reply
    up: int
    down: int
    seconds: float


Carry = Callable[[Callable[[], Came]], Callable[[], Came]]
"""Begins a task, and gives what waits for its end and gives its result, or raises its fault."""


def in_turn(task: Callable[[], Came]) -> Callable[[], Came]:
    """The task runs when its result is asked for: one thing after the other."""
    return task


@dataclass(frozen=True, slots=True)
class Flight:
    """What is under way: the first `count` lines of a batch, in a request of so many bytes before packing."""

    batch: Outgoing
    count: int
    plain: int
    wait: Callable[[], Came]


MOMENT = 0.02
"""Seconds that a request gets to leave undisturbed: on a quick link it needs a tenth of them."""


class Courier:
    """Carries one task at a time in a thread of its own."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "exchange")

    def __call__(self, task: Callable[[], Came], gone: threading.Event | None = None) -> Callable[[], Came]:
        """Begins a task; `gone` is set once its request has left.

        What comes next here keeps Python busy, and a request that waits for its turn with every piece leaves the server idle.
        """
        if gone is None:
            return self._pool.submit(task).result
        gone.clear()
        begun = self._pool.submit(task)
        gone.wait(MOMENT)
        return begun.result

    def close(self) -> None:
        """Waits for what is under way, and ends the thread."""
        self._pool.shutdown()
