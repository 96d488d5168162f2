"""Bundle files (sync.md §7): frames signed by their maker and sealed to their readers, in parts that stand each on its own.

A part is one file: an open head (magic, version, kind, part k of n, the bundle's random name, an ephemeral X25519 key, and
the part's own key wrapped for each reader), then frames, each length and AES-256-GCM under the part's key with a counter that
also says which frame is the last. The first frame is the card (JSON: who made it), the last one an Ed25519 signature over head
and frames. From outside nobody sees who made a file or what it holds. Parts can be read in any order; a frame that is larger
than a part is cut into pieces that name its hash, place and size.
"""

from __future__ import annotations

import hashlib
import secrets
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.protocol.auth import public_of_exchange, sign, verify
from sync.protocol.canonical import canonical, parsed
from sync.protocol.errors import ProtocolError
from sync.protocol.limits import BODY_MAX

PATH: Final = "/v1/bundles"
MEDIA: Final = "application/x-komar-bundle"
NAMED: Final = "application/x-komar-bundle-name"
"""The media type of a request that names a file which was handed in piece by piece, as `blobs.Stub`; and of the answer to it
that names a reply file, which is fetched piece by piece."""
AT_ONCE: Final = 16 * 1024
"""Bytes of a file that goes in one request or answer where its pieces could go on behind a cut."""
ENDING: Final = ".kmb"

MAGIC: Final = b"KMRBNDL\x00"
VERSION: Final = 1
TO_SERVER, REPLY, TO_OFFICE = 1, 2, 3
"""Kinds: from a device to the server, the server's reply to a device, from a device to one of another office."""

FILE_MAX: Final = BODY_MAX
"""Bytes of one part at most: it fits a request."""
PART_LEAST, PART_USUAL = 4096, 4 * 1024 * 1024
"""The smallest part that can be asked for, and the size when none is."""
READERS_MAX, FRAMES_MAX, PARTS_MAX = 4, 20_000, 50_000
_HEAD = struct.Struct(">8sBBHH8s32sB")
_HINT, _WRAPPED = 8, 48
_NONCE = struct.Struct(">IQ")
_PIECE = struct.Struct(">32sII")
_TAG, _LENGTH = 16, 4
_ROOM = 640
"""Bytes of a part that are not its frames: head with two readers, card, signature."""


class Frame(NamedTuple):
    """One thing within a bundle.

    Kinds: `R` a request as `sync.protocol.codec` packs it (form's number, then the body) · `A` an answer to one (see
    `with_facts`) · `T` facts as JSON, when an answer cannot be given · `O` operations shown to another office · `V` a
    voucher · `C` a part for the server, carried unchanged · `B` a piece of a blob · `P` a piece of a larger frame.
    """

    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outside:
    """What everybody can read of a part."""

    kind: int
    name: bytes
    part: int
    parts: int
    ephemeral: bytes
    readers: tuple[tuple[bytes, bytes], ...]
    raw: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A part whose seal was ours and whole; who made it is proved only by `signed_by`."""

    outside: Outside
    card: Mapping[str, Any]
    frames: tuple[Frame, ...]
    signature: bytes
    message: bytes

    def signed_by(self, public: bytes) -> bool:
        """Whether the part was signed with the key of this public half (Ed25519, 32 bytes)."""
        return verify(public, self.signature, self.message)


def seal_part(
    kind: int,
    place: tuple[bytes, int, int],
    card: Mapping[str, object],
    frames: Sequence[Frame],
    readers: Sequence[bytes],
    signing_key: bytes,
) -> bytes:
    """One part: `place` is the bundle's name (8 bytes), k from 1, and n; `readers` are X25519 public keys."""
    name, part, parts = place
    key, ephemeral = secrets.token_bytes(32), secrets.token_bytes(32)
    public = public_of_exchange(ephemeral)
    head = _HEAD.pack(MAGIC, VERSION, kind, part, parts, name, public, len(readers))
    head += b"".join(_hint(public, each) + _wrap(ephemeral, public, each, key) for each in readers)
    contents = [b"K" + canonical(card), *(each.kind.encode("ascii") + each.content for each in frames)]
    contents.append(sign(signing_key, _message(head, contents)))
    cipher = AESGCM(key)
    sealed = [head]
    for number, content in enumerate(contents):
        closed = cipher.encrypt(_nonce(number, number == len(contents) - 1), content, head)
        sealed.append(len(closed).to_bytes(_LENGTH, "big") + closed)
    return b"".join(sealed)


