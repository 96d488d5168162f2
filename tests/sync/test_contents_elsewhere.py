"""Contents whose records went to another office: who keeps a copy learns when it may go, and is asked for it (sync.md §6)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.syncing.identity import device
from sync.protocol import blobs
from sync.protocol.blobs import Talk, Told
from sync.server.blobs import blob_refs
from sync.server.blobs.blobs import Blobs, device_named, settle
from sync.server.database import Store
from tests.support.contents import ThreeLaptops, carrier, name_it, taken, three_laptops
from tests.support.postgres import DATABASES, store_of

OFFICE, OTHER = "0203", "0301"


@pytest.fixture(scope="module", params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with store_of(request.param, tmp_path_factory.mktemp("blobs") / "server", OFFICE, OTHER) as opened:
        yield opened


@pytest.fixture(scope="module")
def laptops(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeLaptops]:
    with three_laptops(tmp_path_factory.mktemp("laptops"), store, OFFICE, OTHER) as made:
        yield made


def left(laptops: ThreeLaptops, content: bytes, **more: object) -> tuple[str, str]:
    """A content of the first laptop that the second saw too, until its case went to the other office; its name, the record."""
    one, two, other = laptops
    case = one.create("case", office=one.office)
    told = {"name": "1.jpg", "size": len(content), "sha256": blobs.name_of(content), **more}
    made = one.create("attachment", case=case, **told)
    one.exchange()
    two.exchange()
    assert carrier(one).put(blobs.name_of(content), content)
    assert taken(two, blobs.name_of(content)) == content
    one.edit("case", case, office=other.office)
    for each in (one, other, two):
        each.exchange()
    assert two.shown("attachment", made) is None
    return blobs.name_of(content), made


def test_who_had_a_content_learns_when_its_copy_may_go_and_nobody_who_never_had_it(laptops: ThreeLaptops, store: Store) -> None:
    _, two, other = laptops
    name, _ = left(laptops, random.Random(41).randbytes(3000))
    foreign = random.Random(42).randbytes(3000)
    name_it(other, foreign)
    assert carrier(other).put(blobs.name_of(foreign), foreign)
    asked = Talk(want=(name, blobs.name_of(foreign)), safe=(name, blobs.name_of(foreign)))
    assert carrier(two).talk(asked) == Told((0, 0), (0, 0)), "in no backup yet"
    with store.write() as connection:
        blob_refs.mark_safe(connection, [name, blobs.name_of(foreign)])
    assert carrier(two).talk(asked) == Told((0, 0), (1, 0))
    assert taken(two, name) is None, "that its own copy may go gives it nothing back"


def test_who_lost_a_right_learns_when_what_it_had_may_go(laptops: ThreeLaptops, store: Store) -> None:
    one, two, other = laptops
    content = random.Random(43).randbytes(3000)
    name, case = blobs.name_of(content), one.create("case", office=one.office)
    one.create("attachment", case=case, name="1.jpg", size=3000, sha256=name, restricted="interview")
    one.exchange()
    assert carrier(one).put(name, content)
    with store.write() as connection:
        blob_refs.mark_safe(connection, [name])
    without = [replace(device_named(store, device(each.session.database).id), users=frozenset()) for each in (two, other)]
    assert [Blobs(store).talk(each, Talk((name,), (name,))) for each in without] == [Told((0,), (1,)), Told((0,), (0,))]


def test_who_had_a_content_that_the_server_lost_is_asked_for_it(laptops: ThreeLaptops, store: Store) -> None:
    one, two, other = laptops
    content, deleted = (random.Random(seed).randbytes(3000) for seed in (44, 45))
    (name, _), (gone, record) = left(laptops, content), left(laptops, deleted)
    assert carrier(two).talk(Talk(safe=(name, gone))) == Told((), (0, 0)), "both are there"
    with other.session.write("delete") as uow:
        uow.delete("attachment", record)
    other.exchange()
    foreign = blobs.name_of(b"never seen by the others")
    name_it(other, b"never seen by the others")
    for each in (name, gone):
        Blobs(store).path(each).unlink()
    settle(store)
    asked = Talk(safe=(name, gone, foreign))
    for laptop in (one, two):
        assert carrier(laptop).talk(asked) == Told((), (0, 0, 0), (name,)), "no longer what nobody has kept"
        assert name in carrier(laptop).talk(Talk(safe=(name,), missing="")).missing
        assert name not in carrier(laptop).talk(Talk(missing="")).missing, "only who says that it is there is asked"
    assert carrier(two).put(name, content)
    assert taken(other, name) == content
    assert carrier(two).talk(asked).missing == ()


def test_what_is_asked_back_never_looks_like_a_full_page(
    laptops: ThreeLaptops, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop takes the last name of a full page for the place to go on from."""
    one, two, _ = laptops
    monkeypatch.setattr(blobs, "TALK_MAX", 4)
    asked = sorted(left(laptops, random.Random(seed).randbytes(2000))[0] for seed in range(50, 56))
    for each in asked:
        Blobs(store).path(each).unlink()
    settle(store)
    me = device_named(store, device(two.session.database).id)
    assert Blobs(store).talk(me, Talk((), tuple(asked))).missing == tuple(asked[:3])
    for seed in range(60, 66):
        name_it(one, random.Random(seed).randbytes(2000))
    two.exchange()
    own, after = list[str](), ""
    while True:
        page = Blobs(store).talk(me, Talk((), tuple(asked), after)).missing
        own += page
        if len(page) < 4:
            break
        assert not set(page) & set(asked)
        assert list(page) == sorted(page)
        after = page[-1]
    lacking = {blobs.name_of(random.Random(seed).randbytes(2000)) for seed in range(60, 66)}
    assert lacking <= set(own)
