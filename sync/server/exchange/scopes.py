"""Which atomic scopes a record is in, and which a device has (`contracts.md`). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sync.schema import NATIONAL_SCOPE, RESTRICTED_GROUPS, ROLE_GROUPS, ROLE_GROUPS_SINCE, office_scope

DIRECTORY = frozenset({"facility", "office"})
"""The types whose records every device receives (the directory), beside the office they belong to."""


@lru_cache(4096)
def record_scopes(
    type_name: str, office: str, restricted: str | None, practice: bool, guests: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The atomic scopes of a record, `guests` being other offices that see it; what is for practice is in no directory."""
    own = [office_scope(each, restricted) for each in (office, *guests)]
    return frozenset((*own, NATIONAL_SCOPE)) if type_name in DIRECTORY and not practice else frozenset(own)


def device_offices(home: str, offices: Iterable[str]) -> frozenset[str]:
    """The offices whose records a device of `home` receives: its own, and for a province those below it."""
    below = (each for each in offices if len(home) == 2 and each.startswith(home))
    return frozenset((home, *below))


def device_scopes(offices: Iterable[str], rights: Iterable[str]) -> frozenset[str]:
    """The atomic scopes of a device, by its offices and the union of its users' rights."""
    groups = [group for group in (*RESTRICTED_GROUPS, *ROLE_GROUPS) if group in set(rights)]
    found = {NATIONAL_SCOPE}
    for each in offices:
        found.add(office_scope(each))
        found.update(office_scope(each, group) for group in groups)
    return frozenset(found)


def known_to(scopes: frozenset[str], schema: int) -> frozenset[str]:
    """Those of some scopes that a laptop with this vocabulary knows."""
    if schema >= ROLE_GROUPS_SINCE:
        return scopes
    return frozenset(scope for scope in scopes if scope.partition("/")[2] not in ROLE_GROUPS)


def own_scope(device: str) -> str:
    """What stands for a device alone; no record is in it. There it is told that what it wrote was erased by law (`erasure`)."""
    return f"d:{device}"


def texts(body: Mapping[str, Any], name: str) -> frozenset[str]:
    """The texts of a set field; none when it is something else."""
    value = body.get(name)
    return frozenset(each for each in value if isinstance(each, str)) if isinstance(value, list) else frozenset()


def text(body: Mapping[str, Any], name: str | None) -> str | None:
    """The text of a field; None when it is empty or something else."""
    value = body.get(name) if name else None
    return value if isinstance(value, str) and value else None
