"""The short way of an operation that makes a record of plain values: the same as `apply` does step by step, in half the time.

Nothing can clash with a record that nobody wrote before; a property test holds the rows of both ways equal.
"""

from __future__ import annotations

from sync.merge import EXISTENCE, State, Writer, plain_body
from sync.protocol.canonical import canonical_read, content_hash
from sync.protocol.lines import OpLine
from sync.schema import TypeSpec
from sync.server.exchange.arrived import Arrived, Told, is_id
from sync.server.exchange.judging import Held, Judge
from sync.server.exchange.scopes import text
from sync.server.exchange.staging import Item, Staging

OF_THE_SERVER = ("user", "office")
"""Types whose records mean something for the server itself."""


class Creations:
    """New records of one transaction."""

    def __init__(self, judge: Judge, staging: Staging) -> None:
        self.judge, self.staging = judge, staging
        self._home = judge.ground.device.home
        self._may: set[tuple[str, str]] = set()
        self._known = 0

    def take(self, arrived: Arrived, op: OpLine, spec: TypeSpec) -> Told | None:
        """The record is made; None, and nothing was done, where the long way has to be taken."""
        if spec.name in OF_THE_SERVER:
            return None
        if not op.patch.keys().isdisjoint(spec.shared_by):
            return None
        body = plain_body(spec, op.patch)
        if body is None or self.judge.words.restricted_group(spec.name, body) is not None:
            return None
        named = spec.parent_of(body)
        parent = named if named is not None and is_id(named) else None
        above = self.staging.items.get(parent) if parent is not None else None
        own = text(body, "office") if parent is None and "office" in spec.fields else None
        office = above.office if above is not None else own or self._home
        if not self._allowed(op, office):
            return None
        content = canonical_read(body)
        seq = self.staging.next()
        state = State(body, False, {EXISTENCE: Writer(seq, arrived.incarnation, op.user, op.at, arrived.seq)})
        head = (self._home, op.record, spec.name, state, seq, content_hash(content), None, office, None)
        item = Item(*head, {}, {}, True, 0, content.decode(), dirty=True, position=arrived.position)
        item.plain = arrived.position is not None
        self.staging.add(item)
        self.staging.place(item, parent, office)
        return Told("applied", seq, what="created")

    def _allowed(self, op: OpLine, office: str) -> bool:
        """Whether the author may make a record of an office that the device has; asked once for all of them."""
        if len(self.judge.users.added) != self._known:
            self._may.clear()
            self._known = len(self.judge.users.added)
        if (op.user, office) in self._may:
            return True
        if office not in self.judge.ground.offices:
            return False
        try:
            self.judge.author(op, None, office, frozenset(), {}, 0)
        except Held:
            return False
        self._may.add((op.user, office))
        return True
