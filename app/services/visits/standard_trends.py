"""Which standard fails most, year by year: of the visits in which it was asked and seen, how many did not meet it in full.

An item is the same over all versions of a form as long as it has the same number. What does not apply or was not seen counts
neither way; each number stands with the visits behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.data.queries import standards as queries
from app.data.queries.standards import AnsweredRow
from app.data.reader import Reader
from app.domain.codelists import codelist
from app.domain.comparing_visits import half_up
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.scoring import Item
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.forms.form_papers import title_of
from app.services.visits import inspections
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.inspection_papers import item_text

YEARS = 10
"""So many years back, this one among them."""
FAILS = ("partly", "does_not")
SEEN = ("meets", *FAILS)


@dataclass(slots=True)
class Counts:
    """Of one item in one year: visits in which it was asked and seen, met in part, not met."""

    seen: int = 0
    partly: int = 0
    does_not: int = 0

    @property
    def fails(self) -> int:
        """Visits in which it was not met in full."""
        return self.partly + self.does_not

    @property
    def percent(self) -> float:
        """How many of a hundred visits it fails; 0 without visits."""
        return self.fails * 100 / self.seen if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class Standard:
    """An item with its words in the language asked for, and its counts by year; a year without visits is absent."""

    number: str
    text: str
    section: str
    critical: bool
    years: Mapping[int, Counts]

    @property
    def id(self) -> str:
        """The item's number."""
        return self.number

    def last(self) -> Counts:
        """The counts of the latest year that has any."""
        return self.years[max(self.years)] if self.years else Counts()


@dataclass(frozen=True, slots=True)
class Trends:
    """The items of a form, the one that fails most in the last year first.

    `forms`: id and title of what can be asked for; `visits`: year → visits counted; `unread`: visits whose version of the form
    is not on this computer, or whose answers do not add up to their points.
    """

    form: str
    forms: tuple[tuple[str, str], ...]
    standards: tuple[Standard, ...]
    visits: Mapping[int, int]
    unread: int


@dataclass(slots=True)
class _Sum:
    """What is counted while visits are read one by one."""

    counts: dict[str, dict[int, Counts]] = field(default_factory=dict)
    visits: Counter[int] = field(default_factory=Counter)
    unread: int = 0


def trends(reader: Reader, shelf: FormShelf, lang: str, *, form: str = "", kind: str = "") -> Trends:
    """The trends of a form (the most used one when none is named), of all facilities or those of a type.

    InputError `not_allowed`, `code_unknown` for no such type, `form_unknown` for a form by which nothing was scored.
    """
    require(reader.actor, "inspection.read")
    if kind and kind not in codelist("facility_type"):
        raise InputError("code_unknown", field="facility.type", code=kind[:40], list="facility_type")
    shelf.read(reader)
    office = reader.actor.office
    known = queries.forms(reader, office)
    if form and form not in {one for one, *_ in known}:
        raise InputError("form_unknown", form=form[:60], version="")
    chosen = form or (known[0][0] if known else "")
    titles = tuple((one, _title(shelf, one, version, lang)) for one, _, version in known)
    if not chosen:
        return Trends("", titles, (), {}, 0)
    first = reader.today().year - YEARS + 1
    held: dict[str, tuple[CompiledForm, tuple[Item, ...]] | None] = {}
    total = _Sum()
    for row in list(queries.answered(reader, office, chosen, first, kind)):
        if row.form_version not in held:
            found = _form(shelf, chosen, row.form_version)
            held[row.form_version] = (found, _weighed(found)) if found is not None else None
        _count(reader, held[row.form_version], row, total)
    versions = [one[0] for _, one in sorted(held.items()) if one is not None]
    told = _standards(versions, total, lang)
    return Trends(chosen, titles, told, dict(sorted(total.visits.items())), total.unread)


def _form(shelf: FormShelf, form: str, version: str) -> CompiledForm | None:
    """A form in its version; None on a computer that does not have it."""
    try:
        return shelf.form(form, version)
    except InputError:
        return None


def _title(shelf: FormShelf, form: str, version: str, lang: str) -> str:
    """The title of a form, or its id on a computer that does not have it."""
    found = _form(shelf, form, version)
    return title_of(found, lang) if found is not None else form


def _count(reader: Reader, known: tuple[CompiledForm, tuple[Item, ...]] | None, row: AnsweredRow, total: _Sum) -> None:
    """Counts the answers of one visit; `known`: its form and the items that have points.

    They are those of the result when the weights of what was seen add up to its maximum; else something stayed that is not
    asked any more, and the form tells what counts.
    """
    if known is None:
        total.unread += 1
        return
    (form, weighed), given = known, row.answers
    if _maximum(weighed, given) != row.maximum:
        given = inspections.session_of(inspections.visit_of(reader, row.id), form, "").answers(relevant_only=True)
        if _maximum(weighed, given) != row.maximum:
            total.unread += 1
            return
    total.visits[row.year] += 1
    for item in weighed:
        answer = item.means(given.get(item.path, ""))
        if answer in SEEN:
            counts = total.counts.setdefault(item.number, {}).setdefault(row.year, Counts())
            counts.seen += 1
            counts.partly += answer == "partly"
            counts.does_not += answer == "does_not"


def _maximum(weighed: Sequence[Item], given: Mapping[str, str]) -> int:
    return sum(item.weight for item in weighed if item.means(given.get(item.path, "")) in SEEN)


def _weighed(form: CompiledForm) -> tuple[Item, ...]:
    """The items that have points."""
    return tuple(item for item in items(form) if item.weight)


def _standards(versions: Sequence[CompiledForm], total: _Sum, lang: str) -> tuple[Standard, ...]:
    """The items in the words of the newest version that has them."""
    found: dict[str, Standard] = {}
    for form in versions:
        session = FormSession(form, {}, lang=lang)
        sections = {part.name: session.label(part.path) for part in form.sections}
        for item in _weighed(form):
            years = dict(sorted(total.counts.get(item.number, {}).items()))
            text = item_text(session.label(item.path))
            found[item.number] = Standard(item.number, text, sections.get(item.section, item.section), item.critical, years)
    latest = max(total.visits, default=0)

    def rank(one: Standard) -> tuple[float, int]:
        now = one.years.get(latest, Counts())
        return (-now.percent, -now.does_not)

    return tuple(sorted(found.values(), key=rank))


def trends_json(found: Trends) -> list[Mapping[str, object]]:
    """The lines of `facility overview standards`: an item and its years."""
    return [
        {
            "form": found.form,
            "item": one.number,
            "text": one.text,
            "critical": one.critical,
            "years": {str(year): _counts_json(counts) for year, counts in one.years.items()},
        }
        for one in found.standards
    ]


def _counts_json(counts: Counts) -> Mapping[str, int]:
    """An item in a year."""
    told = {"visits": counts.seen, "partly": counts.partly, "does_not": counts.does_not}
    return {**told, "percent": half_up(counts.percent)}
