"""The register of family and community care: households from their application to their end (practice P23).

Kin, foster families, community groups and pagodas; a pagoda may be a place of care before it is a registered facility. A
complaint about a household is an incident of a case and never stands here. Approval: a request that somebody else decides, or
a decision on paper (`app.services.approvals.approvals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.data.queries import carers as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import can, require
from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases import case_parts, cases
from app.services.cases.case_values import checked
from app.services.office.rules import rules
from app.services.people import people
from app.text.keys import search_key, search_terms

Values = Mapping[str, object]
EDITABLE = frozenset(
    {
        *("kind", "who", "name_km", "name_latin", "village_code", "how_to_find", "phone", "capacity", "age_from", "age_to"),
        *("sexes", "takes_siblings", "takes_disability", "tonight", "applied_on", "note"),
    }
)
"""What a person fills in; state, decision and end have acts of their own."""
NEXT_STATES: Mapping[str, tuple[str, ...]] = {
    "applied": ("assessed", "refused"),
    "assessed": ("refused",),
    "approved": ("suspended",),
    "suspended": ("approved", "refused"),
    "refused": ("applied",),
    "ended": ("applied",),
}
"""State → those that follow by an act of its own; approval first comes by a request, an end by `end`."""
_BY_HEAD = frozenset({"refused", "suspended", "approved"})


@dataclass(frozen=True, slots=True)
class CarerFilter:
    """What the list shows; empty parts do not narrow it. `free`: only approved ones with a free place."""

    search: str = ""
    kind: str = ""
    state: str = ""
    free: bool = False
    with_ended: bool = False


@dataclass(frozen=True, slots=True)
class CarerRow:
    """A household with its numbers of today. `free` is None where nobody wrote how many children it can take."""

    record: Record
    living: int
    free: int | None
    last_visit: date | None
    review_on: date | None

    @property
    def id(self) -> str:
        """The household's id."""
        return self.record.id


def register(uow: UnitOfWork, values: Values) -> str:
    """A household that asks to care for children; gives its id.

    InputError `carer_name_missing`, `carer_kind_missing`, `carer_ages`, `carer_capacity`, or what `checked` finds.
    """
    require(uow.actor, "carer.edit")
    given = _checked(uow, values, {})
    if not given.get("kind"):
        raise InputError("carer_kind_missing", field="carer.kind")
    given.setdefault("applied_on", uow.today().isoformat())
    state = {"state": "applied", "since": given["applied_on"]}
    whole = {**{name: value for name, value in given.items() if value is not None}, **state, **_office(uow)}
    made = uow.create("carer", whole)
    people.settle(uow, "carer", made)
    return made


def _office(uow: UnitOfWork) -> dict[str, object]:
    return {"office": uow.actor.office}


def edit(uow: UnitOfWork, carer: str, values: Values, *, shown: Record | None = None) -> None:
    """Changes what stands in the register of a household; None clears. InputError as for `register`."""
    record = editable(uow, carer)
    uow.update("carer", carer, _checked(uow, values, record.values), shown=shown)
    if values.get("who"):
        people.settle(uow, "carer", carer)


def _checked(reader: Reader, values: Values, before: Values) -> dict[str, object]:
    for name in values:
        if name not in EDITABLE:
            raise InputError("field_not_given", field=f"carer.{name}")
    given = checked(reader, "carer", values)
    after = {**before, **given}
    if not (after.get("name_km") or after.get("name_latin") or after.get("who")):
        raise InputError("carer_name_missing", field="carer.name_km")
    for name in ("capacity", "age_from", "age_to"):
        number = given.get(name)
        if isinstance(number, int) and not 0 <= number <= 200:
            raise InputError("carer_capacity", field=f"carer.{name}")
    first, last = after.get("age_from"), after.get("age_to")
    if isinstance(first, int) and isinstance(last, int) and last < first:
        raise InputError("carer_ages", field="carer.age_to")
    return given


def editable(uow: UnitOfWork, carer: str, act: str = "carer.edit") -> Record:
    """A household that the person may change."""
    record = uow.get("carer", carer)
    require(uow.actor, act, office=record.text("office"))
    return record


def readable(reader: Reader, carer: str) -> Record:
    """A household that the person may read."""
    record = reader.get("carer", carer)
    require(reader.actor, "carer.read", office=record.text("office"))
    return record


def find_carer(reader: Reader, ref: str) -> Record:
    """A household by its id, or by a name that only one has. InputError `carer_unknown`."""
    require(reader.actor, "carer.read")
    if is_id(ref) and (record := reader.maybe("carer", ref)) is not None:
        return readable(reader, record.id)
    found = [row.record for row in listing(reader, CarerFilter(search=ref, with_ended=True))] if ref.strip() else []
    if len(found) != 1:
        raise InputError("carer_unknown", name=ref[:40], count=len(found))
    return found[0]


def set_state(uow: UnitOfWork, carer: str, state: str, on: date) -> None:
    """Moves a household on: assessed, refused, suspended, approved again, applied again.

    InputError `not_allowed`, `carer_state` for a step that does not follow.
    """
    record = editable(uow, carer, "carer.approve" if state in _BY_HEAD else "carer.edit")
    before = record.text("state") or "applied"
    if state not in NEXT_STATES.get(before, ()):
        raise InputError("carer_state", state=before, wanted=state)
    values = checked(uow, "carer", {"state": state, "since": on.isoformat()})
    fresh = {"ended_on": None, "ended_reason": None, "number": None, "authority": None} if state == "applied" else {}
    uow.update("carer", carer, {**values, **fresh})


