"""Splits of indicators as SQL: for each split an expression over the record (x) and those above it, and the tables to look in.

Above a record stand: k its case, c its child, f its facility, i its inspection; o a concern and d a kind of disability where a
record is parted by several values. A value that no list knows falls into the split's rest, so that nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.data.fields import fields
from app.data.indexes.people import NARROW_CHILD
from app.domain.codelists import codelist
from app.domain.indicators import SPLITS, Month

Sql = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Context:
    """The month, and the concerns that may not be counted by who asks."""

    month: Month
    hidden_concerns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """How records of a type are looked up: joins, the column of the office, conditions that always hold, what a cell opens."""

    name: str
    table: str
    joins: str
    office: str
    always: tuple[str, ...]
    above: Mapping[str, str]
    shown: str = "x.id"
    shown_type: str = ""


_CASE = (
    ' CROSS JOIN "case" k INDEXED BY ix_case_id_child_office_status_case_type ON k.id = x."case"'
    f" LEFT JOIN child c INDEXED BY {NARROW_CHILD} ON c.id = k.child"
)
# The indexes named hold all that is counted; by itself the planner takes those of the ids, and reads the wide rows.
# CROSS keeps the order of the joins: the planner, which knows no sizes, would go through all cases of the office first.
_FACILITY = " JOIN facility f ON f.id = x.facility"
_NOT_VOID = "coalesce(k.status, '') <> 'void'"
BASES: Mapping[str, Base] = {
    base.name: base
    for base in (
        Base("facility", "facility", "", "x.office", (), {}, shown_type="facility"),
        Base(
            "residency",
            "residency",
            f"{_FACILITY} LEFT JOIN child c ON c.id = x.child",
            "f.office",
            ("x.void_reason IS NULL",),
            {"facility": "f", "child": "c"},
            shown_type="residency",
        ),
        Base("episode", "episode", _CASE, "k.office", (_NOT_VOID,), {"case": "k", "child": "c"}, "k.id", "case"),
        Base("placement", "placement", _CASE, "k.office", (_NOT_VOID,), {"case": "k", "child": "c"}, "k.id", "case"),
        Base("note", "note", _CASE, "k.office", (_NOT_VOID,), {"case": "k", "child": "c"}, "k.id", "case"),
        Base(
            "allegation",
            "allegation",
            ' LEFT JOIN "case" k ON k.id = x."case" LEFT JOIN child c ON c.id = k.child',
            "x.office",
            (_NOT_VOID,),
            {"case": "k", "child": "c"},
            shown_type="allegation",
        ),
        Base(
            "inspection",
            "inspection",
            _FACILITY,
            "f.office",
            ("x.void_reason IS NULL",),
            {"facility": "f"},
            shown_type="inspection",
        ),
        Base(
            "finding",
            "finding",
            " JOIN inspection i ON i.id = x.inspection JOIN facility f ON f.id = i.facility",
            "f.office",
            ("i.void_reason IS NULL",),
            {"inspection": "i", "facility": "f"},
            shown_type="finding",
        ),
    )
}
"""Record types that can be counted."""


def marks(values: Sequence[str]) -> str:
    """As many marks as there are values, for IN; NULL, which nothing equals, for none."""
    return ", ".join("?" * len(values)) or "''"


def column_of(base: Base, field: str) -> str:
    """The column of a field, of the record itself or of one above it (`case.case_type`); KeyError for an unknown one."""
    above, dot, name = field.rpartition(".")
    if name not in fields(above if dot else base.name):
        raise KeyError(field)
    return f'{base.above[above] if dot else "x"}."{name}"'


def _listed(split: str, column: Callable[[str], str]) -> Callable[[str, Context], Sql]:
    """A split by the codes of a field: a code that the list does not know, and none, are the rest."""

    def make(type_name: str, _: Context) -> Sql:
        known = SPLITS[split].all_values()
        listed = ", ".join(f"'{value}'" for value in known)
        return f"CASE WHEN {column(type_name)} IN ({listed}) THEN {column(type_name)} ELSE '{SPLITS[split].rest}' END", []

    return make


def _own(name: str) -> Callable[[str], str]:
    """A column of the record itself."""
    return lambda _: f'x."{name}"'


def _of(alias: str, name: str) -> Callable[[str], str]:
    """A column of a record above; of the record itself when that is what is counted."""
    types = {"f": "facility", "k": "case", "i": "inspection"}
    return lambda type_name: f'{"x" if types[alias] == type_name else alias}."{name}"'


def _person(type_name: str, name: str) -> str:
    """A column of the person: of a resident as noted, else of the linked child."""
    return f'coalesce(x."{name}", c."{name}")' if type_name == "residency" else f'c."{name}"'


def _sex(type_name: str, _: Context) -> Sql:
    """Girls, boys, and all others together."""
    column = _person(type_name, "sex")
    return f"CASE WHEN {column} IN ('female', 'male') THEN {column} ELSE 'other_or_not_known' END", []


def _births(type_name: str) -> tuple[str, str]:
    """First and last day of birth; one end alone counts as both, the wrong way round is turned."""
    first, last = _person(type_name, "birth_from"), _person(type_name, "birth_to")
    one, other = f"coalesce({first}, {last})", f"coalesce({last}, {first})"
    return f"min({one}, {other})", f"max({one}, {other})"


def _band(born: str, context: Context) -> str:
    """The age band at the end of the month of somebody born on a day."""
    last = context.month.last
    cases = []
    for band in codelist("age_band").codes():
        least, _, most = band.rstrip("+").partition("-")
        if least.isdigit() and most:
            # Younger than most + 1 years: born after this day so many years ago.
            cases.append(f"WHEN {born} > '{last.year - int(most) - 1:04d}-{last.month:02d}-{last.day:02d}' THEN '{band}'")
    oldest = next(band for band in codelist("age_band").codes() if band.endswith("+"))
    return f"CASE WHEN {born} IS NULL THEN 'not_known' {' '.join(cases)} ELSE '{oldest}' END"


def _age(type_name: str, context: Context) -> Sql:
    """The age band by the middle of the birth range."""
    first, last = _births(type_name)
    half = f"CAST((julianday({last}) - julianday({first})) / 2 AS INTEGER)"
    middle = f"CASE WHEN {first} = {last} THEN {first} ELSE date({first}, {half} || ' days') END"
    return _band(f"({middle})", context), []


def _birth(type_name: str, context: Context) -> Sql:
    """Whether the birth range crosses age bands."""
    first, last = _births(type_name)
    same = f"{first} = {last} OR {first} IS NULL OR ({_band(first, context)}) = ({_band(last, context)})"
    return f"CASE WHEN {same} THEN 'sure' ELSE 'estimated' END", []


def _disability(type_name: str, _: Context) -> Sql:
    """Any, none, or not assessed, which is never none (P17)."""
    found, assessed = _person(type_name, "disability"), _person(type_name, "disability_assessed")
    return (
        f"CASE WHEN coalesce({found}, '[]') <> '[]' THEN 'yes' WHEN {assessed} = 1 THEN 'no' ELSE 'not_assessed' END",
        [],
    )


def _paper(name: str) -> Callable[[str, Context], Sql]:
    """Whether a paper of the facility was valid on the last day of the month."""

    def make(_: str, context: Context) -> Sql:
        last = context.month.last.isoformat()
        none = f"x.{name}_number IS NULL AND x.{name}_from IS NULL AND x.{name}_until IS NULL OR x.{name}_from > ?"
        return f"CASE WHEN {none} THEN 'none' WHEN x.{name}_until < ? THEN 'expired' ELSE 'valid' END", [last, last]

    return make


def _risk(_: str, context: Context) -> Sql:
    """The risk level of the last day, from the dated rows."""
    newest = 'SELECT r.level FROM risk r WHERE r."case" = k.id AND r.noted_on < ? ORDER BY r.noted_on DESC, r.id DESC LIMIT 1'
    known = ", ".join(f"'{value}'" for value in codelist("risk_level").codes())
    sql = f"coalesce((SELECT CASE WHEN n.level IN ({known}) THEN n.level END FROM ({newest}) n), 'not_stated')"
    return sql, [context.month.next_first.isoformat()]


def _harm(_: str, context: Context) -> Sql:
    """Victim when any concern of the last day was experienced, vulnerable when there are only risks (P30)."""
    end = context.month.next_first.isoformat()
    kinds = "CASE WHEN max(h.kind = 'experienced') = 1 THEN 'victim' WHEN max(h.kind = 'at_risk') = 1 THEN 'vulnerable' END"
    stands = "coalesce(h.noted_on, '') < ? AND (h.ended_on IS NULL OR h.ended_on >= ?)"
    hidden = context.hidden_concerns
    sql = f'SELECT {kinds} FROM concern h WHERE h."case" = k.id AND {stands} AND h.code NOT IN ({marks(hidden)})'
    return f"coalesce(({sql}), 'not_stated')", [end, end, *hidden]


def _kind(_: str, __: Context) -> Sql:
    """Experienced or at risk of."""
    return "CASE WHEN o.kind IN ('experienced', 'at_risk') THEN o.kind ELSE 'not_stated' END", []


def _light(_: str, __: Context) -> Sql:
    """Green all A, yellow a B and no C, red a C; nothing marked is no light."""
    marked = "||".join(f"coalesce(x.{name}, '')" for name in ("health", "education", "food", "family", "violence"))
    return (
        f"CASE WHEN instr({marked}, 'C') THEN 'red' WHEN instr({marked}, 'B') THEN 'yellow'"
        f" WHEN instr({marked}, 'A') THEN 'green' ELSE 'not_stated' END",
        [],
    )


SPLIT_SQL: Mapping[str, Callable[[str, Context], Sql]] = {
    "sex": _sex,
    "age": _age,
    "birth": _birth,
    "disability": _disability,
    "disability_kind": _listed("disability_kind", lambda _: "d.value"),
    "facility": lambda _, __: ("f.id", []),
    "facility_type": _listed("facility_type", _of("f", "type")),
    "facility_owner": _listed("facility_owner", _of("f", "owner")),
    "facility_state": _listed("facility_state", _of("f", "state")),
    "mou": _paper("mou"),
    "recognition": _paper("recognition"),
    "case_type": _listed("case_type", _of("k", "case_type")),
    "risk": _risk,
    "harm": _harm,
    "concern": _listed("concern", lambda _: "o.code"),
    "kind": _kind,
    "admission_source": _listed("admission_source", _own("admission_source")),
    "admission_reason": _listed("admission_reason", _own("admission_reason")),
    "exit_destination": _listed("exit_destination", _own("exit_destination")),
    "exit_reason": _listed("exit_reason", _own("exit_reason")),
    "care_option": _listed("care_option", _own("option")),
    "light": _light,
    "inspection_kind": _listed("inspection_kind", _own("kind")),
    "grade": _listed("grade", _own("grade")),
    "critical": lambda _, __: ("CASE WHEN x.critical = 1 THEN 'yes' ELSE 'no' END", []),
    "place": lambda _, __: ("CASE WHEN x.facility IS NULL THEN 'elsewhere' ELSE 'facility' END", []),
}
"""Split → expression of a record type, with the values it binds."""
