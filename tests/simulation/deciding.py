"""How people on laptops decide clashes, with both sides before their eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.data.unit_of_work import UnitOfWork
from app.domain.records import Record
from app.services.exchange import exchange
from sync.schema import vocabulary
from tests.simulation.journal import Event, tokens
from tests.simulation.kinds import WORDS
from tests.simulation.laptops import Laptop
from tests.simulation.work import Undone, discard_held, saved

if TYPE_CHECKING:
    from tests.simulation.world import World

TAKES: tuple[exchange.Take, ...] = ("current", "proposed", "both", "value")


def decide(world: World, laptop: Laptop) -> None:
    """Somebody decides a clash, if there is one."""
    user = world.chance.randrange(len(laptop.place.users))
    open_ones = _decidable(laptop, user)
    if open_ones:
        _decide(world, laptop, world.chance.choice(open_ones), world.chance.choice(TAKES), user)


def decide_all(world: World, laptop: Laptop) -> bool:
    """The users of a laptop decide each clash that is shown to them, one way or the other; whether any was decided."""
    done = False
    for user in range(len(laptop.place.users)):
        for clash in _decidable(laptop, user):
            ways = world.chance.sample(TAKES, len(TAKES))
            done = any(_decide(world, laptop, clash, take, user) for take in ways) or done
    return done


def take_back(world: World, laptop: Laptop) -> None:
    """People take back what the server holds of records that clash, as the remedy beside it says: a decision would wait for it.

    Decisions themselves stay, and so does what only waits behind another change.
    """
    for user in range(len(laptop.place.users)):
        with laptop.session(user).read() as reader:
            query = "SELECT record FROM conflict WHERE open = 1"
            clashing = {row[0] for row in reader.connection.exec_driver_sql(query)}
            held = [each for each in exchange.held(reader) if each.record in clashing]
        for each in held:
            if each.kind != "resolve" and each.reason != "waits":
                discard_held(world, laptop, each, user)


def _decidable(laptop: Laptop, user: int) -> list[exchange.Conflict]:
    """Clashes that a user of a laptop is shown."""
    with laptop.session(user).read() as reader:
        return [each for each in exchange.conflicts(reader) if not each.hidden]


def _decide(world: World, laptop: Laptop, clash: exchange.Conflict, take: exchange.Take, user: int) -> bool:
    """A user decides a clash in some way; whether that went."""

    def body(uow: UnitOfWork, event: Event) -> None:
        shown = uow.maybe(clash.type, clash.record)
        told = exchange.conflict(uow, clash.id)
        if shown is None and not clash.deletion:
            raise Undone
        now = [_standing(shown, name) for name in clash.fields] if shown else []
        if clash.deletion and shown is not None:
            now = [dict(shown.values)]
        event.saw = tokens(dict(told.current), dict(told.proposed), *now)
        _decided(world, uow, told, take, event)

    return saved(world, laptop, "decide", clash.record, body, user) is not None


def _decided(world: World, uow: UnitOfWork, told: exchange.Conflict, take: exchange.Take, event: Event) -> None:
    """The decision itself; what it writes once more is noted."""
    if told.deletion:
        exchange.resolve(uow, told.id, "current" if take in ("both", "value") else take)
        return
    if take == "value" and _takes_words(told):
        token = world.journal.token(told.record)
        event.made = frozenset({token})
        exchange.resolve(uow, told.id, "value", token)
        return
    if take == "both" and not told.both:
        take = "current"
    take = "proposed" if take == "value" else take
    sides = {"current": (told.current,), "proposed": (told.proposed,)}.get(take, (told.current, told.proposed))
    world.journal.again |= tokens(*(dict(side) for side in sides))
    exchange.resolve(uow, told.id, take)


def _takes_words(told: exchange.Conflict) -> bool:
    """Whether a clash can be decided by a text that nobody wrote before."""
    spec = vocabulary().types.get(told.type)
    known = spec.spec(told.fields[0]) if spec and len(told.fields) == 1 else None
    hides = spec is not None and spec.restricted_by in told.fields
    return (
        known is not None and known.rule == "plain" and known.kind in (*WORDS, "map") and not hides and known.name != "office"
    )


def _standing(record: Record, name: str) -> Any:
    """What stands in a field or an entry of a map."""
    head, colon, key = name.partition(":")
    return record.entries(head).get(key) if colon else record.values.get(name)
