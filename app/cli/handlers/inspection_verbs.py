"""`inspection …`."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.cli.doubts import tell
from app.cli.handlers.carer_verbs import assigned
from app.data.reader import Reader
from app.forms.model import CompiledForm
from app.services.facilities import support_visits
from app.services.facilities.facilities import find_facility
from app.services.forms.form_library import carry_along
from app.services.visits import inspection_results, inspections, visit_comparison, visit_discard, visit_hours
from app.services.visits.comparison_sheets import export_comparison
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.inspection_json import answers_of, before_filling, row_json
from app.services.visits.inspection_json import fill as fill_form
from app.services.visits.inspection_json import show as shown_inspection


def fill(context: Context) -> None:
    """Fills an inspection from a form and answers, closes it when told to. `--ask`: not while there is something to ask."""
    call = context.call
    answers = answers_of(context.read_object(call.need("answers")))
    with context.session.write("inspection_fill") as uow:
        shelf = FormShelf(context.folder)
        shelf.read(uow)
        form = shelf.choose(call.need("form"))
        carry_along(uow, shelf, form)
        tell(context, before_filling(uow, form, call.need("facility"), answers))
        how = {"plan": call.text("plan"), "lang": context.lang}
        shown = fill_form(uow, form, call.need("facility"), answers, close="close" in call.flags, **how)
        tell(context, visit_hours.questions(uow.get("inspection", str(shown["id"]))))
    context.out.one(shown)


def listing(context: Context) -> None:
    """Lists inspections, the latest visit first."""
    with context.session.read() as reader:
        wanted = context.call.text("facility")
        facility = find_facility(reader, wanted).id if wanted else None
        found = support_visits.with_support(reader, inspections.listing(reader, facility=facility), facility or "")
        context.out.rows(row_json(row) for row in found)


def show(context: Context) -> None:
    """Shows an inspection; score and findings once it is closed."""
    _show(context)


def _show(context: Context) -> None:
    """Prints the inspection that was named."""
    inspection = context.call.need("id")
    with context.session.read() as reader:
        form = _form(context, reader, inspection)
        context.out.one(shown_inspection(reader, form, inspection))


def _form(context: Context, reader: Reader, inspection: str) -> CompiledForm:
    """The form of an inspection, from this computer or the office's library."""
    shelf = FormShelf(context.folder)
    shelf.read(reader)
    return inspections.shelf_form(shelf, inspections.visit_of(reader, inspection))


def compare(context: Context) -> None:
    """Compares a closed inspection with earlier visits and with facilities of the same type; `--out`: as a workbook."""
    inspection, out = context.call.need("id"), context.call.text("out")
    if out:
        count = export_comparison(context.session, FormShelf(context.folder), Path(out), inspection, context.lang)
        context.out.one({"path": out, "visits": count})
        return
    with context.session.read() as reader:
        form = _form(context, reader, inspection)
        context.out.one(visit_comparison.as_json(reader, form, inspection))


def close(context: Context) -> None:
    """The team closes its inspection, and says when it arrived and left. `--ask`: not while there is something to ask."""
    call = context.call
    told = {f"{name}_at": call.text(name) for name in ("arrived", "left") if call.text(name)}
    with context.session.write("inspection_close") as uow:
        form = _form(context, uow, call.need("id"))
        inspection_results.close(uow, form, call.need("id"), told)
        tell(context, visit_hours.questions(uow.get("inspection", call.need("id"))))
    _show(context)


def change(context: Context) -> None:
    """Changes day, hours, kind, team or letter of a visit that is not closed, from FIELD=VALUE … `--ask` as for `close`."""
    call = context.call
    with context.session.write("inspection_head") as uow:
        form = _form(context, uow, call.need("id"))
        inspections.edit_head(uow, call.need("id"), assigned("inspection", call.many), form)
        tell(context, visit_hours.questions(uow.get("inspection", call.need("id"))))
    _show(context)


def discard(context: Context) -> None:
    """Throws away a visit that was begun by mistake and in which nobody has written."""
    inspection = context.call.need("id")
    with context.session.write("inspection_discard") as uow:
        visit_discard.discard(uow, _form(context, uow, inspection), inspection)
    context.out.one({"id": inspection, "state": "discarded"})


def grade(context: Context) -> None:
    """The team decides the grade with its reasons; without a grade it is shown."""
    call = context.call
    if not call.text("grade"):
        _show(context)
        return
    with context.session.write("inspection_grade") as uow:
        found = inspections.visit_of(uow, call.need("id")).inspection
        tell(context, inspection_results.grade_questions(found, call.need("grade")))
        inspection_results.decide(uow, call.need("id"), call.need("grade"), call.text("reason"))
    _show(context)


def confirm(context: Context) -> None:
    """The head confirms the team's grade."""
    with context.session.write("inspection_confirm") as uow:
        inspection_results.confirm(uow, context.call.need("id"))
    _show(context)
