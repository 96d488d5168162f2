"""Contents carried beside the exchange: attachments, their thumbnails, and lines too large for a batch or a page (sync.md §6).

A content is named by its SHA-256 (64 hex digits) and moves in pieces of at most `CHUNK` bytes on the wire, from any offset:
`POST /v1/blobs/{sha}?s=size` → `{"at": bytes that the server has of it from this device}` or `{"done": 1}`;
`HEAD /v1/blobs/{sha}` → header `K-At`, or `K-Done`; `PATCH /v1/blobs/{sha}?h=hash&o=offset&s=size` with a piece → as POST,
409 `offset` with `at`, 400 `chunk` for a piece that does not fit its hash, 422 `hash` when the whole does not fit its name and
begins anew; `GET /v1/blobs/{sha}?n=bytes&o=offset` → a piece with `K-C` (its hash) and `K-Size` (bytes of the whole), 404
`blob_missing`. With `k=o` POST, HEAD and PATCH carry an operation's line, which only the next exchanges of this device read;
with `r=record` GET gives a record that was too large for its page. `POST /v1/blobs` asks for many at once (`Talk`).

Authorization is that of an exchange, over `sync.protocol.auth.bound(method, path with query, body)`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import zstandard

from sync.protocol.canonical import b64, canonical, parsed, unb64
from sync.protocol.codec import DICTIONARY, FAST
from sync.protocol.errors import ProtocolError

PATH = "/v1/blobs"
AT, DONE, SIZE, HASH = "K-At", "K-Done", "K-Size", "K-C"
"""HTTP headers of answers: offset, already there, bytes of the whole, hash of a piece."""

CHUNK, CHUNK_START, CHUNK_LEAST = 32 * 1024, 16 * 1024, 2 * 1024
"""Bytes of a piece on the wire: begins small, doubles on success, halves on failure."""
CHUNK_PLAIN = 256 * 1024
"""A piece unpacks to at most this."""
BLOB_MAX = 32 * 1024 * 1024
"""A content above this is refused with 413."""
LARGE = 16 * 1024
"""A line that is larger than this after packing travels as a content (compressed bytes)."""
TALK_MAX = 200
"""Names in one list of a talk."""

RAW, PACKED = "application/octet-stream", "application/x-komar-c"
"""Media types of a piece: as it is, or packed by zstd with our dictionary."""
_NAME = re.compile(r"[0-9a-f]{64}")
_SPARE = 0.95


def is_name(text: object) -> bool:
    """Whether a text is the name of a content."""
    return isinstance(text, str) and _NAME.fullmatch(text) is not None


def name_of(content: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(content).hexdigest()


def chunk_hash(chunk: bytes) -> str:
    """The hash of a piece, before packing: 16 characters."""
    return b64(hashlib.sha256(chunk).digest()[:12])


def target(name: str = "", **query: object) -> str:
    """Path and query of a request, the same text on both sides; parts of the query in the order of their names."""
    path = f"{PATH}/{name}" if name else PATH
    told = "&".join(f"{key}={query[key]}" for key in sorted(query) if query[key] not in (None, ""))
    return f"{path}?{told}" if told else path


@cache
def _dictionary() -> zstandard.ZstdCompressionDict:
    """The dictionary of the exchange serves lines here too."""
    return zstandard.ZstdCompressionDict(DICTIONARY.read_bytes(), dict_type=zstandard.DICT_TYPE_AUTO)


def pack(chunk: bytes) -> tuple[str, bytes]:
    """Media type and body of a piece: packed when that saves something, as photographs never do."""
    packer = zstandard.ZstdCompressor(FAST, dict_data=_dictionary(), write_content_size=True, write_dict_id=False)
    body = packer.compress(chunk)
    return (PACKED, body) if len(body) < len(chunk) * _SPARE else (RAW, chunk)


def unpack(media: str | None, body: bytes) -> bytes:
    """The piece within a body; ProtocolError `body`, `too_large`, `media_type`."""
    kind = (media or "").partition(";")[0].strip().lower()
    if kind == RAW:
        chunk = body
    elif kind == PACKED:
        try:
            size = zstandard.frame_content_size(body)
            if not 0 <= size <= CHUNK_PLAIN:
                raise ProtocolError("too_large" if size > 0 else "body")
            chunk = zstandard.ZstdDecompressor(dict_data=_dictionary()).decompress(body)
        except zstandard.ZstdError as reason:
            raise ProtocolError("body") from reason
    else:
        raise ProtocolError("media_type")
    if len(chunk) > CHUNK_PLAIN:
        raise ProtocolError("too_large")
    return chunk


def piece(content: bytes, offset: int, size: int) -> tuple[bytes, str, bytes]:
    """A piece of a content that needs at most so many bytes on the wire: plain, media type, body."""
    plain = content[offset : offset + min(CHUNK_PLAIN, size * 8)]
    while True:
        media, body = pack(plain)
        if len(body) <= size or len(plain) <= size:
            return plain, media, body
        plain = plain[: max(size, min(len(plain) * 3 // 4, len(plain) * size // len(body)))]


def is_large(line: bytes) -> bool:
    """Whether a line is to travel as a content instead of within a batch or a page."""
    if len(line) <= LARGE:
        return False
    packer = zstandard.ZstdCompressor(FAST, dict_data=_dictionary())
    return len(line) > CHUNK_PLAIN * 8 or len(packer.compress(line)) > LARGE


@dataclass(frozen=True, slots=True)
class Stub:
    """What stands in a batch for an operation line that travels as a content: its name (the line's own hash) and its bytes."""

    name: str
    size: int

    def encode(self) -> bytes:
        """`["B", sha256 in base64url, size]`."""
        return canonical(["B", b64(bytes.fromhex(self.name)), self.size])


def stub_of(line: bytes) -> Stub | None:
    """The stub that a line is; None for any other line."""
    if not line.startswith(b'["B",') or len(line) > 100:
        return None
    try:
        parts = parsed(line)
        letter, name, size = parts
        if letter != "B" or not isinstance(size, int) or isinstance(size, bool) or not 0 < size <= BLOB_MAX:
            return None
        return Stub(unb64(name, 32).hex(), size)
    except (ProtocolError, ValueError, TypeError):
        return None


@dataclass(frozen=True, slots=True)
class Talk:
    """Asks for many contents at once: which of `want` may be had here, which of `safe` lie in a verified backup, and which
    the server lacks though records of the device's scope name them, behind the name `missing` ("" from the first on)."""

    want: tuple[str, ...] = ()
    safe: tuple[str, ...] = ()
    missing: str | None = None

    def encode(self) -> bytes:
        """`{"w": [names], "s": [names], "m": name or ""}`; names as 43 characters of base64url; what is empty is left out."""
        told: dict[str, Any] = {"w": _short(self.want), "s": _short(self.safe)}
        told = {key: value for key, value in told.items() if value}
        if self.missing is not None:
            told["m"] = "".join(_short([self.missing] if self.missing else []))
        return canonical(told)


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to a talk: bytes of each wanted content (0: not here), 1 for each that is safe, names that are missing.

    Of `safe` those that the server lost are among the missing ones too, whether or not it was asked for these: they are to be
    handed in once more. Only a list with `TALK_MAX` names says that there are more behind its last.
    """

    want: tuple[int, ...] = ()
    safe: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()

    def encode(self) -> bytes:
        """`{"w": [bytes], "s": [0 or 1], "m": [names]}`; what is empty is left out."""
        told: dict[str, Any] = {"w": list(self.want), "s": list(self.safe), "m": _short(self.missing)}
        return canonical({key: value for key, value in told.items() if value})


def talk_of(body: bytes) -> Talk:
    """A talk from its bytes; ProtocolError `talk`."""
    told = _object(body)
    after = told.get("m")
    missing = None if after is None else "".join(_names([after] if after else []))
    return Talk(_names(told.get("w", [])), _names(told.get("s", [])), missing)


def told_of(body: bytes) -> Told:
    """An answer from its bytes; ProtocolError `talk`."""
    told = _object(body)
    return Told(_numbers(told.get("w", [])), _numbers(told.get("s", [])), _names(told.get("m", [])))


def _object(body: bytes) -> Mapping[str, Any]:
    """A JSON object."""
    told = parsed(body)
    if not isinstance(told, dict):
        raise ProtocolError("talk")
    return told


def _short(names: Sequence[str]) -> list[str]:
    """Names as they are sent."""
    return [b64(bytes.fromhex(name)) for name in names]


def _names(value: object) -> tuple[str, ...]:
    """Names as they came."""
    if not isinstance(value, list) or len(value) > TALK_MAX:
        raise ProtocolError("talk")
    return tuple(unb64(each, 32).hex() for each in value)


def _numbers(value: object) -> tuple[int, ...]:
    """Whole numbers."""
    if not isinstance(value, list) or not all(isinstance(each, int) and each >= 0 for each in value):
        raise ProtocolError("talk")
    return tuple(value)
