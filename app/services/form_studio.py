"""For the author of a form: everything that a workbook holds, lacks and leaves unused, with sheet, row, column and a remedy.

Nothing is installed and nothing is filled. What the language of forms says comes from `app.forms.usage`, what Komar's own
columns cannot mean from `app.forms.checks` and `form_checks`; here it becomes one list in the reader's language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import InputError
from app.forms import usage
from app.forms.checks import Knowledge, check
from app.forms.model import CompiledForm
from app.forms.usage import Inspection, Usage
from app.services.form_checks import faults_for_use
from app.services.form_facts import subject_of_form
from app.services.form_library import read_form_file
from app.text.words import error_text, has_words, words

RANK = {"error": 0, "warning": 1, "notice": 2}
"""error: it cannot be used · warning: not as meant · notice: left aside or unused."""
_SHEETS = {"survey": 0, "choices": 1, "settings": 2}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know. `text` says what and what to do, in the reader's language; `row` is 0 for the form as a whole."""

    severity: str
    code: str
    sheet: str
    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A form looked through. `form` is None when it has errors of the language; `usable` when nothing speaks against it."""

    file: str
    form: CompiledForm | None
    lines: tuple[Line, ...]
    usage: Usage
    media: Mapping[str, bytes] = field(default_factory=dict)

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
    """The files of a form: those of a folder, or of `NAME-media` beside the workbook as ODK has it. InputError."""
    place = folder or file.with_name(f"{file.stem}-media")
    if not place.is_dir():
        if folder is not None:
            raise InputError("form_media_missing", folder=folder.name)
        return {}
    try:
        return {found.name: found.read_bytes() for found in sorted(place.iterdir()) if found.is_file()}
    except OSError as error:
        raise InputError("form_media_missing", folder=place.name) from error


def check_file(file: Path, lang: str, *, media: Path | None = None, known: Knowledge | None = None) -> Report:
    """Look through a file. InputError `form_file_missing`, `form_media_missing`; all else is in the report."""
    return check_form(read_form_file(file), file.name, lang, media_beside(file, media), known)


def check_form(
    data: bytes, name: str, lang: str, media: Mapping[str, bytes] | None = None, known: Knowledge | None = None
) -> Report:
    """Look through a workbook or an XForm. `known` is what the office knows beside it, for the checks of its own columns."""
    given = dict(media or {})
    found = usage.inspect(data, given)
    lines = [*_of_language(found, lang), *_of_columns(found.form, known, lang)]
    told = list(dict.fromkeys(lines))
    told.sort(key=lambda line: (RANK[line.severity], _SHEETS.get(line.sheet, 9), line.row, line.column, line.code))
    return Report(file=name, form=found.form, lines=tuple(told), usage=found.usage, media=given)


def _of_language(found: Inspection, lang: str) -> Sequence[Line]:
    return [
        Line(one.severity, one.words.rpartition(".")[2], one.sheet, one.row, one.column, _text(one.words, lang, one.params))
        for one in found.problems
    ]


def _of_columns(form: CompiledForm | None, known: Knowledge | None, lang: str) -> Sequence[Line]:
    if form is None:
        return []
    lines: list[Line] = []
    for fault in faults_for_use(form):
        row, column = fault.params.get("row", 0), str(fault.params.get("column", ""))
        number = row if isinstance(row, int) else 0
        lines.append(
            Line("error", fault.code, str(fault.params.get("sheet", "survey")), number, column, error_text(fault, lang))
        )
    told = {(line.row, line.column) for line in lines}
    for problem in check(form, known):
        if (problem.row, problem.column) in told:
            continue  # the fault of the same cell says it already
        severity = "warning" if problem.severity == "error" else "notice"
        text = _text(f"forms.check.{problem.code}", lang, problem.params)
        lines.append(Line(severity, problem.code, problem.sheet, problem.row, problem.column, text))
    return lines


def _text(key: str, lang: str, params: Mapping[str, object]) -> str:
    """The words of a problem; one without words is shown by its code, since hiding it would be worse."""
    return words(key, lang, **params) if has_words(key) else key.rpartition(".")[2]


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
