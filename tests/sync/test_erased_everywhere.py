"""Erasure by law reaches what stands nowhere yet: quarantine, waiting requests, duplicates, pieces, contents (sync.md §3)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.protocol import bundle, codec
from sync.protocol.auth import new_exchange_key, public_of_exchange
from sync.protocol.blobs import name_of
from sync.protocol.bundle import Frame
from sync.protocol.canonical import b64
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import RecordLine
from sync.server.blobs import blob_refs
from sync.server.blobs.blobs import Blobs
from sync.server.bundles.bundles import Bundles
from sync.server.database import Store, open_store
from sync.server.desk import release_understood
from sync.server.devices.offices import Device, add_office, device_by_id, revoke
from sync.server.faults import Refusal
from sync.server.keeping.erasure import erase
from tests.support.near import Near, colleague, near
from tests.support.near_office import NearLaptop
from tests.support.put_back import OFFICE, Place
from tests.support.unpacked import unpacked

TOKEN = "Zimtstern"
OTHER = "Pfauenauge"
OFFICES = iter(f"08{number:02}" for number in range(1, 99))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Store]:
    """A server without a process."""
    opened = open_store(tmp_path / "server")
    yield opened
    opened.close()


def laptop(server: Store) -> Near:
    """A laptop of a new office."""
    office = next(OFFICES)
    add_office(server, office)
    return near(server, office)


def holding(server: Store, token: str = TOKEN) -> list[str]:
    """Tables and files of contents that hold a token."""
    found = []
    with server.read() as connection:
        tables = [name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in tables:
            rows = [list(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
            if any(token.encode() in plain(value) for row in rows for value in row):
                found.append(name)
    files = [path for path in (server.folder / "blobs").rglob("*") if path.is_file()]
    return found + [path.name for path in files if token.encode() in path.read_bytes()]


def plain(value: object) -> bytes:
    """A value's bytes; of a packed request its lines."""
    if not isinstance(value, bytes):
        return str(value).encode()
    try:
        return b"\n".join(codec.unpack(value[1:], codec.FORMS[value[0]]))
    except (ProtocolError, IndexError):
        return value


def device(server: Store, one: Near) -> Device:
    """A device as the server has it."""
    with server.read() as connection:
        found = device_by_id(connection, one.device)
    assert found is not None
    return found


def test_what_was_merged_into_an_erased_record_goes_with_it(server: Store) -> None:
    one, two = laptop(server), laptop(server)
    kept, same, third = (one.create("child", {"office": one.office, "school": TOKEN}) for _ in range(3))
    note = one.create("case", {"office": one.office, "child": same, "status": "open"})
    one.push()
    for record, into in ((same, kept), (third, same)):
        one.op("merge_records", "child", record, {"into": into}, one.version(record))
    assert one.push().verdicts == ()
    told = erase(server, kept, "x")
    assert (told["erased"], told["same"], told["linked"]) == (3, sorted([same, third]), [note])
    assert holding(server) == []
    page = [line for line in one.pull().page if isinstance(line, RecordLine)]
    assert {line.record for line in page if line.erased} == {kept, same, third}
    assert two.pull_whole() == {}


def test_who_handed_a_record_over_is_told_though_nothing_else_came_into_the_scope_that_it_left(server: Store) -> None:
    one, two = laptop(server), laptop(server)
    child = one.create("child", {"office": one.office, "school": TOKEN})
    one.push()
    one.op("edit", "child", child, {"office": two.office}, one.version(child))
    one.push()
    one.pull()
    assert (child in one.bodies, child in two.pull_whole()) == (False, True)
    erase(server, child, "x")
    told = [line.record for line in one.pull().page if isinstance(line, RecordLine) and line.erased]
    assert told == [child], "the operation that made it is still there"


def test_who_lost_the_right_to_what_he_wrote_is_told_of_its_erasure_and_nobody_else_without_it(server: Store) -> None:
    head = laptop(server)
    user = colleague(head, "reporter")
    two, third = near(server, head.office, user), near(server, head.office, colleague(head))
    case = two.create("case", {"office": head.office, "status": "open"})
    reporter = two.create("reporter", {"case": case, "name": TOKEN})
    assert two.push().verdicts == ()
    head.pull()
    head.op("edit", "user", user, {"rights": {"add": [], "del": ["reporter"]}}, head.version(user))
    assert head.push().verdicts == ()
    assert two.exchange(count=0).read.head.dropped == (f"o:{head.office}/reporter",)
    erase(server, reporter, "x")
    for _ in range(2):  # as often as it is erased, and once each time
        told = [[line for line in each.pull().page if isinstance(line, RecordLine)] for each in (head, two, third)]
        assert [[line.record for line in page if line.erased] for page in told] == [[reporter], [reporter], []]
        assert [each.exchange(count=0).read.page for each in (head, two, third)] == [()] * 3
        erase(server, reporter, "x")


