"""The conflict inbox in words: a row of its list, and one clash with everything that a person needs to decide it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.data.fields import FieldInfo, fields, members
from app.data.reader import Reader
from app.data.replica import inbox
from app.data.values import wire
from app.domain.clock import parse_instant
from app.domain.codelists import label
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.desk.leading import leads_to
from app.services.exchange import conflicts
from app.services.exchange.clash_values import one_of_two
from app.services.exchange.conflicts import Conflict, Kind, Take, both_of, deciders
from app.services.exchange.field_words import field_words, side_words, type_words, unit_words, value_words
from app.services.exchange.histories import writer_words
from app.services.exchange.knowing import may_know
from app.services.exchange.sync_view import subject
from app.text.dates import short_moment
from app.text.words import words

WRITABLE = frozenset({"text", "code", "int", "bool", "date", "set"})
"""Kinds of fields for which another value can be written; of others one of the two is chosen."""
CHANGES_SHOWN = 12
_FIELDS: Mapping[Kind, str] = {"deletion": "clash.deletion", "approval": "clash.approval", "merged": "clash.merged"}
_DECISIONS: Mapping[str, frozenset[str]] = {
    "danger": frozenset({"alarm_seen_by", "alarm_done"}),
    "result": frozenset({"grade", "grade_reason", "confirmed_by"}),
    "closed": frozenset({"closed_at"}),
}
"""Decision about a visit → fields of which it writes one."""
Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A row of the inbox: what clashes, of whom, who wrote, the later instant. Of a hidden one nothing but that it is there."""

    id: str
    kind: Kind
    what: str
    field: str
    subject: str
    who: str
    at: datetime | None
    hidden: bool
    may: bool
    later: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values: its words, who wrote it, when."""

    take: Take
    value: str
    user: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A field for which another value may be written, or one of both chosen (kind `choice`: wire value → words)."""

    name: str
    words: str
    kind: str
    codelist: str
    long: bool
    current: object
    proposed: object
    both: object
    choices: tuple[tuple[object, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ClashView:
    """One clash. `page` and `where` lead to its record; `deciders`: roles and people who may decide it if the reader may not.

    `changes`: of an approval of another text, what was changed meanwhile, as far as the history here tells.
    """

    row: ClashRow
    sides: tuple[Side, Side]
    both: bool
    cautious: bool
    choices: tuple[Choice, ...]
    deciders: tuple[tuple[str, ...], tuple[str, ...]]
    changes: tuple[str, ...]
    page: str
    where: str


def clash_rows(reader: Reader, lang: str, *, after: Place | None, limit: int) -> list[ClashRow]:
    """Rows of the inbox behind a place, oldest first, those put off behind the others."""
    found = conflicts.conflicts(reader, limit=limit, after=after or (-1, 0, ""))
    names: dict[str, str] = {}
    return [_row(reader, one, names, lang) for one in found]


def clash_view(reader: Reader, conflict_id: str, lang: str) -> ClashView:
    """One clash as the reader may see it; ConflictError `conflict_gone` when it is decided already."""
    found = conflicts.conflict(reader, conflict_id)
    names: dict[str, str] = {}
    row = _row(reader, found, names, lang)
    takes: tuple[tuple[Take, Mapping[str, Any], str, str], ...] = (
        ("current", found.current, found.current_user, found.current_at),
        ("proposed", found.proposed, found.proposed_user, found.proposed_at),
    )
    one, two = (
        Side(take, _value(reader, found, values, lang), "" if found.hidden else _name(reader, names, user, lang), _at(at))
        for take, values, user, at in takes
    )
    asked = deciders(reader, found) if not found.may and not found.hidden else ((), ())
    roles = tuple(label("role", role, lang) for role in asked[0])
    changes = tuple(_changes(reader, found, names, lang)) if found.kind == "approval" else ()
    page, where = ("", "") if found.hidden else leads_to(reader, found.type, found.record)
    choices = tuple(_choices(reader, found, lang))
    return ClashView(row, (one, two), found.both, found.cautious, choices, (roles, asked[1]), changes, page, where)


def _row(reader: Reader, found: Conflict, names: dict[str, str], lang: str) -> ClashRow:
    """A clash as a row."""
    who = dict.fromkeys(_name(reader, names, user, lang) for user in (found.current_user, found.proposed_user))
    at = max((at for at in (_at(found.current_at), _at(found.proposed_at)) if at is not None), default=None)
    if found.hidden:  # nor who wrote: that tells whose restricted information it is
        hidden = words("value.hidden", lang)
        return ClashRow(found.id, found.kind, hidden, "", "", "", at, True, False, found.later, found.place)
    told = (" / ".join(who), at, False, found.may, found.later, found.place)
    if found.kind == "approval":
        field = approval_words(reader, found, lang)
    else:
        field = words(_FIELDS[found.kind], lang) if found.kind in _FIELDS else unit_words(found.type, found.unit, lang)
    about = subject(reader, found.type, found.record, lang)
    return ClashRow(found.id, found.kind, type_words(found.type, lang), field, about, *told)


def approval_words(reader: Reader, found: Conflict, lang: str) -> str:
    """What was decided while another text stood there: of a visit which of its decisions, as far as that can be told."""
    if found.type == "inspection" and not found.hidden:
        wrote = inbox.written_at(reader.connection, found.record, found.proposed_user, found.proposed_at)
        for what, names in _DECISIONS.items():
            if wrote & names:
                return words(f"clash.approval.{what}", lang)
    return words("clash.approval", lang)


def approval_changes(reader: Reader, found: Conflict, lang: str) -> tuple[str, ...]:
    """What was changed meanwhile, a line each."""
    return tuple(_changes(reader, found, {}, lang)) if found.kind == "approval" and not found.hidden else ()


def _value(reader: Reader, found: Conflict, values: Mapping[str, Any], lang: str) -> str:
    """One side's value; nothing of it for who has no right to it."""
    if found.hidden:
        return words("value.hidden", lang)
    if found.kind == "merged":
        into = values.get(inbox.MERGED)
        named = subject(reader, found.type, into, lang) if isinstance(into, str) else ""
        return named or words("value.other_record" if into else "clash.own_record", lang)
    if found.kind == "approval":
        return ""
    if found.kind == "deletion" and not values:
        return words("clash.kept_record", lang)
    return side_words(reader, found.type, values, lang)


def _changes(reader: Reader, found: Conflict, names: dict[str, str], lang: str) -> Iterator[str]:
    """What was changed between what the approver was shown and what stood on the server."""
    shown = {str(one[0]): one[1] for one in _pairs(found.proposed)}
    stood = {str(one[0]): one[1] for one in _pairs(found.current)}
    for record, base in shown.items():
        first = base[-1] if isinstance(base, list) else base
        last = stood.get(record, 0)
        if not isinstance(first, int) or not isinstance(last, int):
            continue
        type_name = reader.type_of(record) or found.type
        for field, user, at in inbox.changed_since(reader.connection, record, first, last)[:CHANGES_SHOWN]:
            moment = _at(at)
            told = {"field": field_words(field, lang, type_name), "user": _name(reader, names, user, lang)}
            if may_know(reader, type_name, record):
                yield words("clash.changed", lang, **told, at=_moment(moment, lang))


def _pairs(values: Mapping[str, Any]) -> list[list[Any]]:
    """[record, version] of a side of an approval."""
    listed = values.get(inbox.APPROVAL)
    return [one for one in listed if isinstance(one, list) and len(one) == 2] if isinstance(listed, list) else []


def _choices(reader: Reader, found: Conflict, lang: str) -> Iterator[Choice]:
    """The fields of a clash of two values, for who may decide it."""
    if found.kind != "value" or not found.may or one_of_two(found.type, found.unit):
        return
    named = [*found.fields, *(name for name in members(found.type, found.unit) if name not in found.fields and ":" not in name)]
    record = reader.maybe(found.type, found.record) or Record(found.type, found.record, {})
    for name in named:
        info = fields(found.type).get(name.partition(":")[0])
        if info is None:
            return  # of a newer version: one side or the other
        standing = record.values.get(name) if ":" not in name else None
        sides = found.current.get(name, standing), found.proposed.get(name, standing)
        yield _choice(reader, found.type, name, info, sides, lang)


def _choice(reader: Reader, type_name: str, name: str, info: FieldInfo, sides: tuple[object, object], lang: str) -> Choice:
    """One field."""
    current, proposed = sides
    listed = info.codelist or ""
    free = info.kind in WRITABLE and ":" not in name and (info.kind not in ("code", "set") or bool(listed))
    long = any(isinstance(side, str) and (len(side) > 60 or "\n" in side) for side in sides)
    head = (name, field_words(name, lang, type_name))
    if free:
        current, proposed = _typable(type_name, name, current), _typable(type_name, name, proposed)
        both = both_of(current, proposed) if info.kind in ("text", "set") else None  # of two days one is right
        return Choice(*head, info.kind, listed, long, current, proposed, both)
    either = [current] if current == proposed else [current, proposed]
    told = tuple((side, value_words(reader, type_name, name, side, lang) or words("value.none", lang)) for side in either)
    return Choice(*head, "choice", "", long, current, proposed, None, told)


def _typable(type_name: str, name: str, value: object) -> object:
    """A value that a field of its kind begins with; None for one that no field can show, as other versions may write."""
    try:
        return wire(type_name, name, value)
    except InputError:
        return None


def _name(reader: Reader, names: dict[str, str], user: str, lang: str) -> str:
    """Who it was; words for somebody who is not known here, or to nobody."""
    if user not in names:
        names[user] = writer_words(reader, user, lang)
    return names[user]


def _at(text: str) -> datetime | None:
    """An instant, or None."""
    try:
        return parse_instant(text)
    except ValueError:
        return None


def _moment(at: datetime | None, lang: str) -> str:
    """An instant in words."""
    return short_moment(at, lang) if at is not None else ""
