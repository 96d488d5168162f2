"""What the page of one response shows, and the list of responses on the page of what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.data.contents.attachments import AttachmentStore
from app.data.reader import Reader
from app.domain.errors import AppError
from app.domain.permissions import can
from app.domain.records import Actor, Record
from app.services.care import carers
from app.services.facilities.facilities import name_of
from app.services.forms.form_library import FormEntry, FormShelf, forms_for, version_key
from app.services.forms.form_packed import files_of
from app.services.papers import attachments
from app.services.responses import responses
from app.services.responses.response_changes import Correction, corrections
from app.services.responses.response_scores import scores_of
from app.services.responses.response_subjects import Subject, subject_of, subject_of_response
from app.services.responses.responses import Response, ResponseRow
from app.text.words import words

HELD = 48 * 1024 * 1024
"""So many bytes of files are held while a form is open; further ones are read when they are looked at."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A response in the list of a page. `points` are its scores together, `low` how many are low; None without scores."""

    row: ResponseRow
    points: int | None
    low: int

    @property
    def id(self) -> str:
        """The response."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class Listing:
    """The responses about a subject, the latest first, and the forms that may be begun; none for who may not fill in."""

    rows: tuple[Listed, ...]
    forms: tuple[FormEntry, ...]
    about: Mapping[str, str]
    """Kind of subject → the record that a form of that kind would be about: of a case also its child and last placement."""


@dataclass(frozen=True, slots=True)
class ResponseDesk:
    """One response with all that its page needs. `finished_by` and `typed_by` are names."""

    response: Response
    subject: Subject
    former: Response | None
    others: tuple[ResponseRow, ...]
    """Finished responses of the same form about the same subject, to compare with."""
    corrections: tuple[Correction, ...]
    finished_by: str
    typed_by: str
    may_fill: bool
    may_reopen: bool
    files: Mapping[str, bytes]
    """Files of the answers, by name."""
    media: Mapping[str, bytes]
    """The form's own pictures and sounds, by name."""
    newer: FormEntry | None
    """A newer published version that a draft may go over to."""

    @property
    def day(self) -> date | None:
        """When it was filled in on paper."""
        return self.response.record.day("filled_on")


def may_fill(actor: Actor, subject: Subject) -> bool:
    """Whether the person may fill in forms about a subject; what `start` and `save_answers` check again."""
    case = subject.records.get("case")
    if subject.type == "facility":
        return can(actor, "facility.edit")
    if subject.type == "inspection":
        return can(actor, "inspection.fill")
    if subject.type == "carer":
        return can(actor, "carer.edit", office=subject.records["carer"].text("office"))
    if subject.type == "office":
        return can(actor, "office.fill")
    if case is None:
        return subject.type == "child" and can(actor, "case.edit", owner=actor.user)
    allowed = can(actor, "case.edit", owner=case.ref("owner"), office=case.text("office"))
    return allowed and (subject.type == "child" or case.code("status") == "open")


def about(subject: Subject, lang: str) -> str:
    """What a response is about, for the head of a page: number of a case, code and name of a facility; never a child's name."""
    case, facility = subject.records.get("case"), subject.records.get("facility")
    if subject.type in ("case", "child", "placement") and case is not None:
        return case.text("code")
    if facility is not None:
        return f"{facility.text('code')} · {name_of(facility, lang)}"
    if subject.type == "carer":
        return carers.name_of(subject.records["carer"], lang)
    return words(f"type.{subject.type}", lang)


def listing(reader: Reader, shelf: FormShelf, subject_type: str, subject_id: str) -> Listing:
    """The list of a page. InputError as `subject_of`."""
    subject = subject_of(reader, subject_type, subject_id)
    about_what = {subject_type: subject.id}
    if subject_type == "case":
        about_what |= {name: subject.records[name].id for name in ("placement", "child") if name in subject.records}
    found = list(responses.of_subject(reader, shelf, subject_type, subject.id))
    if "child" in about_what and subject_type != "child":
        found += responses.of_subject(reader, shelf, "child", about_what["child"])
    found.sort(key=lambda row: (row.filled_on or date.min, row.state == "draft", row.id), reverse=True)
    rows = tuple(_listed(reader, row) for row in found)
    if not may_fill(reader.actor, subject):
        return Listing(rows, (), about_what)
    return Listing(rows, tuple(one for name in about_what for one in forms_for(reader, shelf, name)), about_what)


def _listed(reader: Reader, row: ResponseRow) -> Listed:
    scores = scores_of(reader.get("form_response", row.id))
    return Listed(row, sum(one.score for one in scores) if scores else None, sum(one.low for one in scores))


def desk_of(reader: Reader, shelf: FormShelf, response: str, store: AttachmentStore | None = None) -> ResponseDesk:
    """Everything of one response, with the files of its answers if a store is given. InputError `response_unknown`."""
    found = responses.get(reader, shelf, response)
    record = found.record
    subject = subject_of_response(reader, record)
    rows = responses.of_subject(reader, shelf, subject.type, subject.id)
    same = [one for one in rows if one.form_id == record.text("form_id") and one.id != record.id]
    owner = record.ref("finished_by") or record.ref("typed_by")
    return ResponseDesk(
        response=found,
        subject=subject,
        former=responses.former(reader, shelf, response),
        others=tuple(one for one in same if one.state == "finished"),
        corrections=corrections(reader, record),
        finished_by=_name(reader, record.ref("finished_by")),
        typed_by=_name(reader, record.ref("typed_by")),
        may_fill=may_fill(reader.actor, subject),
        may_reopen=can(reader.actor, "response.reopen", owner=owner),
        files=files_of_answers(reader, store, response) if store is not None else {},
        media=_media(reader, record),
        newer=_newer(reader, shelf, record, subject) if found.open else None,
    )


def _name(reader: Reader, user: str | None) -> str:
    if not user:
        return ""
    if user == reader.actor.user:
        return reader.actor.name
    found = reader.maybe("user", user)
    return found.text("name") if found is not None else ""


def files_of_answers(reader: Reader, store: AttachmentStore, response: str, only: str = "") -> dict[str, bytes]:
    """The files of a response that are here, as many as are held; or `only` the one with that name."""
    found: dict[str, bytes] = {}
    held = 0
    for one in attachments.of_response(reader, store, response):
        if not one.here or (only and one.name != only) or (not only and held + one.size > HELD):
            continue
        try:
            found[one.name] = attachments.content(reader, store, one.id)
        except AppError:  # a damaged file is shown as missing, the form goes on
            continue
        held += one.size
    return found


def _media(reader: Reader, record: Record) -> dict[str, bytes]:
    """The files beside the form, of a form that came by the library."""
    versions = reader.find("form", form_id=record.text("form_id"), form_version=record.text("form_version"))
    whole = (one for one in versions if one.text("sha256") == record.text("form_sha256"))
    found = next((one for one in whole if one.text("content")), None)
    return files_of(found) if found is not None else {}


def _newer(reader: Reader, shelf: FormShelf, record: Record, subject: Subject) -> FormEntry | None:
    """The newest published version of the same form, if it is newer than the response's."""
    own = version_key(record.text("form_version"))
    found = [one for one in forms_for(reader, shelf, subject.type) if one.form_id == record.text("form_id")]
    return next((one for one in found if version_key(one.version) > own), None)


def answers_of(reader: Reader, shelf: FormShelf, response: str) -> tuple[Mapping[str, str], date | None]:
    """The answers of another response and its day, for comparing."""
    found = responses.get(reader, shelf, response)
    return found.answers, found.record.day("filled_on")