def test_an_erased_duplicate_tells_of_the_one_that_stays(server: Store) -> None:
    one = laptop(server)
    kept, same = (one.create("child", {"office": one.office, "school": TOKEN}) for _ in range(2))
    one.push()
    one.op("merge_records", "child", same, {"into": kept}, one.version(same))
    one.push()
    assert erase(server, same, "x") == {"record": same, "erased": 1, "linked": [kept], "remains": []}


def test_inv_21_an_erased_record_is_still_known_to_have_been_merged(server: Store) -> None:
    """Who did not know of the erasure says the reverse: that is a circle, and asked, else a child follows what is erased."""
    one, two = (near(server, office) for office in [laptop(server).office] * 2)
    kept, same = (one.create("child", {"office": one.office, "school": TOKEN}) for _ in range(2))
    one.push()
    one.op("merge_records", "child", same, {"into": kept}, one.version(same))
    one.push()
    erase(server, same, "x")
    two.op("merge_records", "child", kept, {"into": same}, one.version(kept))
    assert [(each.verdict, each.fields) for each in two.push().verdicts] == [("conflict", ("into",))]
    told = erase(server, same, "x")
    assert (told["erased"], told["linked"]) == (1, [kept])
    line = next(each for each in one.pull().page if isinstance(each, RecordLine) and each.record == kept)
    assert [each.proposed for each in line.conflicts] == [{"into": same}]


def test_who_merges_into_an_erased_record_without_knowing_is_asked_and_what_is_there_stays(server: Store) -> None:
    """Else the file of a child who is there shows none: it would follow the one whom the law erased."""
    one, two = (near(server, office) for office in [laptop(server).office] * 2)
    kept, same = (one.create("child", {"office": one.office, "school": name}) for name in (OTHER, TOKEN))
    one.push()
    base = one.version(kept)
    erase(server, same, "x")
    two.op("merge_records", "child", kept, {"into": same}, base)
    assert [(each.verdict, each.fields) for each in two.push().verdicts] == [("conflict", ("into",))]

    def told() -> RecordLine:
        page = one.exchange(count=0, wanted=(kept,)).read.page
        return next(each for each in page if isinstance(each, RecordLine) and each.record == kept)

    [clash] = told().conflicts
    assert (told().flags, clash.current, clash.proposed) == ({}, {"into": None}, {"into": same})
    one.op("merge_records", "child", kept, {"into": same}, told().version, resolves=clash.id)
    assert [each.verdict for each in one.push().verdicts] == ["conflict"], "no decision leads there either"
    [clash] = told().conflicts
    one.op("resolve", "child", kept, {}, told().version, resolves=clash.id)
    assert one.push().verdicts == ()
    assert (told().conflicts, told().flags) == ((), {})


def test_what_waits_in_quarantine_below_an_erased_record_goes_with_it(server: Store) -> None:
    one, stranger = laptop(server), laptop(server)
    case = one.create("case", {"office": one.office, "status": "open"})
    one.push()
    note = stranger.create("note", {"case": case, "text": TOKEN})
    stranger.op("edit", "note", note, {"text": {"append": TOKEN}})
    other = stranger.create("note", {"case": stranger.create("case", {"office": one.office}), "text": OTHER})
    assert {each.verdict for each in stranger.push().verdicts} == {"held"}
    assert holding(server) == ["op_log"]
    assert erase(server, case, "x")["erased"] == 2
    assert holding(server) == []
    assert "op_log" in holding(server, OTHER), other
    freed = {verdict for _, _, verdict in stranger.pull().head.freed}
    assert freed == {"erased"}


def test_what_was_released_once_it_could_be_read_is_found_by_its_record(server: Store) -> None:
    one = laptop(server)
    record = one.create("child", {"office": one.office, "school": TOKEN})
    one.lines[-1] = one.lines[-1].replace(b'"child"', b'"newer"')
    lines = one.request()
    lines[0] = lines[0].replace(b'"s":1', b'"s":999')
    reply = one.send(codec.pack(lines, "")).read
    assert [each.reason for each in reply.verdicts] == ["schema_newer"]
    one.sent = reply.head.have
    with server.write() as connection:  # as an update makes the type known
        log = "UPDATE op_log SET line = CAST(replace(line, '\"newer\"', '\"child\"') AS BLOB) WHERE kind = 'schema_newer'"
        connection.exec_driver_sql(log)
    assert release_understood(server) == 1
    with server.read() as connection:
        told = connection.exec_driver_sql("SELECT type, kind, author FROM op_log WHERE record = ?", (record,)).all()
    assert [tuple(row) for row in told] == [("child", "create", one.user)], "its history knows who made it"
    assert erase(server, record, "x")["erased"] == 1
    assert holding(server) == []


