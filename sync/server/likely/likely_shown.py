"""Which pairs a device is told: of its own children and those of other offices, unless somebody looked at them before (P3)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from sync.protocol.likely import MOST, Elsewhere
from sync.server import models
from sync.server.database import among
from sync.server.devices.offices import all_offices
from sync.server.exchange.sharing import read_shared

_READ = MOST * 4
_LIVE = ("open", "closed")
"""States of a case that another office may hear of: nothing of what was entered by mistake or not accepted."""


def shown(connection: Connection, offices: Collection[str]) -> tuple[Elsewhere, ...]:
    """The pairs of some offices, at most `MOST`, likely ones first."""
    pair = models.likely_pair
    one, two = models.record.alias("one"), models.record.alias("two")
    query = (
        select(
            pair.c.record, pair.c.other, pair.c.level, pair.c.reasons, one.c.office, two.c.office.label("there"), two.c.shared
        )
        .join(one, one.c.id == pair.c.record)
        .join(two, two.c.id == pair.c.other)
        .where(one.c.office.in_(sorted(offices)), two.c.office.not_in(sorted(offices)))
        .where(one.c.deleted.is_(False), two.c.deleted.is_(False))
        .order_by(pair.c.level, pair.c.record, pair.c.other)
    )
    practice = {code: each.practice is True for code, each in all_offices(connection).items()}
    mine = frozenset(offices)
    rows = [
        row
        for row in connection.execute(query.limit(_READ))
        if practice.get(row.office) == practice.get(row.there) and not read_shared(row.shared).offices & mine
    ]
    settled = _settled(connection, rows)
    found: list[Elsewhere] = []
    for row in rows:
        if frozenset((row.record, row.other)) in settled or len(found) == MOST:
            continue
        code = _case(connection, row.there, row.other)
        if code:
            found.append(Elsewhere(row.record, row.other, code, row.there, row.level, tuple(json.loads(row.reasons))))
    return tuple(found)


def _settled(connection: Connection, rows: Iterable[Any]) -> set[frozenset[str]]:
    """Pairs that somebody found to be two children, and brothers and sisters."""
    named = sorted({name for row in rows for name in (row.record, row.other)})
    offices = sorted({code for row in rows for code in (row.office, row.there)})
    if not named:
        return set()
    record = models.record.c
    told = select(record.body).where(record.office.in_(offices), record.type == "distinct", record.deleted.is_(False))
    found = {frozenset((_name(body, "child"), _name(body, "other"))) for body in connection.execute(told).scalars()}
    kin = select(record.parent, record.body).where(
        among(connection, record.parent, named), record.type == "family_member", record.deleted.is_(False)
    )
    return found | {frozenset((row.parent, _name(row.body, "linked_child"))) for row in connection.execute(kin)}


def _case(connection: Connection, office: str, child: str) -> str:
    """The number of a child's case at an office, an open one before a closed one; empty when there is none to be told of."""
    record = models.record.c
    query = select(record.body).where(
        record.office == office,
        record.type == "case",
        record.deleted.is_(False),
        record.restricted.is_(None),
        record.body.contains(child, autoescape=True),
    )
    bodies = [_body(body) for body in connection.execute(query.order_by(record.id)).scalars()]
    live = [body for body in bodies if body.get("child") == child and body.get("status") in _LIVE]
    live.sort(key=lambda body: body.get("status") != "open")
    return next((str(body["code"]) for body in live if body.get("code")), "")


def _body(body: str) -> Mapping[str, Any]:
    """A stored body; one that is damaged says nothing."""
    try:
        read = json.loads(body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _name(body: str, field: str) -> str:
    value = _body(body).get(field)
    return value if isinstance(value, str) else ""
