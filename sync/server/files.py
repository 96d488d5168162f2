"""What lies beside the database and outlives a restored one: the server's keys, and the ledger."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sync.protocol.auth import new_exchange_key, new_signing_key
from sync.protocol.canonical import b64, canonical, unb64

KEYS = "keys.json"


def now() -> str:
    """This moment as text; shown and kept, never compared between machines."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def write_whole(path: Path, content: bytes) -> None:
    """A file that is either the old one or the new one, whole and on the disk; for its owner's eyes only."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(6)}.new")  # two processes may be at it
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


@dataclass(frozen=True, slots=True)
class Keys:
    """Secrets of the server: signing, sealing and agreeing, and one for its own nonces and cursor tags."""

    sign: bytes
    seal: bytes
    own: bytes

    def mac(self, what: str, length: int) -> bytes:
        """A code that only this server can make."""
        return hmac.new(self.own, what.encode(), hashlib.sha256).digest()[:length]


def load_keys(folder: Path) -> Keys:
    """The keys of a server; made at the first call, which is the opening of its database: it lets one process in at a time."""
    path = folder / KEYS
    if not path.exists():
        made = {"sign": b64(new_signing_key()), "seal": b64(new_exchange_key()), "own": b64(secrets.token_bytes(32))}
        write_whole(path, canonical(made))
    told = json.loads(path.read_text(encoding="utf-8"))
    return Keys(unb64(told["sign"], 32), unb64(told["seal"], 32), unb64(told["own"], 32))


@dataclass(frozen=True, slots=True)
class Ledger:
    """What no restore undoes: epochs as (number, restore point), oldest first; ids of revoked devices; offices and devices as
    they were made (rows as JSON values); ids of records erased by law, each with its instant, the reason that was given, and
    the names of contents that were destroyed with it.
    """

    epochs: tuple[tuple[int, int], ...] = ((1, 0),)
    revoked: frozenset[str] = frozenset()
    erased: Mapping[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    offices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    devices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def store(self, folder: Path) -> None:
        """Writes it down."""
        told = {
            "epochs": [list(each) for each in self.epochs],
            "revoked": sorted(self.revoked),
            "erased": {record: [at, reason, list(names)] for record, (at, reason, names) in self.erased.items()},
            "offices": dict(self.offices),
            "devices": dict(self.devices),
        }
        write_whole(folder / "ledger.json", canonical(told))

    def joined(self, other: Ledger) -> Ledger:
        """This one with all that another one has besides; where both speak, this one counts."""
        epochs = tuple(sorted({**dict(other.epochs), **dict(self.epochs)}.items()))
        both = {**other.erased, **self.erased}, {**other.offices, **self.offices}, {**other.devices, **self.devices}
        return Ledger(epochs, self.revoked | other.revoked, *both)


def load_ledger(folder: Path) -> Ledger:
    """The ledger of a server, or that in a backup; that of a new one when there is none."""
    path = folder / "ledger.json"
    if not path.exists():
        return Ledger()
    told = json.loads(path.read_text(encoding="utf-8"))
    epochs = tuple((int(number), int(point)) for number, point in told["epochs"])
    erased = {
        str(record): (str(at), str(reason), tuple(map(str, names)))
        for record, (at, reason, names) in told.get("erased", {}).items()
    }
    return Ledger(epochs, frozenset(told["revoked"]), erased, told.get("offices", {}), told.get("devices", {}))
