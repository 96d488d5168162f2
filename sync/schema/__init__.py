"""The shared vocabulary as data: record types, wire fields, merge rules, restricted groups and scopes.

Both sides of the wire read the same `vocabulary.toml`; a laptop's models and the server's merge are held equal to it by tests.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RESTRICTED_GROUPS = ("reporter", "perpetrator", "interview", "hiv_rh", "sexual_violence", "safety_plan")
"""Groups of information that travel only to devices with the right (practice rule P1)."""

NATIONAL_SCOPE = "n"
"""Forms, code lists and the facility directory: every device receives it."""


@dataclass(frozen=True)
class FieldSpec:
    """One wire field: its kind, how it merges, its group, the order of caution (safest first), the code list if named."""

    name: str
    kind: str
    rule: str = "plain"
    group: str | None = None
    order: tuple[str, ...] = ()
    codelist: str | None = None


@dataclass(frozen=True)
class TypeSpec:
    """One record type. `follows` names the parent references of which the first that is filled gives the offices it shares.

    Without one, or when none is filled, the record has an own `office` field.
    """

    name: str
    fields: Mapping[str, FieldSpec]
    follows: tuple[str, ...] = ()
    restricted: str | None = None
    restricted_by: str | None = None

    def parent_of(self, body: Mapping[str, object]) -> str | None:
        """The id of the record whose offices a record with this body shares; None when it has an office of its own."""
        for name in self.follows:
            value = body.get(name)
            if isinstance(value, str) and value:
                return value
        return None

    def group_of(self, field: str) -> tuple[str, ...]:
        """All fields that are captured and compared together with `field` (itself alone when it is in no group)."""
        spec = self.spec(field)
        if spec is None or spec.group is None:
            return (field,)
        return tuple(f.name for f in self.fields.values() if f.group == spec.group)

    def spec(self, field: str) -> FieldSpec | None:
        """The field's spec; an entry `answers:<path>` of a map has its map's; None for a field this version does not know."""
        return self.fields.get(field.partition(":")[0] if ":" in field else field)


@dataclass(frozen=True)
class Vocabulary:
    """All record types of one schema version, and the codes that make a record restricted."""

    version: int
    types: Mapping[str, TypeSpec]
    restricted_codes: Mapping[str, str]

    def restricted_group(self, type_name: str, body: Mapping[str, object]) -> str | None:
        """The restricted group a record with this body belongs to, or None."""
        spec = self.types.get(type_name)
        if spec is None:
            return None
        if spec.restricted is not None:
            return spec.restricted
        if spec.restricted_by is not None:
            return self.restricted_codes.get(str(body.get(spec.restricted_by)))
        return None


def office_scope(office: str, group: str | None = None) -> str:
    """The atomic scope of an office's records, or of one of its restricted groups: `o:12` or `o:12/reporter`."""
    return f"o:{office}/{group}" if group else f"o:{office}"


def group_of(scope: str, office: str) -> str:
    """The restricted group of an atomic scope of an office; empty for any other scope."""
    whole, _, group = scope.partition("/")
    return group if whole == office_scope(office) else ""


def _names(value: str | list[str] | None) -> tuple[str, ...]:
    """One name or several, as they stand in the file."""
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this version, read once."""
    raw = tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))
    cautious = {name: tuple(values) for name, values in raw["cautious"].items()}
    types = {
        name: TypeSpec(
            name,
            {
                field: FieldSpec(
                    field,
                    spec["kind"],
                    spec.get("rule", "plain"),
                    spec.get("group"),
                    cautious.get(spec.get("order", ""), ()),
                    spec.get("list"),
                )
                for field, spec in entry["fields"].items()
            },
            _names(entry.get("follows")),
            entry.get("restricted"),
            entry.get("restricted_by"),
        )
        for name, entry in raw["types"].items()
    }
    return Vocabulary(raw["version"], types, dict(raw["restricted_codes"]))
