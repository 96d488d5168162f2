"""What the engine needs of others: a store for what is kept, a transport for what is sent; and the faults it tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sync.protocol.cursor import Cursor
from sync.protocol.envelope import Reply


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this device is to the server: tag and signing key from the enrolment, the server's exchange key, our schema."""

    tag: str
    signing_key: bytes = field(repr=False)
    server_seal: bytes
    schema: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is to be sent next, frozen: lines of one incarnation in order from `first`, with the chain before them.

    Empty lines are a pull. `audit` lines ride behind when the operations fit whole. `users` only when the server has not been
    told of them.
    """

    incarnation: str
    since: str
    first: int
    chain: str
    lines: tuple[bytes, ...]
    cursors: Mapping[str, Cursor]
    audit: tuple[bytes, ...] = ()
    wanted: tuple[str, ...] = ()
    users: tuple[str, ...] | None = None
    receipt: tuple[int, str] | None = None
    """How far the server once said to have this incarnation, with its mark on that."""
    buckets: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """What is to be compared, where roots differed: see `envelope.Asked`."""
    held: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Operations that are held as far as is known here (incarnation → numbers): whether they still are is asked."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a reply did: records received, verdicts counted, and whether there is more to send or to ask for at once."""

    received: int
    verdicts: Mapping[str, int]
    waiting: bool
    applied: bool = True
    """False: the page did not join what is here, so that cursors stand where they stood."""


class Store(Protocol):
    """Where operations, bases and cursors are kept. Each method is one transaction: done whole, or not at all."""

    def identity(self) -> Identity:
        """Who we are."""
        ...

    def outgoing(self, plain_bytes: int) -> Outgoing:
        """The next batch of at most so many bytes before compression (one line at least, if there is one).

        Lines that were frozen before come first, unchanged; older incarnations come before the current one.
        """
        ...

    def following(self, sent: Outgoing, count: int, plain_bytes: int) -> Outgoing | None:
        """The batch behind `count` lines of one that is under way; None where only its reply can say what is next.

        Records wanted and users are not told anew; audit lines only if the one before had none.
        """
        ...

    def accept(self, sent: Outgoing, count: int, reply: Reply) -> Accepted:
        """Takes a reply to the first `count` lines of a batch: verdicts, page, cursors, history. Never fails by content."""
        ...

    def arrived(self, name: str) -> int:
        """Bytes of a record's line that came as pieces so far."""
        ...

    def keep_piece(self, name: str, offset: int, piece: bytes) -> int:
        """Keeps the next piece, also when the exchange ends here; bytes that are here then."""
        ...

    def whole(self, name: str) -> bytes | None:
        """The pieces put together; None when that is not what is called so, and they are to come anew."""
        ...

    def drop_pieces(self, names: Sequence[str]) -> None:
        """Pieces of these lines are kept no longer: they lie in a page that is taken in now, or are to come anew."""
        ...

    def chain_at(self, incarnation: str, seq: int) -> str | None:
        """The chain after an operation as it is shown; None when that is not here."""
        ...

    def frozen(self, incarnation: str) -> int:
        """The last operation of an incarnation that was ever in a batch."""
        ...

    def kept(self, incarnation: str) -> int:
        """The first operation of an incarnation that is still here: those before it were safe on the server and may go."""
        ...

    def behind(self, incarnation: str, have: int) -> None:
        """The server has this incarnation up to `have`, with our chain there: sending goes on behind that."""
        ...

    def fork(self, incarnation: str, first: int) -> None:
        """Another laptop uses our numbers from `first` on: those operations get a new incarnation and are sent anew."""
        ...

    def new_epoch(self, epoch: int, points: Mapping[int, int] | None = None) -> None:
        """The server was restored: everything is asked for anew, what is not in its backups is offered again.

        `points`: where it stood when each later epoch began; None when it does not say (protocol 1).
        """
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer; header names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """Carries one request at a time; counts bytes of HTTP both ways, headers included."""

    bytes_up: int
    bytes_down: int
    requests: int

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Sends (GET, HEAD, PATCH, POST) and waits for the whole answer; LinkFault when the link does not carry it."""
        ...


class ExchangeFault(Exception):
    """The exchange cannot go on; `code` says why. Everything captured is kept."""

    def __init__(self, code: str, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.retry_after = retry_after


NO_USE_NOW = frozenset(
    {"no_connection", "no_name", "tls", "tls_date", "portal", "proxy_gone", "proxy_sign_in", "proxy_refuses"}
)
"""Faults of the link that another try in a moment does not mend."""


class LinkFault(ExchangeFault):
    """The link did not carry it.

    `no_connection`; `no_name`: the server's name is not found; `link_cut`: cut or stalled; `tls`, `tls_date`: a certificate
    that does not fit, or whose date does not; `portal`: a sign-in page of the network answered; `proxy_gone`, `proxy_sign_in`,
    `proxy_refuses`: a proxy that is not there, asks who we are, or does not let us through.
    """


UNSERVED = frozenset({"device_revoked", "device_unknown"})
"""Refusals of this device as such: nothing of it is served any more."""


class Refused(ExchangeFault):
    """The server does not serve us: `device_revoked|device_unknown|update_needed|server_refused|server_not_komar`."""


class Busy(ExchangeFault):
    """The server is out of order or overloaded (`server_busy`, `server_error`)."""


@dataclass(slots=True)
class Report:
    """What an exchange did."""

    sent: int = 0
    received: int = 0
    verdicts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("applied", "merged", "conflict", "held", "erased"), 0)
    )
    bytes_up: int = 0
    bytes_down: int = 0
    requests: int = 0
