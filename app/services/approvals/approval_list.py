"""What waits for a decision, with whose case it is: for the page of approvals and for Today.

A case with a restricted code (practice P1) is told by its number alone, since colleagues look over the shoulder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.data.queries import today as queries
from app.data.reader import Reader
from app.domain.codelists import codelist
from app.domain.deadlines import day_state
from app.domain.permissions import can, sees_names
from app.domain.records import Record
from app.domain.tasks import Due, Scope
from app.services.approvals import approvals, paper_looks
from app.services.approvals.approval_kinds import PLAIN, WHATS
from app.services.approvals.approvals import Standing
from app.services.office.rules import limits, rules

LOOKED_AT = 200
"""So many of the newest approvals are looked at for what can be taken back."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as a line: how it stands, number of the case, names in both scripts ("" where they are not told), who asked."""

    standing: Standing
    code: str = ""
    name_km: str = ""
    name_latin: str = ""
    asked_by: str = ""
    entered_by: str = ""

    @property
    def id(self) -> str:
        """The id of the request."""
        return self.standing.approval


def waiting(reader: Reader) -> list[Request]:
    """What the person may decide now, the oldest request first."""
    return _named(reader, approvals.waiting(reader))


def looks(reader: Reader) -> list[Request]:
    """The decisions on paper that somebody else entered and that the person is to look at, the oldest first."""
    return _named(reader, paper_looks.waiting(reader))


def mine(reader: Reader) -> list[Request]:
    """What the person asked for and is not done with, the newest first."""
    return _named(reader, approvals.mine(reader))


def decided(reader: Reader) -> list[Request]:
    """Decisions that the person may take back and whose effect still holds, among the newest approvals, the newest first."""
    found = []
    for row in reader.find("approval", state="approved", order=("-id",), limit=LOOKED_AT):
        entry = WHATS.get(row.text("what"), PLAIN)
        if entry.back is not None and entry.stands is not None and _may_take_back(reader, row) and entry.stands(reader, row):
            found.append(approvals.standing_of(reader, row))
    return _named(reader, found)


def _may_take_back(reader: Reader, row: Record) -> bool:
    """Whether the person decides such things for the case or carer of a request."""
    for name, act in (("case", "case.decide"), ("carer", "carer.approve")):
        whose = reader.maybe(name, row.text(name)) if row.ref(name) else None
        if whose is not None:
            return can(reader.actor, act, office=whose.text("office"))
    return False


def _named(reader: Reader, found: Sequence[Standing]) -> list[Request]:
    """Requests with the names that the person may see."""
    ids = sorted({one.case for one in found} - {""})
    heads = queries.case_heads(reader, ids)
    rights = reader.actor.rights
    secret = {name: [row.code for row in codelist(name) if row.group in rights] for name in ("child_category", "concern")}
    quiet = queries.with_codes(reader, ids, secret["child_category"], secret["concern"])
    people = {user.id: user.text("name") for user in reader.find("user")} | {reader.actor.user: reader.actor.name}
    lines = []
    for one in found:
        head = heads.get(one.case)
        who = people.get(one.asked_by, ""), people.get(one.entered_by, "")
        if head is None:
            carer = reader.maybe("carer", one.carer) if one.carer else None
            km, latin = (carer.text("name_km"), carer.text("name_latin")) if carer is not None else ("", "")
            lines.append(Request(one, "", km, latin, *who))
            continue
        named = one.case not in quiet and sees_names(reader.actor)
        km, latin = (head.name_km, head.name_latin) if named else ("", "")
        lines.append(Request(one, head.code, km, latin, *who))
    return lines


def due(reader: Reader, scope: Scope) -> Iterable[Due]:
    """What waits for the person's decision, and what came back with remarks; a source of tasks (`task_sources`)."""
    me = reader.actor.user
    if scope.owner not in (None, me) or not can(reader.actor, "case.ask"):
        return
    days, today, own = rules(reader, "workflow").number("decision.days"), reader.today(), limits(reader)
    for one in approvals.waiting(reader):
        if scope.cases is None or one.case in scope.cases:
            last = one.asked_on + timedelta(days=days) if one.asked_on is not None else None
            subject, state = ("approval", one.approval), day_state(last, None, today, own)
            step = f"approval:{one.what}"
            yield Due("approval_decide", one.case, subject, last, state, me, one.what, step, "approval", "approval_what")
    for one in paper_looks.waiting(reader, scope.cases):
        about = ("approval", one.approval)
        yield Due("paper_look", one.case, about, None, "none", me, one.what, "look", "approval", "approval_what")
    for one in approvals.mine(reader, ("sent_back",)):
        if scope.cases is None or one.case in scope.cases:
            subject = ("approval", one.approval)
            step = f"approval:{one.what}"
            yield Due("approval_redo", one.case, subject, None, "none", me, one.what, step, "sent_back", "approval_what")
