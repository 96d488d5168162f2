"""For the author of a form: everything that a workbook holds, lacks and leaves unused, with sheet, row, column and a remedy.

Nothing is installed and nothing is filled. What the language of forms says comes from `app.forms.usage`, what Komar's own
columns cannot mean from `app.forms.checks` with all that Komar knows; here it becomes one list in the reader's language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.domain.clock import SystemClock
from app.domain.errors import InputError
from app.domain.scoring import Profile
from app.forms import usage
from app.forms.model import CompiledForm
from app.forms.usage import Inspection, Usage
from app.forms.vocabulary import column_name
from app.services.forms.form_advice import advice
from app.services.forms.form_checks import faults_for_use
from app.services.forms.form_facts import subject_of_form
from app.services.forms.form_library import read_form_file
from app.text.words import all_words, has_words, words
from app.text.zone import local_today

RANK = {"error": 0, "warning": 1, "notice": 2}
"""error: it cannot be used · warning: not as meant · notice: left aside or unused."""
MOST = 64 * 1024 * 1024
"""Bytes of a workbook, and of all files beside it; more is no form."""
_SHEETS = {"survey": 0, "choices": 1, "settings": 2}
_PLACE = re.compile(r"^[^\s:៖{]+ [“«]\{sheet\}[”»](?:,? [^:៖{]*\{(?:row|column)\})*[:៖]\s*")
"""How the words of a problem begin with its place, which has columns of its own here."""
_LETTERS = re.compile(r"[A-Z]{1,3}\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know. `text` says what and what to do, in the reader's language.

    `row` is 0 for the form as a whole; `column` is a letter, or the heading where the sheet has no such column.
    """

    severity: str
    code: str
    sheet: str
    row: int
    column: str
    text: str

    @property
    def place(self) -> str:
        """The cell as Excel names it, as far as it is known: survey!H8."""
        if not self.row and not self.column:
            return self.sheet
        row = str(self.row) if self.row else ""
        cell = f"{self.column}{row}" if _LETTERS.match(self.column) else " ".join(filter(None, (row, self.column)))
        return f"{self.sheet}!{cell}" if self.sheet else cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A form looked through. `form` is None when it has errors of the language; `usable` when nothing speaks against it."""

    file: str
    form: CompiledForm | None
    lines: tuple[Line, ...]
    usage: Usage
    media: Mapping[str, bytes] = field(default_factory=dict)
    data: bytes = b""
    """The very bytes that were looked through."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many errors, warnings and notices."""
        found = Counter(line.severity for line in self.lines)
        return {severity: found[severity] for severity in RANK}

    @property
    def usable(self) -> bool:
        """Whether the form can be installed."""
        return self.form is not None and not self.counts["error"]


