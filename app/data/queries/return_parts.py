"""What a return needs beside its counts: the facilities that have a row of their own, and the groups that this device holds."""

from __future__ import annotations

from collections.abc import Mapping

from app.data.reader import Reader
from app.domain.codelists import GROUPS
from app.domain.indicators import Month


def return_facilities(
    reader: Reader, office: str, month: Month, cells: Mapping[str, int | None]
) -> tuple[tuple[str, str, str, str], ...]:
    """Facilities of an office that were open at the end of a month or have a number of their own: id, code, names."""
    named = {part[len("facility=") :] for cell in cells for part in cell.split("/") if part.startswith("facility=")}
    rows = reader.connection.exec_driver_sql(
        "SELECT id, coalesce(code, ''), coalesce(name_km, ''), coalesce(name_en, ''), coalesce(state, '') = 'closed'"
        " OR coalesce(opened_on, '') >= ? FROM facility WHERE office = ? ORDER BY code, id",
        (month.next_first.isoformat(), office),
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in rows if not row[4] or row[0] in named)


def received_groups(reader: Reader, office: str) -> frozenset[str]:
    """The restricted groups that are on this device: all until it first received anything, then those received whole."""
    scopes = {row[0]: row[1] for row in reader.connection.exec_driver_sql("SELECT scope, complete FROM cursor")}
    if not scopes:
        return GROUPS
    return frozenset(group for group in GROUPS if scopes.get(f"o:{office}/{group}"))
