"""A stick that comes late, or once more by who keeps copies, says nothing that the laptop has not said otherwise since."""

from __future__ import annotations

import pytest

from sync.protocol import bundle, codec
from sync.protocol.auth import new_exchange_key, public_of_exchange
from sync.protocol.bundle import Frame
from sync.protocol.canonical import b64
from sync.server.bundles.bundles import Bundles
from sync.server.database import Store
from sync.server.devices.offices import Device, device_by_id
from tests.support.near import Near, colleague, near

OFFICE = "0901"


@pytest.fixture
def server(store: Store) -> Store:
    """A server without a process."""
    return store


def device(server: Store, one: Near) -> Device:
    """A device as the server has it."""
    with server.read() as connection:
        found = device_by_id(connection, one.device)
    assert found is not None
    return found


def stick(server: Store, one: Near, *users: str) -> bytes:
    """A file that asks for pages and says who works on the laptop."""
    frame = Frame("R", b"\x00" + codec.pack(one.request(count=0, users=users), "z1"))
    card = {"d": device(server, one).tag, "x": b64(public_of_exchange(new_exchange_key())), "p": 1}
    place, reader = (bundle.new_name(), 1, 1), public_of_exchange(server.keys.seal)
    return bundle.seal_part(bundle.TO_SERVER, place, card, [frame], [reader], one.secret)


@pytest.mark.parametrize("more", [True, False])
def test_who_works_on_a_laptop_is_not_taken_back_by_a_late_stick(server: Store, more: bool) -> None:
    one = near(server, OFFICE)
    other = colleague(one, "hiv_rh")
    before = (one.user,) if more else (one.user, other)
    after = (one.user, other) if more else (one.user,)
    one.pull()
    late = stick(server, one, *before)
    one.create("child", {"office": OFFICE})
    one.push(users=after)
    assert device(server, one).users == set(after)
    for _ in range(2):
        Bundles(server).take(late)
        assert device(server, one).users == set(after)
    Bundles(server).take(stick(server, one, *before))
    assert device(server, one).users == set(before), "a stick of today is believed"
