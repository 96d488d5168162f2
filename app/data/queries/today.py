"""What the first page of the day needs beyond other lists: cases handed over, cases with a restricted code, names."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.data.indexes.flow import NARROW_CASE
from app.data.queries.cases import told
from app.data.reader import Reader


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What names a case in a list."""

    id: str
    code: str
    name_km: str
    name_latin: str
    risk: str
    owner: str
    unnamed: str = ""
    """"1" where the case hides the name."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A case that somebody gave to the actor; `at` is UTC text."""

    case: str
    by: str
    at: str


def case_heads(reader: Reader, ids: Sequence[str]) -> dict[str, CaseHead]:
    """Cases with the names of their children, by id; none of a case that hides it."""
    found: dict[str, CaseHead] = {}
    family_km, given_km, family, given = told("c", "k")
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        rows = reader.connection.exec_driver_sql(
            f"SELECT c.id, c.code, trim(coalesce({family_km}, '') || ' ' || coalesce({given_km}, '')),"
            f" trim(coalesce({family}, '') || ' ' || coalesce({given}, '')), c.risk_level, c.owner, c.name_hidden"
            f' FROM "case" c LEFT JOIN child k ON k.id = c.child WHERE c.id IN ({",".join("?" * len(some))})',
            tuple(some),
        )
        found |= {row[0]: CaseHead(*(str(part or "") for part in row)) for row in rows}
    return found


def with_codes(reader: Reader, ids: Sequence[str], categories: Collection[str], concerns: Collection[str]) -> frozenset[str]:
    """Those of the cases that carry one of the codes."""
    if not ids:
        return frozenset()
    found: set[str] = set()
    for table, codes in (("category", tuple(categories)), ("concern", tuple(concerns))):
        if codes:
            # "+" keeps to the index of the case: of a code there are as many rows as the office has cases.
            rows = reader.connection.exec_driver_sql(
                f'SELECT "case" FROM {table} WHERE "case" IN (SELECT value FROM json_each(?))'
                f" AND +code IN ({','.join('?' * len(codes))})",
                (json.dumps(list(ids)), *codes),
            )
            found |= {str(row[0]) for row in rows}
    return frozenset(found)


def handed_over(reader: Reader, since: str) -> list[HandedOver]:
    """Open cases that somebody else gave to the actor since a moment (UTC text), the newest first."""
    rows = reader.connection.exec_driver_sql(
        'SELECT h.record, h."user", max(h.at) FROM history h JOIN "case" c ON c.id = h.record'
        " WHERE h.type = 'case' AND h.field = 'owner' AND h.new = ? AND h.\"user\" <> ? AND h.at >= ?"
        " AND c.owner = ? AND c.status = 'open' GROUP BY h.record ORDER BY max(h.at) DESC",
        (json.dumps(reader.actor.user), reader.actor.user, since, reader.actor.user),
    )
    return [HandedOver(*row) for row in rows]


# "+" keeps to the index of the case: of a state there are as many rows as the office has decisions.
_ANSWERED = """SELECT c.id, 'approved' FROM "case" c CROSS JOIN approval a ON a."case" = c.id
    WHERE c.owner = ?1 AND c.status = 'open' AND a.asked_by = ?1 AND +a.state = 'approved' AND a.decided_on >= ?2
    AND a.decided_by <> ?1
    UNION SELECT c.id, 'referral_answered' FROM "case" c CROSS JOIN referral r ON r."case" = c.id
    WHERE c.owner = ?1 AND c.status = 'open' AND r.to_office IS NOT NULL AND r.on_date >= ?2
    AND r.state IN ('accepted', 'declined', 'done')"""


def answered(reader: Reader, since: str) -> list[tuple[str, str]]:
    """Open cases of the actor in which others answered since a day: (case, `approved` or `referral_answered`), each once.

    A referral that did not go to an office was answered on paper; that was noted by whoever works on the case.
    """
    rows = reader.connection.exec_driver_sql(_ANSWERED, (reader.actor.user, since))
    return [(row[0], row[1]) for row in rows]


def asked(reader: Reader, states: Mapping[str, str], else_: str) -> list[str]:
    """Requests that somebody else made, of whose cases each is in the state in which such a thing is decided, the oldest first.

    `states`: that state by kind of request, `else_` of all other kinds. Requests whose case is not here, or that have none, are
    given too. A plan that nobody decided stays asked for when its case is closed: of those no row is read.
    """
    rows = reader.connection.exec_driver_sql(
        f'SELECT a.id FROM approval a LEFT JOIN "case" c INDEXED BY {NARROW_CASE} ON c.id = a."case"'
        " WHERE a.state = 'asked' AND a.asked_by IS NOT ?"
        " AND (c.id IS NULL OR c.status = ifnull((SELECT value FROM json_each(?) WHERE key = a.what), ?)) ORDER BY a.id",
        (reader.actor.user, json.dumps(dict(states)), else_),
    )
    return [str(row[0]) for row in rows]


def papers_entered(reader: Reader, heads: Sequence[str]) -> list[str]:
    """Decisions on paper that nobody looked at since, entered by who could not have decided: not a head, or of their own.

    Ids of approvals, the oldest first. What one of the `heads` enters counts where that head asked for it, owns the case, or
    the office above decides. Nobody looks at what they asked for or entered themselves: that is left out, by the index alone.
    """
    # "+": the index of who decided and entered, which holds nothing but such papers; of a state there are all approvals.
    # Before and behind the person's own, which a head who enters much has by the ten thousand.
    rows = reader.connection.exec_driver_sql(
        " UNION ALL ".join(
            'SELECT a.id FROM approval a LEFT JOIN "case" c ON c.id = a."case"'
            f" WHERE a.decided_by IS NULL AND {others} AND a.asked_by IS NOT ?1"
            " AND +a.state = 'approved' AND a.paper_by IS NOT NULL"
            " AND (a.entered_by NOT IN (SELECT value FROM json_each(?2)) OR a.entered_by IN (a.asked_by, c.owner) OR a.above)"
            for others in ("a.entered_by > '' AND a.entered_by < ?1", "a.entered_by > ?1")
        ),
        (reader.actor.user, json.dumps(list(heads))),
    )
    return sorted(str(row[0]) for row in rows)
