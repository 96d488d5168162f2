"""A laptop in the same process as the server's code: it may speak to one store now and to another one next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.domain.ids import new_id
from sync.protocol import auth, codec, enrolment, envelope
from sync.protocol.lines import RecordLine
from sync.server.database import Store
from sync.server.devices.enrol import Enrolment
from sync.server.devices.offices import new_code
from sync.server.exchange.exchange import Exchange
from sync.server.faults import Refusal
from tests.support.laptop import Answer, Laptop

ROLES = ["administrator", "caseworker", "clerk", "inspector", "supervisor"]


@dataclass
class Near(Laptop):
    """A device of the server that works on `server`, without HTTP and signatures; `told`: the lines of history it was sent."""

    server: Store | None = None
    told: list[Any] = field(default_factory=list)

    def send(self, body: bytes, kind: str | None = None) -> Answer:
        """One request to the code of the server."""
        assert self.server is not None, "it was enrolled somewhere"
        try:
            packed = Exchange(self.server).answer(self.device, kind or codec.media_type(""), body)
        except Refusal as refusal:
            return Answer(refusal.status, refusal.body, None)
        content = codec.unpack(packed, "")
        self.received += b"\n".join(content)
        reply = envelope.decode_reply(content)
        self.told.extend(reply.logs)
        return Answer(200, {}, reply, packed)

    def version(self, record: str) -> int:
        """The version of a record as it is now."""
        page = self.exchange(count=0, wanted=(record,)).read.page
        return next(line.version for line in page if isinstance(line, RecordLine) and line.record == record)


def near(server: Store, office: str, user: str | None = None) -> Near:
    """An enrolled laptop of an office that is there, with its first user on the server, or of a user who is there already."""
    laptop = Near("", office, form="", server=server)
    laptop.user = user or laptop.user
    body = enrol_body(laptop, new_code(server, office))
    Enrolment(server).answer(auth.enrol_authorization(laptop.secret, body), body)
    if user is None:
        laptop.first_user()
        assert laptop.push().verdicts == ()
    laptop.pull()
    return laptop


def enrol_body(laptop: Laptop, code: str) -> bytes:
    """What a laptop sends to become a device."""
    told = (code, laptop.office, False, True, laptop.device, auth.public_of_signing(laptop.secret), (laptop.user,))
    return enrolment.EnrolRequest(*told).encode()


def colleague(head: Near, *rights: str, roles: tuple[str, ...] = ("caseworker",)) -> str:
    """Another user of the office, on the server."""
    user = new_id()
    patch = {"office": head.office, "name": "B", "active": True, "roles": {"add": list(roles), "del": []}}
    head.op("create", "user", user, {**patch, "rights": {"add": list(rights), "del": []}})
    assert head.push().verdicts == ()
    return user
