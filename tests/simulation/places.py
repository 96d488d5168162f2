"""Who is in every simulated world: two districts of a province, with what their users may see."""

from __future__ import annotations

from dataclasses import dataclass

from app.data.keeping.keys import Profile
from app.domain.permissions import ROLES

PASSWORD, CHEAP = "correct horse 9", Profile(1, 8, 1)
PROVINCE, HERE, THERE = "02", "0203", "0204"
OPEN_RIGHTS = ("names",)
"""The rights of a user who may see no restricted group."""
FULL_ROLES = tuple(sorted(set(ROLES) - {"ministry"}))
VISITORS = ("inspector", "supervisor")
"""The roles that know of visits which are not announced (practice P28)."""
OTHER_ROLES = tuple(each for each in FULL_ROLES if each not in VISITORS)


@dataclass(frozen=True, slots=True)
class Place:
    """A laptop of the beginning: its name, its office, the key of its database, its users as (id, rights), their roles."""

    name: str
    office: str
    key: bytes
    users: tuple[tuple[str, tuple[str, ...]], ...]
    roles: tuple[str, ...] = FULL_ROLES
