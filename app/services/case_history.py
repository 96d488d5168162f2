"""What happened in a case, and what a field held before: the time line and the history of one record's fields.

Both leave out whatever belongs to a restricted group that the person may not see (practice P1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.data.queries.responses import about
from app.data.reader import Reader
from app.domain.clock import parse_instant
from app.domain.permissions import can
from app.domain.records import Record
from app.services import cases
from app.services.case_file import CaseFile, case_file
from app.services.case_parts import may_see
from app.services.form_library import FormShelf
from app.services.part_kinds import KINDS
from app.text.zone import local_date


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, and the record that tells more.

    `what`: `opened`, `closed`, `reopened`, `first_contact`, `voided`, `assigned`, `allegation_reported`, `response` or the name
    of a part; `who` a user id or a name as written on paper; `instant` UTC text when the time of day is known.
    """

    day: date
    what: str
    who: str
    record: Record
    instant: str = ""
    detail: dict[str, str] = field(default_factory=dict)


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
    return events(reader, case_file(reader, key))


def told_events(reader: Reader, key: str, shelf: FormShelf | None = None) -> tuple[list[Event], dict[str, str]]:
    """The time line of a case, and the names of the users in it by id; with a shelf the forms in it have their titles."""
    found = time_line(reader, key)
    if shelf is not None:
        shelf.read(reader)
        titles = {(card.form_id, card.version): card.title for card in shelf.cards()}
        found = [_titled(event, titles) for event in found]
    return found, {event.who: _name(reader, event.who) for event in found}


def _titled(event: Event, titles: Mapping[tuple[str, str], str]) -> Event:
    """An event with the title of its form; one that is not here keeps its id."""
    if event.what != "response":
        return event
    known = titles.get((event.detail["form"], event.detail["version"]), event.detail["form"])
    return replace(event, detail={**event.detail, "title": known})


def events(reader: Reader, file: CaseFile) -> list[Event]:
    """The events of a case that is at hand, the newest first."""
    found = [*_episodes(file), *_parts(file), *_owners(reader, file), *_responses(reader, file)]
    for row in (file.case, *file.rows("episode")):
        contact = row.day("first_contact_on")
        if contact is not None:
            who = file.case.text("done_by") if row.type == "case" else row.text("owner")
            found.append(Event(contact, "first_contact", who, row, row.text("first_contact_at")))
    return sorted(found, key=lambda event: (event.day, event.instant, event.record.id), reverse=True)


def _episodes(file: CaseFile) -> list[Event]:
    """Openings and closings."""
    found: list[Event] = []
    for row in file.rows("episode"):
        opened, closed = row.day("opened_on"), row.day("closed_on")
        if opened is not None:
            what = "opened" if row.whole("number") in (None, 1) else "reopened"
            reason = {"reason": row.text("open_reason"), "note": row.text("open_note")}
            found.append(Event(opened, what, row.text("owner"), row, detail=reason))
        if closed is not None:
            reason = {"reason": row.text("close_reason"), "note": row.text("close_note")}
            found.append(Event(closed, "closed", row.text("owner"), row, detail=reason))
    return found


def _parts(file: CaseFile) -> list[Event]:
    """Parts with a day."""
    found: list[Event] = []
    for kind in KINDS.values():
        for row in file.rows(kind.type) if kind.told else ():
            moment = row.moment(kind.told)
            day = local_date(moment) if moment is not None else row.day(kind.told)
            if day is not None:
                found.append(Event(day, kind.type, row.text("done_by") or row.text(kind.who), row, row.text("typed_at")))
    for row in file.rows("allegation"):
        heard, reported = row.moment("heard_at"), row.moment("reported_at")
        if heard is not None:
            found.append(Event(local_date(heard), "allegation", "", row, row.text("heard_at")))
        if reported is not None:
            found.append(Event(local_date(reported), "allegation_reported", "", row, row.text("reported_at")))
    return found


_HEAD = ("form_id", "form_version", "state", "case", "placement", "filled_on", "filled_by", "finished_at")
"""What a time line needs of a response; its answers, and which of them are restricted, stay where they are."""


def _responses(reader: Reader, file: CaseFile) -> list[Event]:
    """Forms about the case, or a placement of it, that were finished; of restricted ones only those of one's own groups."""
    found: list[Event] = []
    for record in about(reader, "case", file.case.id):
        day = record.day("filled_on") or record.day("typed_on")
        if record.code("state") == "finished" and day is not None and may_see(reader.actor, record):
            detail = {"form": record.text("form_id"), "version": record.text("form_version")}
            told = replace(record, values={name: record.values[name] for name in _HEAD if name in record.values})
            found.append(Event(day, "response", record.text("filled_by"), told, record.text("finished_at"), detail))
    return found


def _owners(reader: Reader, file: CaseFile) -> list[Event]:
    """Changes of the owner, and the voiding, as this laptop knows them."""
    found: list[Event] = []
    for line in reader.history(file.case.id):
        day = local_date(parse_instant(line.at))
        if line.field == "owner" and line.old:
            detail = {"from": _name(reader, str(line.old)), "to": _name(reader, str(line.new))}
            found.append(Event(day, "assigned", line.user, file.case, line.at, detail))
        elif line.field == "status" and line.new == "void":
            found.append(Event(day, "voided", line.user, file.case, line.at, {"reason": file.case.text("void_reason")}))
    return found


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
    changes = [FieldChange(str(line.field), line.at, _name(reader, line.user), line.old, line.new) for line in changed]
    created = next((line for line in lines if line.what == "created"), None)
    if created is not None:
        first = dict(record.values) | {str(line.field): line.old for line in reversed(changed)}
        names = [field_name] if field_name else sorted(first)
        who = _name(reader, created.user)
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


def _name(reader: Reader, user: str) -> str:
    """The name of a user, or the id when nothing of the user is here: `histories.person_words` has the words then."""
    if user == reader.actor.user:
        return reader.actor.name
    record = reader.maybe("user", user)
    return record.text("name") if record is not None else user
