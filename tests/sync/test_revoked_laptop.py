"""A revoked laptop hands in what it collected before, sealed, and then nobody can open it any more (invariant 24)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.keeping import keys
from app.domain.clock import SystemClock
from app.domain.errors import EnvironmentFault, InputError
from app.syncing import between, bundles
from app.syncing.revoked import FOLDER, retire
from sync.client.bundles import NotTaken, hand_over
from sync.client.ports import Refused
from sync.protocol import bundle
from sync.protocol.auth import new_signing_key, public_of_exchange
from sync.protocol.bundle import Frame
from sync.protocol.canonical import canonical
from sync.server import desk
from sync.server.blobs.blobs import Blobs
from sync.server.bundles.bundles import take
from sync.server.devices.offices import revoke
from tests.support.stick import PASSWORD, Box, Site
from tests.sync.test_bundles import picture


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server."""
    with Site(tmp_path) as made:
        yield made


def carry(box: Box) -> list[Path] | None:
    """The end of a laptop over its own link."""
    return retire(box.session.database, box.enrolment, lambda data: hand_over(box.engine.session, data))


def held(site: Site) -> list[str]:
    """Why operations are held, in order."""
    return [str(row["reason"]) for row in desk.held_list(site.store)]


def opens(box: Box) -> bool:
    """Whether a password still opens the laptop."""
    try:
        keys.unlock(box.session.database.folder, PASSWORD, clock=SystemClock())
    except InputError as reason:
        if reason.code != "device_retired":
            raise
        return False
    return True


def test_invariant_24_what_was_collected_before_is_held_for_a_person_and_the_slots_go(site: Site) -> None:
    one = site.box("one")
    one.exchange()
    one.child(how_to_find="near the pagoda")
    waited = one.waits()[0]
    revoke(site.store, one.enrolment.tag)
    with pytest.raises(Refused, match="device_revoked"):
        one.engine.step()
    assert carry(one) == []
    assert held(site) == ["revoked"] * waited
    assert not opens(one)
    assert not (one.session.database.folder / FOLDER).exists()


def test_contents_of_attachments_are_handed_over_too(site: Site) -> None:
    one = site.box("one")
    name = picture(one, 1, 30_000)
    revoke(site.store, one.enrolment.tag)
    assert carry(one) == []
    assert name in Blobs(site.store).names()


def test_a_sealed_file_that_found_no_room_is_carried_on_until_it_does(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else has what a laptop held whose keys were destroyed: who carries its file has it until all of it is taken."""
    one, two = site.box("one"), site.box("two")
    name = picture(one, 1, 30_000)
    [file] = bundles.seal(one.session.database, one.enrolment)
    revoke(site.store, one.enrolment.tag)
    between.keep_file(two.session.database, file)
    monkeypatch.setattr("sync.server.blobs.blobs.UNNAMED_MAX", 1)
    with pytest.raises(NotTaken, match="bundle_full"):
        hand_over(two.engine.session, file)
    two.open(*site.take(*two.seal(200_000)))
    assert [data for data, _ in between.to_carry(two.session.database)]
    monkeypatch.undo()
    two.open(*site.take(*two.seal(200_000)))
    assert between.to_carry(two.session.database) == []
    assert name in Blobs(site.store).names()


def test_what_does_not_go_over_the_link_stays_as_sealed_files(site: Site) -> None:
    one = site.box("one")
    for number in range(9):
        one.child(how_to_find=random.Random(number).randbytes(1500).hex())
    waited = one.waits()[0]
    revoke(site.store, one.enrolment.tag)
    sent: list[bytes] = []

    def cut(data: bytes) -> bytes | None:
        if sent:
            raise EnvironmentFault("link_cut")
        sent.append(data)
        return hand_over(one.engine.session, data)

    files = retire(one.session.database, one.enrolment, cut, 8000)
    assert files
    assert not opens(one)
    assert 0 < len(held(site)) < waited
    for path in files:
        take(site.store, path.read_bytes())
    assert held(site) == ["revoked"] * waited, "nothing of what was collected is lost"


@pytest.mark.parametrize("saves", [1, 9])
def test_what_is_saved_while_it_is_handed_over_goes_too(site: Site, saves: int) -> None:
    one = site.box("one")
    one.child(how_to_find="near the pagoda")
    revoke(site.store, one.enrolment.tag)
    left = [saves]

    def working(data: bytes) -> bytes | None:
        if left[0]:
            left[0] -= 1
            one.child(how_to_find=f"behind the market {left[0]}")
        return hand_over(one.engine.session, data)

    files = retire(one.session.database, one.enrolment, working)
    assert files is not None
    assert bool(files) == (saves > 1), "who saves all the while gets files"
    for path in files:
        take(site.store, path.read_bytes())
    assert held(site) == ["revoked"] * one.waits()[0]
    assert not opens(one)


def test_nothing_is_destroyed_on_anybody_s_word_but_the_server_s(site: Site) -> None:
    one = site.box("one")
    one.child(how_to_find="near the pagoda")
    fake = bundle.seal_part(
        bundle.REPLY,
        (bytes(8), 1, 1),
        {"to": one.enrolment.tag},
        [Frame("T", canonical({"error": "revoked", "kept": 1}))],
        [public_of_exchange(one.enrolment.exchange_key)],
        new_signing_key(),
    )
    assert retire(one.session.database, one.enrolment, lambda _: fake) is None

    def away(_: bytes) -> bytes | None:
        raise EnvironmentFault("no_connection")

    assert retire(one.session.database, one.enrolment, away) is None
    assert carry(one) is None, "a server that knows it answers as always"
    assert opens(one)
    assert not (one.session.database.folder / FOLDER).exists()
