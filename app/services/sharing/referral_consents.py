"""Referrals under way whose consent was refused or taken back since: they are taken back too (practice P7).

What was shared without consent, for a reason that a head looks at, goes on (P8), and so does what the law wants told. On
another laptop a referral may have been made before the answer came there: then Today tells of it, and it gets no letter. So it
is where the time is over that the consent was given for: somebody asks anew, or takes the referral back.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.data.queries import danger as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.permissions import can
from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_parts import visible
from app.services.parts.part_kind import Values
from app.services.sharing import moves, sharing
from app.services.sharing.sharing import Receiver

UNDER_WAY = frozenset({"sent", "accepted"})
_NO = frozenset({"refused", "withdrawn"})


def of(reader: Reader, case: str) -> list[Record]:
    """The referrals of a case that go on by a consent."""
    rows = visible(reader, "referral", case)
    return [row for row in rows if row.code("state") in UNDER_WAY and row.ref("consent")]


def receiver_of(row: Record) -> Receiver:
    """Who receives a referral."""
    return Receiver(row.text("to_kind"), row.text("to_office"), row.text("to_name"))


def refused(reader: Reader, row: Record) -> bool:
    """Whether a referral goes on by a consent, and the newest answer about its receiver is a no."""
    return "sharing.refused" in _against(reader, row)


def ended(reader: Reader, row: Record) -> bool:
    """Whether a referral goes on by a consent that was refused since, or that was for a time which is over."""
    return bool(_against(reader, row) & {"sharing.refused", "sharing.over"})


def _against(reader: Reader, row: Record) -> frozenset[str]:
    """What stands against a referral that goes on by a consent."""
    if row.code("state") not in UNDER_WAY or not row.ref("consent"):
        return frozenset()
    return frozenset(why.code for why in sharing.may_share(reader, row.text("case"), receiver_of(row), frozenset()).why)


def name_of(reader: Reader, row: Record) -> str:
    """The receiver in words."""
    return row.text("to_name") or moves.office_card(reader, row.text("to_office")).name_km


def before(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """What a refusal will take back, before it is saved."""
    if values.get("purpose") != sharing.PURPOSE or values.get("answer") not in _NO:
        return ()
    said = Record("consent", "", dict(values))
    met = [row for row in of(reader, case) if sharing.is_for(reader, said, receiver_of(row))]
    if not met:
        return ()
    who = ", ".join(sorted({name_of(reader, row) for row in met}))
    return (Question("ask.consent_referrals_end", {"n": len(met), "who": who}),)


def end(uow: UnitOfWork, case: str) -> None:
    """Takes back what goes on by a consent that was refused; by who may."""
    from app.services.sharing import referrals

    record = uow.maybe("case", case)
    if record is None or not can(uow.actor, "referral.edit", owner=record.ref("owner"), office=record.text("office")):
        return
    for row in of(uow, case):
        if refused(uow, row):
            referrals.withdraw(uow, row.id)


def waiting(reader: Reader) -> Iterable[tuple[Record, Record]]:
    """Case and referral of those that go on although the consent was refused or is over, of cases that the person may read."""
    for key in queries.referrals_in_doubt(reader):
        row = reader.maybe("referral", key)
        case = reader.maybe("case", row.text("case")) if row is not None else None
        if row is not None and case is not None and cases.may_read(reader, case) and ended(reader, row):
            yield case, row
