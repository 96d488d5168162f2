"""The time line of a case: everything that happened, page by page, the newest first, within what the person may know.

Which kinds are told and at which day is said by `part_kinds`; beside them stand opening and closing, first contacts, changes of
the caseworker, finished forms, documents, and the second moments of parts (reported, cleared, decided, ended).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.data.fields import fields
from app.data.queries import time_line as queries
from app.data.queries.time_line import Place, Stream, changes, has_any, keys
from app.data.reader import Reader
from app.domain.deadlines import Limits, typed_late
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_parts import may_see
from app.services.forms.form_library import FormShelf
from app.services.office.rules import limits
from app.services.parts.part_kinds import KINDS
from app.text.zone import day_start

PAGE = 200
_HEAD = ("form_id", "form_version", "state", "case", "placement", "filled_on", "filled_by", "finished_at", "typed_on")
"""What a time line needs of a response; its answers, and which of them are restricted, stay where they are."""
_MORE: Mapping[str, tuple[str, str, str]] = {
    "allegation": ("allegation", "heard_at", ""),
    "allegation_reported": ("allegation", "reported_at", ""),
    "flag_cleared": ("flag", "cleared_on", "cleared_by"),
    "approval_decided": ("approval", "decided_on", "decided_by"),
    "placement_ended": ("placement", "to_on", ""),
    "service_done": ("service", "done_on", ""),
    "plan_ended": ("plan", "ended_on", ""),
}
"""Further moments of parts: what → type, day or instant, who."""
_OF_CASE: Mapping[str, tuple[str, str, str]] = {
    "opened": ("episode", "opened_on", "owner"),
    "reopened": ("episode", "opened_on", "owner"),
    "closed": ("episode", "closed_on", "owner"),
}

_BEGUN = frozenset({"opened", "reopened"})
"""What was done by whose the case was then, not by whose it is now."""
_OTHER: Mapping[str, str] = {
    "first_contact": "first_contact",  # of a case, or of one of its episodes
    "died": "child",
    "response": "form_response",
    "document": "attachment",
    **dict.fromkeys(("assigned", "voided", "name_hidden", "name_told"), "history"),
}
"""What else is told → the type of the record behind it; `history` where that is a line of it."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, and the record that tells more.

    `what`: `opened`, `closed`, `reopened`, `first_contact`, `died`, `voided`, `assigned`, `name_hidden`, `name_told`,
    `response`, `document`, the name of a part or one of its further moments; `who` a user id or a name
    as written on paper; `instant` UTC text when the time of day is known;
    `late`: it was entered long after it was done (practice P16).
    """

    day: date
    what: str
    who: str
    record: Record
    instant: str = ""
    detail: dict[str, str] = field(default_factory=dict)
    late: bool = False


@dataclass(frozen=True, slots=True)
class TimePage:
    """A page, the names of the users in it by id, and where the next begins; None at the end."""

    events: tuple[Event, ...]
    names: Mapping[str, str]
    after: Place | None


def page(
    reader: Reader,
    case: str,
    *,
    kinds: Collection[str] = frozenset(),
    limit: int = PAGE,
    after: Place | None = None,
    shelf: FormShelf | None = None,
) -> TimePage:
    """A page of a case's time line; `kinds`: only these, all for none; with a shelf the forms in it have their titles.

    InputError `not_allowed`.
    """
    record = cases.readable(reader, case)
    wanted = [stream for stream in streams(reader, record) if not kinds or stream.what in kinds]
    own = limits(reader)
    found: list[Event] = []
    last, more = after, True
    while len(found) < limit and more:
        places = keys(reader, wanted, limit + 1 - len(found), last)
        more = len(places) > limit - len(found)
        for event in _events(reader, record, places[: limit - len(found)], own):
            found.append(event)
        last = places[: len(places) - more][-1] if places[: len(places) - more] else last
    told = _titled(reader, found, shelf) if shelf is not None else found
    return TimePage(tuple(told), {one.who: name_of(reader, one.who) for one in told}, last if more else None)


def told_kinds(reader: Reader, case: str) -> tuple[str, ...]:
    """What happened in a case at all: for a filter. Of a restricted kind nothing is said to who may not know of it (P1)."""
    record = cases.readable(reader, case)
    found = [stream for stream in streams(reader, record) if has_any(reader, stream)]
    own = limits(reader)
    return tuple(stream.what for stream in found if _one_visible(reader, record, stream, own))


def _one_visible(reader: Reader, case: Record, stream: Stream, own: Limits) -> bool:
    """Whether one event of a stream may be told."""
    last: Place | None = None
    while places := keys(reader, [stream], PAGE, last):
        if _events(reader, case, places, own):
            return True
        last = places[-1]
    return False


def sorts() -> dict[str, str]:
    """All sorts of events that there are → the type of the record behind each."""
    told = [kind.type for kind in KINDS.values() if kind.told]
    return {what: _type_of(what) for what in (*told, *_MORE, *_OF_CASE, *_OTHER)}


def streams(reader: Reader, case: Record) -> list[Stream]:
    """All sorts of events of a case."""
    above = {"case": reader.same_as(case.id), "child": reader.same_as(case.text("child"))}
    own = above["case"]
    found = [_stream(what, *_OF_CASE[what][:2], "case", own) for what in _OF_CASE]
    for kind in KINDS.values():
        if kind.told and (kind.parent in above or _deeper(kind.parent)):
            parents = above.get(kind.parent, own)
            found.append(_stream(kind.type, kind.type, kind.told, kind.parent, parents, above=_deeper(kind.parent)))
    found += [_stream(what, one, day, "case", own) for what, (one, day, _) in _MORE.items()]
    found.append(_stream("first_contact", "case", "first_contact_on", "id", own, moment="first_contact_at"))
    found.append(_stream("first_contact", "episode", "first_contact_on", "case", own, moment="first_contact_at"))
    found.append(_stream("died", "child", "died_on", "id", above["child"]))
    documents = [queries.documents(parent, ids) for parent, ids in above.items()]
    return [*found, queries.responses(own), *documents, *queries.of_history(own)]


def _deeper(parent: str) -> str:
    """The type of a parent that itself belongs to a case; "" for a case, a child, or one that belongs to none."""
    return parent if parent in KINDS and KINDS[parent].parent == "case" else ""


def _stream(
    what: str, type_name: str, day: str, parent: str, parents: tuple[str, ...], *, moment: str = "", above: str = ""
) -> Stream:
    """A stream over a record type, by a day or an instant of it."""
    known = fields(type_name)
    if known[day].kind == "instant":
        return queries.by_instant(what, type_name, day, parent, parents, above)
    moment = moment or ("typed_at" if "typed_at" in known else "")
    return queries.by_day(what, type_name, day, parent, parents, above, moment)


def _events(reader: Reader, case: Record, places: Sequence[Place], own: Limits) -> list[Event]:
    """The events at some places that the person may know of, in their order."""
    found: dict[Place, Event] = {}
    by_type: dict[str, list[Place]] = {}
    for place in places:
        by_type.setdefault(_type_of(place.what), []).append(place)
    for type_name, some in by_type.items():
        if type_name == "history":
            found |= _of_history(reader, case, some)
            continue
        names = ("case", "episode") if type_name == "first_contact" else (type_name,)
        ids = tuple({place.id for place in some})
        rows = {row.id: row for name in names for row in reader.find(name, id=ids)}
        first = queries.first_owners(reader, ids) if type_name == "episode" else {}
        for place in some:
            if place.id in rows and _told(reader, rows[place.id]):
                event = _event(place, rows[place.id], case, own)
                begun = place.what in _BEGUN and place.id in first
                found[place] = replace(event, who=first[place.id]) if begun else event
    return [found[place] for place in places if place in found]


def _type_of(what: str) -> str:
    """The type of the record behind an event; `history` where that is a line of it."""
    return _OF_CASE[what][0] if what in _OF_CASE else _MORE[what][0] if what in _MORE else _OTHER.get(what, what)


def _told(reader: Reader, record: Record) -> bool:
    """Whether a record may be told of: it and what it belongs to, down to the case."""
    if not may_see(reader.actor, record):
        return False
    above = _deeper(KINDS[record.type].parent) if record.type in KINDS else ""
    parent = reader.maybe(above, record.text(above)) if above else None
    return not above or (parent is not None and may_see(reader.actor, parent))


def _event(place: Place, record: Record, case: Record, own: Limits) -> Event:
    """One event of a record."""
    day = date.fromisoformat(place.day)
    typed = record.moment("typed_at") if place.what in KINDS else None
    if place.what == "response":
        on = record.day("typed_on")
        typed = day_start(on) if on is not None else None
        detail = {"form": record.text("form_id"), "version": record.text("form_version")}
        told = replace(record, values={name: record.values[name] for name in _HEAD if name in record.values})
        return Event(day, place.what, record.text("filled_by"), told, place.instant, detail, typed_late(day, typed, own))
    late = typed_late(day, typed, own)
    return Event(day, place.what, _who(place.what, record, case), record, place.instant, _detail(place.what, record), late)


def _who(what: str, record: Record, case: Record) -> str:
    """Who did it: a user id, or a name as written on paper."""
    if what == "first_contact":
        return case.text("done_by") if record.type == "case" else record.text("owner")
    if what == "died":
        return record.text("death_told_by")
    if what in _OF_CASE:
        return record.text(_OF_CASE[what][2])
    if what in _MORE:
        return record.text(_MORE[what][2]) if _MORE[what][2] else ""
    return record.text("done_by") or (record.text(KINDS[what].who) if what in KINDS else "")


def _detail(what: str, record: Record) -> dict[str, str]:
    """What is told of an episode beside its day: why it began, or ended."""
    if what not in _OF_CASE:
        return {}
    verb = "close" if what == "closed" else "open"
    return {"reason": record.text(f"{verb}_reason"), "note": record.text(f"{verb}_note")}


def _of_history(reader: Reader, case: Record, places: Sequence[Place]) -> dict[Place, Event]:
    """Changes of the caseworker, the voiding, the name hidden or told again, as this laptop knows them."""
    lines = changes(reader, [place.id for place in places])
    found: dict[Place, Event] = {}
    for place in places:
        line = lines[place.id]
        detail = {"reason": case.text("void_reason")} if place.what == "voided" else {}
        if place.what == "assigned":
            detail = {"from": name_of(reader, str(line.old)), "to": name_of(reader, str(line.new))}
        found[place] = Event(date.fromisoformat(place.day), place.what, line.user, case, place.instant, detail)
    return found


def _titled(reader: Reader, found: Sequence[Event], shelf: FormShelf) -> list[Event]:
    """Events with the titles of their forms; a form that is not here keeps its id."""
    if not any(event.what == "response" for event in found):
        return list(found)
    shelf.read(reader)
    titles = {(card.form_id, card.version): card.title for card in shelf.cards()}
    told: list[Event] = []
    for event in found:
        if event.what == "response":
            title = titles.get((event.detail["form"], event.detail["version"]), event.detail["form"])
            event = replace(event, detail={**event.detail, "title": title})
        told.append(event)
    return told


def name_of(reader: Reader, user: str) -> str:
    """The name of a user; of one of another office as a case that came from there brought it (`hand_overs`).

    The id when nothing of the user is here: `histories.person_words` has the words then.
    """
    if user == reader.actor.user:
        return reader.actor.name
    record = reader.maybe("user", user)
    return record.text("name") if record is not None else reader.once("brought", lambda: _brought(reader)).get(user, user)


def _brought(reader: Reader) -> Mapping[str, str]:
    """The names of users that came with cases from other offices, by id."""
    rows = reader.find("hand_over", kind="office", order=("id",))
    return {user: name for row in rows for user, name in row.entries("people").items()}


def all_events(reader: Reader, case: str, shelf: FormShelf | None = None) -> tuple[list[Event], dict[str, str]]:
    """Every event of a case, and the names of the users in them: for papers and exports, which take the whole line."""
    found: list[Event] = []
    names: dict[str, str] = {}
    after: Place | None = None
    while True:
        next_page = page(reader, case, limit=PAGE * 5, after=after, shelf=shelf)
        found += next_page.events
        names |= next_page.names
        after = next_page.after
        if after is None:
            return found, names
