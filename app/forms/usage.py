"""What a form uses and what is wrong with it, all at once, for its author: errors, what is left aside, missing or unused.

Nothing is installed here and nothing is filled: the form is read as far as it can be read, and every problem has its cell.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.domain.errors import InputError
from app.forms import translations, vocabulary
from app.forms.compile import examine
from app.forms.externals import Media
from app.forms.faults import Faults
from app.forms.model import CompiledForm, Definition, Notice
from app.forms.vocabulary import column_name
from app.forms.walking import calls, every, names
from app.forms.xpath.syntax import Call

if TYPE_CHECKING:
    from app.forms.workbook import Sheet

Severity = Literal["error", "warning", "notice"]
_OWN_COLUMNS = frozenset({"colour", "source", "comment"})
"""Columns of the choices for the screen or the reader: a colour; whether a row is sourced or inferred; where it comes from."""
_FILLED = "k_"
"""How the names of the fields begin that Komar fills; the same ones stand in every repeat of a plan."""
DEEP = 6
"""Groups inside one another from which on we say that nobody will find the way (inferred)."""
_WRITTEN = {"string": "text", "int": "integer"}
"""Types as authors write them in a workbook."""
_OF_CONVERTER = frozenset({("label", "jr:itext"), ("choice_filter", "instance"), ("required", "true"), ("readonly", "true")})
"""Columns with functions that no author writes there: yes becomes true()."""
_SUMMING = frozenset({
    "sum", "count", "count-non-empty", "min", "max", "join", "indexed-repeat", "position", "count-selected", "concat",
    "randomize", "current", "instance", "checklist", "weighted-checklist", "area", "distance", "boolean", "jr:choice-name",
})  # fmt: skip
"""Functions that mean a repeat's answers as a whole, or pick one themselves."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that the author should know. `words` is the key of its words, `params` what stands in them.

    error: the form cannot be used · warning: it can, but not as the author means it · notice: left aside, or unused.
    """

    severity: Severity
    words: str
    sheet: str
    row: int
    column: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a form is made of. The counts are by name, most frequent first."""

    types: Mapping[str, int] = field(default_factory=dict)
    functions: Mapping[str, int] = field(default_factory=dict)
    appearances: Mapping[str, int] = field(default_factory=dict)
    binds: Mapping[str, int] = field(default_factory=dict)
    """Komar's own columns."""
    features: tuple[str, ...] = ()
    """repeat, nested_repeat, files, entities, last_saved, media, trigger, search, randomize, or_other, …"""
    languages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    questions: int = 0
    deepest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """A form looked through: `form` is None when it has errors."""

    form: CompiledForm | None
    problems: tuple[Problem, ...]
    usage: Usage
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Sheet → heading → the letter of its column; empty for an XForm."""


def problems(source: Path | bytes, media: Media = None) -> tuple[Problem, ...]:
    """Everything that can be found wrong with a form, errors first, then by sheet and row. Never raises InputError."""
    return inspect(source, media).problems


def inspect(source: Path | bytes, media: Media = None) -> Inspection:
    """Look through a form: a workbook or an XForm. Never raises InputError: what is no form at all is one problem."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    faults = Faults()
    try:
        found = examine(data, hashlib.sha256(data).hexdigest(), media, faults, all_faults=True)
    except InputError as error:
        faults.add(error)
        return Inspection(form=None, problems=tuple(map(_fault, faults.found)), usage=Usage())
    noted = [_fault(error) for error in faults.found]
    noted += [_notice(notice) for notice in found.notices]
    if found.sheets:
        noted += [_notice(notice, "warning") for notice in translations.missing(found.sheets)]
        noted += [_notice(notice) for notice in translations.unused_lists(found.sheets)]
    if found.form is not None:
        noted += [_notice(notice) for notice in _unused_columns(found.form, found.sheets)]
        noted += [_notice(notice, "warning") for notice in _doubtful(found.form)]
    rank = {"error": 0, "warning": 1, "notice": 2}
    sheets = {name: place for place, name in enumerate(("survey", "choices", "settings"))}
    told = sorted(dict.fromkeys(noted), key=lambda one: (rank[one.severity], sheets.get(one.sheet, 9), one.row, one.column))
    usage = Usage() if found.form is None else usage_of(found.form)
    columns = {name: {head: sheet.column(head) for head in sheet.headings if head} for name, sheet in found.sheets.items()}
    return Inspection(form=found.form, problems=tuple(told), usage=usage, columns=columns)


@dataclass(frozen=True, slots=True)
class _Params(Mapping[str, object]):
    """Parameters that can be compared and hashed, so that the same problem is told once."""

    items_: tuple[tuple[str, object], ...]

    def __getitem__(self, key: str) -> object:
        return dict(self.items_)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.items_))

    def __len__(self) -> int:
        return len(self.items_)


def _fault(error: InputError) -> Problem:
    params = error.params
    row, column = params.get("row", 0), params.get("column", "")
    kept = _Params(tuple(sorted((key, str(value)) for key, value in params.items())))
    return Problem(
        "error", f"error.{error.code}", str(params.get("sheet", "")), row if isinstance(row, int) else 0, str(column), kept
    )


def _notice(notice: Notice, severity: Severity = "notice") -> Problem:
    told = {"sheet": notice.sheet, "row": notice.row, "column": notice.column, "value": notice.value}
    code = f"forms.notice.{notice.code}"
    return Problem(severity, code, notice.sheet, notice.row, notice.column, _Params(tuple(told.items())))


