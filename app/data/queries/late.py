"""What came to a case after it was closed: entries of laptops that did not know of the closing.

The order is the server's: a record with a higher number than the closing came after it. What was on the server before, but had
not come to the laptop that closed the case, is told by the number that the decision names (`closing_marks`): the same on
every laptop. Of a decision of an earlier version, which names none, only that laptop knows, by the order of its history.

Nothing comes late but with an exchange. What it brought is looked through then (`note`), and the few cases with a hit are kept
in `late_case`: whoever looks at what is to be done asks of these alone, not of all that were closed.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.outbox.dispatch import cursors
from app.data.reader import Reader
from sync.schema import office_scope

TYPES = ("risk", "incident", "allegation", "concern", "service", "placement", "plan_action", "note")
"""Entries that may be a reason not to close."""


class LateRow(NamedTuple):
    """Something that came late: the closed case, its episode, the record (`case` for another case that was joined into it).

    `doubt`: it has a higher number than the decision names; whether that saw it all the same, its marks tell.
    `at` is the moment (UTC text) at which it was written, `by` the id of who wrote it; "" where that is not told here.
    """

    case: str
    episode: str
    type: str
    id: str
    at: str
    by: str
    doubt: bool


# A closing that waits here is not the server's yet: nothing can have come after it there. First come the cases that are asked.
_ENDED = """WITH ended AS MATERIALIZED (SELECT e."case" AS id, e.id AS episode, r.base_epoch AS epoch, r.base_seq AS seq,
        (SELECT max(h.id) FROM history h WHERE h.record = e.id AND h.field = 'closed_on' AND h.new IS NOT NULL
            AND h.seq IS NULL) AS here,
        (SELECT max(CAST(substr(j.value, 2) AS INTEGER)) FROM approval a INDEXED BY ix_approval_subject
            CROSS JOIN json_each(a.named) j
            WHERE a.subject = e.id AND a.state = 'approved' AND a.what IN ('closure', 'not_accepted')
            AND j.value GLOB '>[0-9]*') AS seen
    FROM {cases} k CROSS JOIN episode e ON e."case" = k.{key} CROSS JOIN record r ON r.id = e.id
    WHERE e.closed_on >= ? AND json_extract(plain(r.base_body), '$.closed_on') IS NOT NULL)"""
# Asked first, alone, so that the history is looked up of few.
_AFTER = "(r.base_seq = 0 OR (r.base_epoch, r.base_seq) > (ended.epoch, ended.seq))"
_UNSEEN = "ifnull(r.base_seq > ended.seen, 0)"
_ENTRY = """SELECT ended.id, ended.episode, '{name}', t.id, ifnull(m.at, ''), ifnull(m."user", ''), {sure}
    FROM ended CROSS JOIN "{name}" t ON t."case" = ended.id CROSS JOIN record r ON r.id = t.id
    LEFT JOIN history m ON m.id = (SELECT min(h.id) FROM history h WHERE h.record = t.id AND h.what = 'created')
    WHERE ({after} OR {unseen} OR ended.here IS NOT NULL) AND ({sure} OR {doubt})"""
_SURE = f"(({_AFTER} AND (m.seq IS NULL OR m.seq > ended.seq)) OR ifnull(m.id > ended.here AND m.seq IS NOT NULL, 0))"
_JOINED = """SELECT ended.id, ended.episode, 'case', r.id, ifnull(m.at, ''), ifnull(m."user", ''), {sure}
    FROM record r INDEXED BY ix_record_flags
    CROSS JOIN ended ON ended.id = json_extract(r.flags, '$.merged_into') CROSS JOIN "case" t ON t.id = r.id
    LEFT JOIN history m ON m.id = (SELECT max(h.id) FROM history h WHERE h.record = r.id AND h.field = 'status'
        AND h.new = '"void"')
    WHERE r.flags IS NOT NULL AND r.type = 'case' AND t.closed_on IS NULL AND ({sure} OR {doubt})"""
_JOINED_SURE = f"({_AFTER} OR ifnull(m.id > ended.here AND m.seq IS NOT NULL, 0))"
# What was written here has no number in the history: then that of the record stands for it.
_DOUBT = f"({_UNSEEN} AND ifnull(m.seq, r.base_seq) > ended.seen)"
_HITS = " UNION ALL ".join(
    [
        *(_ENTRY.format(name=name, after=_AFTER, unseen=_UNSEEN, sure=_SURE, doubt=_DOUBT) for name in TYPES),
        _JOINED.format(sure=_JOINED_SURE, doubt=_DOUBT),
    ]
)
SQL = f"{_ENDED.format(cases='late_case', key='id')} {_HITS}"
_ARRIVED = f"{_ENDED.format(cases='json_each(?)', key='value')} {_HITS}"
# To which cases records belong: entries and what ends a case by their case, a case itself, and one that it was joined into.
_CASES = " UNION ".join(
    [
        *(
            f'SELECT t."case" FROM json_each(?1) j CROSS JOIN "{name}" t ON t.id = j.value WHERE t."case" IS NOT NULL'
            for name in (*TYPES, "episode", "approval")
        ),
        "SELECT json_extract(r.flags, '$.merged_into') FROM json_each(?1) j CROSS JOIN record r ON r.id = j.value"
        " WHERE r.type = 'case' AND r.flags IS NOT NULL",
    ]
)
_OVER = 'SELECT DISTINCT e."case" FROM json_each(?) j CROSS JOIN episode e ON e."case" = j.value WHERE e.closed_on IS NOT NULL'
_MARKS = (
    "SELECT j.value FROM approval a INDEXED BY ix_approval_subject CROSS JOIN json_each(a.named) j"
    " WHERE a.subject = ? AND a.state = 'approved' AND a.what IN ('closure', 'not_accepted')"
)


def late(reader: Reader, since: str) -> list[LateRow]:
    """What may have come late to cases that ended since a day (wire text), the oldest case first; also to those reopened."""
    rows = bare(reader.connection).execute(f"{SQL} ORDER BY 1, 5, 4", (since,)).fetchall()
    return [LateRow(case, episode, kind, key, at, by, not sure) for case, episode, kind, key, at, by, sure in rows]


def note(connection: Connection, records: Collection[str]) -> None:
    """Looks through what an exchange brought, once it is shown: which closed cases may have something late, and which not."""
    cursor = bare(connection)
    cases = cursor.execute(_CASES, (json.dumps(sorted(records)),)).fetchall()
    over = cursor.execute(_OVER, (json.dumps(sorted(str(row[0]) for row in cases if row[0])),)).fetchall()
    if not over:
        return
    hits = {str(row[0]) for row in cursor.execute(_ARRIVED, (json.dumps([row[0] for row in over]), "")).fetchall()}
    cursor.executemany("DELETE FROM late_case WHERE id = ?", [(row[0],) for row in over if row[0] not in hits])
    cursor.executemany("INSERT OR IGNORE INTO late_case (id) VALUES (?)", [(case,) for case in sorted(hits)])


def marks(reader: Reader, episode: str) -> frozenset[str]:
    """The marks of the decisions that ended an episode."""
    return frozenset(str(row[0]) for row in bare(reader.connection).execute(_MARKS, (episode,)).fetchall())


def reached(connection: Connection, office: str) -> int:
    """The server's number up to which all open records of an office have come; 0 for none."""
    cursor = cursors(connection).get(office_scope(office))
    return cursor.seq if cursor is not None else 0


def unsent_of(connection: Connection, records: Collection[str]) -> set[str]:
    """Those of some records that have an operation which the server has not answered yet."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT o.record FROM op o WHERE o.verdict IS NULL AND o.record IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(records)),),
    )
    return {str(row[0]) for row in rows}
