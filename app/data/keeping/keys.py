"""Who can open the database: `keys.json` holds the random key of the database once for each user, wrapped under the password.

A slot is Argon2id over the password, then AES-256-GCM over the key. The file holds user ids, salts, costs and wrapped keys,
never a name. Wrong passwords slow down, also across restarts. SQLAlchemy is not imported here: sign-in shows before it is.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.data.faults import translated
from app.data.files import write_whole
from app.domain.clock import Clock, instant_text, parse_instant
from app.domain.errors import EnvironmentFault, InputError
from app.text.digits import arabic_digits

NAME = "keys.json"
KEY_BYTES = 32
_SALT_BYTES, _NONCE_BYTES = 16, 12
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CODE_LENGTH, _GROUP = 30, 5
_RECOVERY = "recovery"
_FREE_TRIES, _LONGEST_WAIT = 3, 300
SHORTEST_PASSWORD = 8
"""Characters; length is what counts, so no rule of digits or signs (inferred from NIST SP 800-63B)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How dear one try of a password is: passes, memory in KiB, lanes."""

    passes: int
    memory: int
    lanes: int


STRONG = Profile(3, 64 * 1024, 4)
"""The second recommended option of RFC 9106, for machines with little memory: 64 MiB, about a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The user whose password it was, and the key of the database."""

    user: str
    key: bytes


def create_keys(folder: Path, user: str, password: str, *, profile: Profile = STRONG) -> tuple[bytes, str]:
    """A new random key with a slot for the first user, and the recovery code, to be shown once."""
    check_password(password)
    key, code = secrets.token_bytes(KEY_BYTES), _new_code()
    slots = {user: _slot(user, password, key, profile), _RECOVERY: _slot(_RECOVERY, _plain_code(code), key, profile)}
    _write(folder, {"version": 1, "slots": slots, "failures": {"count": 0, "at": None}})
    return key, code


def check_password(password: str) -> None:
    """InputError `password_short` for a password under eight characters."""
    if len(password) < SHORTEST_PASSWORD:
        raise InputError("password_short", shortest=SHORTEST_PASSWORD)


def unlock(folder: Path, password: str, *, clock: Clock, user: str | None = None) -> Unlocked:
    """Opens the slot that fits the password: that of `user`, else each in turn, as the file knows no names.

    InputError `wrong_password`, `password_wait` with `seconds` after several wrong ones, or `device_retired` where all slots
    were destroyed; EnvironmentFault `keys_damaged`.
    """
    content = _read(folder)
    if not content["slots"]:
        raise InputError("device_retired")
    candidates = [name for name in content["slots"] if name != _RECOVERY and user in (None, name)]
    return _try(folder, content, candidates, password, clock)


def unlock_by_code(folder: Path, code: str, *, clock: Clock) -> bytes:
    """The key by the recovery code, typed in any case, with or without dashes; InputError `wrong_code` or `password_wait`."""
    content = _read(folder)
    names = [name for name in content["slots"] if name == _RECOVERY]
    try:
        return _try(folder, content, names, _plain_code(code), clock).key
    except InputError as error:
        raise InputError("wrong_code") if error.code == "wrong_password" else error from error


def is_code(typed: str) -> bool:
    """Whether what was typed has the form of a recovery code: six groups of five, or thirty signs without dashes."""
    groups = typed.replace("-", " ").split()
    shaped = len(groups) == 1 or {len(group) for group in groups} == {_GROUP}
    return shaped and len("".join(groups)) == len(_plain_code(typed)) == _CODE_LENGTH


def set_password(folder: Path, key: bytes, user: str, password: str, *, profile: Profile | None = None) -> None:
    """Gives a user a slot, or changes its password; the cost is that of the other slots unless told."""
    check_password(password)
    content = _read(folder)
    content["slots"][user] = _slot(user, password, key, profile or _profile_of(content))
    _write(folder, content)


def new_recovery_code(folder: Path, key: bytes) -> str:
    """A new recovery code; the old one opens nothing any more."""
    content, code = _read(folder), _new_code()
    content["slots"][_RECOVERY] = _slot(_RECOVERY, _plain_code(code), key, _profile_of(content))
    _write(folder, content)
    return code


def remove_user(folder: Path, user: str) -> None:
    """Takes a user's slot away; the last slot of a person stays (InputError `last_user`)."""
    content = _read(folder)
    if set(content["slots"]) - {_RECOVERY} == {user}:
        raise InputError("last_user")
    content["slots"].pop(user, None)
    _write(folder, content)


def users(folder: Path) -> tuple[str, ...]:
    """The ids of the users that hold a slot."""
    return tuple(name for name in _read(folder)["slots"] if name != _RECOVERY)


