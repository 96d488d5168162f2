"""Which records are known here as erased by law: what was under way meanwhile must not bring their content back.

A late reply file, a stick of somebody who does not know of it, a page that still shows the record to who is typing there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection

MARK = '{"erased":true}'
"""What stands as the flags of a record that was erased."""
_MARKED = "flags IS NOT NULL AND json_extract(flags, '$.erased')"


def erased_of(connection: Connection, records: Iterable[str]) -> set[str]:
    """Those of some records that are known here as erased."""
    found = connection.exec_driver_sql(
        f"SELECT r.id FROM json_each(?) j CROSS JOIN record r ON r.id = j.value WHERE r.{_MARKED}",
        (json.dumps(sorted(set(records))),),
    )
    return {str(record) for (record,) in found}


def speaks_of_erased(connection: Connection, text: str) -> bool:
    """Whether a text names a record that is known here as erased."""
    sql = f"SELECT 1 FROM record INDEXED BY ix_record_flags WHERE {_MARKED} AND instr(?, id) > 0 LIMIT 1"
    return connection.exec_driver_sql(sql, (text,)).first() is not None


def mark(connection: Connection, record: str, type_name: str) -> None:
    """A record that was never here is not to be shown here either: it belongs to one that was erased."""
    connection.exec_driver_sql("INSERT OR IGNORE INTO record (id, type, flags) VALUES (?, ?, ?)", (record, type_name, MARK))