def held_request(server: Store, one: Near, first: int, count: int) -> None:
    """Hands a piece of the outbox over by a bundle."""
    body = codec.pack(one.request(first, count, users=None), "z1")
    Bundles(server).take(sealed(server, one, [Frame("R", b"\x00" + body)]))


def sealed(server: Store, one: Near, frames: list[Frame]) -> bytes:
    """A bundle file of a laptop."""
    card = {"d": device(server, one).tag, "x": b64(public_of_exchange(new_exchange_key())), "p": 1}
    reader = public_of_exchange(server.keys.seal)
    return bundle.seal_part(bundle.TO_SERVER, (bundle.new_name(), 1, 1), card, frames, [reader], one.secret)


@pytest.mark.parametrize("revoked", [False, True])
def test_a_waiting_request_loses_only_what_was_erased(server: Store, revoked: bool) -> None:
    one = laptop(server)
    two = near(server, one.office)
    case = two.create("case", {"office": one.office, "status": "open"})
    two.push()
    first = one.create("child", {"office": one.office, "school": "first"})
    one.op("edit", "case", case, {"status": TOKEN})
    kept = one.create("child", {"office": one.office, "school": OTHER})
    note = one.create("note", {"case": case, "text": TOKEN})
    one.op("edit", "note", note, {"text": {"append": TOKEN}})
    if revoked:
        revoke(server, one.device)
    held_request(server, one, one.sent + 2, 4)
    assert holding(server) == ["bundle_wait"]
    assert erase(server, case, "x")["erased"] == 2
    assert holding(server) == []
    assert holding(server, OTHER) == ["bundle_wait"]
    held_request(server, one, one.sent + 1, 1)
    assert holding(server) == []
    with server.read() as connection:
        rows = connection.exec_driver_sql("SELECT record, verdict FROM op_log WHERE incarnation = ?", (one.incarnation,))
        verdicts = [row.verdict for row in rows][one.sent :]
        assert connection.exec_driver_sql("SELECT count(*) FROM bundle_wait").scalar_one() == 0
    assert verdicts == (["held", "erased", "held", "erased", "erased"] if revoked else ["applied", "erased"] * 2 + ["erased"])
    if not revoked:
        assert two.pull_whole().keys() >= {first, kept}


def test_a_waiting_request_that_cannot_be_read_stops_no_erasure(server: Store) -> None:
    one = laptop(server)
    child = one.create("child", {"office": one.office, "school": TOKEN})
    one.push()
    one.create("child", {"office": one.office})
    one.create("child", {"office": one.office})
    held_request(server, one, one.sent + 2, 1)
    with server.write() as connection:
        row = connection.exec_driver_sql("SELECT * FROM bundle_wait").mappings().one()
        for number, content in enumerate((b"", b"\x09x", b"\x00" + TOKEN.encode(), b"\x03{}\n", b"\x03[]\n" * 3)):
            columns = ", ".join(f'"{name}"' for name in row)
            values = tuple({**row, "first": 50 + number, "content": content}.values())
            connection.exec_driver_sql(f"INSERT INTO bundle_wait ({columns}) VALUES ({','.join('?' * len(row))})", values)
    assert erase(server, child, "x")["erased"] == 1
    assert holding(server) == []
    with server.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM bundle_wait").scalar_one() == 1, "what can be read stays"


def pieces_of(frame: Frame) -> list[Frame]:
    """The pieces of a frame, in parts as small as there are."""
    return [each for part in bundle.in_parts([frame], bundle.PART_LEAST) for each in part]


def test_pieces_go_unless_their_laptop_has_nothing_any_more(server: Store) -> None:
    one, gone = laptop(server), laptop(server)
    child = one.create("child", {"office": one.office, "school": TOKEN})
    one.push()
    kept = gone.create("child", {"office": gone.office, "school": OTHER})
    gone.create("child", {"office": gone.office, "school": secrets.token_urlsafe(6000)})
    frame = Frame("R", b"\x00" + codec.pack(gone.request(users=None), "z1"))
    pieces = pieces_of(frame)
    revoke(server, gone.device)
    for some, from_whom in ((pieces[:-1], gone), (pieces_of(Frame("R", secrets.token_bytes(9000)))[:-1], one)):
        Bundles(server).take(sealed(server, from_whom, some))
    assert erase(server, child, "x") == {"record": child, "erased": 1, "linked": [], "remains": [], "unread": len(pieces) - 1}
    Bundles(server).take(sealed(server, gone, pieces[-1:]))
    assert holding(server, OTHER) == ["op_log"], kept


