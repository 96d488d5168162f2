"""The exchange: batches out, verdicts and pages in, until nothing waits; sizes follow the link, no fault loses anything."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic

from sync.client.backoff import Backoff
from sync.client.carry import Carrier, LargeLines, LargeRecords
from sync.client.flight import Came, Carry, Flight, in_turn
from sync.client.pace import LEAST, Pace
from sync.client.ports import (
    NO_USE_NOW,
    Accepted,
    Busy,
    ExchangeFault,
    LinkFault,
    Outgoing,
    Refused,
    Report,
    Store,
    Transport,
)
from sync.client.session import Session, Told
from sync.protocol.cursor import cursors_hash, restore_points
from sync.protocol.envelope import Request, RequestHead, encode_request
from sync.protocol.limits import PROTOCOL

_TRIES = 8
_TURNS = 40
_IDLE_TURNS = 4
"""Requests in a row that brought nothing, though something seemed to wait: enough for this time."""
RAW_AFTER = 3
"""5xx in a row to a batch of one operation, then its bytes are handed in uninterpreted."""


class Engine:
    """One exchange with one server. `wait(seconds)` pauses between tries and says whether to go on."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        wait: Callable[[float], bool],
        backoff: Backoff | None = None,
        carry: Carry = in_turn,
    ) -> None:
        self._store = store
        self._transport = transport
        self._wait = wait
        self._carry = carry
        self._flight: Flight | None = None
        self._stopped: Callable[[], bool] = lambda: False
        self._backoff = backoff or Backoff(0.5, 20.0)
        me = store.identity()
        self._schema = me.schema
        self._session = Session(me, transport)
        carrier = Carrier(self._session, lambda _: self._backoff.reset())
        self._large, self._records = LargeLines(carrier), LargeRecords(carrier, store)
        self._changed = 0
        self._pace = Pace()
        self._errors, self._single = 0, False
        self._known_hash, self._hashes = "", True
        self._sent_count = 0
        self._protocol, self._full, self._proving = PROTOCOL, False, False
        self.report = Report()

    @property
    def session(self) -> Session:
        """The way to the server, with the key that was agreed on."""
        return self._session

    def run(self, stop: Callable[[], bool] = lambda: False) -> Report:
        """Exchanges until nothing waits; the report is kept up to date also when a fault ends it.

        LinkFault, Busy when the link or the server fails again and again without any progress; Refused.
        """
        self.report = Report()
        before = (self._transport.bytes_up, self._transport.bytes_down, self._transport.requests)
        turns = idle = 0
        self._full = False
        self._stopped = stop
        try:
            while self._flight or not stop():
                try:
                    accepted, more = self.step()
                except (LinkFault, Busy) as fault:
                    self._failed(fault)
                    continue
                except Told as told:
                    turns += 1
                    if turns > _TURNS:
                        raise Refused("server_refused", told.status) from told
                    self._obey(told)
                    continue
                turns = 0
                idle = 0 if more or self._sent_count or accepted.received else idle + 1
                done = not more and (self._full or not accepted.waiting)
                if self._flight is None and (done or idle >= _IDLE_TURNS):
                    break
        finally:
            self._drop()
            self.report.bytes_up = self._transport.bytes_up - before[0]
            self.report.bytes_down = self._transport.bytes_down - before[1]
            self.report.requests = self._transport.requests - before[2]
        return self.report

    def step(self) -> tuple[Accepted, bool]:
        """One reply taken in, of a request that may be under way already; whether the server has more pages."""
        self._sent_count = 0
        flight = self._flight = self._flight or self._launch(self._ready(self._store.outgoing(self._pace.plain)))
        following = self._store.following(flight.batch, flight.count, self._pace.next_plain) if self._calm(flight) else None
        self._flight, self._sent_count = None, flight.count
        came = flight.wait()
        head = came.reply.head
        if flight.count:
            self._pace.packed(came.up, flight.plain)
        self._pace.carried(came.up, came.down, came.seconds)
        self._full = self._full or (head.full and head.answered < flight.count)
        if head.answered != flight.count and not head.full and not head.missing:
            raise LinkFault("link_cut")
        if head.missing:
            self._large.lost()
        reply = self._records.filled(came.reply)
        if reply is None:
            return self._anew()
        self._changed, self._sent_count = 0, head.answered
        self._pace.succeeded(flight.count > 0, head.more, came.seconds)
        self._errors, self._single, self._proving = 0, False, False
        self._backoff.reset()
        moved = {scope: end for scope, (_, end) in head.moved.items()}
        left = {scope: each for scope, each in flight.batch.cursors.items() if scope not in head.dropped}
        cursors = {**left, **moved}
        self._known_hash = cursors_hash(cursors)
        if following is not None and not (self._full or head.missing or self._stopped()):
            following = replace(following, lines=self._large.small(following.lines), cursors=cursors)
            self._flight = self._launch(following) if following.lines or head.more else None
        try:
            accepted = self._store.accept(flight.batch, head.answered, reply)
        except BaseException:
            self._drop()
            raise
        if not accepted.applied:
            self._drop()
        self._count(head.answered, accepted)
        return accepted, head.more

    def _anew(self) -> tuple[Accepted, bool]:
        """A large record has changed while it came: the same request again, which names what it is now."""
        self._changed += 1
        if self._changed >= _TRIES:
            raise LinkFault("link_cut")
        return Accepted(0, {}, waiting=True, applied=False), True

    def _calm(self, flight: Flight) -> bool:
        """Whether it is worth while to prepare what comes next."""
        return not (self._errors or self._single or self._backoff.failures or self._full or flight.batch.wanted)

    def _ready(self, batch: Outgoing) -> Outgoing:
        """A batch without lines that are too large for it; with none at all where the server had no room for what waits."""
        if self._full:  # it is asked again at the next exchange
            return replace(batch, lines=(), audit=())
        return replace(batch, lines=self._large.ready(batch.lines, self._protocol))

    def _launch(self, batch: Outgoing) -> Flight:
        """A request that begins its way."""
        count, lines, packed = self._fitting(batch)
        plain = sum(map(len, lines))

        def carried() -> Came:
            """The way there and back."""
            started, down = monotonic(), self._transport.bytes_down
            reply = self._session.exchange(lines, packed)
            return Came(reply, len(packed), self._transport.bytes_down - down, monotonic() - started)

        return Flight(batch, count, plain, self._carry(carried))

    def _drop(self) -> None:
        """Waits for what is under way, and forgets it: what was sent is answered once more."""
        flight, self._flight = self._flight, None
        if flight is not None:
            with suppress(ExchangeFault):
                flight.wait()

    def _fitting(self, batch: Outgoing) -> tuple[int, list[bytes], bytes]:
        """As many operations as fit the present size, packed together with the head."""
        count = min(len(batch.lines), 1) if self._single else len(batch.lines)
        raw = self._errors >= RAW_AFTER and count == 1
        while count > 1 and sum(map(len, batch.lines[:count])) * self._pace.ratio > self._pace.push * 5 // 4:
            count = max(1, count * 4 // 5)
        while True:
            whole = count == len(batch.lines) and not raw
            lines = encode_request(self._request(batch, count, whole, raw))
            plain = sum(map(len, lines))
            body = self._session.packed(lines, self._pace.level(plain))
            if self._pace.free and count:
                return count, lines, body
            if count:
                self._pace.packed(len(body), plain)
            if count <= 1 or len(body) <= self._pace.push * 5 // 4:
                return count, lines, body
            count = max(1, min(count - 1, count * self._pace.push // len(body)))

    def _request(self, batch: Outgoing, count: int, whole: bool, raw: bool) -> Request:
        """The request for the first `count` operations."""
        audit = batch.audit if whole else ()
        newer = self._protocol >= 2
        known = self._hashes and bool(batch.cursors) and cursors_hash(batch.cursors) == self._known_hash
        head = RequestHead(
            self._schema,
            batch.incarnation,
            batch.since,
            batch.first,
            count,
            batch.chain,
            None if known else batch.cursors,
            self._known_hash if known else "",
            self._pace.pull,
            batch.wanted,
            len(audit),
            batch.users,
            raw,
            self._protocol,
            batch.receipt if self._proving else None,
            batch.buckets,
            newer,  # large
            newer,  # earlier
            newer,  # gathered
            batch.held if newer else None,
        )
        return Request(head, batch.lines[:count], audit)

    def _count(self, count: int, accepted: Accepted) -> None:
        """The report counts."""
        self.report.sent += count
        self.report.received += accepted.received
        for verdict, number in accepted.verdicts.items():
            self.report.verdicts[verdict] = self.report.verdicts.get(verdict, 0) + number

    def _failed(self, fault: LinkFault | Busy) -> None:
        """Smaller pieces and a pause; the fault itself when nothing has helped."""
        if fault.code == "server_error" and self._sent_count:
            self._errors += self._sent_count == 1
            self._single = self._sent_count == 1 or self._pace.push <= LEAST
            self._pace.push //= 8
        self._pace.failed()
        first = self._backoff.failures == 0
        if fault.code in NO_USE_NOW or self._backoff.failures >= _TRIES:
            raise fault
        pause = self._backoff.next(fault.retry_after)
        if fault.retry_after is not None and fault.retry_after > 30:
            raise fault
        if not self._wait(0.0 if first and isinstance(fault, LinkFault) else pause):
            raise fault

    def _obey(self, told: Told) -> None:
        """What the server must have first."""
        if told.status == 413:
            if self._sent_count <= 1 and self._pace.push <= LEAST:
                raise Refused("server_refused", 413)
            self._pace.push = LEAST if self._sent_count <= 1 else max(LEAST, self._pace.push // 2)
        elif told.status == 428:
            self._hashes = False
        elif told.status == 426:
            self._speak_older(told)
        elif told.status == 410:
            self._known_hash, self._proving = "", False
            self._store.new_epoch(_number(told, "epoch"), restore_points(told.facts.get("points")))
        else:
            self._gap(told)

    def _speak_older(self, told: Told) -> None:
        """The server knows only older protocols, and says which, or lets a laptop as old as this one receive no more."""
        offered = told.facts.get("p", self._protocol - 1)
        if "from" in told.facts or not isinstance(offered, int) or not 1 <= offered < self._protocol:
            raise Refused("update_needed", 426)
        self._protocol = offered

    def _gap(self, told: Told) -> None:
        """The server has another number, or another line, than we thought: go on behind what both have, or a fork."""
        batch = self._store.outgoing(0)
        incarnation, have = batch.incarnation, _number(told, "have")
        if told.code == "gap" and batch.receipt is not None and batch.receipt[0] > have and not self._proving:
            self._proving = True  # the server once had more: it was restored, and must hear of it before anything else
            return
        self._proving = False
        ours = self._store.chain_at(incarnation, have)
        first = told.facts.get("first")
        if isinstance(first, int) and not isinstance(first, bool) and first > 0:
            self._store.fork(incarnation, first)
        elif ours is not None and ours == told.facts.get("chain"):
            self._store.behind(incarnation, have)
        elif have < self._store.kept(incarnation) - 1:  # the server lost what it had called safe
            self._store.fork(incarnation, have + 1)
        else:
            self._store.fork(incarnation, self._first_difference(batch, min(have, self._store.frozen(incarnation))))

    def _first_difference(self, batch: Outgoing, last: int) -> int:
        """The first operation up to `last`+1 that differs here and there, by asking for the chain in halves."""
        same, different = min(last, self._store.kept(batch.incarnation) - 1), last + 1  # the safe ones are the same
        self._pace.pull = LEAST
        while different - same > 1:
            middle = (same + different) // 2
            chain = self._store.chain_at(batch.incarnation, middle) or ""
            probe = replace(batch, first=middle + 1, chain=chain, lines=(), audit=(), buckets={})
            try:
                self._session.exchange(encode_request(self._request(probe, 0, False, False)))
                same = middle
            except Told as told:
                if told.status != 409:
                    raise
                different = middle
        return different


def _number(told: Told, name: str) -> int:
    """A number that must stand in an answer."""
    value = told.facts.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Refused("server_refused", told.status)
    return value
