"""Offices, enrolment codes and devices: what the ministry decides about who may exchange at all."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from sync.protocol.canonical import canonical
from sync.protocol.limits import CODE_DAYS, CODE_LENGTH, CODE_LETTERS
from sync.schema import RESTRICTED_GROUPS
from sync.server.database import Store, lock_clock
from sync.server.faults import ServerFault
from sync.server.files import now
from sync.server.keeping.outside import note_office
from sync.server.models import device, enrol_code, office, record

ROLES = ("administrator", "caseworker", "clerk", "inspector", "ministry", "supervisor")
RIGHTS = tuple(sorted((*RESTRICTED_GROUPS, "names")))
OFFICE_ROLES = tuple(role for role in ROLES if role != "ministry")
"""What a user of an office can be at most, unless the ministry says otherwise."""

CONTENT = ("child", "case", "facility", "inspection")
"""An office without a record of these is empty (practice rule P6)."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office: its code, whether it practises (None: undecided), and the ceiling for its users."""

    code: str
    practice: bool | None
    roles: frozenset[str]
    rights: frozenset[str]


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled device."""

    home: str
    id: str
    key: bytes
    tag: str
    practice: bool
    founders: frozenset[str]
    users: frozenset[str]
    cursors: Mapping[str, str]
    revoked: bool
    exchange: bytes | None = None
    """Its X25519 public key, that reply files are sealed to; None before it told it."""
    contact: str | None = None
    """When it was here last, as far as that was noted."""


def add_office(store: Store, code: str) -> Mapping[str, Any]:
    """Makes an office; ServerFault `office_form`. One that is there stays as it is."""
    if not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6)):
        raise ServerFault("office_form", 1, office=code)

    def added(connection: Connection) -> bool:
        if find_office(connection, code) is not None:
            return False
        told = {"home": code, "practice": None, "added_at": now(), "roles": _json(OFFICE_ROLES), "rights": _json(RIGHTS)}
        connection.execute(insert(office), [told])
        note_office(store, connection, told)
        return True

    return {"office": code, "added": store.again(added)}


def _json(values: tuple[str, ...]) -> str:
    """A list as it is kept."""
    return canonical(list(values)).decode()


def find_office(connection: Connection, code: str, *, lock: bool = False) -> Office | None:
    """An office by its code; with `lock` nobody else decides about it until this transaction ends."""
    query = select(office).where(office.c.home == code)
    row = connection.execute(query.with_for_update() if lock else query).first()
    return _office(row) if row else None


def _office(row: Any) -> Office:
    """An office from its row."""
    return Office(row.home, row.practice, frozenset(json.loads(row.roles)), frozenset(json.loads(row.rights)))


def all_offices(connection: Connection) -> dict[str, Office]:
    """All offices by code."""
    return {row.home: _office(row) for row in connection.execute(_OFFICES)}


def is_empty(connection: Connection, code: str) -> bool:
    """Whether the server has no content of an office."""
    query = select(record.c.id).where(record.c.office == code, record.c.type.in_(CONTENT)).limit(1)
    return connection.execute(query).first() is None


def set_practice(connection: Connection, code: str, practice: bool) -> None:
    """Decides for ever whether an office practises."""
    connection.execute(update(office).where(office.c.home == code).values(practice=practice))


def new_code(store: Store, code: str) -> str:
    """A one-time enrolment code of an office, valid for fourteen days; ServerFault `office_unknown`."""
    made = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    until = (datetime.now(UTC) + timedelta(days=CODE_DAYS)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with store.write() as connection:
        if find_office(connection, code) is None:
            raise ServerFault("office_unknown", 1, office=code)
        row = {"home": code, "code_hash": code_hash(made), "made_at": now(), "expires_at": until}
        connection.execute(insert(enrol_code), [row])
    return made


def code_hash(code: str) -> str:
    """What is kept of a code: who reads the database cannot enrol."""
    return hashlib.sha256(b"komar code\0" + code.encode()).hexdigest()


def _device(row: Any) -> Device:
    """A device from its row."""
    sets = frozenset(json.loads(row.founders)), frozenset(json.loads(row.users))
    head = (row.home, row.id, bytes(row.key), row.tag, bool(row.practice))
    exchange = None if row.exchange is None else bytes(row.exchange)
    return Device(*head, *sets, json.loads(row.cursors), row.revoked_at is not None, exchange, row.last_contact)


def device_by_tag(connection: Connection, tag: str) -> Device | None:
    """A device by the tag in its requests."""
    row = connection.execute(select(device).where(device.c.tag == tag)).first()
    return _device(row) if row else None


def device_by_id(connection: Connection, identity: str, *, lock: bool = False) -> Device | None:
    """A device by its id; with `lock` no other transaction works for it until this one ends."""
    row = connection.execute(_DEVICE_LOCKED if lock else _DEVICE, {"device": identity}).first()
    return _device(row) if row else None


_OFFICES = select(office)
_DEVICE = select(device).where(device.c.id == bindparam("device"))
_DEVICE_LOCKED = _DEVICE.with_for_update()


def devices(store: Store) -> list[Mapping[str, Any]]:
    """All devices, for the command."""
    columns = (device.c.home, device.c.id, device.c.tag, device.c.practice, device.c.enrolled_at)
    with store.read() as connection:
        rows = connection.execute(
            select(*columns, device.c.last_contact, device.c.revoked_at).order_by(device.c.home, device.c.id)
        )
        return [
            {
                "office": row.home,
                "device": row.id,
                "tag": row.tag,
                "practice": row.practice,
                "enrolled_at": row.enrolled_at,
                "last_contact": row.last_contact,
                "revoked_at": row.revoked_at,
            }
            for row in rows
        ]


def revoke(store: Store, name: str) -> Mapping[str, Any]:
    """Ends a device's exchange for ever, by id or tag; ServerFault `device_unknown`. A restored backup does not undo it."""

    def ended(connection: Connection) -> Device:
        named = device_by_id(connection, name) or device_by_tag(connection, name)
        found = device_by_id(connection, named.id, lock=True) if named else None
        if found is None:
            raise ServerFault("device_unknown", 1, device=name)
        lock_clock(connection)  # the ledger is one file for all processes
        ledger = store.ledger
        replace(ledger, revoked=ledger.revoked | {found.id}).store(store.folder)
        if not found.revoked:
            connection.execute(
                update(device).where(device.c.home == found.home, device.c.id == found.id).values(revoked_at=now())
            )
        return found

    gone = store.again(ended)
    return {"device": gone.id, "office": gone.home, "revoked": True}
