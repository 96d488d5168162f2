"""Handing bundle files over by HTTP: whoever has a link carries them, whoever made them (sync.md §7)."""

from __future__ import annotations

from collections.abc import Callable

from sync.client.carry import Carrier, Spoilt, Unsupported
from sync.client.ports import Answer, ExchangeFault, LinkFault, Refused
from sync.client.session import Session, facts_of
from sync.protocol import vouchers
from sync.protocol.blobs import Stub, name_of, stub_of
from sync.protocol.bundle import AT_ONCE, MEDIA, NAMED, PATH
from sync.protocol.errors import ProtocolError
from sync.protocol.vouchers import Answer as Vouched
from sync.protocol.vouchers import Question

_TURNS = 2
"""So often a file is handed in that the server has lost again before it was named."""


class NotTaken(ExchangeFault):
    """The server does not take a file, or a question: code of the bundle format, or `bundle_full`; it stays as it is."""


class Halted(ExchangeFault):
    """Something else goes first: what has arrived of a file counts when it is handed over again."""


def hand_over(
    session: Session, data: bytes, stop: Callable[[], bool] = lambda: False, carrier: Carrier | None = None
) -> bytes | None:
    """The reply file to a file for the server; None where nobody is to be answered. NotTaken, Halted, LinkFault, Busy, Refused.

    A large file goes piece by piece, and so does its answer: called again with the same session after a fault, it goes on where
    the link was cut. A laptop that was revoked, and one before a server of an older version, sends any file in one request.
    `stop`: whether something else goes first, asked before each piece. `carrier`: knows from earlier tries how large
    pieces the link of this session carries.
    """
    carrier, file = carrier or Carrier(session), name_of(data)
    _look(stop)
    if file in session.arriving:
        reply = _fetched(session, carrier, file, stop)
        if reply is not None:
            return reply
    answer = _by_name(session, carrier, data, stop) if len(data) > AT_ONCE else None
    if answer is None:
        answer = session.call("POST", PATH, data, MEDIA)
    if answer.status == 204:
        return None
    if answer.status != 200:
        raise NotTaken(str(facts_of(answer).get("error", "")), answer.status)
    stub = stub_of(answer.body) if answer.headers.get("content-type") == NAMED else None
    if stub is None:
        return answer.body
    session.arriving = {file: (stub, b"")}
    reply = _fetched(session, carrier, file, stop)
    if reply is None:
        raise LinkFault("link_cut")
    return reply


def _look(stop: Callable[[], bool]) -> None:
    """Halted when something else goes first."""
    if stop():
        raise Halted("halted")


def _fetched(session: Session, carrier: Carrier, file: str, stop: Callable[[], bool]) -> bytes | None:
    """The answer to a file in pieces; None when the server has it no longer, or it is not what it is called."""
    while True:
        stub, came = session.arriving[file]
        if len(came) >= stub.size:
            break
        _look(stop)
        piece = carrier.get(stub.name, len(came), op=True)
        if piece is None or not piece.content:
            break
        session.arriving[file] = stub, came + piece.content
    del session.arriving[file]
    return came if name_of(came) == stub.name else None


def _by_name(session: Session, carrier: Carrier, data: bytes, stop: Callable[[], bool]) -> Answer | None:
    """The answer to a file that is handed in first and named then; None where this server or laptop cannot do so."""
    stub = Stub(name_of(data), len(data))
    for _ in range(_TURNS):
        try:
            if not carrier.put(stub.name, data, op=True, stop=stop):
                raise Halted("halted")
        except (Unsupported, Spoilt, Refused):
            return None
        answer = session.call("POST", PATH, stub.encode(), NAMED)
        if answer.status != 404:
            return None if facts_of(answer).get("error") == "bundle_none" else answer
    return None


def ask_vouchers(session: Session, asked: Question) -> Vouched | None:
    """Whom one may show what waits; None where the server is of a version that vouches for nobody.

    NotTaken where it cannot read the question; LinkFault, Busy, Refused.
    """
    answer = session.call("POST", vouchers.PATH, asked.encode(), vouchers.MEDIA)
    if answer.status in (404, 405):
        return None
    if answer.status != 200:
        raise NotTaken(str(facts_of(answer).get("error", "")), answer.status)
    try:
        return vouchers.decode_answer(facts_of(answer))
    except ProtocolError as reason:
        raise LinkFault("link_cut") from reason