def media_beside(file: Path, folder: Path | None = None) -> dict[str, bytes]:
    """The files of a form: those of a folder, or of `NAME-media` beside the workbook as ODK has it.

    InputError `form_media_missing`, `form_media_large`.
    """
    place = folder or file.with_name(f"{file.stem}-media")
    if not place.is_dir():
        if folder is not None:
            raise InputError("form_media_missing", folder=folder.name)
        return {}
    try:
        files = [found for found in sorted(place.iterdir()) if found.is_file()]
        if sum(found.stat().st_size for found in files) > MOST:
            raise InputError("form_media_large", folder=place.name, megabytes=MOST // 1024 // 1024)
        return {found.name: found.read_bytes() for found in files}
    except OSError as error:
        raise InputError("form_media_missing", folder=place.name) from error


def check_file(
    file: Path, lang: str, *, media: Path | None = None, on: date | None = None, own: Sequence[Profile] = ()
) -> Report:
    """Look through a file; see `check_form`. InputError `form_file_missing`, `form_media_missing`, `form_media_large`."""
    try:
        large = file.stat().st_size > MOST
    except OSError as error:
        raise InputError("form_file_missing", file=file.name) from error
    if large:  # not even read
        fault = InputError("form_file_too_big", megabytes=MOST // 1024 // 1024)
        told = Line("error", fault.code, "", 0, "", _text(f"error.{fault.code}", lang, fault.params))
        return Report(file=file.name, form=None, lines=(told,), usage=Usage())
    return check_form(read_form_file(file), file.name, lang, media_beside(file, media), on=on, own=own)


def check_form(
    data: bytes,
    name: str,
    lang: str,
    media: Mapping[str, bytes] | None = None,
    *,
    on: date | None = None,
    own: Sequence[Profile] = (),
) -> Report:
    """Look through a workbook or an XForm; whatever is wrong with it stands in the report.

    `on`: the day of the rules of scoring, today without; `own`: those that the office set itself.
    """
    given = dict(media or {})
    found = usage.inspect(data, given)
    day = on or local_today(SystemClock())
    lines = list(dict.fromkeys([*_of_language(found, lang), *_of_columns(found, day, own, lang)]))
    lines.sort(key=_order)
    return Report(file=name, form=found.form, lines=tuple(lines), usage=found.usage, media=given, data=data)


def _order(line: Line) -> tuple[int, int, str, int, int, str, str]:
    """By severity, then by place: column B before column AA."""
    sheet = _SHEETS.get(line.sheet, len(_SHEETS))
    return RANK[line.severity], sheet, line.sheet, line.row, len(line.column), line.column, line.code


def _of_language(found: Inspection, lang: str) -> Iterator[Line]:
    for one in found.problems:
        column, text = _letter(found, one.sheet, one.column), _text(one.words, lang, one.params)
        yield Line(one.severity, one.words.rpartition(".")[2], one.sheet, one.row, column, text)


def _of_columns(found: Inspection, on: date, own: Sequence[Profile], lang: str) -> Iterator[Line]:
    if found.form is None:
        return
    told = set()
    for fault in faults_for_use(found.form):
        sheet, row = str(fault.params.get("sheet", "survey")), fault.params.get("row", 0)
        number = row if isinstance(row, int) else 0
        column = _letter(found, sheet, str(fault.params.get("column", "")))
        told.add((number, column))
        yield Line("error", fault.code, sheet, number, column, _text(f"error.{fault.code}", lang, fault.params))
    for problem in advice(found.form, on, columns=found.columns.get("survey"), own=own):
        column = _letter(found, problem.sheet, problem.column)
        if (problem.row, column) in told:
            continue  # the fault of the same cell says it already
        severity = "warning" if problem.severity == "error" else "notice"
        text = _text(f"forms.check.{problem.code}", lang, problem.params)
        yield Line(severity, problem.code, problem.sheet, problem.row, column, text)


def _letter(found: Inspection, sheet: str, column: str) -> str:
    """The letter of a column that is named by its heading; the name itself where the sheet has no such column."""
    if not column or _LETTERS.match(column):
        return column
    heads = found.columns.get(sheet, {})
    return heads.get(column) or next((letter for head, letter in heads.items() if column_name(head) == column), column)


def _text(key: str, lang: str, params: Mapping[str, object]) -> str:
    """The words of a problem without its place; one without words is shown by its code, since hiding it would be worse."""
    if not has_words(key):
        return key.rpartition(".")[2]
    place = _PLACE.match(all_words(lang)[key])
    text = words(key, lang, **params)
    if place is not None:
        text = text[len(place[0].format_map(params)) :]
    return text[:1].upper() + text[1:] if lang == "en" else text


def report_json(report: Report) -> dict[str, object]:
    """The report as `form check --json` prints it."""
    form, used = report.form, report.usage
    return {
        "file": report.file,
        "ok": report.usable,
        "form_id": form.id if form else None,
        "version": form.version if form else None,
        "title": form.title if form else None,
        "subject": subject_of_form(form) if form else None,
        "languages": list(used.languages),
        "counts": dict(report.counts),
        "uses": {
            "questions": used.questions,
            "deepest": used.deepest,
            "types": dict(used.types),
            "functions": dict(used.functions),
            "appearances": dict(used.appearances),
            "binds": dict(used.binds),
            "features": list(used.features),
            "files": list(used.files),
        },
        "problems": [
            {
                "severity": line.severity,
                "code": line.code,
                "sheet": line.sheet or None,
                "row": line.row or None,
                "column": line.column or None,
                "message": line.text,
            }
            for line in report.lines
        ],
    }
