"""Texts that a workbook has in one language and not in another, and lists of choices that nobody asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.forms import vocabulary
from app.forms.model import Notice
from app.forms.vocabulary import column_name, language_code, language_of, type_name

if TYPE_CHECKING:
    from app.forms.workbook import Sheet

LANGUAGES = ("km", "en")
"""The languages of every form of the ministry."""


def missing(sheets: Mapping[str, Sheet]) -> Iterator[Notice]:
    """Every cell that is empty although the same text stands there in another language, and labels that are missing wholly."""
    for name in ("survey", "choices"):
        sheet = sheets.get(name)
        if sheet is None:
            continue
        columns = _columns(sheet)
        spoken = {language_code(language) for language in columns.get("label", {})}
        for code in LANGUAGES:
            if code not in spoken and any(sheet.rows):
                yield Notice("form_language_missing", name, 1, "label", code)
        for row, line in enumerate(sheet.rows, 2):
            if line:
                yield from _missing_in_row(sheet, row, line, columns)


def _columns(sheet: Sheet) -> Mapping[str, Mapping[str, str]]:
    """Translated columns: kind → language → heading."""
    found: dict[str, dict[str, str]] = {}
    for heading in sheet.headings:
        kind = column_name(heading)
        if heading and kind in vocabulary.TRANSLATED:
            found.setdefault(kind, {})[language_of(heading)] = heading
    languages = {language for by_language in found.values() for language in by_language if language}
    for by_language in found.values():
        if "" not in by_language or languages:
            for language in languages - set(by_language):
                by_language[language] = ""
    return found


def _missing_in_row(
    sheet: Sheet, row: int, line: Mapping[str, str], columns: Mapping[str, Mapping[str, str]]
) -> Iterator[Notice]:
    kind = type_name(next((text for heading, text in line.items() if column_name(heading) == "type"), ""))
    if sheet.name == "survey" and (not kind or kind.startswith("end_")):
        return
    for column, by_language in columns.items():
        filled = {language for language, heading in by_language.items() if heading and line.get(heading)}
        if column in vocabulary.MEDIA and filled:
            continue  # one picture may serve all
        if not filled:
            pictured = any(column_name(heading) in vocabulary.MEDIA for heading in line)
            if column == "label" and sheet.name == "choices" and not pictured:
                heading = next((heading for heading in by_language.values() if heading), "label")
                yield Notice("form_no_label", sheet.name, row, sheet.column(heading), kind)
            continue
        for language, heading in by_language.items():
            if language and language not in filled:
                place = sheet.column(heading) if heading else column
                yield Notice("form_text_missing", sheet.name, row, place, f"{column}::{language}")


def unused_lists(sheets: Mapping[str, Sheet]) -> Iterator[Notice]:
    """Lists of choices that no question uses."""
    survey, choices = sheets["survey"], sheets.get("choices")
    if choices is None:
        return
    used = set[str]()
    for line in survey.rows:
        for heading, text in line.items():
            if column_name(heading) == "type":
                used.add(vocabulary.list_of(text)[0])
    everything = "\n".join(text for line in survey.rows for text in line.values() if "(" in text or "=" in text)
    first: dict[str, int] = {}
    for row, line in enumerate(choices.rows, 2):
        name = next((text for heading, text in line.items() if column_name(heading) == "list_name"), "")
        if name:
            first.setdefault(name, row)
    for name, row in first.items():
        named = f"'{name}'" in everything or f'"{name}"' in everything or f"tick_labelset={name}" in everything
        if name not in used and not named:
            yield Notice("form_list_unused", "choices", row, choices.letter("list_name"), name)
