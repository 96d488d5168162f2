"""Who may exchange, and what they are sent: codes, keys, practice offices, revoked devices, scopes, rights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.domain.ids import new_id
from sync.protocol import codec, envelope
from sync.protocol.lines import RecordLine
from sync.server import models
from sync.server.database import Store
from tests.support.enrolled import enrolled
from tests.support.laptop import Laptop
from tests.support.postgres import DATABASES, database_of
from tests.support.server import RunningServer, quick_code, serving

CODES = [f"04{number:02}" for number in range(1, 40)]
OFFICES = iter(CODES)


@pytest.fixture(scope="module", params=DATABASES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all tests here, on each kind of database; each takes an office of its own."""
    folder = tmp_path_factory.mktemp("server") / "data"
    with database_of(request.param) as address, serving(folder, *CODES, database=address) as running:
        yield running


@pytest.fixture
def office() -> str:
    """An office that no other test uses."""
    return next(OFFICES)


@contextmanager
def opened(server: RunningServer) -> Iterator[Store]:
    """The server's own data, beside the serving process."""
    store = server.data.opened()
    try:
        yield store
    finally:
        store.close()


def test_a_code_serves_once_and_a_lost_answer_is_given_again(server: RunningServer, office: str) -> None:
    code = server.data.enrol_code(office)
    laptop = Laptop(server.url, office)
    first = laptop.enrol(code.lower().replace("0", "o"))
    assert first.status_code == 200
    assert laptop.enrol(code).content == first.content
    other = Laptop(server.url, office).enrol(code)
    assert (other.status_code, other.json()) == (403, {"error": "code_used"})


def test_wrong_codes_offices_and_signatures_are_refused(server: RunningServer, office: str) -> None:
    laptop = Laptop(server.url, office)
    assert laptop.enrol("0000000000").json() == {"error": "code_unknown"}
    assert laptop.enrol("nonsense").json() == {"error": "code_unknown"}
    code = quick_code(server, office)
    assert laptop.enrol(code, office="0101").json() == {"error": "office_mismatch"}
    answer = laptop.http.post(f"{server.url}/v1/enrol", data=b"{}", timeout=30)
    assert (answer.status_code, answer.json()) == (403, {"error": "code_unknown"})
    assert server.data.run("enrol-code", "999999").returncode == 1
    with opened(server) as store, store.write() as connection:
        past = (datetime.now(UTC) - timedelta(days=1)).isoformat()
        connection.execute(update(models.enrol_code).where(models.enrol_code.c.used_at.is_(None)).values(expires_at=past))
    assert laptop.enrol(code).json() == {"error": "code_expired"}
    assert not [row for row in server.data.ask("device", "list") if row["office"] == office]


def test_practice_and_real_data_never_meet(server: RunningServer, office: str) -> None:
    other = next(OFFICES)
    enrolled(server, office, practice=True, empty=False)
    assert {"office": office, "practice": True} in server.data.tell("status")["offices"]
    refused = Laptop(server.url, office).enrol(quick_code(server, office), empty=False)
    assert (refused.status_code, refused.json()) == (403, {"error": "practice_mismatch"})
    empty = Laptop(server.url, office).enrol(quick_code(server, office), empty=True)
    assert empty.json()["practice"] is True
    enrolled(server, other, empty=False)
    refused = Laptop(server.url, other).enrol(quick_code(server, other), practice=True, empty=False)
    assert refused.json() == {"error": "practice_mismatch"}


