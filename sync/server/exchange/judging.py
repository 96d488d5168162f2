"""Whether record and right were an author's at the base of his operation (sync.md §5); what was not is held, never refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from sync.protocol.lines import OpLine
from sync.schema import Vocabulary, office_scope
from sync.server import models
from sync.server.devices.offices import Device, Office
from sync.server.exchange.arrived import is_id
from sync.server.exchange.rights import NOBODY, Standing, Users
from sync.server.exchange.sharing import guest_may, is_kept_from, is_offered
from sync.server.exchange.staging import Item, Staging

POWERS = ("roles", "rights", "active", "office")
"""Fields of a user that only an administrator changes."""


class Held(Exception):
    """The operation cannot be applied now; the code says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Ground:
    """What operations of a device stand on: its offices, epochs, the ceilings, the users that enrolled."""

    device: Device
    offices: frozenset[str]
    registered: Mapping[str, Office]
    epochs: Sequence[tuple[int, int]]

    def base(self, base: tuple[int, int], top: int) -> tuple[int, bool]:
        """A base in the present numbering, and whether its author saw more than the server still has."""
        number, seq = base
        points = [point for later, point in self.epochs if later > number]
        bound = min(points, default=top)
        return max(0, min(seq, bound, top)), bool(points) and seq > bound


class Judge:
    """Judges the authors of the operations of one transaction."""

    def __init__(self, ground: Ground, staging: Staging, users: Users, words: Vocabulary) -> None:
        self.ground, self.staging, self.users, self.words = ground, staging, users, words

    def author(
        self, op: OpLine, item: Item | None, office: str, groups: frozenset[str], body: Mapping[str, Any], base: int
    ) -> Standing:
        """What the author is taken as: at the base, or now, whichever has the right; else Held with the first reason.

        `groups`: the restricted groups that his operation touches, besides the one that the record is in.
        """
        first: Held | None = None
        for standing in self.users.standings(op.user, 0 if op.kind == "create" and op.type != "user" else base):
            try:
                self._may(op, item, office, groups, body, standing, base)
            except Held as held:
                first = first or held
            else:
                return standing
            if op.type == "user" and not base:
                break
        raise first or Held("no_right")

    def _may(
        self,
        op: OpLine,
        item: Item | None,
        office: str,
        groups: frozenset[str],
        body: Mapping[str, Any],
        standing: Standing,
        base: int,
    ) -> None:
        """Whether record and right were the author's at the base; Held `not_in_scope`, `no_right`."""
        offices = self.ground.offices
        guest = False
        if (item.office if item else office) not in offices:
            guest = self._looks_on(op, item, office, groups, body, base)
        if guest and not self._takes(op, item, office):
            conflicts = item.conflicts if item else {}
            mine = item is None or office == item.office
            if not (mine and guest_may(op, self.words.types[op.type], item.state if item else None, conflicts, offices)):
                raise Held("no_right")
        if item is not None and office != item.office and not self._may_move(item.office, office):
            raise Held("not_in_scope")
        if standing is NOBODY or standing.office not in offices:
            raise Held("no_right")
        needed = groups
        if item is not None and item.restricted:
            needed = groups - {item.restricted} if self._knew(item, standing, base) else groups | {item.restricted}
        if not needed <= standing.rights:
            raise Held("no_right")
        if op.type == "user" and "administrator" not in standing.roles:
            before = item.state.body or {} if item else {}
            powers = any(body.get(name) != before.get(name) for name in POWERS)
            if item is None or op.kind == "delete" or powers or op.user != op.record:
                raise Held("no_right")

    def _looks_on(
        self, op: OpLine, item: Item | None, office: str, groups: frozenset[str], body: Mapping[str, Any], base: int
    ) -> bool:
        """Whether the device's offices only look on, or did at the base; Held `not_in_scope` where they have nothing of it."""
        offices = self.ground.offices
        if item is not None:
            if offices & item.shared.seen_by(item.restricted):
                return True
            if not self._left_after(item, base) and (base or not self._above_that_left(op, body)):
                raise Held("not_in_scope")
            return bool(offices & item.shared.former)
        named = self.words.types[op.type].parent_of(body)
        above = self.staging.items.get(named) if named is not None and is_id(named) else None
        if above is None or not offices & above.shared.seen_by(above.restricted):
            above = None if base else self._above_that_left(op, body)
            if above is None:
                raise Held("not_in_scope")
            guest = bool(offices & above.shared.former)
        else:
            guest = True
        if guest and any(is_kept_from(group, above.shared) for group in groups):
            raise Held("not_in_scope")  # its own author would not see it afterwards
        return guest

    def _takes(self, op: OpLine, item: Item | None, office: str) -> bool:
        """Whether an office that looks on makes a record its own, as it was asked to: a case that is handed over, its child."""
        if item is None or op.kind != "edit" or "office" not in op.patch or office == item.office:
            return False
        if office not in self.ground.offices:
            return False
        if item.type == "case":
            below = (self.staging.items[each] for each in self.staging.children.get(item.id, ()))
            return any(is_offered(each.state, office) for each in below if each.type == "hand_over")
        return item.type == "child" and self._has_case(item.id)

    def _has_case(self, child: str) -> bool:
        """Whether the device's offices have a case of a child, in this transaction or before."""
        mine, staged = self.ground.offices, self.staging.items
        for item in staged.values():
            if item.type == "case" and item.office in mine and (item.state.body or {}).get("child") == child:
                return True
        record = models.record.c
        where = (record.office.in_(sorted(mine)), record.type == "case", record.body.contains(child, autoescape=True))
        return any(name not in staged for name in self.staging.connection.execute(select(record.id).where(*where)).scalars())

    def _may_move(self, before: str, office: str) -> bool:
        """Whether a record may go from one office to another: one that is there, and practises as the former does (P6)."""
        registered = self.ground.registered
        if office not in registered:
            return False
        return before not in registered or (registered[before].practice is True) == (registered[office].practice is True)

    def _knew(self, item: Item, standing: Standing, base: int) -> bool:
        """Whether a record came into its restricted group only after the author saw it in a scope that he may have."""
        scopes = (office_scope(item.office, group) for group in (None, *sorted(standing.rights)))
        return any(item.left.get(scope, 0) > base for scope in scopes)

    def _above_that_left(self, op: OpLine, body: Mapping[str, Any]) -> Item | None:
        """What a new record belongs to and was once here: its author had not heard that it was handed over."""
        name, seen = self.words.types[op.type].parent_of(body), set[str]()
        while is_id(name) and name not in seen:
            seen.add(name)
            self.staging.load([name])
            above = self.staging.items.get(name)
            if above is not None and any(scope.partition("/")[0][2:] in self.ground.offices for scope in above.left):
                return above
            name = above.parent if above is not None else None
        return None

    def _left_after(self, item: Item, base: int) -> bool:
        """Whether a record has left the device's offices only after the author saw it, perhaps by an operation just before."""
        scopes = [scope for each in self.ground.offices for scope in (office_scope(each), office_scope(each, item.restricted))]
        if any(item.left.get(scope, 0) > base for scope in scopes):
            return True
        now = self.staging.scopes(item)
        return any(item.members.get(scope) and scope not in now for scope in scopes)
