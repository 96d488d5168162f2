"""What a user was at an operation's base: roles and rights change over time, and count within the office's ceiling only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from sync.protocol.canonical import canonical
from sync.schema import groups_by_role
from sync.server.database import chunks
from sync.server.devices.offices import Office
from sync.server.exchange.scopes import text, texts
from sync.server.models import user_right


@dataclass(frozen=True, slots=True)
class Standing:
    """What a user was from a number on, by the record of that time."""

    seq: int
    office: str
    roles: frozenset[str]
    rights: frozenset[str]
    active: bool = True


NOBODY = Standing(0, "", frozenset(), frozenset(), False)


def standing_of(seq: int, body: Mapping[str, Any], deleted: bool) -> Standing:
    """What a user record says."""
    active = not deleted and body.get("active") is not False
    return Standing(seq, text(body, "office") or "", texts(body, "roles"), texts(body, "rights"), active)


_PASTS = select(user_right).where(user_right.c.user.in_(bindparam("users", expanding=True))).order_by(user_right.c.seq)


class Users:
    """The users that one request speaks of, with their pasts; changes of this request are added as they come."""

    def __init__(self, ceilings: Mapping[str, Office], founders: frozenset[str], home: str) -> None:
        self._past: dict[str, list[Standing]] = defaultdict(list)
        self._homes: dict[str, str] = {}
        self._ceilings, self._founders, self._home = ceilings, founders, home
        self.added: list[dict[str, Any]] = []
        self._asked: dict[tuple[str, int], list[Standing]] = {}

    def load(self, connection: Connection, users: Iterable[str]) -> None:
        """Reads the pasts of users not read yet."""
        wanted = sorted(set(users) - self._past.keys())
        self._asked.clear()
        for user in wanted:
            self._past[user] = []
        for some in chunks(wanted):
            for row in connection.execute(_PASTS, {"users": some}):
                told = frozenset(json.loads(row.roles)), frozenset(json.loads(row.rights))
                self._past[row.user].append(Standing(row.seq, row.office, *told, bool(row.active)))

    def add(self, home: str, user: str, now: Standing) -> None:
        """A user record was written."""
        told = {"roles": canonical(sorted(now.roles)).decode(), "rights": canonical(sorted(now.rights)).decode()}
        self.added.append({"home": home, "user": user, "seq": now.seq, "office": now.office, "active": now.active, **told})
        self._past[user].append(now)
        self._asked.clear()

    def forget(self, number: int) -> None:
        """An operation failed after all: what was added under later numbers than this one was not."""
        while self.added and self.added[-1]["seq"] > number:
            self._past[self.added.pop()["user"]].pop()
            self._asked.clear()

    def changed_after(self, connection: Connection, seq: int) -> bool:
        """Whether another transaction has changed one of these users since a number."""
        column = user_right.c
        for some in chunks(sorted(self._past)):
            query = select(column.seq).where(column.user.in_(some), column.seq > seq).limit(1)
            if connection.execute(query).first() is not None:
                return True
        return False

    def at(self, user: str, base: int) -> Standing:
        """What a user was at a base, 0 for what he is now, within the ceiling.

        Who set up an office that was enrolled by a code is its administrator until his own record is here.
        """
        past = self._past.get(user)
        if not past:
            if user not in self._founders:
                return NOBODY
            office = self._ceilings.get(self._home)
            return Standing(0, self._home, office.roles, office.rights | groups_by_role(office.roles)) if office else NOBODY
        known = [each for each in past if each.seq <= base] if base else past
        return self._within(known[-1] if known else past[0])

    def standings(self, user: str, base: int) -> list[Standing]:
        """All that may speak for an operation: what its author was at its base, and what he is now.

        Without a base nobody can say what its author knew himself to be: all he ever was, the newest first.
        """
        known = self._asked.get((user, base))
        if known is None:
            found = [self.at(user, base), self.at(user, 0)]
            if not base:
                found.extend(map(self._within, reversed(self._past.get(user, ()))))
            known = self._asked[(user, base)] = list(dict.fromkeys(found))
        return known

    def _within(self, told: Standing) -> Standing:
        """What a user was, within the ceiling of his office."""
        ceiling = self._ceilings.get(told.office)
        if ceiling is None or not told.active:
            return NOBODY
        roles = told.roles & ceiling.roles
        return Standing(told.seq, told.office, roles, told.rights & ceiling.rights | groups_by_role(roles))