def outside(data: bytes) -> Outside:
    """What stands outside; ProtocolError `bundle_none` (another file), `bundle_newer`, `bundle_cut`, `too_large`."""
    if data[: len(MAGIC)] != MAGIC:
        raise ProtocolError("bundle_none")
    if len(data) > FILE_MAX:
        raise ProtocolError("too_large")
    if data[len(MAGIC) : len(MAGIC) + 1] > bytes([VERSION]):
        raise ProtocolError("bundle_newer")
    if len(data) < _HEAD.size:
        raise ProtocolError("bundle_cut")
    _, version, kind, part, parts, name, ephemeral, count = _HEAD.unpack_from(data)
    size = _HEAD.size + count * (_HINT + _WRAPPED)
    if version < 1 or kind not in (TO_SERVER, REPLY, TO_OFFICE) or not 1 <= part <= parts or not 1 <= count <= READERS_MAX:
        raise ProtocolError("bundle_damaged")
    if len(data) < size:
        raise ProtocolError("bundle_cut")
    starts = range(_HEAD.size, size, _HINT + _WRAPPED)
    readers = tuple((data[at : at + _HINT], data[at + _HINT : at + _HINT + _WRAPPED]) for at in starts)
    return Outside(kind, name, part, parts, ephemeral, readers, data[:size])


def open_part(data: bytes, exchange_secret: bytes) -> Opened:
    """Opens a part with one's own X25519 secret.

    ProtocolError as `outside`, and `bundle_foreign` (sealed to others), `bundle_cut`, `bundle_damaged`.
    """
    head = outside(data)
    cipher = AESGCM(_unwrap(head, exchange_secret))
    contents: list[bytes] = []
    at, last = len(head.raw), False
    while not last:
        size = int.from_bytes(data[at : at + _LENGTH], "big")
        closed = data[at + _LENGTH : at + _LENGTH + size]
        at += _LENGTH + size
        if len(closed) < size or not size:
            raise ProtocolError("bundle_cut")
        last = at >= len(data)
        if size < _TAG + 1 or len(contents) > FRAMES_MAX:
            raise ProtocolError("bundle_damaged")
        contents.append(_decrypted(cipher, len(contents), last, closed, head.raw))
    if len(contents) < 2:
        raise ProtocolError("bundle_damaged")
    return _read(head, contents)


def _read(head: Outside, contents: list[bytes]) -> Opened:
    """Card, frames and signature of the opened contents."""
    signature = contents.pop()
    if contents[0][:1] != b"K":
        raise ProtocolError("bundle_damaged")
    card = parsed(contents[0][1:])
    if not isinstance(card, dict):
        raise ProtocolError("bundle_damaged")
    frames = tuple(Frame(chr(each[0]), each[1:]) for each in contents[1:])
    return Opened(head, card, frames, signature, _message(head.raw, contents))


def _decrypted(cipher: AESGCM, number: int, last: bool, closed: bytes, head: bytes) -> bytes:
    """One frame's content; a file cut exactly between two frames shows itself as cut."""
    try:
        return cipher.decrypt(_nonce(number, last), closed, head)
    except InvalidTag as reason:
        if last:
            try:
                cipher.decrypt(_nonce(number, False), closed, head)
            except InvalidTag:
                pass
            else:
                raise ProtocolError("bundle_cut") from reason
        raise ProtocolError("bundle_damaged") from reason


def _nonce(number: int, last: bool) -> bytes:
    """The nonce of a frame: no key is used for two parts."""
    return _NONCE.pack(int(last), number)


def _message(head: bytes, contents: Iterable[bytes]) -> bytes:
    """What the maker signs: the head, with the readers, and the hash of each frame."""
    hashed = b"".join(hashlib.sha256(each).digest() for each in contents)
    return b"komar bundle 1\x00" + hashlib.sha256(head).digest() + hashed


def _hint(ephemeral: bytes, reader: bytes) -> bytes:
    """What lets a reader find its own key: new in every part, so that two files cannot be told to be for the same reader."""
    return hashlib.sha256(b"komar bundle reader\x00" + ephemeral + reader).digest()[:_HINT]


def _sealing_key(secret: bytes, public: bytes, ephemeral: bytes, reader: bytes) -> AESGCM:
    """The key that wraps a part's key for one reader."""
    try:
        shared = X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as reason:
        raise ProtocolError("bundle_damaged") from reason
    return AESGCM(HKDF(SHA256(), 32, None, b"komar bundle 1\x00" + ephemeral + reader).derive(shared))


def _wrap(secret: bytes, ephemeral: bytes, reader: bytes, key: bytes) -> bytes:
    """A part's key for one reader."""
    return _sealing_key(secret, reader, ephemeral, reader).encrypt(bytes(12), key, None)


