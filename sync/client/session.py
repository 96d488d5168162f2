"""One request and its answer: form of the body, whose request it is, and what the status means."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sync.client.portal import retry_after, stranger
from sync.client.ports import Answer, Busy, ExchangeFault, Identity, LinkFault, Refused, Transport
from sync.protocol import auth
from sync.protocol.blobs import Stub
from sync.protocol.codec import LEANEST, SMALL, form_of, media_type, pack, unpack
from sync.protocol.envelope import PATH, REQUEST_ID, Reply, decode_reply
from sync.protocol.errors import ProtocolError


class Told(ExchangeFault):
    """Something must be done first: 409 `gap` or `fork`, 410 `epoch`, 413 `too_large`, 426 `update`, 428 `cursors`."""

    def __init__(self, code: str, status: int, facts: Mapping[str, Any]) -> None:
        super().__init__(code, status)
        self.facts = facts


class Session:
    """The way to one server: the agreed key and the leanest form that it reads."""

    def __init__(self, identity: Identity, transport: Transport) -> None:
        self._identity = identity
        self._transport = transport
        self._key: bytes | None = None
        self._form = 0
        self.arriving: dict[str, tuple[Stub, bytes]] = {}
        """Of answers that come in pieces: what is known of the one to a file (by its name), and what has come of it."""

    @property
    def form(self) -> str:
        """The form of bodies in use."""
        return LEANEST[self._form]

    def packed(self, lines: Sequence[bytes], level: int = SMALL) -> bytes:
        """Lines as a body of the form in use."""
        return pack(lines, LEANEST[self._form], level)

    def exchange(self, lines: Sequence[bytes], packed: bytes | None = None) -> Reply:
        """Sends lines (as packed just now, or packed here) and gives the reply. LinkFault, Refused, Busy, Told."""
        nonce = "" if self._key else self._nonce()
        for _ in range(len(LEANEST) + 2):
            answer = self._send(packed if packed is not None else self.packed(lines), nonce)
            if answer.status == 200:
                return self._reply(answer)
            facts = _facts(answer)
            if answer.status == 401:
                self._key, nonce = None, _nonce_of(facts)
            elif answer.status == 415 and self._form + 1 < len(LEANEST):
                self._form += 1
                packed = None
            else:
                raise _fault(answer, facts)
        raise Refused("server_refused", 401)

    def call(self, method: str, target: str, body: bytes = b"", media: str = "") -> Answer:
        """A request that is no exchange, authorized over its method and its path with all of the query; any answer below 500.

        LinkFault, Busy, Refused `device_revoked`, `device_unknown`, `server_not_komar`.
        """
        told = auth.bound(method, target, body)
        for _ in range(3):
            request_id, key = secrets.token_urlsafe(6), self._key
            if key is not None:
                header = auth.mac_authorization(key, request_id, told)
            else:
                me, nonce, own = self._identity, self._nonce(), auth.new_exchange_key()
                header = auth.signed_authorization(me.signing_key, me.tag, nonce, own, request_id, told)
                key = auth.session_key(own, me.server_seal, me.tag, nonce)
            headers = {"Authorization": header, **({"Content-Type": media} if media else {})}
            answer = self._carried(method, target, body, headers, request_id)
            self._key = key if answer.status not in (401, 403) else None
            if answer.status == 401:
                continue
            if answer.status >= 500 or answer.status in (403, 429):
                raise _fault(answer, _facts(answer))
            return answer
        raise Refused("server_refused", 401)

    def _nonce(self) -> str:
        """A fresh nonce: an empty request is answered with one."""
        answer = self._post(b"", {})
        if answer.status != 401:
            raise _fault(answer, _facts(answer))
        return _nonce_of(_facts(answer))

    def _send(self, body: bytes, nonce: str) -> Answer:
        """A request with its authorization; a signed one agrees on a key."""
        request_id = secrets.token_urlsafe(6)
        if self._key is not None:
            return self._post(body, {"Authorization": auth.mac_authorization(self._key, request_id, body)}, request_id)
        me = self._identity
        own = auth.new_exchange_key()
        header = auth.signed_authorization(me.signing_key, me.tag, nonce, own, request_id, body)
        answer = self._post(body, {"Authorization": header}, request_id)
        if answer.status not in (401, 403):
            self._key = auth.session_key(own, me.server_seal, me.tag, nonce)
        return answer

    def _post(self, body: bytes, headers: Mapping[str, str], request_id: str = "") -> Answer:
        """A request of the exchange."""
        told = {**headers, "Content-Type": media_type(LEANEST[self._form])}
        return self._carried("POST", PATH, body, told, request_id or secrets.token_urlsafe(6))

    def _carried(self, method: str, target: str, body: bytes, headers: Mapping[str, str], request_id: str) -> Answer:
        """A request whose answer must echo its id; what does not comes from a proxy or a portal."""
        answer = self._transport.send(method, target, body, {**headers, REQUEST_ID: request_id})
        if answer.headers.get(REQUEST_ID.lower()) != request_id:
            raise stranger(answer, retry_after(answer))
        return answer

    def _reply(self, answer: Answer) -> Reply:
        """The reply within an answer; one that is bent counts as cut."""
        try:
            return decode_reply(unpack(answer.body, form_of(answer.headers.get("content-type"))))
        except ProtocolError as reason:
            raise LinkFault("link_cut") from reason


def _nonce_of(facts: Mapping[str, Any]) -> str:
    """The nonce of a 401."""
    nonce = facts.get("nonce")
    if not isinstance(nonce, str) or not nonce or "." in nonce:
        raise Refused("server_refused", 401)
    return nonce


def facts_of(answer: Answer) -> Mapping[str, Any]:
    """The JSON of an answer; empty when it is none."""
    return _facts(answer)


def _facts(answer: Answer) -> Mapping[str, Any]:
    """The JSON of an answer that is no reply; empty when it is none."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _fault(answer: Answer, facts: Mapping[str, Any]) -> ExchangeFault:
    """What a status other than 200 means."""
    code = str(facts.get("error", ""))
    if answer.status in (409, 410, 413, 426, 428):
        return Told(code, answer.status, facts)
    if answer.status in (429, 503):
        return Busy("server_busy", answer.status, retry_after(answer))
    if answer.status >= 500:
        return Busy("server_error", answer.status)
    if answer.status == 403 and code in ("device_revoked", "device_unknown"):
        return Refused(code, 403)
    return Refused("server_refused", answer.status)
