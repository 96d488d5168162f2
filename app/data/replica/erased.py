"""Which records are known here as erased by law: what was under way meanwhile must not bring their content back.

A late reply file, a stick of somebody who does not know of it, a page that still shows the record to who is typing there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from app.data import rows
from app.data.fields import type_names
from sync.schema import vocabulary

MARK = '{"erased":true}'
"""What stands as the flags of a record that was erased."""
_ABOUT = ("child",)
"""By which field something tells whom it is about, beside what it belongs to: a case its child."""
_ABOUT_NEW = ("call",)
"""The same where it is still to become a record: what was told in a call."""
_MARKED = "flags IS NOT NULL AND json_extract(flags, '$.erased')"


def erased_of(connection: Connection, records: Iterable[str]) -> set[str]:
    """Those of some records that are known here as erased."""
    found = connection.exec_driver_sql(
        f"SELECT r.id FROM json_each(?) j CROSS JOIN record r ON r.id = j.value WHERE r.{_MARKED}",
        (json.dumps(sorted(set(records))),),
    )
    return {str(record) for (record,) in found}


def subjects_of(connection: Connection, subject: str, body: Mapping[str, object]) -> set[str]:
    """The records that a draft is about: its subject and what that belongs to; without a subject those that its body says."""
    told = body
    found = {subject}
    if subject:
        type_name = str(connection.exec_driver_sql("SELECT type FROM record WHERE id = ?", (subject,)).scalar())
        shown = rows.read(connection, type_name, subject) if type_name in type_names() else None
        told = shown.values if shown is not None else {}
        found.update(vocabulary().types[type_name].belongs_to(told) if told else ())
    named = (told.get(name) for name in (_ABOUT if subject else (*_ABOUT, *_ABOUT_NEW)))
    return found | {each for each in named if isinstance(each, str)}


def drop_drafts(connection: Connection, record: str) -> None:
    """Drafts about a record go. One about somebody else that only names it stays: an id alone tells nothing of anybody."""
    kept = connection.exec_driver_sql('SELECT "user", kind, subject, body FROM draft').fetchall()
    for user, kind, subject, body in kept:
        if record in subjects_of(connection, subject, json.loads(body)):
            key = (user, kind, subject)
            connection.exec_driver_sql('DELETE FROM draft WHERE "user" = ? AND kind = ? AND subject = ?', key)


def mark(connection: Connection, record: str, type_name: str) -> None:
    """A record that was never here is not to be shown here either: it belongs to one that was erased."""
    connection.exec_driver_sql("INSERT OR IGNORE INTO record (id, type, flags) VALUES (?, ?, ?)", (record, type_name, MARK))
