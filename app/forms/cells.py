"""What stands in the cells of a form's sheets: references, expressions, lists, choices. Every fault with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.domain.errors import InputError
from app.forms import vocabulary
from app.forms.externals import plain_name
from app.forms.faults import Faults
from app.forms.model import Notice
from app.forms.vocabulary import column_name, type_name
from app.forms.xpath.program import expression
from app.forms.xpath.values import XPathError

if TYPE_CHECKING:
    from app.forms.workbook import Sheet

REFERENCE = re.compile(r"\$\{\s*(last-saved#)?\s*([^{}\s]*)\s*\}")
_OPEN = re.compile(r"\$\{")
_YES_NO = frozenset({"yes", "no", "true", "false", "true()", "false()"})
_PARAMETER = re.compile(r"\s*[^\s=]+\s*=\s*(?:'[^']*'|\"[^\"]*\"|[^\s=,;]+)\s*[,;]?")
_PAIR = re.compile(r"([^\s=,;]+)\s*=\s*('[^']*'|\"[^\"]*\"|[^\s=,;]+)")
_FILE_ENDINGS = (".csv", ".xml", ".geojson")
_SILENT = (
    frozenset({"calculate", "hidden"}) | vocabulary.METADATA | vocabulary.LEFT_ASIDE | vocabulary.FILES | vocabulary.CONTAINERS
)
"""Types that nobody sees, or that need no label."""
_TOLD = frozenset({"label", "hint", "calculation", "trigger"}) | vocabulary.MEDIA
"""One of these is enough; with a calculation or trigger a question without label is a hidden value."""
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_VALUES = {
    "max-pixels": re.compile(r"[0-9]+\Z"), "rows": re.compile(r"[0-9]+\Z"), "randomize": re.compile(r"true\Z|false\Z"),
    "seed": re.compile(r"-?[0-9.]+\Z|\$\{[^}]+\}\Z"), "quality": re.compile(r"(?:normal|low|voice-only|external)\Z"),
    "capture-accuracy": _NUMBER, "warning-accuracy": _NUMBER, "allow-mock-accuracy": re.compile(r"true\Z|false\Z"),
    "incremental": re.compile(r"true\Z"),
}  # fmt: skip
"""What the keys of `parameters` may be, where it is not free."""
_MOST_SAID = 30
"""Faults said of one sheet of choices; a broken list of thousands is one mistake."""


def check(sheets: Mapping[str, Sheet], faults: Faults) -> Iterator[Notice]:
    """Note what is wrong in the cells of all sheets."""
    survey = sheets["survey"]
    names = Counter(_names(survey))
    lists = _check_choices(sheets, faults)
    for row, line in enumerate(survey.rows, 2):
        if _value(line, "disabled").lower() in ("yes", "true", "true()"):
            continue
        _check_references(survey, row, line, names, faults)
        _check_media(survey, row, line, faults)
        _check_expressions(survey, row, line, faults)
        _check_row(survey, row, line, lists, faults)
    for other, columns in (("settings", {"instance_name"}), ("entities", {"label", "create_if", "update_if", "entity_id"})):
        if other in sheets:
            for row, line in enumerate(sheets[other].rows, 2):
                kept = {key: text for key, text in line.items() if column_name(key) in columns}
                _check_references(sheets[other], row, kept, names, faults)
                for heading, text in kept.items():
                    _check_expression(sheets[other], row, heading, text, faults)
    choices = sheets.get("choices")
    for heading in choices.headings if choices is not None else ():
        if choices is not None and " " in heading and column_name(heading) not in vocabulary.CHOICES:
            yield Notice("form_column_ignored", "choices", 1, choices.column(heading), heading)


def _value(line: Mapping[str, str], column: str) -> str:
    return next((text for heading, text in line.items() if column_name(heading) == column), "")


def _names(survey: Sheet) -> Iterator[str]:
    for line in survey.rows:
        kind = type_name(_value(line, "type"))
        if kind and not kind.startswith("end_") and _value(line, "disabled").lower() not in ("yes", "true", "true()"):
            yield _value(line, "name")
            if vocabulary.list_of(_value(line, "type"))[1]:
                yield f"{_value(line, 'name')}_other"
            if _value(line, "repeat_count"):
                yield f"{_value(line, 'name')}_count"


def _check_references(sheet: Sheet, row: int, line: Mapping[str, str], names: Mapping[str, int], faults: Faults) -> None:
    for heading, text in line.items():
        if "${" not in text or column_name(heading) in ("comment", "comments", "note", "notes"):
            continue
        place: dict[str, object] = {"sheet": sheet.name, "row": row, "column": sheet.column(heading)}
        found = REFERENCE.findall(text)
        if len(found) != len(_OPEN.findall(text)) or any(not name for _, name in found):
            faults.add(InputError("form_bad_reference", value=" ".join(text.split())[:80], **place))
            continue
        for _, name in found:
            count = names.get(name, 0)
            if count != 1:
                value = f"${{{name}}}"
                if count:
                    faults.add(InputError("form_reference_unclear", value=value, **place))
                else:
                    faults.add(InputError("form_unknown_reference", value=value, **place))


def _check_media(sheet: Sheet, row: int, line: Mapping[str, str], faults: Faults) -> None:
    """Pictures, sounds and videos are named by plain names; a folder or an address is none."""
    for heading, text in line.items():
        plain = REFERENCE.sub("x", text).removeprefix("jr://images/").removeprefix("jr://audio/").removeprefix("jr://video/")
        if column_name(heading) in vocabulary.MEDIA and not plain_name(plain):
            place: dict[str, object] = {"sheet": sheet.name, "row": row, "column": sheet.column(heading)}
            faults.add(InputError("form_bad_media_name", value=text[:60], **place))


def _check_expressions(sheet: Sheet, row: int, line: Mapping[str, str], faults: Faults) -> None:
    for heading, text in line.items():
        name = column_name(heading)
        if name in vocabulary.EXPRESSIONS and text.strip().lower() not in _YES_NO:
            _check_expression(sheet, row, heading, text, faults)


def _check_expression(sheet: Sheet, row: int, heading: str, text: str, faults: Faults) -> None:
    place: dict[str, object] = {"sheet": sheet.name, "row": row, "column": sheet.column(heading)}
    plain = REFERENCE.sub(lambda found: " instance('__last-saved')/data/x " if found[1] else " /data/x ", text)
    if "${" in plain:
        return  # said already
    try:
        expression(plain.strip())
    except XPathError as error:
        if error.reason == "unknown_function":
            faults.add(InputError("form_unknown_function", function=error.detail, **place))
        elif error.reason == "arguments":
            faults.add(InputError("form_arguments", function=error.detail, **place))
        else:
            faults.add(InputError("form_bad_expression", expression=" ".join(text.split())[:120], **place))


def _check_row(survey: Sheet, row: int, line: Mapping[str, str], lists: Mapping[str, bool], faults: Faults) -> None:
    kind, text = type_name(_value(line, "type")), _value(line, "type")
    if kind in ("select_one", "select_multiple", "rank") and "search(" not in _value(line, "appearance"):
        _check_list(survey, row, line, lists, faults)
    elif kind in ("select_one_from_file", "select_multiple_from_file"):
        name = vocabulary.list_of(text)[0]
        if not name.lower().endswith(_FILE_ENDINGS) or "/" in name or "\\" in name:
            faults.add(InputError("form_bad_file_name", sheet="survey", row=row, column=survey.letter("type"), value=name[:60]))
    elif kind == "select_one_external" and vocabulary.list_of(text)[0] not in lists:
        place = {"sheet": "survey", "row": row, "column": survey.letter("type"), "value": vocabulary.list_of(text)[0][:60]}
        faults.add(InputError("form_unknown_list", **place))
    if kind == "calculate" and not any(_value(line, column) for column in ("calculation", "default")):
        faults.add(InputError("form_no_calculation", sheet="survey", row=row, column=survey.letter("calculation")))
    if kind not in _SILENT and kind in vocabulary.TYPES and not any(column_name(heading) in _TOLD for heading in line):
        faults.add(InputError("form_question_no_label", sheet="survey", row=row, column=survey.letter("label")))
    trigger = _value(line, "trigger")
    if trigger and (REFERENCE.sub("", trigger).strip(" ,") or any(last for last, _ in REFERENCE.findall(trigger))):
        faults.add(InputError("form_bad_trigger", sheet="survey", row=row, column=survey.letter("trigger"), value=trigger[:60]))
    _check_parameters(survey, row, kind, _value(line, "parameters"), faults)


def _check_parameters(survey: Sheet, row: int, kind: str, text: str, faults: Faults) -> None:
    place: dict[str, object] = {"sheet": "survey", "row": row, "column": survey.letter("parameters")}
    if not text or kind == "audit":
        return
    pairs = {key: value.strip("'\"") for key, value in _PAIR.findall(text)}
    wrong = [f"{key}={value}" for key, value in pairs.items() if key in _VALUES and not _VALUES[key].match(value)]
    wrong += ["seed"] if "seed" in pairs and pairs.get("randomize") != "true" else []
    known = vocabulary.PARAMETERS.get(kind, frozenset())
    if _PARAMETER.sub("", text).strip() or wrong:
        faults.add(InputError("form_bad_parameters", value=", ".join(wrong or [text])[:60], **place))
    elif set(pairs) - known:
        unknown = ", ".join(sorted(set(pairs) - known))[:60]
        faults.add(InputError("form_parameter_unknown", value=unknown, known=", ".join(sorted(known)) or "–", **place))
    elif kind == "range":
        numbers = [pairs.get(key, default) for key, default in (("start", "1"), ("end", "10"), ("step", "1"))]
        if not all(_NUMBER.match(number) for number in numbers) or not 0 < abs(float(numbers[2])) <= abs(
            float(numbers[1]) - float(numbers[0])
        ):
            faults.add(InputError("form_bad_range", value=text[:60], **place))


def _check_list(survey: Sheet, row: int, line: Mapping[str, str], lists: Mapping[str, bool], faults: Faults) -> None:
    name, other = vocabulary.list_of(_value(line, "type"))
    place: dict[str, object] = {"sheet": "survey", "row": row, "column": survey.letter("type")}
    if not name:
        faults.add(InputError("form_no_list", **place))
    elif "${" in name:
        return  # rows of a repeat; checked as a reference
    elif name not in lists:
        faults.add(InputError("form_unknown_list", value=name[:60], **place))
    elif type_name(_value(line, "type")) == "select_multiple" and not lists[name]:
        faults.add(InputError("form_spaces_in_choice", value=name[:60], **place))
    elif other and _value(line, "choice_filter"):
        faults.add(InputError("form_other_with_filter", **{**place, "column": survey.letter("choice_filter")}))


def _check_choices(sheets: Mapping[str, Sheet], faults: Faults) -> Mapping[str, bool]:
    """The lists, and whether all their values are without spaces."""
    allowed = any(
        _value(line, "allow_choice_duplicates").lower() in ("yes", "true", "true()")
        for line in (sheets["settings"].rows if "settings" in sheets else ())
    )
    found: dict[str, bool] = {}
    for sheet_name in ("choices", "external_choices"):
        sheet = sheets.get(sheet_name)
        if sheet is None or not any(sheet.rows):
            continue
        columns = {column_name(heading): heading for heading in sheet.headings if heading}
        for needed in ("list_name", "name"):
            if needed not in columns:
                faults.add(InputError("form_no_column", sheet=sheet_name, row=1, column="A", value=needed))
        if "list_name" in columns and "name" in columns:
            _check_choice_rows(sheet, columns["list_name"], columns["name"], allowed, found, faults)
    return found


def _check_choice_rows(
    sheet: Sheet, list_heading: str, name_heading: str, allowed: bool, found: dict[str, bool], faults: Faults
) -> None:
    seen: set[tuple[str, str]] = set()
    said = 0
    for row, line in enumerate(sheet.rows, 2):
        list_name, name = line.get(list_heading, ""), line.get(name_heading, "")
        if not list_name or said > _MOST_SAID:
            continue
        _check_media(sheet, row, line, faults)
        place: dict[str, object] = {"sheet": sheet.name, "row": row, "column": sheet.column(name_heading)}
        if not name:
            faults.add(InputError("form_choice_no_name", **place))
            said += 1
        elif (list_name, name) in seen and not allowed and sheet.name == "choices":
            faults.add(InputError("form_choice_twice", value=name[:60], **place))
            said += 1
        seen.add((list_name, name))
        found[list_name] = found.get(list_name, True) and not re.search(r"\s", name)
