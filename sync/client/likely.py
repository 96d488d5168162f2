"""Asks the server which children may be known to another office too (practice P3)."""

from __future__ import annotations

from urllib.parse import quote

from sync.client.ports import LinkFault
from sync.client.session import Session, facts_of
from sync.protocol import likely
from sync.protocol.errors import ProtocolError


def ask_likely(session: Session, have: str) -> likely.Answer | None:
    """What the server knows now; `have` is the mark of what is here. None where the server does not know the question.

    LinkFault, Busy, Refused.
    """
    answer = session.call("GET", f"{likely.PATH}?have={quote(have, safe='')}")
    if answer.status != 200:
        return None
    try:
        return likely.decode(facts_of(answer))
    except ProtocolError as reason:
        raise LinkFault("link_cut") from reason
