"""Vouchers (sync.md §7): the server says that one device may show another what waits in scopes that both have.

`POST /v1/vouchers` (authorized over method, path and body) and the frame `Q` of a bundle carry a question as JSON: `{"x": the
asking device's X25519 public key, "t": [tags of devices that it wants to show something], "i": [incarnations of others whose
operations lie here]}`. The answer: `{"v": {tag: voucher}, "no": [tags that nothing may be shown], "h": {incarnation: how far
the server has it}}`. A voucher is signed by the server; the device that reads it checks that with the key it was enrolled with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sync.protocol.auth import sign, verify
from sync.protocol.canonical import b64, canonical, parsed, unb64
from sync.protocol.errors import ProtocolError

PATH = "/v1/vouchers"
MEDIA = "application/json"
ASKED_MAX = 50
"""Tags, and incarnations, in one question at most."""
_SIGNATURE = 64
_SIGNED = b"komar voucher 1\x00"


@dataclass(frozen=True, slots=True)
class Voucher:
    """`maker` (tag), with its signing key, may show `reader` (tag), with its exchange key, what is in these scopes."""

    maker: str
    maker_key: bytes
    reader: str
    reader_key: bytes
    scopes: frozenset[str]


def encode_voucher(voucher: Voucher, server_key: bytes) -> bytes:
    """A voucher, signed with the server's secret signing key."""
    told = {
        "f": voucher.maker,
        "k": b64(voucher.maker_key),
        "t": voucher.reader,
        "x": b64(voucher.reader_key),
        "s": sorted(voucher.scopes),
    }
    content = canonical(told)
    return sign(server_key, _SIGNED + content) + content


def decode_voucher(data: bytes, server_public: bytes) -> Voucher:
    """A voucher that the server has signed; ProtocolError `voucher`."""
    signature, content = data[:_SIGNATURE], data[_SIGNATURE:]
    if len(signature) < _SIGNATURE or not verify(server_public, signature, _SIGNED + content):
        raise ProtocolError("voucher")
    told = parsed(content)
    try:
        scopes = frozenset(str(scope) for scope in told["s"])
        return Voucher(str(told["f"]), unb64(told["k"], 32), str(told["t"]), unb64(told["x"], 32), scopes)
    except (KeyError, TypeError) as reason:
        raise ProtocolError("voucher") from reason


@dataclass(frozen=True, slots=True)
class Question:
    """What a device asks."""

    exchange: bytes
    tags: Sequence[str] = ()
    incarnations: Sequence[str] = ()

    def encode(self) -> bytes:
        """As JSON."""
        told = {"x": b64(self.exchange), "t": list(self.tags), "i": [b64(bytes.fromhex(each)) for each in self.incarnations]}
        return canonical(told)


def decode_question(data: bytes) -> Question:
    """A question; ProtocolError `voucher`."""
    told = parsed(data)
    try:
        tags = [str(tag) for tag in told["t"]][:ASKED_MAX]
        return Question(unb64(told["x"], 32), tags, [unb64(each, 16).hex() for each in told["i"]][:ASKED_MAX])
    except (KeyError, TypeError, AttributeError) as reason:
        raise ProtocolError("voucher") from reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says: vouchers by tag, tags without one, how far it has each incarnation."""

    vouchers: Mapping[str, bytes] = field(default_factory=dict)
    refused: Sequence[str] = ()
    have: Mapping[str, int] = field(default_factory=dict)

    def facts(self) -> Mapping[str, object]:
        """As the object of JSON that goes over the wire."""
        return {
            "v": {tag: b64(data) for tag, data in self.vouchers.items()},
            "no": list(self.refused),
            "h": {b64(bytes.fromhex(each)): number for each, number in self.have.items()},
        }


def decode_answer(told: object) -> Answer:
    """The answer from its object; ProtocolError `voucher`."""
    if not isinstance(told, dict):
        raise ProtocolError("voucher")
    try:
        vouchers = {str(tag): unb64(data) for tag, data in told["v"].items()}
        have = {unb64(each, 16).hex(): int(number) for each, number in told["h"].items()}
        return Answer(vouchers, [str(tag) for tag in told["no"]], have)
    except (KeyError, TypeError, AttributeError, ValueError) as reason:
        raise ProtocolError("voucher") from reason
