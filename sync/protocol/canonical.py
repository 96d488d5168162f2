"""One form of bytes for one value: canonical JSON, hashes of bodies, and ids written short.

On the wire, text that is a UUID in small letters with dashes is written as `~` and 22 characters of base64url, in values at any
depth; a text that itself begins with `~` gets a second one. Positions that always hold an id hold the 22 characters alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

import orjson

from sync.protocol.errors import ProtocolError

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SHORT = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
_URL, _PLAIN = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")
_NESTING = re.compile(rb'"(?>[^"\\]+|\\.)*+"|[\[\]{}]')
DEPTH_MAX = 64
"""Levels of lists and objects in an operation at most; bodies of ours have less than ten."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
EMPTY_HASH = hashlib.sha256(b"{}").hexdigest()
"""Hash of the body of a deleted record."""


def canonical(value: object) -> bytes:
    """Sorted keys, no spaces, unescaped UTF-8, no NaN: the same bytes for the same value everywhere."""
    return _ENCODER.encode(value).encode()


def canonical_read(value: object) -> bytes:
    """`canonical` of a value without floats, as everything is that `parsed` gave: a fraction of the work."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (TypeError, ValueError):  # numbers of more than 64 bits, halves of characters
        return canonical(value)


def body_bytes(body: Mapping[str, object] | None) -> bytes:
    """The canonical bytes of a record's wire body: nulls left out; `{}` for None (a deleted record)."""
    return canonical({name: value for name, value in (body or {}).items() if value is not None})


def body_hash(body: Mapping[str, object] | None) -> str:
    """SHA-256 of `body_bytes` as 64 hex digits: the hash that digests and echoes speak of."""
    return content_hash(body_bytes(body))


def content_hash(content: bytes) -> str:
    """`body_hash` of a body whose `body_bytes` are at hand."""
    return hashlib.sha256(content).hexdigest()


def b64(content: bytes) -> str:
    """base64url without padding."""
    return binascii.b2a_base64(content, newline=False).rstrip(b"=").translate(_URL).decode("ascii")


def unb64(text: object, length: int | None = None) -> bytes:
    """Bytes of base64url without padding; ProtocolError `base64` when it is none or not of that many bytes."""
    if not isinstance(text, str):
        raise ProtocolError("base64")
    try:
        content = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as reason:
        raise ProtocolError("base64") from reason
    if (length is not None and len(content) != length) or b64(content) != text:
        raise ProtocolError("base64")
    return content


def is_uuid(text: str) -> bool:
    """Whether a text is a UUID in small letters with dashes."""
    return _UUID.fullmatch(text) is not None


def short_id(identity: str) -> str:
    """A UUID as 22 characters; ProtocolError `id` when it is no UUID in small letters with dashes."""
    if not _UUID.fullmatch(identity):
        raise ProtocolError("id")
    return binascii.b2a_base64(bytes.fromhex(identity.replace("-", "")))[:22].translate(_URL).decode("ascii")


def long_id(short: object) -> str:
    """A UUID in small letters with dashes from its 22 characters; ProtocolError `base64`."""
    if not isinstance(short, str) or not _SHORT.fullmatch(short):
        raise ProtocolError("base64")
    told = binascii.a2b_base64(short.encode("ascii").translate(_PLAIN) + b"==").hex()
    return f"{told[:8]}-{told[8:12]}-{told[12:16]}-{told[16:20]}-{told[20:]}"


def shortened(value: object) -> Any:
    """A value as it stands on the wire."""
    if isinstance(value, str):
        if len(value) == 36 and _UUID.fullmatch(value):
            return "~" + short_id(value)
        return "~" + value if value.startswith("~") else value
    if isinstance(value, Mapping):
        return {key: shortened(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [shortened(part) for part in value]
    return value


def lengthened(value: object) -> Any:
    """The value that stands on the wire in short form."""
    if isinstance(value, str):
        if not value.startswith("~"):
            return value
        return value[1:] if value.startswith("~~") else long_id(value[1:])
    if isinstance(value, dict):
        return {key: lengthened(part) for key, part in value.items()}
    if isinstance(value, list):
        return [lengthened(part) for part in value]
    return value


def parsed(line: bytes) -> Any:
    """The value of one line; ProtocolError `json` when it is none, holds a float, or is nested too deeply."""
    try:
        value = orjson.loads(line)
        if _whole_numbers(value):
            return value
    except (ValueError, RecursionError):
        pass  # what is seldom, as half of a character, or wrong, is left to the slower one: it decides
    try:
        return _DECODER.decode(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as reason:
        raise ProtocolError("json") from reason


def too_deep(line: bytes) -> bool:
    """Whether a line of JSON is nested more deeply than any of ours: what one side can still read, another could not."""
    if line.count(b"[") + line.count(b"{") <= DEPTH_MAX:
        return False
    depth = 0
    for mark in _NESTING.findall(line):
        depth += 1 if mark in b"[{" else -1 if mark in b"]}" else 0
        if depth > DEPTH_MAX:
            return True
    return False


_FLAT = frozenset((str, int, bool, type(None)))
_HOLDING = frozenset((list, dict))


def _whole_numbers(value: Any) -> bool:
    """Whether a value holds no float; a number of more than 64 bits has become one too."""
    parts = value.values() if type(value) is dict else value if type(value) is list else (value,)
    kinds = set(map(type, parts))
    if kinds <= _FLAT:
        return True
    return float not in kinds and all(_whole_numbers(part) for part in parts if type(part) in _HOLDING)


def _refused(_: str) -> Any:
    """No floats on this wire: two machines may write one differently."""
    raise ValueError("float")


_DECODER = json.JSONDecoder(parse_float=_refused, parse_constant=_refused)
