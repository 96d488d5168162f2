"""What stands behind the answers of visits as rows of a workbook: item by item who was asked, which photographs there are.

A photograph is told by its name and what it shows, never shown; one of a child is not even counted, whatever was agreed to:
that consent was given for the visit, not for a list (practice P5). Items of restricted groups and lines of residents are left
out, whoever asks, as in the answers themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from app.data.reader import Reader
from app.domain.codelists import label
from app.domain.records import Record
from app.exports.cells import Cell
from app.exports.lists import Column, Sheet
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.forms.restricted import kept_apart, told_by
from app.services.visits import visit_evidence
from app.services.visits.inspection_papers import answer_label, item_text
from app.services.visits.inspections import Visit, session_of
from app.text.words import words

_HEADS = ("response", "facility_code", "visit_on", "item", "question", "answer", "asked", "photos", "shown")
_WIDTHS = {"question": 50.0, "asked": 30.0, "shown": 50.0}


class EvidenceRows:
    """The sheet and its rows: a line for each item of which somebody was asked or a photograph was taken."""

    def __init__(self, reader: Reader, apart: Mapping[str, Set[str]], lang: str, *, labels: bool) -> None:
        """`apart`: content of a form (`sha256`) → paths that are left out; `labels`: in words, not codes."""
        self._reader = reader
        self._apart = apart
        self._lang = lang
        self._labels = labels
        columns = [Column(self._head(name), _WIDTHS.get(name, 16.0)) for name in _HEADS]
        self.sheet = Sheet(words("inspection.evidence.sheet", lang), columns, frozen=4)
        self._closed: dict[str, frozenset[str]] = {}

    def _head(self, name: str) -> str:
        if name == "response":
            return words("responses.sheet.response", self._lang)
        if name == "facility_code":
            return words("print.facility_code", self._lang)
        return words(f"field.{name}" if name == "visit_on" else f"inspection.evidence.{name}", self._lang)

    def rows(self, found: Iterable[tuple[Visit, CompiledForm]]) -> Iterator[list[Cell]]:
        """The lines of some visits, in their order and then as the form asks."""
        for visit, form in found:
            session = session_of(visit, form, self._lang)
            asked, taken = visit_evidence.asked(visit), self._photos(visit)
            for item in items(form):
                if item.path in self._left_out(form):
                    continue
                who, photos = asked.get(item.path, ()), taken.get(item.path, [])
                if who or photos:
                    answer = session.value(item.path)
                    yield [
                        visit.inspection.id,
                        visit.facility.text("code"),
                        visit.inspection.day("visit_on"),
                        item.number,
                        item_text(session.label(item.path)),
                        answer_label(item.means(answer), self._lang) if self._labels and item.weight else answer,
                        self._said("visit_asked", who),
                        len(photos),
                        "; ".join(self._photo(one) for one in photos),
                    ]

    def _left_out(self, form: CompiledForm) -> frozenset[str]:
        """The items that no list tells."""
        if form.sha256 not in self._closed:
            self._closed[form.sha256] = frozenset(
                kept_apart(form, frozenset()) | told_by(form, self._apart.get(form.sha256, frozenset()))
            )
        return self._closed[form.sha256]

    def _photos(self, visit: Visit) -> dict[str, list[Record]]:
        """Item → its photographs of places and papers, as they were taken."""
        kept: dict[str, list[Record]] = {}
        for one in visit_evidence.records(self._reader, visit):
            if one.code("purpose") in visit_evidence.SHOWN and not one.code("restricted"):
                kept.setdefault(one.text("key"), []).append(one)
        return kept

    def _photo(self, one: Record) -> str:
        """The name of a photograph, and what it shows."""
        shows = self._said("attachment_purpose", (one.text("purpose"),))
        return " · ".join(filter(None, (one.text("name"), shows, one.text("note"))))

    def _said(self, codes: str, chosen: Iterable[str]) -> str:
        if not self._labels:
            return " ".join(chosen)
        return ", ".join(label(codes, code, self._lang) for code in chosen)
