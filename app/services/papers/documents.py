"""Documents of a case, a child, a carer or a facility: papers photographed or scanned, files, the portrait of a child.

A document of several pages is several files: each names the first. Turning a page is a number beside it; the file stays as it
came. A child's picture needs its consent and has no small picture: no list shows it; sound and video are off at first (P5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.data.contents.attachments import AttachmentStore
from app.data.contents.pictures import shown
from app.data.contents.recordings import is_recording
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import GROUPS, codelist
from app.domain.errors import EnvironmentFault, InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.services.cases import case_parts, cases
from app.services.papers import attachments
from app.services.papers.file_keeping import check_parent, parent_of, prepared, seen, stored
from app.services.people import children
from app.services.people.child_media import cases_of, check_copy, check_photo, check_recording, say_of_child

__all__ = [
    "AttachmentStore",
    "Document",
    "Shown",
    "Told",
    "add",
    "add_files",
    "content",
    "describe",
    "of",
    "of_case",
    "of_facility",
    "picture",
    "portrait",
    "read_file",
    "take_out",
    "turn",
]
Parent = tuple[str, str]
_FOLLOWING = frozenset({"document", "scan"})
_SMALL = 1000
"""Pixels: small pictures are never larger, so that turning one does not scale it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page or file: what it belongs to, what it is, and whether its bytes are here.

    `pages`: how many pages there are together; 0 on all but the first. `turned`: quarters to the right.
    """

    id: str
    parent: Parent
    use: str
    kind: str
    title: str
    dated_on: date | None
    name: str
    mime: str
    size: int
    purpose: str
    turned: int
    page_of: str
    page: int
    pages: int
    restricted: str
    here: bool

    @property
    def of_child(self) -> bool:
        """Whether a child can be seen or heard on it."""
        return self.purpose == "child"


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of files when they are added: see `add`."""

    kind: str = ""
    title: str = ""
    dated_on: date | None = None
    use: str = "document"
    purpose: str = "document"
    restricted: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document with its small picture, turned as it is to be shown; b"" for what has none, as a picture of a child."""

    document: Document
    small: bytes


def add(
    uow: UnitOfWork,
    store: AttachmentStore,
    parent: Parent,
    data: bytes,
    name: str,
    *,
    kind: str,
    title: str = "",
    dated_on: date | None = None,
    use: str = "document",
    purpose: str = "document",
    restricted: str = "",
    page_of: str = "",
) -> Document:
    """Keeps a file as a document; `page_of` makes it a further page of one of the same parent.

    A kind that holds what children said in an interview, or that tells of sexual violence, restricts the document by itself.
    InputError `not_allowed`, `code_unknown`, `date_in_future`, `right_missing` for a group that the person does not hold,
    `document_page` for a page of something else, `recording_no_case`, or what `prepared`, `check_photo` and `check_recording`
    find; EnvironmentFault `disk_full`.
    """
    _check_editable(uow, parent)
    restricted = restricted or _group_of(kind)
    _check_codes(uow, use, purpose, restricted)
    _check_day(uow, dated_on)
    sounds = is_recording(name, data)
    of_child = purpose == "child" or use == "portrait" or _is_page_of_child(uow, page_of)
    of_child = of_child or (sounds and parent[0] in ("case", "child"))
    if of_child:
        _check_child(uow, parent, name, sounds=sounds)
    made = prepared(uow, name, data)
    values: dict[str, object] = {
        parent[0]: parent[1],
        "use": use,
        "document_kind": kind or None,
        "title": title.strip() or None,
        "dated_on": dated_on,
        "restricted": restricted or None,
        "name": _name(name, made.ending),
        **stored(uow, store, made, small=not of_child),
        "purpose": "child" if of_child else purpose,
    }
    record = uow.create("attachment", values | _page(uow, parent, page_of))
    return next(one for one in of(uow, store, parent) if one.id == record)


def add_files(
    uow: UnitOfWork,
    store: AttachmentStore,
    parent: Parent,
    files: Sequence[tuple[str, bytes]],
    told: Told,
    *,
    page_of: str = "",
    together: bool = False,
) -> list[str]:
    """Adds files (name, bytes) in one act: each a document, or `together` the pages of one, or all further pages of `page_of`.

    Gives their ids; raises as `add`, and then nothing was added.
    """
    made: list[str] = []
    for name, data in files:
        first = page_of or (made[0] if together and made else "")
        one = add(
            uow,
            store,
            parent,
            data,
            name,
            kind="" if first else told.kind,
            title="" if first else told.title,
            dated_on=None if first else told.dated_on,
            use=told.use,
            purpose=told.purpose,
            restricted=told.restricted,
            page_of=first,
        )
        made.append(one.id)
    return made


def read_file(path: Path) -> bytes:
    """The bytes of a file that is to be added; EnvironmentFault `document_unreadable`, also for an empty one."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentFault("document_unreadable", name=path.name) from error
    if not data:
        raise EnvironmentFault("document_unreadable", name=path.name)
    return data


