"""Handing bundle files over by HTTP: whoever has a link carries them, whoever made them (sync.md §7)."""

from __future__ import annotations

from sync.client.ports import ExchangeFault, LinkFault
from sync.client.session import Session, facts_of
from sync.protocol import vouchers
from sync.protocol.bundle import MEDIA, PATH
from sync.protocol.errors import ProtocolError
from sync.protocol.vouchers import Answer, Question


class NotTaken(ExchangeFault):
    """The server does not take a file: code of the bundle format, or `bundle_full`; it stays as it is."""


def hand_over(session: Session, data: bytes) -> bytes | None:
    """The reply file to a file for the server; None where nobody is to be answered. NotTaken, LinkFault, Busy, Refused."""
    answer = session.call("POST", PATH, data, MEDIA)
    if answer.status == 200:
        return answer.body
    if answer.status == 204:
        return None
    raise NotTaken(str(facts_of(answer).get("error", "")), answer.status)


def ask_vouchers(session: Session, asked: Question) -> Answer | None:
    """Whom one may show what waits; None where the server is of a version that vouches for nobody. LinkFault, Busy, Refused."""
    answer = session.call("POST", vouchers.PATH, asked.encode(), vouchers.MEDIA)
    if answer.status in (404, 405):
        return None
    if answer.status != 200:
        raise NotTaken(str(facts_of(answer).get("error", "")), answer.status)
    try:
        return vouchers.decode_answer(facts_of(answer))
    except ProtocolError as reason:
        raise LinkFault("link_cut") from reason
