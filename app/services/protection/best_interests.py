"""Acts without consent, in the best interests of the child (practice P8): rescue is not blocked, the head looks at it after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from app.data.queries import danger as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can, require, require_other
from app.domain.records import Record
from app.services.cases import cases
from app.services.office.rules import rules


@dataclass(frozen=True, slots=True)
class Waiting:
    """An act that is to be looked at: the consent record, its case, until when, and whether the person acted alone."""

    consent: Record
    case: Record
    due: date | None
    own: bool

    @property
    def id(self) -> str:
        """The id of the consent record."""
        return self.consent.id


def waiting(reader: Reader, *, own: bool = True, cases: Collection[str] | None = None) -> list[Waiting]:
    """All that the head is to look at, the oldest first; of some `cases`, and without acts of one's `own`, if so asked.

    InputError `not_allowed`.
    """
    me = reader.actor
    require(me, "consent.review")
    days = timedelta(days=rules(reader, "danger").number("consent.review_best_interests"))
    rows = [
        row
        for row in queries.without_consent(reader)
        if (own or row.writer != me.user) and (cases is None or row.case in cases)
    ]
    consents, files = reader.many("consent", (row.consent for row in rows)), reader.many("case", (row.case for row in rows))
    mine = {key for key, case in files.items() if _mine(reader, case)}
    found = []
    for row in rows:
        if row.case in mine:
            consent = consents[row.consent]
            day = consent.day("on_date")
            due = day + days if day is not None else None
            found.append(Waiting(consent, files[row.case], due, row.writer == me.user))
    return found


def review(uow: UnitOfWork, consent: str, *, note: str = "") -> None:
    """Notes that the head looked at an act without consent, with a remark. Nobody looks at an act of their own (P19).

    InputError `not_allowed`, `own_request`, `record_not_found`, `reviewed_already`.
    """
    record = uow.get("consent", consent)
    case = cases.readable(uow, record.text("case"))
    require(uow.actor, "consent.review", office=case.text("office"))
    if record.code("how") != "best_interests":
        raise InputError("record_not_found")
    if record.day("reviewed_on") is not None:
        raise InputError("reviewed_already")
    require_other(uow.actor, _writer(uow, consent))
    values = {"reviewed_by": uow.actor.user, "reviewed_on": uow.today(), "review_note": note.strip() or None}
    uow.update("consent", consent, values)


def _mine(reader: Reader, case: Record) -> bool:
    """Whether the person is the head of the office of a case, and reads it."""
    return can(reader.actor, "consent.review", office=case.text("office")) and cases.may_read(reader, case)


def _writer(reader: Reader, consent: str) -> str:
    """Who wrote a consent down, as far as it is known here."""
    return next((line.user for line in reader.history(consent) if line.what == "created"), "")
