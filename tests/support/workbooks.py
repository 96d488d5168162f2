"""Small XLSForm workbooks made for tests, as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

from app.forms.compile import load_form
from app.forms.model import CompiledForm, Definition, Texts

Row = Mapping[str, object]
SETTINGS: Row = {"form_id": "sample", "version": "1", "default_language": "Khmer (km)", "namespaces": 'komar="urn:komar:form"'}
YES_NO: Sequence[Row] = (
    {"list_name": "yes_no", "name": "yes", "label::Khmer (km)": "បាទ", "label::English (en)": "Yes"},
    {"list_name": "yes_no", "name": "no", "label::Khmer (km)": "ទេ", "label::English (en)": "No"},
)


def question(kind: str, name: str, **cells: object) -> Row:
    """A survey row with a label in both languages, unless `label` is False; other columns by name."""
    labels = {"label::Khmer (km)": f"សំណួរ {name}", "label::English (en)": f"Question {name}"}
    return {"type": kind, "name": name, **({} if cells.pop("label", True) is False else labels), **cells}


def workbook(
    survey: Sequence[Row], choices: Sequence[Row] = YES_NO, settings: Row = SETTINGS, **others: Sequence[Row]
) -> bytes:
    """A workbook with these rows; the headings are the columns in order of first use."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {"survey": survey, "choices": choices, "settings": [settings], **others}.items():
        headings = list(dict.fromkeys(key for row in rows for key in row))
        sheet = book.create_sheet(name)
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def compiled(
    *rows: Row,
    choices: Sequence[Row] = YES_NO,
    settings: Row = SETTINGS,
    media: Mapping[str, bytes] | None = None,
    **sheets: Sequence[Row],
) -> CompiledForm:
    return load_form(workbook(rows, choices, settings, **sheets), None, media)


def only(*rows: Row, media: Mapping[str, bytes] | None = None) -> Definition:
    """The definition of the last row."""
    return compiled(*rows, media=media).definitions[f"/data/{rows[-1]['name']}"]


def said(texts: Texts) -> dict[str, str]:
    return {
        language: "|".join(part if isinstance(part, str) else part.text for part in phrase.parts)
        for language, phrase in texts.items()
    }
