"""The library of forms: those that ship with Komar, and those of the office, which are records and travel to its computers.

A form is installed (to be looked at), published (offered for new responses), retired (kept for what was filled with it). A
released version is never edited: a workbook with an id and version that are known, but other content, is refused. Conversions
are kept in a folder under the data folder, so that the next start needs neither openpyxl nor pyxform; forms hold nothing
personal.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.data.queries.forms import FormRow, library
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.data.values import canonical
from app.domain.errors import EnvironmentFault, InputError
from app.domain.ids import shared_id
from app.domain.permissions import can, require
from app.domain.records import Record
from app.forms.binds import items
from app.forms.compile import ENGINE, load_form
from app.forms.model import CompiledForm
from app.paths import FORMS, FORMS_READY
from app.services.forms import form_packed
from app.services.forms.form_checks import check_for_use
from app.services.forms.form_facts import subject_of_form
from app.services.responses.response_targets import acts_of

_DIGITS = 100
"""A number with more digits is no version but a text: another computer may say anything."""
LARGEST = 4_000_000
"""Bytes of a form with its files, packed as text: one operation, which travels in pieces beside the exchange (sync.md §6)."""
_SUFFIXES = frozenset({".xlsx", ".xml"})


def title_in(title: str, lang: str) -> str:
    """The part of a title in two languages that is in one; the whole of another title."""
    khmer, parted, english = title.partition(" · ")
    return title if not parted else khmer if lang == "km" else english


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A form of the library. `state` is installed, published or retired; `id` its record, "" for one that only ships."""

    id: str
    form_id: str
    version: str
    title: str
    subject: str
    state: str
    sha256: str
    shipped: bool
    act: str = ""
    """What one must be allowed beside filling forms in; "" where that is not known, so that the beginning refuses."""

    def title_in(self, lang: str) -> str:
        """The part of a title in two languages ("ខ្មែរ · English") that is in one; the whole of another title."""
        return title_in(self.title, lang)


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a form's file without compiling it anew."""

    form_id: str
    version: str
    title: str
    subject: str
    sha256: str
    act: str = ""


