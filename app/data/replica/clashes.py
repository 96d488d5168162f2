"""Open conflicts as the server tells them: kept with their record's line, masked with the scope of a restricted group."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.values import canonical
from sync.protocol.lines import ConflictPart, RecordLine


def open_conflicts(connection: Connection, record: str) -> list[str]:
    """Ids of the open conflicts of a record."""
    found = bare(connection).execute("SELECT id FROM conflict WHERE record = ? AND open = 1", (record,))
    return [row[0] for row in found.fetchall()]


def take_conflicts(connection: Connection, line: RecordLine) -> None:
    """The open conflicts of a record are those of its line; others are closed."""
    bare(connection).execute("UPDATE conflict SET open = 0 WHERE record = ? AND open = 1", (line.record,))
    guard = line.flags.get("guard", {})
    for part in line.conflicts:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO conflict (id, record, type, field, data, open, seq) VALUES (?, ?, ?, ?, ?, 1, ?)",
            (part.id, line.record, line.type, part.unit, _data(part, guard.get(part.id, ())), line.version),
        )


def _data(part: ConflictPart, groups: Sequence[str]) -> str:
    """Both sides as JSON, with the restricted groups that the values belong to besides the record's."""
    current = {"values": dict(part.current), "user": part.current_user, "at": part.current_at}
    proposed = {"values": dict(part.proposed), "user": part.proposed_user, "at": part.proposed_at}
    more = {"groups": [str(group) for group in groups]} if groups else {}
    return canonical({"current": current, "proposed": proposed, **more})


def mask_conflicts(connection: Connection, office: str, group: str) -> None:
    """Open conflicts lose their values with the scope of a group that they belong to; that they are open stays known."""
    found = connection.exec_driver_sql(
        "SELECT c.id, c.data FROM conflict c JOIN membership m ON m.record = c.record AND m.scope = ? AND m.inside = 1 "
        "JOIN json_each(c.data, '$.groups') g ON g.value = ?",
        (office, group),
    ).fetchall()
    for identity, data in found:
        told = json.loads(data)
        sides = {side: {**told[side], "values": {}} for side in ("current", "proposed")}
        connection.exec_driver_sql("UPDATE conflict SET field = '', data = ? WHERE id = ?", (canonical(sides), identity))
