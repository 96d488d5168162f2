"""One enrolled laptop in the wrong hands: what it can read, claim, put in the place of others' data, or keep others from."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.domain.ids import new_id
from sync.protocol import auth
from sync.protocol.blobs import Talk, name_of
from sync.protocol.lines import NOT_KNOWN, RecordLine
from sync.server.blobs import blob_refs, blobs
from sync.server.blobs.blobs import Blobs
from sync.server.database import Store, open_store
from sync.server.devices.auth import OF_ONE, Gate
from sync.server.devices.offices import Device, add_office, device_by_id
from sync.server.faults import Refusal
from sync.server.keeping.check import check
from sync.server.keeping.erasure import erase
from tests.support.near import Near, colleague, near
from tests.support.postgres import DATABASES, database_of

OFFICES = iter(f"07{number:02}" for number in range(1, 99))


@pytest.fixture(scope="module", params=DATABASES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One server without a process, on each kind of database; each test takes offices of its own."""
    with database_of(request.param) as address:
        opened = open_store(tmp_path_factory.mktemp("server"), address)
        yield opened
        opened.close()


def laptop(server: Store, office: str = "") -> Near:
    """A laptop of an office, of a new one if none is named."""
    if not office:
        office = next(OFFICES)
        add_office(server, office)
    return near(server, office)


def sql(server: Store, statement: str, **values: object) -> None:
    """Damage to the server's database."""
    with server.write() as connection:
        connection.execute(text(statement), values)


@pytest.mark.parametrize("moved", [False, True])
def test_a_lost_record_is_taken_back_only_from_who_had_it_and_as_what_it_was(server: Store, moved: bool) -> None:
    owner, thief = laptop(server), laptop(server)
    child = owner.create("child", {"office": owner.office, "school": "true"})
    owner.push()
    version = owner.version(child)
    sql(server, "DELETE FROM record WHERE id = :id", id=child)
    check(server, repair=True)
    office = thief.office if moved else owner.office
    thief.op("rescue", "child", child, {"=": {"office": office, "school": "forged"}}, version, user=NOT_KNOWN)
    thief.push()
    owner.op("rescue", "child", child, {"=": {"office": thief.office, "school": "true"}}, version)
    owner.op("rescue", "case", child, {"=": {"office": owner.office, "status": "open"}}, version)
    owner.push()
    assert check(server)["damaged"] == [child], "nothing that anybody said so far was what stood there"
    owner.op("rescue", "child", child, {"=": {"office": owner.office, "school": "true"}}, version)
    owner.push()
    assert check(server)["damaged"] == []
    assert owner.pull_whole()[child] == {"office": owner.office, "school": "true"}
    assert child not in thief.pull_whole()


def test_a_lost_record_of_the_directory_is_told_by_its_own_office(server: Store) -> None:
    owner, thief = laptop(server), laptop(server)
    facility = owner.create("facility", {"office": owner.office, "name_km": "true"})
    owner.push()
    version = owner.version(facility)
    thief.pull()
    assert facility in thief.bodies
    sql(server, "DELETE FROM record WHERE id = :id", id=facility)
    check(server, repair=True)
    thief.op("rescue", "facility", facility, {"=": {"office": owner.office, "name_km": "forged"}}, version)
    thief.push()
    assert check(server)["damaged"] == [facility]
    owner.op("rescue", "facility", facility, {"=": {"office": owner.office, "name_km": "true"}}, version)
    owner.push()
    assert thief.pull_whole()[facility] == {"office": owner.office, "name_km": "true"}


def test_a_part_of_a_case_comes_back_to_where_the_case_is_now(server: Store) -> None:
    owner, receiver = laptop(server), laptop(server)
    case = owner.create("case", {"office": owner.office, "status": "open"})
    note = owner.create("note", {"case": case, "text": "told"})
    owner.push()
    owner.op("edit", "case", case, {"office": receiver.office}, owner.version(case))
    owner.push()
    version = receiver.version(note)
    sql(server, "DELETE FROM record WHERE id = :id", id=note)
    check(server, repair=True)
    receiver.op("rescue", "note", note, {"=": {"case": case, "text": "told"}}, version)
    receiver.push()
    assert receiver.pull_whole()[note] == {"case": case, "text": "told"}
    assert note not in owner.pull_whole()


