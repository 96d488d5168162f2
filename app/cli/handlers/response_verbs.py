"""`form list|install|publish|retire` and `response …`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.cli.context import Context
from app.cli.doubts import tell
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.services.forms import answer_texts, form_desk, form_library
from app.services.forms.form_library import FormShelf, read_form_file
from app.services.papers.attachments import AttachmentStore
from app.services.responses import response_changes, response_files, responses
from app.services.responses.response_json import attachments_json, form_json, row_json, show
from app.services.responses.response_subjects import find_subject
from app.services.visits import visit_answers


def forms(context: Context) -> None:
    """Lists the library of forms, those that ship and the office's own."""
    subject = context.call.text("subject")
    with context.session.read() as reader:
        found = form_library.entries(reader, FormShelf(context.folder))
        context.out.rows(form_json(one, context.lang) for one in found if subject in ("", one.subject))


def install(context: Context) -> None:
    """Takes a workbook into the office's library, with the files of a folder if it needs some; published when asked to.

    `--ask`: not while there is something to ask before it is published.
    """
    shelf, data = FormShelf(context.folder), read_form_file(Path(context.call.need("file")))
    media = _files(context.call.text("media"))
    with context.session.write("form_install") as uow:
        record = uow.get("form", form_library.install(uow, shelf, data, media))
        if "publish" in context.call.flags:
            tell(context, form_desk.before_publishing(uow, shelf, record.text("form_id"), record.text("form_version")))
            form_library.publish(uow, shelf, record.text("form_id"), record.text("form_version"))
    _one(context, record.text("form_id"), record.text("form_version"))


def _files(folder: str) -> dict[str, bytes]:
    """The files beside a form. InputError `form_file_missing`."""
    if not folder:
        return {}
    if not Path(folder).is_dir():
        raise InputError("form_file_missing", file=Path(folder).name)
    return {file.name: read_form_file(file) for file in sorted(Path(folder).iterdir()) if file.is_file()}


def publish(context: Context) -> None:
    """Offers a version of a form for new responses. `--ask`: not while there is something to ask."""
    form_id, version = context.call.need("id"), context.call.need("version")
    shelf = FormShelf(context.folder)
    with context.session.write("form_publish") as uow:
        form_library.publish(uow, shelf, form_id, version)
        tell(context, form_desk.before_publishing(uow, shelf, form_id, version))
    _one(context, form_id, version)


def retire(context: Context) -> None:
    """Offers a version of a form no longer; what was filled with it still opens."""
    form_id, version = context.call.need("id"), context.call.need("version")
    with context.session.write("form_retire") as uow:
        form_library.retire(uow, FormShelf(context.folder), form_id, version)
    _one(context, form_id, version)


def _one(context: Context, form_id: str, version: str) -> None:
    """Prints one form of the library."""
    with context.session.read() as reader:
        found = form_library.entries(reader, FormShelf(context.folder))
        context.out.one(form_json(next(one for one in found if (one.form_id, one.version) == (form_id, version)), context.lang))


def start(context: Context) -> None:
    """Begins a response about a case, child, facility, placement or the office."""
    with context.session.write("response_start") as uow:
        response = _begun(context, uow)
    _show(context, response)


def _begun(context: Context, uow: UnitOfWork) -> str:
    """A response begun as the command says."""
    call = context.call
    shelf = FormShelf(context.folder)
    subject = find_subject(uow, call.need("subject"))
    form = form_library.form_for_new(uow, shelf, call.need("form"))
    day, by = context.day("on"), call.text("by")
    return responses.start(uow, form, subject.type, subject.id, filled_on=day, filled_by=by, lang=context.lang)


def fill(context: Context) -> None:
    """Begins a response and answers it by name, from JSON; finishes it when asked to, all in one act."""
    answers = context.read_object(context.call.need("answers"))
    shelf = FormShelf(context.folder)
    with context.session.write("response_fill") as uow:
        response = _begun(context, uow)
        not_asked = _filled(context, uow, response, answers)
        if "finish" in context.call.flags:
            responses.finish(uow, shelf, response)
    _show(context, response, not_asked)


