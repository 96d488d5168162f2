"""Records as everybody above the database sees them: frozen, with wire values; and who acts, and what an act changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.domain.clock import parse_instant


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the screen shows it: the last state known from the server with this laptop's own changes on top.

    `values` holds wire values of the vocabulary, without empty fields; `version` is the server's sequence number of the state
    below (0: never exchanged), `epoch` the server's epoch it belongs to.
    """

    type: str
    id: str
    values: Mapping[str, object]
    version: int = 0
    epoch: int = 0

    def text(self, field: str) -> str:
        """A text, empty when there is none."""
        value = self.values.get(field)
        return value if isinstance(value, str) else ""

    def code(self, field: str) -> str | None:
        """A code, or None."""
        return self.text(field) or None

    def ref(self, field: str) -> str | None:
        """The id of another record, or None."""
        return self.text(field) or None

    def day(self, field: str) -> date | None:
        """A day, or None; also None for a text that is no day (such come only from other systems)."""
        try:
            return date.fromisoformat(self.text(field)) if self.text(field) else None
        except ValueError:
            return None

    def moment(self, field: str) -> datetime | None:
        """An aware instant in UTC, or None; also None for a text that is no instant."""
        try:
            return parse_instant(self.text(field)) if self.text(field) else None
        except ValueError:
            return None

    def whole(self, field: str) -> int | None:
        """A whole number, or None."""
        value = self.values.get(field)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, field: str) -> bool | None:
        """Yes, no, or not stated."""
        value = self.values.get(field)
        return value if isinstance(value, bool) else None

    def codes(self, field: str) -> frozenset[str]:
        """The elements of a set, empty when there are none."""
        value = self.values.get(field)
        return frozenset(str(element) for element in value) if isinstance(value, list | tuple) else frozenset()

    def entries(self, field: str) -> Mapping[str, str]:
        """The entries of a map (answers by path), empty when there are none."""
        value = self.values.get(field)
        return {str(key): str(entry) for key, entry in value.items()} if isinstance(value, dict) else {}


@dataclass(frozen=True, slots=True)
class Change:
    """What an act did to one record; `fields` are those that differ now."""

    type: str
    id: str
    fields: frozenset[str]
    what: Literal["created", "changed", "deleted"]


Changes = tuple[Change, ...]


ROLE_GROUPS: Mapping[str, frozenset[str]] = {"unannounced": frozenset({"inspector", "supervisor"})}
"""Restricted groups that nobody is given a right to: whoever has one of the roles holds them, as the server has it too."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: user id, the name to show, the office, the roles held, and the rights to restricted groups."""

    user: str
    name: str
    office: str
    roles: frozenset[str] = frozenset()
    rights: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Adds the groups that go with the roles."""
        by_role = {group for group, holders in ROLE_GROUPS.items() if holders & self.roles}
        object.__setattr__(self, "rights", self.rights | by_role)
