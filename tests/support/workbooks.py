"""Small XLSForm workbooks made for tests, as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

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