def destroy(folder: Path) -> None:
    """Overwrites all slots: what is on this laptop can be read by nobody any more (a revoked device), nor what a restore put
    aside.
    """
    for place in (folder, *(path.parent for path in folder.glob(f"kept-*/{NAME}"))):
        _write(place, {"version": 1, "slots": {}, "failures": {"count": 0, "at": None}})


def _try(folder: Path, content: dict[str, Any], names: list[str], secret: str, clock: Clock) -> Unlocked:
    """Tries slots, counts failures."""
    now = clock.now()
    wait = _seconds_to_wait(content["failures"], now)
    if wait:
        if now < parse_instant(content["failures"]["at"]):
            # The clock was put back: the wait runs anew from now, else nobody could enter until the old time comes again.
            _note_failures(folder, content, content["failures"]["count"], now)
        raise InputError("password_wait", seconds=wait)
    for name in names:
        key = _open(name, content["slots"][name], secret)
        if key is not None:
            if content["failures"]["count"]:
                _note_failures(folder, content, 0, now)
            return Unlocked(name, key)
    _note_failures(folder, content, content["failures"]["count"] + 1, now)
    raise InputError("wrong_password")


def _seconds_to_wait(failures: dict[str, Any], now: datetime) -> int:
    """How long no password is tried; a clock that was put back does not prolong it beyond the full wait."""
    if failures["count"] < _FREE_TRIES or not failures["at"]:
        return 0
    full: int = min(2 ** (failures["count"] - _FREE_TRIES + 1), _LONGEST_WAIT)
    passed: timedelta = now - parse_instant(failures["at"])
    return full if passed < timedelta(0) else max(0, round(full - passed.total_seconds()))


def _note_failures(folder: Path, content: dict[str, Any], count: int, now: datetime) -> None:
    """Stores the number of wrong tries."""
    content["failures"] = {"count": count, "at": instant_text(now)}
    _write(folder, content)


def _slot(name: str, secret: str, key: bytes, profile: Profile) -> dict[str, Any]:
    """A slot: the key wrapped under a secret."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    wrapped = AESGCM(_derive(secret, salt, profile)).encrypt(nonce, key, name.encode())
    cost = {"passes": profile.passes, "memory": profile.memory, "lanes": profile.lanes}
    return {"argon2id": cost, "salt": _encode(salt), "nonce": _encode(nonce), "key": _encode(wrapped)}


def _open(name: str, slot: dict[str, Any], secret: str) -> bytes | None:
    """The key of a slot, None when the secret is another; EnvironmentFault `keys_damaged` when the slot is none."""
    try:
        kek = _derive(secret, base64.b64decode(slot["salt"]), Profile(**slot["argon2id"]))
        return AESGCM(kek).decrypt(base64.b64decode(slot["nonce"]), base64.b64decode(slot["key"]), name.encode())
    except InvalidTag:
        return None
    except (KeyError, TypeError, ValueError) as reason:
        raise EnvironmentFault("keys_damaged") from reason


def _derive(secret: str, salt: bytes, profile: Profile) -> bytes:
    """The key that wraps."""
    return hash_secret_raw(secret.encode(), salt, profile.passes, profile.memory, profile.lanes, KEY_BYTES, Type.ID)


def _profile_of(content: dict[str, Any]) -> Profile:
    """The cost that this office's slots have."""
    return next((Profile(**slot["argon2id"]) for slot in content["slots"].values()), STRONG)


def _new_code() -> str:
    """30 characters of Crockford's alphabet in six groups: 150 bits."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return "-".join(code[start : start + _GROUP] for start in range(0, _CODE_LENGTH, _GROUP))


def _plain_code(code: str) -> str:
    """A code as it is compared: capitals and digits only, look-alikes read as Crockford says."""
    return "".join(letter for letter in arabic_digits(code).upper().translate(_LOOK_ALIKE) if letter in _ALPHABET)


def _encode(content: bytes) -> str:
    """Bytes as text."""
    return base64.b64encode(content).decode("ascii")


def _read(folder: Path) -> dict[str, Any]:
    """The file's content; EnvironmentFault `database_missing` or `keys_damaged`."""
    path = folder / NAME
    if not path.exists():
        raise EnvironmentFault("database_missing")
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        if not isinstance(content["slots"], dict) or not isinstance(content["failures"]["count"], int):
            raise EnvironmentFault("keys_damaged")
        if content["failures"]["at"] is not None:
            parse_instant(content["failures"]["at"])
    except (ValueError, KeyError, TypeError, AttributeError) as reason:
        raise EnvironmentFault("keys_damaged") from reason
    return content


def _write(folder: Path, content: dict[str, Any]) -> None:
    """Replaces the file whole."""
    with translated():
        write_whole(folder / NAME, json.dumps(content, indent=1).encode())
