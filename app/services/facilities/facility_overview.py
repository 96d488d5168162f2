"""All facilities of the office at a glance: by district as a map of tiles, and by result and age of the last visit.

Closed facilities are left out. Behind each number stand the facilities that it counts, which the register names too. Residents
are counted by district as "<5" where they are 1 to 4 (practice P4). That a visit is late after a year is ours (inferred).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.data.places import district_points, places_in
from app.data.queries import facilities as queries
from app.data.queries.facilities import FacilityRow
from app.data.reader import Reader
from app.domain.closing import CLOSED
from app.domain.codelists import codelist
from app.domain.insight_table import HIDDEN, SMALL, Table, counted
from app.domain.permissions import covers, require
from app.domain.tiles import Cell, layout
from app.services.facilities.facilities import late_days
from app.text.words import words

PROVINCE, DISTRICT = 2, 4
"""Digits of a code of the gazetteer."""
NOWHERE = ""
"""The code of the tile of facilities whose place is not known."""
AGES: tuple[tuple[str, int], ...] = (("half_year", 183), ("year", 365), ("two_years", 730))
"""Columns by the age of the last visit in days, up to and with; then `older` and `never`."""
COLUMNS = (*(name for name, _ in AGES), "older", "never")
NO_GRADE = "none"
"""The row of facilities whose last visit has no confirmed result, or that had none."""


@dataclass(frozen=True, slots=True)
class District:
    """A district with its facilities; `cell` is its tile. One without a name has the facilities of no known place."""

    code: str
    km: str
    en: str
    cell: Cell
    facilities: tuple[FacilityRow, ...]
    late: tuple[FacilityRow, ...]
    """Those without a visit for longer than the office allows."""

    @property
    def id(self) -> str:
        """The district's code."""
        return self.code or "nowhere"

    @property
    def residents(self) -> int:
        """Who lives there today."""
        return sum(one.residents for one in self.facilities)

    @property
    def critical(self) -> tuple[FacilityRow, ...]:
        """Those whose last result is critical."""
        return tuple(one for one in self.facilities if one.grade == "critical")

    @property
    def overdue(self) -> int:
        """Findings past their day."""
        return sum(one.overdue for one in self.facilities)

    @property
    def tone(self) -> str:
        """The worst that there is: critical, late (a visit or a finding), fine, or none when there is no facility."""
        if not self.facilities:
            return "none"
        return "critical" if self.critical else "late" if self.late or self.overdue else "fine"

    def name(self, lang: str) -> str:
        """Its name in a language."""
        return self.km if lang == "km" else self.en or self.km

    def told_residents(self) -> str:
        """How many children and adults live there, 1 to 4 as "<5" (P4)."""
        return HIDDEN if self.residents in SMALL else str(self.residents)


@dataclass(frozen=True, slots=True)
class Overview:
    """`provinces`: code, both names and how many facilities, the one with most first; `districts` are those of `province`."""

    provinces: tuple[tuple[str, str, str, int], ...]
    province: str
    districts: tuple[District, ...]
    facilities: tuple[FacilityRow, ...]
    late: int
    critical: int
    overdue: int
    """Findings past their day, over all facilities."""
    grades: Table
    """Result × age of the last visit; its cells hold ids of facilities."""


def overview(reader: Reader, province: str = "") -> Overview:
    """All facilities that are not closed; `province`: whose districts are shown, "" for the one with most facilities."""
    require(reader.actor, "inspection.read")
    own, today = reader.actor.office, reader.today()
    records = [
        record
        for record in reader.find("facility", order=("code",))
        if record.code("state") not in CLOSED and covers(own, record.text("office"))
    ]
    rows = queries.rows(reader, records, late_days(reader))
    provinces = _provinces(reader, rows, own)
    chosen = province if province in {code for code, *_ in provinces} else provinces[0][0] if provinces else ""
    return Overview(
        provinces=provinces,
        province=chosen,
        districts=_districts(reader, rows, chosen, today),
        facilities=tuple(rows),
        late=sum(one.late for one in rows),
        critical=sum(one.grade == "critical" for one in rows),
        overdue=sum(one.overdue for one in rows),
        grades=_grades(rows, today),
    )


