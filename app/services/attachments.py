"""Pictures, sounds and files given as answers: bytes encrypted beside the database, a record that says what they are.

A picture is scaled and loses what the camera wrote into it, unless the form asks for the place. Somebody says what it shows
(practice P5): a place, a document or a child; of a child only with a consent for photographs that is in force.
"""

from __future__ import annotations

import base64
import mimetypes
from dataclasses import dataclass
from typing import Literal

from app.data import blob_queue
from app.data.attachments import AttachmentStore
from app.data.fields import restricted_group
from app.data.pictures import Limits, looks_like_picture, prepare
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.records import Record
from app.services import case_parts, response_store, responses
from app.services.response_subjects import Subject, subject_of_response
from app.services.rules import rules

__all__ = ["Attachment", "AttachmentStore", "Fetch", "add", "ask", "content", "drop", "of_response", "thumbnail"]
Fetch = Literal["here", "asked", "unknown"]
_MILLION = 1024 * 1024
_ENDING = 12
_OFF = "sexual_violence"
"""The restricted group in which no photograph of a child is taken (practice P5)."""


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
    `attachment_child_off`, `right_missing`, `response_finished`; EnvironmentFault `disk_full`, `read_only`.
    """
    record = responses.open_record(uow, response)
    group = _group(uow, record, key)
    limit = rules(uow, "attachments").number("max_megabytes")
    if len(data) > limit * _MILLION:
        raise InputError("attachment_too_large", name=name, megabytes=len(data) // _MILLION, limit=limit)
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    suffix, small = "." + name.rpartition(".")[2].lower() if "." in name else "", b""
    if (mime.startswith("image/") and mime != "image/svg+xml") or looks_like_picture(data):
        _check_purpose(uow, subject_of_response(uow, record), purpose)
        made = prepare(data, _limits(uow, max_side), name=name, keep_location=keep_location)
        data, mime, suffix, small = made.content, made.mime, made.suffix, made.thumbnail
    sha256 = store.put(data)
    ending = suffix if suffix[1:].isalnum() and len(suffix) <= _ENDING else ""
    stored = _free_name(uow, record.id, int(uow.clock.now().timestamp() * 1000), ending)
    for old in _records(uow, record.id, key):
        uow.delete("attachment", old.id)
    made_id = uow.create(
        "attachment",
        {
            "response": record.id,
            "restricted": group,
            "key": key,
            "name": stored,
            "mime": mime,
            "size": len(data),
            "sha256": sha256,
            "thumbnail_sha256": store.put(small) if small and purpose != "child" else None,
            "purpose": purpose or None,
        },
    )
    response_store.put(uow, record, {key: stored})
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


def _limits(reader: Reader, max_side: int | None) -> Limits:
    known = rules(reader, "attachments")
    side = min(max_side or known.number("max_side"), known.number("max_side"))
    return Limits(side, *(known.number(name) for name in ("max_pixels", "thumbnail_side", "jpeg_quality")))


def _check_purpose(uow: UnitOfWork, subject: Subject, purpose: str) -> None:
    """What a picture shows is said, and one of a child of a case has its consent."""
    if purpose not in codelist("attachment_purpose"):
        raise InputError("attachment_purpose")
    case = subject.records.get("case")
    if purpose != "child" or subject.type in ("facility", "inspection", "office"):
        return
    if case is None or not _photo_consent(uow, case.id):
        raise InputError("attachment_child_consent")
    for type_name in ("category", "concern"):
        for part in case_parts.visible(uow, type_name, case.id):
            if restricted_group(part.type, part.values) == _OFF:
                raise InputError("attachment_child_off")


def _photo_consent(reader: Reader, case: str) -> bool:
    """Whether the newest answer about photographs is yes, and still in force."""
    found = reader.find("consent", case=case, purpose="photo")
    newest = max(found, key=lambda one: (one.text("on_date"), one.id), default=None)
    until = newest.day("until") if newest is not None else None
    given = newest is not None and newest.code("answer") == "given"
    return given and (until is None or until >= reader.today())


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


def _seen(reader: Reader, attachment: str) -> Record:
    """An attachment that the person may see. InputError `response_unknown`."""
    record = reader.get("attachment", attachment)
    responses.record_of(reader, record.text("response"))
    if not response_store.may_see(reader.actor, record):
        raise InputError("response_unknown", response=attachment[:40])
    return record


def content(reader: Reader, store: AttachmentStore, attachment: str) -> bytes:
    """The bytes of an attachment. InputError `attachment_missing` where they are not here, `attachment_damaged`."""
    record = _seen(reader, attachment)
    return store.get(record.text("sha256"), record.text("name"))


def thumbnail(reader: Reader, store: AttachmentStore, attachment: str) -> bytes:
    """A small JPEG of a picture; b"" for what has none, as a picture of a child, and where it has not come yet."""
    record = _seen(reader, attachment)
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
    record = _seen(uow, attachment)
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
    record = _seen(uow, attachment)
    response = responses.open_record(uow, record.text("response"))
    uow.delete("attachment", record.id)
    if response_store.entries_of(uow, response).get(record.text("key")) == record.text("name"):
        response_store.put(uow, response, {record.text("key"): None})
