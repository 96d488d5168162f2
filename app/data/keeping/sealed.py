"""A file under a password, for a list with names that has to travel: Argon2id over the password, then AES-256-GCM.

Komar opens it again. The head of the file says the cost and the salt and is bound to the content; of the content it tells the
size alone.
"""

from __future__ import annotations

import secrets
import struct

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.data.keeping.keys import KEY_BYTES, STRONG, Profile, check_password
from app.domain.errors import InputError

MAGIC = b"KOMAR-SEALED-1\n"
_HEAD = struct.Struct(">BIB16s12s8s")
"""Passes, memory in KiB, lanes, salt, nonce, ending of the file's name."""
_DEAREST = Profile(8, 512 * 1024, 16)
"""A head that asks for more is no file of ours: it would take the memory of the computer."""


def seal(content: bytes, ending: str, password: str, *, profile: Profile = STRONG) -> bytes:
    """The sealed file of some content; `ending` (such as ".xlsx") comes back with it. InputError `password_short`."""
    check_password(password)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    head = MAGIC + _HEAD.pack(profile.passes, profile.memory, profile.lanes, salt, nonce, ending.encode()[:8])
    return head + AESGCM(_key(password, salt, profile)).encrypt(nonce, content, head)


def unseal(data: bytes, password: str) -> tuple[bytes, str]:
    """Content and ending; InputError `sealed_broken` for what is no sealed file, `sealed_password` for another password."""
    size = len(MAGIC) + _HEAD.size
    if not data.startswith(MAGIC) or len(data) < size:
        raise InputError("sealed_broken")
    passes, memory, lanes, salt, nonce, ending = _HEAD.unpack(data[len(MAGIC) : size])
    profile = Profile(passes, memory, lanes)
    if not (0 < passes <= _DEAREST.passes and 0 < lanes <= _DEAREST.lanes and 8 * lanes <= memory <= _DEAREST.memory):
        raise InputError("sealed_broken")
    try:
        content = AESGCM(_key(password, salt, profile)).decrypt(nonce, data[size:], data[:size])
    except InvalidTag as reason:  # another password and a changed file look alike
        raise InputError("sealed_password", field="password") from reason
    return content, ending.rstrip(b"\0").decode()


def _key(password: str, salt: bytes, profile: Profile) -> bytes:
    return hash_secret_raw(password.encode(), salt, profile.passes, profile.memory, profile.lanes, KEY_BYTES, Type.ID)
