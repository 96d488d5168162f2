"""Findings over all facilities: overdue, by house, by standard; re-visits that are proposed, evidence that waits for a look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.data.queries import findings as queries
from app.data.queries.findings import WHICH, Waiting
from app.data.reader import Reader
from app.data.uncollected import uncollected
from app.domain.deadlines import day_state
from app.domain.errors import InputError
from app.domain.permissions import can, covers, require
from app.domain.records import Record
from app.domain.tasks import POINTS, Due, Scope
from app.forms.binds import items
from app.forms.session import FormSession
from app.services.forms.form_library import FormShelf
from app.services.office.rules import limits, rules
from app.services.visits import findings, remedies
from app.services.visits.inspection_forms import STANDARD
from app.services.visits.inspection_papers import item_text

__all__ = ["WHICH", "Point", "due", "labels_of", "listing", "revisits"]


@dataclass(frozen=True, slots=True)
class Point:
    """A finding in the list: its facility, the visit that found it, what was handed in about it.

    `stage`: `overdue`, `open`, `planned`, `received` (something waits for a look), `not_confirmed` (looked at, not corrected),
    `to_check` (said to be corrected, no visit came since), `corrected` (a visit came, nobody said what it saw), `confirmed`.
    """

    finding: Record
    facility: Record
    visit: Record | None
    evidence: tuple[Record, ...]
    stage: str
    overdue: bool = False

    @property
    def id(self) -> str:
        """The id of the finding."""
        return self.finding.id


def listing(reader: Reader, which: str = "open", facility: str = "", item: str = "") -> tuple[Point, ...]:
    """Findings of a kind over all facilities, or of one facility or item. InputError `finding_list_unknown`."""
    require(reader.actor, "finding.read")
    if which not in WHICH:
        raise InputError("finding_list_unknown", which=which[:40], known=", ".join(WHICH))
    with uncollected():
        return _points(reader, which, facility, item)


def _points(reader: Reader, which: str, facility: str, item: str) -> tuple[Point, ...]:
    """The same, for who may read them."""
    records = queries.listing(reader, which, facility, item)
    homes = {one.id: one for one in reader.plain("facility")}
    visits = reader.many("inspection", sorted({one.text("inspection") for one in records}))
    handed, today = queries.evidence(reader), reader.today()
    said = which == "all" and queries.listing(reader, "to_check", facility, item)
    waiting = {one.id for one in said or (records if which == "to_check" else ())}
    points = (
        Point(
            one,
            homes[one.text("facility")],
            visits.get(one.text("inspection")),
            tuple(handed.get(one.id, ())),
            stage(one, handed.get(one.id, ()), today, waiting=one.id in waiting),
            findings.is_overdue(one, today),
        )
        for one in records
        if one.text("facility") in homes
    )
    return tuple(points)


def stage(finding: Record, evidence: Iterable[Record], today: date, *, waiting: bool) -> str:
    """How a finding stands. `waiting`: no visit came since it was said to be corrected."""
    result = finding.code("check_result")
    if finding.code("state") == "corrected":
        return "confirmed" if result == remedies.CONFIRMED else "to_check" if waiting else "corrected"
    if remedies.waits(finding, evidence):
        return "received"
    if findings.is_overdue(finding, today):
        return "overdue"
    if result == remedies.NOT_CONFIRMED:
        return "not_confirmed"
    return "planned" if finding.text("plan") or finding.text("responsible") else "open"


def labels_of(reader: Reader, shelf: FormShelf, points: Iterable[Point], lang: str) -> Mapping[tuple[str, str], str]:
    """Form and item → what the standard asks, in the version that is in use here; a form that is not here is left out."""
    shelf.read(reader)
    found: dict[tuple[str, str], str] = {}
    for form_id in {STANDARD, *(one.visit.text("form_id") for one in points if one.visit is not None)}:
        try:
            form = shelf.form(form_id)
        except InputError:
            continue
        session = FormSession(form, lang=lang)
        found |= {(form_id, item.number): item_text(session.label(item.path)) for item in items(form)}
    return found


def revisits(reader: Reader) -> dict[str, date]:
    """Facility → the day by which a re-visit is proposed: something is said to be corrected there and nobody has looked.

    Of all facilities in one look, since a list has thousands of findings.
    """
    return {one.facility: _revisit(reader, one) for one in queries.to_check(reader)}


def _revisit(reader: Reader, waiting: Waiting) -> date:
    days = rules(reader, "closing").group("revisit_days")
    since = date.fromisoformat(waiting.since) if waiting.since else reader.today()
    number = days["critical" if waiting.critical else "other"].value
    return since + timedelta(days=number if isinstance(number, int) else 0)


def due(reader: Reader, scope: Scope) -> Iterable[Due]:
    """A line for each facility that is to be visited again, and for each that handed in what nobody has looked at."""
    if scope.owner is not None or scope.cases is not None or not can(reader.actor, "finding.correct"):
        return
    for one in _here(reader, scope, queries.to_check(reader)):
        last, about = _revisit(reader, one), ("facility", one.facility)
        state = day_state(last, None, reader.today(), limits(reader))
        yield Due("finding_revisit", "", about, last, state, "", str(one.count), "findings", codes=POINTS)
    for one in _here(reader, scope, queries.handed_in(reader)):
        about = ("facility", one.facility)
        yield Due("finding_received", "", about, None, "soon", "", str(one.count), "findings", codes=POINTS)


def _here(reader: Reader, scope: Scope, found: list[Waiting]) -> Iterator[Waiting]:
    homes = reader.many("facility", sorted(one.facility for one in found))
    for one in found:
        office = homes[one.facility].text("office") if one.facility in homes else ""
        if office and office.startswith(scope.office) and covers(reader.actor.office, office):
            yield one
