"""What a record holds and held, also after it was taken out: by that it is decided who may hear of it (practice P1)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.data.reader import Reader


def bodies(reader: Reader, type_name: str, record_id: str) -> list[Mapping[str, object]]:
    """Its values on the screen, those of the server, and what each operation wrote; empty when nothing of it is here."""
    found: list[Mapping[str, object]] = []
    shown = reader.maybe(type_name, record_id)
    if shown is not None:
        found.append(shown.values)
    connection = reader.connection
    base = connection.exec_driver_sql("SELECT plain(base_body) FROM record WHERE id = ?", (record_id,)).fetchone()
    if base is not None and base[0]:
        found.append(json.loads(base[0]))
    patches = connection.exec_driver_sql(
        "SELECT plain(patch) FROM op WHERE record = ?1 UNION ALL SELECT patch FROM foreign_op WHERE record = ?1", (record_id,)
    )
    return found + [json.loads(row[0]) for row in patches]
