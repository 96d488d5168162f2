"""Open cases with what the follow-up rules look at: the last visit, what was promised, where the child lives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from app.data.queries.plan_due import LIVING
from app.data.reader import Reader


class VisitRow(NamedTuple):
    """An open case; days as wire text, empty where there is none. `promised_at` and `last_note` place two notes in time."""

    case: str
    owner: str
    risk: str
    opened_on: str
    first_contact_on: str
    last_visit: str
    last_note: str
    promised_on: str
    promised_at: str
    option: str
    placed_on: str


_PROMISE = """FROM note n WHERE n."case" = c.id AND n.next_visit_on IS NOT NULL ORDER BY n.on_date DESC, n.id DESC LIMIT 1"""
_PLACE = """FROM placement p WHERE p."case" = c.id AND p.to_on IS NULL ORDER BY ifnull(p.from_on, '') DESC, p.id DESC LIMIT 1"""


def open_cases(
    reader: Reader, office: str, owner: str | None, kinds: Sequence[str], not_seen: bool, before: str, until: str
) -> list[VisitRow]:
    """Open cases of living children that were not visited after a day, or were promised a visit until another.

    `kinds` of notes are visits, those at which the child was not seen only with `not_seen`.
    """
    marks = ",".join("?" * len(kinds)) or "''"
    seen = "" if not_seen else " AND (n.child_seen IS NULL OR n.child_seen <> 0)"
    owned = " AND c.owner = ?" if owner is not None else ""
    sql = f"""SELECT * FROM (SELECT c.id, ifnull(c.owner, ''), ifnull(c.risk_level, ''), ifnull(c.opened_on, ''),
            ifnull(c.first_contact_on, ''),
            ifnull((SELECT max(n.on_date) FROM note n WHERE n."case" = c.id AND n.kind IN ({marks}){seen}), '') visited,
            ifnull((SELECT n.on_date || n.id FROM note n WHERE n."case" = c.id AND n.kind <> 'note'
                ORDER BY n.on_date DESC, n.id DESC LIMIT 1), ''),
            ifnull((SELECT n.next_visit_on {_PROMISE}), '') promised, ifnull((SELECT n.on_date || n.id {_PROMISE}), ''),
            ifnull((SELECT p.option {_PLACE}), ''), ifnull((SELECT p.from_on {_PLACE}), '')
        FROM "case" c WHERE c.status = 'open' AND c.office >= ? AND c.office < ?{owned} AND {LIVING})
        WHERE visited <= ? OR (promised <> '' AND promised <= ?)"""
    values = (*kinds, office, office + "~", *([owner] if owner is not None else []), before, until)
    return [VisitRow(*row) for row in reader.connection.exec_driver_sql(sql, values).fetchall()]


def joined(reader: Reader) -> frozenset[str]:
    """The records that others were merged into: what belongs to those belongs to these."""
    connection = reader.connection
    flags = connection.exec_driver_sql("SELECT flags FROM record WHERE flags IS NOT NULL").fetchall()
    waiting = connection.exec_driver_sql("SELECT patch FROM op WHERE kind = 'merge_records' AND overlay = 1").fetchall()
    found = [json.loads(row[0]).get("merged_into") for row in flags] + [json.loads(row[0]).get("into") for row in waiting]
    return frozenset(str(one) for one in found if one)
