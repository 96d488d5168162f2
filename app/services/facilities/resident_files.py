"""What the files of children in facilities lack, over all facilities: papers, the paper of admission, plan, family, review.

That each of these stands in a child's file is sourced (reference, checklist 20, 22 to 25); after how many days it is asked for,
how long contact and review hold is ours or was not found, and an office sets its own (`rules/register.toml`).

The facility's own file counts for everybody. Of a child with a case, what stands there counts too, but only for who may read
that case: nobody else learns from this list that there is one (practice P27).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from app.data.queries import resident_files as queries
from app.data.queries.resident_files import Facts, FileRow, ShownRow
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.births import Birth, birth_of
from app.domain.errors import InputError
from app.domain.permissions import can, require
from app.domain.records import Record
from app.services.cases import cases
from app.services.facilities import residencies
from app.services.facilities.residencies import Resident
from app.services.office.rules import rules

Lack = Literal["papers", "admission_paper", "plan", "contact", "review"]
LACKS: tuple[Lack, ...] = get_args(Lack)
FIELDS = ("birth_paper", "legal_paper", "plan_on", "family_known", "family_contact_on", "reviewed_on")
"""What is noted of a child's file at the facility."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A resident whose file lacks something, with the facility."""

    resident: Resident
    facility: Record
    lacks: tuple[Lack, ...]

    @property
    def id(self) -> str:
        """The id of the stay."""
        return self.resident.id


@dataclass(frozen=True, slots=True)
class _Days:
    """From which days on something still holds."""

    asked: date
    contact: date
    review: date


def _days(reader: Reader) -> _Days:
    own, today = rules(reader, "register"), reader.today()
    asked, contact, review = (today - timedelta(days=own.number(f"{name}_days")) for name in ("file", "contact", "review"))
    return _Days(asked, contact, review)


def lacking(reader: Reader, facility: str = "") -> dict[str, tuple[str, tuple[Lack, ...]]]:
    """Stay → facility and what its file lacks, of who lives there today (in one facility, or in all); who lacks nothing is
    absent, and so is who came so lately that the file need not be whole yet."""
    require(reader.actor, "residency.read")
    days = _days(reader)
    rows = queries.rows(reader, days.asked, facility)
    facts = queries.facts(reader, days.contact, days.review, facility) if can(reader.actor, "case.list") else Facts()
    known = _readable(reader, rows)
    found = {}
    for row in rows:
        lacks = tuple(one for one in LACKS if _lacks(one, row, days, facts if row.case in known else Facts()))
        if lacks:
            found[row.stay] = (row.facility, lacks)
    return found


def _readable(reader: Reader, rows: Sequence[FileRow]) -> frozenset[str]:
    """The cases of residents that the person may read."""
    if not can(reader.actor, "case.list"):
        return frozenset()
    held = reader.many("case", sorted({row.case for row in rows if row.case}))
    return frozenset(key for key, case in held.items() if cases.may_read(reader, case))


def _lacks(what: Lack, row: FileRow, days: _Days, facts: Facts) -> bool:
    if what == "papers":
        return row.birth_paper != "yes" and row.stay not in facts.papers
    if what == "admission_paper":
        return not row.legal_paper and row.stay not in facts.decisions
    if what == "plan":
        return not row.plan_on and row.stay not in facts.plans
    if what == "contact":
        late = not row.family_contact_on or row.family_contact_on < days.contact.isoformat()
        return late and row.stay not in facts.contacts
    late = not row.reviewed_on or row.reviewed_on < days.review.isoformat()
    return late and row.stay not in facts.reviews


def listing(reader: Reader, which: str = "") -> tuple[Lacking, ...]:
    """Residents whose file lacks something ("" for anything): by facility, then in Khmer order of names.

    InputError `not_allowed`, `file_list_unknown`.
    """
    if which and which not in LACKS:
        raise InputError("file_list_unknown", which=which[:40], known=", ".join(LACKS))
    found = {key: lacks for key, (_, lacks) in lacking(reader).items() if not which or which in lacks}
    homes = {one.id: one for one in reader.find("facility", order=("code",))}
    rows: dict[str, list[Lacking]] = {home: [] for home in homes}
    for row in queries.shown(reader, _days(reader).asked):
        if row.stay in found and row.facility in homes:
            rows[row.facility].append(Lacking(_resident(reader, row), homes[row.facility], found[row.stay]))
    return tuple(one for home in rows.values() for one in home)


def _resident(reader: Reader, row: ShownRow) -> Resident:
    """A stay as this list shows it; whether the child may live elsewhere too is not looked for here."""
    birth = _birth(row)
    return Resident(
        id=row.stay,
        facility=row.facility,
        name=f"{row.family_name} {row.given_name}".strip() or row.name_latin,
        name_latin=row.name_latin,
        sex=row.sex or None,
        birth=birth,
        age=birth.age_on(reader.today()) if birth else None,
        admitted_on=Record("residency", row.stay, {"admitted_on": row.admitted_on}).day("admitted_on"),
        exited_on=None,
        exit_reason=None,
        void=False,
        twice=False,
        linked=bool(row.child) if can(reader.actor, "case.list") else None,
    )


def _birth(row: ShownRow) -> Birth | None:
    """The birth, where it is known."""
    values = {"birth_from": row.birth_from, "birth_to": row.birth_to, "birth_source": row.birth_source}
    return birth_of(Record("residency", row.stay, {name: value for name, value in values.items() if value}))


def numbers(reader: Reader) -> dict[Lack, int]:
    """What is lacking → in how many files."""
    found = [lacks for _, lacks in lacking(reader).values()]
    return {one: sum(one in lacks for lacks in found) for one in LACKS}


def note(uow: UnitOfWork, stays: Sequence[str], values: Mapping[str, object]) -> None:
    """Notes what stands in the files of some children, the same for all of them.

    InputError `field_not_given`, `part_empty`, or as `residencies.edit`.
    """
    for name in values:
        if name not in FIELDS:
            raise InputError("field_not_given", field=f"residency.{name}")
    if not values:
        raise InputError("part_empty", type="residency")
    for stay in stays:
        residencies.edit(uow, stay, values)
