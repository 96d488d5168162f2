"""Files that belong to records: what is kept of one, and who may see which. Those of a child: `child_media`."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path

from app.data.contents import blob_queue
from app.data.contents.attachments import AttachmentStore
from app.data.contents.pictures import Limits, looks_like_picture, prepare
from app.data.contents.recordings import is_recording
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import EnvironmentFault, InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.services.cases import case_parts, cases
from app.services.exchange.knowing import may_know
from app.services.office.rules import rules
from app.services.responses import responses

MILLION = 1024 * 1024
_ENDING = 12


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it is kept: bytes, kind, the ending of its name, and a small picture of it or nothing."""

    content: bytes
    mime: str
    ending: str
    thumbnail: bytes


def is_picture(name: str, data: bytes) -> bool:
    """Whether a file is treated as a picture, by its name or its first bytes."""
    mime = mimetypes.guess_type(name)[0] or ""
    return (mime.startswith("image/") and mime != "image/svg+xml") or looks_like_picture(data)


def prepared(reader: Reader, name: str, data: bytes, *, max_side: int | None = None, keep_location: bool = False) -> Prepared:
    """What is kept of a file: a picture scaled and without what the camera wrote into it, any other file as it is.

    InputError `attachment_too_large`, `attachment_not_picture`.
    """
    known = rules(reader, "attachments")
    limit = known.number("max_megabytes")
    if len(data) > limit * MILLION:
        raise InputError("attachment_too_large", name=name, megabytes=len(data) // MILLION, limit=limit)
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    suffix, small = "." + name.rpartition(".")[2].lower() if "." in name else "", b""
    if is_recording(name, data):
        mime = mime if mime.startswith(("audio/", "video/")) else "application/octet-stream"  # a voice may be called .jpg
    elif is_picture(name, data):
        side = min(max_side or known.number("max_side"), known.number("max_side"))
        limits = Limits(side, *(known.number(each) for each in ("max_pixels", "thumbnail_side", "jpeg_quality")))
        made = prepare(data, limits, name=name, keep_location=keep_location)
        data, mime, suffix, small = made.content, made.mime, made.suffix, made.thumbnail
    return Prepared(data, mime, suffix if suffix[1:].isalnum() and len(suffix) <= _ENDING else "", small)


def stored(uow: UnitOfWork, store: AttachmentStore, made: Prepared, *, small: bool) -> dict[str, object]:
    """Puts a file beside the database, with its small picture if it has one and may (`small`): the fields that tell of it.

    EnvironmentFault `disk_full`, `read_only`.
    """
    thumbnail = blob_queue.keep(uow.connection, store, made.thumbnail) if made.thumbnail and small else None
    return {
        "mime": made.mime,
        "size": len(made.content),
        "sha256": blob_queue.keep(uow.connection, store, made.content),
        "thumbnail_sha256": thumbnail,
    }


def seen(reader: Reader, attachment: str) -> Record:
    """A file that the person may see, by what it belongs to.

    InputError `record_not_found`, `response_unknown`, `not_allowed`.
    """
    record = reader.get("attachment", attachment)
    if record.ref("response"):
        responses.record_of(reader, record.text("response"))
    else:
        check_parent(reader, parent_of(record))
    if not case_parts.may_see(reader.actor, record):
        raise InputError("response_unknown" if record.ref("response") else "record_not_found", response=attachment[:40])
    return record


def parent_of(record: Record) -> tuple[str, str]:
    """What a file that is no answer belongs to: type and id."""
    return next(((name, record.text(name)) for name in PARENTS if record.ref(name)), ("", ""))


PARENTS = ("case", "child", "carer", "facility")
"""What a document may belong to."""


def write_copy(data: bytes, target: Path) -> None:
    """Writes a copy outside Komar; EnvironmentFault `paper_not_written`."""
    try:
        target.write_bytes(data)
    except OSError as error:
        raise EnvironmentFault("paper_not_written", file=target.name) from error


def check_parent(reader: Reader, parent: tuple[str, str]) -> Record:
    """What a document belongs to, if the person may look at it; InputError `record_not_found`, `not_allowed`."""
    kind, key = parent
    if kind not in PARENTS:
        raise InputError("record_not_found")
    if kind == "case":
        return cases.readable(reader, key)
    record = reader.get(kind, key)
    if kind == "child":
        if not may_know(reader, "child", key):
            raise InputError("not_allowed", act="case.read")
    else:
        require(reader.actor, f"{kind}.read", office=record.text("office") if kind == "carer" else None)
    return record
