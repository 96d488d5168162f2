"""Handing bundle files over by HTTP: whoever has a link carries them, whoever made them (sync.md §7)."""

from __future__ import annotations

from sync.client.ports import ExchangeFault
from sync.client.session import Session, facts_of
from sync.protocol.bundle import MEDIA, PATH


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
