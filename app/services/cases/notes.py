"""Notes and visits of a case, with the traffic light of the ministry's follow-up form."""

from __future__ import annotations

from collections.abc import Mapping

from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.cases import case_parts, cases
from app.services.cases.case_values import checked, day_of
from app.services.people import children

LIGHTS = ("health", "education", "food", "family", "violence")
"""The five things looked at on a visit, each A, B or C."""
_GIVEN = frozenset({"case", "by", "typed_at"})


def add(uow: UnitOfWork, case: str, values: Mapping[str, object], *, record_id: str | None = None) -> str:
    """Adds a dated note or visit to an open case; gives its id, which `record_id` may say.

    The day is today and the kind a plain note unless said. InputError `note_empty` without text, light or "child seen".
    """
    record = cases.editable(uow, case, "case.note")
    fresh = {name: value for name, value in _checked(uow, values).items() if value is not None}
    fresh.setdefault("kind", "note")
    fresh.setdefault("on_date", uow.today().isoformat())
    fresh.setdefault("done_by", uow.actor.name)
    _check_whole(uow, record, fresh)
    if fresh["kind"] == "first_contact" and record.day("first_contact_on") is None:
        cases.first_contact(uow, case, on=day_of("note.on_date", fresh["on_date"]))
    head = {"case": case, "by": uow.actor.user, "typed_at": uow.at}
    return uow.create("note", {**fresh, **head}, record_id=record_id)


def change(uow: UnitOfWork, note: str, values: Mapping[str, object]) -> None:
    """Changes fields of a note; None clears one."""
    before = uow.get("note", note)
    record = cases.editable(uow, before.text("case"), "case.note")
    fresh = _checked(uow, values)
    _check_whole(uow, record, {name: value for name, value in {**before.values, **fresh}.items() if value is not None})
    uow.update("note", note, fresh)


def remove(uow: UnitOfWork, note: str) -> None:
    """Takes out a note that was entered by mistake, with its restricted words that the person sees; undo brings it back."""
    cases.editable(uow, uow.get("note", note).text("case"), "case.note")
    for detail in case_parts.visible(uow, "note_detail", note):
        uow.delete("note_detail", detail.id)
    uow.delete("note", note)


def _checked(uow: UnitOfWork, values: Mapping[str, object]) -> dict[str, object]:
    """The values to store; who typed a note and when is never given."""
    for name in values:
        if name in _GIVEN:
            raise InputError("field_not_edited", field=f"note.{name}")
    return checked(uow, "note", values)


def _check_whole(uow: UnitOfWork, case: Record, values: Mapping[str, object]) -> None:
    """What holds of a whole note: it says something, and fits the life of the child."""
    if not any(values.get(name) not in (None, "") for name in ("text", "child_seen", *LIGHTS)):
        raise InputError("note_empty", field="note.text")
    day = day_of("note.on_date", values["on_date"])
    following = values.get("next_visit_on")
    if following and day_of("note.next_visit_on", following) < day:
        raise InputError("end_before_start", field="note.next_visit_on", day=day.isoformat())
    child = uow.maybe("child", case.text("child"))
    if child is None:
        return
    if values.get("child_seen"):
        children.check_lifetime(child, "note.on_date", day)
    else:
        children.check_born(child, "note.on_date", day)  # after a death there is still something to write about the family
