"""Operations that no laptop of this version makes: of a newer version, of a broken one, of somebody without rights."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.data.outbox import outbox
from app.data.replica import replica
from app.data.unit_of_work import UnitOfWork
from app.domain.ids import new_id
from tests.simulation.journal import Event, tokens
from tests.simulation.laptops import Laptop
from tests.simulation.work import Undone, saved

if TYPE_CHECKING:
    from tests.simulation.world import World

FUTURE = "of_a_newer_version"


def some(world: World, laptop: Laptop) -> None:
    """One operation that the server cannot take as it is, or that no laptop can show as typed."""
    odd = ["unknown type", "unknown record", "stranger", "odd value", "huge number"]
    responses = [record for type_name, record in world.records if type_name == "form_response"]
    kind = world.chance.choice([*odd, *(["half a map"] if responses else [])])
    child = world.some_record("child")[1]
    fresh = new_id()

    def body(uow: UnitOfWork, event: Event) -> None:
        token = world.journal.token(child)
        event.made = frozenset({token})
        told: dict[str, tuple[str, str, dict[str, Any]]] = {
            "unknown type": ("of_tomorrow", fresh, {"words": token}),
            "unknown record": ("child", fresh, {"school": token}),
            "stranger": ("child", child, {"school": token}),
            "odd value": ("child", child, {"oscar_id": {"words": [token, 1.5, None]}}),
            "huge number": ("child", child, {"gazetteer_year": 2**62, "language": token}),
            "half a map": ("form_response", world.chance.choice(responses or [child]), {"answers": token}),
        }
        type_name, record, patch = told[kind]
        event.record = world.journal.record[token] = record
        user = new_id() if kind == "stranger" else uow.actor.user
        event.user = user
        if kind in ("odd value", "huge number", "half a map") and uow.maybe(type_name, record) is None:
            raise Undone
        if kind == "half a map":
            event.saw = tokens(dict(uow.get(type_name, record).values).get("answers"))
        if kind == "odd value":
            event.saw = tokens(dict(uow.get(type_name, record).values).get("oscar_id"))
        if kind == "huge number":
            event.saw = tokens(dict(uow.get(type_name, record).values).get("language"))
        operation = "create" if kind == "unknown type" else "edit"
        outbox.add_op(uow.connection, uow.clock, user, operation, record, type_name, patch)
        replica.refresh(uow.connection, {record: type_name})  # a save is shown; this one as far as it can be

    saved(world, laptop, f"poison, {kind},", child, body)


def unknown_field(world: World, laptop: Laptop) -> None:
    """A laptop of a newer version writes a field that nobody else knows yet."""
    child = world.some_record("child")[1]

    def body(uow: UnitOfWork, event: Event) -> None:
        found = uow.maybe("child", child)
        if found is None:
            raise Undone
        row = uow.connection.exec_driver_sql("SELECT extra FROM child WHERE id = ?", (child,)).fetchone()
        extra = json.loads(row[0]) if row and row[0] else {}
        event.saw = tokens(extra.get(FUTURE))
        token = world.journal.token(child)
        event.made = frozenset({token})
        value = {"z": [token, {"b": None, "a": 1}], "a": "ក​ ខ"}
        outbox.add_op(uow.connection, uow.clock, uow.actor.user, "edit", child, "child", {FUTURE: value})
        replica.refresh(uow.connection, {child: "child"})

    saved(world, laptop, "newer field", child, body)
