"""Runs the converter (pyxform) over a checked workbook, and says its complaints by sheet, row and column in our own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import InputError
from app.forms import survey
from app.forms.complaints import COMPLAINTS
from app.forms.faults import Faults
from app.forms.long_lists import LongList
from app.forms.model import Notice

if TYPE_CHECKING:
    from app.forms.workbook import Sheet

_ROW = re.compile(r"\[row ?: ?([0-9]+)\]|on row ([0-9]+)|row '?([0-9]+)'?")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet|sheet: '(\w+)'")
_COLUMN = re.compile(r"the '([^']+)' value(?: '[^']*')? is")
_MOST_ROUNDS = 12
_STRUCTURE = frozenset({"form_begin_without_end", "form_end_without_begin"})
_NAMES = frozenset({"form_no_name", "form_bad_name", "form_name_twice", "form_name_reserved"})
_WARNING_NOTICE = "form_converter_says"


_DROPPED = re.compile(
    r"is missing the|Row without name, text, or label|uses or_other and translations|'disabled' column header"
    r"|Choices should have a label|is no longer supported on most devices|Both 'form_id'|no label: |case-insensitive match"
    r"|\(To be ignored|suppress|must not be empty and must not contain spaces",
    re.IGNORECASE,
)
"""Remarks that the check of translations says better, or that concern telephones only."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """An XForm, the workbook's rows by path, what the settings say, and notices."""

    xform: str
    rows: Mapping[str, int]
    settings: Mapping[str, str]
    notices: tuple[Notice, ...] = ()
    lists: tuple[LongList, ...] = ()


def convert(sheets: Mapping[str, Sheet], faults: Faults, *, all_faults: bool) -> Conversion | None:
    """The XForm of a workbook; None, with faults noted, when the converter refuses it.

    With `all_faults` rows that it refuses are made plain questions and it is asked again, to find more.
    """
    from pyxform.errors import PyXFormError  # late: half a second, and not needed for a form that is kept
    from pyxform.xls2xform import convert as run

    book, lists = survey.as_dict(sheets)
    if any(error.code in _STRUCTURE for error in faults.found):
        return None  # nothing below a group that never ends can be told apart
    for error in faults.found:
        row = error.params.get("row")
        if error.params.get("sheet") == "survey" and isinstance(row, int):
            survey.make_plain(book, sheets["survey"], row, wholly=error.code in _NAMES)
    for _ in range(_MOST_ROUNDS if all_faults else 1):
        try:
            result = run(survey.copy(book), form_name="data")
        except PyXFormError as error:
            row = _complain(sheets, " ".join(str(error).split()), faults)
            if not all_faults or not survey.make_plain(book, sheets["survey"], row):
                return None
        except RecursionError as error:
            raise InputError("form_too_deep", sheet="survey", row=0, depth=survey.DEEPEST, limit=survey.DEEPEST) from error
        except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:  # a fault of the converter's own
            if not faults.found:  # else it stumbled over what is said already
                faults.add(InputError("form_conversion", sheet="survey", row=0, column="", detail=type(error).__name__))
            return None
        else:
            root = re.search(r"<instance>\s*<([^\s/>]+)", result.xform)
            rows = survey.rows_by_path(sheets["survey"], root[1] if root else "data")
            said = tuple(
                Notice(_WARNING_NOTICE, "", 0, "", " ".join(text.split())[:300])
                for text in result.warnings
                if not _DROPPED.search(text)
            )
            return Conversion(result.xform, rows, _settings(sheets), said, lists)
    return None


def _settings(sheets: Mapping[str, Sheet]) -> Mapping[str, str]:
    rows = sheets["settings"].rows if "settings" in sheets else ()
    return {heading.lower().replace(" ", "_"): text for line in rows[:1] for heading, text in line.items()}


def _complain(sheets: Mapping[str, Sheet], text: str, faults: Faults) -> int:
    """Note a complaint; the row of sheet `survey` that it names, 0 when it names none."""
    match = _ROW.search(text)
    row = int(next(part for part in match.groups() if part)) if match else 0
    named = _SHEET.search(text)
    sheet_name = next(part for part in named.groups() if part) if named else ""
    said = next((known for known in COMPLAINTS if known.pattern.search(text)), None)
    sheet_name = sheet_name or (said.sheet if said else "survey")
    column_said = _COLUMN.search(text)
    column = (said.column if said else "") or (column_said[1] if column_said else "")
    found = said.pattern.search(text) if said else None
    value = (found.groupdict().get("value") or "") if found else ""
    if not row and sheet_name == "survey":
        row = _row_of(sheets["survey"], value)
    sheet = sheets.get(sheet_name)
    letter = sheet.letter(column) if sheet is not None and column else column
    place: dict[str, object] = {"sheet": sheet_name, "row": row, "column": letter}
    if faults.at(sheet_name, row) or (not row and faults.found):
        pass  # it stumbled over what is said already
    elif said is None:
        faults.add(InputError("form_conversion", **place, detail=text[:300]))
    else:
        faults.add(said.error({**place, "value": value[:80], "detail": text[:300]}))
    return row if sheet_name == "survey" else 0


def _row_of(sheet: Sheet, name: str) -> int:
    return next((row for row, line in enumerate(sheet.rows, 2) if name and survey.cell(sheet, line, "name") == name), 0)
