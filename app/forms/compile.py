"""A workbook, or an XForm, made into a CompiledForm; kept in a folder by the hash of its content."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import InputError
from app.forms import cycles, graph, long_lists, survey
from app.forms.converting import Conversion, convert
from app.forms.externals import MEGABYTE, Media, empty_list, read_list, read_media
from app.forms.faults import Faults
from app.forms.model import CompiledForm, ExternalFile, Notice
from app.forms.xform import XForm
from app.forms.xpath.nodes import Node

if TYPE_CHECKING:
    from app.forms.workbook import Sheet

ENGINE = "3"
"""Part of the name of a kept form; raise it when the same workbook must be converted anew."""
MOST_XFORM = 30 * MEGABYTE


def load_form(source: Path | bytes, cache: Path | None = None, media: Media = None) -> CompiledForm:
    """The form of an XLSForm workbook or an XForm, from a path or its bytes.

    With `cache`, a folder, the conversion is kept there by content and the next load needs neither openpyxl nor pyxform.
    `media` has the files beside the form: a folder, or name → content; a list that is missing is a notice, its choices none.
    Raises InputError with sheet, row and column for what is wrong with the form or what the engine does not know.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    kept = cache / f"{sha256}.{ENGINE}.json" if cache is not None else None
    found = _read_kept(kept) if kept is not None else None
    faults = Faults()
    if found is not None:
        return _build(found, sha256, media, faults)
    examined = examine(data, sha256, media, faults, all_faults=False)
    faults.give_up()
    if examined.form is None or examined.conversion is None:
        raise InputError("form_not_workbook")
    if kept is not None:
        _keep(kept, examined.conversion)
    return examined.form


@dataclass(frozen=True, slots=True)
class Examined:
    """How far a form came; `form` is None when it cannot run."""

    form: CompiledForm | None
    conversion: Conversion | None
    sheets: Mapping[str, Sheet]
    notices: tuple[Notice, ...]


def examine(data: bytes, sha256: str, media: Media, faults: Faults, *, all_faults: bool) -> Examined:
    """Go through the whole of a form, noting faults; InputError for what is no form at all.

    With `all_faults` it goes on after the first, as far as it can.
    """
    sheets: Mapping[str, Sheet] = {}
    notices: tuple[Notice, ...] = ()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        conversion: Conversion | None = _xform(data)
    else:
        from app.forms.workbook import read_workbook  # late: a kept form does not need openpyxl

        sheets = read_workbook(data)
        notices = survey.check(sheets, faults)
        conversion = convert(sheets, faults, all_faults=all_faults) if all_faults or not faults.found else None
    if conversion is None:
        return Examined(None, None, sheets, notices)
    conversion = replace(conversion, notices=(*notices, *conversion.notices))
    before = len(faults.found)
    form = _build(conversion, sha256, media, faults, stop=False)
    return Examined(None if len(faults.found) > before or before else form, conversion, sheets, form.notices)


def _xform(data: bytes) -> Conversion:
    if len(data) > MOST_XFORM:
        raise InputError("form_file_too_big", megabytes=MOST_XFORM // MEGABYTE)
    try:
        return Conversion(data.decode("utf-8-sig").lstrip(), {}, {})
    except UnicodeDecodeError as error:
        raise InputError("form_not_workbook") from error


def _read_kept(file: Path) -> Conversion | None:
    """A kept conversion; None when there is none or the file is damaged, since it can be made again."""
    try:
        digest, _, content = file.read_text(encoding="utf-8").partition("\n")
        if hashlib.sha256(content.encode()).hexdigest() != digest:
            return None
        found = json.loads(content)
        notices = tuple(Notice(*item) for item in found["notices"])
        lists = tuple(long_lists.from_json(kept) for kept in found["lists"])
        return Conversion(found["xform"], found["rows"], found["settings"], notices, lists)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(file: Path, converted: Conversion) -> None:
    """Write whole or not at all. A folder that cannot be written costs speed, nothing else."""
    notices = [[item.code, item.sheet, item.row, item.column, item.value] for item in converted.notices]
    found = {"xform": converted.xform, "rows": dict(converted.rows), "settings": dict(converted.settings), "notices": notices}
    found["lists"] = [long_list.as_json() for long_list in converted.lists]
    content = json.dumps(found, ensure_ascii=False)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, suffix=".part", delete=False) as stream:
            stream.write(f"{hashlib.sha256(content.encode()).hexdigest()}\n{content}")  # a digest against half-written files
        Path(stream.name).replace(file)
    except OSError:
        return


def _build(converted: Conversion, sha256: str, media: Media, faults: Faults, *, stop: bool = True) -> CompiledForm:
    xform = XForm(converted.xform, converted.rows, faults)
    links = graph.link(xform.definitions, xform.reading, xform.words_of_choices())
    cycles.check(xform.definitions, links.binds, faults)
    if stop:
        faults.give_up()
    notices = [*converted.notices, *xform.notices]
    for long_list in converted.lists:
        xform.instances[long_list.name], texts = long_lists.put_back(long_list, xform.itext.default_language)
        xform.itext.texts.update(texts)
    instances = {**xform.instances, **_lists(xform, converted.rows, media, notices, faults)}
    if stop:
        faults.give_up()
    primary = xform.primary
    return CompiledForm(
        id=primary.get("id") or primary.tag.rpartition("}")[2],
        version=primary.get("version") or "",
        title=xform.title,
        sha256=sha256,
        languages=xform.itext.languages,
        default_language=xform.itext.default_language,
        definitions=xform.definitions,
        children=graph.tree_of(xform.definitions),
        instances=instances,
        texts=dict(xform.itext.plain()),
        text_media=xform.itext.with_media(),
        order=graph.order(xform.definitions, links),
        feeds=links.feeds,
        shows=links.shows,
        notices=tuple(notices),
        files=tuple(xform.files.values()),
        media_files=tuple(xform.itext.files()),
        entity=next((entity for entity in xform.entities if not entity.path), None),
        entities=xform.entities,
        instance_name=xform.instance_name(),
        last_saved=frozenset(xform.last_saved),
        settings=converted.settings or {"style": xform.style},
        beginning=xform.beginning,
        namespaces=xform.namespaces,
        own_instance=xform.own_instance,
    )


def _lists(xform: XForm, rows: Mapping[str, int], media: Media, notices: list[Notice], faults: Faults) -> Mapping[str, Node]:
    """The instances that stand outside the form: lists of files, and the last finished filling, empty until there is one."""
    found: dict[str, Node] = {}
    for file in xform.files.values():
        content = read_media(media, file.name)
        if content is None:
            notices.append(Notice("form_file_wanted", "survey", _row_of(xform, file, rows), "type", file.name))
            found[file.id] = empty_list()
            continue
        try:
            found[file.id] = read_list(file, content)
        except InputError as error:
            faults.add(error)
            found[file.id] = empty_list()
    for key in xform.last_saved:
        above = Node("instance")
        Node(xform.beginning.name, above)
        found[key] = above
    return found


def _row_of(xform: XForm, file: ExternalFile, rows: Mapping[str, int]) -> int:
    """The first row whose choices or values come from a file."""
    for definition in xform.definitions.values():
        texts = [expression.text for _, expression in definition.expressions]
        texts += [definition.choices.nodes.text] if definition.choices else []
        if any(f"'{file.id}'" in text for text in texts):
            return definition.row
    return rows.get(f"/{xform.beginning.name}/{file.id}", 0)
