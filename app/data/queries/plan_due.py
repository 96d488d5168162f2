"""What is due of plans, services, visits and conferences of open cases of living children, over the indexes of their days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.data.connection import bare
from app.data.reader import Reader


class DueRow(NamedTuple):
    """A record with a day or instant that is due (wire text), its case, the case's owner, and a code that explains it."""

    record: str
    case: str
    due: str
    owner: str
    extra: str


class _Source(NamedTuple):
    """A table `p`, its day (or one of what is joined to it), what else must hold, and what explains it."""

    table: str
    day: str
    where: str = "1"
    extra: str = "''"
    joined: str = ""


_SOURCES: Mapping[str, _Source] = {
    "plan_action": _Source("plan_action", "p.due_on", "ifnull(p.state, 'planned') IN ('planned', 'doing')"),
    "plan_review": _Source("plan", "p.review_on", "p.ended_on IS NULL"),
    "conference": _Source(
        "conference",
        "p.next_on",
        """NOT EXISTS (SELECT 1 FROM conference o WHERE o."case" = p."case" AND o.on_date >= p.next_on)""",
    ),
    "service": _Source(
        "service", "p.due_at", "ifnull(p.state, 'asked') IN ('planned', 'asked') AND p.started_on IS NULL", "p.type"
    ),
    "appointment": _Source(
        "service", "p.appointment_on", "ifnull(p.state, 'asked') IN ('planned', 'asked', 'started')", "p.type"
    ),
    "service_answered": _Source(
        "service",
        "r.on_date",
        "(p.state IN ('planned', 'asked', 'started') OR p.state IS NULL) AND r.state IN ('accepted', 'done', 'declined')",
        "p.type",
        "CROSS JOIN referral r ON r.id = p.referral",
    ),
    "placement_review": _Source("placement", "p.next_review_on", "p.to_on IS NULL", "p.option"),
    "placement_end": _Source("placement", "p.expected_end_on", "p.to_on IS NULL", "p.option"),
    "placement_reason": _Source(
        "placement", "p.from_on", "p.to_on IS NULL AND p.warned IS NOT NULL AND p.reason_despite IS NULL"
    ),
}
LIVING = """ifnull(c.child, '') NOT IN (SELECT id FROM child WHERE died_on IS NOT NULL
    UNION ALL SELECT id FROM child WHERE death_known IS NOT NULL)"""
"""The rule of `app.services.people.deaths`: the few who died are looked up once a statement, not each child of each case."""


def dead(reader: Reader) -> frozenset[str]:
    """The children who died, by the same rule; read once for all that is due."""
    sql = "SELECT id FROM child WHERE died_on IS NOT NULL UNION ALL SELECT id FROM child WHERE death_known IS NOT NULL"
    return reader.once("dead", lambda: frozenset(row[0] for row in bare(reader.connection).execute(sql).fetchall()))


def opened(reader: Reader) -> frozenset[str]:
    """The open cases of any office; read once for all that is due: of few records the wide rows of their cases are not read."""
    sql = "SELECT id FROM \"case\" WHERE status = 'open'"
    return reader.once("opened", lambda: frozenset(row[0] for row in bare(reader.connection).execute(sql).fetchall()))


MERGED = "c.status = 'void' AND c.void_reason LIKE 'entered_twice%'"
"""A case that may have been merged into another, whose records count for that one."""


def due_rows(reader: Reader, kind: str, until: str, office: str, owner: str | None) -> list[DueRow]:
    """The records of a kind that are due until a day or instant (wire text), in open cases of an office, or of one owner.

    What belongs to a case that was merged into another counts for that one. KeyError for an unknown kind.
    """
    source = _SOURCES[kind]
    sql = f"""SELECT p.id, p."case", {source.day}, ifnull({source.extra}, '') FROM "{source.table}" p {source.joined}
        WHERE {source.day} <= ? AND {source.where} ORDER BY {source.day}, p.id"""
    own, joined = held(reader, office), _joined(reader, office)
    rows: list[DueRow | None] = []
    for record, case, day, extra in bare(reader.connection).execute(sql, (until,)).fetchall():
        if case in own:
            rows.append(DueRow(record, case, day, own[case], extra))
        elif case in joined:
            rows.append(_moved(reader, DueRow(record, case, day, joined[case], extra)))
    return [row for row in rows if row is not None and owner in (None, row.owner)]


