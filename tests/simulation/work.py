"""What people do on laptops, with what they had before their eyes: every save is noted in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from app.data.outbox import outbox
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import AppError
from app.domain.records import Record
from app.services.exchange import exchange
from sync.schema import vocabulary
from tests.simulation import kinds
from tests.simulation.central import Death
from tests.simulation.journal import Event, tokens
from tests.simulation.laptops import Laptop
from tests.simulation.places import HERE, THERE, VISITORS
from tests.simulation.template import first_values

if TYPE_CHECKING:
    from tests.simulation.world import World

PLAIN: Mapping[str, tuple[str, ...]] = {
    "child": ("how_to_find", "school", "primero_id", "family_book"),
    "case": ("reason",),
    "note": ("done_by",),
    "concern": ("note",),
    "reporter": ("name", "phone"),
    "consent": ("reason",),
    "facility": ("director", "phone", "note"),
    "inspection": ("team",),
    "family_member": ("occupation", "note"),
    "referral": ("reason", "oscar_referral_id"),
}
GROUPS: Mapping[str, tuple[str, ...]] = {
    "child": ("family_name_km", "given_name_km"),
    "family_member": ("family_name_km", "given_name_km"),
    "case": ("close_reason", "close_note"),
}
CAUTIOUS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    type_name: (name, vocabulary().types[type_name].fields[name].order)
    for type_name, name in (("case", "risk_level"), ("consent", "answer"), ("facility", "state"))
}
PATHS = ("/data/a", "/data/b", "/data/g[1]/c")
DELETABLE = ("child", "note", "concern", "consent", "family_member", "reporter")
INVISIBLE = ("\u200b", " ", "\u200c", "")
Body = Callable[[UnitOfWork, Event], None]


class Undone(Exception):
    """Nothing was to be done after all."""


def saved(world: World, laptop: Laptop, kind: str, record: str, body: Body, user: int | None = None) -> Event | None:
    """One save by a user of the laptop; noted if it was committed, whatever happened then. Death."""
    who = world.chance.randrange(len(laptop.place.users)) if user is None else user
    session = laptop.session(who)
    before = newest(laptop)
    event = Event(laptop.name, laptop.device, session.actor.user, "", kind, record)
    death: Death | None = None
    try:
        with session.write(kind) as uow:
            event.at = uow.at
            body(uow, event)
    except Undone:
        return None
    except AppError as error:
        world.tell(f"{laptop.name}: {kind} not done: {error.code}")
        return None
    except Death as died:
        if died.place != "after":
            raise
        death = died
        laptop.die()
    world.journal.note(event)
    made, saw = sorted(event.made), sorted(event.saw)
    world.tell(f"{laptop.name}: {kind} {record[-6:]} at {event.at} made {made} saw {saw}")
    _note_surely(world, laptop, before, event)
    if death is not None:
        raise death
    return event


def newest(laptop: Laptop) -> tuple[int, str]:
    """The newest operation of a laptop, and when it was saved."""
    with laptop.session().read() as reader:
        row = reader.connection.exec_driver_sql("SELECT n, at FROM op ORDER BY n DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _note_surely(world: World, laptop: Laptop, before: tuple[int, str], event: Event) -> None:
    """Notes what came of a save, whoever dies meanwhile: a laptop that died after the commit may die again while it starts."""
    while True:
        try:
            _note_folding(world, laptop, before, event)
            return
        except Death:
            laptop.die()


def _note_folding(world: World, laptop: Laptop, before: tuple[int, str], event: Event) -> None:
    """Whether the save went into the operation that was the newest; which operations came of it."""
    with laptop.session().read() as reader:
        now = reader.connection.exec_driver_sql("SELECT at FROM op WHERE n = ?", (before[0],)).scalar()
        for (at,) in reader.connection.exec_driver_sql("SELECT at FROM op WHERE n > ?", (before[0],)):
            world.journal.by_at.setdefault(str(at), event)
    earlier = world.journal.by_at.get(before[1])
    if now is not None and now != before[1] and earlier is not None and now == event.at:
        earlier.folded = event


def look(world: World, laptop: Laptop) -> None:
    """Somebody opens a form, to save it later."""
    type_name, record = world.some_record("child", "family_member", "facility")
    with laptop.session().read() as reader:
        found = reader.maybe(type_name, record)
    if found is not None:
        laptop.forms[record] = found


def edit(world: World, laptop: Laptop) -> None:
    """Somebody writes into a record that is there, from an old form perhaps."""
    type_name, record = world.some_record()
    edit_record(world, laptop, type_name, record)


def go_on(world: World, laptop: Laptop) -> None:
    """Another user of a shared laptop goes on with the record that was written last."""
    with laptop.session().read() as reader:
        row = reader.connection.exec_driver_sql('SELECT type, record, "user" FROM op ORDER BY n DESC LIMIT 1').fetchone()
    if row is None or (row[0], row[1]) not in world.records:
        return
    others = [number for number, (user, _) in enumerate(laptop.place.users) if user != row[2]]
    if others:
        edit_record(world, laptop, row[0], row[1], world.chance.choice(others))


def edit_record(world: World, laptop: Laptop, type_name: str, record: str, user: int | None = None) -> None:
    """A save of new values by some user, or by this one."""

    def body(uow: UnitOfWork, event: Event) -> None:
        now = uow.maybe(type_name, record)
        if now is None:
            raise Undone
        shown = laptop.forms.pop(record, None)
        changes = changes_of(world, type_name, shown or now, event)
        if shown is not None:
            mine = {token for token in tokens(dict(now.values)) if _by(world, token, laptop)}
            event.over = frozenset(mine)
        uow.update(type_name, record, changes, shown=shown)

    saved(world, laptop, "edit", record, body, user)


def _by(world: World, token: str, laptop: Laptop) -> bool:
    """Whether a token was written on a laptop, or its double before they parted."""
    return any(event.laptop == laptop.name for event in world.journal.writers.get(token, ()))


def changes_of(world: World, type_name: str, record: Record, event: Event) -> dict[str, object]:
    """New tokens for some places of a record as it was displayed."""
    chance = world.chance
    if type_name in world.writes:
        return _generally(world, world.writes[type_name], record, event)
    made: dict[str, object] = {}
    saw: set[str] = set()
    hows = [kind for kind, has in (("plain", PLAIN), ("group", GROUPS), ("cautious", CAUTIOUS)) if type_name in has]
    hows += [kind for kind, own in (("text", "note"), ("answer", "form_response"), ("set", "child")) if type_name == own]
    fresh: list[str] = []
    for kind in chance.sample(hows, chance.randint(1, min(2, len(hows)))):
        if kind == "cautious":
            name, order = CAUTIOUS[type_name]
            made[name] = chance.choice(order)
            continue
        token = world.journal.token(record.id)
        fresh.append(token)
        if kind == "plain":
            name = chance.choice(PLAIN[type_name])
            saw |= tokens(record.values.get(name))
            made[name] = f"{token} {_noise(world)}" if world.plan.long and chance.random() < 0.6 else token
        elif kind == "group":
            saw |= tokens(*(record.values.get(name) for name in GROUPS[type_name]))
            made |= dict.fromkeys(GROUPS[type_name], token)
        elif kind == "text":
            told = kinds.words("text", record, token, chance, world.journal.own(event.laptop, tokens(record.text("text"))))
            made, saw, event.text = made | told.values, saw | told.saw, told.text
        elif kind == "answer":
            path = chance.choice(PATHS)
            saw |= tokens(record.entries("answers").get(path))
            made[f"answers:{path}"] = token
        else:
            made["disability"] = _elements(world, record, token, saw)
    event.saw, event.made = frozenset(saw), frozenset(fresh)
    return made


def _generally(world: World, units: Sequence[kinds.Unit], record: Record, event: Event) -> dict[str, object]:
    """New values for some units of a record, as the vocabulary has them."""
    made: dict[str, object] = {}
    others = [identity for _, identity in world.records]
    own = world.journal.own(event.laptop, tokens(dict(record.values)))
    for unit in world.chance.sample(units, world.chance.randint(1, min(2, len(units)))):
        told = kinds.written(unit, record, world.journal.token(record.id), world.chance, others, own)
        made |= told.values
        event.saw, event.made, event.text = event.saw | told.saw, event.made | told.made, event.text | told.text
    return made


def _noise(world: World) -> str:
    """A long text that cannot be packed well; without q, so that no chance makes a token of it."""
    return "".join(world.chance.choices("abcdefghijklmnoprrstuvwxyz0123456789 ", k=world.chance.randrange(500, 9000)))


def _elements(world: World, record: Record, token: str, saw: set[str]) -> list[str]:
    """A set with one element more, and perhaps one that was seen less."""
    held = set(record.codes("disability"))
    if held and world.chance.random() < 0.4:
        gone = world.chance.choice(sorted(held))
        held.discard(gone)
        saw |= tokens(gone)
    return sorted({*held, token})


def same_value(world: World, laptop: Laptop) -> None:
    """Somebody types what a colleague typed elsewhere, with other invisible characters: that is no conflict."""
    other = world.chance.choice([each for each in world.laptops if each.alive])
    type_name, record = world.some_record("child", "facility")
    name = world.chance.choice(PLAIN[type_name])
    with other.session().read() as reader:
        there = reader.maybe(type_name, record)
    typed = tokens(there.values.get(name)) if there else frozenset()
    if not typed:
        return

    def body(uow: UnitOfWork, event: Event) -> None:
        now = uow.maybe(type_name, record)
        if now is None or tokens(now.values.get(name)) == typed:
            raise Undone
        event.saw, event.made = tokens(now.values.get(name)), typed
        world.journal.again |= typed
        uow.update(type_name, record, {name: f"{min(typed)}{world.chance.choice(INVISIBLE)}"})

    saved(world, laptop, "same", record, body)


PARENTS: Mapping[str, tuple[str, str]] = {
    "note": ("case", "case"),
    "concern": ("case", "case"),
    "consent": ("case", "case"),
    "reporter": ("case", "case"),
    "family_member": ("child", "child"),
    "inspection": ("facility", "facility"),
}
FIXED: Mapping[str, Mapping[str, object]] = {
    "note": {"kind": "visit"},
    "concern": {"code": "sexual_violence", "kind": "abuse"},
    "child": {"sex": "female"},
}


def create(world: World, laptop: Laptop) -> None:
    """Somebody adds a record: a child, or something below another."""
    if world.plan.types and world.chance.random() < 0.8:
        create_any(world, laptop, world.chance.choice(world.plan.types))
        return
    known = {each for each, _ in world.records} if world.plan.types else PARENTS
    type_name = world.chance.choice(("child", *(each for each in PARENTS if each in known)))
    values: dict[str, object] = dict(FIXED.get(type_name, {}))
    parent: tuple[str, str] | None = None
    if type_name in PARENTS:
        above, name = PARENTS[type_name]
        parent = world.some_record(above)
        values[name] = parent[1]
    else:
        values["office"] = laptop.place.office
    made: list[str] = []

    def body(uow: UnitOfWork, event: Event) -> None:
        if parent is not None and uow.maybe(*parent) is None:
            raise Undone
        token = world.journal.token("")
        name = PLAIN[type_name][0]
        new = uow.create(type_name, {**values, name: token})
        world.journal.record[token] = event.record = new
        event.made = frozenset({token})
        made.append(new)

    try:
        saved(world, laptop, "create", "", body)
    finally:
        world.records.extend((type_name, new) for new in made)


def create_any(world: World, laptop: Laptop, type_name: str) -> None:
    """Somebody adds a record of a type that the vocabulary describes, with one thing written in it."""
    values = first_values(type_name, world.records, laptop.place.office, world.chance)
    parent = next(((above, str(values[name])) for name, above in kinds.above(type_name) if name in values), None)
    unit = world.chance.choice(world.writes[type_name])
    made: list[str] = []

    def body(uow: UnitOfWork, event: Event) -> None:
        if parent is not None and uow.maybe(*parent) is None:
            raise Undone
        new = event.record = uow.create(type_name, values)
        told = kinds.written(unit, uow.get(type_name, new), world.journal.token(new), world.chance, [new])
        uow.update(type_name, new, told.values)
        event.made = told.made
        made.append(new)

    try:
        saved(world, laptop, "create", "", body)
    finally:
        world.records.extend((type_name, new) for new in made)


def delete(world: World, laptop: Laptop) -> None:
    """Somebody deletes a record with all he sees of it."""
    type_name, record = world.some_record(*DELETABLE, *world.plan.types)

    def body(uow: UnitOfWork, event: Event) -> None:
        found = uow.maybe(type_name, record)
        if found is None:
            raise Undone
        event.saw = tokens(dict(found.values))
        uow.delete(type_name, record)

    saved(world, laptop, "delete", record, body)


def move(world: World, laptop: Laptop) -> None:
    """A case, a child, a facility or whatever else is an office's own is handed to the other office."""
    type_name, record = world.some_record(*kinds.ROOTS, *filter(kinds.moved, world.plan.types))

    def body(uow: UnitOfWork, event: Event) -> None:
        now = uow.maybe(type_name, record)
        if now is None:
            raise Undone
        uow.update(type_name, record, {"office": THERE if now.text("office") == HERE else HERE})

    saved(world, laptop, "move", record, body)


