"""Files of contents that nothing in the database names any more (sync.md §6), and taking away those that nobody can miss.

A file can be opened only by who knows the hash of its content; where no record, operation, history, undo, draft or clash names
it, nobody here can. It is left all the same until all that the server has is here, and for some weeks: a record that names it
may still come, as after an older copy of the database was put in place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from app.data.contents.attachments import AttachmentStore, hashes_in

KEPT = timedelta(days=30)
"""So long a file is left (inferred)."""
_NAMES = "SELECT sha256 FROM blob UNION SELECT sha256 FROM attachment UNION SELECT thumbnail_sha256 FROM attachment"
_TEXTS = (
    "SELECT plain(base_body) FROM record WHERE type = 'attachment'",
    "SELECT plain(patch) FROM op WHERE type = 'attachment'",
    "SELECT old FROM history WHERE type = 'attachment'",
    "SELECT new FROM history WHERE type = 'attachment'",
    "SELECT data FROM conflict WHERE type = 'attachment'",
    "SELECT entries FROM undo",
    "SELECT body FROM draft",
    "SELECT patch FROM foreign_op",
)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A file that nothing here names: its bytes, and whether it has lain here long enough."""

    path: Path
    size: int
    old: bool


def unnamed(connection: Connection, store: AttachmentStore, now: datetime) -> list[Unnamed]:
    """All of them."""
    known = {str(name) for (name,) in connection.exec_driver_sql(_NAMES) if name}
    for query in _TEXTS:
        for (text,) in connection.exec_driver_sql(query):
            known.update(hashes_in(str(text or "")))
    paths = {store.path(name) for name in known}
    found = []
    for path in sorted(store.files()):
        if path not in paths:
            told = path.stat()
            found.append(Unnamed(path, told.st_size, datetime.fromtimestamp(told.st_mtime, UTC) < now - KEPT))
    return found
