"""The engine against a scripted server: every status is obeyed, sizes follow the link, a fork is found where it begins."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from sync.client.backoff import Backoff
from sync.client.engine import Engine
from sync.client.ports import Accepted, Answer, Busy, Identity, LinkFault, Outgoing, Refused
from sync.protocol import auth, chain
from sync.protocol.codec import Form, form_of, media_type, pack, unpack
from sync.protocol.envelope import REQUEST_ID, Reply, ReplyHead, Request, decode_request, encode_reply

SEAL = auth.new_exchange_key()
SINCE = "2026-01-05T03:04:05.678Z"
INCARNATION = "ab" * 16


@dataclass
class MemoryStore:
    """Frozen lines in a list."""

    lines: list[bytes]
    acked: int = 0
    forks: list[int] = field(default_factory=list)
    epochs: list[int] = field(default_factory=list)

    def identity(self) -> Identity:
        return Identity("t1", auth.new_signing_key(), auth.public_of_exchange(SEAL), 1)

    def outgoing(self, plain_bytes: int) -> Outgoing:
        taken: list[bytes] = []
        for line in self.lines[self.acked :]:
            if taken and sum(map(len, taken)) + len(line) > plain_bytes:
                break
            taken.append(line)
        return Outgoing(INCARNATION, SINCE, self.acked + 1, self.chain_at(INCARNATION, self.acked) or "", tuple(taken), {})

    def following(self, sent: Outgoing, count: int, plain_bytes: int) -> Outgoing | None:
        before, self.acked = self.acked, sent.first - 1 + count
        try:
            return self.outgoing(plain_bytes)
        finally:
            self.acked = before

    def accept(self, sent: Outgoing, count: int, reply: Reply) -> Accepted:
        self.acked = max(self.acked, sent.first - 1 + count)
        return Accepted(0, {"applied": count}, self.acked < len(self.lines))

    def arrived(self, name: str) -> int:
        return 0

    def keep_piece(self, name: str, offset: int, piece: bytes) -> int:
        return 0

    def whole(self, name: str) -> bytes | None:
        return None

    def drop_pieces(self, names: Sequence[str]) -> None:
        return None

    def chain_at(self, incarnation: str, seq: int) -> str | None:
        return chain.shown(chain_of(self.lines[:seq])) if seq <= len(self.lines) else None

    def frozen(self, incarnation: str) -> int:
        return len(self.lines)

    def kept(self, incarnation: str) -> int:
        return 1

    def behind(self, incarnation: str, have: int) -> None:
        self.acked = have

    def fork(self, incarnation: str, first: int) -> None:
        self.forks.append(first)
        self.lines = self.lines[: first - 1]
        self.acked = len(self.lines)

    def new_epoch(self, epoch: int, points: Mapping[int, int] | None = None) -> None:
        self.epochs.append(epoch)


def chain_of(lines: list[bytes]) -> bytes:
    """The chain over lines."""
    hashed = chain.START
    for line in lines:
        hashed = chain.link(hashed, line)
    return hashed


def error(status: int, code: str, **more: object) -> Answer:
    """An answer that is no reply."""
    return Answer(status, {}, json.dumps({"error": code, **more}).encode())


@dataclass
class Scripted:
    """A server in a few lines: it keeps what comes; `trouble` may answer first."""

    trouble: Callable[[Request, int], Answer | None] = lambda _, __: None
    forms: tuple[Form, ...] = ("z1", "z", "gz", "")
    have: list[bytes] = field(default_factory=list)
    seen: list[Request] = field(default_factory=list)
    bytes_up: int = 0
    bytes_down: int = 0
    requests: int = 0

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.requests += 1
        answer = self._answer(body, headers)
        return Answer(answer.status, {REQUEST_ID.lower(): headers[REQUEST_ID], **answer.headers}, answer.body)

    def _answer(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        if "Authorization" not in headers:
            return error(401, "nonce", nonce="n1")
        form = form_of(headers["Content-Type"])
        if form not in self.forms:
            return error(415, "media_type")
        request = decode_request(unpack(body, form))
        self.seen.append(request)
        trouble = self.trouble(request, len(body))
        if trouble is not None:
            return trouble
        head = request.head
        told = {"have": len(self.have), "chain": chain.shown(chain_of(self.have))}
        if head.first - 1 > len(self.have):
            return error(409, "gap", **told)
        if chain.shown(chain_of(self.have[: head.first - 1])) != head.chain:
            return error(409, "fork", **told)
        for number, line in enumerate(request.ops, head.first):
            if number <= len(self.have) and self.have[number - 1] != line:
                return error(409, "fork", **told, first=number)
        self.have[head.first - 1 : head.first - 1 + head.count] = request.ops
        reply = Reply(ReplyHead(1, len(self.have), answered=head.count))
        return Answer(200, {"content-type": media_type(form)}, pack(encode_reply(reply), form))


def engine(store: MemoryStore, server: Scripted) -> Engine:
    """An engine that does not wait."""
    return Engine(store, server, lambda _: True, Backoff(0.0, 0.0, random.Random(1)))


def some(count: int, size: int = 60) -> list[bytes]:
    """Lines that do not compress well."""
    chance = random.Random(count)
    return [b'[%d,"%s"]' % (number, chance.randbytes(size // 2).hex().encode()) for number in range(count)]


def test_all_lines_arrive_in_order_in_growing_batches() -> None:
    store, server = MemoryStore(some(3000)), Scripted()
    report = engine(store, server).run()
    assert server.have == store.lines
    assert report.sent == 3000
    counts = [request.head.count for request in server.seen]
    assert counts[0] < counts[1] < counts[2]


def test_413_halves_and_everything_arrives() -> None:
    store = MemoryStore(some(200))
    server = Scripted(lambda request, size: error(413, "too_large") if size > 2000 and request.head.count > 1 else None)
    engine(store, server).run()
    assert server.have == store.lines


def test_415_takes_the_next_form_once_for_all() -> None:
    server = Scripted(forms=("gz", ""))
    store = MemoryStore(some(3))
    engine(store, server).run()
    assert server.have == store.lines


def test_an_operation_that_breaks_the_server_is_handed_in_raw_and_stops_nothing() -> None:
    lines = some(40)
    poison = lines[17]
    store = MemoryStore(lines)
    server = Scripted(lambda request, _: error(500, "fault") if poison in request.ops and not request.head.raw else None)
    engine(store, server).run()
    assert server.have == lines
    raw = [request for request in server.seen if request.head.raw]
    assert [request.ops for request in raw] == [(poison,)]


def test_the_server_has_less_than_we_thought() -> None:
    lines = some(10)
    store, server = MemoryStore(lines, acked=8), Scripted(have=lines[:3])
    engine(store, server).run()
    assert server.have == lines
    assert store.forks == []


@pytest.mark.parametrize("common", [0, 1, 4, 9])
def test_invariant_14_a_fork_is_found_at_the_first_difference(common: int) -> None:
    lines = some(10)
    others = [*lines[:common], *(b"[0,%d]" % number for number in range(12))]
    store, server = MemoryStore(lines, acked=9), Scripted(have=others)
    engine(store, server).run()
    assert store.forks == [common + 1]


def test_a_clone_that_sent_nothing_yet_is_found_too() -> None:
    lines = some(5)
    store, server = MemoryStore(lines, acked=2), Scripted(have=[*lines[:2], b"[1]", b"[2]"])
    engine(store, server).run()
    assert store.forks == [3]


def test_a_new_epoch_is_taken_and_cursors_are_sent_when_asked() -> None:
    answers = iter([error(410, "epoch", epoch=2), error(428, "cursors")])
    store = MemoryStore(some(1))
    server = Scripted(lambda _, __: next(answers, None))
    engine(store, server).run()
    assert store.epochs == [2]
    assert server.have == store.lines


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (403, "device_revoked", "device_revoked"),
        (426, "update", "update_needed"),
        (400, "head", "server_refused"),
        (418, "", "server_refused"),
    ],
)
def test_refusals_end_the_exchange(status: int, code: str, expected: str) -> None:
    with pytest.raises(Refused, match=expected):
        engine(MemoryStore([]), Scripted(lambda _, __: error(status, code))).run()


def test_a_server_that_asks_for_the_same_again_and_again_is_left() -> None:
    server = Scripted(lambda _, __: error(410, "epoch", epoch=2))
    with pytest.raises(Refused):
        engine(MemoryStore([]), server).run()
    assert server.requests < 60


def test_an_outage_ends_after_some_tries_and_retry_after_is_kept_to() -> None:
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return True

    server = Scripted(lambda _, __: Answer(503, {"retry-after": "7"}, b"{}"))
    with pytest.raises(Busy, match="server_busy"):
        Engine(MemoryStore([]), server, wait, Backoff(0.0, 0.0)).run()
    assert waits
    assert all(seconds >= 7 for seconds in waits)


def test_a_session_that_the_server_forgot_is_signed_anew() -> None:
    calls: list[int] = []

    def forget(_: Request, __: int) -> Answer | None:
        calls.append(1)
        return error(401, "nonce", nonce="n2") if len(calls) == 2 else None

    store, server = MemoryStore(some(1)), Scripted(forget)
    running = engine(store, server)
    running.run()
    running.run()
    assert server.have == store.lines


def test_progress_over_a_link_that_cuts_is_within_the_bound() -> None:
    lines = some(1500, 80)
    chance = random.Random(5)
    left = [24_000.0]

    def cut(_: Request, size: int) -> Answer | None:
        left[0] -= size + 300
        if left[0] <= 0:
            left[0] = 24_000 * chance.uniform(0.9, 1.1)
            raise LinkFault("link_cut")
        return None

    store, server = MemoryStore(lines), Scripted(cut)
    engine(store, server).run()
    assert server.have == lines
    total = sum(len(line) for line in lines)
    assert server.requests <= 3 * (total // 12_000 + 1) + 10


def test_backoff_grows_with_jitter_and_is_bounded() -> None:
    backoff = Backoff(1.0, 60.0, random.Random(2))
    waits = [backoff.next() for _ in range(12)]
    assert all(0.5 * min(60, 2**n) <= wait <= min(60, 2**n) for n, wait in enumerate(waits))
    assert backoff.next(90) == 90
    backoff.reset()
    assert backoff.next() <= 1
