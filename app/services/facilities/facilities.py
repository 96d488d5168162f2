"""The register of child-care facilities: codes like BMC-001, five types, owner, agreement, recognition, state.

A code is proposed from the province and checked for its form and for being taken; a code of another province is asked about,
not refused. A facility is never deleted: it is closed, and its number is not used again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.data.queries import facilities as queries
from app.data.queries.facilities import FacilityRow
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.closing import CLOSED
from app.domain.errors import InputError
from app.domain.facility_codes import next_code, province_of, tidy_code
from app.domain.ids import is_id
from app.domain.permissions import require
from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases.case_values import checked, day_of
from app.services.facilities import facility_register, measures
from app.services.office.rules import rules
from app.text.keys import search_key, search_terms

Values = Mapping[str, object]
AHEAD = frozenset({"mou_until", "recognition_until"})
"""Days that usually lie ahead."""
Papers = Literal["over", "ends"]
"""Papers that have run out, or that have or soon will."""
EDITABLE = frozenset({
    "code", "name_km", "name_en", "type", "owner", "state", "village_code", "how_to_find", "director", "phone", "capacity",
    "opened_on", "notified_on", "mou_number", "mou_from", "mou_until", "recognition_number", "recognition_from",
    "recognition_until", "note", "applied_on", "application_number", "authorisation", "authorised_on", "authorisation_number",
    "owner_name", "owner_since", "owner_phone", "director_since", "director_phone", "services", "funding",
})  # fmt: skip
"""What a person fills in; the rest is filled in by Komar."""


@dataclass(frozen=True, slots=True)
class FacilityFilter:
    """What the list shows; empty parts do not narrow it. `visit_older_than` is in days; True means also those never visited.

    Without `with_closed` closed ones are left out, but those in which children still live.
    """

    search: str = ""
    types: frozenset[str] = frozenset()
    owner: str | None = None
    grade: str | None = None
    state: str | None = None
    visit_older_than: int | None = None
    with_open_findings: bool = False
    with_closed: bool = False
    service: str | None = None
    fund: str | None = None
    papers: Papers | None = None
    unchecked: bool = False
    """Only those in which somebody works whose background check is missing."""


def register(uow: UnitOfWork, values: Values) -> str:
    """Adds a facility and gives its id.

    Without a code the next one of the province is given. InputError `facility_name_missing`, `facility_type_missing`,
    `facility_owner_missing`, `facility_code_form`, `facility_code_taken`, or what `checked` finds.
    """
    require(uow.actor, "facility.edit")
    given = checked_values(uow, values)
    check_new(given)
    given["code"] = _code(uow, given.get("code") or proposed_code(uow, _text(given.get("village_code"))), None)
    given.setdefault("state", "operating")
    return uow.create("facility", {**given, "office": uow.actor.office})


def edit(uow: UnitOfWork, facility: str, values: Values) -> None:
    """Changes what stands in the register. A facility with children is closed by a measure, so that each of them is followed.

    InputError as for `register`, `facility_lived_in`, `facility_measured`, or `record_not_found`.
    """
    require(uow.actor, "facility.edit")
    before = uow.get("facility", facility)
    given = checked_values(uow, values)
    check_state(uow, before, given)
    if "code" in given:
        given["code"] = _code(uow, given["code"], facility)
    after = {**before.values, **given}
    if not (after.get("name_km") or after.get("name_en")):
        raise InputError("facility_name_missing", field="facility.name_km")
    for name in ("type", "owner"):
        if name in given and given[name] is None:
            raise InputError("facility_field_needed", field=f"facility.{name}")
    uow.update("facility", facility, given)


def check_new(given: Values) -> None:
    """What a new facility cannot do without. InputError `facility_name_missing`, `facility_type_missing`,
    `facility_owner_missing`."""
    if not (given.get("name_km") or given.get("name_en")):
        raise InputError("facility_name_missing", field="facility.name_km")
    if given.get("type") is None:
        raise InputError("facility_type_missing", field="facility.type")
    if given.get("owner") is None:
        raise InputError("facility_owner_missing", field="facility.owner")


def check_state(reader: Reader, before: Record, given: Values) -> None:
    """Whether the person may give a facility another state, and it may have it.

    While a measure holds, the state is that of the measure: an old list or a click opens no house that is closed.
    InputError `not_allowed`, `facility_measured`, `facility_lived_in`.
    """
    if given.get("state", before.code("state")) == before.code("state"):
        return
    require(reader.actor, "facility.state")
    held = measures.state_held(reader, before.id)
    if held is not None and given["state"] != held:
        raise InputError("facility_measured", field="facility.state")
    if held is not None:
        return
    living = len(queries.residencies_on(reader, before.id, reader.today())) if given["state"] in CLOSED else 0
    if living:
        raise InputError("facility_lived_in", field="facility.state", count=living)


def checked_values(reader: Reader, values: Values) -> dict[str, object]:
    """The values to store: those that may be filled in, checked; days that may lie ahead only for being days."""
    for name in values:
        if name not in EDITABLE:
            raise InputError("field_not_given", field=f"facility.{name}")
    ahead = {name: values[name] for name in AHEAD & values.keys()}
    given = checked(reader, "facility", {name: value for name, value in values.items() if name not in AHEAD})
    for name, value in ahead.items():
        given[name] = day_of(f"facility.{name}", value).isoformat() if value not in (None, "") else None
    capacity = given.get("capacity")
    if isinstance(capacity, int) and capacity < 0:
        raise InputError("facility_capacity_negative", field="facility.capacity")
    for part in ("mou", "recognition"):
        first, last = given.get(f"{part}_from"), given.get(f"{part}_until")
        if first is not None and last is not None and str(last) < str(first):
            raise InputError("facility_paper_ends_early", field=f"facility.{part}_until")
    return given


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def proposed_code(reader: Reader, village_code: str = "") -> str:
    """The next code of the province of a village, or of the actor's office; "" when neither names a province."""
    province = (village_code or reader.actor.office)[:2]
    return next_code(province, queries.all_codes(reader))


