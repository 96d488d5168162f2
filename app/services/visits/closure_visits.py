"""What a closing visit said becomes the office's own knowledge: the measure, and where each child goes.

The form of the visit (`inspection_closure_visit`, or one of the office with questions of the same names) tells of one day; the
measure and the lines of the children go on from there. What somebody noted before in Komar is not written over.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.data.unit_of_work import UnitOfWork
from app.domain.closing import CLOSED, UNKNOWN
from app.domain.ids import shared_id_at
from app.domain.records import Record
from app.forms.session import FormSession
from app.services.facilities import measures, ways_on
from app.services.visits.inspection_roster import repeat_of

KINDS: Mapping[str, str] = {
    "emergency": "emergency_closure", "order": "closure", "own": "closure", "transition": "transition",
}  # fmt: skip
"""Answer to the question `closure_kind` → kind of a measure."""
_PLAIN = {"to_place": "to_place", "to_phone": "to_phone", "leaves_on": "planned_on", "followup_on": "next_on"}
_WHY = ("not_birth_family", "not_kinship", "not_foster")
_PAPERS = {"birth_certificate", "family_book", "health", "school", "photos"}


def carry(uow: UnitOfWork, inspection: Record, session: FormSession) -> None:
    """Carries a closed visit over: the measure once, and of each child what is not known yet. Nothing for other forms."""
    kind = KINDS.get(_answer(session, "closure_kind"))
    if kind is None:
        return
    facility = uow.get("facility", inspection.text("facility"))
    held = measures.emptying(measures.in_force(uow, facility.id))
    made = shared_id_at(inspection.id, None, "closing_visit", inspection.id)
    if held is None and uow.maybe("measure", made) is None and facility.code("state") not in CLOSED:
        measures.note(uow, facility.id, _measure(inspection, session, kind), record_id=made)
    for stay, answers in _lines(session).items():
        record = uow.maybe("residency", stay)
        if record is not None and record.text("facility") == facility.id and not record.text("void_reason"):
            _line(uow, session, record, answers)


def _answer(session: FormSession, name: str) -> str:
    path = session.form.path_of(name)
    return session.value(path) if path is not None else ""


def _measure(inspection: Record, session: FormSession, kind: str) -> dict[str, object]:
    """The decision as the visit found it; grounds in the words of the form."""
    on = _answer(session, "order_on") or inspection.text("visit_on")
    until = _answer(session, "closes_on")
    return {
        "kind": kind,
        "on_date": on,
        "number": _answer(session, "order_number") or None,
        "authority": _answer(session, "order_by") or None,
        "reason": _labels(session, session.form.path_of("grounds") or "") or "-",
        "until_on": until if until >= on else None,
        "inspection": inspection.id,
    }


def _labels(session: FormSession, path: str) -> str:
    """The labels of the choices of an answer."""
    if not path:
        return ""
    chosen = session.value(path).split()
    return ", ".join(choice.label for choice in session.choices(path) if choice.value in chosen)


def _lines(session: FormSession) -> dict[str, dict[str, str]]:
    """Stay → question → answer, of the repeat with a line for every child."""
    repeat = repeat_of(session.form)
    found: dict[str, dict[str, str]] = {}
    for key, text in session.answers(relevant_only=True).items():
        if repeat is not None and key.startswith(f"{repeat}["):
            stay, _, name = key.removeprefix(f"{repeat}[").partition("]/")
            found.setdefault(stay, {})[name] = text
    return found


def _line(uow: UnitOfWork, session: FormSession, stay: Record, answers: Mapping[str, str]) -> None:
    """Fills in of one child what is not known yet; a death is noted by its own act."""
    place = answers.get("to_where", "")
    if place in UNKNOWN or place == "died":
        return
    base = f"{repeat_of(session.form)}[{stay.id}]/"
    said: dict[str, object] = {"destination": place}
    said |= {field: answers[name] for name, field in _PLAIN.items() if answers.get(name)}
    why = [f"{session.label(base + name)}: {_labels(session, base + name)}" for name in _WHY if answers.get(name)]
    along = [_labels(session, base + "goes_with") if answers.get("goes_with") else "", answers.get("goes_with_name", "")]
    said |= {"why_not_family": " · ".join(why), "goes_with": " ".join(filter(None, along))}
    said["papers"] = sorted(_PAPERS & set(answers.get("papers", "").split()))
    ways_on.fill(uow, stay, {name: value for name, value in said.items() if value})
