"""Insights: the work of an office in numbers, computed here from what this computer has (Primero's dashboards and reports).

What needs a right that the person lacks is left out and said (practice P1); a caseworker counts the own cases, everybody else
who may compute returns the whole office. Behind a number stand case numbers, never names (P4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.data.queries import insights as queries
from app.data.queries.case_filter import CaseFilter
from app.data.queries.insights import CaseRow, Within
from app.data.queries.return_parts import received_groups
from app.data.reader import Reader
from app.domain.births import Birth
from app.domain.clock import parse_instant, readable_day
from app.domain.codelists import GROUPS, codelist
from app.domain.deadlines import contact_due, contact_state
from app.domain.errors import InputError
from app.domain.insight_table import SEXES, TOTAL, Table, counted
from app.domain.permissions import can, covers, require, scope
from app.domain.workflow import ORDER, bar, present
from app.services.cases import case_steps
from app.services.cases.case_owners import owners
from app.services.numbers.insight_places import COMMUNE, DISTRICT, by_place
from app.services.office.rules import limits, rules

MOST = 500
"""So many case numbers behind a cell are told."""
_KINDS = ("experienced", "at_risk")
_CONTACT = ("in_time", "late", "running", "overdue")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: first and last day, the office ("" for the own one with all below it)."""

    first: date
    last: date
    office: str = ""


@dataclass(frozen=True, slots=True)
class Insight:
    """The tables of a time. `own`: of the person's own cases alone; `without`: restricted groups that are not in it."""

    asked: Asked
    own: bool
    without: tuple[str, ...]
    practice: bool
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        """A table by its name; InputError `insight_unknown`."""
        for one in self.tables:
            if one.id == name:
                return one
        raise InputError("insight_unknown", name=name[:60])

    def cell(self, cell: str) -> tuple[Table, str, str]:
        """Table, row and column of a cell `table/row/column`; InputError `insight_unknown`."""
        name, _, rest = cell.partition("/")
        row, _, column = rest.rpartition("/")
        table = self.table(name)
        if row not in (*table.rows, TOTAL) or column not in (*table.columns, TOTAL):
            raise InputError("insight_unknown", name=cell[:60])
        return table, row, column


@dataclass(frozen=True, slots=True)
class _Basis:
    """What every table is counted from."""

    reader: Reader
    within: Within
    asked: Asked
    cases: Mapping[str, CaseRow]
    groups: frozenset[str]

    def sex(self, case: str) -> str:
        """Boys, girls, and all others together."""
        found = self.cases[case].sex if case in self.cases else ""
        return found if found in SEXES else SEXES[-1]

    def visible(self, name: str) -> tuple[str, ...]:
        """The codes of a list that may be told."""
        return tuple(row.code for row in codelist(name) if not row.group or row.group in self.groups)

    def hidden(self, name: str) -> frozenset[str]:
        """The codes of a list that may not be told."""
        return frozenset(codelist(name).codes()) - frozenset(self.visible(name))


def compute(reader: Reader, asked: Asked) -> Insight:
    """All tables of a time; InputError `not_allowed`, `insight_days` when the last day lies before the first."""
    actor = reader.actor
    require(actor, "return.compute")
    if asked.last < asked.first:
        raise InputError("insight_days")
    office = asked.office or actor.office
    if not covers(actor.office, office):
        raise InputError("not_allowed", act="return.compute")
    own = scope(actor, "case.list") == "own" and not can(actor, "return.cell")
    within = Within(office, actor.user if own else None, asked.first.isoformat(), asked.last.isoformat())
    groups = GROUPS & actor.rights & received_groups(reader, actor.office)
    found = {row.id: row for row in queries.cases(reader, within)}
    basis = _Basis(reader, within, asked, found, groups)
    tables = tuple(make(basis) for make in TABLES)
    practice = any(row.flag("practice") for row in reader.find("office", office=actor.office))
    return Insight(asked, own, tuple(sorted(GROUPS - groups)), practice, tables)


def offices(reader: Reader) -> list[tuple[str, str, str]]:
    """The offices that can be asked for: code, name in Khmer and in English; the own one first."""
    own = reader.actor.office
    known = {row.text("office"): row for row in reader.find("office") if covers(own, row.text("office"))}
    return [(code, known[code].text("name_km"), known[code].text("name_en")) for code in sorted(known)]


