"""`form questions|map`: a checklist of somebody else mapped to numbered items with weights."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.forms.compile import load_form
from app.services.forms import form_mapping
from app.services.forms.form_library import FormShelf, read_form_file


def show(context: Context) -> None:
    """Prints the mapping that is proposed for a checklist, to be changed and given to `form map`."""
    shelf = FormShelf(context.folder)
    with context.session.read() as reader:
        shelf.read(reader)
    form = load_form(read_form_file(Path(context.call.need("file"))), shelf.cache)
    context.out.one({**form_mapping.template(form, context.lang), "version": form_mapping.version_for(shelf, form)})


def write(context: Context) -> None:
    """Writes the workbook of a checklist with its mapping."""
    call, shelf = context.call, FormShelf(context.folder)
    given, target = context.read_object(call.need("mapping")), Path(call.need("out"))
    with context.session.read() as reader:
        shelf.read(reader)
    form = form_mapping.map_file(shelf, Path(call.need("file")), given, target, context.lang)
    context.out.one({"form": form.id, "version": form.version, "out": target.name})
