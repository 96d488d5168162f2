"""Children whom two offices may know, found among what the server holds anyway (practice P3).

Nothing of it is done while operations are taken in: what changed since the last look is compared when somebody asks. A pair
ends for good when either office says that they are two children (`distinct`) or brothers and sisters. Offices that practise
are never set beside real ones (P6).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sync.protocol.canonical import canonical
from sync.protocol.likely import Answer, mark_of
from sync.schema.likeness import Person, keys_of, likeness, person_of
from sync.server import models
from sync.server.database import Store, add_rows, among, chunks, position
from sync.server.likely.likely_shown import shown

SEEN = "likely_seen"
"""In `meta`: the number up to which changes have been looked at."""
AT_ONCE = 2000
"""Changes of children that one look takes in; the next one goes on."""
NEAR = 40
"""Candidates of a child that are compared: those with most keys in common."""
_PARTS = ("family_member", "contact")


class Likely:
    """Answers laptops."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def answer(self, offices: Collection[str], have: str) -> Answer:
        """The pairs of a device's offices, `likely` ones first; without them when the laptop has this answer (`have`)."""
        more = self._store.again(look)
        with self._store.read() as connection:
            pairs = shown(connection, offices)
        mark = mark_of(pairs)
        return Answer(mark, None if mark == have else pairs, more)


def look(connection: Connection) -> bool:
    """Compares what changed since the last look; whether there is more to be looked at."""
    seen = _locked(connection)
    top = position(connection)[1]
    if seen > top:  # put back by a restore that kept this row: look through everything again
        seen = 0
    log = models.op_log.c
    query = select(log.version, log.record, log.type).where(
        log.version > seen, log.version <= top, log.type.in_(("child", *_PARTS))
    )
    rows = connection.execute(query.order_by(log.version).limit(AT_ONCE)).all()
    if rows:
        children = {row.record for row in rows if row.type == "child"}
        parts = sorted({row.record for row in rows if row.type in _PARTS})
        compare_anew(connection, children | _above(connection, parts))
    done = int(rows[-1].version) if len(rows) == AT_ONCE else top
    if done != seen:
        connection.execute(update(models.meta).where(models.meta.c.name == SEEN).values(value=str(done)))
    return done < top


def _locked(connection: Connection) -> int:
    """The number of the last look; other looks wait for this one."""
    meta = models.meta.c
    query = select(meta.value).where(meta.name == SEEN).with_for_update()
    found = connection.execute(query).scalar()
    if found is None:
        connection.execute(insert(models.meta), [{"name": SEEN, "value": "0"}])
        return 0
    return int(found)


def _above(connection: Connection, records: Sequence[str]) -> set[str]:
    """What some records belong to."""
    record, found = models.record.c, set[str]()
    for some in chunks(list(records)):
        query = select(record.parent).where(among(connection, record.id, some), record.parent.is_not(None))
        found.update(connection.execute(query).scalars())
    return found


def forget(connection: Connection, ids: Collection[str]) -> None:
    """What was erased leaves no key and no pair; the children that it belonged to are compared without it."""
    _locked(connection)
    above = _above(connection, sorted(ids)) - set(ids)
    _drop(connection, sorted(ids))
    compare_anew(connection, above)


def compare_anew(connection: Connection, children: Collection[str]) -> None:
    """Makes the keys and pairs of children anew, from what stands now."""
    names = sorted(children)
    _drop(connection, names)
    rows = _rows(connection, names)
    people = _people(connection, rows)
    keys = {name: {_hashed(key) for key in keys_of(person)} for name, person in people.items()}
    head = {name: {"home": row.home, "record": name, "office": row.office} for name, row in rows.items()}
    add_rows(connection, models.likeness, [{**head[name], "key": key} for name in sorted(keys) for key in sorted(keys[name])])
    near = _near(connection, keys, rows)
    others = sorted({other for found in near.values() for other in found})
    there = {**_rows(connection, others), **rows}
    known = {**_people(connection, {name: row for name, row in there.items() if name not in people}), **people}
    pairs: dict[tuple[str, str], dict[str, Any]] = {}
    for name, found in near.items():
        for other in found:
            alike = likeness(known[name], known[other]) if other in known else None
            if alike is not None:
                told = {"level": alike.level, "reasons": canonical(list(alike.reasons)).decode()}
                for one, two in ((name, other), (other, name)):
                    pairs[(one, two)] = {"home": there[one].home, "record": one, "other": two, **told}
    add_rows(connection, models.likely_pair, [pairs[pair] for pair in sorted(pairs)])


def _drop(connection: Connection, names: Sequence[str]) -> None:
    """Takes keys and pairs of children away."""
    keys, pairs = models.likeness.c, models.likely_pair.c
    for some in chunks(list(names)):
        connection.execute(delete(models.likeness).where(among(connection, keys.record, some)))
        connection.execute(delete(models.likely_pair).where(among(connection, pairs.record, some)))
        connection.execute(delete(models.likely_pair).where(among(connection, pairs.other, some)))


def _rows(connection: Connection, names: Sequence[str]) -> Mapping[str, Any]:
    """Children that are there and were not joined to another record, by id."""
    record, alias, found = models.record.c, models.alias.c, dict[str, Any]()
    for some in chunks(list(names)):
        joined = set(connection.execute(select(alias.record).where(among(connection, alias.record, some))).scalars())
        query = select(record.home, record.id, record.office, record.body).where(
            among(connection, record.id, some), record.type == "child", record.deleted.is_(False)
        )
        found |= {row.id: row for row in connection.execute(query) if row.id not in joined}
    return found


def _people(connection: Connection, rows: Mapping[str, Any]) -> dict[str, Person]:
    """What is compared of children, with the mother's name and the family's phones."""
    record = models.record.c
    mothers: dict[str, str] = {}
    phones: dict[str, list[str]] = defaultdict(list)
    for some in chunks(sorted(rows)):
        query = select(record.parent, record.type, record.body).where(
            among(connection, record.parent, some),
            record.type.in_(_PARTS),
            record.deleted.is_(False),
            record.restricted.is_(None),
        )
        for row in connection.execute(query.order_by(record.id)):
            body = _read(row.body)
            if row.type == "contact":
                phones[row.parent].append(_text(body, "phone"))
            elif body.get("relation") == "mother":
                name = f"{_text(body, 'family_name_km')} {_text(body, 'given_name_km')}".strip()
                mothers.setdefault(row.parent, name)
    return {
        name: person_of(_read(row.body), mother=mothers.get(name, ""), phones=phones.get(name, ()))
        for name, row in rows.items()
    }


def _near(connection: Connection, keys: Mapping[str, set[str]], rows: Mapping[str, Any]) -> dict[str, list[str]]:
    """Children of other offices that share keys with each, those with most keys first."""
    owners: dict[str, list[str]] = defaultdict(list)
    for name, held in keys.items():
        for key in held:
            owners[key].append(name)
    table, shared = models.likeness.c, defaultdict[str, Counter[str]](Counter)
    for some in chunks(sorted(owners)):
        for row in connection.execute(select(table.key, table.record, table.office).where(among(connection, table.key, some))):
            for name in owners[row.key]:
                if row.office != rows[name].office:
                    shared[name][row.record] += 1
    return {name: _most(counted) for name, counted in shared.items()}


def _most(counted: Counter[str]) -> list[str]:
    """The candidates with most keys in common."""
    return [other for other, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:NEAR]]


def _hashed(key: str) -> str:
    """A key as it is kept."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _read(body: str) -> Mapping[str, Any]:
    """A stored body; one that is damaged says nothing."""
    try:
        read = json.loads(body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""