def held(reader: Reader, office: str) -> Mapping[str, str]:
    """The open cases of living children of an office, with their owners; read once for all that is due."""
    return reader.once(("held", office), lambda: _owners(reader, office, "c.status = 'open'"))


def _joined(reader: Reader, office: str) -> Mapping[str, str]:
    """The same of those that may have been merged into others."""
    return reader.once(("joined", office), lambda: _owners(reader, office, MERGED))


def _owners(reader: Reader, office: str, which: str) -> Mapping[str, str]:
    """Cases of an office that fulfil a condition, with their owners ("" for none)."""
    sql = f"""SELECT c.id, ifnull(c.owner, '') FROM "case" c
        WHERE {which} AND {LIVING} AND +c.office >= ? AND +c.office < ?"""
    return dict(bare(reader.connection).execute(sql, (office, office + "~")).fetchall())


def of_the_dead(reader: Reader, office: str, owner: str | None) -> list[tuple[str, str]]:
    """The open cases of an office, or of one owner, whose child has died: the case and its owner ("" for none)."""
    sql = f"""SELECT c.id, ifnull(c.owner, '') FROM "case" c
        WHERE c.status = 'open' AND NOT ({LIVING}) AND +c.office >= ? AND +c.office < ? ORDER BY c.id"""
    rows = bare(reader.connection).execute(sql, (office, office + "~")).fetchall()
    return [(case, whose) for case, whose in rows if owner in (None, whose)]


def _moved(reader: Reader, row: DueRow) -> DueRow | None:
    """A row of a case that was merged, as one of the case that stays; None when that is not open or not here."""
    into = reader.current(row.case)
    case = reader.maybe("case", into) if into != row.case else None
    if case is None or case.code("status") != "open":
        return None
    return row._replace(case=into, owner=case.text("owner"))


def poorly_scored(reader: Reader, office: str, owner: str | None, points: Sequence[int]) -> list[str]:
    """Open cases with a finished assessment that has one of some scores and is no older than the level of risk.

    A first sieve, over the text of the scores: who reads them decides. Cases that others were merged into come once more.
    """
    low = " OR ".join("instr(r.scores, ?) > 0" for _ in points) or "0"
    # Apart from the merged ones, of which the wide rows are read, so that of the open ones they are not.
    sql = " UNION ALL ".join(
        f"""SELECT c.id, ifnull(c.owner, ''), c.status FROM "case" c CROSS JOIN form_response r ON r."case" = c.id
        WHERE {which} AND {LIVING} AND +c.office >= ? AND +c.office < ?
        AND r.state = 'finished' AND r.whole IS NULL AND r.restricted IS NULL AND ({low})
        AND NOT EXISTS (SELECT 1 FROM risk k WHERE k."case" = c.id AND k.noted_on > ifnull(r.filled_on, r.typed_on))"""
        for which in ("c.status = 'open'", MERGED)
    )
    values = (office, office + "~", *(f'"score":{number}' for number in points))
    found = reader.connection.exec_driver_sql(sql, (*values, *values)).fetchall()
    rows = [DueRow("", case, "", whose, "") for case, whose, status in found if status == "open"]
    joined = [DueRow("", case, "", whose, "") for case, whose, status in found if status != "open"]
    rows += [moved for row in joined if (moved := _moved(reader, row)) is not None]
    return [row.case for row in rows if owner in (None, row.owner)]
