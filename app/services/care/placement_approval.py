"""The approval of a placement by the competent authority (practice P19, P23): asked for, decided by a head, or signed on paper.

An approved placement is a formal one; who decided, when and under which number stands in the placement from then on. One that
nobody approved stays informal, and blocks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.care import Wanted, Warning_
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.approvals import approvals
from app.services.approvals.approval_kinds import WhatEntry
from app.services.approvals.approvals import Paper, Standing
from app.services.cases import cases
from app.services.people.children import full_name

WHAT: Literal["placement"] = "placement"
_PLACE = ("option", "facility", "approved_carer", "carer")
_INFORMAL: dict[str, object] = {"formal": False, "authority": None, "decision_number": None, "decided_on": None}


def ask(uow: UnitOfWork, placement: str, note: str = "", *, above: bool = False, paper: Paper | None = None) -> str:
    """Asks for the approval of a placement, or enters the one that was signed on paper; gives the request.

    InputError `placement_ended`, `placement_approved`, and as `approvals.ask` and `approvals.decide`.
    """
    made = approvals.ask(uow, WHAT, ("placement", placement), note=note.strip(), above=above)
    if paper is not None:
        approvals.decide(uow, made, "approved", paper=paper)
    return made


def board(reader: Reader, case: str) -> dict[str, Standing]:
    """Placement → how the newest request for it stands. InputError as `cases.readable`."""
    cases.readable(reader, case)
    rows = reader.find("approval", case=reader.same_as(case), what=WHAT, order=("id",))
    return {row.text("subject"): approvals.standing_of(reader, row) for row in rows}


def place_names(reader: Reader, placement: str) -> str:
    """Where a placement is, in both scripts: household of the register, facility, or member of the family; "" if not told."""
    record = reader.maybe("placement", placement)
    if record is None:
        return ""
    for field, type_name, names in (
        ("approved_carer", "carer", ("name_km", "name_latin")),
        ("facility", "facility", ("name_km", "name_en")),
    ):
        found = reader.maybe(type_name, record.text(field)) if record.ref(field) else None
        if found is not None:
            return " · ".join(name for one in names if (name := found.text(one)))
    kin = reader.maybe("family_member", record.text("carer")) if record.ref("carer") else None
    return full_name(kin.values) or kin.text("name_latin") if kin is not None else ""


def against(reader: Reader, wanted: Wanted) -> tuple[Warning_, ...]:
    """What there is to say of the decision: a placement called formal that nobody approved; one whose approval would end.

    A decision is about the place that it was shown: with another place the placement is an informal one again.
    """
    record = reader.maybe("placement", wanted.placement) if wanted.placement else None
    if record is None or not _approved(reader, record):
        return (Warning_("formal_unapproved"),) if wanted.formal else ()
    place = {"option": wanted.option, "facility": wanted.facility, "approved_carer": wanted.carer, "carer": wanted.kin}
    return (Warning_("approval_ends"),) if is_elsewhere(record, place) else ()


def is_elsewhere(record: Record, values: Mapping[str, object]) -> bool:
    """Whether values say another place than a placement has; fields that they do not name stay."""
    return any(str(values[name] or "") != record.text(name) for name in _PLACE if name in values)


def ends(uow: UnitOfWork, record: Record, values: Mapping[str, object]) -> dict[str, object]:
    """Takes back the approval of a placement that moves elsewhere; gives what that changes in it, nothing for any other."""
    approved = _approved(uow, record) if is_elsewhere(record, values) else []
    for row in approved:
        uow.update("approval", row.id, {"state": "withdrawn"})
    return dict(_INFORMAL) if approved else {}


def _approved(reader: Reader, record: Record) -> list[Record]:
    """The approvals that hold for a placement."""
    found = reader.find("approval", what=WHAT, subject=record.id, state="approved") if record.flag("formal") else []
    return list(found)


def _before(reader: Reader, subject: tuple[str, str]) -> None:
    """InputError `placement_ended`, `placement_approved` for what needs no decision any more."""
    if subject[0] != "placement":
        raise InputError("record_not_found")
    record = reader.get(*subject)
    if record.day("to_on") is not None:
        raise InputError("placement_ended", day=record.text("to_on"))
    found = approvals.standing(reader, WHAT, subject)
    if found is not None and found.state == "approved" and record.flag("formal") is True:
        raise InputError("placement_approved")


def _after(uow: UnitOfWork, approval: Record) -> None:
    """The placement is formal, by whom and since when the decision says."""
    decider = uow.maybe("user", approval.text("decided_by"))
    name = approval.text("paper_by") or (decider.text("name") if decider is not None else uow.actor.name)
    signed = approval.day("paper_on") or approval.day("decided_on") or uow.today()
    told = {"authority": name, "decided_on": signed.isoformat(), "decision_number": approval.text("paper_number") or None}
    uow.update("placement", approval.text("subject"), {"formal": True, **told})


def _shown(_reader: Reader, approval: Record) -> list[tuple[str, str]]:
    """The decision asserts the placement as it stood."""
    return [("placement", approval.text("subject"))]


def _back(uow: UnitOfWork, approval: Record) -> None:
    """The placement is an informal one again."""
    uow.update("placement", approval.text("subject"), _INFORMAL)


def _stands(reader: Reader, approval: Record) -> bool:
    record = reader.maybe("placement", approval.text("subject"))
    return record is not None and record.flag("formal") is True


def _present(reader: Reader, approval: Record) -> bool:
    """The placement is there and has not ended."""
    record = reader.maybe("placement", approval.text("subject"))
    return record is not None and record.day("to_on") is None


PLACEMENT = WhatEntry(after=_after, shown=_shown, back=_back, stands=_stands, before=_before, present=_present, of_living=True)
"""What belongs to the approval of a placement."""
