"""`inspection join`, `inspection differences`, `inspection settle`: two inspections of one visit become one."""

from __future__ import annotations

from collections.abc import Sequence

from app.cli.context import Context
from app.data.reader import Reader
from app.domain.errors import InputError
from app.forms.model import CompiledForm
from app.services.visits import inspection_results, inspections, visit_corrections, visit_differences, visit_joining
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.visit_differences import Difference
from app.services.visits.visit_joining import Look

Json = dict[str, object]


def join(context: Context) -> None:
    """Joins two inspections of one visit; `--preview` tells what would come of it and writes nothing."""
    call, shelf = context.call, FormShelf(context.folder)
    one, other = call.need("id"), call.need("other")
    if "preview" in call.flags:
        with context.session.read() as reader:
            shown = _look(visit_joining.look(reader, shelf, one, other))
    else:
        with context.session.write("inspection_join") as uow:
            shown = _look(visit_joining.join(uow, shelf, one, other))
    context.out.one(shown)


def _look(found: Look) -> Json:
    """What goes in, how much is alike and what differs."""
    return {
        "stays": found.stays.inspection.id,
        "goes": found.goes.inspection.id,
        "taken": len(found.taken),
        "children_taken": len(found.children),
        "same": found.same,
        "differ": [_difference(one) for one in found.differ],
        "aside": [_difference(one) for one in found.aside],
        "other_day": found.other_day,
        "other_version": found.other_version,
    }


def _difference(one: Difference) -> Json:
    return {
        "question": one.stay or one.key.rpartition("/")[2],
        "key": one.key,
        "here": dict(one.here),
        "other": dict(one.other),
        "state": one.state,
    }


def differences(context: Context) -> None:
    """Lists what two inspectors answered differently at a joined visit, and what the form has no place for."""
    with context.session.read() as reader:
        visit = inspections.visit_of(reader, context.call.need("id"))
        context.out.rows(_difference(one) for one in visit_differences.all_of(reader, visit))


def late(context: Context) -> None:
    """Lists the answers that came after the closing; `--reason` takes them up as corrections, `--back` puts some back."""
    call = context.call
    reason = call.text("reason")
    if reason:
        with context.session.write("inspection_correct") as uow:
            form = _form(context, uow, call.need("id"))
            found = {one.path: one for one in visit_corrections.late(inspections.visit_of(uow, call.need("id")))}
            back = [_late_path(tuple(found), one) for one in call.text("back").split(",") if one.strip()]
            numbers = inspection_results.take_up(uow, form, call.need("id"), reason, back)
        context.out.one({"corrections": list(numbers), "put_back": len(back)})
        return
    with context.session.read() as reader:
        rows = visit_corrections.late(inspections.visit_of(reader, call.need("id")))
        shown = [{"question": one.path.rpartition("/")[2], "before": one.before, "after": one.after} for one in rows]
    context.out.rows(shown)


def _late_path(paths: Sequence[str], wanted: str) -> str:
    """The path of a question by its name or path. InputError `inspection_late_unknown`."""
    name = wanted.strip()
    found = next((path for path in paths if name in (path, path.rpartition("/")[2])), None)
    if found is None:
        raise InputError("inspection_late_unknown", question=name[:40])
    return found


def settle(context: Context) -> None:
    """Decides one difference: `here`, `other` or `both`; the question by its name, its key, or the id of a child's stay."""
    call = context.call
    with context.session.write("inspection_settle") as uow:
        visit = inspections.visit_of(uow, call.need("id"))
        form = _form(context, uow, visit.inspection.id)
        wanted = call.need("question")
        found = [
            one for one in visit_differences.open_of(uow, visit) if wanted in (one.key, one.stay, one.key.rpartition("/")[2])
        ]
        if not found:
            raise InputError("difference_gone")
        visit_differences.settle(uow, form, visit.inspection.id, found[0].source, found[0].key, call.need("take"))
        after = inspections.visit_of(uow, visit.inspection.id)
        left = [_difference(one) for one in visit_differences.open_of(uow, after)]
    context.out.rows(left)


def _form(context: Context, reader: Reader, inspection: str) -> CompiledForm:
    shelf = FormShelf(context.folder)
    shelf.read(reader)
    return inspections.shelf_form(shelf, inspections.visit_of(reader, inspection))
