"""The library of forms as its page shows it: forms and versions with their responses, checking a file, giving one out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.data.queries.forms import response_counts
from app.data.reader import Reader
from app.domain.errors import EnvironmentFault, InputError
from app.domain.permissions import require
from app.domain.questions import Question
from app.forms.binds import items
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.services.forms.form_facts import subject_of_form
from app.services.forms.form_library import FormEntry, FormShelf, entries
from app.services.forms.form_studio import Report, check_file, check_form
from app.services.visits.inspection_forms import own_profiles, profile_in_force
from app.services.visits.inspection_kinds import scored


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A form in one version. `id` names it in the list; `responses` is how many were begun with it."""

    id: str
    entry: FormEntry
    responses: int


def row_id(form_id: str, version: str, sha256: str) -> str:
    """What names a form and version in the list."""
    return f"{form_id} {version} {sha256}"


def shelf_rows(reader: Reader, shelf: FormShelf) -> tuple[ShelfRow, ...]:
    """All forms and versions by id and version."""
    counts = response_counts(reader)
    return tuple(
        ShelfRow(row_id(one.form_id, one.version, one.sha256), one, counts.get((one.form_id, one.version), 0))
        for one in entries(reader, shelf)
    )


def look_through(reader: Reader, shelf: FormShelf, file: Path, lang: str) -> Report:
    """Checks a file with the rules of scoring of the office; a form that can be used is converted for what comes next.

    InputError `form_file_missing`, `form_media_large`, `form_media_missing`.
    """
    report = check_file(file, lang, on=reader.today(), own=own_profiles(reader))
    if report.usable:
        with suppress(InputError):  # installing says what is wrong
            load_form(report.data, shelf.cache, report.media)
    return report


def look_through_data(
    reader: Reader, shelf: FormShelf, data: bytes, name: str, media: Mapping[str, bytes], lang: str
) -> Report:
    """Checks a workbook that was made here, as `look_through` does a file."""
    report = check_form(data, name, lang, media, on=reader.today(), own=own_profiles(reader))
    if report.usable:
        with suppress(InputError):  # installing says what is wrong
            load_form(report.data, shelf.cache, report.media)
    return report


def compiled(reader: Reader, shelf: FormShelf, entry: FormEntry) -> tuple[CompiledForm, dict[str, bytes]]:
    """A form of the library with the files beside it. InputError `form_unknown`."""
    require(reader.actor, "office.read")
    shelf.read(reader)
    return shelf.form(entry.form_id, entry.version, entry.sha256), shelf.source(entry.sha256)[1]


def before_publishing(reader: Reader, shelf: FormShelf, form_id: str, version: str) -> tuple[Question, ...]:
    """What to ask before a version is offered: a form of inspections by which no visit could be begun or graded yet.

    Its weights have no rules of scoring today, or it has no item at all. InputError `form_unknown`.
    """
    shelf.read(reader)
    form = shelf.form(form_id, version)
    named: dict[str, object] = {"form": form_id, "version": version}
    if subject_of_form(form) != "inspection":
        return ()
    if scored(form):
        try:
            profile_in_force(reader, form, reader.today())
        except InputError:
            return (Question("ask.form_without_rules", named),)
    elif not items(form):
        return (Question("ask.form_without_items", named),)
    return ()


def give_out(reader: Reader, shelf: FormShelf, entry: FormEntry, target: Path) -> Path:
    """Writes the workbook of a form for editing, its files beside it in `NAME-media`; gives the file that was written.

    A form that came as an XForm is written as one. InputError `form_unknown`; EnvironmentFault `export_place`.
    """
    require(reader.actor, "office.read")
    shelf.read(reader)
    data, files = shelf.source(entry.sha256)
    target = target.with_suffix(".xlsx" if data.startswith(b"PK") else ".xml")
    try:
        target.write_bytes(data)
        folder = target.with_name(f"{target.stem}-media")
        if files:
            folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / Path(name).name).write_bytes(content)
    except OSError as error:
        raise EnvironmentFault("export_place") from error
    return target