def change_rights(world: World, laptop: Laptop) -> None:
    """A user gains or loses the right to see restricted groups, or the roles that know of visits not announced."""
    users = [user for each in world.laptops for user in each.place.users]
    user, _ = world.chance.choice(users)

    def body(uow: UnitOfWork, event: Event) -> None:
        now = uow.maybe("user", user)
        if now is None:
            raise Undone
        if world.plan.types and world.chance.random() < 0.5:
            roles = set(now.codes("roles"))
            uow.update("user", user, {"roles": sorted(roles - {*VISITORS} if roles & {*VISITORS} else roles | {VISITORS[0]})})
            return
        has = set(now.codes("rights"))
        uow.update("user", user, {"rights": sorted(has ^ {"sexual_violence", "reporter"})})

    saved(world, laptop, "rights", user, body)


def merge_records(world: World, laptop: Laptop) -> None:
    """Two children are one: the first becomes another name of the second."""
    children = [record for type_name, record in world.records if type_name == "child"]
    if len(children) < 2:
        return
    one, other = world.chance.sample(children, 2)

    def body(uow: UnitOfWork, event: Event) -> None:
        if uow.maybe("child", one) is None or uow.maybe("child", other) is None:
            raise Undone
        outbox.add_op(uow.connection, uow.clock, uow.actor.user, "merge_records", one, "child", {"into": other})

    saved(world, laptop, "merge", one, body)


def discard(world: World, laptop: Laptop) -> None:
    """Somebody gives up a change that the server holds."""
    with laptop.session().read() as reader:
        held = exchange.held(reader)
    if not held:
        return
    discard_held(world, laptop, world.chance.choice(held))


def discard_held(world: World, laptop: Laptop, chosen: exchange.Held, user: int | None = None) -> None:
    """A held change is given up by some user, or by this one, with what it says before the eyes."""
    incarnation, _, seq = chosen.id.partition(":")

    def body(uow: UnitOfWork, event: Event) -> None:
        row = uow.connection.exec_driver_sql(
            "SELECT plain(patch) FROM op WHERE incarnation = ? AND seq = ?", (incarnation, int(seq))
        ).fetchone()
        event.saw = tokens(str(row[0]) if row else "")
        exchange.discard(uow, chosen.id)

    saved(world, laptop, "discard", chosen.record, body, user)
