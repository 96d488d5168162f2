"""Open cases with what the follow-up rules look at: the last visit, what was promised, where the child lives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from app.data.connection import bare
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


def open_cases(
    reader: Reader, office: str, owner: str | None, kinds: Sequence[str], not_seen: bool, before: str, until: str
) -> list[VisitRow]:
    """Open cases of living children that were not visited after a day, or were promised a visit until another.

    `kinds` of notes are visits, those at which the child was not seen only with `not_seen`.
    """
    marks = ",".join("?" * len(kinds)) or "''"
    seen = "" if not_seen else " AND (n.child_seen IS NULL OR n.child_seen <> 0)"
    owned = " AND c.owner = ?" if owner is not None else ""
    where = f"c.status = 'open' AND +c.office >= ? AND +c.office < ?{owned} AND {LIVING}"
    inside = (office, office + "~", *([owner] if owner is not None else []))
    # The index has the notes of a case by their days, so that each of these ends at the newest that counts.
    of = 'FROM note n WHERE n."case" = c.id AND'
    newest = "ORDER BY n.on_date DESC, n.id DESC LIMIT 1"
    sql = f"""SELECT *, CASE WHEN promised = '' THEN '' ELSE
            ifnull((SELECT n.on_date || n.id {of} n.kind <> 'note' AND n.on_date IS NOT NULL {newest}), '') END
        FROM (SELECT c.id AS id, ifnull(c.owner, ''), ifnull(c.risk_level, ''), ifnull(c.opened_on, ''),
            ifnull(c.first_contact_on, ''),
            ifnull((SELECT n.on_date {of} n.kind IN ({marks}){seen} {newest}), ''),
            ifnull((SELECT ifnull(n.on_date || n.id, '|' || n.id) || '|' || n.next_visit_on
                {of} n.next_visit_on IS NOT NULL {newest}), '') AS promised
        FROM "case" c WHERE {where}) AS c"""
    places = _places(reader, where, inside)
    found: list[VisitRow] = []
    for row in bare(reader.connection).execute(sql, (*kinds, *inside)).fetchall():
        case, whose, risk, opened, contacted, visited, promised, last = row
        at, _, on = promised.rpartition("|")
        if visited <= before or (on and on <= until):
            at, (option, placed) = "" if at.startswith("|") else at, places.get(case, ("", ""))
            found.append(VisitRow(case, whose, risk, opened, contacted, visited, last, on, at, option, placed))
    return found


def _places(reader: Reader, where: str, inside: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Where the children of cases live: the newest placement of each that has not ended, with the day it began."""
    sql = f"""SELECT p."case", ifnull(p.option, ''), ifnull(p.from_on, '')
        FROM "case" c CROSS JOIN placement p ON p."case" = c.id WHERE {where} AND p.to_on IS NULL
        ORDER BY ifnull(p.from_on, ''), p.id"""
    rows = bare(reader.connection).execute(sql, inside).fetchall()
    return {case: (option, day) for case, option, day in rows}


def joined(reader: Reader) -> frozenset[str]:
    """The records that others were merged into: what belongs to those belongs to these."""
    connection = reader.connection
    flags = connection.exec_driver_sql("SELECT flags FROM record WHERE flags IS NOT NULL").fetchall()
    waiting = connection.exec_driver_sql("SELECT plain(patch) FROM op WHERE kind = 'merge_records' AND overlay = 1").fetchall()
    found = [json.loads(row[0]).get("merged_into") for row in flags] + [json.loads(row[0]).get("into") for row in waiting]
    return frozenset(str(one) for one in found if one)
