"""`finding …` beside `finding correct`: the list over all facilities, corrective plans, evidence, the look at a re-visit."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.services.facilities.facilities import find_facility
from app.services.facilities.facility_json import finding_json
from app.services.papers import documents
from app.services.papers.attachments import AttachmentStore
from app.services.visits import finding_list, findings, remedies
from app.services.visits.finding_list import Point
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.visit_lists import export_findings

Json = dict[str, object]


def listing(context: Context) -> None:
    """Lists findings over all facilities: overdue, open, to_check, confirmed or all."""
    call = context.call
    with context.session.read() as reader:
        home = find_facility(reader, call.text("facility")).id if call.text("facility") else ""
    if call.text("out"):
        shelf, out = FormShelf(context.folder), Path(call.text("out"))
        which, item = call.text("which", "open"), call.text("item")
        count = export_findings(context.session, shelf, out, which, home, item, context.lang)
        context.out.one({"rows": count, "path": call.text("out")})
        return
    with context.session.read() as reader:
        found = finding_list.listing(reader, call.text("which", "open"), home, call.text("item"))
        revisits = finding_list.revisits(reader)
        context.out.rows(
            _point(one) | {"revisit_on": day.isoformat() if (day := revisits.get(one.facility.id)) else None} for one in found
        )


def _point(one: Point) -> Json:
    evidence = [{"id": each.id, **dict(sorted(each.values.items()))} for each in one.evidence]
    return {
        **finding_json(one.finding),
        "facility_code": one.facility.text("code"),
        "stage": one.stage,
        "evidence_received": evidence,
    }


def plan(context: Context) -> None:
    """Notes the corrective plan of a finding."""
    call = context.call
    given: Json = {
        "plan": call.text("plan") or None,
        "responsible": call.text("by") or None,
        "plan_until": day.isoformat() if (day := context.day("until")) else None,
        "agreed_on": on.isoformat() if (on := context.day("on")) else None,
    }
    with context.session.write("finding_plan") as uow:
        values = {name: value for name, value in given.items() if value is not None}
        remedies.agree(uow, [call.need("id")], {"agreed_on": uow.today().isoformat(), **values})
        shown = finding_json(uow.get("finding", call.need("id")))
    context.out.one(shown)


def evidence(context: Context) -> None:
    """Notes what a facility handed in about a finding."""
    call, store = context.call, AttachmentStore.of(context.session.database)
    path = Path(call.text("file")) if call.text("file") else None
    file = (path.name, documents.read_file(path)) if path is not None else None
    values = {"received_from": call.text("from"), "note": call.text("note"), "received_on": str(context.day("on") or "")}
    with context.session.write("finding_evidence") as uow:
        made = remedies.receive(uow, [call.need("id")], values, store=store, file=file)
        shown = {"id": made[0], **dict(sorted(uow.get("finding_evidence", made[0]).values.items()))}
    context.out.one(shown)


def check(context: Context) -> None:
    """Somebody looked at a re-visit: confirmed or not_confirmed."""
    call = context.call
    with context.session.write("finding_check") as uow:
        on = context.day("on") or uow.today()
        remedies.check(uow, call.need("id"), call.need("result"), on, call.text("note"), call.text("visit"))
        shown = finding_json(uow.get("finding", call.need("id")))
    context.out.one(shown)


def reopen(context: Context) -> None:
    """Takes back a correction that was noted by mistake."""
    with context.session.write("finding_reopen") as uow:
        findings.reopen(uow, context.call.need("id"))
        shown = finding_json(uow.get("finding", context.call.need("id")))
    context.out.one(shown)
