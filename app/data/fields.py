"""What the programme needs to know of the shared vocabulary: record types, their fields, the code list of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.domain.codelists import list_names
from sync.schema import vocabulary

__all__ = [
    *("FieldInfo", "field_info", "fields", "follows", "members"),
    *("may_be_restricted", "restricted_group", "schema_version", "type_names", "unit"),
]


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field: kind (text, code, int, bool, date, instant, ref, set, map, json), merge rule, group, code list if it has one."""

    name: str
    kind: str
    rule: str
    group: str | None
    codelist: str | None


@cache
def fields(type_name: str) -> Mapping[str, FieldInfo]:
    """All fields of a record type in the order of the vocabulary; KeyError for an unknown type."""
    names = list_names()
    infos = {}
    for name, spec in vocabulary().types[type_name].fields.items():
        listed = spec.codelist or (name if spec.kind in {"code", "set"} and name in names else None)
        infos[name] = FieldInfo(name, spec.kind, spec.rule, spec.group, listed)
    return infos


def field_info(type_name: str, field: str) -> FieldInfo:
    """One field of a record type (`answers:<path>` gives its map); KeyError when there is none."""
    return fields(type_name)[field.partition(":")[0]]


def unit(type_name: str, name: str) -> str:
    """What a name of a patch is compared as: the group of a field, the entry of a map with what belongs to it, else itself."""
    return vocabulary().types[type_name].unit(name)


def members(type_name: str, unit: str) -> tuple[str, ...]:
    """The names that a unit may be made of; of an entry of a map, those that need not be there too."""
    return vocabulary().types[type_name].members(unit)


def type_names() -> tuple[str, ...]:
    """All record types."""
    return tuple(vocabulary().types)


def follows(type_name: str) -> tuple[str, ...]:
    """The fields that name the records whose offices one of a type shares; empty when it has an office of its own."""
    return vocabulary().types[type_name].follows


def restricted_group(type_name: str, values: Mapping[str, object]) -> str | None:
    """The restricted group (practice P1) that a record with these values belongs to, or None."""
    return vocabulary().restricted_group(type_name, values)


def may_be_restricted(type_name: str) -> bool:
    """Whether records of a type can belong to a restricted group: all of them, or by what they hold."""
    found = vocabulary().types[type_name]
    return found.restricted is not None or found.restricted_by is not None


def schema_version() -> int:
    """The version of the vocabulary, which every operation carries."""
    return vocabulary().version
