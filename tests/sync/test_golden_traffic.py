"""What laptops of released protocol versions send is answered as it always was; what servers said is read (sync.md §8)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from app.data.keeping.keys import Profile
from app.data.outbox import dispatch
from app.services.office.offices import create_office
from app.syncing.identity import Enrolment
from app.syncing.store import DatabaseStore
from sync.protocol import auth, codec, enrolment, envelope
from sync.protocol.blobs import stub_of
from sync.protocol.canonical import b64, canonical, unb64
from sync.protocol.cursor import cursor, cursors_hash
from sync.protocol.lines import decode_op, encode_op
from sync.server import models
from sync.server.database import open_store
from sync.server.devices.offices import add_office
from sync.server.exchange.exchange import Exchange
from sync.server.faults import Refusal
from sync.server.files import now
from tests.support.golden_traffic import PLACES, act

GOLDEN = Path(__file__).parent / "golden"
VERSIONS = sorted(GOLDEN.glob("p*.jsonl"))


def traffic(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a file holds: the devices and samples, and the exchanges in their order."""
    head, *exchanges = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return head, exchanges


class Cursors:
    """The cursors of today's server for the recorded ones, whose tags were another server's."""

    def __init__(self) -> None:
        self.now: dict[str, str] = {}
        self.hashes: dict[str, str] = {}

    def asked(self, lines: list[str]) -> bytes:
        """A recorded request with today's cursors."""
        head, *rest = lines
        told = json.loads(head)
        if "u" in told:
            told["u"] = {scope: self.now.get(text, text) for scope, text in told["u"].items()}
        if "h" in told:
            told["h"] = self.hashes.get(told["h"], told["h"])
        return codec.pack([canonical(told), *(line.encode() for line in rest)], "")

    def answered(self, recorded: Mapping[str, Any], told: Mapping[str, Any]) -> None:
        """Learns from a reply; both must have moved the same scopes equally far."""
        assert recorded.get("cur", {}).keys() == told.get("cur", {}).keys()
        for scope, pair in recorded.get("cur", {}).items():
            for before, now_ in zip(pair, told["cur"][scope], strict=True):
                assert before.rpartition(":")[0] == now_.rpartition(":")[0]
                self.now[before] = now_


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_the_server_of_today_answers_every_version_as_it_was_answered(path: Path, tmp_path: Path) -> None:
    head, exchanges = traffic(path)
    server = open_store(tmp_path / "data")
    for office in sorted(set(PLACES.values())):
        add_office(server, office)
    with server.write() as connection:
        connection.execute(insert(models.device), [_device(each) for each in head["devices"]])
    devices = {each["name"]: each["device"] for each in head["devices"]}
    tags = Cursors()
    held: dict[str, dict[str, str]] = {name: {} for name in devices}
    for place, each in enumerate(exchanges):
        if "act" in each:
            act(server, each["act"], each["record"])
            continue
        mine = held[each["who"]]
        old = cursors_hash({scope: cursor(text) for scope, text in mine.items()})
        tags.hashes[old] = cursors_hash({scope: cursor(tags.now.get(text, text)) for scope, text in mine.items()})
        body = tags.asked(each["request"])
        if each["status"] != 200:
            with pytest.raises(Refusal) as caught:
                Exchange(server).answer(devices[each["who"]], codec.media_type(""), body)
            assert (caught.value.status, caught.value.body) == (each["status"], each["refusal"]), place
            continue
        reply = codec.unpack(Exchange(server).answer(devices[each["who"]], codec.media_type(""), body), "")
        recorded, told = json.loads(each["reply"][0]), json.loads(reply[0])
        tags.answered(recorded, told)
        for told_head in (recorded, told):
            mine.update({scope: end for scope, (_, end) in recorded.get("cur", {}).items()})
            told_head.pop("cur", None)
            told_head.pop("k", None)  # a mark under a key of that server
        assert told.pop("s", 1) >= recorded.pop("s", 1), "a later server may know more"
        assert told == recorded, place
        assert [line.decode() for line in reply[1:]] == each["reply"][1:], place
    server.close()


def _device(told: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a device that was enrolled by a recorded enrolment."""
    request = enrolment.decode_enrol_request(told["enrol"].encode())
    answer = enrolment.decode_enrol_answer(told["answer"].encode())
    users = canonical(list(request.users)).decode()
    row = {"home": told["office"], "id": request.device, "key": request.key, "tag": answer.tag, "practice": False}
    return {**row, "founders": users, "users": users, "cursors": "{}", "enrolled_at": now()}


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_every_recorded_line_is_read_and_would_be_written_the_same(path: Path) -> None:
    head, exchanges = traffic(path)
    spoken = [each for each in exchanges if "request" in each]
    for each in spoken:
        asked = [line.encode() for line in each["request"]]
        request = envelope.decode_request(asked)
        assert envelope.encode_request(request) == asked
        for line in request.ops:
            if line != b'["nonsense"]' and stub_of(line) is None:
                assert encode_op(decode_op(line, request.head.since), request.head.since) == line
        told = [line.encode() for line in each.get("reply", ())]
        if told:
            reply = envelope.decode_reply(told)
            assert reply.unread == ()
            assert envelope.encode_reply(reply) == told
    for packed, each in zip(head["packed"], spoken, strict=False):
        assert codec.unpack(unb64(packed), "z1") == [line.encode() for line in each["request"]]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_signatures_marks_and_enrolments_of_every_version_fit(path: Path) -> None:
    head, _ = traffic(path)
    body = unb64(head["packed"][4])
    signed = auth.signed_of(head["signed"])
    assert signed is not None
    assert auth.signed_fits(signed, unb64(head["public"]), "abcdefgh", body)
    key = auth.session_key(unb64(head["seal"]), signed.exchange_public, signed.tag, signed.nonce)
    assert auth.mac_session(head["marked"]) == auth.session_id(key)
    assert auth.mac_fits(head["marked"], key, "abcdefgh", body)
    for device in head["devices"]:
        request = enrolment.decode_enrol_request(device["enrol"].encode())
        assert auth.enrol_fits(device["signed"], request.key, device["enrol"].encode())
        assert request.encode() == device["enrol"].encode()
        answer = enrolment.decode_enrol_answer(device["answer"].encode())
        assert (answer.office, answer.encode()) == (device["office"], device["answer"].encode())


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_laptop_of_today_takes_the_pages_of_every_version(path: Path, tmp_path: Path) -> None:
    _, exchanges = traffic(path)
    session = create_office(tmp_path / "one", "0501", "Sok Dara", "correct horse 9", profile=Profile(1, 8, 1)).session
    store = DatabaseStore(session.database, Enrolment("http://127.0.0.1:1", "t", bytes(32), (), "", bytes(32)))
    roots: Mapping[str, str] = {}
    for each in exchanges:
        if each["who"] == "watch":
            reply = envelope.decode_reply([line.encode() for line in each["reply"]])
            store.accept(store.outgoing(0), 0, reply)
            roots = reply.head.roots or roots
    with session.database.transaction() as connection:
        here = dispatch.roots(connection)
        shown = connection.exec_driver_sql("SELECT how_to_find FROM child").fetchall()
        parked = connection.exec_driver_sql("SELECT count(*) FROM parked").scalar_one()
        gone = connection.exec_driver_sql('SELECT count(*) FROM "case"').scalar_one()
    assert {scope: b64(here.get(scope, 0).to_bytes(8, "big")) for scope in roots} == dict(roots)
    assert [tuple(row) for row in shown] == [("behind the market",)]
    assert (parked, gone) == (0, 0)
    session.close()
