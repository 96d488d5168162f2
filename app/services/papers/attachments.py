"""Pictures, sounds and files given as answers: bytes encrypted beside the database, a record that says what they are.

A picture is scaled and loses what the camera wrote into it, unless the form asks for the place. Somebody says what it shows
(practice P5): a place, a document or a child; of a child only with a consent for photographs that is in force.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Literal

from app.data.contents import blob_queue
from app.data.contents.attachments import AttachmentStore
from app.data.contents.recordings import is_recording
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.papers.file_keeping import is_picture, prepared, seen, stored
from app.services.people.child_media import check_copy, check_photo, check_recording
from app.services.responses import response_store, responses
from app.services.responses.response_subjects import Subject, subject_of_response

__all__ = [
    "Attachment",
    "AttachmentStore",
    "Fetch",
    "add",
    "ask",
    "check_leaves",
    "content",
    "drop",
    "of_response",
    "thumbnail",
]
Fetch = Literal["here", "asked", "unknown"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """What was attached to a question: the name that is the answer, kind, bytes, what it shows, whether it is here."""

    id: str
    response: str
    key: str
    name: str
    mime: str
    size: int
    purpose: str
    here: bool


def add(
    uow: UnitOfWork,
    store: AttachmentStore,
    response: str,
    key: str,
    name: str,
    data: bytes,
    *,
    purpose: str = "",
    max_side: int | None = None,
    keep_location: bool = False,
) -> Attachment:
    """Attaches a file to a question of a draft, in place of what was there; its new name is the answer.

    `name` is that of the file as it was chosen and gives its kind; `max_side` and `keep_location` are what the question asks
    for. InputError `attachment_too_large`, `attachment_not_picture`, `attachment_purpose`, `attachment_child_consent`,
    `attachment_child_off`, `recording_off`, `recording_consent`, `recording_never`, `recording_no_case`, `right_missing`,
    `response_finished`; EnvironmentFault `disk_full`, `read_only`.
    """
    record = responses.open_record(uow, response)
    group = _group(uow, record, key)
    if is_recording(name, data):
        purpose = _recorded(uow, subject_of_response(uow, record), name, purpose)
    elif is_picture(name, data):
        _check_purpose(uow, subject_of_response(uow, record), purpose)
    made = prepared(uow, name, data, max_side=max_side, keep_location=keep_location)
    kept = stored(uow, store, made, small=purpose != "child")
    named = _free_name(uow, record.id, int(uow.clock.now().timestamp() * 1000), made.ending)
    for old in _records(uow, record.id, key):
        uow.delete("attachment", old.id)
    made_id = uow.create(
        "attachment",
        {
            "response": record.id,
            "restricted": group,
            "key": key,
            "name": named,
            **kept,
            "purpose": purpose or None,
        },
    )
    response_store.put(uow, record, {key: named})
    return _attachment(store, uow.get("attachment", made_id))


def _free_name(uow: UnitOfWork, response: str, number: int, ending: str) -> str:
    """A name that no other file of the response has: the answers of two questions must not show one picture."""
    taken = {one.text("name") for one in uow.find("attachment", response=response)}
    while f"{number}{ending}" in taken:
        number += 1
    return f"{number}{ending}"


def _group(uow: UnitOfWork, record: Record, key: str) -> str | None:
    """The restricted group of a question, which the person must hold."""
    group = response_store.group_at(response_store.kept_groups(record), key) or record.code("restricted")
    if group is not None and group not in uow.actor.rights:
        raise InputError("right_missing", field="attachment", group=group)
    return group


def _check_purpose(uow: UnitOfWork, subject: Subject, purpose: str) -> None:
    """What a picture shows is said, and one of a child of a case has its consent."""
    if purpose not in codelist("attachment_purpose"):
        raise InputError("attachment_purpose")
    case = subject.records.get("case")
    if purpose != "child" or subject.type in ("facility", "inspection", "office"):
        return
    if case is None:
        raise InputError("attachment_child_consent")
    check_photo(uow, [case.id])


def _recorded(uow: UnitOfWork, subject: Subject, name: str, purpose: str) -> str:
    """What a recording is of: with a case always the child, for which it needs what `check_recording` asks; else it is said.

    InputError `attachment_purpose`, `recording_no_case`, and as `check_recording`.
    """
    if purpose not in codelist("attachment_purpose"):
        raise InputError("attachment_purpose")
    case = subject.records.get("case")
    if case is not None:
        check_recording(uow, [case.id], name)
        return "child"
    if purpose == "child" or subject.type == "child":
        raise InputError("recording_no_case", name=name)
    return purpose


def _records(reader: Reader, response: str, key: str = "") -> list[Record]:
    """The attachments of a response that the person may know of."""
    found = reader.find("attachment", response=response, order=("id",))
    return [one for one in found if key in ("", one.text("key")) and response_store.may_see(reader.actor, one)]


def of_response(reader: Reader, store: AttachmentStore, response: str) -> tuple[Attachment, ...]:
    """What is attached to a response, as far as the person may see it. InputError `response_unknown`."""
    record = responses.record_of(reader, response)
    return tuple(_attachment(store, one) for one in _records(reader, record.id))


def _attachment(store: AttachmentStore, record: Record) -> Attachment:
    name, mime, purpose = record.text("name"), record.text("mime"), record.text("purpose")
    head = (record.id, record.text("response"), record.text("key"), name, mime, record.whole("size") or 0, purpose)
    return Attachment(*head, store.has(record.text("sha256")))


def content(reader: Reader, store: AttachmentStore, attachment: str) -> bytes:
    """The bytes of an attachment. InputError `attachment_missing` where they are not here, `attachment_damaged`."""
    record = seen(reader, attachment)
    return store.get(record.text("sha256"), record.text("name"))


def check_leaves(reader: Reader, response: str, name: str) -> None:
    """Whether a copy of a file of a response may leave Komar, by the name in the answer; as with a document (P5).

    InputError `copy_without_consent` for one of a child, `attachment_missing`, and as `of_response`.
    """
    record = responses.record_of(reader, response)
    found = next((one for one in _records(reader, record.id) if one.text("name") == name), None)
    if found is None:
        raise InputError("attachment_missing", name=name)
    subject = subject_of_response(reader, record)
    case = subject.records.get("case")
    check_copy(reader, found, ("case", case.id) if case is not None else (subject.type, subject.id))


def thumbnail(reader: Reader, store: AttachmentStore, attachment: str) -> bytes:
    """A small JPEG of a picture; b"" for what has none, as a picture of a child, and where it has not come yet."""
    record = seen(reader, attachment)
    if record.code("purpose") == "child":
        return b""  # also where an older version made one
    name = record.text("thumbnail_sha256")
    if not name:
        return base64.b64decode(record.text("thumbnail"))  # as the first version kept it
    try:
        return store.get(name)
    except InputError:
        return b""


def ask(uow: UnitOfWork, store: AttachmentStore, attachment: str) -> Fetch:
    """Somebody wants to see what an attachment holds: it comes with the next exchange, before all others.

    `here`: it is here. `asked`: the server has it. `unknown`: as far as this computer knows, nobody has handed it in yet.
    """
    record = seen(uow, attachment)
    if store.has(record.text("sha256")):
        return "here"
    blob_queue.take_in(uow.connection, store)
    for name in (record.text("sha256"), record.text("thumbnail_sha256")):
        if name and not store.has(name):
            blob_queue.is_not_here(uow.connection, name)
    blob_queue.ask(uow.connection, record.id)
    return "asked" if blob_queue.is_there(uow.connection, record.text("sha256")) else "unknown"


def drop(uow: UnitOfWork, attachment: str) -> None:
    """Takes an attachment away from its question; undo brings it back, so its bytes stay until it is erased."""
    record = seen(uow, attachment)
    response = responses.open_record(uow, record.text("response"))
    uow.delete("attachment", record.id)
    if response_store.entries_of(uow, response).get(record.text("key")) == record.text("name"):
        response_store.put(uow, response, {record.text("key"): None})
