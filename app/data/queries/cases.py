"""The list of cases: filtered, searched, ordered, page by page; counts; and the candidates for duplicates.

Lists run over the narrow search table (a case stands there with its number and its child's names) where the order is by name,
else over the cases' own indexes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.data import rows
from app.data.queries.case_filter import CaseFilter, conditions, where_text
from app.data.queries.plan_due import LIVING
from app.data.reader import Reader
from app.domain.records import Record

Order = Literal["name", "-name", "newest", "oldest", "given"]
"""By the child's name in Khmer order, or the other way round; by the day of opening, falling or rising; or in the order of
`CaseFilter.ids`."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of the list; days and instants as wire texts, empty where there is none.

    `urgent`, `flagged` and `name_hidden` are "1" or not; where the name is hidden there is none in it. `sort` is the place in
    Khmer order.
    """

    id: str
    code: str
    child: str
    name_km: str
    name_latin: str
    sex: str
    birth_from: str
    birth_to: str
    birth_source: str
    status: str
    risk: str
    opened_on: str
    received_at: str
    received_precision: str
    first_contact_on: str
    owner: str
    village_code: str
    village_km: str
    village_en: str
    sort: str
    case_type: str
    flagged: str
    name_hidden: str
    urgent: str


NAMES = ("family_name_km", "given_name_km", "family_name_latin", "given_name_latin")


def told(case: str, child: str) -> tuple[str, str, str, str]:
    """The parts of a child's name (both aliases of tables) as expressions: none where the case hides it."""
    family_km, given_km, family_latin, given_latin = (
        f"CASE WHEN {case}.name_hidden THEN NULL ELSE {child}.{one} END" for one in NAMES
    )
    return family_km, given_km, family_latin, given_latin


_COLUMNS = f"""c.id, c.code, c.child, {", ".join(told("c", "ch"))}, ch.sex,
    ch.birth_from, ch.birth_to, ch.birth_source, c.status, c.risk_level, c.urgent, c.opened_on, c.received_at,
    c.received_precision, c.first_contact_on, c.owner, ch.village_code, ch.village_km, ch.village_en, s.sort, c.case_type,
    EXISTS (SELECT 1 FROM flag f WHERE f."case" = c.id AND f.cleared_on IS NULL), c.name_hidden"""
_BY_NAME = 'search s CROSS JOIN "case" c ON c.id = s.id LEFT JOIN child ch ON ch.id = c.child'
_BY_CASE = '"case" c CROSS JOIN search s ON s.id = c.id LEFT JOIN child ch ON ch.id = c.child'
_BY_PLACE = (
    'child ch INDEXED BY ix_child_village_code CROSS JOIN "case" c INDEXED BY ix_case_child_status_id ON c.child = ch.id'
)
_NARROW = "ix_case_id_child_office_status_case_type"
"""Holds what most counts look at, so that the wide rows are not read."""
_AFTER = {
    "name": "(s.sort, s.id) > (?, ?)",
    "-name": "(s.sort, s.id) < (?, ?)",
    "newest": "(ifnull(c.opened_on, ''), c.id) < (?, ?)",
    "oldest": "(ifnull(c.opened_on, ''), c.id) > (?, ?)",
}
_ORDER = {
    "name": "s.sort, s.id",
    "-name": "s.sort DESC, s.id DESC",
    "newest": "c.opened_on DESC, c.id DESC",
    "oldest": "c.opened_on, c.id",
}