# ---- what a form uses ----


def usage_of(form: CompiledForm) -> Usage:
    """What a compiled form is made of."""
    meta = f"{form.root.path}/meta"
    definitions = [d for path, d in form.definitions.items() if d.row or not f"{path}/".startswith(f"{meta}/")]
    called = ((column, call.name) for d in definitions for column, expression in every(d) for call in calls(expression))
    functions = Counter(name for column, name in called if (column, name) not in _OF_CONVERTER)
    questions = [d for d in definitions if d.kind == "question"]
    return Usage(
        types=_counted(Counter(_type_of(d) for d in definitions if d.kind != "root")),
        functions=_counted(functions),
        appearances=_counted(Counter(word for d in definitions for word in d.appearance)),
        binds=_counted(Counter(name for d in definitions for name in d.komar)),
        features=tuple(sorted(set(_features(form)))),
        languages=form.languages,
        files=tuple(file.name for file in form.files),
        questions=len(questions),
        deepest=max((_depth(form, d) for d in definitions), default=0),
    )


def _counted(counter: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _type_of(definition: Definition) -> str:
    if definition.kind in ("group", "repeat"):
        return definition.kind
    if definition.kind == "value":
        return "calculate" if definition.calculate is not None else "hidden"
    named = {"select1": "select_one", "select": "select_multiple", "trigger": "acknowledge"}
    if definition.control == "upload":
        return (definition.mediatype.partition("/")[0] or "file").replace("application", "file")
    kind = definition.type if definition.control == "input" else definition.control
    return named.get(definition.control) or _WRITTEN.get(kind, kind)


def _depth(form: CompiledForm, definition: Definition) -> int:
    depth, parent = 0, definition.parent
    while parent is not None:
        depth, parent = depth + 1, form.definitions[parent].parent
    return depth - 1 if definition.kind in ("question", "value") else depth


def _features(form: CompiledForm) -> Iterator[str]:
    for definition in form.definitions.values():
        tests = (
            ("repeat", definition.kind == "repeat"),
            ("nested_repeat", definition.kind == "repeat" and _inside_repeat(form, definition)),
            ("repeat_count", definition.count is not None),
            ("choice_filter", definition.choices is not None and definition.choices.filtered),
            ("trigger", any(action.event == "xforms-value-changed" for action in definition.actions)),
            ("dynamic_default", any(action.event != "xforms-value-changed" for action in definition.actions)),
            ("attachments", definition.control == "upload"),
            ("save_to", bool(definition.save_to)),
            ("metadata", bool(definition.preload[0]) and definition.preload[0] != "uid"),
            ("media", bool(definition.media)),
        )
        yield from {name for name, there in tests if there}
    whole = (
        ("files", form.files), ("entities", form.entities), ("last_saved", form.last_saved),
        ("translations", form.languages[1:]), ("instance_name", form.instance_name), ("media", form.media_files),
    )  # fmt: skip
    yield from (name for name, there in whole if there)


def _inside_repeat(form: CompiledForm, definition: Definition) -> bool:
    return bool(_repeats(form, definition.parent or ""))


def _repeats(form: CompiledForm, path: str) -> tuple[str, ...]:
    """The repeats that a path stands in, itself included."""
    found: list[str] = []
    while path:
        if path in form.definitions and form.definitions[path].kind == "repeat":
            found.append(path)
        path = path.rpartition("/")[0]
    return tuple(found)


# ---- what is doubtful or unused ----


def _doubtful(form: CompiledForm) -> Iterator[Notice]:
    seen: dict[str, Definition] = {}
    for definition in form.definitions.values():
        if definition.relevant is not None and definition.relevant.text.strip() in ("false()", "0", "1 = 2"):
            yield Notice("form_never_shown", "survey", definition.row, "relevant", definition.name)
        if definition.row and definition.name in seen and not definition.name.startswith(_FILLED):
            yield Notice("form_name_again", "survey", definition.row, "name", definition.name)
        seen.setdefault(definition.name, definition)
        if _depth(form, definition) == DEEP and definition.kind in ("group", "repeat"):
            yield Notice("form_deep", "survey", definition.row, "type", definition.name)
        yield from _into_repeats(form, definition)
    if not form.version:
        yield Notice("form_no_version", "settings", 2, "version", form.id)


def _into_repeats(form: CompiledForm, definition: Definition) -> Iterator[Notice]:
    """References from outside into a repeat that mean one instance without saying which."""
    around = set(_repeats(form, definition.path))
    for column, expression in definition.expressions:
        if any(isinstance(part, Call) and part.name in _SUMMING for part in calls(expression)) or "[" in expression.text:
            continue
        for name in names(expression):
            path = form.path_of(name)
            if path and set(_repeats(form, path)) - around and form.definitions[path].kind != "repeat":
                yield Notice("form_into_repeat", "survey", definition.row, column, name)


def _unused_columns(form: CompiledForm, sheets: Mapping[str, Sheet]) -> Iterator[Notice]:
    """Columns of the choices that no expression looks at."""
    sheet = sheets.get("choices")
    if sheet is None:
        return
    used = set(_OWN_COLUMNS)
    used |= {name for d in form.definitions.values() for _, expression in every(d) for name in names(expression)}
    for heading in sheet.headings:
        name = column_name(heading)
        if heading and name not in vocabulary.CHOICES and heading not in used and "geometry" not in name:
            yield Notice("form_choice_column_unused", "choices", 1, sheet.column(heading), heading)
