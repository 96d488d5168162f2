"""Two who were somewhere together and both write into one text, unseen by each other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from app.data.unit_of_work import UnitOfWork
from sync.schema import vocabulary
from tests.simulation import kinds
from tests.simulation.journal import Event, tokens
from tests.simulation.laptops import Laptop
from tests.simulation.work import Undone, edit, saved

if TYPE_CHECKING:
    from tests.simulation.world import World


@cache
def grows() -> Mapping[str, str]:
    """Of each type with a text that words are added to, the field."""
    found = (
        (name, each.name) for name, spec in vocabulary().types.items() for each in spec.fields.values() if each.rule == "append"
    )
    return dict(found)


def together(world: World, laptop: Laptop) -> None:
    """A colleague adds words to a text and perhaps sends them; one adds words here too, does something else, corrects them.

    What comes between keeps the correction from being folded into what was added.
    """
    type_name, record = world.some_record(*grows())
    other = world.chance.choice([each for each in world.laptops if each.alive])
    if type_name not in grows():
        return
    if other is not laptop:
        _write(world, other, type_name, record)
        if world.chance.random() < 0.7 and all(each is not other for each in world.watch.exchanging):
            other.exchange()
    user = world.chance.randrange(len(laptop.place.users))
    _write(world, laptop, type_name, record, user)
    edit(world, laptop)
    _write(world, laptop, type_name, record, user, correct=True)


def _write(
    world: World, laptop: Laptop, type_name: str, record: str, user: int | None = None, *, correct: bool = False
) -> None:
    """Somebody adds a word to the text of a record, or writes his last one anew."""
    name = grows()[type_name]

    def body(uow: UnitOfWork, event: Event) -> None:
        now = uow.maybe(type_name, record)
        if now is None:
            raise Undone
        own = world.journal.own(laptop.name, tokens(now.text(name)))
        token = world.journal.token(record)
        told = kinds.correction(name, now, token, own) if correct else kinds.addition(name, now, token)
        if told is None:
            raise Undone
        event.saw, event.made, event.text = told.saw, told.made, told.text
        uow.update(type_name, record, told.values)

    saved(world, laptop, "correct" if correct else "add words", record, body, user)
