"""Two cases side by side, for whoever must say whether they are one child: what differs, by whom, what moves along (P3).

Of a case that the person may not open there is only what P3 allows: number, office, whom to ask and which fields agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.data.fields import fields
from app.data.reader import Reader
from app.domain.clock import parse_instant
from app.domain.duplicates import Reason
from app.domain.errors import InputError
from app.domain.permissions import can, require
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_history import field_history
from app.services.cases.case_parts import may_see, visible
from app.services.exchange.field_words import field_words, type_words, unit_words, value_words
from app.services.exchange.histories import person_words
from app.services.parts.part_kinds import types_of
from app.services.people import duplicates, merging
from app.services.people.children import full_name
from app.services.people.distinct import Kind, mark
from app.services.people.duplicates import Likely

_NOT_TOLD = frozenset({"shared_with", "travel", "gazetteer_year", "typed_at", "typed_by"})
_AS_IT_IS = frozenset({"village_en", "name_unknown", "latin_confirmed"})
"""Fields told only where the rest of their group tells nothing."""
_PARTS_OF_ONE = ("page_of", "response", "whole")
"""What makes a document a page of another, or belong to a form: it is not counted by itself."""
_RANK = ("no_action", "low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a line: as words ("" for none), who wrote it last ("" if not known here) and when."""

    value: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A unit of fields of both: `key` is (child or case, unit). `pick`: what is proposed; None where each keeps its own."""

    key: tuple[str, str]
    title: str
    stays: Side
    goes: Side
    same: bool
    pick: merging.Pick | None
    both: bool
    """Whether it holds several things, so that all of both may be kept."""


@dataclass(frozen=True, slots=True)
class Head:
    """One of the two: what it is called; `own` is false where the person may not open it, then no name is given."""

    case: str
    child: str
    code: str
    status: str
    office: str
    owner: str
    phone: str
    own: bool
    name: str = ""
    latin: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """The case that stays and the one that goes. `why_not`: the error that bars joining, or None.

    `moves`: (words of a type, how many) that will be shown in the file that stays, and are not there now.
    """

    stays: Head
    goes: Head
    lines: tuple[Line, ...]
    moves: tuple[tuple[str, int], ...]
    alike: tuple[Reason, ...]
    why_not: InputError | None


def pair(reader: Reader, stays: str, goes: str, lang: str) -> Pair:
    """Both cases (ids or numbers), in a language.

    InputError `case_unknown`, `not_allowed` for who joins no cases or may not open the first one, `merge_circle` for one case.
    """
    require(reader.actor, "case.join")
    one = cases.readable(reader, cases.find_case(reader, stays).id)
    two = cases.find_case(reader, goes)
    if one.id == two.id:
        raise InputError("merge_circle")
    heads = _head(reader, one, lang), _head(reader, two, lang)
    known = {each.child: each for each in duplicates.like_case(reader, one.id)}
    alike = known[heads[1].child].reasons if heads[1].child in known else ()
    if not heads[1].own:
        return Pair(*heads, (), (), alike, InputError("not_allowed", act="case.join"))
    children = [reader.maybe("child", each.child) for each in heads]
    lines: list[Line] = []
    if children[0] is not None and children[1] is not None and children[0].id != children[1].id:
        lines += _lines(reader, children[0], children[1], lang)
    lines += _lines(reader, one, two, lang)
    return Pair(*heads, tuple(lines), _moves(reader, two, heads, lang), alike, _why_not(reader, one, two, heads))


def _head(reader: Reader, case: Record, lang: str) -> Head:
    """What a case is called."""
    user = reader.maybe("user", case.text("owner"))
    owner, phone = (user.text("name"), user.text("phone")) if user is not None else (person_words("", lang), "")
    child = reader.current(case.text("child"))
    told = (case.id, child, case.text("code"), case.text("status"), case.text("office"), owner, phone)
    if not cases.may_read(reader, case):
        return Head(*told, own=False)
    record = reader.maybe("child", child) or Record("child", child, {})
    return Head(*told, own=True, name=full_name(record.values), latin=full_name(record.values, latin=True))


def _why_not(reader: Reader, one: Record, two: Record, heads: tuple[Head, Head]) -> InputError | None:
    """What bars joining."""
    for case, act in ((one, "case.edit"), (two, "case.void")):
        if not can(reader.actor, act, owner=case.ref("owner"), office=case.text("office")):
            return InputError("not_allowed", act=act)
    try:
        merging.check_goes_on(two, one)
        merging.check_two(reader, heads[1].child, heads[0].child)
    except InputError as error:
        return error
    return None


def _lines(reader: Reader, one: Record, two: Record, lang: str) -> list[Line]:
    """What both hold, unit by unit, in the order of the vocabulary; nothing that the person may not know of."""
    able = merging.units_of(one.type)
    fixed = {name: (name,) for name in ("risk_level", "owner", "status", "closed_on") if name in fields(one.type)}
    writers = _writers(reader, one), _writers(reader, two)
    found = []
    for name, inner in {**able, **{name: held for name, held in fixed.items() if name not in able}}.items():
        told = tuple(field for field in inner if field not in _NOT_TOLD)
        if not told or not all(merging.may_see_unit(reader.actor, record, inner) for record in (one, two)):
            continue
        sides = [_side(reader, record, told, who, lang) for record, who in zip((one, two), writers, strict=True)]
        if not sides[0].value and not sides[1].value:
            continue
        same = all(one.values.get(field) == two.values.get(field) for field in inner)
        many = len(inner) == 1 and fields(one.type)[name].kind == "set"
        pick = _proposed(name, one, two, sides, many=many) if name in able else None
        title = unit_words(one.type, name, lang) if name.startswith("(") else field_words(name, lang)
        found.append(Line((one.type, name), title, sides[0], sides[1], same, pick, many))
    return found


def _proposed(name: str, one: Record, two: Record, sides: list[Side], *, many: bool) -> merging.Pick:
    """What is safest: nothing is lost, the higher risk, what is filled in; else the one that stays."""
    if many:
        return "both"
    if name == "risk_level":
        levels = [_RANK.index(each.text(name)) if each.text(name) in _RANK else -1 for each in (one, two)]
        return "goes" if levels[1] > levels[0] else "stays"
    return "goes" if sides[1].value and not sides[0].value else "stays"


def _writers(reader: Reader, record: Record) -> dict[str, tuple[str, datetime]]:
    """Field → who wrote it last, and when."""
    found: dict[str, tuple[str, datetime]] = {}
    for change in field_history(reader, record.type, record.id):
        found.setdefault(change.field, (change.who, parse_instant(change.at)))
    return found


def _side(reader: Reader, record: Record, inner: tuple[str, ...], writers: dict[str, tuple[str, datetime]], lang: str) -> Side:
    """The values of a unit in one line, with the last writer of any of them."""
    held = [name for name in inner if name not in _AS_IT_IS and record.values.get(name) not in (None, "", [])]
    held = held or [name for name in inner if record.values.get(name)]
    words = [_told(reader, record, name, lang, alone=len(inner) == 1) for name in held]
    value = (" " if any("_name_" in name for name in held) else " · ").join(dict.fromkeys(words))
    known = [writers[name] for name in inner if name in writers]
    if not known:
        return Side(value)
    who, at = max(known, key=lambda each: each[1])
    return Side(value, person_words(who, lang), at)


def _told(reader: Reader, record: Record, name: str, lang: str, *, alone: bool) -> str:
    """A value in words; a tick among others says what it is a tick of."""
    value = record.values.get(name)
    words = value_words(reader, record.type, name, value, lang)
    return f"{field_words(name, lang)}: {words}" if isinstance(value, bool) and not alone else words


def _moves(reader: Reader, two: Record, heads: tuple[Head, Head], lang: str) -> tuple[tuple[str, int], ...]:
    """How many entries of each type will be shown in the other file; only those that the person may know of."""
    found: dict[str, int] = {}
    for type_name in types_of("case"):
        found[type_name] = len(visible(reader, type_name, two.id))
    if heads[0].child != heads[1].child:
        for type_name in types_of("child"):
            found[type_name] = found.get(type_name, 0) + len(visible(reader, type_name, heads[1].child))
    for type_name in ("attachment", "form_response"):
        rows = [row for row in reader.find(type_name, case=reader.same_as(two.id)) if may_see(reader.actor, row)]
        found[type_name] = sum(1 for row in rows if not any(row.ref(name) for name in _PARTS_OF_ONE))
    return tuple((type_words(name, lang), count) for name, count in found.items() if count)


def likely_of(reader: Reader, case: str) -> list[Likely]:
    """Cases that may be the same as one, for its page and for choosing; nothing for who joins no cases."""
    if not can(reader.actor, "case.join"):
        return []
    return duplicates.like_case(reader, case)


__all__ = ["Head", "Kind", "Likely", "Line", "Pair", "Side", "likely_of", "mark", "pair"]