def codes_behind(reader: Reader, insight: Insight, cell: str) -> tuple[int, tuple[tuple[str, str], ...]]:
    """How often a cell counts a case, and the (id, number) of the first `MOST` cases; never a name.

    InputError `not_allowed` for who may neither open cells of returns nor read the own cases, `insight_unknown`.
    """
    if not (can(reader.actor, "return.cell") or insight.own or scope(reader.actor, "case.list") == "office"):
        raise InputError("not_allowed", act="return.cell")
    table, row, column = insight.cell(cell)
    cases = table.behind(row, column)
    ids = list(dict.fromkeys(cases))[:MOST]
    known = {record.id: record.text("code") for one in ids if (record := reader.maybe("case", one)) is not None}
    return len(cases), tuple((one, known[one]) for one in ids if one in known)


def _within(day: str, basis: _Basis) -> bool:
    """Whether a day lies in the time."""
    return basis.within.first <= day <= basis.within.last


def _cases(basis: _Basis) -> Table:
    """Open today; opened, closed and not accepted in the time."""
    found = []
    for row in basis.cases.values():
        sex = basis.sex(row.id)
        if row.status == "open":
            found.append((row.id, "open_now", sex))
        if _within(row.opened_on, basis):
            found.append((row.id, "opened", sex))
        if _within(row.closed_on, basis) and row.status in ("closed", "not_accepted"):
            found.append((row.id, row.status, sex))
    return counted("cases", ("open_now", "opened", "closed", "not_accepted"), SEXES, found, totals=False)


def _risk(basis: _Basis) -> Table:
    """Open cases by their level of risk."""
    found = ((row.id, row.risk, basis.sex(row.id)) for row in basis.cases.values() if row.status == "open")
    return counted("risk", codelist("risk_level").codes(), SEXES, found, rows_of="risk_level")


def _steps(basis: _Basis) -> Table:
    """Open cases by the step at which they stand, and whether that step is over its time."""
    reader = basis.reader
    own, known, now = limits(reader), rules(reader, "workflow"), reader.clock.now()
    found = []
    wanted = CaseFilter(office=basis.within.office, owner=basis.within.owner)
    for case, facts in case_steps.open_facts(reader, wanted, covered=True):
        steps = bar(facts, known, own, now)
        step = present(steps)
        late = any(one.name == step and one.state == "late" for one in steps)
        found.append((case, step, f"{'late' if late else 'on_time'}.{basis.sex(case)}"))
    columns = [f"{state}.{sex}" for state in ("on_time", "late") for sex in SEXES]
    return counted("steps", ORDER, columns, found, rows_of="flow_step")


def _contact(basis: _Basis) -> Table:
    """First contacts of the cases opened in the time: made in time, made late, still in time, over their time."""
    reader, found = basis.reader, []
    own, now = limits(reader), reader.clock.now()
    for row in basis.cases.values():
        if not _within(row.opened_on, basis) or row.status == "not_accepted":
            continue
        due = contact_due(row.risk or None, _moment(row.received_at), row.precision or None, own)
        if due is None:
            continue
        state = contact_state(due, readable_day(row.contact_on), _moment(row.contact_at), now, own)
        if row.status == "open" or state in ("in_time", "late"):
            found.append((row.id, row.risk, "running" if state == "soon" else state))
    return counted("contact", codelist("risk_level").codes(), _CONTACT, found, rows_of="risk_level")


def _concerns(basis: _Basis) -> Table:
    """Concerns that stood in the time: suffered and at risk of apart (practice P30), boys and girls side by side."""
    columns = [f"{kind}.{sex}" for kind in _KINDS for sex in SEXES]
    hidden = basis.hidden("concern")
    found = [
        (row.case, row.what, f"{row.state}.{basis.sex(row.case)}")
        for row in queries.concerns(basis.reader, basis.within)
        if row.what not in hidden
    ]
    return counted("concerns", basis.visible("concern"), columns, found, rows_of="concern", distinct=True)