def test_only_a_device_with_its_key_exchanges(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    body = codec.pack(laptop.request(count=0))
    answer = laptop.http.post(server.url + envelope.PATH, data=body, timeout=30)
    assert (answer.status_code, answer.json()["error"]) == (401, "nonce")
    thief = Laptop(server.url, office, device=laptop.device, incarnation=laptop.incarnation)
    thief.tag, thief.seal = laptop.tag, laptop.seal
    assert thief.exchange(count=0).status == 401
    thief.tag, thief.key = "ZZZZ", b""
    assert thief.exchange(count=0).error == {"error": "device_unknown"}
    laptop.key = bytes(32)
    assert laptop.exchange(count=0).status == 200


def test_a_revoked_device_is_shut_out_and_keeps_what_it_gave(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    laptop.create("child", {"office": office, "given_name_km": "k"})
    laptop.push()
    before = server.data.tell("digest", "--office", office)
    assert server.data.tell("device", "revoke", laptop.tag)["device"] == laptop.device
    assert (laptop.exchange(count=0).status, laptop.exchange(count=0).error) == (403, {"error": "device_revoked"})
    laptop.key = b""
    assert laptop.exchange(count=0).error == {"error": "device_revoked"}
    assert server.data.tell("digest", "--office", office) == before
    assert server.data.run("device", "revoke", "nobody").returncode == 1


def test_every_byte_that_a_device_receives_is_of_its_scopes(server: RunningServer, office: str) -> None:
    neighbour = next(OFFICES)
    one, foreign = enrolled(server, office), enrolled(server, neighbour)
    plain = Laptop(server.url, office)
    assert plain.enrol(quick_code(server, office)).status_code == 200
    rights = {"office": office, "name": "P", "active": True, "roles": {"add": ["caseworker"], "del": []}}
    one.op("create", "user", plain.user, {**rights, "rights": {"add": ["reporter"], "del": []}})
    case = one.create("case", {"office": office, "reason": "token-plain"})
    one.create("reporter", {"case": case, "name": "token-reporter"})
    one.create("perpetrator", {"case": case, "name": "token-perpetrator"})
    concern = one.create("concern", {"case": case, "code": "neglect", "note": "token-concern"})
    one.push()
    foreign.create("case", {"office": neighbour, "reason": "token-foreign"})
    facility = foreign.create("facility", {"office": neighbour, "name_km": "token-directory"})
    foreign.create("residency", {"facility": facility, "given_name_km": "token-resident"})
    foreign.push()
    plain.pull()
    for told, there in (("plain", True), ("reporter", True), ("concern", True), ("directory", True)):
        assert (f"token-{told}".encode() in plain.received) is there
    one.op("edit", "concern", concern, {"code": "sexual_violence", "note": "token-later"}, version(one, concern))
    one.push()
    plain.pull()
    assert concern not in plain.bodies
    for told in ("perpetrator", "foreign", "resident", "later"):
        assert f"token-{told}".encode() not in plain.received
    one.pull()
    assert b"token-foreign" not in one.received
    assert b"token-perpetrator" in b"".join(one.lines)


def version(laptop: Laptop, record: str) -> int:
    """The version of a record as a fresh pull gives it."""
    reply = laptop.exchange(count=0, wanted=(record,)).read
    return next(line.version for line in reply.page if isinstance(line, RecordLine) and line.record == record)


def test_nobody_writes_into_another_office_or_a_group_without_right(server: RunningServer, office: str) -> None:
    neighbour = next(OFFICES)
    laptop, foreign = enrolled(server, office), enrolled(server, neighbour)
    record = foreign.create("child", {"office": neighbour, "given_name_km": "k"})
    foreign.push()
    clerk = new_id()
    patch = {"office": office, "name": "C", "active": True, "roles": {"add": ["clerk"], "del": []}}
    laptop.op("create", "user", clerk, patch)
    case = laptop.create("case", {"office": office})
    laptop.push()
    laptop.op("edit", "child", record, {"school": "x"}, 10**6)
    laptop.create("child", {"office": neighbour})
    laptop.create("reporter", {"case": case, "name": "x"}, user=clerk)
    laptop.create("note", {"case": case, "text": {"append": "y"}}, user=clerk)
    laptop.op("edit", "user", clerk, {"roles": {"add": ["administrator"], "del": []}}, user=clerk)
    assert [(each.position, each.reason) for each in laptop.push().verdicts] == [
        (0, "not_in_scope"),
        (1, "not_in_scope"),
        (2, "no_right"),
        (4, "no_right"),
    ]


def test_a_right_counts_as_it_was_when_the_author_looked(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    user = new_id()
    patch = {"office": office, "name": "C", "active": True, "roles": {"add": ["caseworker"], "del": []}}
    laptop.op("create", "user", user, {**patch, "rights": {"add": ["reporter"], "del": []}})
    case = laptop.create("case", {"office": office})
    report = laptop.create("reporter", {"case": case, "name": "x"})
    laptop.push()
    seen = version(laptop, report)
    laptop.op("edit", "user", user, {"rights": {"add": [], "del": ["reporter"]}}, seen)
    laptop.push()
    laptop.op("edit", "reporter", report, {"note": "offline, before"}, seen, user=user)
    laptop.op("edit", "reporter", report, {"phone": "1"}, version(laptop, user), user=user)
    assert [(each.position, each.reason) for each in laptop.push().verdicts] == [(1, "no_right")]
    laptop.op("edit", "user", user, {"roles": {"add": ["ministry"], "del": []}}, 1)
    laptop.op("edit", "user", user, {"roles": {"add": ["administrator"], "del": []}}, 1, user=user)
    assert [each.position for each in laptop.push().verdicts] == [1]


def test_faults_of_the_commands_are_told(server: RunningServer, office: str) -> None:
    assert server.data.run("digest", "--office", "77").returncode == 1
    assert server.data.run("office", "add", "nine").returncode == 1
    assert server.data.tell("office", "add", office) == {"office": office, "added": False}
    assert server.data.run("held", "release", "x").returncode == 1
    assert server.data.run("teleport").returncode == 2
    assert server.data.run("serve", "--port", str(server.port)).returncode == 3
    assert server.data.run("restore", str(server.data.folder / "nowhere")).returncode == 1


def test_the_description_is_served(server: RunningServer) -> None:
    told = Laptop(server.url, "04").http.get(f"{server.url}/openapi.json", timeout=30).json()
    assert {"/v1/exchange", "/v1/enrol", "/v1/alive"} <= told["paths"].keys()
    assert {"Alive", "EnrolAnswered", "Refused"} <= told["components"]["schemas"].keys()
