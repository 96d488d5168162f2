"""Keys of devices, and how a request shows whose it is. No HTTP here: header values and bytes only.

Enrolment: `POST /v1/enrol`, JSON, `Authorization: E signature`, by the key that the body brings (`enrol_fits`).
Exchange: 1. without Authorization and body → 401 `{"error": "nonce", "nonce": …}`.
2. `Authorization: S tag.nonce.public.signature` (public: the laptop's exchange key of this session)
with the body; the server keeps `session_key(…)` under `session_id(key)`.
3. From then on `Authorization: H session.mac`; 401 with a fresh nonce when the server does not know the session any more.
403 `{"error": "device_revoked" | "device_unknown"}`.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.protocol.canonical import b64, unb64
from sync.protocol.errors import ProtocolError
from sync.protocol.limits import CODE_LENGTH, CODE_LETTERS

MAC = 16


def new_signing_key() -> bytes:
    """A fresh Ed25519 key: the 32 secret bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def new_exchange_key() -> bytes:
    """A fresh X25519 key (a server's for agreeing and sealing, a laptop's for one session): the 32 secret bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_of_signing(secret: bytes) -> bytes:
    """The public half of an Ed25519 key."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def public_of_exchange(secret: bytes) -> bytes:
    """The public half of an X25519 key."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def sign(secret: bytes, message: bytes) -> bytes:
    """An Ed25519 signature, 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(message)


def _sign(secret: bytes, message: bytes) -> str:
    """A signature in base64url."""
    return b64(sign(secret, message))


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature fits."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def enrol_message(body: bytes) -> bytes:
    """What an enrolment signs: the words, and the SHA-256 of the body."""
    return b"komar enrol 1\0" + hashlib.sha256(body).digest()


def enrol_authorization(secret: bytes, body: bytes) -> str:
    """The header value of an enrolment."""
    return "E " + _sign(secret, enrol_message(body))


def enrol_fits(header: str | None, public: bytes, body: bytes) -> bool:
    """Whether an enrolment is signed with the key that it brings."""
    kind, _, text = (header or "").partition(" ")
    try:
        return kind == "E" and verify(public, unb64(text, 64), enrol_message(body))
    except ProtocolError:
        return False


@dataclass(frozen=True, slots=True)
class Signed:
    """The parts of an `S` header: device tag, the server's nonce, the laptop's exchange key of this session, signature."""

    tag: str
    nonce: str
    exchange_public: bytes
    signature: bytes


def _signed_message(tag: str, nonce: str, exchange_public: bytes, request_id: str, body: bytes) -> bytes:
    """What a signed request signs."""
    parts = f"{tag}\0{nonce}\0{request_id}\0".encode()
    return b"komar exchange 1\0" + parts + exchange_public + hashlib.sha256(body).digest()


def signed_authorization(secret: bytes, tag: str, nonce: str, exchange_secret: bytes, request_id: str, body: bytes) -> str:
    """The header value of the first request of a session."""
    public = public_of_exchange(exchange_secret)
    return f"S {tag}.{nonce}.{b64(public)}.{_sign(secret, _signed_message(tag, nonce, public, request_id, body))}"


def signed_of(header: str | None) -> Signed | None:
    """The parts of an `S` header; None when it is another one; ProtocolError `authorization` when it is spoilt."""
    kind, _, rest = (header or "").partition(" ")
    if kind != "S":
        return None
    parts = rest.split(".")
    if len(parts) != 4:
        raise ProtocolError("authorization")
    return Signed(parts[0], parts[1], unb64(parts[2], 32), unb64(parts[3], 64))


def signed_fits(signed: Signed, public: bytes, request_id: str, body: bytes) -> bool:
    """Whether the request is signed with the device's key. That the nonce is one's own and fresh is for the server to see."""
    message = _signed_message(signed.tag, signed.nonce, signed.exchange_public, request_id, body)
    return verify(public, signed.signature, message)


def session_key(own_exchange_secret: bytes, other_exchange_public: bytes, tag: str, nonce: str) -> bytes:
    """The key both sides agree on, each with its own secret and the other's public half."""
    try:
        shared = X25519PrivateKey.from_private_bytes(own_exchange_secret).exchange(
            X25519PublicKey.from_public_bytes(other_exchange_public)
        )
    except ValueError as reason:
        raise ProtocolError("authorization") from reason
    return HKDF(SHA256(), 32, salt=nonce.encode(), info=b"komar session 1\0" + tag.encode()).derive(shared)


def session_id(key: bytes) -> str:
    """What a session is called: 8 characters, computed by both sides from its key."""
    return b64(hashlib.sha256(b"komar session id\0" + key).digest()[:6])


def bound(method: str, target: str, body: bytes) -> bytes:
    """What stands in the place of the body where a request is not an exchange: its method, and its path with all of the query.

    So a signature or a code fits no other request with the same body.
    """
    return b"komar request 1\0" + f"{method}\0{target}\0".encode() + hashlib.sha256(body).digest()


def mac_authorization(key: bytes, request_id: str, body: bytes) -> str:
    """The header value of a later request: session and 16 bytes of HMAC-SHA256 over request id and body."""
    return f"H {session_id(key)}.{b64(_mac(key, request_id, body))}"


def mac_session(header: str | None) -> str | None:
    """The session that an `H` header names; None when it is another one."""
    kind, _, rest = (header or "").partition(" ")
    return rest.partition(".")[0] if kind == "H" else None


def mac_fits(header: str, key: bytes, request_id: str, body: bytes) -> bool:
    """Whether an `H` header fits."""
    try:
        told = unb64(header.rpartition(".")[2], MAC)
    except ProtocolError:
        return False
    return hmac.compare_digest(told, _mac(key, request_id, body))


def _mac(key: bytes, request_id: str, body: bytes) -> bytes:
    """The code of a request."""
    return hmac.new(key, request_id.encode() + b"\0" + hashlib.sha256(body).digest(), hashlib.sha256).digest()[:MAC]


def plain_code(typed: str) -> str:
    """An enrolment code as it is compared: capitals, without blanks and dashes, O as 0, I and L as 1; ProtocolError `code`."""
    text = "".join(letter for letter in typed.upper() if not letter.isspace() and letter != "-")
    text = text.translate(str.maketrans("OIL", "011"))
    if len(text) != CODE_LENGTH or any(letter not in CODE_LETTERS for letter in text):
        raise ProtocolError("code")
    return text
