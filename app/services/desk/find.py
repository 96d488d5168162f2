"""The search over everything at the top of the window: cases that the person may see, facilities, and who lives in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.data.reader import Reader
from app.data.search import find_hits
from app.domain.codelists import label
from app.domain.permissions import can, scope
from app.domain.records import Record
from app.text.digits import digits_for
from app.text.keys import search_key, search_terms


@dataclass(frozen=True, slots=True)
class Found:
    """A line of what was found: the page that shows it, the id there, a title and what tells it from others."""

    page: Literal["case", "facility"]
    id: str
    title: str
    detail: str


def find_anything(reader: Reader, typed: str, lang: str, limit: int = 20) -> list[Found]:
    """Cases and facilities whose names or numbers hold all words typed; nothing that the person may not see."""
    found = [*_cases(reader, typed, lang, limit), *_moved(reader, typed, lang)] if can(reader.actor, "case.list") else []
    if can(reader.actor, "facility.read"):
        found += _facilities(reader, typed, lang, max(5, limit - len(found)))
    return found[:limit]


def _cases(reader: Reader, typed: str, lang: str, limit: int) -> list[Found]:
    """Cases by the child's names or the number."""
    from app.data.queries.case_filter import CaseFilter
    from app.services.cases.case_search import CaseWish, page

    whole = scope(reader.actor, "case.list") == "office"
    wish = CaseWish(CaseFilter(typed=typed), owner=None if whole else "me")
    lines = []
    for line in page(reader, wish, limit=limit).lines:
        row = line.row
        name = (row.name_km or row.name_latin) if lang == "km" else (row.name_latin or row.name_km)
        both = row.name_latin if lang == "km" else row.name_km
        parts = [both if both != name else "", row.code, label("case_status", row.status or None, lang)]
        lines.append(Found("case", row.id, name or row.code, " · ".join(part for part in parts if part)))
    return lines


def _moved(reader: Reader, typed: str, lang: str) -> list[Found]:
    """Cases that went to another office, for who hands cases over; their page tells where they are."""
    from app.services.sharing import moves

    lines = []
    for one in moves.stubs(reader, typed)[:5] if typed.strip() else []:
        office = one.to.name_km if lang == "km" else one.to.name_en or one.to.name_km
        detail = f"{one.record.text('code')} · {label('hand_over_kind', 'office', lang)}: {office}"
        lines.append(
            Found("case", one.record.text("case_id"), one.record.text("child_name") or one.record.text("code"), detail)
        )
    return lines


def _facilities(reader: Reader, typed: str, lang: str, limit: int) -> list[Found]:
    """Facilities by name or code, then those that had such a name before."""
    hits = [hit.id for hit in find_hits(reader, ("facility",), typed, limit)]
    lines = [_facility(record, lang) for key in hits if (record := reader.maybe("facility", key)) is not None]
    former = _former(reader, typed) if len(lines) < limit else {}
    for key, record in reader.many("facility", [key for key in former if key not in hits]).items():
        lines.append(_facility(record, lang, f"{label('facility_past', 'name', lang)}: {former[key]}"))
    return lines[:limit]


def _facility(record: Record, lang: str, *more: str) -> Found:
    """A line of a facility."""
    first, second = ("name_km", "name_en") if lang == "km" else ("name_en", "name_km")
    parts = [record.text("code"), label("facility_type", record.code("type"), lang), *more]
    title = record.text(first) or record.text(second)
    return Found("facility", record.id, title, digits_for(" · ".join(part for part in parts if part), lang))


def _former(reader: Reader, typed: str) -> dict[str, str]:
    """Facility → the name that it had, which holds all words typed."""
    terms = search_terms(typed)
    names = reader.find("facility_past", what="name", order=("id",)) if terms else []
    told = {one.text("facility"): one.text("text") for one in names if _holds(search_key(one.text("text")), terms)}
    return {key: name for key, name in told.items() if name}


def _holds(key: str, terms: tuple[str, ...]) -> bool:
    return all(term in key or term in key.replace(" ", "") for term in terms)
