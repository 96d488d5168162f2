"""The shared vocabulary as data: record types, wire fields, merge rules, restricted groups and scopes.

Both sides of the wire read the same `vocabulary.toml` and the types beside it; a laptop's models and the server's merge are
held equal to it by tests.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from sync.schema.parts import read_parts

RESTRICTED_GROUPS = ("reporter", "perpetrator", "interview", "hiv_rh", "sexual_violence", "safety_plan")
"""Groups of information that travel only to devices with the right (practice rule P1)."""

ROLE_GROUPS: Mapping[str, frozenset[str]] = {"unannounced": frozenset({"inspector", "supervisor"})}
"""Groups that nobody is given a right to: whoever has one of the roles holds them (visits that are not announced, P28)."""
ROLE_GROUPS_SINCE = 5
"""The first vocabulary that knows them; a laptop of an earlier one is not told of such a scope."""

RESERVED = ("*", "(", "=", "?")
"""How no field's name begins: units of a merge that are no fields, and what a rescue holds, are named so."""

PART_OF = {"form_response": "whole", "attachment": "page_of"}
"""By which field a record says that it is a part of another: restricted answers of a form, further pages of a document."""
NATIONAL_SCOPE = "n"
"""Forms, code lists and the facility directory: every device receives it."""


@dataclass(frozen=True)
class FieldSpec:
    """One wire field: its kind, how it merges, its group, the order of caution (safest first), the code list if named.

    `endings`: of a map, the endings of entries that merge as one with the entry of the same name without them.
    """

    name: str
    kind: str
    rule: str = "plain"
    group: str | None = None
    order: tuple[str, ...] = ()
    codelist: str | None = None
    endings: tuple[str, ...] = ()


_KINDS: tuple[object, ...] = (None, "", [], {"": 0})
"""A value of each kind."""


class Places:
    """What names of patches mean to a type, kept for those who ask for many. Threads may share it: nothing is ever forgotten.

    `plain`: names met before whose value is taken as it is, whatever it is. `maps`: of each map the names of entries, with
    their keys; `entries`: these names of all maps.
    """

    MOST, LONGEST = 20_000, 200
    """Names that are kept, and their characters; others count as special, which only takes longer."""

    def __init__(self, spec: "TypeSpec") -> None:
        self._spec = spec
        self.plain: set[str] = set()
        self.maps: dict[str, dict[str, str]] = {}
        self.entries: set[str] = set()

    def special(self, names: AbstractSet[str]) -> AbstractSet[str]:
        """Those of the names that are not plain; the others are known from now on."""
        if names <= self.plain:
            return frozenset()
        return {name for name in names if name not in self.plain and not self._meet(name)}

    def _meet(self, name: str) -> bool:
        """A name that is met for the first time: whether it is plain and is kept."""
        spec = self._spec
        known = spec.spec(name)
        head, colon, key = name.partition(":")
        plain = not colon if known is None else (known.kind == "map") == bool(colon) and known.rule in ("plain", "cautious")
        if known is not None and known.group:
            plain = plain and all(each.rule == "plain" for each in spec.fields.values() if each.group == known.group)
        plain = plain and all(spec.takes(name, value) for value in _KINDS)
        if not plain or len(name) > self.LONGEST or len(self.plain) >= self.MOST:
            return False
        if colon:
            self.maps = {**self.maps, head: {}} if head not in self.maps else self.maps
            self.maps[head][name] = key
            self.entries.add(name)
        self.plain.add(name)  # last: another thread may be looking
        return True


