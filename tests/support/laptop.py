"""A laptop's side of the wire by hand: signs, numbers and chains operations, and sends whatever a test wants, also nonsense."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests

from app.domain.ids import new_id
from sync.protocol import auth, chain, codec, enrolment, envelope
from sync.protocol.audit import encode_audit
from sync.protocol.cursor import Cursor
from sync.protocol.lines import GoneLine, OpLine, RecordLine, encode_op

SINCE = "2026-01-01T00:00:00.000Z"
AT = "2026-01-02T03:04:05.678Z"


@dataclass
class Answer:
    """What came back: status, the JSON object of a refusal, or the reply."""

    status: int
    error: Mapping[str, Any]
    reply: envelope.Reply | None
    body: bytes = b""

    @property
    def read(self) -> envelope.Reply:
        """The reply, which there must be."""
        assert self.reply is not None, (self.status, self.error)
        return self.reply


@dataclass
class Laptop:
    """A device with one incarnation, or several in turn."""

    url: str
    office: str
    user: str = field(default_factory=new_id)
    device: str = field(default_factory=new_id)
    secret: bytes = field(default_factory=auth.new_signing_key)
    incarnation: str = field(default_factory=lambda: secrets.token_hex(16))
    tag: str = ""
    seal: bytes = b""
    lines: list[bytes] = field(default_factory=list)
    cursors: dict[str, Cursor] = field(default_factory=dict)
    epoch: int = 1
    sent: int = 0
    form: codec.Form = "z1"
    http: requests.Session = field(default_factory=requests.Session)
    key: bytes = b""
    bodies: dict[str, Mapping[str, Any] | None] = field(default_factory=dict)
    received: bytes = b""
    schema: int = 1
    """The vocabulary that it says it knows."""

    def enrol(self, code: str, *, practice: bool = False, empty: bool = True, office: str | None = None) -> requests.Response:
        """Asks to become a device."""
        told = (code, office or self.office, practice, empty, self.device, auth.public_of_signing(self.secret), (self.user,))
        body = enrolment.EnrolRequest(*told).encode()
        headers = {"Authorization": auth.enrol_authorization(self.secret, body)}
        answer = self.http.post(self.url + enrolment.PATH, data=body, headers=headers, timeout=30)
        if answer.status_code == 200:
            told_back = enrolment.decode_enrol_answer(answer.content)
            self.tag, self.seal = told_back.tag, told_back.seal
        return answer

    def op(
        self,
        kind: str,
        type_name: str,
        record: str,
        patch: Mapping[str, Any],
        base: int = 0,
        *,
        user: str | None = None,
        resolves: str | None = None,
        asserts: Sequence[Any] = (),
        saw: tuple[tuple[str, int], ...] = (),
        at: str = AT,
    ) -> int:
        """Adds an operation to the outbox; gives its number."""
        line = OpLine(
            kind, type_name, record, (self.epoch if base else 0, base), user or self.user, at, patch, resolves, asserts, saw
        )
        self.lines.append(encode_op(line, SINCE))
        return len(self.lines)

    def create(self, type_name: str, patch: Mapping[str, Any], **more: Any) -> str:
        """Adds a new record; gives its id."""
        record = new_id()
        self.op("create", type_name, record, patch, **more)
        return record

    def first_user(self) -> None:
        """The user that the office began with: all roles and rights."""
        roles = ["administrator", "caseworker", "clerk", "inspector", "supervisor"]
        rights = ["hiv_rh", "interview", "names", "perpetrator", "reporter", "safety_plan", "sexual_violence"]
        patch = {"office": self.office, "name": "A", "active": True, "roles": {"add": roles, "del": []}}
        self.op("create", "user", self.user, {**patch, "rights": {"add": rights, "del": []}})

    def chain_at(self, seq: int) -> bytes:
        """The chain's hash after an operation."""
        here = chain.START
        for line in self.lines[:seq]:
            here = chain.link(here, line)
        return here

    def request(self, first: int | None = None, count: int | None = None, **more: Any) -> list[bytes]:
        """The lines of a request with what is not sent yet, or with any piece of the outbox."""
        start = self.sent + 1 if first is None else first
        ops = self.lines[start - 1 :] if count is None else self.lines[start - 1 : start - 1 + count]
        audit = [encode_audit(line, SINCE) for line in more.pop("audit", ())]
        settings: dict[str, Any] = {"cursors": dict(self.cursors), "users": (self.user,), "page": 128 * 1024, **more}
        told = (self.schema, self.incarnation, SINCE, start, len(ops), chain.shown(self.chain_at(start - 1)))
        head = envelope.RequestHead(*told, audit=len(audit), **settings)
        return envelope.encode_request(envelope.Request(head, tuple(ops), tuple(audit)))

    def exchange(self, first: int | None = None, count: int | None = None, **more: Any) -> Answer:
        """One request and what came of it; the page is applied."""
        answer = self.send(codec.pack(self.request(first, count, **more), self.form, codec.FAST))
        if answer.reply is not None:
            self._apply(answer.reply)
        return answer

    def push(self, **more: Any) -> envelope.Reply:
        """Sends all that waits and pulls to the end; gives the first reply."""
        answer = self.exchange(**more).read
        self.sent = answer.head.have
        page = answer
        while page.head.more:
            page = self.exchange(count=0).read
        return answer

    def pull(self) -> envelope.Reply:
        """Receives to the end; gives the last reply."""
        while True:
            reply = self.exchange(count=0).read
            if not reply.head.more:
                return reply

    def pull_whole(self) -> dict[str, Mapping[str, Any] | None]:
        """Receives everything anew; the bodies of all records but users."""
        self.cursors.clear()
        self.bodies.clear()
        self.pull()
        return {record: body for record, body in self.bodies.items() if body is None or "roles" not in body}

    def send(self, body: bytes, kind: str | None = None) -> Answer:
        """Sends bytes as they are, recognised as this device."""
        answer = self._post(body, kind, auth.mac_authorization(self.key, "abcdefgh", body) if self.key else None)
        if answer.status_code == 401:
            nonce = answer.json()["nonce"]
            own = auth.new_exchange_key()
            signed = auth.signed_authorization(self.secret, self.tag, nonce, own, "abcdefgh", body)
            self.key = auth.session_key(own, self.seal, self.tag, nonce)
            answer = self._post(body, kind, signed)
        if answer.status_code != 200:
            return Answer(answer.status_code, answer.json(), None, answer.content)
        content = codec.unpack(answer.content, codec.form_of(answer.headers["Content-Type"]))
        self.received += b"\n".join(content)
        return Answer(200, {}, envelope.decode_reply(content), answer.content)

    def _post(self, body: bytes, kind: str | None, authorization: str | None) -> requests.Response:
        """One request."""
        headers = {"Content-Type": kind or codec.media_type(self.form), envelope.REQUEST_ID: "abcdefgh"}
        if authorization:
            headers["Authorization"] = authorization
        answer = self.http.post(self.url + envelope.PATH, data=body, headers=headers, timeout=60)
        assert answer.headers[envelope.REQUEST_ID] == "abcdefgh"
        return answer

    def _apply(self, reply: envelope.Reply) -> None:
        """Keeps cursors and bodies of a page."""
        self.epoch = reply.head.epoch
        for scope, (_, end) in reply.head.moved.items():
            self.cursors[scope] = end
        for scope in reply.head.dropped:
            self.cursors.pop(scope, None)
        for line in reply.page:
            if isinstance(line, GoneLine):
                self.bodies.pop(line.record, None)
            elif isinstance(line, RecordLine):
                self.bodies[line.record] = line.body
