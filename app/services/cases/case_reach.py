"""Who may do what with a case: its own office by roles and ownership; who it is offered to, or lent, reads it and writes notes.

An office that a case is shared with (practice P20) looks on: its heads and the person it is offered to see the case until it is
taken or given back. Everything else stays with the office that is responsible.
"""

from __future__ import annotations

from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.permissions import can, covers, scope
from app.domain.records import Record

OF_GUESTS = frozenset({"case.read", "case.note"})
"""What somebody may do with a case who neither owns it nor heads its office."""


def looks_on(reader: Reader, case: Record) -> bool:
    """Whether the case belongs to another office and is shared with this one."""
    office = reader.actor.office
    return not covers(office, case.text("office")) and office in case.codes("shared_with")


def may(reader: Reader, act: str, case: Record) -> bool:
    """Whether the person may do an act with a case."""
    actor = reader.actor
    if can(actor, act, owner=case.ref("owner"), office=case.text("office")):
        return True
    if act not in OF_GUESTS or scope(actor, act) is None:
        return False
    if not covers(actor.office, case.text("office")):
        if not looks_on(reader, case):
            return False
        if scope(actor, act) == "office":
            return True
    return any(_concerns(actor.user, row) for row in reader.find("hand_over", case=case.id, state=("offered", "accepted")))


def _concerns(user: str, hand_over: Record) -> bool:
    """Whether a hand-over lets a person see its case: it is offered to them, or they are only replaced for a time."""
    if hand_over.code("state") == "offered":
        return hand_over.ref("to_user") == user
    return hand_over.code("kind") == "cover" and hand_over.ref("from_user") == user


def people_of(reader: Reader, case: Record) -> frozenset[str]:
    """Whose a case is: its owner, and who is only replaced for a time; none of them decides about it (practice P19)."""
    lent = reader.find("hand_over", case=case.id, kind="cover", state="accepted")
    return frozenset({case.text("owner"), *(row.text("from_user") for row in lent)} - {""})


def lent_by(reader: Reader, user: str) -> frozenset[str]:
    """The cases in which somebody is only replaced for a time."""
    return frozenset(row.text("case") for row in reader.find("hand_over", kind="cover", state="accepted", from_user=user))


def require_case(reader: Reader, act: str, case: Record) -> None:
    """InputError `not_allowed` unless the person may do the act with the case."""
    if not may(reader, act, case):
        raise InputError("not_allowed", act=act)
