"""Two offices and one case: what people do to share, take and shut out, and which scopes that must give, computed anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from app.data.unit_of_work import UnitOfWork
from sync.schema import TypeSpec, vocabulary
from sync.server import models
from sync.server.exchange.sharing import read_shared
from sync.server.keeping.erased import FLAG
from tests.simulation.journal import Event, tokens
from tests.simulation.laptops import Laptop
from tests.simulation.places import HERE, PROVINCE, THERE
from tests.simulation.work import Undone, saved

if TYPE_CHECKING:
    from tests.simulation.world import World

OFFICES = (HERE, THERE, PROVINCE)
TICKS = ("reporter", "interview")


def _owned(laptop: Laptop, office: str) -> bool:
    """Whether records of an office are a laptop's own."""
    return office.startswith(laptop.place.office)


def share(world: World, laptop: Laptop) -> None:
    """An office lets another one see a case or a child, sometimes with who reported it; or shuts it out again."""
    type_name, record = world.some_record("case", "case", "child")

    def body(uow: UnitOfWork, event: Event) -> None:
        now = uow.maybe(type_name, record)
        if now is None or not _owned(laptop, now.text("office")):
            raise Undone
        other = world.chance.choice([each for each in OFFICES if each != now.text("office")])
        changes: dict[str, object] = {"shared_with": sorted(set(now.codes("shared_with")) ^ {other})}
        if type_name == "case" and world.chance.random() < 0.5:
            changes["travel"] = sorted(set(now.codes("travel")) ^ {world.chance.choice(TICKS)})
        uow.update(type_name, record, changes)

    saved(world, laptop, "share", record, body)


def shut_out(world: World, laptop: Laptop) -> None:
    """An office shuts all others out."""
    type_name, record = world.some_record("case", "child")

    def body(uow: UnitOfWork, event: Event) -> None:
        now = uow.maybe(type_name, record)
        if now is None or not now.codes("shared_with") or not _owned(laptop, now.text("office")):
            raise Undone
        uow.update(type_name, record, {"shared_with": []})
        for offer in uow.find("hand_over", case=record) if type_name == "case" else ():
            uow.update("hand_over", offer.id, {"state": "withdrawn"})

    saved(world, laptop, "shut_out", record, body)


def offer(world: World, laptop: Laptop) -> None:
    """An office offers a case to another one, which sees it from then on."""
    _, record = world.some_record("case")

    def body(uow: UnitOfWork, event: Event) -> None:
        now = uow.maybe("case", record)
        if now is None or not _owned(laptop, now.text("office")):
            raise Undone
        to = THERE if now.text("office") == HERE else HERE
        token = world.journal.token("")
        told = {"case": record, "kind": "office", "state": "offered", "to_office": to, "from_office": now.text("office")}
        made = uow.create("hand_over", {**told, "danger": token})
        world.journal.record[token], event.made = made, frozenset({token})
        uow.update("case", record, {"shared_with": sorted({*now.codes("shared_with"), to})})

    saved(world, laptop, "offer", record, body)


def take(world: World, laptop: Laptop) -> None:
    """An office takes what it was offered, or tries to."""
    _, record = world.some_record("case")

    def body(uow: UnitOfWork, event: Event) -> None:
        now, mine = uow.maybe("case", record), laptop.place.office
        if now is None or _owned(laptop, now.text("office")):
            raise Undone
        offers = [each for each in uow.find("hand_over", case=record) if each.text("to_office") == mine]
        if not offers and world.chance.random() < 0.8:
            raise Undone
        uow.update("case", record, {"office": mine, "shared_with": []})
        for each in offers:
            uow.update("hand_over", each.id, {"state": "accepted"})

    saved(world, laptop, "take", record, body)


def refer(world: World, laptop: Laptop) -> None:
    """An office asks another one for a service; that one sees what it is asked for, not the case."""
    _, record = world.some_record("case")
    made: list[str] = []

    def body(uow: UnitOfWork, event: Event) -> None:
        now = uow.maybe("case", record)
        if now is None or not _owned(laptop, now.text("office")):
            raise Undone
        to = world.chance.choice([each for each in OFFICES if each != now.text("office")])
        token = world.journal.token("")
        new = uow.create("referral", {"case": record, "to_kind": "office", "to_office": to, "state": "sent", "reason": token})
        world.journal.record[token], event.made, event.record = new, frozenset({token}), new
        made.append(new)

    try:
        saved(world, laptop, "refer", "", body)
    finally:
        world.records.extend(("referral", new) for new in made)