def _unwrap(head: Outside, exchange_secret: bytes) -> bytes:
    """The part's key with one's own secret; ProtocolError `bundle_foreign`."""
    own = public_of_exchange(exchange_secret)
    wrapped = next((key for hint, key in head.readers if hint == _hint(head.ephemeral, own)), None)
    if wrapped is None:
        raise ProtocolError("bundle_foreign")
    try:
        return _sealing_key(exchange_secret, head.ephemeral, head.ephemeral, own).decrypt(bytes(12), wrapped, None)
    except InvalidTag as reason:
        raise ProtocolError("bundle_damaged") from reason


def in_parts(frames: Iterable[Frame], part_bytes: int) -> list[list[Frame]]:
    """Frames laid into parts of at most so many bytes, in order; one part at least."""
    room = max(part_bytes, PART_LEAST) - _ROOM
    parts: list[list[Frame]] = [[]]
    left = room
    for frame in frames:
        for each in _pieces(frame, room - _cost(0)):
            if _cost(len(each.content)) > left and parts[-1]:
                parts.append([])
                left = room
            parts[-1].append(each)
            left -= _cost(len(each.content))
    if len(parts) > PARTS_MAX:
        raise ProtocolError("too_large")
    return parts


def room_of(part_bytes: int) -> int:
    """Bytes of content of a frame that fits one part whole."""
    return max(part_bytes, PART_LEAST) - _ROOM - _cost(0)


def cost_of(frame: Frame) -> int:
    """Bytes that a frame takes in a part."""
    return _cost(len(frame.content))


def _cost(size: int) -> int:
    """Bytes that a frame takes: length, kind, content, seal."""
    return _LENGTH + 1 + size + _TAG


def _pieces(frame: Frame, room: int) -> list[Frame]:
    """The frame itself, or its pieces."""
    if len(frame.content) <= room:
        return [frame]
    whole = frame.kind.encode("ascii") + frame.content
    hashed = hashlib.sha256(whole).digest()
    step = room - _PIECE.size
    return [
        Frame("P", _PIECE.pack(hashed, start, len(whole)) + whole[start : start + step]) for start in range(0, len(whole), step)
    ]


class Piece(NamedTuple):
    """A piece of a frame: hash of the whole, where it begins, size of the whole."""

    hash: bytes
    start: int
    size: int
    content: bytes


def piece_of(content: bytes) -> Piece:
    """The content of a `P` frame; ProtocolError `bundle_damaged`."""
    if len(content) <= _PIECE.size:
        raise ProtocolError("bundle_damaged")
    hashed, start, size = _PIECE.unpack_from(content)
    piece = Piece(hashed, start, size, content[_PIECE.size :])
    if start + len(piece.content) > size or size > FILE_MAX * 4:
        raise ProtocolError("bundle_damaged")
    return piece


def joined(pieces: Iterable[Piece]) -> Frame | None:
    """The frame that pieces of one hash make; None while some are missing. ProtocolError `bundle_damaged` if they lie."""
    ordered = sorted(pieces, key=lambda each: (each.start, -len(each.content)))
    whole = bytearray()
    for each in ordered:
        if each.start > len(whole):
            return None
        whole += each.content[len(whole) - each.start :]
    if not ordered or len(whole) < ordered[0].size:
        return None
    if hashlib.sha256(whole).digest() != ordered[0].hash or not whole:
        raise ProtocolError("bundle_damaged")
    return Frame(chr(whole[0]), bytes(whole[1:]))


def with_facts(facts: Mapping[str, object], body: bytes) -> bytes:
    """Facts as JSON before bytes: the content of `A`, `O` and `B` frames."""
    told = canonical(facts)
    return len(told).to_bytes(4, "big") + told + body


def facts_and_body(content: bytes) -> tuple[Mapping[str, Any], bytes]:
    """What `with_facts` joined; ProtocolError `bundle_damaged`."""
    size = int.from_bytes(content[:4], "big")
    if len(content) < 4 + size:
        raise ProtocolError("bundle_damaged")
    facts = parsed(content[4 : 4 + size])
    if not isinstance(facts, dict):
        raise ProtocolError("bundle_damaged")
    return facts, content[4 + size :]


def new_name() -> bytes:
    """The random name of a bundle."""
    return secrets.token_bytes(8)


def file_name(head: Outside) -> str:
    """How the file of a part is called: it says neither whose it is nor what it holds."""
    return f"data-{head.name[:5].hex()}-{head.part}-{head.parts}{ENDING}"