def _group_of(kind: str) -> str:
    """The restricted group that a kind of document belongs to; InputError `code_unknown`."""
    if kind and kind not in codelist("document_kind"):
        raise InputError("code_unknown", field="attachment.document_kind", code=kind, list="document_kind")
    return codelist("document_kind").rows[kind].group if kind else ""


def _check_codes(uow: UnitOfWork, use: str, purpose: str, restricted: str) -> None:
    """Codes that there are, and the right to the group."""
    for field, code, known in (
        ("use", use, set(codelist("attachment_use").codes()) - {"answer", "evidence"}),
        ("purpose", purpose, set(codelist("attachment_purpose").codes())),
        ("restricted", restricted, {*GROUPS, ""}),
    ):
        if code not in known:
            raise InputError("code_unknown", field=f"attachment.{field}", code=code, list=f"attachment_{field}")
    if restricted and restricted not in uow.actor.rights:
        raise InputError("right_missing", field="attachment", group=restricted)


def _check_day(uow: UnitOfWork, day: date | None) -> None:
    """A paper was written before it came here."""
    if day is not None and day > uow.today():
        raise InputError("date_in_future", field="attachment.dated_on", day=day.isoformat())


def _name(name: str, ending: str) -> str:
    """The name of a file as people chose it, with the ending of what is kept."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or "document"
    return f"{stem[:80]}{ending}"


def _is_page_of_child(uow: UnitOfWork, page_of: str) -> bool:
    """Whether a further page belongs to a picture of a child: then it is one too."""
    first = uow.maybe("attachment", page_of) if page_of else None
    return first is not None and first.code("purpose") == "child"


def _page(uow: UnitOfWork, parent: Parent, page_of: str) -> dict[str, object]:
    """The place of a further page."""
    if not page_of:
        return {}
    first = uow.maybe("attachment", page_of)
    if first is None or parent_of(first) != parent or first.ref("page_of") or first.code("use") not in _FOLLOWING:
        raise InputError("document_page")
    last = max((one.whole("page") or 1 for one in uow.find("attachment", page_of=page_of)), default=1)
    return {"page_of": page_of, "page": last + 1, "restricted": first.code("restricted")}


def _check_editable(uow: UnitOfWork, parent: Parent) -> None:
    """Whether the person may add to what a document belongs to; a closed case still takes its papers."""
    kind, key = parent
    record = check_parent(uow, parent)
    if kind == "case":
        cases.editable(uow, key, state="")
    elif kind == "child":
        children.check_editable(uow, key)
    else:
        require(uow.actor, f"{kind}.edit", office=record.text("office") if kind == "carer" else None)


def _check_child(reader: Reader, parent: Parent, name: str, *, sounds: bool) -> None:
    """A picture or recording of a child is kept with a case or child where its consent is in force, nowhere else."""
    own = cases_of(reader, *parent)
    if sounds and not own:
        raise InputError("recording_no_case", name=name)
    if sounds:
        check_recording(reader, own, name)
    else:
        check_photo(reader, own)


def of(reader: Reader, store: AttachmentStore, parent: Parent) -> tuple[Document, ...]:
    """The documents of a record that the person may see, the newest first, each followed by its further pages."""
    check_parent(reader, parent)
    above: dict[str, object] = {parent[0]: reader.same_as(parent[1])}
    found = reader.find("attachment", order=("id",), limit=None, after=None, **above)
    rows = [row for row in found if not row.ref("response") and case_parts.may_see(reader.actor, row)]
    firsts = {row.id: row for row in rows if not row.ref("page_of")}
    following: dict[str, list[Record]] = {}
    for row in rows:
        if row.ref("page_of"):
            following.setdefault(row.text("page_of") if row.text("page_of") in firsts else row.id, []).append(row)
    lone = {key: following[key][0] for key in following if key not in firsts}
    heads = sorted({**firsts, **lone}.values(), key=lambda row: (row.text("dated_on"), row.id), reverse=True)
    told: list[Document] = []
    for head in heads:
        pages = (
            sorted(following.get(head.id, []), key=lambda row: (row.whole("page") or 0, row.id)) if head.id in firsts else []
        )
        told.append(_document(store, parent_of(head), head, len(pages) + 1))
        told.extend(_document(store, parent_of(page), page, 0) for page in pages)
    return tuple(told)


def of_case(reader: Reader, store: AttachmentStore, case: str) -> tuple[Shown, ...]:
    """The documents of a case and of its child that the person may see, with their small pictures."""
    child = cases.readable(reader, case).text("child")
    rows = [*of(reader, store, ("case", case)), *(of(reader, store, ("child", child)) if reader.maybe("child", child) else ())]
    return tuple(Shown(one, _small(reader, store, one)) for one in rows)


def of_facility(reader: Reader, store: AttachmentStore, facility: str) -> tuple[Shown, ...]:
    """The documents of a facility that the person may see, with their small pictures."""
    return tuple(Shown(one, _small(reader, store, one)) for one in of(reader, store, ("facility", facility)))


def _small(reader: Reader, store: AttachmentStore, one: Document) -> bytes:
    """The small picture of a document."""
    small = attachments.thumbnail(reader, store, one.id) if one.purpose != "child" else b""
    return shown(small, _SMALL, one.turned, name=one.name) if small and one.turned else small


def _document(store: AttachmentStore, parent: Parent, row: Record, pages: int) -> Document:
    """A record as a document."""
    return Document(
        row.id,
        parent,
        row.text("use"),
        row.text("document_kind"),
        row.text("title"),
        row.day("dated_on"),
        row.text("name"),
        row.text("mime"),
        row.whole("size") or 0,
        row.text("purpose"),
        (row.whole("turned") or 0) % 4,
        row.text("page_of"),
        row.whole("page") or 1,
        pages,
        row.text("restricted"),
        store.has(row.text("sha256")),
    )


def get(reader: Reader, store: AttachmentStore, document: str) -> Document:
    """One document that the person may see; InputError as `seen`, `record_not_found` for a file that is an answer."""
    record = seen(reader, document)
    if record.ref("response"):
        raise InputError("record_not_found", type="attachment", id=document[:40])
    return _document(store, parent_of(record), record, 0 if record.ref("page_of") else 1)


def describe(
    uow: UnitOfWork, document: str, *, kind: str, title: str, dated_on: date | None, of_child: bool | None = None
) -> None:
    """Says anew what a document is; a kind that is restricted restricts all its pages, and nothing sets them free again.

    `of_child`: whether a child can be seen on it, None to leave that (`child_media.say_of_child`).
    """
    record = seen(uow, document)
    _check_editable(uow, parent_of(record))
    _check_day(uow, dated_on)
    group = record.code("restricted") or _group_of(kind) or None
    if group is not None and group not in uow.actor.rights:
        raise InputError("right_missing", field="attachment", group=group)
    values = {"document_kind": kind or None, "title": title.strip() or None, "dated_on": dated_on, "restricted": group}
    uow.update("attachment", document, values)
    pages = uow.find("attachment", page_of=document)
    for page in pages:
        uow.update("attachment", page.id, {"restricted": group})
    if of_child is not None:
        say_of_child(uow, [record, *pages], of_child=of_child)


def turn(uow: UnitOfWork, document: str, quarter: int) -> None:
    """Turns a page by so many quarters to the right; the file stays as it came."""
    record = seen(uow, document)
    _check_editable(uow, parent_of(record))
    uow.update("attachment", document, {"turned": ((record.whole("turned") or 0) + quarter) % 4 or None})


def take_out(uow: UnitOfWork, document: str) -> None:
    """Takes a document out that was entered by mistake, with its further pages; undo brings it back."""
    _check_editable(uow, parent_of(seen(uow, document)))
    for page in uow.find("attachment", page_of=document):
        uow.delete("attachment", page.id)
    uow.delete("attachment", document)


def portrait(reader: Reader, store: AttachmentStore, child: str) -> Document | None:
    """The newest portrait of a child that the person may see, or None."""
    return next((one for one in of(reader, store, ("child", child)) if one.use == "portrait"), None)


def content(reader: Reader, store: AttachmentStore, document: str) -> bytes:
    """The bytes of a document as they came, to be taken out of Komar.

    InputError `attachment_missing`, `attachment_damaged`, `copy_without_consent` for one of a child.
    """
    record = seen(reader, document)
    check_copy(reader, record, parent_of(record))
    return store.get(record.text("sha256"), record.text("name"))


def picture(reader: Reader, store: AttachmentStore, document: str, side: int) -> bytes:
    """A page as a JPEG of at most `side` pixels, turned as it is to be shown; b"" for what is no picture."""
    record = seen(reader, document)
    if not record.text("mime").startswith("image/"):
        return b""
    data = store.get(record.text("sha256"), record.text("name"))
    return shown(data, side, record.whole("turned") or 0, name=record.text("name"))
