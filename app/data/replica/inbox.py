"""What the exchange left for people: clashes, held operations, what waits; and the digest of what came from the server."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from app.data import rows
from app.data.fields import fields, restricted_group, type_names, unit
from app.data.outbox import dispatch, outbox
from app.data.replica import overlay
from sync.protocol import digest
from sync.schema.same import same

DELETION = "*"
"""The unit of a clash between a deletion and an edit."""
APPROVAL = "*approved"
"""The unit of an approval while another text stood on the server: on both sides [record, version or (epoch, version)] each."""
MERGED = "into"
"""The unit of a clash over which record another one is the same as."""
_LATER = "conflict.later."


@dataclass(frozen=True, slots=True)
class Clash:
    """An open conflict: `values` hold field → value of a unit (field, `answers:<path>`, `(group)`, or `*`).

    No unit: this device does not hold all restricted groups that the values belong to. `groups`: the ones that it was told of.
    `later`: the person put it off; `place`: where it stands in the inbox, to go on behind it.
    """

    id: str
    type: str
    record: str
    unit: str
    current: Mapping[str, Any]
    current_user: str
    current_at: str
    proposed: Mapping[str, Any]
    proposed_user: str
    proposed_at: str
    groups: frozenset[str] = frozenset()
    later: bool = False
    place: tuple[int, int, str] = (0, 0, "")


@dataclass(frozen=True, slots=True)
class HeldOp:
    """An operation in the server's quarantine, with its reason as a code and its author."""

    incarnation: str
    seq: int
    type: str
    record: str
    kind: str
    reason: str
    user: str
    at: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits: operations and records to be sent, held, open conflicts, parked; instant of the last success, result."""

    waiting: int
    waiting_records: int
    held: int
    conflicts: int
    parked: int
    last_success: str | None
    roots_differ: tuple[str, ...]


_DECIDED = "conflict.id NOT IN (SELECT resolves FROM op WHERE resolves IS NOT NULL AND overlay = 1)"
_HERE = "record NOT IN (SELECT id FROM record WHERE gone = 1)"


def clashes(
    connection: Connection, user: str = "", *, limit: int = -1, after: tuple[int, int, str] = (-1, 0, "")
) -> list[Clash]:
    """Open conflicts that nobody here has decided yet, oldest first, those that a user put off behind the others."""
    rows = connection.exec_driver_sql(
        f"SELECT * FROM ({_CLASHES}) WHERE (later, seq, id) > (?, ?, ?) ORDER BY later, seq, id LIMIT ?",
        (user, _LATER, *after, limit),
    )
    return [_clash(*row) for row in rows]


def clash(connection: Connection, identity: str, user: str = "") -> Clash | None:
    """One open conflict."""
    row = connection.exec_driver_sql(f"SELECT * FROM ({_CLASHES}) WHERE id = ?", (user, _LATER, identity)).fetchone()
    return None if row is None else _clash(*row)


_CLASHES = (
    "SELECT conflict.id, conflict.type, conflict.record, conflict.field, conflict.data, conflict.seq, EXISTS "
    "(SELECT 1 FROM ui_state WHERE ui_state.user = ? AND ui_state.key = ? || conflict.id) AS later "
    f"FROM conflict WHERE conflict.open = 1 AND {_DECIDED} AND conflict.{_HERE}"
)


def disputed(connection: Connection, record: str) -> bool:
    """Whether a record has an open conflict that nobody here has decided yet."""
    sql = f"SELECT 1 FROM conflict WHERE record = ? AND open = 1 AND {_DECIDED} LIMIT 1"
    return connection.exec_driver_sql(sql, (record,)).fetchone() is not None


def put_off(connection: Connection, identity: str, user: str) -> None:
    """A user decides a conflict later: on this laptop, for him, it stands behind the others."""
    connection.exec_driver_sql(
        "DELETE FROM ui_state WHERE key LIKE ? || '%' AND substr(key, ?) NOT IN (SELECT id FROM conflict WHERE open = 1)",
        (_LATER, len(_LATER) + 1),
    )
    connection.exec_driver_sql("INSERT OR REPLACE INTO ui_state VALUES (?, ?, '1')", (user, _LATER + identity))


def _clash(identity: str, type_name: str, record: str, unit: str, data: str, seq: int, later: int) -> Clash:
    """A conflict from its row."""
    told = json.loads(data)
    sides = [told[side] for side in ("current", "proposed")]
    current, proposed = ((side["values"], side["user"], side["at"]) for side in sides)
    head = (identity, type_name, record, unit, *current, *proposed)
    return Clash(*head, frozenset(told.get("groups", ())), bool(later), (later, seq, identity))


def up_to_date(connection: Connection, clash: Clash) -> Clash:
    """A clash with what stands in its record now, where that was changed since: keeping what is visible must not bring an
    older value back. Author and instant are those of the latest change that the history here tells of.
    """
    if clash.unit in (DELETION, APPROVAL, MERGED, "") or clash.type not in type_names():
        return clash
    values = _exchanged(connection, clash.type, clash.record)
    if values is None:
        return clash
    now = {name: _standing(values, name) for name in clash.current}
    if all(now[name] == value for name, value in clash.current.items()):
        return clash
    proposed = {
        name: _with_dispute(now[name], clash.current.get(name), value) if isinstance(now.get(name), list) else value
        for name, value in clash.proposed.items()
    }
    marks = ", ".join("?" * len(now))
    last = connection.exec_driver_sql(
        f'SELECT "user", at FROM history WHERE record = ? AND field IN ({marks}) ORDER BY id DESC LIMIT 1', (clash.record, *now)
    ).fetchone()
    user, at = last or (clash.current_user, clash.current_at)
    return replace(clash, current=now, current_user=user, current_at=at, proposed=proposed)


def _exchanged(connection: Connection, type_name: str, record: str) -> Mapping[str, object] | None:
    """What stands in a record, but for what the server holds: whoever decides must see what stands there for everybody."""
    held = "SELECT record FROM op WHERE overlay = 1 AND verdict = 'held'"
    sql = f"SELECT plain(base_body) FROM record WHERE id = ? AND id IN ({held})"
    row = connection.exec_driver_sql(sql, (record,)).fetchone()
    if row is not None:
        base = json.loads(row[0]) if row[0] else None
        return overlay.shown(type_name, base, outbox.overlay_of(connection, record, held=False))
    found = rows.read(connection, type_name, record)
    return None if found is None else found.values


def held_away(connection: Connection, record: str, type_name: str) -> bool:
    """Whether a record is not shown here while the server holds a change of it: a deletion that it did not take."""
    sql = "SELECT 1 FROM op WHERE record = ? AND overlay = 1 AND verdict = 'held' LIMIT 1"
    return rows.read(connection, type_name, record) is None and (
        connection.exec_driver_sql(sql, (record,)).fetchone() is not None
    )


def clash_groups(connection: Connection, clash: Clash) -> frozenset[str]:
    """The restricted groups that the values of a clash belong to: those told, and those of either side in the record."""
    if clash.type not in type_names():
        return clash.groups
    record = rows.read(connection, clash.type, clash.record)
    values: Mapping[str, object] = {} if record is None else record.values
    sides = (restricted_group(clash.type, {**values, **side}) for side in (clash.current, clash.proposed))
    return clash.groups | {group for group in sides if group}


def changed_since(connection: Connection, record: str, after: int, until: int) -> list[tuple[str, str, str]]:
    """What the history here tells of changes between two versions of a record: (field, author, instant), oldest first."""
    found = connection.exec_driver_sql(
        'SELECT field, "user", at FROM history WHERE record = ? AND seq > ? AND seq <= ? AND field IS NOT NULL '
        "ORDER BY seq, id",
        (record, after, until),
    )
    return [(field, user, at) for field, user, at in found]


def written_at(connection: Connection, record: str, user: str, at: str) -> frozenset[str]:
    """The fields of a record that somebody wrote in one act, as far as the history here tells."""
    sql = 'SELECT field FROM history WHERE record = ? AND "user" = ? AND at = ? AND field IS NOT NULL'
    return frozenset(str(row[0]) for row in connection.exec_driver_sql(sql, (record, user, at)))


COMING = 500
"""Changes looked at for what will clash."""


def coming(connection: Connection) -> dict[str, dict[str, str]]:
    """Where what waits here meets what others wrote since: record → unit → the other author (sync.md §4).

    It is a clash as soon as it is sent, as far as the history here tells; adding to sets and texts meets nobody.
    """
    rows = connection.exec_driver_sql(
        'SELECT o.record, o.type, plain(o.patch), h.field, h.new, h."user" FROM op o JOIN history h ON h.record = o.record '
        "WHERE o.verdict IS NULL AND o.overlay = 1 AND h.seq > o.base_seq AND h.field IS NOT NULL ORDER BY o.n, h.id LIMIT ?",
        (COMING,),
    )
    found: dict[str, dict[str, str]] = {}
    for record, type_name, patch, field, new, user in rows:
        mine = json.loads(patch)
        if type_name not in type_names() or isinstance(mine.get(field), dict):
            continue
        shared = unit(type_name, field)
        if any(unit(type_name, name) == shared for name in mine):
            theirs = None if new is None else json.loads(new)
            if field not in mine or not same(mine[field], theirs):
                found.setdefault(record, {})[shared] = user
    return found


def _standing(values: Mapping[str, object], name: str) -> object:
    """The value of a field or of an entry of a map."""
    field, colon, key = name.partition(":")
    value = values.get(field)
    if not colon:
        return value
    return value.get(key) if isinstance(value, dict) else None


def _with_dispute(now: object, current: object, proposed: object) -> list[str]:
    """A set as it is now with the disputed elements as they were proposed; what others did to it since stays."""
    here, mine, other = (set(each) if isinstance(each, list) else set() for each in (now, current, proposed))
    return sorted((here - (mine - other)) | (other - mine))


def unit_rule(type_name: str, unit: str) -> tuple[str, str]:
    """Kind and merge rule of a unit that is one field; empty for a group, a deletion, an unknown field."""
    info = fields(type_name).get(unit.partition(":")[0])
    if info is None:
        return "", ""
    return ("text", info.rule) if ":" in unit else (info.kind, info.rule)


# CROSS keeps the order: the planner, which knows no sizes, would go through every operation that this laptop ever wrote.
_HELD = (
    'SELECT h.incarnation, h.seq, o.type, h.record, o.kind, h.reason, o."user", o.at, plain(o.patch) FROM held h '
    "CROSS JOIN op o ON o.incarnation = h.incarnation AND o.seq = h.seq"
)


def held_ops(connection: Connection, *, limit: int = -1) -> list[HeldOp]:
    """Held operations in their order, the first ones."""
    rows = connection.exec_driver_sql(f"{_HELD} ORDER BY o.n LIMIT ?", (limit,))
    return [_held(*row) for row in rows]


def held_op(connection: Connection, incarnation: str, seq: int) -> HeldOp | None:
    """One held operation."""
    row = connection.exec_driver_sql(f"{_HELD} WHERE h.incarnation = ? AND h.seq = ?", (incarnation, seq)).fetchone()
    return None if row is None else _held(*row)


def _held(*row: Any) -> HeldOp:
    """A held operation from its row."""
    incarnation, seq, type_name, record, kind, reason, user, at, patch = row
    return HeldOp(incarnation, seq, type_name, record, kind, reason, user, at, tuple(json.loads(patch)))


def counts(connection: Connection) -> Counts:
    """The numbers for the foot of the window and for `status`."""

    def one(sql: str) -> int:
        return int(connection.exec_driver_sql(sql).scalar_one())

    return Counts(
        one("SELECT count(*) FROM op WHERE verdict IS NULL"),
        one("SELECT count(DISTINCT record) FROM op WHERE verdict IS NULL"),
        one("SELECT count(*) FROM held"),
        one(f"SELECT count(*) FROM conflict WHERE open = 1 AND {_DECIDED} AND {_HERE}"),
        one("SELECT count(*) FROM parked"),
        dispatch.meta(connection, dispatch.LAST_SUCCESS),
        tuple(json.loads(dispatch.meta(connection, dispatch.ROOTS_DIFFER) or "[]")),
    )


def base_digest(connection: Connection, *, leave_out: Collection[str] = ()) -> dict[str, object]:
    """The digest of base state: `{scopes: {name: {records, sha256}}, records, sha256}` (`contracts.md`).

    `leave_out` names restricted groups whose scopes are not told.
    """
    rows = connection.exec_driver_sql(
        "SELECT m.scope, r.type, r.id, r.base_seq, r.base_deleted, r.base_hash FROM membership m "
        "JOIN record r ON r.id = m.record WHERE m.inside = 1 AND r.base_seq > 0 AND r.gone = 0"
    )
    scopes: dict[str, list[str]] = {}
    for scope, *state in rows:
        if str(scope).partition("/")[2] in leave_out:
            continue
        scopes.setdefault(scope, []).append(digest.line(state[0], state[1], state[2], bool(state[3]), state[4]))
    told = {scope: _told(lines) for scope, lines in sorted(scopes.items()) if lines}
    return {"scopes": told, **_told({line for lines in scopes.values() for line in lines})}


def _told(lines: list[str] | set[str]) -> dict[str, object]:
    """Number and hash of lines."""
    records, sha256 = digest.digest(lines)
    return {"records": records, "sha256": sha256}
