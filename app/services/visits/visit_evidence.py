"""What stands behind an answer of a visit, item by item: photographs of places or papers, and who was asked (practice P5).

A photograph of a child is not a thing of the office: it is taken only where who is responsible and the child agreed, which is
written down with it, it has no small picture, and no paper shows it. That somebody was asked says who, never what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.data.contents.attachments import AttachmentStore
from app.data.contents.pictures import shown
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist, label
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.services.papers.file_keeping import is_picture, prepared, stored
from app.services.responses import response_store
from app.services.responses.response_store import ASKED
from app.services.visits.inspections import Visit, open_visit, visit_of
from app.text.words import words

USE = "evidence"
MOST = 10
"""Photographs of one item (inferred): more of them are looked at by nobody."""
ON_PAPER = 12
"""Photographs on one report (inferred); the others stay in Komar."""
SHOWN = ("place", "document")
"""What photographs on papers and in lists show; never a child."""
PAPER_SIDE = 900
"""Pixels of a photograph on paper."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of a visit: the item it belongs to, what it shows (`place`, `document`, `child`), and whether it is here."""

    record: Record
    here: bool

    @property
    def id(self) -> str:
        """The id of the file."""
        return self.record.id

    @property
    def key(self) -> str:
        """The item."""
        return self.record.text("key")

    @property
    def purpose(self) -> str:
        """What it shows."""
        return self.record.text("purpose")


def _item(form: CompiledForm, visit: Visit, key: str) -> str:
    """An item by its name, number or key. InputError `item_unknown`, `right_missing`."""
    paths = {item.path for item in items(form)}
    by_number = {item.number: item.path for item in items(form)}
    found = key if key in paths else by_number.get(key) or form.path_of(key)
    if found is None or found not in paths:
        raise InputError("item_unknown", item=key[:40])
    if visit.is_hidden(found):
        raise InputError(
            "right_missing", field="attachment", group=response_store.group_at(response_store.groups_of(form), found)
        )
    return found


def add(
    uow: UnitOfWork,
    store: AttachmentStore,
    form: CompiledForm,
    inspection: str,
    key: str,
    files: Sequence[tuple[str, bytes]],
    *,
    purpose: str,
    note: str = "",
) -> list[str]:
    """Adds photographs (name, bytes) to an item while the visit is open; gives their ids. `note`: what they show, or of a child
    who agreed and when.

    Each is made smaller and loses what the camera wrote into it. InputError `inspection_closed`, `item_unknown`,
    `attachment_purpose`, `photo_consent`, `photo_not_picture`, `photos_too_many`, or what `prepared` finds.
    """
    require(uow.actor, "inspection.fill")
    visit = open_visit(uow, inspection)
    path = _item(form, visit, key)
    if purpose not in codelist("attachment_purpose"):
        raise InputError("attachment_purpose")
    if purpose == "child" and not note.strip():
        raise InputError("photo_consent", field="attachment.note")
    taken = records(uow, visit)
    if sum(one.text("key") == path for one in taken) + len(files) > MOST:
        raise InputError("photos_too_many", limit=MOST)
    names = {one.text("name") for one in uow.find("attachment", response=visit.response.id)}
    made = []
    for name, data in files:
        if not is_picture(name, data):
            raise InputError("photo_not_picture", name=name)
        kept = prepared(uow, name, data)
        number = int(uow.clock.now().timestamp() * 1000)
        while f"{number}{kept.ending}" in names:
            number += 1
        names.add(f"{number}{kept.ending}")
        values: dict[str, object] = {
            "response": visit.response.id,
            "restricted": response_store.group_at(response_store.kept_groups(visit.response), path),
            "use": USE,
            "key": path,
            "name": f"{number}{kept.ending}",
            "purpose": purpose,
            "note": note.strip() or None,
            **stored(uow, store, kept, small=purpose != "child"),
        }
        made.append(uow.create("attachment", {name: value for name, value in values.items() if value is not None}))
    return made


