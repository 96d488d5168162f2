"""What the tasks of danger are read from: deaths, plans to be reviewed, acts without consent, all by their indexes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from app.data.indexes.people import NARROW_CHILD
from app.data.queries.plan_due import LIVING, opened
from app.data.reader import Reader


def died(reader: Reader, since: date) -> list[tuple[str, str]]:
    """Children who died since a day, or on a day that nobody knows: id and day ("" when it is not known)."""
    rows = reader.connection.exec_driver_sql(
        "SELECT id, died_on FROM child WHERE died_on >= ? UNION ALL"
        " SELECT id, '' FROM child WHERE +died_on IS NULL"
        " AND id IN (SELECT id FROM child WHERE death_known IS NOT NULL)",
        (since.isoformat(),),
    )
    return [(str(row[0]), str(row[1])) for row in rows]


def said_to_have_died(reader: Reader, since: date) -> list[tuple[str, str, str, str]]:
    """Placements and stays that ended since a day because the child died: type, id, case and child ("" for none)."""
    day = since.isoformat()
    rows = reader.connection.exec_driver_sql(
        # The days of all placements stand in an index; of those few the reason is looked up.
        "SELECT 'placement', p.id, p.\"case\", '' FROM placement p WHERE p.ended_reason = 'died'"
        " AND p.id IN (SELECT q.id FROM placement q WHERE q.to_on >= ?)"
        " UNION ALL SELECT 'residency', r.id, ifnull(r.\"case\", ''), ifnull(r.child, '') FROM residency r"
        " WHERE r.exited_on >= ? AND r.exit_reason = 'died' AND r.void_reason IS NULL ORDER BY 1, 2",
        (day, day),
    )
    return [(str(row[0]), str(row[1]), str(row[2]), str(row[3])) for row in rows]


def died_in_care(reader: Reader, since: date) -> list[tuple[str, str]]:
    """Deaths in facilities since a day by their own registers: facility and the day of the last exit by death."""
    rows = reader.connection.exec_driver_sql(
        "SELECT facility, max(exited_on) FROM residency WHERE exited_on >= ? AND exit_reason = 'died' AND void_reason IS NULL"
        " GROUP BY facility",
        (since.isoformat(),),
    )
    return [(str(row[0]), str(row[1])) for row in rows]


def with_safety_plan(reader: Reader) -> list[str]:
    """Open cases with a safety plan that holds."""
    rows = reader.connection.exec_driver_sql('SELECT DISTINCT p."case" FROM safety_plan p WHERE p.ended_on IS NULL')
    open_ = opened(reader)
    return [str(row[0]) for row in rows if row[0] in open_]


def incidents_unseen(reader: Reader, since: date) -> list[str]:
    """Incidents since a day without a medical examination, in open cases."""
    rows = reader.connection.exec_driver_sql(
        'SELECT i.id, i."case" FROM incident i WHERE i.on_date >= ? AND i.medical_at IS NULL ORDER BY i.on_date',
        (since.isoformat(),),
    )
    open_ = opened(reader)
    return [str(row[0]) for row in rows if row[1] in open_]


def calls(reader: Reader, *, open_only: bool, limit: int) -> list[str]:
    """The calls of the office, the newest first; `open_only`: those of which nothing was decided."""
    where = " AND coalesce(outcome, 'waiting') = 'waiting'" if open_only else ""
    rows = reader.connection.exec_driver_sql(
        f"SELECT id FROM call WHERE office = ?{where} ORDER BY at DESC, id DESC LIMIT ?", (reader.actor.office, limit)
    )
    return [str(row[0]) for row in rows]


class Unseen(NamedTuple):
    """An act without consent: the consent record, its case, who wrote it down ("" when that is not known here)."""

    consent: str
    case: str
    writer: str


def without_consent(reader: Reader) -> list[Unseen]:
    """Acts without consent, in the best interests of the child, that the head has not looked at yet, the oldest first.

    Those of cases that are not void; whether a case is here is asked by who reads it.
    """
    rows = reader.connection.exec_driver_sql(
        'SELECT t.id, t."case", ifnull((SELECT h."user" FROM history h WHERE h.type = \'consent\' AND h.record = t.id'
        " AND h.what = 'created' ORDER BY h.at, h.id LIMIT 1), '') FROM consent t"
        " WHERE t.how = 'best_interests' AND t.reviewed_on IS NULL"
        ' AND t."case" NOT IN (SELECT c.id FROM "case" c WHERE c.status = \'void\')'
        " ORDER BY t.on_date, t.id"
    )
    return [Unseen(*row) for row in rows]


def consents_in_doubt(reader: Reader) -> list[tuple[str, str, bool]]:
    """Open cases in which an adult agreed to something, of children whom somebody is alleged to have harmed.

    With the relation of that person, as it was written, and whether the person is known by name or otherwise.
    """
    rows = reader.connection.exec_driver_sql(
        # The few of whom somebody is alleged first: the consents of all others are never looked at.
        "WITH alleged AS MATERIALIZED (SELECT DISTINCT c.id, ifnull(p.relation, ''), p.name IS NOT NULL OR p.who IS NOT NULL"
        ' FROM "case" c CROSS JOIN "case" o ON o.child = c.child CROSS JOIN perpetrator p ON p."case" = o.id'
        " WHERE p.status IS NOT 'unfounded' AND o.status IS NOT 'void' AND c.status = 'open')"
        " SELECT * FROM alleged a WHERE EXISTS (SELECT 1 FROM consent t WHERE t.\"case\" = a.id AND t.answer = 'given'"
        " AND ifnull(t.given_by, '') NOT IN ('child', 'authority'))"
    )
    return [(str(row[0]), str(row[1]), bool(row[2])) for row in rows]


def referrals_in_doubt(reader: Reader) -> list[str]:
    """Referrals under way by a consent, of cases in which some sharing was refused or taken back, or is over."""
    rows = reader.connection.exec_driver_sql(
        "SELECT r.id FROM referral r WHERE r.state IN ('sent', 'accepted') AND r.consent IS NOT NULL"
        ' AND EXISTS (SELECT 1 FROM consent c WHERE c."case" = r."case" AND c.purpose = \'sharing\''
        " AND (c.answer IN ('refused', 'withdrawn') OR c.until < ?)) ORDER BY r.id",
        (reader.today().isoformat(),),
    )
    return [str(row[0]) for row in rows]


def searches(reader: Reader) -> list[tuple[str, str, str]]:
    """Searches for a family that go on in open cases: the record, its case, the day of the last action or of the beginning."""
    rows = reader.connection.exec_driver_sql(
        "SELECT t.id, t.\"case\", coalesce((SELECT max(a.on_date) FROM tracing_action a WHERE a.tracing = t.id), t.on_date, '')"
        " FROM tracing t WHERE t.state = 'searching'"
    )
    open_ = opened(reader)
    return [(str(row[0]), str(row[1]), str(row[2])) for row in rows if row[1] in open_]


def growing_up(reader: Reader, born_from: date, born_until: date, at_home: Sequence[str]) -> list[tuple[str, str]]:
    """Open cases of children in care who were born between two days (by the end of the range) and have no plan for leaving:
    the case and that day. `at_home` are options of care that are no care away from home."""
    marks = ",".join("?" * len(at_home))
    rows = reader.connection.exec_driver_sql(
        'SELECT DISTINCT c.id, k.birth_to FROM "case" c CROSS JOIN placement p ON p."case" = c.id'
        f" CROSS JOIN child k INDEXED BY {NARROW_CHILD} ON k.id = c.child"
        f" WHERE k.birth_from >= ? AND k.birth_to <= ? AND {LIVING} AND c.status = 'open'"
        f" AND p.to_on IS NULL AND p.option NOT IN ({marks})"
        ' AND NOT EXISTS (SELECT 1 FROM leaving l WHERE l."case" = c.id)',
        (born_from.isoformat(), born_until.isoformat(), *at_home),
    )
    return [(str(row[0]), str(row[1])) for row in rows]