def _ages(basis: _Basis) -> Table:
    """The children of these concerns, each once, by age on the last day of the time."""
    hidden = basis.hidden("concern")
    cases = {row.case for row in queries.concerns(basis.reader, basis.within) if row.what not in hidden}
    found = ((case, _band(basis.cases[case], basis.asked.last), basis.sex(case)) for case in sorted(cases & set(basis.cases)))
    return counted("ages", codelist("age_band").codes(), SEXES, found, rows_of="age_band")


def _services(basis: _Basis) -> Table:
    """Services of the time by type and state."""
    visible, hidden = basis.visible("service_type"), basis.hidden("service_type")
    rows = queries.services(basis.reader, basis.within)
    found = ((row.case, row.what, row.state) for row in rows if row.what not in hidden)
    states = codelist("service_state").codes()
    return counted("services", visible, states, found, rows_of="service_type", columns_of="service_state")


def _referrals(basis: _Basis) -> Table:
    """Referrals of the time by kind of receiver and state."""
    states, kinds = codelist("referral_state").codes(), codelist("receiver_kind").codes()
    found = queries.referrals(basis.reader, basis.within)
    return counted("referrals", kinds, states, found, rows_of="receiver_kind", columns_of="referral_state")


def _visits(basis: _Basis) -> Table:
    """Visits made in the time, and what became of those that were promised for a day of it."""
    kinds = rules(basis.reader, "follow_up").texts("counts.kinds")
    made = queries.visits(basis.reader, basis.within, kinds)
    promised = queries.promises(basis.reader, basis.within, kinds, basis.reader.today().isoformat())
    found = [(row.case, row.what, basis.sex(row.case)) for row in (*made, *promised)]
    return counted("visits", ("seen", "not_seen", "kept", "missed", "coming"), SEXES, found, totals=False)


def _reasons(basis: _Basis) -> Table:
    """Cases closed in the time, by the reason."""
    rows = queries.reasons(basis.reader, basis.within)
    found = ((row.case, row.what, basis.sex(row.case)) for row in rows)
    return counted("reasons", codelist("close_reason").codes(), SEXES, found, rows_of="close_reason")


def _caseload(basis: _Basis) -> Table:
    """Open cases by caseworker and risk."""
    people = dict(owners(basis.reader))
    risks = codelist("risk_level").codes()
    found = [(row.id, row.owner, row.risk) for row in basis.cases.values() if row.status == "open"]
    having = {owner for _, owner, _ in found}
    rows = [person for person in people if person in having]
    return counted("caseload", rows, risks, found, names=people, columns_of="risk_level", children=False)


def _districts(basis: _Basis) -> Table:
    """Cases that were open within the time by the district of the child's home."""
    return by_place(basis.reader, "districts", _stood(basis), DISTRICT)


def _communes(basis: _Basis) -> Table:
    """The same cases by commune."""
    return by_place(basis.reader, "communes", _stood(basis), COMMUNE)


def _stood(basis: _Basis) -> list[tuple[str, str, str]]:
    """The cases that were open on some day of the time: case, village, sex."""
    first, last = basis.within.first, basis.within.last
    stood = (
        row
        for row in basis.cases.values()
        if row.status != "not_accepted" and row.opened_on <= last and not (row.closed_on and row.closed_on < first)
    )
    return [(row.id, row.village, basis.sex(row.id)) for row in stood]


TABLES: tuple[Callable[[_Basis], Table], ...] = (
    *(_cases, _risk, _steps, _contact, _concerns, _ages, _services, _referrals, _visits, _reasons, _caseload),
    *(_districts, _communes),
)
"""In the order of the page."""
NAMES = (
    *("cases", "risk", "steps", "contact", "concerns", "ages", "services", "referrals", "visits", "reasons", "caseload"),
    *("districts", "communes"),
)


def _band(row: CaseRow, day: date) -> str:
    """The age band of a child on a day, by the middle of its range of birth."""
    first, last = readable_day(row.birth_from or row.birth_to), readable_day(row.birth_to or row.birth_from)
    return Birth(min(first, last), max(first, last), "stated").band_on(day) if first and last else "not_known"


def _moment(text: str) -> datetime | None:
    """An instant of the database; None for nothing, and for what is none."""
    try:
        return parse_instant(text) if text else None
    except ValueError:
        return None