def _at(one: FacilityRow, digits: int) -> str:
    """The province or district of a facility; "" when its village is not known."""
    village = one.facility.text("village_code")
    return village[:digits] if len(village) >= digits else NOWHERE


def _provinces(reader: Reader, rows: Iterable[FacilityRow], own: str) -> tuple[tuple[str, str, str, int], ...]:
    """The provinces where facilities are, and the office's own one."""
    known = {place.code: place for place in places_in(reader, None)}
    counts = dict.fromkeys((own[:PROVINCE],) if own[:PROVINCE] in known else (), 0)
    for one in rows:
        code = _at(one, PROVINCE)
        if code in known:
            counts[code] = counts.get(code, 0) + 1
    found = ((code, known[code].km, known[code].en, number) for code, number in counts.items())
    return tuple(sorted(found, key=lambda one: (-one[3], one[0])))


def _districts(reader: Reader, rows: Sequence[FacilityRow], province: str, today: date) -> tuple[District, ...]:
    """The districts of a province by their tiles, from north-west; last one tile for facilities of no known place, if any."""
    places = {place.code: place for place in places_in(reader, province)} if province else {}
    points = district_points()
    cells = layout({code: points.get(code) for code in places})
    inside: dict[str, list[FacilityRow]] = {}
    for one in rows:
        code = _at(one, DISTRICT)
        inside.setdefault(code if code in places or code[:PROVINCE] != province else NOWHERE, []).append(one)
    known = sorted(places.values(), key=lambda place: cells[place.code])
    told = [(place.code, place.km, place.en, cells[place.code]) for place in known]
    if inside.get(NOWHERE):
        below = max((row for row, _ in cells.values()), default=-1) + 1
        told.append((NOWHERE, "", "", (below, 0)))
    return tuple(_district(*one, inside.get(one[0], [])) for one in told)


def _district(code: str, km: str, en: str, cell: Cell, inside: Sequence[FacilityRow]) -> District:
    """A district with what is counted in it."""
    return District(code, km, en, cell, tuple(inside), tuple(one for one in inside if one.late))


def _grades(rows: Iterable[FacilityRow], today: date) -> Table:
    """Result of the last visit that has one × age of the last visit."""
    grades = codelist("grade")
    names = {
        lang: {**{row.code: row.label(lang) for row in grades.rows.values()}, NO_GRADE: words("insight.row.none", lang)}
        for lang in ("km", "en")
    }
    found = ((one.id, one.grade or NO_GRADE, _age(one, today)) for one in rows)
    return counted(
        "facility_grades",
        (*grades.codes(), NO_GRADE),
        COLUMNS,
        found,
        names=names["km"],
        names_en=names["en"],
        children=False,
    )


def _age(one: FacilityRow, today: date) -> str:
    """The column of a facility."""
    if one.last_visit is None:
        return "never"
    days = (today - one.last_visit).days
    return next((name for name, most in AGES if days <= most), "older")


def districts_json(found: Overview) -> list[Mapping[str, object]]:
    """The lines of `facility overview districts`."""
    return [
        {
            "code": one.code or None,
            "name_km": one.km,
            "name_en": one.en,
            "facilities": len(one.facilities),
            "residents": one.told_residents(),
            "late_visits": len(one.late),
            "critical": len(one.critical),
            "overdue_findings": one.overdue,
        }
        for one in found.districts
    ]


def grades_json(found: Overview) -> list[Mapping[str, object]]:
    """The lines of `facility overview grades`."""
    table = found.grades
    return [{"grade": row, **{column: table.value(row, column) for column in table.columns}} for row in table.rows]
