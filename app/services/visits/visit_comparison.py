"""The result of a visit beside earlier ones of the facility, and among facilities of the same type (issue of inspections, P24).

Nobody's name is told: of other facilities only how many they are, their middle and spread, and only of offices that the person
sees. A visit before this one is compared as it stood on its day, so that an old result shows the same tomorrow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.data.queries import visit_points as queries
from app.data.queries.visit_points import PointsRow
from app.data.reader import Reader
from app.domain.comparing_visits import TOTAL, Part, Reason, Scored, Spread, spread, why_not
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.domain.scoring import Profile, section_points
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.services.visits import inspection_results
from app.services.visits.inspection_forms import profile_by_id

MOST = 10
"""So many visits of a facility are shown, this one among them."""
COMPARED_STATES = frozenset({"to_decide", "decided"})
"""States in which a result is whole."""


@dataclass(frozen=True, slots=True)
class Peers:
    """The last visits of other facilities of the type, up to the day of this one.

    `since` is the day of the earliest of those compared; `spreads` are empty when they are too few; `left_out`: reason → how
    many facilities whose last visit was scored otherwise.
    """

    type: str
    number: int
    since: date | None
    spreads: Mapping[str, Spread]
    left_out: Mapping[Reason, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`visits`: of this facility up to this visit, which comes last; `sections`: their names in the order of the form."""

    visits: tuple[Scored, ...]
    sections: tuple[str, ...]
    scale: int
    peers: Peers

    @property
    def own(self) -> Scored:
        """This visit."""
        return self.visits[-1]

    @property
    def compared(self) -> tuple[Scored, ...]:
        """The visits that are compared, the earliest first."""
        return tuple(one for one in self.visits if not one.why_not)

    @property
    def before(self) -> Scored | None:
        """The visit that this one is compared with first."""
        earlier = self.compared[:-1]
        return earlier[-1] if earlier else None


def comparison(reader: Reader, form: CompiledForm, record: Record, kind: str) -> Comparison | None:
    """A closed visit beside others; `kind` is the type of its facility. None while its own result is not whole."""
    require(reader.actor, "inspection.read")
    day = record.day("visit_on")
    if day is None or record.code("state") not in COMPARED_STATES or not record.whole("maximum"):
        return None
    try:
        profile = profile_by_id(reader, record.text("profile"))
    except InputError:
        return None  # its rules did not come to this computer yet
    facility, key = record.text("facility"), (form.id, form.version, profile.id)
    visits = queries.of_facility(reader, facility, day, record.id, MOST)
    others = queries.last_of_others(reader, facility, kind, reader.actor.office, day)
    reasons = {row.id: _reason(key, row) for row in (*visits, *others)}
    parts = _parts(reader, form, profile, [row for row in (*visits, *others) if not reasons[row.id]])
    scored = tuple(Scored(row.id, row.day, reasons[row.id], parts.get(row.id, {})) for row in visits)
    sections = tuple(dict.fromkeys(item.section for item in items(form) if item.weight))
    return Comparison(scored, sections, profile.scale, _peers(kind, others, reasons, parts, sections))


def _reason(own: tuple[str, str, str], row: PointsRow) -> Reason:
    """Why a visit is not compared with the one that is looked at."""
    other = (row.form_id, row.form_version, row.profile)
    return why_not(own, other, row.state, points=bool(row.maximum) and row.points is not None)


def _parts(reader: Reader, form: CompiledForm, profile: Profile, rows: Sequence[PointsRow]) -> dict[str, Mapping[str, Part]]:
    """Visit → its total and its sections.

    Sections are counted from the answers alone; where they do not add up to the points that were kept (an answer stayed that is
    not asked any more) the form counts them anew.
    """
    asked, totals = items(form), {row.id: Part(row.points or 0, row.maximum or 0) for row in rows}
    found: dict[str, Mapping[str, Part]] = {key: {TOTAL: total} for key, total in totals.items()}
    for inspection, given in queries.answers(reader, totals):
        total = totals[inspection]
        sections = section_points(asked, given, profile)
        if (sum(one.points for one in sections), sum(one.maximum for one in sections)) != (total.points, total.maximum):
            score = inspection_results.result_of(reader, form, inspection).score
            fits = score is not None and (score.points, score.maximum) == (total.points, total.maximum)
            sections = score.sections if score is not None and fits else ()
        counted = {one.section: Part(one.points, one.maximum) for one in sections if one.maximum}
        found[inspection] = {TOTAL: total, **counted}
    return found


def _peers(
    kind: str,
    others: Iterable[PointsRow],
    reasons: Mapping[str, Reason],
    parts: Mapping[str, Mapping[str, Part]],
    sections: Sequence[str],
) -> Peers:
    """What is told of the other facilities."""
    alike = [row for row in others if not reasons[row.id]]
    left_out = Counter(reasons[row.id] for row in others if reasons[row.id])
    spreads = {}
    for name in (TOTAL, *sections):
        known = spread([parts[row.id][name].percent for row in alike if name in parts[row.id]])
        if known is not None:
            spreads[name] = known
    return Peers(kind, len(alike), min((row.day for row in alike), default=None), spreads, dict(left_out))


def as_json(reader: Reader, form: CompiledForm, inspection: str) -> dict[str, object]:
    """What `inspection compare` prints. InputError `inspection_not_closed`, `inspection_not_compared`."""
    result = inspection_results.result_of(reader, form, inspection)
    found = comparison(reader, form, result.visit.inspection, result.visit.facility.text("type"))
    if found is None:
        raise InputError("inspection_not_compared")
    peers = found.peers
    return {
        "id": inspection,
        "scale": found.scale,
        "visits": [
            {"id": one.inspection, "visit_on": one.day.isoformat(), "not_compared": one.why_not or None, **_told(one.parts)}
            for one in found.visits
        ],
        "facilities": {
            "type": peers.type,
            "number": peers.number,
            "since": peers.since.isoformat() if peers.since and peers.spreads else None,
            "not_compared": dict(peers.left_out),
            "total": _spread(peers.spreads.get(TOTAL)),
            "sections": {name: _spread(peers.spreads[name]) for name in found.sections if name in peers.spreads},
        },
    }


def _told(parts: Mapping[str, Part]) -> dict[str, object]:
    """The points of a visit, in total and by section."""
    told = {name: {"points": one.points, "maximum": one.maximum} for name, one in parts.items()}
    total = told.pop(TOTAL, None)
    return {**(total or {"points": None, "maximum": None}), "sections": told}


def _spread(one: Spread | None) -> dict[str, int] | None:
    """In points of a hundred."""
    return {"number": one.number, "low": one.low, "middle": one.middle, "high": one.high} if one is not None else None
