"""Contents after the exchange: what is small first, originals under a budget, cases before everything (sync.md §6)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import Literal, Protocol

from sync.client.backoff import Backoff
from sync.client.carry import Carrier, Spoilt, Unsupported
from sync.client.patience import IN_A_ROW, Patience, is_of_one
from sync.client.ports import Busy, Refused
from sync.client.session import Session
from sync.protocol.blobs import TALK_MAX, Talk, Told

BUDGET = 1024 * 1024
"""Bytes of originals that nobody asked for, in one run."""
ASK_AGAIN = 600.0
"""Seconds until the server is asked anew for what it had not, and what it refused or broke down over is tried again."""

Kind = Literal["record", "thumbnail", "original"]


@dataclass(frozen=True, slots=True)
class Item:
    """Something to carry: its name, `up` or down, bytes (0: not known), bytes that are here already, the record naming it."""

    name: str
    kind: Kind
    up: bool
    size: int
    at: int
    record: str
    asked: bool = False


class BlobStore(Protocol):
    """Where contents are kept, and what is known of them. Each method is one transaction."""

    def begin(self) -> None:
        """Takes in which contents records name by now."""
        ...

    def newest(self) -> int:
        """A number that grows with every save."""
        ...

    def next(self, *, originals: bool, without: Collection[str]) -> Item | None:
        """What is to be carried next: records, thumbnails, what somebody asked for, other originals if they may."""
        ...

    def again(self, item: Item) -> Item:
        """The same with what has arrived of it by now."""
        ...

    def content(self, item: Item) -> bytes | None:
        """What is to be sent; None when it is not here after all, which the store takes down."""
        ...

    def sent(self, item: Item) -> None:
        """The server has it."""
        ...

    def took(self, item: Item, chunk: bytes, size: int) -> Literal["more", "whole", "spoilt"]:
        """Keeps the next piece; a whole one is put in its place if its hash fits, else begun anew."""
        ...

    def lost(self, item: Item) -> None:
        """The server does not have it, or not for us."""
        ...

    def spoilt(self, item: Item, code: str) -> None:
        """It cannot be sent: `hash`, `too_large`, `erased`."""
        ...

    def questions(self, without: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Contents to ask the server for, and own ones of which it is to say whether they are safe; at most `TALK_MAX` each."""
        ...

    def missing_due(self) -> bool:
        """Whether to ask what the server lacks: a new epoch, or not asked for a day, and something is here to offer."""
        ...

    def answered(self, asked: Talk, told: Told, *, last: bool) -> None:
        """Takes an answer in; what the server lacks and is here is offered again. `last`: of what is missing, all was told."""
        ...


@dataclass(slots=True)
class BlobReport:
    """What a run did. `left`: originals wait for the next one; `interrupted`: somebody saved, and that goes first.

    `fault`: the code of what stopped one content, while others went on.
    """

    up: int = 0
    down: int = 0
    whole: int = 0
    records: int = 0
    left: bool = False
    interrupted: bool = False
    fault: str = ""


class BlobEngine:
    """Carries contents over the session of an exchange. `wait(seconds)` pauses between tries and says whether to go on."""

    def __init__(
        self,
        store: BlobStore,
        session: Session,
        wait: Callable[[float], bool],
        backoff: Backoff | None = None,
        budget: int = BUDGET,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._store, self._budget, self._clock = store, budget, clock
        self._patience = Patience(wait, backoff)
        self._carrier = Carrier(session, self._moved)
        self._asked: dict[str, float] = {}
        self._later: dict[str, float] = {}
        self._failed = 0
        self._spent = 0
        self._up = True
        self.report = BlobReport()

    def run(self, stop: Callable[[], bool] = lambda: False, *, metered: bool = False) -> BlobReport:
        """Carries what there is to carry, originals within the budget and only if the link costs nothing (`metered` False).

        One that the server refuses or breaks down over stops only itself. LinkFault, Busy when nothing gets through again and
        again; Refused. What was carried stays.
        """
        self.report, self._spent, self._failed = BlobReport(), 0, 0
        self._store.begin()
        now = self._clock()
        self._later = {name: at for name, at in self._later.items() if now - at < ASK_AGAIN}
        start, without = self._store.newest(), set(self._later)
        try:
            self._patience.through(lambda: self._talk(stop))
            while not stop():
                item = self._store.next(originals=not metered, without=without)
                if item is None:
                    break
                if item.kind != "record" and self._store.newest() != start:
                    self.report.interrupted = True
                    break
                if self._over(item):
                    self.report.left = True
                    break
                if not self._alone(item, partial(self._carry, item, stop, start)):
                    without.add(item.name)
        except Unsupported:
            pass  # an older server: they wait here until it is brought up to date
        return self.report

    def _alone(self, item: Item, act: Callable[[], bool]) -> bool:
        """One content; whether it is done with for this run. A fault that is its own is noted, and others go on."""
        try:
            done = self._patience.through(act)
        except (Busy, Refused) as fault:
            self._failed += 1
            if not is_of_one(fault) or self._failed >= IN_A_ROW:
                raise
            self._later[item.name], self.report.fault = self._clock(), fault.code
            return False
        self._failed = 0
        return done

    def _over(self, item: Item) -> bool:
        """Whether an original has to wait for the next run."""
        return item.kind == "original" and not item.asked and self._spent >= self._budget

    def _talk(self, stop: Callable[[], bool]) -> bool:
        """Asks what may be had and what is missing, until there is nothing to ask."""
        now = self._clock()
        self._asked = {name: at for name, at in self._asked.items() if now - at < ASK_AGAIN}
        after = "" if self._store.missing_due() else None
        while not stop():
            want, safe = self._store.questions(self._asked)
            if not want and not safe and after is None:
                break
            asked = Talk(want, safe, after)
            told = self._carrier.talk(asked)
            after = told.missing[-1] if after is not None and len(told.missing) == TALK_MAX else None
            self._store.answered(asked, told, last=asked.missing is not None and after is None)
            self._asked.update(dict.fromkeys((*want, *safe), now))
        return True

    def _carry(self, item: Item, stop: Callable[[], bool], start: int) -> bool:
        """One content; whether it is done with for this run."""
        self._up = item.up

        def enough() -> bool:
            return stop() or self._over(item) or (item.kind != "record" and self._store.newest() != start)

        return self._send(item, enough) if item.up else self._receive(item, enough)

    def _send(self, item: Item, enough: Callable[[], bool]) -> bool:
        """Hands one in."""
        content = self._store.content(item)
        if content is None:
            return False
        try:
            if self._carrier.put(item.name, content, stop=enough):
                self._store.sent(item)
                self.report.whole += 1
        except Spoilt as spoilt:
            self._store.spoilt(item, spoilt.code)
        return True

    def _receive(self, item: Item, enough: Callable[[], bool]) -> bool:
        """Fetches one from where it was left; a try after a fault begins with what has arrived."""
        here = self._store.again(item)
        while not enough():
            piece = self._carrier.get(here.name, here.at, here.record if here.kind == "record" else "")
            if piece is None:
                self._store.lost(here)
                return False
            state = self._store.took(here, piece.content, piece.size)
            if state == "whole":
                self.report.whole += 1
                self.report.records += item.kind == "record"
                return True
            if state == "spoilt":
                return False
            here = replace(here, at=here.at + len(piece.content))
        return True

    def _moved(self, count: int) -> None:
        """A piece arrived."""
        self._patience.moved()
        self._spent += count
        if self._up:
            self.report.up += count
        else:
            self.report.down += count
