"""Eyes on the wire: what must hold at every request and reply, not only at rest (invariants 2, 6, 10, 13)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.permissions import RIGHTS
from sync.client.ports import Answer
from sync.protocol import chain, codec
from sync.protocol.envelope import PATH, Reply, Request, decode_reply, decode_request
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import Verdict
from sync.schema import vocabulary
from sync.server import models
from sync.server.database import Store, position
from tests.simulation.central import Call
from tests.simulation.journal import tokens
from tests.simulation.places import VISITORS
from tests.simulation.sharing import Expected

if TYPE_CHECKING:
    from tests.simulation.laptops import Laptop
    from tests.simulation.world import World


@dataclass
class Watch:
    """What was seen so far; `broken` holds (invariant, what)."""

    world: World
    broken: list[tuple[int, str]] = field(default_factory=list)
    exchanging: list[Laptop] = field(default_factory=list)
    doubles: set[str] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    idle: dict[str, tuple[int, int]] = field(default_factory=dict)
    """What the last exchange at rest took of each laptop: trips, bytes."""
    verdicts: dict[tuple[str, int], tuple[bytes, str]] = field(default_factory=dict)
    top: tuple[int, int] = (0, 0)
    seen: int = 0
    restored: bool = False
    erased: bool = False

    def put_back(self) -> None:
        """The server's numbering is older from now on."""
        self.verdicts.clear()
        self.top = (0, 0)
        self.restored = True

    def doubled(self, family: str) -> None:
        """A device has two disks."""
        self.doubles.add(family)

    def report(self, invariant: int, what: str) -> None:
        """Something that may never be."""
        self.broken.append((invariant, what))
        self.world.tell(f"!! invariant {invariant}: {what}")

    def answered(self, store: Store, call: Call, answer: Answer, alone: bool) -> None:
        """A request was answered by the server. `alone`: nothing else happened on it meanwhile."""
        if call.path != PATH or answer.status != 200:
            return
        try:
            request = decode_request(codec.unpack(call.body, codec.form_of(call.headers.get("Content-Type"))))
            lines = codec.unpack(answer.body, codec.form_of(answer.headers.get("content-type")))
            reply = decode_reply(lines)
        except ProtocolError as reason:
            self.report(2, f"a reply that cannot be read: {reason}")
            return
        self._same_verdict(request, reply)
        with store.read() as connection:
            now = position(connection)
            device = connection.execute(
                select(models.incarnation.c.device).where(models.incarnation.c.id == request.head.incarnation)
            ).scalar()
            self._in_order(request, reply, now, alone)
            if device is not None and alone:
                self._in_scope(connection, str(device), reply, b"\n".join(lines).decode())

    def _same_verdict(self, request: Request, reply: Reply) -> None:
        """An operation gets one verdict for ever, but for held ones that were released."""
        told = {verdict.position: verdict for verdict in reply.verdicts}
        for place, line in enumerate(request.ops):
            verdict = told.get(place)
            text = "applied" if verdict is None else repr((verdict.verdict, verdict.version, verdict.fields, verdict.conflicts))
            key = (request.head.incarnation, request.head.first + place)
            before = self.verdicts.get(key)
            hashed = chain.line_hash(line)
            if before is not None and before[0] != hashed:
                self.report(2, f"another operation under the identity {key}")
            elif before is not None and before[1] != text and "held" not in before[1] and not self._is_erased(verdict):
                self.report(2, f"the verdict of {key} was {before[1]}, is {text}")
            self.verdicts[key] = (hashed, text)

    def _is_erased(self, verdict: Verdict | None) -> bool:
        """Whether a verdict is that of the law, which stands over what was said before."""
        return self.erased and verdict is not None and verdict.verdict == "erased"

    def _in_order(self, request: Request, reply: Reply, now: tuple[int, int], alone: bool) -> None:
        """Numbers go up; a page promises nothing beyond its snapshot; a restored server is noticed first."""
        if now < self.top:
            self.report(6, f"the server went back from {self.top} to {now}")
        self.top = max(self.top, now)
        for scope, (start, end) in reply.head.moved.items():
            if (end.epoch, end.seq) > now or (start.epoch == end.epoch and end.seq < start.seq):
                self.report(6, f"a page of {scope} from {start} to {end} at {now}")
        if any(verdict.version > now[1] for verdict in reply.verdicts):
            self.report(6, "a verdict with a number of the future")
        for scope, cursor in (request.head.cursors or {}).items():
            if alone and cursor.epoch == now[0] and cursor.seq > now[1]:
                self.report(13, f"{scope} at {cursor} was answered by a server at {now}")

    def _in_scope(self, connection: Any, device: str, reply: Reply, text: str) -> None:
        """All values sent belong to records that the device may have now."""
        found = tokens(text)
        wanted = {self.world.journal.record.get(token, "") for token in found}
        if not wanted:
            return
        may = self.scopes_of(connection, device)
        for record in sorted(wanted - {""}):
            mine = {token for token in found if self.world.journal.record.get(token) == record}
            for token, scopes in scopes_of_tokens(connection, record, mine).items():
                if not any(each <= may for each in scopes):
                    told = [sorted(each) for each in scopes]
                    self.report(10, f"{token} of {record} in {told} was sent to {device} with {sorted(may)}")

    def scopes_of(self, connection: Any, device: str) -> set[str]:
        """The atomic scopes of a device, by the rules of sync.md §5 and P28, from users' records."""
        laptop = next(each for each in self.world.laptops if self.world.devices[each.place.name] == device)
        rights: set[str] = set()
        for user, _ in laptop.place.users:
            row = connection.execute(select(models.record.c.body).where(models.record.c.id == user)).scalar()
            told = json.loads(row) if row else {"rights": RIGHTS, "roles": VISITORS}
            rights |= {*told.get("rights", ()), *(["unannounced"] if {*VISITORS} & {*told.get("roles", ())} else [])}
        offices = {laptop.place.office}
        offices |= {each for each in ("0203", "0204") if each.startswith(laptop.place.office)}
        return {"n"} | {f"o:{office}{tail}" for office in offices for tail in ("", *(f"/{right}" for right in rights))}


def scopes_of_tokens(connection: Any, record: str, found: set[str]) -> dict[str, list[set[str]]]:
    """Token → the sets of atomic scopes of which a device must have one whole, to be sent it as a value of a record now.

    A value that stands nowhere but in clashes is told only to who may see both sides (`sync.server.exchange.guards`). None of
    a record that is not there.
    """
    row = connection.execute(select(models.record).where(models.record.c.id == record)).first()
    if row is None:
        return {}
    body, sides = json.loads(row.body), sides_of(connection, record)
    own = [{each} for each in Expected(connection).scopes(record)]
    told: dict[str, list[set[str]]] = dict.fromkeys(found, own)
    for token in found & tokens(*sides) - tokens(body):
        around = [side for side in sides if token in tokens(side)]
        groups = {vocabulary().restricted_group(row.type, {**body, **side}) for side in around} - {None}
        own_scopes = [{*each, *(f"{min(each).partition('/')[0]}/{group}" for group in groups)} for each in own]
        told[token] = [each for each in own_scopes if "n" not in each] if groups else own
    return told


def sides_of(connection: Any, record: str) -> list[dict[str, Any]]:
    """Both sides of each open clash of a record."""
    clash = models.conflict.c
    query = select(clash.current, clash.proposed).where(clash.record == record, clash.closed.is_(None))
    return [json.loads(side) for row in connection.execute(query) for side in row]