class FormShelf:
    """The forms of one office, compiled once and kept. `folder` is the office's data folder."""

    def __init__(self, folder: Path) -> None:
        self._own = folder / "forms"
        self.cache = folder / "cache" / "forms"
        self._listed: dict[str, FormRow] = {}
        self._told: dict[tuple[str, str], str] = {}

    def forms(self, subject: str = "inspection") -> tuple[CompiledForm, ...]:
        """Every form in use for a kind of subject ("" for all), by id, the newest version of each last."""
        found = []
        for card in self.cards():
            if subject in ("", card.subject) and self._state(card) == "published":
                with suppress(InputError):  # a broken one from another computer hides no other
                    found.append(self._compiled(card))
        return tuple(sorted(found, key=lambda form: (form.id, version_key(form.version))))

    def _state(self, card: Card) -> str:
        """The state of a form, as far as the library was read."""
        row = self._listed.get(card.sha256)
        return row.state if row is not None else self._told.get((card.form_id, card.version), "published")

    def form(self, form_id: str, version: str = "", sha256: str = "") -> CompiledForm:
        """A form by its id, in a version, of this very content if given; else the newest one in use.

        InputError `form_unknown`, `form_retired`.
        """
        fitting = [card for card in self.cards() if card.form_id == form_id and version in ("", card.version)]
        fitting = [card for card in fitting if sha256 in ("", card.sha256)]
        if not fitting:
            raise InputError("form_unknown", form=form_id[:40], version=version[:40] or "-")
        if not version:
            fitting = [card for card in fitting if self._state(card) != "retired"]
            fitting = [card for card in fitting if self._state(card) == "published"] or fitting
            if not fitting:
                raise InputError("form_retired", form=form_id[:40], version="-")
        return self._compiled(max(fitting, key=lambda card: version_key(card.version)))

    def in_use(self, form_id: str) -> bool:
        """Whether a form is offered for new fillings in any version, as far as the library was read."""
        return any(card.form_id == form_id and self._state(card) == "published" for card in self.cards())

    def read(self, reader: Reader) -> None:
        """Takes the office's library in: its forms are found by the other functions from now on."""
        rows = library(reader)
        self._listed = {row.sha256: row for row in rows if row.whole}
        self._told = {(row.form_id, row.version): row.state for row in rows if not row.whole}
        for row in self._listed.values():
            form_packed.keep(reader, row)

    def cards(self) -> tuple[Card, ...]:
        """What every form at hand says of itself: those that ship, those of this computer, those of the library."""
        found = {card.sha256: card for card in filter(None, map(self._card, self._files()))}
        for sha256, row in self._listed.items():
            found.setdefault(sha256, Card(row.form_id, row.version, row.title, row.subject, sha256))
        return tuple(found.values())

    def shipped(self) -> frozenset[str]:
        """The hashes of the forms that come with Komar."""
        return frozenset(_hash(file, file.stat().st_mtime_ns) for file in FORMS.glob("*.xlsx"))

    def choose(self, ref: str) -> CompiledForm:
        """A form by its id, or by the path of a workbook, which is then kept.

        InputError `form_unknown` and faults of the form.
        """
        file = Path(ref)
        if file.suffix.lower() in _SUFFIXES or file.is_file():
            return self.add(file)
        return self.form(ref)

    def add(self, file: Path) -> CompiledForm:
        """Take a workbook of an inspection into the forms of this computer.

        InputError `form_file_missing`, `form_version_changed`, `form_no_items`, or what is wrong with the workbook, by sheet,
        row and column; EnvironmentFault `form_folder_not_writable`.
        """
        data = read_form_file(file)
        form = load_form(data, self.cache)
        if not items(form):
            raise InputError("form_no_items", form=form.id)
        for card in self.cards():
            if (card.form_id, card.version) == (form.id, form.version):
                if card.sha256 != form.sha256:
                    raise InputError("form_version_changed", form=form.id, version=form.version)
                return form
        try:
            self._own.mkdir(parents=True, exist_ok=True)
            target = self._own / f"{form.sha256}{file.suffix.lower()}"
            part = target.with_suffix(".part")
            part.write_bytes(data)
            os.replace(part, target)
        except OSError as error:
            raise EnvironmentFault("form_folder_not_writable") from error
        return form

    def own_file(self, sha256: str) -> Path | None:
        """The workbook that was given to this computer alone; None when there is none with this content."""
        own = (file for file in self._files() if file.parent == self._own)
        return next((file for file in own if _hash(file, file.stat().st_mtime_ns) == sha256), None)

    def source(self, sha256: str) -> tuple[bytes, dict[str, bytes]]:
        """The workbook of a form as its author made it, and the files beside it. InputError `form_unknown`."""
        for file in self._files():
            if _hash(file, file.stat().st_mtime_ns) == sha256:
                return file.read_bytes(), {}
        return form_packed.source_of(sha256)

    def _files(self) -> list[Path]:
        own = sorted(self._own.iterdir()) if self._own.is_dir() else []
        return [*sorted(FORMS.glob("*.xlsx")), *(file for file in own if file.suffix in _SUFFIXES)]

    def _cache_of(self, file: Path) -> Path:
        """Where the conversion of a form is kept: of one that ships beside the programme, where set-up put it."""
        return FORMS_READY if file.parent == FORMS and FORMS_READY.is_dir() else self.cache

    def _card(self, file: Path) -> Card | None:
        """The card of a file, kept beside its conversion; None for a file that was damaged, which hides no other."""
        changed = file.stat().st_mtime_ns
        sha256 = _hash(file, changed)
        cache = self._cache_of(file)
        kept = cache / f"{sha256}.{ENGINE}.card.json"
        try:
            form_id, version, title, subject, act = map(str, json.loads(kept.read_text(encoding="utf-8")))
            return Card(form_id, version, title, subject, sha256, act)
        except (OSError, ValueError, TypeError):
            pass
        try:
            form = _compiled(file, changed, cache)
        except InputError:
            return None
        card = Card(form.id, form.version, form.title, subject_of_form(form), sha256, "".join(acts_of(form)[:1]))
        with suppress(OSError):  # costs speed, nothing else
            part = kept.with_suffix(".part")
            part.write_text(json.dumps([card.form_id, card.version, card.title, card.subject, card.act]), encoding="utf-8")
            os.replace(part, kept)
        return card

    def _compiled(self, card: Card) -> CompiledForm:
        """The form that a card speaks of."""
        for file in self._files():
            changed = file.stat().st_mtime_ns
            if _hash(file, changed) == card.sha256:
                return _compiled(file, changed, self._cache_of(file))
        return form_packed.form_of(card.form_id, card.version, card.sha256, self.cache)


