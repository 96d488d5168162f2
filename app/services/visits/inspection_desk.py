"""What the screen of one inspection needs, read in one go; facilities with the time since their last visit, to plan from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.data.reader import Reader
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.services.facilities.residencies import Resident
from app.services.visits import (
    finding_labels,
    findings,
    inspection_results,
    inspections,
    remedies,
    visit_corrections,
    visit_hours,
)
from app.services.visits.inspection_forms import FormShelf, profile_by_id
from app.services.visits.inspection_results import Result
from app.services.visits.inspections import LastVisit, Visit
from app.services.visits.visit_comparison import Comparison, comparison
from app.services.visits.visit_corrections import Correction
from app.services.visits.visit_discard import may_discard


@dataclass(frozen=True, slots=True)
class Desk:
    """One inspection as it lies on the desk. `result` is None until the team has closed it."""

    visit: Visit
    form: CompiledForm
    last: LastVisit | None
    open_findings: tuple[Record, ...]
    """Of earlier inspections of the facility, open or said to be corrected: the list to tick."""
    findings_labels: Mapping[str, Mapping[str, str]]
    """Language → finding → what its question asked."""
    drawn: tuple[Resident, ...]
    result: Result | None
    findings: tuple[Record, ...]
    handed_in: Mapping[str, Sequence[Record]]
    """Finding → what the facility handed in about it."""
    corrections: tuple[Correction, ...]
    cut_off: int | None
    own_cut_off: bool
    """Whether the cut-off is a rule of the office, not the example of a practice office."""
    scale: int
    """The full score by the rules of this inspection; 0 where it has none."""
    decided_by: str
    """Name of who decided the grade; "" for nobody, or for somebody whose name is not here."""
    hours: tuple[tuple[str, str], ...]
    """Who was there when, for `visit_hours.entry_told`, where inspectors of a joined visit told different times."""
    comparison: Comparison | None
    """The result beside earlier ones and other facilities of the type; None while it is not whole."""
    to_discard: bool = False
    """Whether the person may throw it away: a draft begun by mistake in which nobody has written."""


def desk_of(reader: Reader, shelf: FormShelf, inspection: str) -> Desk:
    """Everything about one inspection. InputError `inspection_unknown`, `form_unknown`."""
    visit = inspections.visit_of(reader, inspection)
    shelf.read(reader)
    form = inspections.shelf_form(shelf, visit)
    closed = visit.inspection.moment("closed_at") is not None
    result = inspection_results.result_of(reader, form, inspection) if closed else None
    decider = reader.maybe("user", visit.inspection.text("decided_by")) if visit.inspection.ref("decided_by") else None
    cut_off, scale, own = None, 0, False
    if result is not None and result.score is not None:
        profile = profile_by_id(reader, result.score.profile)
        scale = profile.scale
        cut_off = profile.cut_off if profile.cut_off is not None else profile.practice_cut_off
        own = profile.cut_off is not None
        cut_off = cut_off if result.score.reaches_cut_off is not None else None
    earlier = remedies.to_look_at(reader, visit.facility.id, inspection)
    return Desk(
        visit=visit,
        form=form,
        last=inspections.last_visit(reader, visit),
        open_findings=earlier,
        findings_labels={lang: finding_labels.labels(reader, shelf, earlier, lang) for lang in ("km", "en")},
        drawn=inspections.files_drawn(reader, visit, form),
        result=result,
        findings=findings.of_inspection(reader, inspection) if closed else (),
        handed_in=remedies.handed_in_at(reader, visit.facility.id),
        corrections=visit_corrections.corrections(visit),
        cut_off=cut_off,
        own_cut_off=own,
        scale=scale,
        decided_by=decider.text("name") if decider else "",
        hours=visit_hours.by_person(reader, visit.inspection),
        comparison=comparison(reader, form, visit.inspection, visit.facility.text("type")),
        to_discard=may_discard(reader, form, visit),
    )
