"""What is due of measures and of the children of facilities that close. Sources of tasks (`task_sources`).

Children are told by facility and stage, with their number, so that a house of sixty does not hide all other work; the
caseworker of a child with a case is told by the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from app.data.queries.closing import WayRow, ways
from app.data.reader import Reader
from app.domain.closing import DONE, Stage, stage
from app.domain.permissions import can, covers
from app.domain.tasks import COUNT, Due, Scope
from app.services.desk.reach import reach
from app.services.facilities import measures
from app.services.facilities.ways_on import due_of, state_of

_KIND: dict[Stage, str] = {"open": "way_open", "found": "way_leave", "moved": "way_see", "heard": "way_see", "lost": "way_lost"}


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Everything that is due of facilities that are warned, suspended or emptied."""
    rows = ways(reader) if can(reader.actor, "residency.read") else []
    yield from children(reader, scope, rows)
    yield from cases(reader, scope, rows)
    if scope.owner is None and scope.cases is None:
        yield from looks(reader, scope)
        yield from corrections(reader, scope)


def children(reader: Reader, scope: Scope, rows: Iterable[WayRow]) -> Iterator[Due]:
    """The children who still need something, by facility, stage and whose task it is; the earliest day counts for all."""
    if scope.cases is not None or not can(reader.actor, "way_on.edit"):
        return
    groups: dict[tuple[str, str, str], list[date]] = {}
    homes: dict[str, bool] = {}
    for row in rows:
        now = stage(row.way)
        if now in DONE or (scope.owner is not None and row.assigned != scope.owner):
            continue
        if row.facility not in homes:
            record = reader.maybe("facility", row.facility)
            homes[row.facility] = record is not None and _here(reader, scope, record.text("office"))
        last = due_of(reader, row)
        if homes[row.facility] and last is not None:
            groups.setdefault((row.facility, _KIND[now], row.assigned), []).append(last)
    for (facility, kind, owner), days in groups.items():
        first = min(days)
        subject = ("facility", facility)
        yield Due(kind, "", subject, first, state_of(reader, first), owner, str(len(days)), "ways", codes=COUNT)


def _here(reader: Reader, scope: Scope, office: str) -> bool:
    return office.startswith(scope.office) and covers(reader.actor.office, office)


def cases(reader: Reader, scope: Scope, rows: Iterable[WayRow]) -> Iterator[Due]:
    """Open cases whose child lives in a facility that empties: their caseworker finds the place."""
    held = reach(reader, scope)
    if held is None:
        return
    for row in rows:
        if not row.case or stage(row.way) not in {"open", "found"} or held.owner not in (None, row.owner):
            continue
        case = reader.maybe("case", row.case)
        if case is None or not _here(reader, scope, case.text("office")) or (scope.cases and row.case not in scope.cases):
            continue
        last = due_of(reader, row)
        yield Due(
            "house_closes",
            row.case,
            ("residency", row.residency),
            last,
            state_of(reader, last),
            row.owner,
            step="list:placement",
        )


def looks(reader: Reader, scope: Scope) -> Iterator[Due]:
    """Measures that somebody else entered and no head has looked at."""
    if not can(reader.actor, "measure.confirm"):
        return
    for one in reader.find("measure", confirmed_by=None, ended_on=None):
        facility = reader.maybe("facility", one.text("facility"))
        if facility is not None and one.text("made_by") != reader.actor.user and _here(reader, scope, facility.text("office")):
            subject = ("facility", facility.id)
            yield Due("measure_look", "", subject, None, "soon", "", one.text("kind"), "measures", "approval", "measure_kind")


def corrections(reader: Reader, scope: Scope) -> Iterator[Due]:
    """Warnings and suspensions whose time is over: visit again, then lift them or take the next step."""
    if not can(reader.actor, "measure.take"):
        return
    for one in reader.find("measure", ended_on=None, kind=("warning", "suspension")):
        facility, until = reader.maybe("facility", one.text("facility")), one.day("until_on")
        if facility is None or until is None or not _here(reader, scope, facility.text("office")):
            continue
        held = measures.in_force(reader, facility.id)
        if held and held[0].id == one.id:
            subject, state = ("facility", facility.id), state_of(reader, until)
            yield Due("measure_over", "", subject, until, state, "", one.text("kind"), "measures", codes="measure_kind")