def make_ready() -> int:
    """Converts the forms that ship, as set-up and the build do; gives their number."""
    FORMS_READY.mkdir(exist_ok=True)
    return len(FormShelf(FORMS_READY).cards())


@cache
def _hash(file: Path, changed: int) -> str:
    """The hash of a file; `changed` makes a new file another one."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def read_form_file(file: Path) -> bytes:
    """The bytes of a workbook. InputError `form_file_missing`."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError("form_file_missing", file=file.name) from error


@cache
def _compiled(file: Path, changed: int, kept: Path) -> CompiledForm:
    """A form once in this process; `changed` makes a new file a new form."""
    return load_form(file, kept)


def version_key(version: str) -> tuple[int, str]:
    """What versions are ordered by: numbers as numbers, before them everything else."""
    number = version.isascii() and version.isdigit() and len(version) <= _DIGITS
    return (int(version), "") if number else (0, version)


def entries(reader: Reader, shelf: FormShelf) -> tuple[FormEntry, ...]:
    """The whole library by id and version."""
    require(reader.actor, "office.read")
    shelf.read(reader)
    rows = library(reader)
    whole = {row.sha256: row for row in rows if row.whole}
    told = {(row.form_id, row.version): row for row in rows if not row.whole}
    shipped = shelf.shipped()
    found = []
    for card in shelf.cards():
        named = whole.get(card.sha256) or told.get((card.form_id, card.version))
        state = named.state if named is not None else "published"
        head = (card.form_id, card.version, card.title, card.subject, state, card.sha256)
        found.append(FormEntry(named.id if named is not None else "", *head, card.sha256 in shipped, card.act))
    return tuple(sorted(found, key=lambda one: (one.form_id, version_key(one.version), one.sha256)))


def forms_for(reader: Reader, shelf: FormShelf, subject: str) -> tuple[FormEntry, ...]:
    """What is offered to the person for a new response about a kind of subject: of each form the newest published version."""
    newest: dict[str, FormEntry] = {}
    for entry in entries(reader, shelf):
        if entry.subject == subject and entry.state == "published" and (not entry.act or can(reader.actor, entry.act)):
            newest[entry.form_id] = entry
    return tuple(sorted(newest.values(), key=lambda one: (not one.shipped, one.form_id)))


def form_of(reader: Reader, shelf: FormShelf, response: Record) -> CompiledForm | None:
    """The form that a response was begun with, in that very version; None when this computer does not have it."""
    shelf.read(reader)
    try:
        return shelf.form(response.text("form_id"), response.text("form_version"), response.text("form_sha256"))
    except InputError:
        return None


def form_for_new(reader: Reader, shelf: FormShelf, form_id: str) -> CompiledForm:
    """The newest published version of a form. InputError `form_unknown`, `form_retired`."""
    found = [entry for entry in entries(reader, shelf) if entry.form_id == form_id]
    published = [entry for entry in found if entry.state == "published"]
    if not published:
        raise InputError("form_retired" if found else "form_unknown", form=form_id[:40], version="-")
    form = shelf.form(form_id, published[-1].version, published[-1].sha256)
    if not published[-1].shipped:
        check_for_use(form)  # a colleague's computer may have looked less closely
    return form


