"""Who lives in a facility: admissions and exits, the list of a day, the youngest and the grown up, one child in two places.

An entry is linked to a case of the office or is a minimal one: a name, or none, sex, a birth as far as it is known. Names, sex
and birth are copied from a linked child, so that inspectors read the roster without learning that a case exists (practice P27).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.data.queries import facilities as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.births import Birth, birth_of
from app.domain.errors import InputError
from app.domain.permissions import can, require, scope
from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases.case_values import checked, day_of
from app.services.exchange.knowing import may_know
from app.services.facilities import measures
from app.services.people import children, person_names
from app.text.keys import name_key_any_order

Values = Mapping[str, object]
ROSTER_BANDS: tuple[tuple[str, int, int], ...] = (
    ("0_2", 0, 2), ("3_5", 3, 5), ("6_9", 6, 9), ("10_14", 10, 14), ("15_17", 15, 17), ("18", 18, 200),
)  # fmt: skip
"""Ages of the roster as the inspection forms ask for them: name, first and last completed year."""
ADMISSION = frozenset({
    "child", "case", "family_name_km", "given_name_km", "name_latin", "sex", "birth_from", "birth_to", "birth_source",
    "disability", "disability_assessed", "admitted_on", "admission_reason", "admission_source", "legal_paper",
    "birth_paper", "plan_on", "family_known", "family_contact_on", "reviewed_on",
})  # fmt: skip
EXIT = frozenset({"exited_on", "exit_reason", "exit_destination", "exit_note"})
_COPIED = (
    "family_name_km", "given_name_km", "sex", "birth_from", "birth_to", "birth_source", "disability", "disability_assessed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resident:
    """One stay as lists show it. `age`: completed years on the day of the list, by the middle of the range; None: unknown.

    `twice`: the same child has another stay that has not ended. `linked` is None for who may not know of cases (P27).
    """

    id: str
    facility: str
    name: str
    name_latin: str
    sex: str | None
    birth: Birth | None
    age: int | None
    admitted_on: date | None
    exited_on: date | None
    exit_reason: str | None
    void: bool
    twice: bool
    linked: bool | None

    @property
    def under_three(self) -> bool:
        """Whether the child is under three: no child so young should live in a facility."""
        return self.age is not None and self.age < 3

    @property
    def over_eighteen(self) -> bool:
        """Whether the resident has reached 18."""
        return self.age is not None and self.age >= 18


@dataclass(frozen=True, slots=True)
class BandCount:
    """Residents of one age band by sex; `other` holds those whose sex is other or not known."""

    band: str
    female: int
    male: int
    other: int

    @property
    def total(self) -> int:
        """All of the band."""
        return self.female + self.male + self.other


def admit(uow: UnitOfWork, facility: str, values: Values, *, placement: str = "", record_id: str | None = None) -> str:
    """Notes that a child came to live in a facility; the id of the stay.

    `case` (an id) links the stay and takes names, sex and birth from the child; only who may read the case can link it, others
    fill in what the child says. A linked stay is a placement of the case too: `placement` names the one that makes it, else one
    is made in the same act. InputError `admission_day_missing`,
    `admission_reason_missing`, `facility_closed`, `name_without_letter`, `record_not_found`, `not_allowed`, or what `checked`
    finds.
    """
    from app.services.care import care_lists

    require(uow.actor, "residency.admit")
    record = uow.get("facility", facility)
    for name in values:
        if name not in ADMISSION:
            raise InputError("field_not_given", field=f"residency.{name}")
    given = {name: value for name, value in checked(uow, "residency", values).items() if value is not None}
    person_names.check("residency", given)
    if "admitted_on" not in given:
        raise InputError("admission_day_missing", field="residency.admitted_on")
    if "admission_reason" not in given:
        raise InputError("admission_reason_missing", field="residency.admission_reason")
    came = day_of("residency.admitted_on", given["admitted_on"])
    if measures.takes_nobody(uow, record) and not measures.lived_there(uow, facility, came):
        raise InputError("facility_closed", code=record.text("code"))
    _check_birth(given)
    copied = _from_child(uow, given)
    _check_life(uow, given)
    link = {"placement": placement} if placement else {}
    stay = uow.create("residency", {**copied, **given, "facility": facility, **link}, record_id=record_id)
    if not placement:
        care_lists.placed_by_list(uow, stay)
    return stay


def _from_child(uow: UnitOfWork, given: dict[str, object]) -> dict[str, object]:
    """What a linked case or child says of the resident; adds the child of the case to what was given."""
    if given.get("case"):
        given["child"] = _linked(uow, "case", given["case"]).ref("child")
    if not given.get("child"):
        given.pop("child", None)
        return {}
    child = _linked(uow, "child", given["child"])
    copied = {name: child.values[name] for name in _COPIED if name in child.values}
    latin = f"{child.text('family_name_latin')} {child.text('given_name_latin')}".strip()
    return {**copied, **({"name_latin": latin} if latin else {})}


def _linked(reader: Reader, type_name: str, key: object) -> Record:
    """The case or child that a stay is linked to; nobody reads names through a link who may not read the case (P27)."""
    if scope(reader.actor, "case.read") == "office":
        reader.get(type_name, str(key))
    if not may_know(reader, type_name, str(key)):
        raise InputError("not_allowed", act="case.read")
    return reader.get(type_name, str(key))


def _check_life(reader: Reader, given: Values) -> None:
    """A child that the person may know of is admitted within its life (practice P13)."""
    child = reader.maybe("child", str(given.get("child") or ""))
    if child is not None and may_know(reader, "child", child.id):
        children.check_lifetime(child, "residency.admitted_on", day_of("residency.admitted_on", given["admitted_on"]))


def _check_birth(given: Values) -> None:
    """A birth range the wrong way round, or an admission before an exact birth date, is refused (practice P13)."""
    first, last, admitted = given.get("birth_from"), given.get("birth_to"), given["admitted_on"]
    if first and last and str(last) < str(first):
        raise InputError("birth_range", field="residency.birth_to")
    if first and first == last and str(admitted) < str(first):
        raise InputError("admission_before_birth", field="residency.admitted_on")


def edit(uow: UnitOfWork, residency: str, values: Values) -> None:
    """Changes an admission as it was entered. InputError as for `admit`, and `exit_before_admission`."""
    from app.services.care import care_lists

    require(uow.actor, "residency.edit")
    before = _living(uow, residency)
    for name in values:
        if name not in ADMISSION:
            raise InputError("field_not_given", field=f"residency.{name}")
    given = checked(uow, "residency", values)
    person_names.check("residency", given)
    after = {**before.values, **given}
    if not after.get("admitted_on"):
        raise InputError("admission_day_missing", field="residency.admitted_on")
    _check_birth(after)
    exited = before.day("exited_on")
    if exited and exited < day_of("residency.admitted_on", after["admitted_on"]):
        raise InputError("exit_before_admission", field="residency.admitted_on")
    copied = _from_child(uow, given)
    _check_life(uow, {**after, **given})
    uow.update("residency", residency, {**copied, **given})
    care_lists.list_changed(uow, before)


def link(uow: UnitOfWork, residency: str, case: str) -> None:
    """Links a stay to the case that was opened for the child; names, sex and birth follow it. InputError as for `admit`."""
    from app.services.care import care_lists

    require(uow.actor, "residency.admit")
    before = _living(uow, residency)
    given: dict[str, object] = {"case": case}
    copied = _from_child(uow, given)
    uow.update("residency", residency, {**copied, **given})
    care_lists.list_changed(uow, before)


def exit_resident(uow: UnitOfWork, residency: str, values: Values) -> None:
    """Notes that a resident left: day and reason, and where to.

    Who leaves because the facility closes goes somewhere, if only "not known". InputError `exit_day_missing`,
    `exit_reason_missing`, `exit_destination_missing`, `exit_before_admission` (refused, P13), `already_exited`.
    """
    from app.services.care import care_lists

    require(uow.actor, "residency.exit")
    before = _living(uow, residency)
    if before.day("exited_on"):
        raise InputError("already_exited", day=before.text("exited_on"))
    for name in values:
        if name not in EXIT:
            raise InputError("field_not_given", field=f"residency.{name}")
    given = checked(uow, "residency", values)
    if not given.get("exited_on"):
        raise InputError("exit_day_missing", field="residency.exited_on")
    if not given.get("exit_reason"):
        raise InputError("exit_reason_missing", field="residency.exit_reason")
    if given.get("exit_reason") == "facility_closed" and not given.get("exit_destination"):
        raise InputError("exit_destination_missing", field="residency.exit_destination")
    admitted = before.day("admitted_on")
    if admitted and day_of("residency.exited_on", given["exited_on"]) < admitted:
        raise InputError("exit_before_admission", field="residency.exited_on")
    uow.update("residency", residency, given)
    care_lists.list_changed(uow, before)
    measures.left(uow, before.text("facility"))


def void(uow: UnitOfWork, residency: str, reason: str) -> None:
    """Takes an entry out of every list and count that was made by mistake; it stays readable.

    InputError `void_reason_missing`.
    """
    from app.services.care import care_lists

    require(uow.actor, "residency.void")
    before = _living(uow, residency)
    if not reason.strip():
        raise InputError("void_reason_missing", field="residency.void_reason")
    uow.update("residency", residency, checked(uow, "residency", {"void_reason": reason}))
    care_lists.list_voided(uow, before)


def _living(uow: UnitOfWork, residency: str) -> Record:
    """A stay that was not voided."""
    record = uow.get("residency", residency)
    if record.text("void_reason"):
        raise InputError("residency_void")
    return record


def questions(reader: Reader, facility: str, values: Values) -> tuple[Question, ...]:
    """What to ask once before an admission is saved (P13): under three, adult, before the opening, living elsewhere already,
    a name in old letters, a facility that may take nobody now."""
    found = list(person_names.before_saving(values))
    admitted = day_of("residency.admitted_on", values["admitted_on"]) if values.get("admitted_on") else reader.today()
    child = {**values}
    if values.get("case"):
        child["child"] = _linked(reader, "case", values["case"]).ref("child")
    if child.get("child"):
        child = {**_linked(reader, "child", child["child"]).values, **child}
    birth = birth_of(Record("residency", "", child))
    age = birth.age_on(admitted) if birth else None
    if age is not None and age < 3:
        found.append(Question("ask.admission_under_three", {}))
    if age is not None and age >= 18:
        found.append(Question("ask.admission_adult", {}))
    home = reader.get("facility", facility)
    if home.code("state") in {"suspended", "closing"}:
        found.append(Question("ask.facility_suspended", {}))
    if measures.takes_nobody(reader, home) and measures.lived_there(reader, facility, admitted):
        found.append(Question("ask.admission_closed", {}))
    opened = home.day("opened_on")
    if opened and admitted < opened:
        found.append(Question("ask.admission_before_opening", {}))
    if same_child(reader, child):
        found.append(Question("ask.admission_twice", {}))
    return tuple(found)


def same_child(reader: Reader, values: Values, own: str | None = None) -> tuple[Record, ...]:
    """Stays that have not ended and may be of the same child: the same linked child, or name, sex and birth that agree."""
    record = Record("residency", own or "", values)
    return _same(record, queries.residencies_like(reader, [_name_key(record)], [record.ref("child") or ""]))


def _same(record: Record, found: Mapping[str, Sequence[Record]]) -> tuple[Record, ...]:
    """Of stays by child and folded name those that may be of the child of one, itself left out."""
    alike = (*found.get(record.ref("child") or "", ()), *found.get(_name_key(record), ()))
    return tuple(other for other in {one.id: one for one in alike}.values() if other.id != record.id and _agree(record, other))


def _name_key(record: Record) -> str:
    return name_key_any_order(f"{record.text('family_name_km')} {record.text('given_name_km')}".strip())


def _agree(one: Record, other: Record) -> bool:
    """Whether two stays may be of one child; two linked children are told apart by their links."""
    first, second = one.ref("child"), other.ref("child")
    if first and second:
        return first == second
    sexes = {one.code("sex"), other.code("sex")} - {None, "not_known"}
    births = birth_of(one), birth_of(other)
    apart = births[0] and births[1] and (births[0].last < births[1].first or births[1].last < births[0].first)
    return len(sexes) < 2 and not apart


def resident(reader: Reader, record: Record, on: date) -> Resident:
    """A stay as lists show it on a day."""
    return residents(reader, (record,), on)[0]


def residents(reader: Reader, records: Sequence[Record], on: date) -> tuple[Resident, ...]:
    """Stays as lists show them on a day, in the order given; who may live elsewhere too is looked for in one go."""
    here = [record for record in records if not record.day("exited_on")]
    found = queries.residencies_like(reader, map(_name_key, here), (record.ref("child") or "" for record in here))
    return tuple(_resident(reader, record, on, found) for record in records)


def _resident(reader: Reader, record: Record, on: date, found: Mapping[str, Sequence[Record]]) -> Resident:
    """A stay; `found`: stays that have not ended, by child and folded name."""
    birth = birth_of(record)
    name = f"{record.text('family_name_km')} {record.text('given_name_km')}".strip()
    sees_cases = can(reader.actor, "case.list")
    return Resident(
        id=record.id,
        facility=record.text("facility"),
        name=name or record.text("name_latin"),
        name_latin=record.text("name_latin"),
        sex=record.code("sex"),
        birth=birth,
        age=birth.age_on(on) if birth else None,
        admitted_on=record.day("admitted_on"),
        exited_on=record.day("exited_on"),
        exit_reason=record.code("exit_reason"),
        void=bool(record.text("void_reason")),
        twice=not record.day("exited_on") and bool(_same(record, found)),
        linked=bool(record.ref("child")) if sees_cases else None,
    )


def on_day(reader: Reader, facility: str, day: date) -> tuple[Resident, ...]:
    """As `living_there`, for the counts of Komar itself."""
    return residents(reader, queries.residencies_on(reader, facility, day), day)


def living_there(reader: Reader, facility: str, on: date | None = None) -> tuple[Resident, ...]:
    """Who lived in a facility at the end of a day (today without one), in Khmer order of names."""
    require(reader.actor, "residency.read")
    return on_day(reader, facility, on or reader.today())


def all_stays(reader: Reader, facility: str) -> tuple[Resident, ...]:
    """Every admission to a facility, the latest first, voided ones too."""
    require(reader.actor, "residency.read")
    records = reader.find("residency", facility=facility, order=("-admitted_on",))
    return residents(reader, records, reader.today())


def roster(residents: Sequence[Resident]) -> tuple[tuple[BandCount, ...], int]:
    """Residents by age band and sex, and how many have no known age (they stand in no band)."""
    bands = []
    for name, first, last in ROSTER_BANDS:
        inside = [one for one in residents if one.age is not None and first <= one.age <= last]
        female, male = (sum(one.sex == sex for one in inside) for sex in ("female", "male"))
        bands.append(BandCount(name, female, male, len(inside) - female - male))
    return tuple(bands), sum(one.age is None for one in residents)