def _code(reader: Reader, typed: object, own: str | None) -> str:
    """A code in its form that no other facility has."""
    code = tidy_code(_text(typed))
    if not code:
        raise InputError("facility_code_form", field="facility.code", code=_text(typed)[:20])
    if any(other.id != own for other in reader.find("facility", code=code)):
        raise InputError("facility_code_taken", field="facility.code", code=code)
    return code


def questions(reader: Reader, values: Values) -> tuple[Question, ...]:
    """What to ask before saving: a code of another province than the village's, a decision before the application, a paper that
    has run out."""
    found: list[Question] = []
    code, village = tidy_code(_text(values.get("code"))), _text(values.get("village_code"))
    if code and village and province_of(code) not in (None, village[:2]):
        found.append(Question("ask.facility_code_province", {"code": code}))
    applied, decided = values.get("applied_on"), values.get("authorised_on")
    if applied and decided and day_of("facility.authorised_on", decided) < day_of("facility.applied_on", applied):
        found.append(Question("ask.facility_authorised_early", {}))
    for part in ("mou", "recognition"):
        until = values.get(f"{part}_until")
        if until and day_of(f"facility.{part}_until", until) < reader.today():
            found.append(Question(f"ask.facility_{part}_over", {}))
    return tuple(found)


def find_facility(reader: Reader, ref: str) -> Record:
    """A facility by its id or code. InputError `facility_unknown`."""
    if is_id(ref):
        record = reader.maybe("facility", ref)
        if record is not None:
            return record
    code = tidy_code(ref)
    found = reader.find("facility", code=code, limit=1) if code else []
    if not found:
        raise InputError("facility_unknown", facility=ref[:40])
    return found[0]


def name_of(facility: Record, lang: str) -> str:
    """A facility's name in a language, or in the other one when it has only that."""
    first, second = ("name_km", "name_en") if lang == "km" else ("name_en", "name_km")
    return facility.text(first) or facility.text(second)


def address_of(facility: Record, lang: str) -> str:
    """Where a facility is: the village as it stands in the record."""
    first, second = ("village_km", "village_en") if lang == "km" else ("village_en", "village_km")
    return facility.text(first) or facility.text(second)


def late_days(reader: Reader) -> int:
    """Days without a visit after which a facility counts as late, as the office set them."""
    return rules(reader, "visits").number("late_days")


def overview(reader: Reader, facility: str) -> FacilityRow:
    """One facility with its numbers of today. InputError `record_not_found`."""
    return queries.rows(reader, [reader.get("facility", facility)], late_days(reader))[0]


def listing(reader: Reader, wanted: FacilityFilter | None = None) -> list[FacilityRow]:
    """The facilities that a filter lets through, in the order of their codes."""
    wanted = wanted or FacilityFilter()
    terms = search_terms(wanted.search)
    former = facility_register.former_words(reader) if terms else {}
    records = [
        record
        for record in reader.find("facility", order=("code",))
        if _fits(record, wanted, terms, former.get(record.id, "")) and _fits_register(reader, record, wanted)
    ]
    if wanted.unchecked:
        missing = facility_register.unchecked(reader)
        records = [record for record in records if record.id in missing]
    return [row for row in queries.rows(reader, records, late_days(reader)) if _fits_numbers(row, wanted, reader.today())]


def _fits_register(reader: Reader, record: Record, wanted: FacilityFilter) -> bool:
    """By what a facility does, by who pays for it, by its papers."""
    if wanted.service and wanted.service not in record.codes("services"):
        return False
    if wanted.fund and wanted.fund not in record.codes("funding"):
        return False
    if wanted.papers is None:
        return True
    found = facility_register.ending(reader, record)
    return any(wanted.papers == "ends" or paper.until < reader.today() for paper in found)


def _fits(record: Record, wanted: FacilityFilter, terms: Sequence[str], former: str) -> bool:
    if wanted.types and record.code("type") not in wanted.types:
        return False
    if wanted.owner and record.code("owner") != wanted.owner:
        return False
    if wanted.state and record.code("state") != wanted.state:
        return False
    if not terms:
        return True
    texts = (record.text(name) for name in ("code", "name_km", "name_en", "village_km", "village_en"))
    haystack = search_key(" ".join((*texts, former)))
    return all(term in haystack or term in haystack.replace(" ", "") for term in terms)


def _fits_numbers(row: FacilityRow, wanted: FacilityFilter, today: date) -> bool:
    shut = row.facility.code("state") in CLOSED and not row.residents
    if shut and not wanted.with_closed and wanted.state not in CLOSED:
        return False
    if wanted.grade and row.grade != wanted.grade:
        return False
    if wanted.with_open_findings and not row.open_findings:
        return False
    if wanted.visit_older_than is None or row.last_visit is None:
        return True
    return (today - row.last_visit).days > wanted.visit_older_than
