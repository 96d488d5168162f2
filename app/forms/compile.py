"""A workbook, or an XForm, made into a CompiledForm; kept in a folder by the hash of its content."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from app.domain.errors import InputError
from app.forms import graph, survey
from app.forms.model import CompiledForm, Notice
from app.forms.xform import XForm, instance_texts

ENGINE = "1"
"""Part of the name of a kept form; raise it when the same workbook must be converted anew."""
_ROW = re.compile(r"\[row ?: ?([0-9]+)\]|on row ([0-9]+)|row '?([0-9]+)'?")
_WARNING_NOTICE = "form_converter_says"


def load_form(source: Path | bytes, cache: Path | None = None) -> CompiledForm:
    """The form of an XLSForm workbook or an XForm, from a path or its bytes.

    With `cache`, a folder, the conversion is kept there by content and the next load needs neither openpyxl nor pyxform.
    Raises InputError with sheet, row and column for what is wrong with the form or what the engine does not know.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    kept = cache / f"{sha256}.{ENGINE}.json" if cache is not None else None
    found = _read_kept(kept) if kept is not None else None
    if found is None:
        found = _convert(data)
        if kept is not None:
            _keep(kept, found)
    return _build(found, sha256)


class _Converted:
    """An XForm, the workbook's rows by path, and notices."""

    def __init__(self, xform: str, rows: Mapping[str, int], notices: tuple[Notice, ...]) -> None:
        self.xform = xform
        self.rows = rows
        self.notices = notices

    def as_json(self) -> str:
        """The text that is kept, with a digest against half-written files."""
        notices = [[item.code, item.sheet, item.row, item.column, item.value] for item in self.notices]
        content = json.dumps({"xform": self.xform, "rows": dict(self.rows), "notices": notices}, ensure_ascii=False)
        return f"{hashlib.sha256(content.encode()).hexdigest()}\n{content}"


def _convert(data: bytes) -> _Converted:
    if data.lstrip()[:1] == b"<":
        try:
            return _Converted(data.decode("utf-8"), {}, ())
        except UnicodeDecodeError as error:
            raise InputError("form_not_workbook") from error
    from app.forms.workbook import read_workbook  # late: a kept form needs neither openpyxl

    sheets = read_workbook(data)
    notices = survey.check(sheets)
    from pyxform.errors import PyXFormError  # nor pyxform, which takes half a second
    from pyxform.xls2xform import convert

    try:
        result = convert(survey.as_dict(sheets), form_name="data")
    except PyXFormError as error:
        text = " ".join(str(error).split())
        match = _ROW.search(text)
        row = int(next(part for part in match.groups() if part)) if match else 0
        raise InputError("form_conversion", row=row, detail=text[:300]) from error
    root = re.search(r"<instance>\s*<([^\s/>]+)", result.xform)
    rows = survey.rows_by_path(sheets["survey"], root[1] if root else "data")
    said = tuple(Notice(_WARNING_NOTICE, "", 0, "", " ".join(text.split())[:300]) for text in result.warnings)
    return _Converted(result.xform, rows, (*notices, *said))


def _read_kept(file: Path) -> _Converted | None:
    """A kept conversion; None when there is none or the file is damaged, since it can be made again."""
    try:
        digest, _, content = file.read_text(encoding="utf-8").partition("\n")
        if hashlib.sha256(content.encode()).hexdigest() != digest:
            return None
        found = json.loads(content)
        return _Converted(found["xform"], found["rows"], tuple(Notice(*item) for item in found["notices"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(file: Path, converted: _Converted) -> None:
    """Write whole or not at all. A folder that cannot be written costs speed, nothing else."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, suffix=".part", delete=False) as stream:
            stream.write(converted.as_json())
        Path(stream.name).replace(file)
    except OSError:
        return


def _build(converted: _Converted, sha256: str) -> CompiledForm:
    xform = XForm(converted.xform, converted.rows)
    feeds, shows = graph.link(xform.definitions)
    primary = xform.primary
    return CompiledForm(
        id=primary.get("id") or primary.tag.rpartition("}")[2],
        version=primary.get("version") or "",
        title=xform.title,
        sha256=sha256,
        languages=xform.languages,
        default_language=xform.default_language,
        definitions=xform.definitions,
        children=graph.tree_of(xform.definitions),
        instances=xform.instances,
        texts=dict(instance_texts(xform)),
        order=graph.order(xform.definitions, feeds),
        feeds=feeds,
        shows=shows,
        notices=converted.notices,
    )
