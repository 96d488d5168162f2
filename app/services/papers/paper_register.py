"""The register of papers and letters: what was made, out for signature, back with its scan; letters in and out (practice P31).

What stands here comes from the kind of a paper, never from what a case tells. A number of the office that was given twice is
flagged and never blocked: the paper is already signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.permissions import can, require
from app.domain.records import Record
from app.services.cases import cases
from app.services.papers import signatures
from app.services.papers.file_keeping import seen
from app.text.keys import search_text

FACILITY_ACT = "measure.take"
"""The right of who makes papers of a facility, and may follow them in the register."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a paper: `role` and `how` are codes of `signature_role`, `signature_how`; a thumbprint has its `witness`.

    `on`: the day, that on which the paper came back where nobody said.
    """

    role: str
    how: str
    name: str = ""
    witness: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paper in the register. `case_code` only for who may read that case; `facility`: whose paper it is else.

    `twice`: its number stands on another one too. `signed`: who signed it, for who may read its case; of a
    paper of a facility for all who see it.
    """

    id: str
    direction: str
    kind: str
    variant: str
    number: str
    made_on: date | None
    case: str
    case_code: str
    facility: str
    other_side: str
    copies_to: tuple[str, ...]
    state: str
    out_to: str
    out_on: date | None
    back_on: date | None
    scan: str
    twice: bool
    signed: tuple[Signed, ...] = field(default=())


def register(
    uow: UnitOfWork,
    kind: str,
    *,
    variant: str = "",
    case: str = "",
    facility: str = "",
    number: str = "",
    other_side: str = "",
    copies_to: Iterable[str] = (),
) -> str:
    """Notes a paper that was made today; gives its id. `case` or `facility`: whose paper it is, neither for the office's own.

    InputError `not_allowed`, `case_unknown`.
    """
    if case:
        record = cases.readable(uow, case)
        require(uow.actor, "paper.make", owner=record.ref("owner"), office=record.text("office"))
    else:
        require(uow.actor, FACILITY_ACT if facility else "paper.make")
    whose = {"variant": variant, "case": case, "facility": facility}
    return _created(uow, "out", kind, uow.today(), "printed", number, other_side, copies_to, **whose)


def receive(
    uow: UnitOfWork, kind: str, on: date, *, sender: str, number: str = "", case: str = "", copies_to: Iterable[str] = ()
) -> str:
    """Notes a letter that came in; `kind` is one of `document_kind`, `number` the sender's.

    InputError `not_allowed`, `code_unknown`, `date_in_future`, `paper_sender`.
    """
    require(uow.actor, "letter.register", office=uow.actor.office)
    if kind not in codelist("document_kind") or codelist("document_kind").rows[kind].group:
        raise InputError("code_unknown", field="paper.kind", code=kind[:40], list="document_kind")
    if not sender.strip():
        raise InputError("paper_sender", field="paper.other_side")
    _not_ahead(uow, "made_on", on)
    if case:
        cases.readable(uow, case)
    return _created(uow, "in", kind, on, None, number, sender, copies_to, case=case)


def _created(
    uow: UnitOfWork,
    direction: str,
    kind: str,
    on: date,
    state: str | None,
    number: str,
    other_side: str,
    copies_to: Iterable[str],
    *,
    variant: str = "",
    case: str = "",
    facility: str = "",
) -> str:
    values = {
        "office": uow.actor.office,
        "case": case or None,
        "facility": facility or None,
        "direction": direction,
        "kind": kind,
        "variant": variant or None,
        "number": " ".join(number.split()) or None,
        "made_on": on.isoformat(),
        "other_side": other_side.strip() or None,
        "copies_to": sorted({one.strip() for one in copies_to if one.strip()}) or None,
        "state": state,
    }
    return uow.create("paper", {name: value for name, value in values.items() if value is not None})