def end(uow: UnitOfWork, carer: str, on: date, reason: str) -> None:
    """A household cares for no children any more. InputError `carer_not_empty` while children are placed there."""
    record = editable(uow, carer)
    if record.code("state") == "ended":
        raise InputError("carer_state", state="ended", wanted="ended")
    here = queries.living(uow).get(carer, 0)
    if here:
        raise InputError("carer_not_empty", n=here)
    values = checked(
        uow, "carer", {"ended_on": on.isoformat(), "ended_reason": reason, "since": on.isoformat(), "state": "ended"}
    )
    uow.update("carer", carer, values)


def questions(reader: Reader, values: Values, own: str = "") -> tuple[Question, ...]:
    """What is asked once before a household is saved: one with the same phone, or name and village, stands there already."""
    phone, village = str(values.get("phone") or ""), str(values.get("village_code") or "")
    name = search_key(str(values.get("name_km") or values.get("name_latin") or ""))
    for row in reader.find("carer", order=("id",)):
        same_name = bool(name) and name in (search_key(row.text("name_km")), search_key(row.text("name_latin")))
        if row.id != own and ((phone and row.text("phone") == phone) or (same_name and row.text("village_code") == village)):
            return (Question("ask.carer_alike", {"name": name_of(row, "km")}),)
    return ()


def name_of(carer: Record, lang: str) -> str:
    """A household's name in a language, or in the other script when it has only that."""
    first, second = ("name_km", "name_latin") if lang == "km" else ("name_latin", "name_km")
    return carer.text(first) or carer.text(second)


def listing(reader: Reader, wanted: CarerFilter | None = None) -> list[CarerRow]:
    """The households that a filter lets through, in Khmer order of their names."""
    require(reader.actor, "carer.read")
    wanted = wanted or CarerFilter()
    terms = search_terms(wanted.search)
    records = [one for one in reader.find("carer", order=("name_sort", "id")) if _fits(reader, one, wanted, terms)]
    return [row for row in rows_of(reader, records) if not wanted.free or (_is_free(row))]


def _is_free(row: CarerRow) -> bool:
    return row.record.code("state") == "approved" and (row.free is None or row.free > 0)


def _fits(reader: Reader, record: Record, wanted: CarerFilter, terms: Iterable[str]) -> bool:
    if not can(reader.actor, "carer.read", office=record.text("office")):
        return False
    if wanted.kind and record.code("kind") != wanted.kind:
        return False
    if wanted.state and record.code("state") != wanted.state:
        return False
    if not wanted.with_ended and wanted.state not in ("ended", "refused") and record.code("state") in ("ended", "refused"):
        return False
    texts = (record.text(name) for name in ("name_km", "name_latin", "village_km", "village_en", "phone"))
    haystack = search_key(" ".join(texts))
    return all(term in haystack or term in haystack.replace(" ", "") for term in terms)


def rows_of(reader: Reader, records: Iterable[Record]) -> list[CarerRow]:
    """Households with their numbers of today, in the order given."""
    here, last, planned = queries.living(reader), queries.last_events(reader), queries.next_events(reader)
    yearly = timedelta(days=rules(reader, "care").number("review.carer_days"))
    found = []
    for record in records:
        capacity = record.values.get("capacity")
        seen = [day for kind in ("visit", "yearly_review", "assessment") if (day := last.get((record.id, kind)))]
        free = capacity - here.get(record.id, 0) if isinstance(capacity, int) else None
        visit = date.fromisoformat(max(seen)) if seen else None
        found.append(CarerRow(record, here.get(record.id, 0), free, visit, _review(record, last, planned, yearly)))
    return found


def _review(record: Record, last: Mapping[tuple[str, str], str], planned: Mapping[str, str], yearly: timedelta) -> date | None:
    """When a household is to be looked at next: the day that was named, else a year after review, assessment or approval."""
    if record.code("state") not in ("approved", "suspended"):
        return None
    if record.id in planned:
        return date.fromisoformat(planned[record.id])
    days = [day for kind in ("yearly_review", "assessment") if (day := last.get((record.id, kind)))]
    since = record.day("since")
    known = max([*map(date.fromisoformat, days), *([since] if since is not None else [])], default=None)
    return known + yearly if known is not None else None


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement with a household: the case's number for who may read the case, None for others."""

    placement: Record
    case: Record | None

    @property
    def id(self) -> str:
        """The placement's id."""
        return self.placement.id


def placed(reader: Reader, carer: str) -> tuple[Placed, ...]:
    """The placements with a household that the person may know of, the newest first."""
    readable(reader, carer)
    found = []
    for row in queries.placements(reader, carer):
        case = reader.maybe("case", row.text("case"))
        if case is not None and cases.may_read(reader, case) and case_parts.may_see(reader.actor, row):
            found.append(Placed(row, case))
    return tuple(found)


def support(reader: Reader, carer: str) -> tuple[Record, ...]:
    """The support money of the placements with a household that the person may know of, the newest first."""
    rows = [row for one in placed(reader, carer) for row in case_parts.visible(reader, "support", one.id)]
    return tuple(sorted(rows, key=lambda row: (row.text("from_on"), row.id), reverse=True))
