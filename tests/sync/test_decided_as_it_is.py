"""A clash between values that this version would not let anybody type: whoever decides takes one of them as it is.

Laptops of other versions wrote them, and the server kept them (sync.md §3: validation never refuses data). If taking a side
were checked as typing is, nobody could ever empty the inbox (invariant 20).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Literal

import pytest

from app.data.outbox import outbox
from app.data.replica import replica
from app.domain.errors import InputError
from app.services.exchange import conflict_view, exchange
from sync.server.app import make_app
from sync.server.database import open_store
from sync.server.devices.offices import add_office
from tests.sync.test_no_loss import OFFICE, Laptop

HUGE = 2**62
"""A whole number that not every reader of JSON reads exactly."""
ODD: tuple[tuple[str, str, Any, Any], ...] = (
    ("child", "gazetteer_year", HUGE, -HUGE),
    ("child", "gazetteer_year", 2**70, "a year"),
    ("child", "oscar_id", {"words": ["one", 1, None]}, 7),
    ("child", "oscar_id", [{"words": "one"}], [["two"]]),
    ("child", "birth_from", "the year of the tiger", 2015),
    ("child", "name_unknown", "perhaps", ["no"]),
    ("child", "sex", ["one"], True),
    ("note_detail", "text", 5, ["two"]),
    ("form_response", "finished_at", "at noon", 12),
    ("form_response", "answers:/data/a", 5, ["two"]),
    ("facility", "state", ["open"], 5),
    ("form_response", "groups", {"a": 1}, [2]),
)
"""Type, field, and what the first and the second laptop wrote."""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Laptop, Laptop]]:
    """Two laptops of one office, shared by the tests here: each uses records of its own."""
    store = open_store(tmp_path_factory.mktemp("server"))
    add_office(store, OFFICE)
    folder, app = tmp_path_factory.mktemp("laptops"), make_app(store)
    made = (Laptop(folder / "one", app, store, random.Random(1)), Laptop(folder / "two", app, store, random.Random(2)))
    both(*made)
    yield made
    for laptop in made:
        laptop.session.close()
    store.close()


def both(*laptops: Laptop) -> None:
    """All exchange until all have everything."""
    for _ in range(2):
        for laptop in laptops:
            laptop.exchange(0.0)


def begun(laptop: Laptop, type_name: str) -> str:
    """A new record with what it hangs on."""
    with laptop.session.write("begin") as uow:
        if type_name == "facility":
            return uow.create(type_name, {"office": OFFICE})
        child = uow.create("child", {"office": OFFICE})
        if type_name == "child":
            return child
        case = uow.create("case", {"office": OFFICE, "child": child, "status": "open"})
        if type_name == "form_response":
            return uow.create(type_name, {"case": case})
        return uow.create(type_name, {"note": uow.create("note", {"case": case, "kind": "visit"})})


def odd(laptop: Laptop, type_name: str, record: str, patch: dict[str, Any]) -> None:
    """A save as another version of the programme makes it."""
    with laptop.session.write("odd") as uow:
        outbox.add_op(uow.connection, uow.clock, uow.actor.user, "edit", record, type_name, patch)
        replica.refresh(uow.connection, {record: type_name})


def clash_of(laptop: Laptop, record: str) -> exchange.Conflict | None:
    """The open clash of a record."""
    with laptop.session.read() as reader:
        found = [each for each in exchange.conflicts(reader) if each.record == record]
    return found[0] if found else None


def standing(laptop: Laptop, type_name: str, record: str, field: str) -> object:
    """What is shown in a field."""
    with laptop.session.read() as reader:
        values = reader.get(type_name, record).values
    name, colon, key = field.partition(":")
    if not colon:
        return values.get(name)
    whole = values.get(name)
    return whole.get(key) if isinstance(whole, dict) else None


@pytest.mark.parametrize("take", ["current", "proposed"])
@pytest.mark.parametrize(("type_name", "field", "first", "second"), ODD)
def test_either_side_can_be_taken(
    pair: tuple[Laptop, Laptop], type_name: str, field: str, first: Any, second: Any, take: Literal["current", "proposed"]
) -> None:
    one, two = pair
    record = begun(one, type_name)
    both(one, two)
    odd(one, type_name, record, {field: first})
    odd(two, type_name, record, {field: second})
    both(one, two)
    clash = clash_of(two, record)
    assert clash is not None
    with two.session.read() as reader:
        for lang in ("km", "en"):
            view = conflict_view.clash_view(reader, clash.id, lang)
            assert [side.take for side in view.sides] == ["current", "proposed"]
            assert view.sides[0].value != view.sides[1].value
    taken = {"current": first, "proposed": second}[take]
    with two.session.write("decide") as uow:
        exchange.resolve(uow, clash.id, take)
    assert standing(two, type_name, record, field) == taken
    both(two, one)
    for laptop in pair:
        assert clash_of(laptop, record) is None
        assert standing(laptop, type_name, record, field) == taken
        with laptop.session.read() as reader:
            assert exchange.status(reader).roots_differ == ()


@pytest.mark.parametrize("first", [{"words": "one"}, [{"words": "one"}], 5])
def test_what_cannot_be_one_text_is_not_offered_as_both(pair: tuple[Laptop, Laptop], first: object) -> None:
    """It would leave neither."""
    one, two = pair
    record = begun(one, "child")
    both(one, two)
    odd(one, "child", record, {"oscar_id": first})
    odd(two, "child", record, {"oscar_id": "two"})
    both(one, two)
    clash = clash_of(two, record)
    assert clash is not None
    assert not clash.both
    with two.session.write("decide") as uow, pytest.raises(InputError, match="both_impossible"):
        exchange.resolve(uow, clash.id, "both")


def test_what_somebody_types_instead_is_still_checked(pair: tuple[Laptop, Laptop]) -> None:
    one, two = pair
    record = begun(one, "child")
    both(one, two)
    odd(one, "child", record, {"oscar_id": 5})
    odd(two, "child", record, {"oscar_id": 7})
    both(one, two)
    clash = clash_of(two, record)
    assert clash is not None
    with two.session.write("decide") as uow, pytest.raises(InputError, match="value_kind"):
        exchange.resolve(uow, clash.id, "value", 9)
    with two.session.write("decide") as uow:
        exchange.resolve(uow, clash.id, "value", "OS 9")
    both(two, one)
    assert [standing(laptop, "child", record, "oscar_id") for laptop in pair] == ["OS 9", "OS 9"]
