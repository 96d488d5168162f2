"""Incidents (practice P11): what happened, who was told, and the hours left for medical care after sexual violence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time

from app.data.queries import danger as queries
from app.data.reader import Reader
from app.domain.codelists import restricted_group_of
from app.domain.deadlines import Limits, State, contact_state
from app.domain.deadlines import limits as shipped_limits
from app.domain.records import Record
from app.services.cases import case_parts
from app.text.dates import parse_clock_time
from app.text.zone import LOCAL

GROUP = "sexual_violence"


def kinds(incident: Record, more: Iterable[Record]) -> frozenset[str]:
    """All kinds of violence of an incident: its own, and those among `more` (records `incident_kind`) that belong to it."""
    return frozenset({incident.text("kind"), *(row.text("code") for row in more if row.text("incident") == incident.id)} - {""})


def medical_due(incident: Record, codes: Collection[str], own: Limits | None = None) -> datetime | None:
    """Until when medical care is to be had (UTC): 72 hours from the hour of the incident, or to the end of the last day.

    Inferred; the rule of the health ministry wins. None after other violence, without a day, or where an examination is noted.
    `own`: the limits of the office.
    """
    day = incident.day("on_date")
    if day is None or incident.moment("medical_at") is not None or not any(_sexual(code) for code in codes):
        return None
    limit = (own or shipped_limits())["medical"]["after_sexual_violence"]
    hour = parse_clock_time(incident.text("at_time")) if incident.text("at_time") else None
    return limit.end_after(day) if hour is None else limit.end(datetime.combine(day, time(*hour), LOCAL).astimezone(UTC))


def medical_state(due: datetime, now: datetime, own: Limits | None = None) -> State:
    """Where that time stands: close from its first hour on, since every hour counts; over once it has passed."""
    state = contact_state(due, None, None, now, own)
    return "soon" if state == "running" else state


def waiting(reader: Reader, since: date, own: Limits) -> list[tuple[Record, datetime]]:
    """Incidents since a day without medical care, with the end of its time; those that the person may know of."""
    found = []
    for key in queries.incidents_unseen(reader, since):
        record = reader.maybe("incident", key)
        if record is None or not case_parts.may_see(reader.actor, record):
            continue
        due = medical_due(record, kinds(record, case_parts.visible(reader, "incident_kind", key)), own)
        if due is not None:
            found.append((record, due))
    return found


def _sexual(code: str) -> bool:
    """Whether a kind of violence is one after which medical care cannot wait."""
    return restricted_group_of("incident_kind", code) == GROUP
