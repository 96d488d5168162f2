"""What happened in a case, and what a field held before: the time line and the history of one record's fields.

Both leave out whatever belongs to a restricted group that the person may not see (practice P1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.data.reader import HistoryLine, Reader
from app.domain.permissions import can
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_file import CaseFile
from app.services.cases.case_parts import may_see
from app.services.cases.time_line import Event, all_events, name_of
from app.services.desk import calls, supervisions
from app.services.forms.form_library import FormShelf
from app.services.parts.part_kinds import KINDS

__all__ = ["Event", "FieldChange", "Written", "events", "field_history", "time_line", "told_events", "told_history", "written"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value that a field got: when (UTC text), by whom (name, else user id), what it held before and since."""

    field: str
    at: str
    who: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Written:
    """When (UTC text) a record was written down and by whom (name, else user id), and when and by whom it was changed last.

    Empty texts: its beginning is not here, or it was never changed.
    """

    at: str
    who: str
    changed_at: str = ""
    changed_by: str = ""


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
    record, lines = _past(reader, type_name, record_id)
    if record is None:
        return []
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


def _past(reader: Reader, type_name: str, record_id: str) -> tuple[Record | None, list[HistoryLine]]:
    """A record and what became of it, oldest first; nothing of one that is, or ever was, of a group that one may not see."""
    record = reader.maybe(type_name, record_id)
    if record is None or not may_see(reader.actor, record) or not _readable(reader, record):
        return None, []
    lines = reader.history(record_id)
    earlier = ({**record.values, str(line.field): value} for line in lines if line.field for value in (line.old, line.new))
    if any(not may_see(reader.actor, replace(record, values=values)) for values in earlier):
        return None, []  # it was of a restricted group once, and its past tells so
    return record, lines


def written(reader: Reader, type_name: str, record_id: str) -> Written | None:
    """Who wrote a record down and who changed it last; None for what one may not see and where nothing of it is here."""
    _, lines = _past(reader, type_name, record_id)
    made = next((line for line in lines if line.what == "created"), None)
    last = next((line for line in reversed(lines) if line.what == "changed" and (made is None or line.at != made.at)), None)
    if made is None and last is None:
        return None
    first = (made.at, name_of(reader, made.user)) if made is not None else ("", "")
    return Written(*first, *((last.at, name_of(reader, last.user)) if last is not None else ("", "")))


def told_history(reader: Reader, type_name: str, record_id: str, field_name: str = "") -> tuple[list[FieldChange], bool]:
    """`field_history`, and whether the server may have older history that is not here; never for what one may not see."""
    found = field_history(reader, type_name, record_id, field_name)
    record = reader.maybe(type_name, record_id)
    seen = record is not None and may_see(reader.actor, record) and _readable(reader, record)
    return found, seen and reader.older_history([record_id])


def _readable(reader: Reader, record: Record) -> bool:
    """Whether the person may read the case that a record belongs to; a child by any case of it; others by their own right."""
    if record.type in _OWN:
        return _OWN[record.type](reader, record)
    above = KINDS[record.type].parent if record.type in KINDS else ""
    if above not in ("", "case", "child") and record.ref(above):
        whole = reader.maybe(above, record.text(above))
        return whole is not None and may_see(reader.actor, whole) and _readable(reader, whole)
    if record.type == "case":
        wanted = [record]
    elif record.ref("case"):
        wanted = [row for row in (reader.maybe("case", record.text("case")),) if row is not None]
    else:
        wanted = reader.find("case", child=record.id if record.type == "child" else record.text("child"))
    return any(cases.may_read(reader, case) for case in wanted)


def _call(reader: Reader, record: Record) -> bool:
    """Whether the person may read a call: one of a case that is another's tells nothing."""
    return can(reader.actor, "call.edit") and not calls.get(reader, record.id).elsewhere


_OWN: Mapping[str, Callable[[Reader, Record], bool]] = {
    "facility": lambda reader, _: can(reader.actor, "facility.read"),
    "supervision": supervisions.may_read,
    "call": _call,
}
"""Records that belong to no case, or are read by other rules than the case they name."""
