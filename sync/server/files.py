"""What lies beside the database and outlives a restored one: the server's keys, the ledger of epochs and revoked devices."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sync.protocol.auth import new_exchange_key, new_signing_key
from sync.protocol.canonical import b64, canonical, unb64


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
    path = folder / "keys.json"
    if not path.exists():
        made = {"sign": b64(new_signing_key()), "seal": b64(new_exchange_key()), "own": b64(secrets.token_bytes(32))}
        write_whole(path, canonical(made))
    told = json.loads(path.read_text(encoding="utf-8"))
    return Keys(unb64(told["sign"], 32), unb64(told["seal"], 32), unb64(told["own"], 32))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Epochs as (number, restore point), oldest first, and ids of devices that stay revoked whatever is restored."""

    epochs: tuple[tuple[int, int], ...] = ((1, 0),)
    revoked: frozenset[str] = frozenset()

    def store(self, folder: Path) -> None:
        """Writes it down."""
        told = {"epochs": [list(each) for each in self.epochs], "revoked": sorted(self.revoked)}
        write_whole(folder / "ledger.json", canonical(told))


def load_ledger(folder: Path) -> Ledger:
    """The ledger of a server; that of a new one when there is none."""
    path = folder / "ledger.json"
    if not path.exists():
        return Ledger()
    told = json.loads(path.read_text(encoding="utf-8"))
    return Ledger(tuple((int(number), int(point)) for number, point in told["epochs"]), frozenset(told["revoked"]))
