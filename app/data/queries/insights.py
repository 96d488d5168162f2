"""What the insights of an office are counted from: one row a case, a concern, a service, a referral, a visit, a promised visit.

Cases that were voided (registered by mistake, merged) are left out everywhere. Offices by their code, a province's with its
districts; `owner` narrows to the cases of one person; days are wire texts, both ends included.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from app.data.reader import Reader


@dataclass(frozen=True, slots=True)
class Within:
    """Whose cases, and from which day to which."""

    office: str
    owner: str | None
    first: str
    last: str


class CaseRow(NamedTuple):
    """A case with its child's sex, range of birth and village; "" for what nobody said."""

    id: str
    code: str
    status: str
    risk: str
    opened_on: str
    closed_on: str
    close_reason: str
    owner: str
    received_at: str
    precision: str
    contact_on: str
    contact_at: str
    sex: str
    birth_from: str
    birth_to: str
    village: str


class PartRow(NamedTuple):
    """Something of a case: what it is, and how it stands."""

    case: str
    what: str
    state: str


_WHERE = "c.office >= ? AND c.office < ? AND ifnull(c.status, '') <> 'void'"


def _cases(within: Within) -> tuple[str, list[str]]:
    """The condition that a case counts, with its values."""
    values = [within.office, within.office + "~"]
    return (_WHERE, values) if within.owner is None else (f"{_WHERE} AND c.owner = ?", [*values, within.owner])


def cases(reader: Reader, within: Within) -> list[CaseRow]:
    """The cases that count, whenever they were opened."""
    where, values = _cases(within)
    columns = ("status", "risk_level", "opened_on", "closed_on", "close_reason", "owner", "received_at", "received_precision")
    more = (*columns, "first_contact_on", "first_contact_at")
    told = ", ".join(f"ifnull(c.{name}, '')" for name in more)
    of_child = ", ".join(f"ifnull(k.{name}, '')" for name in ("sex", "birth_from", "birth_to", "village_code"))
    sql = f"""SELECT c.id, ifnull(c.code, ''), {told}, {of_child}
        FROM "case" c LEFT JOIN child k ON k.id = c.child WHERE {where}"""
    return [CaseRow(*row) for row in reader.connection.exec_driver_sql(sql, tuple(values)).fetchall()]


def _parts(reader: Reader, within: Within, told: str, table: str, where: str, more: Collection[str]) -> list[PartRow]:
    """The parts of the cases that count."""
    of_case, values = _cases(within)
    sql = f"""SELECT c.id, {told} FROM {table} x CROSS JOIN "case" c ON c.id = x."case" WHERE {where} AND {of_case}"""
    return [PartRow(*row) for row in reader.connection.exec_driver_sql(sql, (*more, *values)).fetchall()]


def concerns(reader: Reader, within: Within) -> list[PartRow]:
    """Concerns that stood on some day of the time, with their kind; of a case once each."""
    stood = "ifnull(x.noted_on, '') <= ? AND (x.ended_on IS NULL OR x.ended_on >= ?)"
    told = "ifnull(x.code, ''), ifnull(x.kind, '')"
    return sorted(set(_parts(reader, within, told, "concern", stood, (within.last, within.first))))


def reasons(reader: Reader, within: Within) -> list[PartRow]:
    """Episodes that were closed in the time, with the reason; the state is empty."""
    return _parts(
        reader, within, "ifnull(x.close_reason, ''), ''", "episode", "x.closed_on BETWEEN ? AND ?", (within.first, within.last)
    )


def services(reader: Reader, within: Within) -> list[PartRow]:
    """Services that were asked for in the time (else begun or given), by type and state."""
    day = "coalesce(x.asked_on, substr(x.asked_at, 1, 10), x.started_on, x.done_on) BETWEEN ? AND ?"
    told = "ifnull(x.type, ''), ifnull(x.state, 'asked')"
    return _parts(reader, within, told, "service", day, (within.first, within.last))


def referrals(reader: Reader, within: Within) -> list[PartRow]:
    """Referrals of the time, by kind of receiver and state."""
    told = "ifnull(x.to_kind, ''), ifnull(x.state, 'draft')"
    return _parts(reader, within, told, "referral", "x.on_date BETWEEN ? AND ?", (within.first, within.last))


def visits(reader: Reader, within: Within, kinds: Collection[str]) -> list[PartRow]:
    """Visits of the time: `seen` or `not_seen`. `kinds`: kinds of notes that are visits."""
    marks = ",".join("?" * len(kinds)) or "''"
    told = "CASE WHEN x.child_seen = 0 THEN 'not_seen' ELSE 'seen' END, ''"
    where = f"x.kind IN ({marks}) AND x.on_date BETWEEN ? AND ?"
    return _parts(reader, within, told, "note", where, (*kinds, within.first, within.last))


def promises(reader: Reader, within: Within, kinds: Collection[str], today: str) -> list[PartRow]:
    """Visits that were promised for a day of the time: `kept` (visited since then, by that day), `missed`, `coming`."""
    marks = ",".join("?" * len(kinds)) or "''"
    told = f"""CASE WHEN EXISTS (SELECT 1 FROM note y WHERE y."case" = c.id AND y.kind IN ({marks}) AND y.id <> x.id
            AND y.on_date >= x.on_date AND y.on_date <= x.next_visit_on) THEN 'kept'
        WHEN x.next_visit_on >= ? THEN 'coming' ELSE 'missed' END, ''"""
    where = "x.next_visit_on BETWEEN ? AND ?"
    return _parts(reader, within, told, "note", where, (*kinds, today, within.first, within.last))
