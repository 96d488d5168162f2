"""Assessments of a case over time: the value of each domain by date, the overall score, its colour and word (trend).

A domain is the mean of its scored questions, rounded half up, the overall score the mean of the domains (the ministry's
Primero). Both generations of forms stand side by side; what is restricted has no score here (practice P1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.data.reader import Reader
from app.domain.codelists import codelist
from app.domain.records import Record
from app.domain.rules import RuleSet
from app.services.cases import cases
from app.services.office.rules import rules
from app.services.planning import plans
from app.services.responses.response_scores import Score, scores_of

SIDES = ("child", "family")
_OTHER = ".other"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One finished assessment: the response, its form, its day, who filled it in, and the code list of its scale's words."""

    response: str
    form_id: str
    on: date
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A domain in one assessment: the mean of its questions, rounded half up as it is shown, questions asked, low ones."""

    value: int
    mean: float
    asked: int
    low: int


@dataclass(frozen=True, slots=True)
class Line:
    """A domain, or a side as a whole (`child`, `family`), with a mark for each assessment; None where it was not scored."""

    domain: str
    marks: tuple[Mark | None, ...]

    @property
    def side(self) -> str:
        """Whether it is about the child or the family."""
        return side_of(self.domain)

    @property
    def whole(self) -> bool:
        """Whether it is the overall score of its side."""
        return self.domain in SIDES


@dataclass(frozen=True, slots=True)
class Trend:
    """All assessments, oldest first, with the lines of their domains: of each side the overall score first."""

    sheets: tuple[Sheet, ...]
    lines: tuple[Line, ...]
    known: RuleSet

    def line(self, domain: str) -> Line | None:
        """The line of a domain, or None."""
        return next((one for one in self.lines if one.domain == domain), None)

    def points(self, domain: str) -> tuple[tuple[date, float], ...]:
        """The day and mean of a domain in each assessment that scored it, in order."""
        line = self.line(domain)
        marks = line.marks if line is not None else ()
        return tuple((sheet.on, mark.mean) for sheet, mark in zip(self.sheets, marks, strict=False) if mark is not None)

    def colour(self, value: int) -> str:
        """The colour of a score; empty for one that the rules do not know."""
        path = f"score.{value}"
        return self.known.text(path) if path in self.known.rules else ""


def trend(reader: Reader, case: str) -> Trend:
    """The assessments of a case over time; InputError `not_allowed`."""
    cases.readable(reader, case)
    known = rules(reader, "colours")
    found = [(row, scores_of(row), day) for row in plans.assessments(reader, case) if (day := plans.day_of(row)) is not None]
    sheets = tuple(_sheet(row, day, known) for row, _, day in found)
    columns = [_domains(scores) for _, scores, _ in found]
    names = sorted({name for column in columns for name in column}, key=_place)
    lines: list[Line] = []
    for side in SIDES:
        of_side = [name for name in names if side_of(name) == side]
        overall = tuple(_overall(column, side, known) for column in columns)
        if any(overall):
            lines.append(Line(side, overall))
        lines += [Line(name, tuple(column.get(name) for column in columns)) for name in of_side]
    return Trend(sheets, tuple(lines), known)


def side_of(domain: str) -> str:
    """Whether a domain is about the child or the family; what does not say is about the child."""
    side = domain.partition(".")[0]
    return side if side in SIDES else SIDES[0]


def rounded(mean: float) -> int:
    """A mean as it is shown: rounded half up."""
    return int(mean + 0.5)


def _sheet(row: Record, day: date, known: RuleSet) -> Sheet:
    """What is told of an assessment."""
    form, path = row.text("form_id"), f"words.{row.text('form_id')}"
    return Sheet(row.id, form, day, row.text("filled_by"), known.text(path if path in known.rules else "words.any"))


def _domains(scores: Iterable[Score]) -> dict[str, Mark]:
    """The domains of one assessment."""
    held: dict[str, list[Score]] = {}
    for one in scores:
        held.setdefault(one.domain or one.item, []).append(one)
    return {name: _mark([one.score for one in rows], sum(one.low for one in rows)) for name, rows in held.items()}


def _mark(points: list[int], low: int = 0) -> Mark:
    """The mark of some scores."""
    mean = sum(points) / len(points)
    return Mark(rounded(mean), mean, len(points), low)


def _overall(column: dict[str, Mark], side: str, known: RuleSet) -> Mark | None:
    """The overall score of a side; None while fewer domains are scored than make one. "Other" needs are no domain of it."""
    marks = [mark for name, mark in column.items() if side_of(name) == side and not name.endswith(_OTHER)]
    if len(marks) < known.number(f"overall.{side}"):
        return None
    made = _mark([mark.value for mark in marks])
    return Mark(made.value, made.mean, sum(mark.asked for mark in marks), sum(mark.low for mark in marks))


def _place(domain: str) -> tuple[int, str]:
    """The place of a domain in the order of the forms."""
    return codelist("score_domain").place(domain), domain
