"""Traffic of a released protocol version, written down once and answered again by every later server.

`python -m tests.support.golden_traffic FILE` records; it is run when a version is released, never again for that version. A
line of the file is one exchange as plain lines: who asked, what was asked, the status, and the reply or the refusal. Or it is
an act of those who run the server.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import update

from app.domain.ids import new_id
from sync.protocol import auth, codec, enrolment, envelope
from sync.protocol.audit import AuditLine
from sync.protocol.blobs import Stub
from sync.protocol.canonical import b64, body_hash, canonical, long_id
from sync.protocol.cursor import cursor, cursors_hash
from sync.protocol.digest import bucket
from sync.protocol.lines import EchoLine, GoneLine, RecordLine
from sync.server import models
from sync.server.database import Store, open_store
from sync.server.devices.enrol import Enrolment
from sync.server.devices.offices import add_office, new_code
from sync.server.exchange.exchange import Exchange
from sync.server.faults import Refusal
from sync.server.keeping.check import check
from sync.server.keeping.erasure import erase
from tests.support.laptop import AT, Answer, Laptop

PLACES = {"one": "0501", "two": "0501", "far": "0502", "province": "05", "watch": "0501"}
"""The laptops of the traffic and their offices; the last one has the user of the first and only receives."""


@dataclass
class Recorded(Laptop):
    """A laptop beside the server in one process, whose traffic is written down."""

    name: str = ""
    server: Store | None = None
    traffic: list[dict[str, Any]] = field(default_factory=list)

    def send(self, body: bytes, kind: str | None = None) -> Answer:
        """One request without HTTP; its lines and those of the answer are kept."""
        assert self.server is not None
        lines = [line.decode() for line in codec.unpack(body, "")]
        told: dict[str, Any] = {"who": self.name, "request": lines}
        self.traffic.append(told)
        try:
            content = codec.unpack(Exchange(self.server).answer(self.device, codec.media_type(""), body), "")
        except Refusal as reason:
            told |= {"status": reason.status, "refusal": dict(reason.body)}
            return Answer(reason.status, reason.body, None)
        told |= {"status": 200, "reply": [line.decode() for line in content]}
        return Answer(200, {}, envelope.decode_reply(content))

    def version(self, record: str) -> int:
        """The version of a record as it came last."""
        return self.versions[record]

    versions: dict[str, int] = field(default_factory=dict)

    def _apply(self, reply: envelope.Reply) -> None:
        super()._apply(reply)
        self.versions.update({line.record: line.version for line in reply.page if isinstance(line, RecordLine | GoneLine)})
        for line in reply.page:
            if isinstance(line, EchoLine):
                for place in range(line.count):
                    op = json.loads(self.lines[self.sent + line.first + place])
                    self.versions[long_id(op[5])] = line.version + place


def enrol(server: Store, laptop: Recorded) -> tuple[bytes, str, bytes]:
    """Makes a laptop a device; the request, its authorization and the answer."""
    told = (
        new_code(server, laptop.office),
        laptop.office,
        False,
        True,
        laptop.device,
        auth.public_of_signing(laptop.secret),
        (laptop.user,),
    )
    body = enrolment.EnrolRequest(*told).encode()
    header = auth.enrol_authorization(laptop.secret, body)
    return body, header, Enrolment(server).answer(header, body)


def story(laptops: Mapping[str, Recorded]) -> Iterator[None]:
    """What happens in the traffic. Every kind of line of both directions comes in it."""
    one, two, far, province = (laptops[name] for name in ("one", "two", "far", "province"))
    for laptop in (one, two, far, province):
        laptop.first_user()
        laptop.push()
    head = {"office": "0501", "family_name_km": "សុខ", "given_name_km": "ដារ៉ា", "how_to_find": "near the pagoda"}
    child = one.create("child", {**head, "disability": {"add": ["seeing"], "del": []}})
    case = one.create("case", {"office": "0501", "child": child, "status": "open", "risk_level": "medium"})
    note = one.create("note", {"case": case, "text": {"append": "first visit"}, "on_date": "2026-01-02"})
    reporter = one.create("reporter", {"case": case})
    one.push(audit=[AuditLine(1, AT, one.user, "open_case", "read", case, {"from": "list"})])
    one.exchange(first=2, count=2)  # the reply was lost: the same again, then with one more behind
    two.pull()
    yield
    seen = two.version(child)
    for laptop, value in ((one, "behind the market"), (two, "ផ្ទះ​ទី ៣")):
        laptop.op("edit", "child", child, {"how_to_find": value, "unheard_of": "kept"}, seen)
    one.push()
    two.op("edit", "child", child, {"disability": {"add": ["hearing"], "del": ["seeing"]}}, seen)
    two.op("edit", "note", note, {"text": {"append": "second visit"}}, two.version(note))
    two.op("edit", "case", case, {"risk_level": "high"}, two.version(case))
    two.op("edit", "child", new_id(), {"school": "nowhere"}, seen)
    two.op("create", "type_of_tomorrow", new_id(), {"a": 1})
    two.lines.append(b'["nonsense"]')
    [conflict] = next(each.conflicts for each in two.push().verdicts if each.verdict == "conflict")
    two.op("discard", "", new_id(), {"op": [two.incarnation, 6]})
    two.push()
    one.pull()
    yield
    one.op("resolve", "child", child, {"how_to_find": "behind the market"}, one.version(child), resolves=conflict)
    shown = [[child, one.version(child), body_hash(one.bodies[child])]]
    one.op("approve", "case", case, {"plan_approved_on": "2026-01-03"}, one.version(case), asserts=shown)
    one.op("delete", "reporter", reporter, {}, one.version(reporter))
    one.push()
    one.op("edit", "case", case, {"office": "0502"}, one.version(case))  # the case, its note go to another office
    one.push()
    province.exchange(count=0, page=1)
    for laptop in (two, far, province):
        laptop.pull()
    far.op("edit", "note", note, {"text": {"append": "third visit"}}, far.version(note))
    far.push(raw=True, count=1)
    province.exchange(count=0, wanted=(note,))
    yield
    one.exchange(first=len(one.lines) + 5, count=0)  # a gap
    one.lines[-1] = one.lines[-1].replace(b"0502", b"0501")
    one.exchange(first=len(one.lines), count=1)  # a fork
    two.exchange(count=0, cursors=None, cursors_hash=cursors_hash(two.cursors))
    two.exchange(count=0, cursors=None, cursors_hash="AAAAAAAAAAA")  # 428
    two.exchange(count=0, cursors={"n": cursor("7:5:forged")})


def second_story(laptops: Mapping[str, Recorded], act: Callable[[str, str], None]) -> Iterator[None]:
    """What protocol 2 has besides: marks on numbers, buckets, what is asked back, erasure, large operations and records."""
    one, two, far, province = (laptops[name] for name in ("one", "two", "far", "province"))
    one.lines[-1] = one.lines[-1].replace(b"0501", b"0502")  # no fork any more
    child = one.create("child", {"office": "0501", "school": "kept"})
    other = one.create("child", {"office": "0501", "school": "to be erased"})
    receipt = one.push().head
    one.exchange(count=0, receipt=(receipt.have, receipt.receipt))
    two.pull()
    two.exchange(count=0, buckets={"o:0501": ()})
    two.exchange(count=0, buckets={"o:0501": (bucket(child), bucket(other)), "o:0502": ()})
    act("damage", child)
    two.pull()
    two.op("rescue", "child", child, {"=": two.bodies[child]}, two.versions[child], user=one.user)
    two.push()
    one.op("delete", "child", child, {}, one.version(child))
    one.push()
    yield
    act("erase", other)
    one.op("edit", "child", other, {"school": "once more"}, one.version(other))
    one.push()
    two.pull()
    yield
    case = far.create("case", {"office": "0502", "status": "open"})
    far.create("note", {"case": case, "text": {"append": b64(random.Random(2).randbytes(18000))}})
    far.push()
    province.exchange(count=0, large=True)
    province.pull()
    far.lines.append(Stub("ab" * 32, 30000).encode())
    far.exchange()
    far.lines.pop()


def damage(server: Store, record: str) -> None:
    """Spoils a stored body, and the server finds it."""
    with server.write() as connection:
        connection.execute(update(models.record).where(models.record.c.id == record).values(body="{"))
    check(server, repair=True)


def act(server: Store, what: str, record: str) -> None:
    """An act of those who run the server."""
    if what == "damage":
        damage(server, record)
    else:
        erase(server, record, "golden")


def record(path: Path) -> None:
    """Plays the story on a fresh server and writes its traffic."""
    with tempfile.TemporaryDirectory() as folder:
        server = open_store(Path(folder) / "data")
        for office in sorted(set(PLACES.values())):
            add_office(server, office)
        laptops = {name: Recorded("", office, form="", server=server, name=name) for name, office in PLACES.items()}
        laptops["watch"].user = laptops["one"].user
        traffic: list[dict[str, Any]] = []
        devices = []
        for name, laptop in laptops.items():
            laptop.traffic = traffic
            body, header, answer = enrol(server, laptop)
            told = {"name": name, "office": laptop.office, "device": laptop.device, "user": laptop.user}
            devices.append({**told, "enrol": body.decode(), "signed": header, "answer": answer.decode()})

        def acting(what: str, record: str) -> None:
            traffic.append({"who": "", "act": what, "record": record})
            act(server, what, record)

        for _ in chain(story(laptops), second_story(laptops, acting)):
            laptops["watch"].pull()
        packed = [codec.pack([line.encode() for line in each["request"]]) for each in traffic if "request" in each]
        head = {"devices": devices, "packed": [b64(body) for body in packed[:6]], **_headers(laptops["one"], packed[4])}
        server.close()
    path.write_bytes(b"".join(canonical(each) + b"\n" for each in (head, *traffic)))


def _headers(laptop: Recorded, body: bytes) -> dict[str, Any]:
    """How requests are signed and marked, with keys that are used for nothing else."""
    own, server = auth.new_exchange_key(), auth.new_exchange_key()
    key = auth.session_key(own, auth.public_of_exchange(server), "K7Q", "AbCdEf")
    return {
        "public": b64(auth.public_of_signing(laptop.secret)),
        "seal": b64(server),
        "signed": auth.signed_authorization(laptop.secret, "K7Q", "AbCdEf", own, "abcdefgh", body),
        "marked": auth.mac_authorization(key, "abcdefgh", body),
    }


if __name__ == "__main__":
    record(Path(sys.argv[1]))
