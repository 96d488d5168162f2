"""The first page of the day, in groups: what is late, due, sent back, to be decided, promised, flagged, in conflict or begun.

What is due comes from `task_sources`, each line with what it is and why; order and reach are rules (`rules/today.toml`).
A case with a restricted code (practice P1) is shown by its number alone, since colleagues look over the shoulder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import nsmallest
from itertools import islice
from typing import Literal

from app.data.drafts import drafts
from app.data.queries import today as queries
from app.data.reader import Reader
from app.data.replica import inbox
from app.data.uncollected import uncollected
from app.domain import tasks
from app.domain.clock import instant_text, parse_instant
from app.domain.codelists import codelist
from app.domain.permissions import can, sees_names
from app.domain.rules import RuleSet
from app.domain.tasks import Due, Scope
from app.services.desk import desk_sources
from app.services.office.rules import rules

GroupName = tasks.Group | Literal["finding_overdue", "conflict", "held", "handed_over", "draft"]
NAMES: tuple[GroupName, ...] = (*tasks.GROUPS, "finding_overdue", "conflict", "held", "handed_over", "draft")
"""All groups that there are; a rule has their order."""
_OF_CASES = frozenset({*tasks.GROUPS, "handed_over"})


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do. Names in both scripts ("" for a restricted case), number or mark, when it is due, what it is about.

    `kind`: what is to be done (`task.<kind>` has its words), else the group; `subject` is the id that the page in question
    opens; `extra` a code of the list `codes`, or a word of somebody; `by`: a colleague's name; `step`: the step of the case's
    page that does it; `about`: the record (type, id).
    """

    kind: str
    subject: str
    name_km: str = ""
    name_latin: str = ""
    mark: str = ""
    due: datetime | None = None
    day: date | None = None
    extra: str = ""
    codes: str = ""
    by: str = ""
    step: str = ""
    about: tuple[str, str] = ("", "")
    state: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a group, and how many there are altogether."""

    kind: GroupName
    lines: tuple[Line, ...]
    count: int


EVERY = 1_000_000
"""More lines than a group has."""


def today(reader: Reader, *, mine: bool = False, every: bool = False) -> tuple[Group, ...]:
    """All groups that have lines, in order; `mine`: of cases and tasks only the person's own; `every`: all lines of a group.

    Else a group has as many as the office's rule shows at once.
    """
    with uncollected():  # until all but the lines that are shown is gone again
        return _groups(reader, mine=mine, every=every)


def _groups(reader: Reader, *, mine: bool, every: bool) -> tuple[Group, ...]:
    """The same."""
    own = rules(reader, "today")
    shown = EVERY if every else own.number("shown")
    groups: dict[GroupName, list[Line]] = {name: [] for name in order(own)}
    counts: dict[GroupName, int] = {}
    for name, found in _due(reader, own, mine=mine).items():
        counts[name] = len(found)
        groups[name] = [_line(one) for one in _first(own, found, shown)]
    if counts.get("no_contact", 0) >= desk_sources.MOST:
        counts["no_contact"] = desk_sources.silent(reader, Scope(reader.actor.office, reader.actor.user if mine else None))
    _whose(reader, groups)
    groups["finding_overdue"] = _findings(reader)
    groups["conflict"], groups["held"] = _exchange(reader, shown)
    groups["handed_over"] = _handed(reader, own.number("handed_days"))
    groups["draft"] = _drafts(reader)
    counts = {name: counts.get(name, len(lines)) for name, lines in groups.items()}
    if max(counts["conflict"], counts["held"]) >= shown:
        all_of = inbox.counts(reader.connection)
        counts |= {"conflict": all_of.conflicts, "held": all_of.held}
    told = {name: lines[:shown] for name, lines in groups.items() if lines}
    # All at once: what is looked up for the names is looked up once for the page, not once a group.
    named = iter(_named(reader, [line for name in told if name in _OF_CASES for line in told[name]]))
    told = {name: list(islice(named, len(lines))) if name in _OF_CASES else lines for name, lines in told.items()}
    return tuple(Group(name, tuple(lines), counts[name]) for name, lines in told.items())


def order(own: RuleSet) -> tuple[GroupName, ...]:
    """The groups in the order of the rule; those that it does not name come last."""
    said = own.texts("order")
    return tuple(sorted(NAMES, key=lambda name: (said.index(name) if name in said else len(said), NAMES.index(name))))


def _due(reader: Reader, own: RuleSet, *, mine: bool) -> dict[GroupName, list[Due]]:
    """What is due, by group, in no order: of thousands a few are shown."""
    from app.services.desk.task_sources import found_of

    last = reader.clock.now() + timedelta(days=own.number("ahead_days"))
    found: dict[GroupName, list[Due]] = {}
    for one in found_of(reader, Scope(reader.actor.office, reader.actor.user if mine else None)):
        if one.state == "running" and (end := one.late_from) is not None and end - timedelta(days=1) > last:
            continue
        found.setdefault(one.place, []).append(one)
    return found


def _first(own: RuleSet, found: list[Due], shown: int) -> list[Due]:
    """The first of a group: what is a danger to a child, then the nearest end."""
    ranks = {kind: at for at, kind in reversed(tuple(enumerate(own.texts("first"))))}
    ranked: dict[int, list[Due]] = {}
    for one in found:
        ranked.setdefault(ranks.get(one.kind, len(ranks)), []).append(one)
    first: list[Due] = []
    for rank in sorted(ranked):  # of what comes behind all that is shown no end is worked out
        if len(first) < shown:
            first += nsmallest(shown - len(first), ranked[rank], key=lambda one: (_since(one), tasks.when(one)))
    return first


def _since(one: Due) -> str:
    """Among what is explained by a day the longest ago first; what says none comes last. Nothing for all others."""
    return (one.extra or "~") if one.codes == tasks.DAY else ""


def _line(one: Due) -> Line:
    """A line of something that is due; whose it is stands in `by` until it is known by name."""
    moment = one.due if isinstance(one.due, datetime) else None
    day = None if isinstance(one.due, datetime) else one.due
    return Line(
        *(one.kind, one.case),
        due=moment,
        day=day,
        extra=one.extra,
        codes=one.codes,
        by=one.owner,
        step=one.step,
        about=one.subject,
        state=one.state,
    )


def _whose(reader: Reader, groups: dict[GroupName, list[Line]]) -> None:
    """Names of colleagues in place of their ids; nothing for the person's own."""
    names = {user.id: user.text("name") for user in reader.find("user")} | {reader.actor.user: ""}
    for name, lines in groups.items():
        groups[name] = [replace(line, by=names.get(line.by, "")) for line in lines]


