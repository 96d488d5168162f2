"""Signed texts for `extract-signed`: Ed25519 (RFC 8032), checked only, never made; nothing secret is handled here."""

from __future__ import annotations

import base64
import hashlib

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
"""A square root of -1."""
_SIGNATURE = 64
_KEY = 32

Point = tuple[int, int, int, int]
"""Extended coordinates: X, Y, Z, XY/Z."""


def signed_text(contents: str, public_key: str) -> str:
    """The text inside contents (base64: 64 bytes of signature, then the text); empty when the signature does not hold."""
    try:
        raw, key = base64.b64decode(contents, validate=True), base64.b64decode(public_key, validate=True)
        signature, message = raw[:_SIGNATURE], raw[_SIGNATURE:]
        return message.decode("utf-8") if _holds(key, message, signature) else ""
    except ValueError:
        return ""


def _add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(number: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = _add(total, point)
        point = _add(point, point)
        number >>= 1
    return total


def _unpack(data: bytes) -> Point | None:
    """The point of 32 bytes; None when they are none."""
    if len(data) != _KEY:
        return None
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (not x and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


_BASE_Y = 4 * pow(5, -1, _P) % _P
_BASE = _unpack(_BASE_Y.to_bytes(32, "little")) or (0, 1, 1, 0)


def _holds(key: bytes, message: bytes, signature: bytes) -> bool:
    owner, start = _unpack(key), _unpack(signature[:_KEY])
    number = int.from_bytes(signature[_KEY:], "little")
    if owner is None or start is None or len(signature) != _SIGNATURE or number >= _ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:_KEY] + key + message).digest(), "little") % _ORDER
    left, right = _times(number, _BASE), _add(start, _times(challenge, owner))
    return not ((left[0] * right[2] - right[0] * left[2]) % _P or (left[1] * right[2] - right[1] * left[2]) % _P)