def case_rows(
    reader: Reader, wanted: CaseFilter, order: Order = "name", *, limit: int = 100, after: Sequence[str] | None = None
) -> list[CaseRow]:
    """A page of the list; `after` is `place_in` of the last row of the page before. With `given` `ids` come in their order."""
    where, parameters = conditions(wanted)
    if order == "given":
        place = {key: number for number, key in enumerate(wanted.ids or ())}
        found = _fetch(reader, _BY_CASE, where, parameters, "")
        return sorted(found, key=lambda row: place[row.id])[:limit]
    if after is not None:
        where, parameters = [*where, _AFTER[order]], [*parameters, *after]
    narrow = wanted.owner is not None or wanted.ids is not None or wanted.by_sound
    source = _BY_NAME if order in {"name", "-name"} and not narrow else _BY_CASE
    return _fetch(reader, source, where, [*parameters, limit], f" ORDER BY {_ORDER[order]} LIMIT ?")


def place_in(row: CaseRow, order: Order) -> tuple[str, str]:
    """Where a row stands in an order, to go on behind it."""
    return (row.sort if order in {"name", "-name"} else row.opened_on, row.id)


def case_count(reader: Reader, wanted: CaseFilter) -> int:
    """How many cases a filter leaves."""
    where, parameters = conditions(wanted, apart=wanted.by_sound)
    narrow = "" if wanted.risks else f" INDEXED BY {_NARROW}"
    if not wanted.typed or wanted.by_sound:
        where.remove("s.type = 'case'")
    by_name = bool(wanted.typed) and not wanted.by_sound
    if wanted.place:
        found = " CROSS JOIN search s ON s.id = c.id" if by_name else ""
        source = f"{_BY_PLACE}{found}"
    elif by_name:
        source = f'search s CROSS JOIN "case" c{"" if wanted.owner else narrow} ON c.id = s.id'
    else:
        source = f'"case" c{"" if wanted.owner else narrow}'
    sql = f"SELECT count(*) FROM {source} WHERE {where_text(where)}"
    return int(reader.connection.exec_driver_sql(sql, tuple(parameters)).scalar_one())


def _fetch(reader: Reader, source: str, where: Sequence[str], parameters: Sequence[object], tail: str) -> list[CaseRow]:
    """Rows of a query."""
    sql = f"SELECT {_COLUMNS} FROM {source} WHERE {where_text(where)}{tail}"
    return [_row(row) for row in reader.connection.exec_driver_sql(sql, tuple(parameters))]


def _row(row: Sequence[object]) -> CaseRow:
    """A line of the list from what the database gave."""
    text = [str(value) if value is not None else "" for value in row]
    names = [" ".join(filter(None, text[3:5])), " ".join(filter(None, text[5:7]))]
    return CaseRow(*[*text[:3], *names, *text[7:13], *text[14:], text[13]])


def without_first_contact(reader: Reader, office: str | None, owner: str | None) -> list[tuple[str, str, str, str, str]]:
    """Open cases of living children whose first contact is not noted: (case id, received at, precision, risk level, owner)."""
    where, parameters = conditions(CaseFilter(office=office, owner=owner, statuses=("open",)))
    where.remove("s.type = 'case'")
    sql = f"""SELECT c.id, ifnull(c.received_at, ''), ifnull(c.received_precision, ''), ifnull(c.risk_level, ''),
            ifnull(c.owner, '')
        FROM "case" c WHERE {where_text(where)} AND c.first_contact_on IS NULL
        AND {LIVING}"""
    return [(row[0], row[1], row[2], row[3], row[4]) for row in reader.connection.exec_driver_sql(sql, tuple(parameters))]


def cases_of_children(reader: Reader, children: Iterable[str]) -> list[Record]:
    """The cases of several children that were not voided, newest first."""
    sql = f"""{rows.shape("case").select} WHERE t.child IN (SELECT value FROM json_each(?)) AND t.status <> 'void'
        ORDER BY t.opened_on DESC, t.id DESC"""
    return [rows.from_row("case", row) for row in reader.connection.exec_driver_sql(sql, (json.dumps(list(children)),))]