def test_naming_a_user_of_another_office_opens_no_restricted_group(server: Store) -> None:
    owner, thief = laptop(server), laptop(server)
    head = laptop(server, thief.office)
    user = colleague(head)
    thief.op("edit", "user", thief.user, {"rights": {"add": [], "del": ["sexual_violence"]}}, head.version(thief.user))
    thief.push()
    secret = head.create("allegation", {"office": head.office, "kind": "sexual", "summary": "secret"})
    head.push()
    thief.received = b""
    for users in ((thief.user, owner.user), (user, owner.user), (owner.user,), (new_id(),)):
        thief.cursors.clear()
        page = thief.exchange(count=0, users=users, wanted=(secret,)).read.page
        assert [line for line in page if isinstance(line, RecordLine) and line.record == secret] == []
    assert b"secret" not in thief.received


def test_an_old_mark_of_the_server_begins_no_epochs(server: Store) -> None:
    one = laptop(server)
    one.create("child", {"office": one.office})
    reply = one.push()
    shown = (reply.head.have, reply.head.receipt)
    assert reply.head.receipt
    sql(server, "UPDATE incarnation SET have = 1, chain = :chain WHERE id = :id", chain=one.chain_at(1), id=one.incarnation)
    sql(server, "DELETE FROM op_log WHERE incarnation = :id AND seq > 1", id=one.incarnation)
    first = one.exchange(first=2, count=0, receipt=shown)
    assert (first.status, first.error["error"]) == (410, "epoch"), "a server that was put back learns it"
    one.cursors.clear()
    again = one.exchange(first=2, count=0, receipt=shown)
    assert again.status == 200, "once"
    assert again.read.head.epoch == first.error["epoch"]


def test_signing_in_without_end_leaves_a_few_keys(server: Store) -> None:
    one = laptop(server)
    gate, tag = Gate(server), device(server, one).tag
    for _ in range(OF_ONE + 9):
        with pytest.raises(Refusal) as told:
            gate.device_of(None, "r", b"")
        nonce = str(told.value.body["nonce"])
        header = auth.signed_authorization(one.secret, tag, nonce, auth.new_exchange_key(), "r", b"")
        assert gate.device_of(header, "r", b"") == one.device
    with server.read() as connection:
        query = text("SELECT count(*) FROM session WHERE device = :id")
        assert connection.execute(query, {"id": one.device}).scalar_one() == OF_ONE


def device(server: Store, one: Near) -> Device:
    """A device as the server has it."""
    with server.read() as connection:
        found = device_by_id(connection, one.device)
    assert found is not None
    return found


def with_picture(server: Store, one: Near, content: bytes, office: str = "") -> str:
    """A case with a picture whose content is there; gives the case."""
    case = one.create("case", {"office": office or one.office, "status": "open"})
    response = one.create("form_response", {"case": case})
    one.create("attachment", {"response": response, "sha256": name_of(content)})
    assert one.push().verdicts == ()
    Blobs(server).put(one.office, one.device, content)
    return case


def may_read(server: Store, one: Near, content: bytes) -> bool:
    """Whether a laptop gets a content."""
    store, name, who = Blobs(server), name_of(content), device(server, one)
    there = store.begin(who, name, len(content)).done
    assert (store.talk(who, Talk(want=(name,))).want == (len(content),)) == there
    try:
        store.read(who, name, 0, 100)
    except Refusal:
        assert not there
        return False
    return there


