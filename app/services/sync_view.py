"""What the exchange page shows, in words: what waits, what the server holds and why, and conflicts with both values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from app.data.queries import sync_state as queries
from app.data.reader import Reader
from app.domain.clock import parse_instant
from app.domain.permissions import sees_names
from app.services.field_words import side_words, type_words, unit_words
from app.services.sync_state import SyncState, sync_state
from app.text.words import has_words, words

WAITING_SHOWN = 200
SAFER = ("high", "medium", "low", "no_action"), ("withdrawn", "refused", "given")
"""For cautious fields the safer value first (the vocabulary's order)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that has changes to send; `subject` names it as far as the person may know."""

    id: str
    what: str
    subject: str
    ops: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A change that the server holds: why, and what to do."""

    id: str
    what: str
    subject: str
    reason: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values: its words, who wrote it, when."""

    take: Literal["current", "proposed"]
    value: str
    user: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Clash:
    """Two values for one thing; `sides` has the safer (else the visible) one first. `both` may be taken for texts."""

    id: str
    record: str
    type: str
    what: str
    field: str
    subject: str
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class SyncView:
    """The whole page."""

    state: SyncState
    waiting: tuple[Waiting, ...]
    held: tuple[Held, ...]
    clashes: tuple[Clash, ...]


def sync_view(reader: Reader, lang: str) -> SyncView:
    """Everything that the page shows, in a language."""
    waiting = [
        Waiting(row.id, type_words(row.type, lang), subject(reader, row.type, row.id, lang), row.ops, parse_instant(row.at))
        for row in queries.waiting(reader, WAITING_SHOWN)
    ]
    held = [
        Held(
            row.id,
            type_words(row.type, lang),
            subject(reader, row.type, row.record, lang),
            _reason(row.reason, lang),
            _at(row.at),
        )
        for row in queries.held(reader)
    ]
    clashes = [_clash(reader, row, lang) for row in queries.conflicts(reader)]
    return SyncView(sync_state(reader), tuple(waiting), tuple(held), tuple(clashes))


def subject(reader: Reader, type_name: str, record_id: str, lang: str) -> str:
    """Whom or what a record is about: the case's number, the facility's name, the child's name where that may be seen."""
    record = reader.maybe(type_name, record_id)
    if record is None:
        return ""
    if type_name == "case":
        return record.text("code")
    if type_name == "child":
        case = reader.find("case", child=record_id, limit=1)
        number = case[0].text("code") if case else ""
        names = ("family_name_km", "given_name_km") if lang == "km" else ("family_name_latin", "given_name_latin")
        name = " ".join(record.text(part) for part in names if record.text(part)) if sees_names(reader.actor) else ""
        return " · ".join(part for part in (name, number) if part)
    if type_name in {"facility", "office", "user"}:
        return record.text("name_km" if lang == "km" else "name_en") or record.text("name") or record.text("code")
    for parent in ("case", "facility", "inspection", "child"):
        above = record.ref(parent)
        if above:
            return subject(reader, parent, above, lang)
    return ""


def _reason(code: str, lang: str) -> str:
    """Why the server holds something, and what to do."""
    key = f"held.{code}"
    return words(key if has_words(key) else "held.other", lang)


def _at(text: str) -> datetime | None:
    """An instant, or None."""
    try:
        return parse_instant(text)
    except ValueError:
        return None


def _clash(reader: Reader, row: queries.ConflictRow, lang: str) -> Clash:
    """A conflict in words, the safe choice first."""
    sides = [_side(reader, row, which, lang) for which in ("current", "proposed")]
    if _safety(row.data.get("proposed", {})) < _safety(row.data.get("current", {})):
        sides.reverse()
    what, about = type_words(row.type, lang), subject(reader, row.type, row.record, lang)
    return Clash(row.id, row.record, row.type, what, unit_words(row.type, row.field, lang), about, (sides[0], sides[1]))


def _side(reader: Reader, row: queries.ConflictRow, which: str, lang: str) -> Side:
    """One side."""
    told: dict[str, Any] = row.data.get(which) or {}
    user = reader.maybe("user", str(told.get("user") or ""))
    value = side_words(reader, row.type, told.get("values") or {}, lang)
    take: Literal["current", "proposed"] = "current" if which == "current" else "proposed"
    return Side(take, value, user.text("name") if user else "", _at(str(told.get("at") or "")))


def _safety(side: dict[str, Any]) -> int:
    """The place of a side's value in an order of caution; the same for all that have none."""
    values = side.get("values") or {}
    for order in SAFER:
        for value in values.values():
            if value in order:
                return order.index(value)
    return 0