def sent_out(uow: UnitOfWork, paper: str, to: str, on: date) -> None:
    """A paper went out for signature, or to its receiver: to whom, when. InputError `paper_state`, `paper_to`."""
    record = _changed(uow, paper)
    if record.code("state") not in {"printed", "out"}:
        raise InputError("paper_state")
    if not to.strip():
        raise InputError("paper_to", field="paper.out_to")
    _not_ahead(uow, "out_on", on)
    _in_order(record.day("made_on"), on, "out_on")
    uow.update("paper", record.id, {"state": "out", "out_to": to.strip(), "out_on": on.isoformat()})


def came_back(uow: UnitOfWork, paper: str, on: date, scan: str = "", signed: Iterable[Signed] = ()) -> None:
    """A paper came back signed; `scan` is the document that shows it, `signed` who signed it, as far as that is known.

    InputError `paper_state` unless it was out, and as for `note_signed`.
    """
    record = _changed(uow, paper)
    if record.code("state") != "out":
        raise InputError("paper_state")
    if scan:
        seen(uow, scan)
    _not_ahead(uow, "back_on", on)
    _in_order(record.day("out_on"), on, "back_on")
    uow.update("paper", record.id, {"state": "back", "back_on": on.isoformat(), "scan": scan or None})
    for one in signed:
        note_signed(uow, record.id, one)


def note_signed(uow: UnitOfWork, paper: str, signed: Signed) -> str:
    """Notes who signed a paper of a case or facility; a thumbprint is a day and a witness, never a picture of it (practice P5).

    InputError `paper_state` for one that is not out or back, `paper_no_case`, `witness_missing`, `code_unknown`,
    `date_in_future`, `paper_days` for a day before the paper was made, `not_allowed`.
    """
    record = _changed(uow, paper)
    if record.code("state") not in {"out", "back"}:
        raise InputError("paper_state")
    if not record.ref("case") and not record.ref("facility"):
        raise InputError("paper_no_case")
    on = signed.on or record.day("back_on") or uow.today()
    made = record.day("made_on")
    if made is not None and on < made:
        raise InputError("paper_days", field="signature.on_date", day=made.isoformat())
    more = {"name": signed.name, "witness": signed.witness, "scan": record.text("scan")}
    return signatures.note(uow, ("paper", record.id), signed.role, signed.how, on, **more)


def handed_over(uow: UnitOfWork, paper: str, on: date) -> None:
    """A paper that needs no signature was given to its receiver. InputError `paper_state`."""
    record = _changed(uow, paper)
    if record.code("state") not in {"printed", "back"}:
        raise InputError("paper_state")
    _not_ahead(uow, "out_on", on)
    uow.update("paper", record.id, {"state": "sent", "out_on": record.text("out_on") or on.isoformat()})


def void(uow: UnitOfWork, paper: str) -> None:
    """A paper that was made by mistake stays in the register, marked so."""
    record = _changed(uow, paper)
    if record.code("direction") == "in":
        raise InputError("paper_state")
    uow.update("paper", record.id, {"state": "void"})


def renumber(uow: UnitOfWork, paper: str, number: str, copies_to: Iterable[str] = ()) -> None:
    """Gives a paper the number of the office that was written on it, and those who got a copy."""
    record = _changed(uow, paper)
    copies = sorted({one.strip() for one in copies_to if one.strip()})
    uow.update("paper", record.id, {"number": " ".join(number.split()) or None, "copies_to": copies or None})


def _changed(uow: UnitOfWork, paper: str) -> Record:
    """A paper that the person may change: of the register, or of a case of their own. InputError `record_not_found`."""
    record = uow.maybe("paper", paper)
    if record is None or not _may_see(uow, record):
        raise InputError("record_not_found")
    if not (can(uow.actor, "letter.register", office=record.text("office")) or _of_facility(uow, record)):
        case = uow.maybe("case", record.text("case"))
        owner = case.ref("owner") if case is not None else None
        require(uow.actor, "paper.make", owner=owner, office=record.text("office"))
    return record


def _not_ahead(uow: UnitOfWork, name: str, day: date) -> None:
    if day > uow.today():
        raise InputError("date_in_future", field=f"paper.{name}", day=day.isoformat())


