"""When the team came to a facility and when it left: asked at the beginning and at the close of a visit, told on every paper.

The moments stand with the inspection as instants, so that a visit over midnight is one. A time of day alone is of the day of
the visit. Of two inspections of one visit the earliest arrival and the latest leaving count; who was there when stays beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from app.data.reader import Reader
from app.domain.clock import instant_text, parse_instant, readable_instant
from app.domain.errors import InputError
from app.domain.questions import Question
from app.domain.records import Record
from app.text.dates import parse_clock_time, parse_date, short_date
from app.text.digits import digits_for
from app.text.words import words
from app.text.zone import LOCAL, local

ARRIVED, LEFT = "arrived_at", "left_at"
HOURS = frozenset({ARRIVED, LEFT})
_BETWEEN = "/"
Values = Mapping[str, object]


def taken(values: Values, day: date, before: Record | None, now: datetime) -> dict[str, object]:
    """What to store of the times that were told for a visit of `day`: UTC text, None takes one away.

    A time is `8:30`, `2026-03-06 1:30` where it was on another day, or an instant. Of a visit that is moved to another day the
    times move along. InputError `visit_hour_form`, `visit_hour_other_day` for an arrival on another day than the visit's,
    `visit_hour_future`, `visit_left_before`.
    """
    found: dict[str, object] = {name: _moment(name, values[name], day) for name in sorted(HOURS & values.keys())}
    moved = _moved(before, day) if before is not None else {}
    whole = {**moved, **found}
    arrived, left = (whole.get(name) for name in (ARRIVED, LEFT))
    for name, moment in whole.items():
        if isinstance(moment, datetime) and moment > now:
            raise InputError("visit_hour_future", field=f"inspection.{name}", time=_plain(moment))
    if isinstance(arrived, datetime) and local(arrived).date() != day:
        raise InputError("visit_hour_other_day", field=f"inspection.{ARRIVED}", day=day.isoformat(), time=_plain(arrived))
    first = arrived if isinstance(arrived, datetime) else datetime.combine(day, time(), LOCAL)
    if isinstance(left, datetime) and left < first:
        raise InputError("visit_left_before", field=f"inspection.{LEFT}", day=(day + timedelta(days=1)).isoformat())
    stored = {name: instant_text(moment) if isinstance(moment, datetime) else None for name, moment in whole.items()}
    return {name: text for name, text in stored.items() if before is None or before.values.get(name) != text}


def _moved(before: Record, day: date) -> dict[str, object]:
    """The times as they stand, on the day of the visit now."""
    was = before.day("visit_on") or day
    found = {name: before.moment(name) for name in HOURS}
    return {name: moment + (day - was) for name, moment in found.items() if moment is not None}


def _moment(name: str, typed: object, day: date) -> datetime | None:
    """An instant for what was typed; None for nothing."""
    text = str(typed or "").strip()
    if not text:
        return None
    try:
        if "T" in text:
            return parse_instant(text)
    except ValueError as reason:
        raise InputError("visit_hour_form", field=f"inspection.{name}", value=text[:40]) from reason
    before, _, clock = text.rpartition(" ")
    at, on = parse_clock_time(clock), parse_date(before, day) if before else day
    if at is None or on is None:
        raise InputError("visit_hour_form", field=f"inspection.{name}", value=text[:40])
    return datetime.combine(on, time(*at), LOCAL).astimezone(UTC)


def _plain(moment: datetime) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}"


def after_midnight(day: date, arrived: str, left: str) -> Question | None:
    """What to ask of two times of day of which the second is the earlier one: whether the team left on the next day."""
    first, second = parse_clock_time(arrived), parse_clock_time(left)
    if first is None or second is None or second >= first:
        return None
    return Question("ask.visit_after_midnight", {"time": _clock(*second), "day": (day + timedelta(days=1)).isoformat()})


def questions(record: Record) -> tuple[Question, ...]:
    """What to ask of the times of a visit: the team left on another day than that of the visit."""
    left = record.moment(LEFT)
    if left is None or local(left).date() == record.day("visit_on"):
        return ()
    return (Question("ask.visit_left_other_day", {"day": local(left).date().isoformat()}),)


# ---- two inspections of one visit ----


def joined(stays: Record, goes: Record) -> dict[str, object]:
    """What of the times goes over when two inspections become one; nothing that was taken over before."""
    mine = dict(stays.entries("hours_each")) or _own(stays)
    theirs = dict(goes.entries("hours_each")) or _own(goes)
    new = {key: text for key, text in theirs.items() if mine.get(key) != text}
    if not new:
        return {}
    pairs = [(stays.moment(ARRIVED), stays.moment(LEFT)), *map(_pair, new.values())]
    arrived = [first for first, _ in pairs if first is not None]
    left = [last for _, last in pairs if last is not None]
    both = {**mine, **new}
    values: dict[str, object] = {}
    if arrived:
        values[ARRIVED] = instant_text(min(arrived))
    if left:
        values[LEFT] = instant_text(max(left))
    if len(set(both.values())) > 1:
        values["hours_each"] = both
    return {name: value for name, value in values.items() if stays.values.get(name) != value}


def _own(record: Record) -> dict[str, str]:
    """The times of an inspection that was not joined yet, as an entry."""
    text = f"{record.text(ARRIVED)}{_BETWEEN}{record.text(LEFT)}"
    return {record.id: text} if text != _BETWEEN else {}


def _pair(text: str) -> tuple[datetime | None, datetime | None]:
    """The two moments of an entry; what is none is nothing."""
    first, _, last = text.partition(_BETWEEN)
    return readable_instant(first), readable_instant(last)


# ---- in words ----


def told(record: Record, lang: str) -> str:
    """The times of a visit: `08:30–16:10`, with the day where the team left on another one; "" where nobody told them."""
    return _told(record.moment(ARRIVED), record.moment(LEFT), record.day("visit_on"), lang)


def _told(arrived: datetime | None, left: datetime | None, day: date | None, lang: str) -> str:
    first, last = _said(arrived, day, lang), _said(left, day, lang)
    if first and last:
        return f"{first}–{last}"
    key = "visit.hours.arrived" if first else "visit.hours.left" if last else ""
    return words(key, lang, time=first or last) if key else ""


def _said(moment: datetime | None, day: date | None, lang: str) -> str:
    """A moment by the clock, with its day where that is not the day of the visit."""
    if moment is None:
        return ""
    here = local(moment)
    clock = digits_for(_clock(here.hour, here.minute), lang)
    return clock if here.date() == day else f"{short_date(here.date(), lang)} {clock}"


def _clock(hour: int, minute: int) -> str:
    return f"{hour:02d}:{minute:02d}"


def by_person(reader: Reader, record: Record) -> tuple[tuple[str, str], ...]:
    """Who was there when, where the inspectors of a joined visit told different times: name ("" not known) and an entry for
    `entry_told`.
    """
    found = []
    for key, text in sorted(record.entries("hours_each").items()):
        visit = record if key == record.id else reader.maybe("inspection", key)
        user = reader.maybe("user", visit.text("typed_by")) if visit is not None and visit.ref("typed_by") else None
        found.append((user.text("name") if user is not None else "", text))
    return tuple(found)


def entry_told(record: Record, name: str, entry: str, lang: str) -> str:
    """One of the people who were there, with the times."""
    return f"{name or words('roster.not_known', lang)} {_told(*_pair(entry), record.day('visit_on'), lang)}"


def told_by_all(reader: Reader, record: Record, lang: str) -> str:
    """The times of the visit, and in brackets who was there when where they differ."""
    whole = told(record, lang)
    each = "; ".join(entry_told(record, name, entry, lang) for name, entry in by_person(reader, record))
    return f"{whole} ({each})" if whole and each else whole