def drop(uow: UnitOfWork, photo: str) -> None:
    """Takes a photograph of a visit away that is open. InputError `record_not_found`, `inspection_closed`."""
    require(uow.actor, "inspection.fill")
    record = uow.maybe("attachment", photo)
    response = uow.maybe("form_response", record.text("response")) if record is not None else None
    if record is None or response is None or record.code("use") != USE or not response.ref("inspection"):
        raise InputError("record_not_found", type="attachment", id=photo[:40])
    open_visit(uow, response.text("inspection"))
    uow.delete("attachment", photo)


def photos(reader: Reader, store: AttachmentStore, visit: Visit) -> tuple[Photo, ...]:
    """The photographs of a visit that the person may see, by item and then as they were taken."""
    return tuple(Photo(one, store.has(one.text("sha256"))) for one in records(reader, visit))


def records(reader: Reader, visit: Visit) -> list[Record]:
    """The photographs of a visit that the person may see, whether their bytes are here or not; as `photos`."""
    found = reader.find("attachment", response=visit.response.id, use=USE, order=("key", "id"))
    return [one for one in found if response_store.may_see(reader.actor, one)]


def on_paper(reader: Reader, store: AttachmentStore, visit: Visit) -> list[tuple[Record, bytes]]:
    """The photographs that a report shows, as JPEG: of places and papers alone, those that are here, the first of each item
    before second ones."""
    ranked: list[tuple[int, int, Record]] = []
    count: dict[str, int] = {}
    for place, one in enumerate(photos(reader, store, visit)):
        if one.purpose in SHOWN and one.here and not one.record.code("restricted"):
            count[one.key] = count.get(one.key, 0) + 1
            ranked.append((count[one.key], place, one.record))
    kept = sorted(sorted(ranked, key=lambda each: each[:2])[:ON_PAPER], key=lambda each: each[1])
    return [
        (
            one,
            shown(store.get(one.text("sha256"), one.text("name")), PAPER_SIDE, one.whole("turned") or 0, name=one.text("name")),
        )
        for _, _, one in kept
    ]


def ask(uow: UnitOfWork, form: CompiledForm, inspection: str, key: str, who: Sequence[str]) -> None:
    """Notes who was asked about an item; nobody takes it back.

    InputError `inspection_closed`, `item_unknown`, `right_missing`, `code_unknown`.
    """
    require(uow.actor, "inspection.fill")
    visit = open_visit(uow, inspection)
    path = _item(form, visit, key)
    for code in who:
        if code not in codelist("visit_asked"):
            raise InputError("code_unknown", field="asked", code=code[:40], list="visit_asked")
    _put(uow, visit, path, who)


def _put(uow: UnitOfWork, visit: Visit, path: str, who: Sequence[str]) -> None:
    text = " ".join(sorted(set(who)))
    response_store.put_at(uow, visit.response, path, "answers", f"{ASKED}{path.removeprefix('/')}", text or None)


def asked(visit: Visit) -> Mapping[str, tuple[str, ...]]:
    """Item → who was asked, as far as the person may see the item."""
    found = {f"/{name.removeprefix(ASKED)}": text for name, text in visit.entries.items() if name.startswith(ASKED)}
    return {path: tuple(text.split()) for path, text in found.items() if not visit.is_hidden(path)}


def take_asked(uow: UnitOfWork, stays: Visit, goes: Visit) -> None:
    """Who was asked at one of two visits that are joined was asked at the joined one."""
    mine = asked(stays)
    for path, who in asked(goes).items():
        if not set(who) <= set(mine.get(path, ())):
            _put(uow, visit_of(uow, stays.inspection.id), path, (*mine.get(path, ()), *who))


def asked_words(who: Iterable[str], lang: str) -> str:
    """Who was asked, in words; "" for nobody."""
    told = ", ".join(label("visit_asked", code, lang) for code in who)
    return words("inspection.asked", lang, who=told) if told else ""
