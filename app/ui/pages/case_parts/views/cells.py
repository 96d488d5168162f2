"""How the entries of a case are told in lists and in words: one cell of each field, whatever the kind of part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.data.fields import fields
from app.domain.codelists import label as code_label
from app.domain.codelists import labels as code_labels
from app.domain.lights import light_of
from app.domain.records import Record
from app.services.cases.case_history import FieldChange
from app.services.exchange.histories import person_words
from app.text.digits import digits_for
from app.text.zone import local_date
from app.ui.drafts import plain
from app.ui.models.table import Column
from app.ui.pages.case_parts.views.views import VIEWS
from app.ui.pages.case_parts.views.words import CaseWords

_WIDE = frozenset({"family_name_km", "text", "note", "reason", "code", "option", "outcome", "title"})
_MOMENTS = frozenset({"heard_on", "reported_on"})
"""Days of which the record holds the instant."""
_WIDTHS = {
    **dict.fromkeys(("on_date", "noted_on", "ended_on", "heard_on", "reported_on", "from_on", "to_on", "until", "light"), 14),
    **dict.fromkeys(("opened_on", "closed_on", "next_review_on", "phone"), 14),
    "sex": 8,
    "is_carer": 11,
    "number": 7,
    "kind": 30,
    "safe": 24,
    "birth": 27,
    "purpose": 30,
    "answer": 14,
}
"""Widths of columns, in letters, so that their usual words fit."""


@dataclass(frozen=True)
class PartRow:
    """A row of a list, with its key."""

    id: str
    record: Record


class Cells:
    """Tells the fields of parts; `names` gives names of people and facilities by id."""

    def __init__(self, words: CaseWords, names: Callable[[], Mapping[str, str]]) -> None:
        self.words = words
        self.names = names

    def column(self, type_name: str, name: str) -> Column:
        """A column of the list of a type."""
        mark = VIEWS[type_name].marks.get(name)
        return Column(
            name,
            lambda: self.words.field(name, type_name),
            lambda one: self.told(one.record, name),
            width=26 if name in _WIDE else _WIDTHS.get(name, 17),
            stretch=name in _WIDE and name != "reason",
            tone=(lambda one: mark(one.record)) if mark is not None else None,
        )

    def told(self, record: Record, name: str) -> str:
        """A cell."""
        lang = self.words.context.lang
        if name == "family_name_km":
            own = f"{record.text('family_name_km')} {record.text('given_name_km')}".strip()
            return own or record.text("name_latin") or self.words.nameless()
        if name == "birth":
            return self.words.birth(record, self.words.context.today()) if record.code("birth_from") else "–"
        if record.type == "concern" and name == "code":
            return self.words.concern(record)
        if name == "light":
            return code_label("light_result", light_of(record), lang)
        if name == "by":
            return record.text("done_by") or self.names().get(record.text("by"), "")
        if name in _MOMENTS:
            return self.words.value(name.replace("_on", "_at"), record.text(name.replace("_on", "_at")) or None)
        return self._value(record, name)

    def _value(self, record: Record, name: str) -> str:
        """A plain field: a code in its words, a person or facility by name, else as it is."""
        info = fields(record.type).get(name)
        if info is not None and info.kind == "set" and info.codelist is not None:
            return code_labels(info.codelist, record.codes(name), self.words.context.lang)
        known = VIEWS[record.type].lists.get(name) or (info.codelist if info is not None and info.kind == "code" else None)
        if known is not None:
            return code_label(known, record.code(name), self.words.context.lang)
        if name in ("to_office", "from_office"):
            return self.names().get(record.text(name), record.text(name))
        if info is not None and info.kind == "ref":
            return self.names().get(record.text(name), "")
        value = record.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return digits_for(f"{value:,}", self.words.context.lang)
        return "" if value is None else " ".join(self.words.value(name, value).split())

    def whole(self, record: Record) -> str:
        """All that an entry holds, in words."""
        names = [name for name in VIEWS[record.type].fields if name != "birth" and self.told(record, name)]
        return " · ".join(self.words.pair(self.words.field(name, record.type), self.told(record, name)) for name in names)


def history_text(words: CaseWords, changes: Sequence[FieldChange], *, older: bool = False) -> str:
    """A history as lines of text; `older`: that the server has more."""
    lines = []
    for one in changes:
        when = words.value("at", one.at)
        old, new = words.value(one.field, one.old), words.value(one.field, one.new)
        who = person_words(one.who, words.context.lang)
        lines.append(f"{when} · {who}\n{words.pair(words.field(one.field), f'{old} → {new}')}")
    if older:
        lines.append(words.older())
    return "\n\n".join(lines) or words.unchanged()


def differs(record: Record, name: str, value: object) -> bool:
    """Whether a wire value of the form is another one than the record's; of heard and reported the form shows the day alone."""
    before = record.values.get(name)
    if record.type == "allegation" and name in {"heard_at", "reported_at"} and isinstance(value, str):
        moment, shown = record.moment(name), Record("", "", {name: value}).moment(name)
        return moment is None or shown is None or local_date(moment) != local_date(shown)
    return plain(value) != before and not (value in (False, []) and before is None)
