"""`inspection photo`, `… photos`, `… asked`, `… report`: what stands behind the answers of a visit."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.data.contents.attachments import AttachmentStore
from app.data.reader import Reader
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.print.papers import Paper, Variant
from app.services.facilities import support_papers, support_visits
from app.services.papers import documents
from app.services.visits import inspection_papers, inspection_sheets, inspections, visit_evidence
from app.services.visits.inspection_desk import desk_of
from app.services.visits.inspection_forms import FormShelf

Json = dict[str, object]


def add(context: Context) -> None:
    """Adds photographs to an item."""
    call, store = context.call, AttachmentStore.of(context.session.database)
    files = [(Path(name).name, documents.read_file(Path(name))) for name in call.many]
    with context.session.write("visit_photo") as uow:
        form = _form(context, uow)
        inspection, item = call.need("id"), call.need("item")
        visit_evidence.add(uow, store, form, inspection, item, files, purpose=call.need("shows"), note=call.text("note"))
        shown = _photos(uow, store, form, call.need("id"))
    context.out.rows(shown)


def listing(context: Context) -> None:
    """Lists the photographs of a visit and who was asked."""
    store = AttachmentStore.of(context.session.database)
    with context.session.read() as reader:
        context.out.rows(_photos(reader, store, _form(context, reader), context.call.need("id")))


def ask(context: Context) -> None:
    """Notes who was asked about an item."""
    call, store = context.call, AttachmentStore.of(context.session.database)
    with context.session.write("visit_asked") as uow:
        form = _form(context, uow)
        visit_evidence.ask(uow, form, call.need("id"), call.need("item"), call.many)
        shown = _photos(uow, store, form, call.need("id"))
    context.out.rows(shown)


def report(context: Context) -> None:
    """Writes the report of a closed inspection, or the form of a support visit."""
    call, file = context.call, Path(context.call.need("out"))
    store, shelf = AttachmentStore.of(context.session.database), FormShelf(context.folder)
    with context.session.write("print_inspection_report") as uow:
        visit, lang = call.need("id"), inspection_papers.paper_language(context.lang)
        variant: Variant = "facility" if "facility" in call.flags else "full"
        paper: Paper
        if support_visits.is_one(uow, visit):
            paper = support_papers.paper(uow, shelf, store, visit, lang, full=variant == "full")
        else:
            paper = inspection_sheets.to_keep(uow, desk_of(uow, shelf, visit), lang, variant, store)
        inspection_papers.write_paper(uow, paper, visit, file)
    context.out.one({"file": str(file), "photos": len(getattr(paper, "photos", ()))})


def _form(context: Context, reader: Reader) -> CompiledForm:
    shelf = FormShelf(context.folder)
    shelf.read(reader)
    return inspections.shelf_form(shelf, inspections.visit_of(reader, context.call.need("id")))


def _photos(reader: Reader, store: AttachmentStore, form: CompiledForm, inspection: str) -> list[Json]:
    """An item a line, of those that have a photograph or say who was asked."""
    visit = inspections.visit_of(reader, inspection)
    taken, asked = visit_evidence.photos(reader, store, visit), visit_evidence.asked(visit)
    rows: list[Json] = []
    for item in items(form):
        own = [
            {"id": one.id, "shows": one.purpose, "note": one.record.text("note") or None}
            for one in taken
            if one.key == item.path
        ]
        if own or item.path in asked:
            rows.append({"item": item.number, "photos": own, "asked": list(asked.get(item.path, ()))})
    return rows
