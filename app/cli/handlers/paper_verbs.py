"""`paper …`: papers of a case as PDF, and the register of papers and letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from app.cli.context import Context
from app.cli.handlers.document_verbs import parent_of
from app.domain.errors import InputError
from app.print.papers import Variant
from app.services.cases import cases
from app.services.papers import documents, paper_desk, paper_register
from app.services.papers.case_paper_parts import Pick
from app.services.papers.documents import Told
from app.services.papers.paper_desk import Desk
from app.services.papers.paper_register import Line, Signed
from app.services.visits import inspection_papers
from app.services.visits.inspection_papers import paper_language

Json = dict[str, object]
EVERY = ("all",)
"""Says for --part or --form that nothing is left out."""


def make(context: Context) -> None:
    """Makes a paper of a case as PDF and notes it in the register; --record says about which part of the case it is.

    --part and --form choose what of a case file goes on it.
    """
    call, desk = context.call, Desk.of(context.session)
    kind, variant = call.need("kind"), cast("Variant", call.text("variant", "full"))
    file = Path(call.need("out"))
    with context.session.read() as reader:
        case = cases.find_case(reader, call.need("case")).id
        offered = [one for one in paper_desk.choices(reader, desk, case) if one.kind == kind]
        record = call.text("record")
        subject = next((one.subject for one in offered if record in ("", one.subject)), None)
        if subject is None:
            raise InputError("paper_kind", kind=kind[:40])
        lang = paper_language(call.text("lang", context.lang))
        paper = paper_desk.fill(reader, desk, kind, subject, variant, lang, _pick(context))
        paper = paper_desk.numbered(paper, call.text("number"), context.names("copies"))
    with context.session.write("paper_make") as uow:
        inspection_papers.write_paper(uow, paper, subject, file)
        number, copies = call.text("number"), context.names("copies")
        made = paper_desk.register(uow, kind, subject, case, variant, number=number, copies=copies)
    context.out.one({"id": made, "file": file.name, "kind": kind, "variant": variant, "left_out": paper_desk.left_out(paper)})


def _pick(context: Context) -> Pick | None:
    """What was chosen for a case file: lists parted by commas, or `all`. What is not named is not printed."""
    if not {"part", "form"} & context.call.values.keys():
        return None
    parts, forms = (context.names(name) for name in ("part", "form"))
    return Pick(None if parts == EVERY else parts, None if forms == EVERY else forms)


def listing(context: Context) -> None:
    """Lists the register, or the papers of a case or facility."""
    call = context.call
    with context.session.read() as reader:
        whose = {name: key for name, key in [parent_of(reader, call.text("case"))] if key}
        found = paper_register.listing(reader, direction=call.text("direction"), state=call.text("state"), **whose)
    context.out.rows(_row(one) for one in found)


def out(context: Context) -> None:
    """A paper went out for signature."""
    call = context.call
    with context.session.write("paper_out") as uow:
        paper_register.sent_out(uow, call.need("id"), call.need("to"), context.day("on") or uow.today())
    _shown(context)


def back(context: Context) -> None:
    """A paper came back; --scan FILE adds what shows it to the documents of its case or facility; --role, --how: who signed."""
    call, store = context.call, documents.AttachmentStore.of(context.session.database)
    with context.session.write("paper_back") as uow:
        day, scan, name = context.day("on") or uow.today(), "", call.text("scan")
        if name:
            files = [(Path(name).name, documents.read_file(Path(name)))]
            paper = uow.get("paper", call.need("id"))
            parent = ("case", paper.text("case")) if paper.ref("case") else ("facility", paper.text("facility"))
            scan = documents.add_files(uow, store, parent, files, Told("form", dated_on=day, use="scan"))[0]
        signed = [_signed(context, call.text("role"), call.text("how", "signature"))] if call.text("role") else []
        paper_register.came_back(uow, call.need("id"), day, scan, signed)
    _shown(context)


def signed(context: Context) -> None:
    """Notes one more who signed a paper that is out or came back; a thumbprint needs --witness."""
    call = context.call
    one = replace(_signed(context, call.need("role"), call.need("how")), on=context.day("on"))
    with context.session.write("paper_signed") as uow:
        paper_register.note_signed(uow, call.need("id"), one)
    _shown(context)


def _signed(context: Context, role: str, how: str) -> Signed:
    """Who signed, as the options say."""
    return Signed(role, how, context.call.text("name"), context.call.text("witness"))


def _shown(context: Context) -> None:
    """Prints a paper after an act on it."""
    with context.session.read() as reader:
        context.out.rows(_row(one) for one in paper_register.listing(reader) if one.id == context.call.need("id"))


def _row(one: Line) -> Json:
    """A line of the register as JSON."""
    return {
        "id": one.id,
        "direction": one.direction,
        "kind": one.kind,
        "variant": one.variant or None,
        "number": one.number or None,
        "number_twice": one.twice,
        "made_on": one.made_on.isoformat() if one.made_on else None,
        "case": one.case_code or None,
        "facility": one.facility or None,
        "other_side": one.other_side or None,
        "copies_to": list(one.copies_to),
        "state": one.state or None,
        "out_to": one.out_to or None,
        "out_on": one.out_on.isoformat() if one.out_on else None,
        "back_on": one.back_on.isoformat() if one.back_on else None,
        "scan": one.scan or None,
        "signed": [
            {
                "role": each.role,
                "how": each.how,
                "name": each.name or None,
                "witness": each.witness or None,
                "on": each.on.isoformat() if each.on else None,
            }
            for each in one.signed
        ],
    }