def install(uow: UnitOfWork, shelf: FormShelf, data: bytes, media: Mapping[str, bytes] | None = None) -> str:
    """Takes a workbook with its files into the office's library, to be looked at; gives the record's id.

    The same workbook again gives the same id. InputError `form_version_changed`, `form_too_large`, or what is wrong with the
    workbook, by sheet, row and column.
    """
    require(uow.actor, "form.install")
    given = dict(media or {})
    form = load_form(data, shelf.cache, given)
    check_for_use(form)
    files = {name: base64.b64encode(content).decode() for name, content in sorted(given.items())}
    shelf.read(uow)
    for entry in entries(uow, shelf):
        if (entry.form_id, entry.version) == (form.id, form.version):
            record = uow.maybe("form", entry.id) if entry.id else None
            alike = record is None or not record.text("content") or form_packed.packed_files(record) == files
            same = entry.sha256 == form.sha256 and alike
            if not same:
                raise InputError("form_version_changed", form=form.id, version=form.version)
            if record is not None and record.text("content"):
                return record.id
    values = _values(form, data, files)
    size = len(canonical(values).encode())
    if size > LARGEST:
        raise InputError("form_too_large", form=form.id, kilobytes=size // 1024, limit=LARGEST // 1024)
    name = shared_id("form", uow.actor.office, form.id, form.version, form.sha256, form_packed.digest(files))
    if uow.maybe("form", name) is None:
        uow.create("form", {**values, "office": uow.actor.office, "state": "installed"}, record_id=name)
    return name


def carry_along(uow: UnitOfWork, shelf: FormShelf, form: CompiledForm) -> None:
    """Lets a form that only this computer has travel with what was filled with it, so that colleagues can open that.

    It is not offered to anybody by this; one too large for an operation stays here.
    """
    shelf.read(uow)
    file = shelf.own_file(form.sha256)
    if file is None or any(row.sha256 == form.sha256 for row in library(uow)):
        return
    values = _values(form, file.read_bytes(), {})
    if len(canonical(values).encode()) <= LARGEST:
        name = shared_id("form", uow.actor.office, form.id, form.version, form.sha256, form_packed.digest({}))
        uow.create("form", {**values, "office": uow.actor.office, "state": "installed"}, record_id=name)


def _values(form: CompiledForm, data: bytes, files: Mapping[str, str]) -> dict[str, object]:
    """A form as it stands in its record."""
    return {
        "form_id": form.id,
        "form_version": form.version,
        "title": form.title,
        "subject": subject_of_form(form),
        "sha256": form.sha256,
        "content": base64.b64encode(data).decode(),
        "files": dict(files) or None,
    }


def publish(uow: UnitOfWork, shelf: FormShelf, form_id: str, version: str) -> FormEntry:
    """Offers a version for new responses from now on; also one that was retired. InputError `form_unknown`, `not_allowed`."""
    return _set_state(uow, shelf, form_id, version, "published")


def retire(uow: UnitOfWork, shelf: FormShelf, form_id: str, version: str) -> FormEntry:
    """Offers a version no longer; what was filled with it still opens. InputError `form_unknown`, `not_allowed`."""
    return _set_state(uow, shelf, form_id, version, "retired")


def _set_state(uow: UnitOfWork, shelf: FormShelf, form_id: str, version: str, state: str) -> FormEntry:
    """Sets the state of a version; of one that ships by a record without content."""
    require(uow.actor, "form.publish")
    fitting = [entry for entry in entries(uow, shelf) if (entry.form_id, entry.version) == (form_id, version)]
    if not fitting:
        raise InputError("form_unknown", form=form_id[:40], version=version[:40] or "-")
    entry = fitting[-1]
    if state == "retired":  # two computers may have installed different workbooks under one name
        for other in fitting[:-1]:
            if other.id:
                uow.update("form", other.id, {"state": state})
    if entry.id:
        uow.update("form", entry.id, {"state": state})
    elif entry.state != state:
        named = {"form_id": form_id, "form_version": version, "title": entry.title, "subject": entry.subject}
        name = shared_id("form", uow.actor.office, form_id, version, "state")
        uow.create("form", {**named, "office": uow.actor.office, "state": state}, record_id=name)
    found = [one for one in entries(uow, shelf) if (one.form_id, one.version, one.sha256) == (form_id, version, entry.sha256)]
    return found[-1]
