"""What a device compares when its root is another one: 256 buckets of a scope, then the records of some (sync.md §4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from sync.protocol.digest import BUCKETS, bucket, buckets_text
from sync.protocol.envelope import Asked, Buckets
from sync.server import models

MOST = 3000
"""Records told of in one reply; further buckets are asked for anew."""


def told_buckets(connection: Connection, scopes: Iterable[str], asked: Asked) -> Buckets:
    """The answers for those scopes that the device may ask about, from the caller's snapshot."""
    told: dict[str, str | Mapping[int, Mapping[str, int]]] = {}
    left = MOST
    for scope in sorted(set(scopes) & asked.keys()):
        items = _items(connection, scope)
        wanted = asked[scope]
        if not wanted:
            roots = [0] * BUCKETS
            for name, item in items.items():
                roots[bucket(name)] ^= item
            told[scope] = buckets_text(roots)
            continue
        parts: dict[int, dict[str, int]] = defaultdict(dict)
        for name, item in items.items():
            parts[bucket(name)][name] = item
        chosen: dict[int, Mapping[str, int]] = {}
        for number in wanted:
            left -= len(parts[number])
            if left < 0 and chosen:
                break
            chosen[number] = parts[number]
        told[scope] = chosen
    return told


def _items(connection: Connection, scope: str) -> dict[str, int]:
    """Record → what it adds to the root of a scope."""
    record, member = models.record.c, models.membership.c
    query: Any = select(record.id, record.item).join_from(
        models.membership, models.record, (member.home == record.home) & (member.record == record.id)
    )
    rows = connection.execute(query.where(member.scope == scope, member.present.is_(True)))
    return {row.id: int(row.item, 16) for row in rows}
