"""What happened in a case, and what a field held before: the time line and the history of one record's fields.

Both leave out whatever belongs to a restricted group that the person may not see (practice P1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.data.reader import Reader
from app.domain.permissions import can
from app.domain.records import Record
from app.services import cases
from app.services.case_file import CaseFile
from app.services.case_parts import may_see
from app.services.form_library import FormShelf
from app.services.time_line import Event, all_events, name_of

__all__ = ["Event", "FieldChange", "events", "field_history", "time_line", "told_events", "told_history"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value that a field got: when (UTC text), by whom (name, else user id), what it held before and since."""

    field: str
    at: str
    who: str
    old: object
    new: object


def time_line(reader: Reader, key: str) -> list[Event]:
    """Everything that happened in a case, the newest first."""
    return all_events(reader, cases.find_case(reader, key).id)[0]


def told_events(reader: Reader, key: str, shelf: FormShelf | None = None) -> tuple[list[Event], dict[str, str]]:
    """The whole time line of a case, and the names of the users in it by id; with a shelf the forms in it have their titles."""
    return all_events(reader, cases.find_case(reader, key).id, shelf)


def events(reader: Reader, file: CaseFile) -> list[Event]:
    """The events of a case that is at hand, the newest first."""
    return all_events(reader, file.case.id)[0]


def field_history(reader: Reader, type_name: str, record_id: str, field_name: str = "") -> list[FieldChange]:
    """What a field of a record of a case (or each of its fields) held, the newest first; empty for what one may not see."""
    record = reader.maybe(type_name, record_id)
    if record is None or not may_see(reader.actor, record) or not _readable(reader, record):
        return []
    lines = reader.history(record_id)
    earlier = ({**record.values, str(line.field): value} for line in lines if line.field for value in (line.old, line.new))
    if any(not may_see(reader.actor, replace(record, values=values)) for values in earlier):
        return []  # it was of a restricted group once, and its past tells so
    changed = [line for line in lines if line.field is not None and line.field in {field_name or line.field}]
    changes = [FieldChange(str(line.field), line.at, name_of(reader, line.user), line.old, line.new) for line in changed]
    created = next((line for line in lines if line.what == "created"), None)
    if created is not None:
        first = dict(record.values) | {str(line.field): line.old for line in reversed(changed)}
        names = [field_name] if field_name else sorted(first)
        who = name_of(reader, created.user)
        begun = [FieldChange(name, created.at, who, None, first[name]) for name in names if first.get(name) is not None]
        changes = begun + changes
    return changes[::-1]


def told_history(reader: Reader, type_name: str, record_id: str, field_name: str = "") -> tuple[list[FieldChange], bool]:
    """`field_history`, and whether the server may have older history that is not here; never for what one may not see."""
    found = field_history(reader, type_name, record_id, field_name)
    record = reader.maybe(type_name, record_id)
    seen = record is not None and may_see(reader.actor, record) and _readable(reader, record)
    return found, seen and reader.older_history([record_id])


def _readable(reader: Reader, record: Record) -> bool:
    """Whether the person may read the case that a record belongs to; a child by any case of it; a facility by its own right."""
    if record.type == "facility":
        return can(reader.actor, "facility.read")
    if record.type == "case":
        wanted = [record]
    elif record.ref("case"):
        wanted = [row for row in (reader.maybe("case", record.text("case")),) if row is not None]
    else:
        wanted = reader.find("case", child=record.id if record.type == "child" else record.text("child"))
    return any(cases.may_read(reader, case) for case in wanted)
