"""What the exchange page shows, in words: what waits, and what the server holds and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from app.data.fields import unit
from app.data.queries import sync_state as queries
from app.data.reader import Reader
from app.data.replica import inbox
from app.domain.clock import parse_instant
from app.domain.permissions import sees_names
from app.services.cases.case_names import without_names
from app.services.desk.leading import leads_to
from app.services.exchange import exchange, unconfirmed
from app.services.exchange.field_words import type_words, unit_words
from app.services.exchange.histories import writer_words
from app.services.exchange.knowing import may_know
from app.services.exchange.sync_alarms import Alarms, sync_alarms
from app.services.exchange.sync_state import SyncState, sync_state
from app.text.digits import digits_for
from app.text.words import has_words, words

FIELDS_SHOWN = 4
SHOWN = 200
"""So many records that wait, and so many held changes, are on the page; lists that go to Excel hold all."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that has changes to send; `subject` names it as far as the person may know.

    `meets`: what another person changed meanwhile, which will clash once this is sent.
    """

    id: str
    what: str
    subject: str
    ops: int
    at: datetime
    meets: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A change that the server holds, or that a stick showed and the server does not get: what was changed, who did, why it is
    here and what to do; where its record is seen.

    Of a record that the person may not hear of only the reason and the instant. `act`: what can be done with it, to take it
    back (`discard`), or to show it no longer (`hide`).
    """

    id: str
    what: str
    subject: str
    reason: str
    at: datetime | None
    changed: str = ""
    who: str = ""
    page: str = ""
    where: str = ""
    act: str = "discard"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How what lies here stands to the server: a comparison is under way, and so many records it put right up to now."""

    under_way: bool
    mended: int


@dataclass(frozen=True, slots=True)
class SyncView:
    """The whole page; of what waits and what is held the beginning, all of it is counted in `state`."""

    state: SyncState
    waiting: tuple[Waiting, ...]
    held: tuple[Held, ...]
    alarms: Alarms
    comparison: Comparison


def sync_view(reader: Reader, lang: str) -> SyncView:
    """Everything that the page shows, in a language."""
    waiting, held = tuple(waiting_rows(reader, lang, SHOWN)), tuple(held_rows(reader, lang, SHOWN))
    told = exchange.repair(reader)
    comparison = Comparison(bool(told.comparing), told.mended)
    return SyncView(sync_state(reader), waiting, held, sync_alarms(reader), comparison)


def waiting_rows(reader: Reader, lang: str, limit: int = -1) -> Iterator[Waiting]:
    """Records that wait, the last saved first."""
    coming = inbox.coming(reader.connection)
    return (_waiting(reader, row, coming.get(row.id, {}), lang) for row in queries.waiting(reader, limit))


def held_rows(reader: Reader, lang: str, limit: int = -1) -> Iterator[Held]:
    """What the server holds, in order, and behind it what it does not get."""
    rows = chain(_held_rows(reader, lang, limit), _unconfirmed_rows(reader, lang))
    return rows if limit < 0 else islice(rows, limit)


def _held_rows(reader: Reader, lang: str, limit: int) -> Iterator[Held]:
    """What the server holds."""
    about: dict[str, tuple[str, str, str]] = {}
    for row in exchange.held(reader, limit=limit):
        if row.record not in about:
            about[row.record] = _about(reader, row.type, row.record, lang)
        head, page, where = about[row.record]
        told = _told(reader, row, lang)
        yield Held(row.id, _what(row.type, lang), head, _reason(row.reason, lang), _at(row.at), *told, page, where)


def _unconfirmed_rows(reader: Reader, lang: str) -> Iterator[Held]:
    """What a stick showed and the server does not get, record by record."""
    reason = words("unconfirmed.reason", lang, days=digits_for(str(unconfirmed.DAYS), lang))
    for row in unconfirmed.unconfirmed(reader):
        head, page, where = _about(reader, row.type, row.record, lang)
        told, act = _told(reader, row, lang), "hide" if row.type else ""
        yield Held(row.id, _what(row.type, lang), head, reason, _at(row.at), *told, page, where, act)


def _about(reader: Reader, type_name: str, record: str, lang: str) -> tuple[str, str, str]:
    """Whom or what a change is about, and the page and record to see it on; nothing where that may not be told."""
    page, where = leads_to(reader, type_name, record) if type_name else ("", "")
    return subject(reader, type_name, record, lang), page, where


def _told(reader: Reader, row: exchange.Held | unconfirmed.Unconfirmed, lang: str) -> tuple[str, str]:
    """What was changed and who did; nothing of a record that the person may not hear of."""
    if not row.type:
        return "", ""
    return _changed(row.type, row.kind, row.fields, lang), writer_words(reader, row.user, lang)


def _changed(type_name: str, kind: str, names: Sequence[str], lang: str) -> str:
    """What a change does, in words."""
    if has_words(f"held_kind.{kind}"):
        return words(f"held_kind.{kind}", lang)
    units = list(dict.fromkeys(unit_words(type_name, unit(type_name, name), lang) for name in names))
    return ", ".join([*units[:FIELDS_SHOWN], *(["…"] if len(units) > FIELDS_SHOWN else [])])


def _waiting(reader: Reader, row: queries.WaitingRow, coming: Mapping[str, str], lang: str) -> Waiting:
    """A record that waits; of one that the person may not hear of, only that it waits (practice P1)."""
    type_name = row.type if may_know(reader, row.type, row.id) else ""
    about = subject(reader, type_name, row.id, lang)
    meets = _meets(reader, type_name, coming, lang) if type_name else ""
    return Waiting(row.id if type_name else "", _what(type_name, lang), about, row.ops, parse_instant(row.at), meets)


def _meets(reader: Reader, type_name: str, coming: Mapping[str, str], lang: str) -> str:
    """What others wrote meanwhile, and who."""
    told = []
    for shared, user in coming.items():
        name = writer_words(reader, user, lang)
        told.append(words("clash.meets", lang, field=unit_words(type_name, shared, lang), user=name))
    return " · ".join(told)


def _what(type_name: str, lang: str) -> str:
    """What kind of record it is; nothing more than "restricted" of one that the person may not hear of."""
    return type_words(type_name, lang) if type_name else words("value.hidden", lang)


def subject(reader: Reader, type_name: str, record_id: str, lang: str) -> str:
    """Whom or what a record is about: the case's number, the facility's name, the child's name where that may be seen."""
    record = reader.maybe(type_name, record_id) if type_name and may_know(reader, type_name, record_id) else None
    if record is None:
        return ""
    if type_name == "case":
        return record.text("code")
    if type_name == "child":
        case = reader.find("case", child=record_id, limit=1)
        number = case[0].text("code") if case else ""
        hidden = record_id in without_names(reader, [record_id])
        names = ("family_name_km", "given_name_km") if lang == "km" else ("family_name_latin", "given_name_latin")
        name = (
            " ".join(record.text(part) for part in names if record.text(part))
            if sees_names(reader.actor) and not hidden
            else ""
        )
        return " · ".join(part for part in (name, number) if part)
    if type_name in {"facility", "office", "user"}:
        return record.text("name_km" if lang == "km" else "name_en") or record.text("name") or record.text("code")
    if type_name == "form":
        return record.text("title")
    for parent in ("case", "facility", "inspection", "child", "response"):
        above = record.ref(parent)
        if above:
            return subject(reader, "form_response" if parent == "response" else parent, above, lang)
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