def _in_order(before: date | None, day: date, name: str) -> None:
    """A paper goes out after it was made, and comes back after it went."""
    if before is not None and day < before:
        raise InputError("paper_days", field=f"paper.{name}", day=before.isoformat())


# ---- reading ----


def _may_see(reader: Reader, record: Record) -> bool:
    """The register is for clerk and head; papers of a case also for its readers, those of a facility for who makes them."""
    if can(reader.actor, "letter.register", office=record.text("office")) or _of_facility(reader, record):
        return True
    case = reader.maybe("case", record.text("case")) if record.ref("case") else None
    return case is not None and cases.may_read(reader, case)


def _of_facility(reader: Reader, record: Record) -> bool:
    """Whether it is a paper of a facility of the own office, and the person makes such papers."""
    own = record.text("office") == reader.actor.office
    return own and bool(record.ref("facility")) and can(reader.actor, FACILITY_ACT)


def listing(
    reader: Reader, *, direction: str = "", state: str = "", case: str = "", facility: str = "", typed: str = ""
) -> tuple[Line, ...]:
    """The papers that the person may see, the newest first; `typed` looks in number, sender or receiver."""
    wanted: dict[str, object] = {"case": reader.same_as(case)} if case else {"office": reader.actor.office}
    if facility:
        wanted["facility"] = facility
    if direction:
        wanted["direction"] = direction
    if state:
        wanted["state"] = state
    rows = [row for row in reader.find("paper", order=("-made_on",), limit=None, after=None, **wanted) if _may_see(reader, row)]
    sought = search_text(typed)
    signed = _signed(reader, case)
    lines = [_line(reader, row, signed.get(row.id, ())) for row in rows]
    return tuple(one for one in lines if not sought or sought in search_text(f"{one.number} {one.other_side} {one.out_to}"))


def _signed(reader: Reader, case: str) -> dict[str, tuple[Signed, ...]]:
    """Who signed which paper; of one case, or of all."""
    wanted: dict[str, object] = {"case": reader.same_as(case)} if case else {}
    found: dict[str, tuple[Signed, ...]] = {}
    for row in reader.find("signature", order=("on_date", "id"), limit=None, after=None, subject_type="paper", **wanted):
        one = Signed(row.text("role"), row.text("how"), row.text("name"), row.text("witness"), row.day("on_date"))
        found[row.text("subject")] = (*found.get(row.text("subject"), ()), one)
    return found


def _line(reader: Reader, row: Record, signed: tuple[Signed, ...]) -> Line:
    case = reader.maybe("case", row.text("case")) if row.ref("case") else None
    readable = case is not None and cases.may_read(reader, case)
    copies = row.values.get("copies_to")
    counts = row.code("direction") == "out" and row.code("state") != "void"
    return Line(
        row.id,
        row.text("direction"),
        row.text("kind"),
        row.text("variant"),
        row.text("number"),
        row.day("made_on"),
        case.id if case is not None and readable else "",
        case.text("code") if case is not None and readable else "",
        row.text("facility"),
        row.text("other_side"),
        tuple(str(one) for one in copies) if isinstance(copies, list) else (),
        row.text("state"),
        row.text("out_to"),
        row.day("out_on"),
        row.day("back_on"),
        row.text("scan"),
        counts and bool(same_number(reader, row.text("number"), row.day("made_on"), row.id)),
        signed if readable or (case is None and row.ref("facility")) else (),
    )


def same_number(reader: Reader, number: str, on: date | None, but: str = "") -> Sequence[str]:
    """Other outgoing papers of this office and year with a number, those that were voided left out."""
    if not number or on is None:
        return ()
    found = reader.find("paper", office=reader.actor.office, number=" ".join(number.split()), direction="out")
    return [
        row.id
        for row in found
        if row.id != but and row.code("state") != "void" and (made := row.day("made_on")) is not None and made.year == on.year
    ]


def last_number(reader: Reader) -> str:
    """The number that was given last, so that the next one can be read from it; "" where none was."""
    rows = reader.find("paper", office=reader.actor.office, direction="out", order=("-made_on", "-id"))
    return next((row.text("number") for row in rows if row.text("number") and row.code("state") != "void"), "")
