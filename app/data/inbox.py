"""What the exchange left for people: clashes, held operations, what waits; and the digest of what came from the server."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from app.data import dispatch, rows
from app.data.fields import fields, restricted_group, type_names
from sync.protocol import digest

DELETION = "*"
"""The unit of a clash between a deletion and an edit."""


@dataclass(frozen=True, slots=True)
class Clash:
    """An open conflict: `values` hold field → value of a unit (field, `answers:<path>`, `(group)`, or `*`).

    No unit: this device does not hold all restricted groups that the values belong to. `groups`: the ones that it was told of.
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


_DECIDED = "NOT EXISTS (SELECT 1 FROM op WHERE op.resolves = conflict.id AND op.overlay = 1)"
_HERE = "record IN (SELECT id FROM record WHERE gone = 0)"


def clashes(connection: Connection) -> list[Clash]:
    """Open conflicts that nobody here has decided yet, oldest first."""
    rows = connection.exec_driver_sql(
        f"SELECT id, type, record, field, data FROM conflict WHERE open = 1 AND {_DECIDED} AND {_HERE} ORDER BY seq, id"
    )
    return [_clash(*row) for row in rows]


def clash(connection: Connection, identity: str) -> Clash | None:
    """One open conflict."""
    row = connection.exec_driver_sql(
        f"SELECT id, type, record, field, data FROM conflict WHERE id = ? AND open = 1 AND {_DECIDED} AND {_HERE}", (identity,)
    ).fetchone()
    return None if row is None else _clash(*row)


def _clash(identity: str, type_name: str, record: str, unit: str, data: str) -> Clash:
    """A conflict from its row."""
    told = json.loads(data)
    sides = [told[side] for side in ("current", "proposed")]
    current, proposed = ((side["values"], side["user"], side["at"]) for side in sides)
    return Clash(identity, type_name, record, unit, *current, *proposed, frozenset(told.get("groups", ())))


def up_to_date(connection: Connection, clash: Clash) -> Clash:
    """A clash with what stands in its record now, where that was changed since: keeping what is visible must not bring an
    older value back. Author and instant are those of the latest change that the history here tells of.
    """
    if clash.unit in (DELETION, "") or clash.type not in type_names():
        return clash
    record = rows.read(connection, clash.type, clash.record)
    if record is None:
        return clash
    now = {name: _standing(record.values, name) for name in clash.current}
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


def clash_groups(connection: Connection, clash: Clash) -> frozenset[str]:
    """The restricted groups that the values of a clash belong to: those told, and those of either side in the record."""
    if clash.type not in type_names():
        return clash.groups
    record = rows.read(connection, clash.type, clash.record)
    values: Mapping[str, object] = {} if record is None else record.values
    sides = (restricted_group(clash.type, {**values, **side}) for side in (clash.current, clash.proposed))
    return clash.groups | {group for group in sides if group}


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


def held_ops(connection: Connection) -> list[HeldOp]:
    """Held operations in their order."""
    rows = connection.exec_driver_sql(
        'SELECT h.incarnation, h.seq, o.type, h.record, o.kind, h.reason, o."user", o.at, o.patch FROM held h '
        "JOIN op o ON o.incarnation = h.incarnation AND o.seq = h.seq ORDER BY o.n"
    )
    return [_held(*row) for row in rows]


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
