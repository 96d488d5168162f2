"""All kinds of parts that there are, from one module a part (`kinds_<part>.py`), laid together when first asked for.

A part of a new type needs its types in `sync/schema/types`, its table, one `PartKind` here and one `PartView` on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from app.domain.errors import InputError
from app.services.parts.part_kind import PartKind

__all__ = ["KINDS", "PartKind", "json_keys", "kind_of", "laid", "types_of"]


@cache
def laid() -> Mapping[str, PartKind]:
    """All kinds by type, in the order of the parts. Imported late: the modules of the kinds use the services that ask here."""
    from app.services.parts import (
        kinds_base,
        kinds_care,
        kinds_danger,
        kinds_desk,
        kinds_flow,
        kinds_papers,
        kinds_people,
        kinds_plan,
        kinds_register,
        kinds_sharing,
    )

    parts = (
        *(kinds_flow, kinds_plan, kinds_danger, kinds_care, kinds_people),
        *(kinds_sharing, kinds_papers, kinds_desk, kinds_register, kinds_base),
    )
    found: dict[str, PartKind] = {}
    for part in parts:
        for kind in part.KINDS:
            assert kind.type not in found, kind.type
            found[kind.type] = kind
    return found


class _Kinds(Mapping[str, PartKind]):
    """The kinds as a mapping."""

    def __getitem__(self, type_name: str) -> PartKind:
        return laid()[type_name]

    def __iter__(self) -> Iterator[str]:
        return iter(laid())

    def __len__(self) -> int:
        return len(laid())


KINDS: Mapping[str, PartKind] = _Kinds()
"""Type → what is known of it."""


def kind_of(type_name: str) -> PartKind:
    """The kind of a type that belongs to something; InputError `part_unknown` for any other."""
    kind = KINDS.get(type_name)
    if kind is None or not kind.parent:
        raise InputError("part_unknown", type=type_name)
    return kind


def types_of(parent: str) -> tuple[str, ...]:
    """The types whose records belong to one of a type, such as `case` or `child`."""
    return tuple(kind.type for kind in KINDS.values() if kind.parent == parent)


def json_keys() -> dict[str, str]:
    """Key of the JSON of a case → type of the parts in its list."""
    return {kind.json_key: kind.type for kind in KINDS.values() if kind.json_key}
