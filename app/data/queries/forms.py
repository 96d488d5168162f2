"""The office's library of forms without the workbooks themselves, which are large and read only when one is needed."""

from __future__ import annotations

from dataclasses import dataclass

from app.data.reader import Reader


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form's record; `whole` whether it has the workbook, and is not only a word about the state of one that ships."""

    id: str
    form_id: str
    version: str
    title: str
    subject: str
    state: str
    sha256: str
    whole: bool


def library(reader: Reader) -> list[FormRow]:
    """All records of forms, in the order of their ids."""
    found = reader.connection.exec_driver_sql(
        "SELECT id, form_id, form_version, title, subject, state, sha256, content IS NOT NULL FROM form ORDER BY id"
    )
    return [
        FormRow(record, form_id or "", version or "", title or "", subject or "", state or "", sha256 or "", bool(whole))
        for record, form_id, version, title, subject, state, sha256, whole in found
    ]


def response_counts(reader: Reader) -> dict[tuple[str, str], int]:
    """(form id, version) → how many responses there are, companions and those entered by mistake left out."""
    found = reader.connection.exec_driver_sql(
        "SELECT form_id, form_version, count(*) FROM form_response WHERE whole IS NULL AND coalesce(state, '') != 'void'"
        " GROUP BY form_id, form_version"
    )
    return {(form_id or "", version or ""): number for form_id, version, number in found}
