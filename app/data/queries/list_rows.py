"""Rows of long lists, streamed as they are read; nobody holds them all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.data.queries.cases import told
from app.data.queries.reporting import WITHHELD
from app.data.reader import Reader


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as a list on paper shows it; the names are empty for who may see codes only, and where a case hides them."""

    code: str
    name_km: str
    name_latin: str
    sex: str
    birth_from: str
    birth_to: str
    opened_on: str
    status: str
    case_type: str
    risk: str
    village_km: str
    village_en: str


def case_lines(reader: Reader, *, owner: str | None = None, status: str | None = None, names: bool) -> Iterator[CaseLine]:
    """The cases of an office (or of one owner, in one state), newest first; those entered by mistake only if asked for.

    Those of which reporting was refused are left out (practice P8).
    """
    conditions = [
        f"k.id NOT IN ({WITHHELD})",
        "k.office = ?",
        "coalesce(k.status, '') = ?" if status else "coalesce(k.status, '') <> ?",
    ]
    parameters: list[object] = [reader.actor.office, status or "void"]
    if owner is not None:
        conditions.append("k.owner = ?")
        parameters.append(owner)
    family_km, given_km, family, given = told("k", "c")
    person = (
        f"trim(coalesce({family_km}, '') || ' ' || coalesce({given_km}, '')),"
        f" trim(coalesce({family}, '') || ' ' || coalesce({given}, ''))"
    )
    chosen = " AND ".join(conditions)
    sql = f"""SELECT coalesce(k.code, ''), {person if names else "'', ''"}, coalesce(c.sex, ''), coalesce(c.birth_from, ''),
        coalesce(c.birth_to, ''), coalesce(k.opened_on, ''), coalesce(k.status, ''), coalesce(k.case_type, ''),
        coalesce(k.risk_level, ''), coalesce(c.village_km, ''), coalesce(c.village_en, '')
        FROM "case" k LEFT JOIN child c ON c.id = k.child WHERE {chosen} ORDER BY k.opened_on DESC, k.id DESC"""
    for row in reader.connection.exec_driver_sql(sql, tuple(parameters)):
        yield CaseLine(*row)
