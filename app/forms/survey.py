"""The author's rows: what the engine does not know is noted here by sheet, row and column, and each row finds its path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeGuard

from app.domain.errors import InputError
from app.forms import cells, vocabulary
from app.forms.binds import KNOWN as KNOWN_BINDS
from app.forms.faults import Faults
from app.forms.long_lists import LongList, take_out
from app.forms.model import Notice
from app.forms.vocabulary import column_name, language_code, language_of, type_name

if TYPE_CHECKING:
    from app.forms.workbook import Sheet

XML_NAME = re.compile(r"[^\W\d][\w.\-]*\Z")
_PREFIX = re.compile(r"bind::([A-Za-z_][\w.\-]*):")
_OWN_PREFIXES = frozenset({"jr", "odk", "orx", "entities", "xsd", "ev", "h"})
DEEPEST = 60
"""Groups and repeats inside one another (inferred: people write under ten; a row of them costs the converter its stack)."""


def check(sheets: Mapping[str, Sheet], faults: Faults) -> tuple[Notice, ...]:
    """Note every fault of the workbook; notices for what is left aside. Raises InputError when it is no form at all."""
    survey = sheets.get("survey")
    if survey is None:
        raise InputError("form_not_xlsform", missing="survey")
    for heading in ("type", "name"):
        if heading not in map(column_name, survey.headings):
            raise InputError("form_not_xlsform", missing=f"survey · {heading}")
    if not any(survey.rows):
        raise InputError("form_not_xlsform", missing="survey · row 2")
    if "osm" in sheets and any(sheets["osm"].rows):
        faults.add(InputError("form_osm", sheet="osm", row=1, column="A"))
    found = [*_check_columns(survey, sheets.get("settings"), faults), *_check_settings(sheets.get("settings"))]
    depth = _check_structure(survey, faults)
    if depth > DEEPEST:
        raise InputError("form_too_deep", sheet="survey", row=0, depth=depth, limit=DEEPEST)
    for row, line in enumerate(survey.rows, 2):
        if not disabled(survey, line):
            found += _check_type(survey, row, line, faults)
    found += cells.check(sheets, faults)
    return tuple(found)


def headings(sheet: Sheet) -> Mapping[str, str]:
    """Column by its one spelling → the heading, of columns without a language."""
    return {column_name(heading): heading for heading in sheet.headings if heading}


def cell(sheet: Sheet, line: Mapping[str, str], column: str) -> str:
    """The text of a column by its one spelling; of a translated one the first that is filled."""
    return next((text for heading, text in line.items() if column_name(heading) == column and text), "")


def disabled(survey: Sheet, line: Mapping[str, str]) -> bool:
    """Whether the author switched a row off."""
    return cell(survey, line, "disabled").lower() in ("yes", "true", "true()")


def _check_columns(survey: Sheet, settings: Sheet | None, faults: Faults) -> Iterator[Notice]:
    declared = " ".join(cell(settings, line, "namespaces") for line in settings.rows) if settings else ""
    for heading in filter(None, survey.headings):
        name = column_name(heading)
        where = {"sheet": "survey", "row": 1, "column": survey.column(heading), "value": heading}
        prefix = _PREFIX.match(heading)
        if heading.startswith("bind::komar:"):
            if heading.removeprefix("bind::komar:") not in KNOWN_BINDS:
                faults.add(InputError("form_unknown_column", **where))
            elif "komar=" not in declared.replace(" ", ""):
                faults.add(InputError("form_namespace_missing", **where))
        elif prefix and prefix[1] not in _OWN_PREFIXES and f"{prefix[1]}=" not in declared.replace(" ", ""):
            yield Notice("form_column_ignored", "survey", 1, survey.column(heading), heading)
        elif name in vocabulary.PLAIN or name in vocabulary.TRANSLATED or name.split("::")[0] in vocabulary.FREE:
            if name in ("intent", "autoplay") and any(heading in line for line in survey.rows):
                yield Notice("form_column_ignored", "survey", 1, survey.column(heading), heading)
        elif name != "noapperrorstring":
            yield Notice("form_column_ignored", "survey", 1, survey.column(heading), heading)


def _check_settings(settings: Sheet | None) -> Iterator[Notice]:
    for heading in settings.headings if settings else ():
        name = heading.lower().replace(" ", "_").split("::")[0]
        if not heading or settings is None or name in vocabulary.SETTINGS or name == "attribute":
            continue
        known = name in vocabulary.SETTINGS_LEFT_ASIDE
        if any(heading in line for line in settings.rows) or not known:
            code = "form_setting_left_aside" if known else "form_column_ignored"
            yield Notice(code, "settings", 1, settings.column(heading), heading)


def _check_structure(survey: Sheet, faults: Faults) -> int:
    """Groups and repeats end in the order they begin, names are good and stand once inside their group; the deepest level."""
    open_rows: list[tuple[str, int, set[str]]] = [("", 0, set())]
    repeats: set[str] = set()
    deepest = 0
    for row, line in enumerate(survey.rows, 2):
        kind = type_name(cell(survey, line, "type"))
        if not kind or disabled(survey, line):
            continue
        place: dict[str, object] = {"sheet": "survey", "row": row, "column": survey.letter("type")}
        if kind.startswith("end_"):
            if open_rows[-1][0] != kind.removeprefix("end_"):
                faults.add(InputError("form_end_without_begin", value=kind, **place))
                if not any(part[0] == kind.removeprefix("end_") for part in open_rows):
                    continue
            if len(open_rows) > 1:
                open_rows.pop()
            continue
        _check_name(survey, row, line, kind, open_rows[-1][2], repeats, faults)
        if kind.startswith("begin_"):
            open_rows.append((kind.removeprefix("begin_"), row, set()))
            deepest = max(deepest, len(open_rows) - 1)
    for kind, row, _ in open_rows[1:]:
        faults.add(
            InputError("form_begin_without_end", sheet="survey", row=row, column=survey.letter("type"), value=f"begin_{kind}")
        )
    return deepest


def _check_name(
    survey: Sheet, row: int, line: Mapping[str, str], kind: str, taken: set[str], repeats: set[str], faults: Faults
) -> None:
    name = cell(survey, line, "name")
    place: dict[str, object] = {"sheet": "survey", "row": row, "column": survey.letter("name")}
    if not name:
        if kind not in ("note", "audit"):
            faults.add(InputError("form_no_name", **place))
        return
    if not XML_NAME.match(name):
        faults.add(InputError("form_bad_name", value=name[:60], **place))
    elif name in taken:
        faults.add(InputError("form_name_twice", value=name, **place))
    elif name == "meta":
        faults.add(InputError("form_name_reserved", value=name, **place))
    elif kind == "begin_repeat":
        if name in repeats:
            faults.add(InputError("form_name_twice", value=name, **place))
        if name == "data":
            faults.add(InputError("form_name_reserved", value=name, **place))
        repeats.add(name)
    taken.add(name)


def _check_type(survey: Sheet, row: int, line: Mapping[str, str], faults: Faults) -> Iterator[Notice]:
    text, where = cell(survey, line, "type"), survey.letter("type")
    aside = {"comment", "comments", "note", "notes", "disabled"}
    if not text:
        if any(column_name(key) not in aside for key in line):
            faults.add(InputError("form_no_type", sheet="survey", row=row, column=where))
        return
    kind = type_name(text)
    if kind == "osm":
        faults.add(InputError("form_osm", sheet="survey", row=row, column=where))
    elif kind not in vocabulary.TYPES:
        faults.add(InputError("form_unknown_type", sheet="survey", row=row, column=where, value=text[:60]))
    elif kind in vocabulary.LEFT_ASIDE:
        yield Notice("form_type_left_aside", "survey", row, where, kind)
    column = survey.letter("appearance")
    for word in vocabulary.appearance_words(cell(survey, line, "appearance")):
        known = None if word.startswith("ex:") else word.startswith("search(") or vocabulary.appearance_known(word)
        if not known:
            code = "form_appearance_left_aside" if known is None else "form_appearance_unknown"
            yield Notice(code, "survey", row, column, word[:60])


def rows_by_path(survey: Sheet, root: str) -> Mapping[str, int]:
    """Row numbers by the absolute path that each row makes in the form."""
    found: dict[str, int] = {}
    above = [f"/{root}"]
    for row, line in enumerate(survey.rows, 2):
        kind = type_name(cell(survey, line, "type"))
        if disabled(survey, line):
            continue
        if kind.startswith("end_"):
            del above[-1 if len(above) > 1 else 1 :]
            continue
        path = f"{above[-1]}/{cell(survey, line, 'name') or f'generated_note_name_{row}'}"
        if kind:
            found[path] = row
            if cell(survey, line, "repeat_count"):
                found.setdefault(f"{path}_count", row)
            if vocabulary.list_of(cell(survey, line, "type"))[1]:
                found.setdefault(f"{path}_other", row)
        if kind.startswith("begin_"):
            above.append(path)
    return found


def as_dict(sheets: Mapping[str, Sheet]) -> tuple[dict[str, object], tuple[LongList, ...]]:
    """The workbook as the converter takes it, without opening it a second time, and the lists that go around it.

    Choices outside the form's choices (`external_choices`) join them: only telephones need the two apart.
    """
    lines = {name: [dict(row) for row in sheet.rows] for name, sheet in sheets.items() if name != "osm"}
    heads = {name: [heading for heading in sheet.headings if heading] for name, sheet in sheets.items()}
    outside = lines.pop("external_choices", [])
    if outside:
        lines.setdefault("choices", []).extend(outside)
        heads["choices"] = list(dict.fromkeys([*heads.get("choices", []), *heads["external_choices"]]))
    type_heading = headings(sheets["survey"])["type"]
    for line in lines["survey"]:
        text = line.get(type_heading, "")
        if type_name(text) == "select_one_external":
            line[type_heading] = f"select_one {vocabulary.list_of(text)[0]}"
        elif type_name(text) == "audit":
            line.pop(headings(sheets["survey"])["name"], None)  # the converter names it itself
    _add_other(sheets, lines)
    for line in lines.get("settings", []):
        for heading in [key for key in line if key.lower().replace(" ", "_") in vocabulary.SETTINGS_LEFT_ASIDE]:
            del line[heading]
    lists: tuple[LongList, ...] = ()
    if "choices" in lines:
        lines["choices"], lists = take_out(sheets, lines["choices"])
    book: dict[str, object] = {"sheet_names": list(lines)}
    for name, rows in lines.items():
        book[name] = rows
        book[f"{name}_header"] = [dict.fromkeys(heads[name])]
    return book, lists


def _add_other(sheets: Mapping[str, Sheet], lines: dict[str, list[dict[str, str]]]) -> None:
    """The choice that `or_other` adds, in the form's languages; the converter leaves a list alone that has one."""
    choices = sheets.get("choices")
    asked = {vocabulary.list_of(cell(sheets["survey"], line, "type")) for line in sheets["survey"].rows}
    if choices is None or not any(other for _, other in asked):
        return
    columns = headings(choices)
    labels = {heading: language_code(language_of(heading)) for heading in choices.headings if column_name(heading) == "label"}
    for name in sorted(name for name, other in asked if other):
        there = [line for line in lines["choices"] if line.get(columns["list_name"]) == name]
        if there and not any(line.get(columns["name"]) == vocabulary.OTHER for line in there):
            said = {heading: vocabulary.OTHER_CHOICE.get(code or "en", "Other") for heading, code in labels.items()}
            lines["choices"].append({columns["list_name"]: name, columns["name"]: vocabulary.OTHER, **said})


def copy(book: Mapping[str, object]) -> dict[str, object]:
    """The same workbook once more, since the converter writes into what it is given."""
    return {name: [dict(row) for row in rows] if _is_rows(rows) else rows for name, rows in book.items()}


def _is_rows(value: object) -> TypeGuard[list[dict[str, str]]]:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def make_plain(book: Mapping[str, object], survey: Sheet, row: int, *, wholly: bool = False) -> bool:
    """Make a row that was refused a plain value of the same name, then nothing at all; False when neither is left to do."""
    rows = book["survey"]
    if row < 2 or not _is_rows(rows) or row - 2 >= len(rows) or not rows[row - 2]:
        return False
    line, columns = rows[row - 2], headings(survey)
    kind, name = line.get(columns["type"], ""), line.get(columns["name"], "")
    plain = {columns["type"]: kind if type_name(kind).startswith(("begin_", "end_")) else "calculate", columns["name"]: name}
    if type_name(kind).startswith("end_"):
        return False
    if "calculation" in columns:
        plain[columns["calculation"]] = "''"
    else:
        plain[columns["type"]] = kind if type_name(kind).startswith("begin_") else "hidden"
    if line == plain or wholly:
        plain = {}
    line.clear()
    line.update(plain)
    return True
