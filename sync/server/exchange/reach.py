"""How far a device reaches now: the atomic scopes of its offices and users."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from sync.schema import RESTRICTED_GROUPS, ROLE_GROUPS
from sync.server.devices.offices import Device, all_offices
from sync.server.exchange.rights import Users
from sync.server.exchange.scopes import device_offices, device_scopes


def scopes_of_device(connection: Connection, device: Device, users: Iterable[str] | None = None) -> frozenset[str]:
    """The atomic scopes of a device now: its offices, and what the users with a password there may see within the ceiling.

    A device says itself who has a password there: only users of its own offices count, for reading as for writing.
    """
    registered = all_offices(connection)
    offices = device_offices(device.home, registered)
    everybody = Users(registered, frozenset(), device.home)
    named = device.users if users is None else frozenset(users)
    everybody.load(connection, named)
    rights: set[str] = set()
    for user in named:
        standing = everybody.at(user, 0)
        rights |= standing.rights if standing.office in offices else frozenset()
    return device_scopes(offices, rights)


def scopes_ever(connection: Connection, device: Device) -> frozenset[str]:
    """The atomic scopes that a device can have had at any time: all of its offices, whatever its users may see now.

    Who has a password there it says itself, and who had one before is kept nowhere. What it is told by these must be of no use
    to who does not have the thing in hand.
    """
    offices = device_offices(device.home, all_offices(connection))
    return device_scopes(offices, (*RESTRICTED_GROUPS, *ROLE_GROUPS))
