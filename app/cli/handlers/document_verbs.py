"""`document …`: files of a case or of a facility."""

from __future__ import annotations

import time
from pathlib import Path

from app.cli.context import Context
from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.facility_codes import tidy_code
from app.services.cases import cases
from app.services.facilities.facilities import find_facility
from app.services.papers import documents, scan_folder
from app.services.papers.documents import AttachmentStore, Document, Told

Json = dict[str, object]


def parent_of(reader: Reader, key: str) -> tuple[str, str]:
    """Whose documents or papers are meant: a case by its number or id, or a facility by its code; ("case", "") for neither."""
    if tidy_code(key):
        return "facility", find_facility(reader, key).id
    return "case", cases.find_case(reader, key).id if key else ""


TURNS = {"no": 0, "right": 1, "over": 2, "left": 3}
"""Quarters to the right."""
STILL_NS = 2_000_000_000
"""A file that changed within so many nanoseconds may still be written."""


def add(context: Context) -> None:
    """Adds files to a case or facility, each a document, or with --together the pages of one; prints what the case has then."""
    call, store = context.call, AttachmentStore.of(context.session.database)
    files = [(Path(name).name, documents.read_file(Path(name))) for name in call.many]
    told = Told(
        call.need("kind"),
        call.text("title"),
        context.day("on"),
        call.text("use", "document"),
        "child" if "of-child" in call.flags else "document",
        call.text("restricted"),
    )
    with context.session.write("document_add") as uow:
        parent = parent_of(uow, call.need("case"))
        made = documents.add_files(uow, store, parent, files, told, together="together" in call.flags)
        found = documents.of(uow, store, parent)
    context.out.rows(_row(one) for one in found if one.id in made)


def assign(context: Context) -> None:
    """Says anew what a document is; what is not named stays. --of-child: a child can be seen on it; --no-child: none can."""
    call, store = context.call, AttachmentStore.of(context.session.database)
    if {"of-child", "no-child"} <= call.flags:
        raise InputError("value_kind", field="document set", kind="--of-child / --no-child")
    of_child = True if "of-child" in call.flags else False if "no-child" in call.flags else None
    with context.session.write("document_change") as uow:
        one = documents.get(uow, store, call.need("id"))
        kind, title = call.text("kind", one.kind), call.text("title", one.title)
        day = context.day("on") or one.dated_on
        documents.describe(uow, one.id, kind=kind, title=title, dated_on=day, of_child=of_child)
        told = documents.get(uow, store, one.id)
    context.out.one(_row(told))


def scans(context: Context) -> None:
    """Takes in the scans of a folder that lie still; --delete deletes the plain files once they are saved."""
    if context.call.text("turn", "no") not in TURNS:
        raise InputError("value_kind", field="--turn", kind="/".join(TURNS))
    call, store, folder = context.call, AttachmentStore.of(context.session.database), Path(context.call.need("folder"))
    sizes = scan_folder.look(folder, {}, ()).sizes
    still = {path: size for path, size in sizes.items() if time.time_ns() - size[1] >= STILL_NS}
    paths = scan_folder.look(folder, still, ()).ready
    files = scan_folder.read(paths)
    told = Told(call.need("kind"), call.text("title"), context.day("on"), "scan")
    with context.session.write("document_add") as uow:
        parent, together = parent_of(uow, call.need("case")), "together" in call.flags
        made = scan_folder.keep(uow, store, parent, files, told, together=together, quarter=TURNS[call.text("turn", "no")])
        found = documents.of(uow, store, parent)
    if "delete" in call.flags:
        scan_folder.take_away(paths, still)
    context.out.rows(_row(one) for one in found if one.id in made)


def listing(context: Context) -> None:
    """Lists the documents of a case and its child, or of a facility."""
    store = AttachmentStore.of(context.session.database)
    with context.session.read() as reader:
        kind, key = parent_of(reader, context.call.need("case"))
        found = documents.of_case(reader, store, key) if kind == "case" else documents.of_facility(reader, store, key)
        context.out.rows(_row(one.document) for one in found)


def _row(one: Document) -> Json:
    """A document as JSON."""
    return {
        "id": one.id,
        "of": one.parent[0],
        "use": one.use,
        "kind": one.kind or None,
        "title": one.title or None,
        "dated_on": one.dated_on.isoformat() if one.dated_on else None,
        "name": one.name,
        "size": one.size,
        "page": one.page,
        "pages": one.pages,
        "page_of": one.page_of or None,
        "turned": one.turned,
        "of_child": one.of_child,
        "restricted": one.restricted or None,
        "here": one.here,
    }