def test_who_knows_only_the_name_of_a_picture_does_not_get_it_by_naming_it(server: Store) -> None:
    owner, thief = laptop(server), laptop(server)
    content = secrets.token_bytes(300)
    case = with_picture(server, owner, content)
    colleague_there = laptop(server, owner.office)
    response = thief.create("form_response", {"case": thief.create("case", {"office": thief.office})})
    thief.create("attachment", {"response": response, "sha256": name_of(content)})
    assert thief.push().verdicts == ()
    assert [may_read(server, each, content) for each in (owner, colleague_there, thief)] == [True, True, False]
    owner.op("edit", "case", case, {"office": thief.office}, owner.version(case))
    assert owner.push().verdicts == ()
    assert may_read(server, thief, content), "with the case it was handed over"
    fresh = secrets.token_bytes(300)
    response = thief.create("form_response", {"case": case})
    thief.create("attachment", {"response": response, "sha256": name_of(fresh)})
    thief.push()
    assert not may_read(server, thief, fresh)
    assert Blobs(server).write(device(server, thief), name_of(fresh), 300, 0, fresh).done
    assert may_read(server, thief, fresh), "who has it himself is believed"


def test_a_picture_added_after_its_case_was_handed_over_reaches_the_receiver(server: Store) -> None:
    one, receiver = laptop(server), laptop(server)
    case = one.create("case", {"office": one.office, "status": "open"})
    one.push()
    head = laptop(server, one.office)
    head.op("edit", "case", case, {"office": receiver.office}, head.version(case))
    head.push()
    content = secrets.token_bytes(300)
    response = one.create("form_response", {"case": case})
    one.create("attachment", {"response": response, "sha256": name_of(content)})
    assert one.push().verdicts == ()
    Blobs(server).put(one.office, one.device, content)
    assert may_read(server, receiver, content)


def test_who_found_a_picture_there_learns_that_it_is_safe_when_its_case_is_elsewhere(server: Store) -> None:
    owner, receiver = laptop(server), laptop(server)
    colleague_there = laptop(server, owner.office)
    content = secrets.token_bytes(300)
    case = with_picture(server, owner, content)
    store, name = Blobs(server), name_of(content)
    assert store.begin(device(server, colleague_there), name, 300).done
    owner.op("edit", "case", case, {"office": receiver.office}, owner.version(case))
    owner.push()
    with server.write() as connection:
        blob_refs.mark_safe(connection, [name])
    asked = [store.talk(device(server, each), Talk(safe=(name,))).safe for each in (owner, colleague_there, laptop(server))]
    assert asked == [(1,), (1,), (0,)]
    with pytest.raises(Refusal, match="blob_missing"):
        store.read(device(server, colleague_there), name, 0, 100)


def test_nobody_learns_that_a_picture_was_erased_by_asking_for_its_name(server: Store) -> None:
    owner, thief = laptop(server), laptop(server)
    content = secrets.token_bytes(300)
    name = name_of(content)
    erase(server, with_picture(server, owner, content), "x")
    store = Blobs(server)
    assert store.begin(device(server, thief), name, 300) == store.begin(device(server, thief), name_of(b"never"), 300)
    with pytest.raises(Refusal, match="erased"):
        store.begin(device(server, owner), name, 300)
    with pytest.raises(Refusal, match="erased"):
        store.write(device(server, thief), name, 300, 0, content)
    assert not store.path(name).exists()


def test_one_laptop_cannot_fill_the_disk_with_what_nothing_names(server: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "UNNAMED_MAX", 1000)
    one, two = laptop(server), laptop(server)
    store = Blobs(server)
    contents = [secrets.token_bytes(400) for _ in range(3)]
    for content in contents[:2]:
        assert store.write(device(server, one), name_of(content), 400, 0, content).done
    for put in (
        lambda: store.write(device(server, one), name_of(contents[2]), 400, 0, contents[2]),
        lambda: store.put(one.office, one.device, contents[2]),
    ):
        with pytest.raises(Refusal, match="blobs_full"):
            put()
    assert store.put(one.office, one.device, contents[0]), "what is here is here"
    assert store.write(device(server, two), name_of(contents[2]), 400, 0, contents[2]).done
    response = one.create("form_response", {"case": one.create("case", {"office": one.office})})
    one.create("attachment", {"response": response, "sha256": name_of(contents[0])})
    one.push()
    assert store.put(one.office, one.device, secrets.token_bytes(400)), "what a record names counts no more"
