"""Responses as a workbook for Excel, in words or in codes; noted in the audit log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.data.queries.reporting import withheld
from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.permissions import can, require
from app.domain.records import Record
from app.exports.cells import Cell
from app.exports.lists import Column, write_lists
from app.forms.model import CompiledForm
from app.services.cases.case_names import is_hidden, without_names
from app.services.forms.form_library import FormShelf, version_key
from app.services.office.offices import Session, own_office
from app.services.people.children import NAMES
from app.services.responses import responses
from app.services.responses.response_desk import about
from app.services.responses.response_rows import Filled, ResponseRows
from app.services.responses.response_subjects import subject_of_response
from app.services.responses.response_targets import targets
from app.text.words import words

_FACTS = ("about", "filled_on", "filled_by", "state")


def export_responses(session: Session, shelf: FormShelf, target: Path, ids: Sequence[str], lang: str, *, labels: bool) -> int:
    """Writes responses of one form and gives their number; `labels` writes answers in words, else as they are stored.

    Those whose form is not on this computer are left out, and those of a case of which reporting was refused (practice P8);
    answers that name the child of a case that hides the name are empty.
    InputError `not_allowed`; EnvironmentFault `export_place`.
    """
    require(session.actor, "list.export" if can(session.actor, "list.export") else "case.export")
    with session.write("list_export") as uow:
        # Noted first: a file that nobody noted must not exist, a note without a file does no harm.
        uow.note("export", "list_export", list="responses", names=True)
    with session.read() as reader:
        notes = [words("returns.practice", lang)] if own_office(reader).flag("practice") else []
        notes.append(words("returns.list.contains_names", lang))
        asked, private = (responses.get(reader, shelf, each) for each in ids), withheld(reader)
        found = [one for one in asked if one.form is not None and one.record.text("case") not in private]
        forms = _versions([one.form for one in found if one.form is not None])
        facts = [Column(words(f"responses.fact.{name}", lang), 18.0) for name in _FACTS]
        rows = ResponseRows(forms, facts, lang, labels=labels, rights=session.actor.rights)
        write_lists(target, rows.sheets, rows.rows(_filled(reader, found, lang)), notes)
    return len(found)


def of_form(reader: Reader, form_id: str) -> list[str]:
    """The responses to a form, in any version, that the person may see, the oldest first."""
    found: list[str] = []
    for record in reader.find("form_response", form_id=form_id, whole=None, order=("filled_on",)):
        if record.code("state") == "void" or not record.code("subject"):
            continue
        try:
            found.append(responses.record_of(reader, record.id).id)
        except InputError:
            continue  # about somebody whom this person does not work with
    return found


def _versions(forms: Sequence[CompiledForm]) -> list[CompiledForm]:
    """Each version once, the newest last."""
    once = {form.sha256: form for form in forms}
    return sorted(once.values(), key=lambda form: version_key(form.version))


def _filled(reader: Reader, found: Sequence[responses.Response], lang: str) -> Iterator[Filled]:
    for one in found:
        if one.form is None:
            continue
        record = one.record
        facts: list[Cell] = [
            about(subject_of_response(reader, record), lang),
            record.day("filled_on"),
            record.text("filled_by"),
            words(f"responses.state.{record.text('state')}", lang),
        ]
        naming = _naming(one.form) if _is_hidden(reader, record) else frozenset[str]()
        answers = {key: text for key, text in one.answers.items() if key not in naming and not one.is_hidden(key)}
        yield Filled(record.id, one.form, answers, facts)


def _is_hidden(reader: Reader, response: Record) -> bool:
    """Whether the case that a response is about, or one of its child, hides the name."""
    return is_hidden(reader.maybe("case", response.text("case"))) or bool(without_names(reader, [response.text("child")]))


def _naming(form: CompiledForm) -> frozenset[str]:
    """The questions of a form whose answers are the child's name; what Komar filled in by itself is in no extract."""
    return frozenset(path for path, target in targets(form).items() if target.type == "child" and target.field in NAMES)
