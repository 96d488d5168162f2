"""Which household can take which children (practice P23): for the page "Tonight", and for a placement with a household."""

from __future__ import annotations

from dataclasses import dataclass

from app.data.reader import Reader
from app.domain.births import birth_of
from app.domain.care import Warning_
from app.domain.errors import InputError
from app.domain.households import LEVELS, SAYS_NO, Household, Level, Needs, against, nearness
from app.domain.permissions import require
from app.domain.records import Record
from app.services.care import carers
from app.services.care.carers import CarerRow
from app.services.cases import cases

KINDS = ("foster_short", "foster_long", "group_home", "pagoda")
"""Kinds that are asked for any child; relatives care for their own."""
MOST = 20
"""So many children at a time."""


@dataclass(frozen=True, slots=True)
class CareWish:
    """Who is to be placed near where: a place of the gazetteer of any level, and children: cases, or only how many.

    `cases`: ids of cases of the children; `number`: how many there are, if they are no cases (yet).
    """

    village: str
    number: int = 1
    cases: tuple[str, ...] = ()
    tonight: bool = True
    kinds: tuple[str, ...] = KINDS


@dataclass(frozen=True, slots=True)
class CareOffer:
    """A household that may be asked. `against`: what speaks against it, first what says no."""

    row: CarerRow
    level: Level
    against: tuple[Warning_, ...]

    @property
    def id(self) -> str:
        """The household's id."""
        return self.row.id

    @property
    def can(self) -> bool:
        """Whether nothing says no."""
        return not any(one.code in SAYS_NO for one in self.against)

    @property
    def sure(self) -> bool:
        """Whether nothing speaks against it at all."""
        return not self.against


def search(reader: Reader, wish: CareWish) -> list[CareOffer]:
    """The approved households: those that can take the children first, the nearest of them first.

    InputError `not_allowed`, `place_unknown`, `number_of_children`, or as `cases.readable`.
    """
    require(reader.actor, "carer.read")
    if wish.village and _unknown(reader, wish.village):
        raise InputError("place_unknown", field="carer.village_code", code=wish.village[:20])
    number = max(wish.number, len(wish.cases))
    if not 1 <= number <= MOST:
        raise InputError("number_of_children", n=number, most=MOST)
    children = [needs(reader, cases.readable(reader, case)) for case in wish.cases]
    children += [Needs()] * (number - len(children))
    failed = _failed(reader)
    found = []
    for row in carers.listing(reader, carers.CarerFilter(state="approved")):
        if row.record.code("kind") in wish.kinds:
            told = against(household(row, failed), children, tonight=wish.tonight)
            found.append(CareOffer(row, nearness(row.record.text("village_code"), wish.village), told))
    return sorted(found, key=_order)


def _order(offer: CareOffer) -> tuple[object, ...]:
    record = offer.row.record
    return (not offer.can, LEVELS.index(offer.level), not offer.sure, -(offer.row.free or 0), record.text("name_km"), offer.id)


def _unknown(reader: Reader, code: str) -> bool:
    from app.data.places import place

    return place(reader, code) is None


def needs(reader: Reader, case: Record) -> Needs:
    """What matters of the child of a case."""
    child = reader.maybe("child", case.text("child"))
    if child is None:
        return Needs()
    birth = birth_of(child)
    age = birth.age_on(reader.today()) if birth is not None else None
    return Needs(age, child.code("sex"), bool(set(child.codes("disability")) - {"none"}))


def household(row: CarerRow, failed: frozenset[str]) -> Household:
    """What a household takes."""
    record = row.record
    number = {name: value for name in ("age_from", "age_to") if isinstance(value := record.values.get(name), int)}
    return Household(
        village=record.text("village_code"),
        free=row.free,
        age_from=number.get("age_from"),
        age_to=number.get("age_to"),
        sexes=frozenset(record.codes("sexes")),
        takes_siblings=record.flag("takes_siblings"),
        takes_disability=record.flag("takes_disability"),
        tonight=record.flag("tonight"),
        checks_failed=row.id in failed,
    )


def _failed(reader: Reader) -> frozenset[str]:
    """Households in which a check of somebody was not in order."""
    return frozenset(row.text("carer") for row in reader.find("carer_member", check_result="not_in_order"))


def of_placement(reader: Reader, case: Record, carer: str, here: bool) -> tuple[Warning_, ...]:
    """What speaks against placing the child of a case with a household; `here`: it is counted there already."""
    record = reader.maybe("carer", carer)
    if record is None:
        return ()
    [row] = carers.rows_of(reader, [record])
    state = record.text("state") or "applied"
    found = [] if state == "approved" else [Warning_("carer_state", {"carer_state": state})]
    room = (
        row if not here or row.free is None else CarerRow(record, row.living - 1, row.free + 1, row.last_visit, row.review_on)
    )
    return (*found, *against(household(room, _failed(reader)), [needs(reader, case)]))
