"""What is known of the files of children who live in facilities today: from their stays, and from their cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.data.reader import Reader

_NONE: frozenset[str] = frozenset()


class FileRow(NamedTuple):
    """A stay with what its facility's file shows; empty texts: nothing."""

    stay: str
    facility: str
    case: str
    legal_paper: str
    birth_paper: str
    plan_on: str
    family_contact_on: str
    reviewed_on: str


class ShownRow(NamedTuple):
    """What a list shows of a stay, in Khmer order of names within each facility; empty texts: not known."""

    stay: str
    facility: str
    family_name: str
    given_name: str
    name_latin: str
    sex: str
    birth_from: str
    birth_to: str
    birth_source: str
    admitted_on: str
    child: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Stays of children whose case shows: a birth certificate, the decision of an authority, an open plan, a visit that looked
    at the family since a day, a review since a day or one that is still to come."""

    papers: frozenset[str] = _NONE
    decisions: frozenset[str] = _NONE
    plans: frozenset[str] = _NONE
    contacts: frozenset[str] = _NONE
    reviews: frozenset[str] = _NONE


_HERE = "r.void_reason IS NULL AND (r.exited_on IS NULL OR r.exited_on > ?)"


def rows(reader: Reader, asked: date, facility: str) -> list[FileRow]:
    """Who lives in a facility ("" for all) since a day or longer."""
    names = ("id", "facility", '"case"', "legal_paper", "birth_paper", "plan_on", "family_contact_on", "reviewed_on")
    columns = ", ".join(f"coalesce(r.{name}, '')" for name in names)
    one, more = (" AND r.facility = ?", (facility,)) if facility else ("", ())
    sql = f"SELECT {columns} FROM residency r WHERE {_HERE} AND r.admitted_on <= ?{one}"
    found = reader.connection.exec_driver_sql(sql, (reader.today().isoformat(), asked.isoformat(), *more))
    return [FileRow(*row) for row in found]


def shown(reader: Reader, asked: date) -> list[ShownRow]:
    """Who lives in any facility since a day or longer, as lists show it: no other column is read."""
    names = (
        *("id", "facility", "family_name_km", "given_name_km", "name_latin", "sex", "birth_from", "birth_to", "birth_source"),
        *("admitted_on", "child"),
    )
    columns = ", ".join(f"coalesce(r.{name}, '')" for name in names)
    sql = f"SELECT {columns} FROM residency r WHERE {_HERE} AND r.admitted_on <= ? ORDER BY r.facility, r.name_sort, r.id"
    found = reader.connection.exec_driver_sql(sql, (reader.today().isoformat(), asked.isoformat()))
    return [ShownRow(*row) for row in found]


def facts(reader: Reader, contact: date, review: date, facility: str) -> Facts:
    """What the cases of who lives in a facility ("" for all) today show."""
    today = reader.today().isoformat()
    one, more = (" AND r.facility = ?", (facility,)) if facility else ("", ())

    def stays(join: str, *parameters: object) -> frozenset[str]:
        sql = f"SELECT DISTINCT r.id FROM residency r {join} AND {_HERE}{one}"
        return frozenset(str(row[0]) for row in reader.connection.exec_driver_sql(sql, (*parameters, today, *more)))

    of_case = '{0}."case" = r."case"'.format
    child = "JOIN child c ON c.id = r.child WHERE (c.birth_certificate = 'yes' OR c.birth_certificate_number IS NOT NULL)"
    note = f"JOIN note n ON {of_case('n')} WHERE n.family IS NOT NULL AND n.on_date >= ?"
    talk = f"JOIN conference f ON {of_case('f')} WHERE f.on_date >= ?"
    place = f"JOIN placement p ON {of_case('p')} WHERE p.to_on IS NULL"
    return Facts(
        papers=stays(child),
        decisions=stays(f"{place} AND p.residency = r.id AND (p.decision_number IS NOT NULL OR p.decided_on IS NOT NULL)"),
        plans=stays(f"JOIN plan p ON {of_case('p')} WHERE p.ended_on IS NULL"),
        contacts=stays(note, contact.isoformat()),
        reviews=stays(talk, review.isoformat()) | stays(f"{place} AND p.next_review_on >= ?", today),
    )
