"""Who this device is: its id and key, made once, and what the server said at the enrolment. Kept in the encrypted database."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from app.data.database import Database
from app.data.outbox import dispatch
from app.data.values import canonical
from app.domain.case_code import TAG, TAG_LENGTH
from sync.protocol.auth import new_exchange_key, new_signing_key, public_of_signing
from sync.protocol.canonical import b64, unb64
from sync.protocol.enrolment import EnrolAnswer

KEY, ENROLMENT, DEVICE = "device_key", "sync_enrolment", "device"
EXCHANGE_KEY = "device_exchange_key"


@dataclass(frozen=True, slots=True)
class Device:
    """The device: id, its signing key, and the exchange key that reply files are sealed to (32 secret bytes each)."""

    id: str
    signing_key: bytes = field(repr=False)
    exchange_key: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The public half of the key."""
        return public_of_signing(self.signing_key)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Where this device is enrolled, and what it needs to speak there."""

    url: str
    tag: str
    seal: bytes
    rights: tuple[str, ...]
    certificate: str
    signing_key: bytes = field(repr=False)
    sign: bytes = b""
    exchange_key: bytes = field(default=b"", repr=False)


def device(database: Database) -> Device:
    """The device's id and key; a database without a key gets one."""
    with database.transaction() as connection:
        signing = dispatch.kept_meta(connection, KEY, lambda: b64(new_signing_key()))
        exchange = dispatch.kept_meta(connection, EXCHANGE_KEY, lambda: b64(new_exchange_key()))
        name = dispatch.meta(connection, DEVICE)
    assert name is not None, "every database has a device id from the start"
    return Device(name, unb64(signing, 32), unb64(exchange, 32))


def enrolment(database: Database) -> Enrolment | None:
    """The enrolment; None before it."""
    me = device(database)
    with database.transaction() as connection:
        stored = dispatch.meta(connection, ENROLMENT)
    if stored is None:
        return None
    told = json.loads(stored)
    head = (told["url"], told["tag"], unb64(told["seal"], 32), tuple(told["rights"]), told["certificate"])
    return Enrolment(*head, me.signing_key, unb64(told["sign"], 32), me.exchange_key)


def keep_enrolment(database: Database, url: str, answer: EnrolAnswer) -> None:
    """Stores what the server said."""
    told = {
        "url": url,
        "tag": answer.tag,
        "seal": b64(answer.seal),
        "sign": b64(answer.sign),
        "rights": list(answer.rights),
        "roles": list(answer.roles),
        "certificate": answer.certificate,
    }
    with database.transaction() as connection:
        dispatch.put_meta(connection, ENROLMENT, canonical(told))
        dispatch.put_meta(connection, dispatch.EPOCH, str(answer.epoch))
        if len(answer.tag) == TAG_LENGTH:  # no other device has it, so no two case numbers clash from now on
            dispatch.put_meta(connection, TAG, answer.tag)
