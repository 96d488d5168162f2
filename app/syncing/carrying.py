"""What an exchange does for others (sync.md §7): hands their files over, keeps the answers for them, asks for vouchers."""

from __future__ import annotations

from collections.abc import Mapping

from app.data.database import Database
from app.syncing import between
from app.syncing.identity import Enrolment
from sync.client.bundles import NotTaken, ask_vouchers, hand_over
from sync.client.session import Session


def carry_on(database: Database, enrolment: Enrolment, session: Session) -> Mapping[str, int]:
    """Hands files of others over before the own operations, which may have seen what is in them; ExchangeFault of the link.

    A file that the server refuses goes: its maker still has what it holds. Gives how far the server has what is shown here of
    others, as of now: once all pages that come after this are in, that much lies in them.
    """
    for name, data in between.carried(database):
        try:
            reply = hand_over(session, data)
        except NotTaken as fault:
            if fault.code == "bundle_full":
                continue
            reply = None
        if reply is not None:
            between.keep_answer(database, reply)
        between.arrived(database, [name])
    return ask(database, enrolment, session)


def ask(database: Database, enrolment: Enrolment, session: Session) -> Mapping[str, int]:
    """Asks the server about others, if there is anything to ask; how far it has what is shown here of them. ExchangeFault."""
    asked = between.question(database, enrolment)
    answer = ask_vouchers(session, asked) if asked is not None else None
    if answer is None:
        return {}
    between.keep_vouchers(database, answer)
    return answer.have