def _findings(reader: Reader) -> list[Line]:
    """Findings of inspections past their day."""
    if not can(reader.actor, "finding.read"):
        return []
    from app.services.visits.findings import overdue

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


def _exchange(reader: Reader, shown: int) -> tuple[list[Line], list[Line]]:
    """Conflicts and what the server holds, as many as are shown."""
    from app.services.exchange import exchange

    clashes = [Line("conflict", row.record, extra=row.type) for row in exchange.conflicts(reader, limit=shown)]
    return clashes, [Line("held", row.record, extra=row.reason) for row in exchange.held(reader, limit=shown)]


def _handed(reader: Reader, days: int) -> list[Line]:
    """Cases that somebody gave to the actor in the last days."""
    since = instant_text(reader.clock.now() - timedelta(days=days))
    names = {user.id: user.text("name") for user in reader.find("user")}
    return [
        Line("handed_over", row.case, due=parse_instant(row.at), by=names.get(row.by, ""))
        for row in queries.handed_over(reader, since)
    ]


def _drafts(reader: Reader) -> list[Line]:
    """What was begun and not saved."""
    return [Line("draft", draft.subject, due=parse_instant(draft.at), extra=draft.kind) for draft in drafts(reader)]


_AT_FACILITIES = frozenset({"facility", "inspection", "visit_plan"})


def _of_facility(reader: Reader, line: Line) -> Line:
    """A line about a facility or a visit to one, with its name and number, for who may read them."""
    about = line.about[1]
    if line.about[0] in {"inspection", "visit_plan"}:
        visit = reader.maybe(line.about[0], about) if can(reader.actor, "inspection.read") else None
        about = visit.text("facility") if visit is not None else ""
    found = reader.maybe("facility", about) if can(reader.actor, "facility.read") else None
    if found is None:
        return line
    return replace(line, name_km=found.text("name_km"), name_latin=found.text("name_en"), mark=found.text("code"))


_QUIET = frozenset({"medical_72h", "review_safety_plan", "late_look", "late_entry"})
"""Kinds that say what happened to a child: told by the number of the case alone, as for a restricted case, and so are all other
lines about it: by its number the name would be found on the next line."""


def _named(reader: Reader, lines: Sequence[Line]) -> Iterable[Line]:
    """Lines about cases with number and name; only the number for a restricted case, or when names are not for the person.

    A case that hides its name is told by the number too. Restricted by what the person may know: a missing name would tell
    somebody else that there is something to hide. What somebody wrote about such a case (a task, a flag) is not shown either.
    """
    ids = sorted({line.subject for line in lines} - {""})
    lines = [_of_facility(reader, line) if line.about[0] in _AT_FACILITIES else line for line in lines]
    heads = queries.case_heads(reader, ids)
    rights = reader.actor.rights
    secret = {name: [row.code for row in codelist(name) if row.group in rights] for name in ("child_category", "concern")}
    quiet = queries.with_codes(reader, ids, secret["child_category"], secret["concern"])
    quiet |= {line.subject for line in lines if line.kind in _QUIET}
    for line in lines:
        head = heads.get(line.subject)
        if head is None:
            yield line
            continue
        named = line.subject not in quiet and not head.unnamed and sees_names(reader.actor)
        km, latin = (head.name_km, head.name_latin) if named else ("", "")
        extra = line.extra if named or line.codes else ""
        if line.kind == "handed_over":
            yield replace(line, name_km=km, name_latin=latin, mark=head.code, extra=head.risk, codes="risk_level")
        else:
            yield replace(line, name_km=km, name_latin=latin, mark=head.code, extra=extra)
