"""The author's rows: what the engine does not know is refused here by sheet, row and column, and each row finds its path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.domain.errors import InputError
from app.forms.binds import KNOWN as KNOWN_BINDS
from app.forms.model import Notice

if TYPE_CHECKING:
    from app.forms.workbook import Sheet

TYPES = frozenset({
    "text", "string", "integer", "int", "decimal", "date", "time", "datetime", "note", "calculate", "hidden", "acknowledge",
    "barcode", "today", "start", "select_one", "select_multiple", "begin_group", "end_group",
    "begin_repeat", "end_repeat",
})  # fmt: skip
"""The question types that the engine runs."""
PLAIN = frozenset({
    "type", "name", "required", "relevant", "relevance", "constraint", "calculation", "calculate", "appearance", "default",
    "read_only", "readonly", "choice_filter", "repeat_count", "parameters", "disabled", "comment",
})  # fmt: skip
TRANSLATED = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"})
LATER = re.compile(r"(?:media|image|audio|video|big-image|autoplay|trigger|save_to|intent|instance|body|bind|control)\b")
"""Columns that XLSForm knows and the engine does not."""
SETTINGS = frozenset({
    "form_id", "id_string", "form_title", "title", "version", "default_language", "namespaces", "instance_name", "name",
    "style", "allow_choice_duplicates",
})  # fmt: skip
_TYPE = re.compile(r"(begin|end)[ _]+(group|repeat)$|(select)[ _]+(one|multiple)\b")


def check(sheets: Mapping[str, Sheet]) -> tuple[Notice, ...]:
    """Refuse what the engine cannot run; notices for what it leaves aside. Raises InputError."""
    survey = sheets.get("survey")
    if survey is None:
        raise InputError("form_not_xlsform", missing="survey")
    for heading in ("type", "name"):
        if heading not in map(column_name, survey.headings):
            raise InputError("form_not_xlsform", missing=f"survey · {heading}")
    for name in ("entities", "external_choices", "osm"):
        if name in sheets and sheets[name].rows:
            raise InputError("form_unknown_sheet", sheet=name)
    notices = [*_check_columns(survey), *_check_settings(sheets.get("settings"))]
    for row, cells in enumerate(survey.rows, 2):
        _check_type(survey, row, cells)
    return tuple(notices)


def column_name(heading: str) -> str:
    """A heading without its language, in lower case with underscores: "Required Message::Khmer (km)" → required_message."""
    head = re.split(r"\s*::?\s*", heading, maxsplit=1)[0] if not heading.startswith("bind") else heading
    return head.strip().lower().replace(" ", "_")


def type_name(text: str) -> str:
    """A row's type in one spelling, without the name of its list: "select one answers" → select_one."""
    plain = " ".join(text.split())
    match = _TYPE.match(plain.lower())
    if match:
        return "_".join(part for part in match.groups() if part)
    return plain.lower()


def _check_columns(survey: Sheet) -> Iterator[Notice]:
    for number, heading in enumerate(survey.headings, 1):
        if not heading:
            continue
        name = column_name(heading)
        where = {"sheet": "survey", "row": 1, "column": survey.column(heading), "value": heading}
        if heading.startswith("bind::komar:"):
            if heading.removeprefix("bind::komar:") not in KNOWN_BINDS:
                raise InputError("form_unknown_column", **where)
        elif name in PLAIN or name in TRANSLATED:
            continue
        elif LATER.match(name):
            if any(heading in cells for cells in survey.rows):
                raise InputError("form_unknown_column", **where)
        else:
            yield Notice("form_column_ignored", "survey", 1, survey.column(heading), heading)
        del number


def _check_settings(settings: Sheet | None) -> Iterator[Notice]:
    for heading in settings.headings if settings else ():
        if heading and heading.lower().replace(" ", "_") not in SETTINGS and settings:
            yield Notice("form_column_ignored", "settings", 1, settings.column(heading), heading)


def _check_type(survey: Sheet, row: int, cells: Mapping[str, str]) -> None:
    heading = next(heading for heading in survey.headings if column_name(heading) == "type")
    text = cells.get(heading, "")
    if not text and cells and any(column_name(key) not in ("comment", "disabled") for key in cells):
        raise InputError("form_no_type", sheet="survey", row=row, column=survey.column(heading))
    if text and type_name(text) not in TYPES:
        raise InputError("form_unknown_type", sheet="survey", row=row, column=survey.column(heading), value=text[:60])
    for key, value in cells.items():
        if column_name(key) == "parameters" and value and not type_name(text).startswith("select"):
            raise InputError("form_unknown_column", sheet="survey", row=row, column=survey.column(key), value=value[:60])


def rows_by_path(survey: Sheet, root: str) -> Mapping[str, int]:
    """Row numbers by the absolute path that each row makes in the form."""
    found: dict[str, int] = {}
    above = [f"/{root}"]
    columns = {column_name(heading): heading for heading in survey.headings if heading}
    for row, cells in enumerate(survey.rows, 2):
        kind = type_name(cells.get(columns["type"], ""))
        path = f"{above[-1]}/{cells.get(columns['name'], '')}"
        if kind.startswith("end_"):
            del above[-1 if len(above) > 1 else 1 :]
            continue
        if kind:
            found[path] = row
        if kind.startswith("begin_"):
            above.append(path)
    return found


def as_dict(sheets: Mapping[str, Sheet]) -> dict[str, object]:
    """The workbook as pyxform takes it, without opening it a second time."""
    book: dict[str, object] = {"sheet_names": list(sheets)}
    for name, sheet in sheets.items():
        book[name] = [dict(row) for row in sheet.rows]
        book[f"{name}_header"] = [dict.fromkeys(heading for heading in sheet.headings if heading)]
    return book
