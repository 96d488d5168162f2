"""What the page of an inspection tells about joining: that it was joined, what it may be joined with, what is to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.data.reader import Reader
from app.domain.permissions import can
from app.domain.records import Record
from app.services.visits import census, visit_corrections, visit_differences, visit_joining
from app.services.visits.inspections import Visit
from app.services.visits.visit_corrections import LateAnswer
from app.services.visits.visit_differences import Difference


@dataclass(frozen=True, slots=True)
class Standing:
    """`joined_to`: the inspection that has everything now, "" for one of its own. `others`: what it may be joined with. `late`:
    joined ones that were written in since. `aside`: how many answers this version of the form has no place for."""

    joined_to: str = ""
    others: tuple[Record, ...] = ()
    late: tuple[str, ...] = ()
    open: tuple[Difference, ...] = ()
    aside: tuple[Difference, ...] = ()
    changed: tuple[LateAnswer, ...] = ()
    """What came after the closing."""
    typists: Mapping[str, str] = field(default_factory=dict)
    """Inspection → who typed it, as far as the name is here."""
    children: Mapping[str, str] = field(default_factory=dict)
    """Stay → name of the child, for who may see the list."""

    @property
    def silent(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.joined_to or self.others or self.late or self.open or self.aside or self.changed)


def standing(reader: Reader, visit: Visit) -> Standing:
    """How a visit stands with others of the same days."""
    record = visit.inspection
    others = visit_joining.candidates(reader, record)
    open_ones = visit_differences.open_of(reader, visit)
    return Standing(
        joined_to=visit_joining.joined_to(reader, record.id),
        others=others,
        late=visit_joining.late(reader, visit),
        open=open_ones,
        aside=visit_differences.aside_of(reader, visit),
        changed=visit_corrections.late(visit),
        typists=typists(reader, (record, *others)),
        children=children(reader, record, open_ones),
    )


def typists(reader: Reader, visits: Iterable[Record]) -> dict[str, str]:
    """Inspection → name of who typed it."""
    found = {}
    for visit in visits:
        user = reader.maybe("user", visit.text("typed_by")) if visit.ref("typed_by") else None
        found[visit.id] = user.text("name") if user is not None else ""
    return found


def children(reader: Reader, visit: Record, differences: Iterable[Difference]) -> dict[str, str]:
    """Stay → name, of the children that were counted differently."""
    stays = {one.stay for one in differences if one.stay}
    if not stays or not can(reader.actor, "residency.read"):
        return {}
    return {one.id: one.name for one in census.children(reader, visit) if one.id in stays}