@dataclass(frozen=True)
class TypeSpec:
    """One record type. `follows` names the parent references of which the first that is filled gives the offices it shares.

    Without one, or when none is filled, the record has an own `office` field. `why`: of groups and of fields with a rule.
    `shared_by` names the field with the offices that see the record too, `shared_until` fields with values that end that.
    """

    name: str
    fields: Mapping[str, FieldSpec]
    follows: tuple[str, ...] = ()
    restricted: str | None = None
    restricted_by: str | None = None
    shared_by: tuple[str, ...] = ()
    shared_until: Mapping[str, frozenset[str]] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def places(self) -> Places:
        """What names of patches mean, for those who ask for many."""
        return Places(self)

    def parent_of(self, body: Mapping[str, object]) -> str | None:
        """The id of the record whose offices a record with this body shares; None when it has an office of its own."""
        if body.keys().isdisjoint(self.follows):  # mostly: it is asked of every record
            return None
        for name in self.follows:
            value = body.get(name)
            if isinstance(value, str) and value:
                return value
        return None

    def belongs_to(self, body: Mapping[str, object]) -> list[str]:
        """The ids of the records with which one with this body is erased by law: its parent, and what it is a part of."""
        whole = body.get(PART_OF.get(self.name, ""))
        return [each for each in (self.parent_of(body), whole) if isinstance(each, str) and each]

    def is_shared(self, body: Mapping[str, object], disputed: AbstractSet[str] = frozenset()) -> bool:
        """Whether the offices named in a record see it; what is over ends that unless its unit is among those `disputed`."""
        told = ((name, body.get(name), ends) for name, ends in self.shared_until.items())
        over = (name for name, value, ends in told if isinstance(value, str) and value in ends)
        return bool(self.shared_by) and not any(self.unit(name) not in disputed for name in over)

    def unit(self, name: str) -> str:
        """What a name of a patch is compared as: its group `(name)`, an entry of a map with what belongs to it, else itself."""
        known = self.spec(name)
        if known is None:
            return name
        if known.group:
            return f"({known.group})"
        for ending in known.endings:
            if ":" in name and name.endswith(ending) and not name.endswith(":" + ending):
                return name[: -len(ending)]
        return name

    def members(self, unit: str) -> tuple[str, ...]:
        """The names that a unit may be made of; of an entry of a map, those that need not be there too."""
        if unit.startswith("("):
            return tuple(each.name for each in self.fields.values() if each.group == unit[1:-1])
        known = self.spec(unit)
        return (unit, *(unit + ending for ending in known.endings)) if known is not None and ":" in unit else (unit,)

    def takes(self, name: str, value: object, *, anew: bool = False) -> bool:
        """Whether a value of a patch has the form of its field's rule, so that nothing is written over as a whole by mistake.

        A map is written by its entries (whole only where the record is made `anew`, by a version that does not know it), a set
        by its elements; what this version does not know may have any form.
        """
        known = self.spec(name)
        if known is None:
            return not name.startswith(RESERVED)
        if (known.kind == "map") != (":" in name):
            return anew and known.kind == "map" and isinstance(value, dict)
        if known.rule == "set":
            lists = list(value.values()) if isinstance(value, dict) and value.keys() <= {"add", "del"} else [value]
            return value is None or all(isinstance(each, list) for each in lists)
        wanted = {"append": {"append"}, "counter": {"inc"}}.get(known.rule)
        return wanted is None or not isinstance(value, dict) or value.keys() == wanted

    def spec(self, name: str) -> FieldSpec | None:
        """The field's spec; an entry `answers:<path>` of a map has its map's; None for a field this version does not know."""
        return self.fields.get(name.partition(":")[0] if ":" in name else name)


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


def groups_by_role(roles: AbstractSet[str]) -> frozenset[str]:
    """The restricted groups that go with roles."""
    return frozenset(group for group, holders in ROLE_GROUPS.items() if holders & roles)


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
    return read_vocabulary(Path(__file__).parent)


def read_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary that stands in a folder; VocabularyError when two of its files give the same name."""
    raw, found = read_parts(folder)
    cautious = {name: tuple(values) for name, values in raw["cautious"].items()}
    types = {
        name: TypeSpec(
            name,
            {
                each: FieldSpec(
                    each,
                    spec["kind"],
                    spec.get("rule", "plain"),
                    spec.get("group"),
                    cautious.get(spec.get("order", ""), ()),
                    spec.get("list"),
                    tuple(raw["pairs"].get(each, ())) if spec["kind"] == "map" else (),
                )
                for each, spec in entry["fields"].items()
            },
            _names(entry.get("follows")),
            entry.get("restricted"),
            entry.get("restricted_by"),
            _names(entry.get("shared_by")),
            {name: frozenset(values) for name, values in entry.get("shared_until", {}).items()},
            entry.get("why", {}),
        )
        for name, entry in found.items()
    }
    return Vocabulary(raw["version"], types, dict(raw["restricted_codes"]))