def end_referral(world: World, laptop: Laptop) -> None:
    """Who was asked answers, for good perhaps; who asked takes it back. What is over is seen by nobody else any more."""
    asked = [record for type_name, record in world.records if type_name == "referral"]
    if not asked:
        return
    record = world.chance.choice(asked)

    def body(uow: UnitOfWork, event: Event) -> None:
        now = uow.maybe("referral", record)
        if now is None:
            raise Undone
        mine = now.text("to_office") == laptop.place.office
        token = world.journal.token(record)
        event.made, event.saw = frozenset({token}), tokens(now.text("answer_note"))
        state = world.chance.choice(("accepted", "done", "declined")) if mine else "withdrawn"
        uow.update("referral", record, {"state": state, "answer_note": token})

    saved(world, laptop, "end referral", record, body)


class Expected:
    """The atomic scopes that records must be in, from what their bodies say."""

    def __init__(self, connection: Connection) -> None:
        self.rows: dict[str, Any] = {row.id: row for row in connection.execute(select(models.record))}
        clash = models.conflict.c
        self.disputed: dict[str, set[str]] = {}
        for record, unit in connection.execute(select(clash.record, clash.unit).where(clash.closed.is_(None))):
            self.disputed.setdefault(record, set()).add(unit)
        self.offices = {row.home: row.practice is True for row in connection.execute(select(models.office))}

    def guests(self, record: str) -> set[str]:
        """The offices that see a record beside its own."""
        row = self.rows[record]
        if FLAG in json.loads(row.flags):
            # Its body, which said who sees it, went by law (sync.md §3). It leaves no scope with that, so that all who have it
            # are told and wipe it: it is where the server keeps it to be.
            return set(read_shared(row.shared).seen_by(row.restricted)) - {row.office}
        body, spec = json.loads(row.body), vocabulary().types.get(row.type)
        named: set[str] = set()
        for name in spec.shared_by if spec and not self._over(record, spec, body) else ():
            value = body.get(name)
            named |= set(value) if isinstance(value, list) else {value} if value else set()
        above = self.rows.get(row.parent or "")
        if above is not None and (row.restricted not in TICKS or self._travels(row, above)):
            named |= self.guests(above.id)
        return named - {row.office}

    def _over(self, record: str, spec: TypeSpec, body: Mapping[str, Any]) -> bool:
        """Whether what a record is shared for has ended, and nobody disputes that."""
        open_units = self.disputed.get(record, set())
        return any(body.get(name) in ends and spec.unit(name) not in open_units for name, ends in spec.shared_until.items())

    def wrongly_hidden(self, record: str) -> list[str]:
        """Whether a record stands in another restricted group than its body says, or in none."""
        row = self.rows[record]
        if FLAG in json.loads(row.flags) or row.deleted:
            return []
        group = vocabulary().restricted_group(row.type, json.loads(row.body))
        return [] if group == row.restricted else [f"{record} is in the group {row.restricted}, not in {group}"]

    def _travels(self, row: Any, above: Any) -> bool:
        """Whether who sees what a record of a group to tick belongs to sees it too."""
        top = above
        while top.type != "case" and top.parent in self.rows:
            top = self.rows[top.parent]
        return row.office == above.office and row.restricted in (json.loads(top.body).get("travel") or ())

    def scopes(self, record: str) -> set[str]:
        """All scopes of a record."""
        row = self.rows[record]
        practice = self.offices.get(row.office, False)
        guests = {each for each in self.guests(record) if self.offices.get(each) is practice}
        tail = f"/{row.restricted}" if row.restricted else ""
        directory = {"n"} if row.type in ("facility", "office") and not practice else set()
        return {f"o:{each}{tail}" for each in (row.office, *guests)} | directory


def wrongly_placed(connection: Connection) -> list[str]:
    """Records that are in other scopes than their bodies say, or with an office of another than what they belong to."""
    member = models.membership.c
    has: dict[str, set[str]] = {}
    for record, scope in connection.execute(select(member.record, member.scope).where(member.present.is_(True))):
        has.setdefault(record, set()).add(scope)
    expected = Expected(connection)
    found = [each for record in expected.rows for each in expected.wrongly_hidden(record)]
    for record, scopes in has.items():
        if record in expected.rows and scopes != expected.scopes(record):
            found.append(f"{record} is in {sorted(scopes)}, not in {sorted(expected.scopes(record))}")
        row = expected.rows.get(record)
        above = expected.rows.get(row.parent or "") if row is not None else None
        if row is not None and above is not None and row.office != above.office and row.restricted not in TICKS:
            found.append(f"{record} of {row.office} belongs to {above.id} of {above.office}")
    return found
