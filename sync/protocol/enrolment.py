"""The two JSON bodies of `POST /v1/enrol`, and the codes of refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sync.protocol.canonical import b64, canonical, parsed, unb64
from sync.protocol.errors import ProtocolError

PATH = "/v1/enrol"
REFUSALS = ("code_unknown", "code_used", "code_expired", "office_mismatch", "practice_mismatch", "signature", "too_many")
"""Status 403 (429 for `too_many`), body `{"error": one of these}`. Nothing is stored then."""


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """`{"p", "s": schema, "code", "office", "practice": bool, "empty": bool, "device": uuid, "key": Ed25519, "users": [uuid],
    "x": X25519}`.

    `x`: the key that files for this device are sealed to, left out by older ones. `practice`: the data here are practice data;
    `empty`: no child, case, facility or inspection is here (P6).
    """

    code: str
    office: str
    practice: bool
    empty: bool
    device: str
    key: bytes
    users: tuple[str, ...]
    schema: int = 1
    protocol: int = 1
    exchange: bytes = b""

    def encode(self) -> bytes:
        """The body, as bytes to sign and send."""
        more = {"x": b64(self.exchange)} if self.exchange else {}
        told = {"p": self.protocol, "s": self.schema, "code": self.code, "office": self.office, "practice": self.practice}
        more.update(device=self.device, key=b64(self.key))
        return canonical({**told, **more, "empty": self.empty, "users": list(self.users)})


def decode_enrol_request(body: bytes) -> EnrolRequest:
    """The request; ProtocolError `enrol`."""
    told = _mapping(body)
    try:
        users = tuple(str(user) for user in told["users"])
        flags = bool(told["practice"]), bool(told.get("empty", False))
        texts = str(told["code"]), str(told["office"]), str(told["device"])
        keys = unb64(told["key"], 32), unb64(told["x"], 32) if "x" in told else b""
        spoken = int(told["s"]), int(told["p"])
        return EnrolRequest(texts[0], texts[1], *flags, texts[2], keys[0], users, *spoken, exchange=keys[1])
    except (KeyError, TypeError, ValueError) as reason:
        raise ProtocolError("enrol") from reason


@dataclass(frozen=True, slots=True)
class EnrolAnswer:
    """Status 200: `{"tag", "office", "practice", "epoch", "sign": Ed25519, "seal": X25519, "roles", "rights", "certificate"}`.

    `seal` is the server's key for session keys, sealing and the recovery slot; roles and rights are the ceiling; `certificate`
    a PEM text to pin, or empty on loopback.
    """

    tag: str
    office: str
    practice: bool
    epoch: int
    sign: bytes
    seal: bytes
    roles: tuple[str, ...]
    rights: tuple[str, ...]
    certificate: str = ""

    def encode(self) -> bytes:
        """The body."""
        told: dict[str, Any] = {"tag": self.tag, "office": self.office, "practice": self.practice, "epoch": self.epoch}
        keys = {"sign": b64(self.sign), "seal": b64(self.seal), "certificate": self.certificate}
        return canonical({**told, **keys, "roles": list(self.roles), "rights": list(self.rights)})


def decode_enrol_answer(body: bytes) -> EnrolAnswer:
    """The answer; ProtocolError `enrol`."""
    told = _mapping(body)
    try:
        head = str(told["tag"]), str(told["office"]), bool(told["practice"]), int(told["epoch"])
        keys = unb64(told["sign"], 32), unb64(told["seal"], 32)
        ceiling = tuple(str(role) for role in told["roles"]), tuple(str(right) for right in told["rights"])
        return EnrolAnswer(*head, *keys, *ceiling, str(told.get("certificate", "")))
    except (KeyError, TypeError, ValueError) as reason:
        raise ProtocolError("enrol") from reason


def _mapping(body: bytes) -> Mapping[str, Any]:
    """The JSON object of a body."""
    told = parsed(body)
    if not isinstance(told, dict):
        raise ProtocolError("enrol")
    return told
