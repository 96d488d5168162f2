"""How far a device reaches now: the atomic scopes of its offices and users."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from sync.server.offices import Device, all_offices
from sync.server.rights import Users
from sync.server.scopes import device_offices, device_scopes


def scopes_of_device(connection: Connection, device: Device, users: Iterable[str] | None = None) -> frozenset[str]:
    """The atomic scopes of a device now: its offices, and what the users with a password there may see within the ceiling."""
    registered = all_offices(connection)
    everybody = Users(registered, frozenset(), device.home)
    named = device.users if users is None else frozenset(users)
    everybody.load(connection, named)
    rights: set[str] = set()
    for user in named:
        rights |= everybody.at(user, 0).rights
    return device_scopes(device_offices(device.home, registered), rights)
