"""What practice data need to know of the office: its villages, and whether anything real is in it."""

from __future__ import annotations

from app.data.reader import Reader


def villages_of(reader: Reader, office: str) -> tuple[str, ...]:
    """The codes of the villages of a province or district, in order."""
    rows = reader.connection.exec_driver_sql(
        "SELECT code FROM place WHERE kind IN ('village', 'mondul') AND code >= ? AND code < ? ORDER BY code",
        (office, office + ":"),
    )
    return tuple(str(row[0]) for row in rows)


def has_real_records(reader: Reader) -> bool:
    """Whether there is a child, case, facility or inspection (P6)."""
    return any(reader.find(name, limit=1) for name in ("child", "case", "facility", "inspection"))
