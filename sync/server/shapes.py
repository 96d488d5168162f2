"""The JSON bodies of the HTTP face as the published description shows them; `sync.protocol` reads and writes them."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Alive(BaseModel):
    """The server and its database work."""

    epoch: int = Field(description="the present epoch")


class Refused(BaseModel):
    """An answer other than 200; some codes bring more, as `have` and `chain` with `gap` and `fork`, `nonce` with 401."""

    error: str = Field(description="code of the refusal")


class EnrolBody(BaseModel):
    """What a laptop sends to become a device."""

    p: int = Field(description="protocol")
    s: int = Field(description="schema")
    code: str = Field(description="one-time code, ten Crockford characters")
    office: str
    practice: bool = Field(description="the laptop holds practice data")
    empty: bool = Field(description="no child, case, facility or inspection is on the laptop")
    device: str = Field(description="UUID made at init")
    key: str = Field(description="Ed25519 public key, base64url")
    users: list[str] = Field(description="users with a password slot on the laptop")


class EnrolAnswered(BaseModel):
    """What a laptop needs from then on."""

    tag: str
    office: str
    practice: bool
    epoch: int
    sign: str = Field(description="the server's Ed25519 key")
    seal: str = Field(description="the server's X25519 key")
    roles: list[str]
    rights: list[str]
    certificate: str = Field(description="PEM to pin, empty on loopback")


class BlobAt(BaseModel):
    """How far a content has come."""

    at: int | None = Field(default=None, description="bytes that are here of what this device handed in")
    done: int | None = Field(default=None, description="1 when it is here whole")


class BlobTalk(BaseModel):
    """What a laptop asks of many contents; names are SHA-256 in base64url."""

    w: list[str] = Field(default=[], description="which may be had here")
    s: list[str] = Field(default=[], description="which lie in a verified backup")
    m: str | None = Field(default=None, description="with it: which are missing, behind this name")


class BlobTold(BaseModel):
    """What a laptop is told of many contents, in the order of its lists."""

    w: list[int] = Field(default=[], description="bytes of each, 0 when it is not here")
    s: list[int] = Field(default=[], description="1 for each that is safe")
    m: list[str] = Field(default=[], description="names of what is missing")


class VoucherQuestion(BaseModel):
    """What a laptop asks about showing others what waits there."""

    x: str = Field(description="its X25519 public key, base64url")
    t: list[str] = Field(default=[], description="tags of devices")
    i: list[str] = Field(default=[], description="incarnations of others, base64url")


class Vouched(BaseModel):
    """Whom it may show what."""

    v: dict[str, str] = Field(description="vouchers by tag, base64url")
    no: list[str] = Field(description="tags without one")
    h: dict[str, int] = Field(description="how far the server has each incarnation")


class LikelyAnswered(BaseModel):
    """Children of the device's offices who may be known to another one."""

    mark: str = Field(description="names this answer")
    more: bool = Field(description="not everything has been compared yet")
    pairs: list[list[str | list[str]]] | None = Field(
        default=None, description="child here, child there, number of the case there, its office, level, which fields agree"
    )
