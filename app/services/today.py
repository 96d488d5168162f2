"""The first page of the day: what is due, late, begun, handed over, in conflict or held, for the person who is signed in.

A case with a restricted code (practice P1) is shown by its number alone, since colleagues look over the shoulder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from app.data import inbox
from app.data.drafts import drafts
from app.data.queries import today as queries
from app.data.reader import Reader
from app.domain.clock import instant_text, parse_instant
from app.domain.codelists import codelist
from app.domain.permissions import can, sees_names

Kind = Literal["contact_overdue", "contact_due", "finding_overdue", "draft", "handed_over", "conflict", "held"]
KINDS: tuple[Kind, ...] = ("contact_overdue", "contact_due", "finding_overdue", "conflict", "held", "handed_over", "draft")
"""In the order of the page: danger to a child first."""
SHOWN = 50
"""So many lines of each kind; the rest is counted (inferred)."""
HANDED_DAYS = 14
"""A case counts as newly handed over for so long (inferred)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do. Names in both scripts ("" for a restricted case), number or mark, when it is due, what it is about.

    `subject` is the id that the page in question opens; `extra` a code: risk level, reason of the server, kind of draft.
    """

    kind: Kind
    subject: str
    name_km: str = ""
    name_latin: str = ""
    mark: str = ""
    due: datetime | None = None
    day: date | None = None
    extra: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a kind, and how many there are altogether."""

    kind: Kind
    lines: tuple[Line, ...]
    count: int


def today(reader: Reader) -> tuple[Group, ...]:
    """All groups that have lines, in order."""
    groups: dict[Kind, list[Line]] = {kind: [] for kind in KINDS}
    for line in (*_contacts(reader), *_findings(reader), *_exchange(reader), *_handed(reader), *_drafts(reader)):
        groups[line.kind].append(line)
    counts = {kind: len(lines) for kind, lines in groups.items()}
    if max(counts["conflict"], counts["held"]) >= SHOWN:
        told = inbox.counts(reader.connection)
        counts |= {"conflict": told.conflicts, "held": told.held}
    return tuple(Group(kind, tuple(_named(reader, lines[:SHOWN])), counts[kind]) for kind, lines in groups.items() if lines)


def _contacts(reader: Reader) -> list[Line]:
    """First contacts that are overdue or fall due soon, by the limit of the risk level."""
    from app.services.task_sources import due_of

    kinds: dict[str, Kind] = {"overdue": "contact_overdue", "soon": "contact_due", "running": "contact_due"}
    found = [one for one in due_of(reader) if one.kind == "first_contact" and one.state in kinds]
    return [Line(kinds[one.state], one.case, due=one.late_from) for one in found]


def _findings(reader: Reader) -> list[Line]:
    """Findings of inspections past their day."""
    if not can(reader.actor, "finding.read"):
        return []
    from app.services.findings import overdue

    lines = []
    for row in overdue(reader):
        facility = row.facility
        km, latin = (facility.text("name_km"), facility.text("name_en")) if facility else ("", "")
        mark = facility.text("code") if facility else ""
        item = row.finding.text("item") or row.finding.text("text")[:60]
        lines.append(
            Line("finding_overdue", row.finding.text("facility"), km, latin, mark, day=row.finding.day("due_on"), extra=item)
        )
    return lines


def _exchange(reader: Reader) -> list[Line]:
    """Conflicts and what the server holds, as many as are shown."""
    from app.services import exchange

    lines = [Line("conflict", row.record, extra=row.type) for row in exchange.conflicts(reader, limit=SHOWN)]
    return lines + [Line("held", row.record, extra=row.reason) for row in exchange.held(reader, limit=SHOWN)]


def _handed(reader: Reader) -> list[Line]:
    """Cases that somebody gave to the actor in the last days."""
    since = instant_text(reader.clock.now() - timedelta(days=HANDED_DAYS))
    names = {user.id: user.text("name") for user in reader.find("user")}
    return [
        Line("handed_over", row.case, due=parse_instant(row.at), by=names.get(row.by, ""))
        for row in queries.handed_over(reader, since)
    ]


def _drafts(reader: Reader) -> list[Line]:
    """What was begun and not saved."""
    return [Line("draft", draft.subject, due=parse_instant(draft.at), extra=draft.kind) for draft in drafts(reader)]


def _named(reader: Reader, lines: Sequence[Line]) -> list[Line]:
    """Lines about cases with number and name; only the number for a restricted case, or when names are not for the person.

    Restricted by what the person may know: a missing name would tell somebody else that there is something to hide.
    """
    ids = [line.subject for line in lines if line.kind in {"contact_overdue", "contact_due", "handed_over"}]
    if not ids:
        return list(lines)
    heads = queries.case_heads(reader, ids)
    rights = reader.actor.rights
    secret = {name: [row.code for row in codelist(name) if row.group in rights] for name in ("child_category", "concern")}
    quiet = queries.with_codes(reader, ids, secret["child_category"], secret["concern"])
    shown = []
    for line in lines:
        head = heads.get(line.subject)
        if head is None:
            shown.append(line)
            continue
        named = line.subject not in quiet and sees_names(reader.actor)
        km, latin = (head.name_km, head.name_latin) if named else ("", "")
        shown.append(Line(line.kind, line.subject, km, latin, head.code, line.due, line.day, head.risk, line.by))
    return shown
