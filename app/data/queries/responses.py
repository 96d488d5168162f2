"""Responses about one record: the main ones, without the companions that hold what is restricted."""

from __future__ import annotations

from app.data import rows
from app.data.reader import Reader
from app.domain.records import Record

_FIELDS = frozenset({"case", "child", "facility", "inspection", "placement", "carer"})


def about(reader: Reader, field: str, record_id: str) -> list[Record]:
    """Every main response whose `field` (the kind of its subject) names a record; ValueError for another field."""
    if field not in _FIELDS:
        raise ValueError(field)
    sql = f'{rows.shape("form_response").select} WHERE t."{field}" = ? AND t.whole IS NULL ORDER BY t.id'
    return [rows.from_row("form_response", row) for row in reader.connection.exec_driver_sql(sql, (record_id,))]


def of_office(reader: Reader, office: str) -> list[Record]:
    """Every main response about an office."""
    return reader.find("form_response", subject="office", office=office, whole=None)
