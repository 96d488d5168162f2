"""A laptop in the same process as the server's code: it may speak to one store now and to another one next."""

from __future__ import annotations

from dataclasses import dataclass

from sync.protocol import auth, codec, enrolment, envelope
from sync.protocol.lines import RecordLine
from sync.server.database import Store
from sync.server.enrol import Enrolment
from sync.server.exchange import Exchange
from sync.server.faults import Refusal
from sync.server.offices import new_code
from tests.support.laptop import Answer, Laptop

ROLES = ["administrator", "caseworker", "clerk", "inspector", "supervisor"]


@dataclass
class Near(Laptop):
    """A device of the server that works on `server`, without HTTP and without signatures."""

    server: Store | None = None

    def send(self, body: bytes, kind: str | None = None) -> Answer:
        """One request to the code of the server."""
        assert self.server is not None, "it was enrolled somewhere"
        try:
            packed = Exchange(self.server).answer(self.device, kind or codec.media_type(""), body)
        except Refusal as refusal:
            return Answer(refusal.status, refusal.body, None)
        content = codec.unpack(packed, "")
        self.received += b"\n".join(content)
        return Answer(200, {}, envelope.decode_reply(content), packed)

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
