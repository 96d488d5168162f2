"""The network of a simulated world: real bytes, and all that can happen to them between two machines.

Requests come late, twice, in another order, cut or bent; replies are lost, cut, bent or replaced by somebody else's page.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sync.client.pace import Pace
from sync.client.ports import Answer, LinkFault
from sync.protocol.canonical import canonical
from sync.protocol.envelope import PATH, REQUEST_ID
from tests.simulation.central import Call, Central

KINDS = (
    *("never arrived", "reply lost", "reply cut", "reply bent", "request cut", "request bent", "twice", "old one again"),
    *("late", "portal", "moved", "busy", "unauthorised page", "too large", "slow down", "server error", "no connection"),
)
WITHIN = ("reply cut", "reply bent", "request cut", "request bent")
"""Faults of which it hangs on the place within a body what they lead to."""
REMEMBERED = 60
CARRIED = 512
"""Bytes that count for a request and its reply where their length counts for nothing."""
PAGE = b"<!doctype html><html><body>Please sign in to the network</body></html>"


@dataclass
class Weather:
    """How bad it is: share of requests that meet a fault, which kinds there are, the largest body let through, cuts.

    `cut_every`: the reply after so many bytes is lost. `carries`: every link breaks after so many bytes, in mid-body.
    """

    faults: float = 0.0
    kinds: tuple[str, ...] = KINDS
    largest: int = 1 << 30
    cut_every: int = 0
    carries: int = 0


@dataclass
class Network:
    """All links to one server."""

    central: Central
    chance: random.Random
    weather: Weather = field(default_factory=Weather)
    tell: Callable[[str], None] = lambda text: None
    between: Callable[[str], None] = lambda name: None
    measured: bool = True
    """Whether a batch is cut by its length, as the programme does it."""
    _old: list[Call] = field(default_factory=list)
    _late: list[Call] = field(default_factory=list)
    _own: random.Random = field(default_factory=random.Random)
    """Chance of the fault at hand: what it draws from the length of bodies moves nothing else."""
    carried: int = 0
    spent: int = 0

    def deliver_late(self) -> None:
        """What hung somewhere arrives now, in any order; nobody waits for the answers."""
        self.chance.shuffle(self._late)
        late, self._late = self._late, []
        for call in late:
            self.tell("a late request arrives")
            self.central.answer(call)

    def carry(self, name: str, call: Call) -> Answer:
        """One request of a laptop; LinkFault."""
        self.between(name)
        self._old = [*self._old[-REMEMBERED:], call]
        if self._late and self.chance.random() < 0.2:
            self.deliver_late()
        if len(call.body) > self.weather.largest:
            return Answer(413, {REQUEST_ID.lower(): call.headers.get(REQUEST_ID, "")}, canonical({"error": "too_large"}))
        fault = ""
        if self.weather.faults and self.chance.random() < self.weather.faults:
            fault = self.chance.choice(self.weather.kinds)
            self._own = random.Random(self.chance.random())
            self.tell(f"{name}: {fault}")
        self._spend(len(call.body) + 300)
        answer = self._before(call, fault) or self._sent(call, fault)
        self._spend(len(answer.body) + 300)
        self.between(name)
        return self._after(call, answer, fault)

    def _spend(self, size: int) -> None:
        """So many bytes pass over a link that breaks after some; LinkFault where it breaks within them."""
        if not self.weather.carries:
            return
        self.spent += size
        if self.spent > self.weather.carries:
            self.spent = 0
            raise LinkFault("link_cut")

    def _before(self, call: Call, fault: str) -> Answer | None:
        """Faults that keep a request from the server."""
        if fault in ("never arrived", "no connection"):
            raise LinkFault("no_connection" if fault == "no connection" else "link_cut")
        if fault == "late":
            self._late.append(call)
            raise LinkFault("link_cut")
        if fault == "portal":
            return Answer(200, {"content-type": "text/html"}, PAGE)
        if fault == "moved":
            return Answer(302, {"location": "http://portal.invalid/"}, PAGE)
        if fault == "unauthorised page":
            return Answer(401, {"content-type": "text/html"}, PAGE)
        if fault in ("busy", "server error"):
            told = {} if self._own.random() < 0.5 else {REQUEST_ID.lower(): call.headers.get(REQUEST_ID, "")}
            return Answer(503 if fault == "busy" else 500, told, PAGE)
        if fault == "slow down":
            told = {REQUEST_ID.lower(): call.headers.get(REQUEST_ID, ""), "retry-after": "3"}
            return Answer(429, told, canonical({"error": "slow"}))
        if fault == "too large":
            return Answer(413, {REQUEST_ID.lower(): call.headers.get(REQUEST_ID, "")}, canonical({"error": "too_large"}))
        return None

    def _sent(self, call: Call, fault: str) -> Answer:
        """The request reaches the server, in some state, some times."""
        if fault == "old one again":
            self.central.answer(self.chance.choice(self._old))
        sent = call
        if fault == "request cut" and call.body:
            sent = Call(call.method, call.path, call.headers, call.body[: self._own.randrange(len(call.body))])
        elif fault == "request bent" and call.body:
            sent = Call(call.method, call.path, call.headers, _bent(call.body, self._own))
        answer = self.central.answer(sent)
        if fault == "twice":
            answer = self.central.answer(call)
        if answer is None:
            raise LinkFault("link_cut")
        return answer

    def _after(self, call: Call, answer: Answer, fault: str) -> Answer:
        """Faults that meet the reply."""
        self.carried += len(call.body) + len(answer.body)
        if self.weather.cut_every and self.carried > self.weather.cut_every:
            self.carried = 0
            raise LinkFault("link_cut")
        if fault == "reply lost":
            raise LinkFault("link_cut")
        if fault == "reply cut" and answer.status == 200 and answer.body:
            return Answer(200, answer.headers, answer.body[: self._own.randrange(len(answer.body))])
        if fault == "reply bent" and answer.status == 200 and answer.body:
            return Answer(200, answer.headers, _bent(answer.body, self._own))
        return answer


def _bent(body: bytes, chance: random.Random) -> bytes:
    """A body with one byte changed."""
    place = chance.randrange(len(body))
    return body[:place] + bytes([body[place] ^ 1 << chance.randrange(8)]) + body[place + 1 :]


class Unmeasured(Pace):
    """For two lives that are compared: nothing is cut by its length, which hangs on the digits of the clocks.

    One byte more and another number of operations goes at once: other requests, other faults, another story.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ratio = 0.0

    @property
    def plain(self) -> int:
        """All that waits."""
        return 1 << 30

    next_plain = plain

    @property
    def free(self) -> bool:
        """Whatever was frozen goes."""
        return True

    def packed(self, size: int, plain: int) -> None:
        """Nothing follows from the length of a batch."""

    def carried(self, up: int, down: int, seconds: float) -> None:
        """Each request weighs the same."""
        super().carried(CARRIED, 0, seconds)


class Line:
    """The transport of one laptop's engine."""

    def __init__(self, network: Network, name: str) -> None:
        self.network, self.name = network, name
        self.bytes_up = self.bytes_down = self.requests = 0
        self.least = 0

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Sends and waits for the whole answer; LinkFault."""
        self.requests += 1
        self.bytes_up += len(body) + _size(headers) + len(f"{method} {path} HTTP/1.1\r\nHost: server:443\r\n\r\n")
        answer = self.network.carry(self.name, Call(method, path, dict(headers), body))
        self.bytes_down += len(answer.body) + _size(answer.headers) + 30
        return answer

    def close(self) -> None:
        """Nothing to close."""


def _size(headers: Mapping[str, str]) -> int:
    """Bytes of headers."""
    return sum(len(name) + len(value) + 4 for name, value in headers.items())


__all__ = ["KINDS", "PATH", "WITHIN", "Line", "Network", "Unmeasured", "Weather"]