def children_unnamed(reader: Reader, children: Iterable[str]) -> frozenset[str]:
    """Those of the children of whom a case that was not voided hides the name."""
    sql = """SELECT c.child FROM "case" c WHERE c.child IN (SELECT value FROM json_each(?)) AND c.name_hidden
        AND c.status <> 'void'"""
    return frozenset(str(row[0]) for row in reader.connection.exec_driver_sql(sql, (json.dumps(list(children)),)))


_MOTHER = """SELECT * FROM (SELECT child FROM family_member WHERE relation = 'mother'
    AND family_name_km IS ? AND given_name_km IS ? LIMIT 60)"""
_SOUNDS = "SELECT id FROM child WHERE latin_key >= ? AND latin_key < ?"
_NO_KHMER = f"SELECT * FROM ({_SOUNDS} AND name_key IS NULL LIMIT 60)"
_VILLAGE_YEAR = "SELECT * FROM (SELECT id FROM child WHERE village_code = ? AND birth_from BETWEEN ? AND ? LIMIT 60)"


def children_by_keys(
    reader: Reader,
    *,
    name_keys: Sequence[str] = (),
    sounds: str = "",
    other_script: bool = False,
    phones: Sequence[str] = (),
    documents: Sequence[str] = (),
    births: Sequence[str] = (),
    cards: Sequence[str] = (),
    mothers: Sequence[tuple[str, str]] = (),
    village_years: Sequence[tuple[str, int]] = (),
    limit: int = 200,
) -> list[Record]:
    """Children who share one of some things, each once: candidates for duplicates.

    `sounds`: the consonants of a name (`app.text.sounds.consonants`) in either script, or with `other_script` only where no
    Khmer name is; `mothers`: family and given name as they are written; `village_years`: a village code and a year of birth.
    """
    ways: list[str] = []
    parameters: list[object] = []
    for condition, values in (
        ("SELECT id FROM child WHERE name_key IN ({})", name_keys),
        ("SELECT child FROM contact WHERE phone IN ({})", phones),
        ("SELECT id FROM child WHERE primero_id IN ({})", documents),
        ("SELECT id FROM child WHERE oscar_id IN ({})", documents),
        (
            "SELECT id FROM child WHERE mosvy_number IS NOT NULL AND ifnull(mosvy_village, '') || mosvy_number IN ({})",
            documents,
        ),
        ("SELECT * FROM (SELECT id FROM child WHERE birth_from IN ({}) AND birth_to = birth_from LIMIT 60)", births),
        ("SELECT * FROM (SELECT id FROM child WHERE family_book IN ({}) LIMIT 60)", cards),
        ("SELECT * FROM (SELECT id FROM child WHERE equity_card IN ({}) LIMIT 60)", cards),
    ):
        if values:
            ways.append(condition.format(",".join("?" * len(values))))
            parameters.extend(values)
    if sounds:
        ways.append(_NO_KHMER if other_script else _SOUNDS)
        parameters.extend((f"{sounds}/", f"{sounds}0"))  # "0" follows "/"
    for mother in mothers:
        ways.append(_MOTHER)
        parameters.extend(name or None for name in mother)
    for village, year in village_years:
        ways.append(_VILLAGE_YEAR)
        parameters.extend((village, f"{year:04}-01-01", f"{year:04}-12-31"))
    if not ways:
        return []
    sql = f"{rows.shape('child').select} WHERE t.id IN ({' UNION '.join(ways)}) LIMIT ?"
    return [rows.from_row("child", row) for row in reader.connection.exec_driver_sql(sql, (*parameters, limit))]


def owner_counts(reader: Reader, office: str, *, risk: str = "") -> dict[str, int]:
    """How many open cases each owner of an office has; `risk`: only those of a level."""
    more = " AND risk_level = ?" if risk else ""
    found = reader.connection.exec_driver_sql(
        f"""SELECT owner, count(*) FROM "case"
            WHERE office = ? AND status = 'open' AND owner IS NOT NULL{more} GROUP BY owner""",
        (office, *([risk] if risk else [])),
    )
    return {row[0]: row[1] for row in found}