def answer(context: Context) -> None:
    """Answers questions of a draft by name, from JSON. `--ask`: not while there is something to ask."""
    answers = context.read_object(context.call.need("answers"))
    with context.session.write("response_save") as uow:
        not_asked = _filled(context, uow, context.call.need("id"), answers)
    _show(context, context.call.need("id"), not_asked)


def _filled(context: Context, uow: UnitOfWork, response: str, answers: Mapping[str, object]) -> tuple[str, ...]:
    """Answers questions by name and says what is to be asked of them; gives the names that are not asked now."""
    shelf = FormShelf(context.folder)
    before = responses.get(uow, shelf, response).answers
    not_asked = responses.fill(uow, shelf, response, answers, context.lang)
    tell(context, answer_texts.before_saving(responses.get(uow, shelf, response), before))
    return not_asked


def finish(context: Context) -> None:
    """Finishes a draft; `--take` says which value holds where a typed one changed meanwhile."""
    shelf, response, wanted = FormShelf(context.folder), context.call.need("id"), context.call.text("take")
    if wanted not in ("", "form", "typed"):
        raise InputError("take_unknown", take=wanted[:40])
    with context.session.write("response_finish") as uow:
        changed = responses.open_clashes(uow, responses.get(uow, shelf, response)) if wanted else ()
        responses.finish(uow, shelf, response, take={one.key: wanted for one in changed})
    _show(context, response)


def correct(context: Context) -> None:
    """Corrects one answer of a finished response."""
    call = context.call
    with context.session.write("response_correct") as uow:
        shelf = FormShelf(context.folder)
        before = responses.get(uow, shelf, call.need("id")).answers
        response_changes.correct(
            uow, shelf, call.need("id"), call.need("question"), call.need("answer"), call.need("reason"), context.lang
        )
        tell(context, answer_texts.before_saving(responses.get(uow, shelf, call.need("id")), before))
    _show(context, call.need("id"))


def reopen(context: Context) -> None:
    """Makes a finished response a draft again."""
    with context.session.write("response_reopen") as uow:
        response_changes.reopen(uow, context.call.need("id"), context.call.need("reason"))
    _show(context, context.call.need("id"))


def listing(context: Context) -> None:
    """Lists the responses about a subject, the latest first."""
    with context.session.read() as reader:
        subject = find_subject(reader, context.call.need("subject"))
        rows = responses.of_subject(reader, FormShelf(context.folder), subject.type, subject.id)
        context.out.rows(row_json(row) for row in rows)


def shown(context: Context) -> None:
    """Shows a response with its answers; the reading is noted."""
    with context.session.write("response_read") as uow:
        responses.open_response(uow, FormShelf(context.folder), context.call.need("id"))
    _show(context, context.call.need("id"))


def _show(context: Context, response: str, not_asked: tuple[str, ...] = ()) -> None:
    """Prints a response."""
    with context.session.read() as reader:
        found = show(reader, FormShelf(context.folder), response)
        found["attachments"] = attachments_json(reader, AttachmentStore.of(context.session.database), response, context.lang)
    context.out.one({**found, "not_asked": list(not_asked)} if not_asked else found)


def export(context: Context) -> None:
    """Writes the responses to a form as a workbook, in words or with `--codes` as they are stored."""
    call, session = context.call, context.session
    shelf = FormShelf(context.folder)
    with session.read() as reader:
        shelf.read(reader)
        visits = visit_answers.are_of(reader, call.need("form"))
        ids = [] if visits else response_files.of_form(reader, call.need("form"))
    target, labels = Path(call.need("out")), "codes" not in call.flags
    if visits:
        number = visit_answers.export_visits(session, shelf, target, call.need("form"), context.lang, labels=labels)
    else:
        number = response_files.export_responses(session, shelf, target, ids, context.lang, labels=labels)
    context.out.one({"responses": number, "file": str(target)})