def picture(one: Near, parent: str, content: bytes) -> str:
    """An attachment that names a content."""
    return one.create("attachment", {"response": parent, "sha256": name_of(content)})


def test_a_content_that_came_before_its_erased_record_goes(server: Store) -> None:
    one, other = laptop(server), laptop(server)
    store = Blobs(server)
    case = one.create("case", {"office": one.office, "status": "open"})
    one.push()
    mine, shared = f"{TOKEN} mine".encode(), f"{OTHER} shared".encode()
    for who, content in ((one, mine), (one, shared), (other, shared)):
        store.put(who.office, who.device, content)
    erase(server, case, "x")
    response = one.create("form_response", {"case": case})
    for content in (mine, shared):
        picture(one, response, content)
    assert [each.verdict for each in one.push().verdicts] == ["erased"] * 3
    assert holding(server) == []
    assert holding(server, OTHER) == [name_of(shared)], "another laptop brought the same"
    with pytest.raises(Refusal, match="erased"):
        store.put(one.office, one.device, mine)


def test_a_content_that_is_erased_while_it_comes_does_not_stay(server: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    one = laptop(server)
    store = Blobs(server)
    content = TOKEN.encode() * 10
    name = name_of(content)
    found = device(server, one)
    real = blob_refs.is_erased
    asked = iter([False, True, True, True])
    monkeypatch.setattr(
        blob_refs, "is_erased", lambda connection, each: next(asked) if each == name else real(connection, each)
    )
    with pytest.raises(Refusal, match="erased"):
        store.put(one.office, one.device, content)
    assert holding(server) == []
    with pytest.raises(Refusal, match="erased"):
        store.write(found, name, len(content), 0, content)
    assert holding(server) == []


def test_a_laptop_wipes_what_was_erased_while_it_was_held(tmp_path: Path) -> None:
    place = Place(tmp_path)
    one, two = place.laptop(), place.laptop()
    case = one.create("case", office=OFFICE, status="open")
    place.settle()
    with place.store.write() as connection:  # as if the case were elsewhere
        connection.exec_driver_sql("UPDATE record SET office = '0999' WHERE id = ?", (case,))
    note = two.create("note", case=case, text=TOKEN)
    two.exchange()
    assert two.sql("SELECT reason FROM held") == [("not_in_scope",)]
    with place.store.write() as connection:
        connection.exec_driver_sql("UPDATE record SET office = ? WHERE id = ?", (OFFICE, case))
    assert erase(place.store, case, "x")["erased"] == 2
    two.exchange()
    assert two.shown("note", note) is None
    assert TOKEN not in str([unpacked(each) for row in two.sql("SELECT patch, line FROM op") for each in row])
    assert TOKEN not in str(two.sql("SELECT * FROM history"))
    place.close()


def test_an_erased_name_finds_no_case_and_pieces_of_a_large_record_go(tmp_path: Path) -> None:
    place = Place(tmp_path)
    one, two = place.laptop(), place.laptop()
    child = one.child(family_name_latin=TOKEN, given_name_latin="Sok", school="x")
    case = one.create("case", office=OFFICE, child=child, status="open", code="0203-001")
    one.create("residency", child=child, family_name_km="ចាន់")
    place.settle()
    pieces = "INSERT INTO blob_part (sha256, start, data) VALUES (?, 0, ?)"
    with two.session.database.transaction() as connection:
        columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(blob_part)")]
        connection.exec_driver_sql(pieces.replace("start", columns[1]), ("ab" * 32, TOKEN.encode()))
    assert found_by(two) == ["case", "child", "residency"]
    assert case in erase(place.store, child, "x")["linked"]
    for laptop in (one, two):
        laptop.exchange()
        assert found_by(laptop) == []
        assert laptop.sql("SELECT count(*) FROM search WHERE type = 'case'") == [(1,)]
        assert laptop.sql("SELECT count(*) FROM blob_part") == [(0,)]
    place.close()


def found_by(laptop: NearLaptop) -> list[str]:
    """Types of records that the search finds by the token."""
    return [kind for (kind,) in laptop.sql("SELECT type FROM search WHERE instr(lower(norm), ?) > 0", TOKEN.lower())]
