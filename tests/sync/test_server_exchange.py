"""The real server over HTTP: what is sent twice counts once, what clashes is kept, what is not understood is held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.ids import new_id
from sync.protocol import codec, lines
from sync.protocol.audit import AuditLine
from sync.protocol.lines import EchoLine, GoneLine, RecordLine
from tests.support.enrolled import enrolled
from tests.support.laptop import AT, Laptop
from tests.support.postgres import DATABASES, database_of
from tests.support.server import RunningServer, serving


@pytest.fixture(scope="module", params=DATABASES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all tests here, on each kind of database; each takes an office of its own."""
    codes = [f"03{number:02}" for number in range(1, 60)]
    folder = tmp_path_factory.mktemp("server") / "data"
    with database_of(request.param) as address, serving(folder, "02", "0201", "0202", *codes, database=address) as running:
        yield running


OFFICES = iter(f"03{number:02}" for number in range(1, 60))


@pytest.fixture
def office() -> str:
    """An office that no other test uses."""
    return next(OFFICES)


def second(server: RunningServer, laptop: Laptop) -> Laptop:
    """Another laptop of the same office, up to date."""
    other = enrolled(server, laptop.office)
    laptop.pull()
    return other


def child(laptop: Laptop, name: str) -> str:
    """A new child in the outbox."""
    return laptop.create("child", {"office": laptop.office, "family_name_km": name, "given_name_km": name})


def version(laptop: Laptop, record: str) -> int:
    """The version of a record as a fresh pull gives it."""
    reply = laptop.exchange(count=0, wanted=(record,)).read
    return next(line.version for line in reply.page if isinstance(line, RecordLine) and line.record == record)


def test_new_records_come_back_as_one_echo(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    for number in range(50):
        child(laptop, f"k{number}")
    reply = laptop.push()
    (echo,) = reply.page
    assert isinstance(echo, EchoLine)
    assert (echo.first, echo.count, reply.head.have, reply.head.more) == (0, 50, 51, False)
    assert set(reply.head.roots) >= {"n", f"o:{office}", f"o:{office}/reporter"}
    assert laptop.pull().page == ()


def test_repeated_split_and_overlapping_batches_change_nothing(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    records = [child(laptop, f"k{number}") for number in range(6)]
    laptop.op("edit", "child", new_id(), {"school": "nowhere"})
    first = laptop.exchange().read
    state = server.data.tell("digest", "--office", office)
    assert [(each.position, each.reason) for each in first.verdicts] == [(6, "unknown_record")]
    for start, count in ((2, 7), (2, 3), (5, 4), (3, 2), (8, 1), (1, 8)):
        again = laptop.exchange(start, count).read
        assert [verdict.reason for verdict in again.verdicts] == ["unknown_record"] * (start <= 8 < start + count)
        assert again.head.have == 8
    assert server.data.tell("digest", "--office", office) == state
    assert len(records) == state["records"] - 1


def test_the_same_number_with_another_content_is_a_fork(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    for number in range(4):
        child(laptop, f"k{number}")
    laptop.push()
    clone = Laptop(**{name: getattr(laptop, name) for name in ("url", "office", "user", "device", "secret", "incarnation")})
    clone.tag, clone.seal, clone.lines = laptop.tag, laptop.seal, laptop.lines[:3]
    child(clone, "other")
    answer = clone.exchange()
    assert (answer.status, answer.error["error"], answer.error["first"]) == (409, "fork", 4)
    clone.sent = 4
    child(clone, "more")
    answer = clone.exchange()
    assert (answer.status, answer.error["error"], answer.error["have"]) == (409, "gap", 5) or answer.error["error"] == "fork"
    assert version(laptop, laptop.user) == version(laptop, laptop.user)


def test_what_a_clone_sent_beyond_a_request_is_told_whole(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    known = child(laptop, "k0")
    laptop.push()
    stood = dict(laptop.cursors)
    child(laptop, "k1")
    common = len(laptop.lines)
    laptop.op("edit", "child", known, {"school": "of the clone"}, version(laptop, known))
    laptop.push()
    laptop.cursors = stood
    reply = laptop.exchange(common, 1, large=True, earlier=True).read
    beyond = [line for line in reply.page if isinstance(line, EchoLine) and line.first + line.count > 1]
    assert beyond == [], "whoever asks has not the operation that came after its last one"
    assert known in {line.record for line in reply.page if isinstance(line, RecordLine)}


def test_a_gap_is_told_with_what_is_here(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    for number in range(3):
        child(laptop, f"k{number}")
    answer = laptop.exchange(3)
    assert (answer.status, answer.error["error"], answer.error["have"]) == (409, "gap", 1)


def test_two_writers_of_different_fields_both_stay(server: RunningServer, office: str) -> None:
    one = enrolled(server, office)
    two = second(server, one)
    record = child(one, "k")
    one.push()
    two.pull()
    seen = version(two, record)
    one.op("edit", "child", record, {"school": "A"}, seen)
    two.op("edit", "child", record, {"how_to_find": "B"}, seen)
    assert one.push().verdicts == ()
    (verdict,) = two.push().verdicts
    assert verdict.verdict == "merged"
    one.pull()
    assert one.bodies[record] == two.bodies[record]
    assert one.bodies[record] is not None
    assert (one.bodies[record] or {})["school"] == "A"
    assert (one.bodies[record] or {})["how_to_find"] == "B"


def test_a_clash_keeps_both_and_a_decision_ends_it(server: RunningServer, office: str) -> None:
    before = server.data.tell("status")["conflicts"]
    one = enrolled(server, office)
    two = second(server, one)
    record = child(one, "k")
    one.push()
    two.pull()
    seen = version(two, record)
    one.op("edit", "child", record, {"school": "A"}, seen)
    two.op("edit", "child", record, {"school": "B"}, seen)
    one.push()
    reply = two.push()
    (verdict,) = reply.verdicts
    assert (verdict.verdict, verdict.fields) == ("conflict", ("school",))
    (line,) = [line for line in reply.page if isinstance(line, RecordLine) and line.record == record]
    (part,) = line.conflicts
    assert (part.id, part.current, part.proposed) == (verdict.conflicts[0], {"school": "A"}, {"school": "B"})
    assert (part.current_user, part.proposed_user, part.proposed_at) == (one.user, two.user, AT)
    one.pull()
    two.op("resolve", "child", record, {"school": "B"}, line.version, resolves=part.id)
    assert two.push().verdicts == ()
    reply = one.pull()
    assert (one.bodies[record] or {})["school"] == "B"
    assert server.data.tell("status")["conflicts"] == before, "other tests share the server"
    assert [log.changes.get("school") for log in reply.logs if log.record == record] in ([("A", "B")], [])


def test_what_is_not_understood_is_held_and_the_rest_goes_on(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    good = child(laptop, "k")
    start = len(laptop.lines)
    rubbish = [
        b"{",
        b"[]",
        b'["c"]',
        b"\xff\xfe",
        b'["c","child",0,"~x",1,"y",{}]',
        b"[" * 100_000,
        b'["e","child",1e5,"",0,"",{}]',
    ]
    laptop.lines.extend(rubbish)
    laptop.lines.append(lines.encode_op(lines.OpLine("create", "spaceship", new_id(), (0, 0), laptop.user, AT, {}), AT))
    laptop.lines.append(
        laptop.lines[1].replace(b'"given_name_km":"k"', b'"given_name_km":"\\ud800"').replace(good.encode(), new_id().encode())
    )
    child(laptop, "after")
    reply = laptop.push()
    assert [each.position for each in reply.verdicts] == list(range(1, 1 + len(rubbish) + 2))
    assert {each.verdict for each in reply.verdicts} == {"held"}
    assert reply.verdicts[-2].reason == "unknown_type"
    assert reply.head.have == len(laptop.lines) == start + len(rubbish) + 3
    assert len([row for row in server.data.ask("held", "list") if row["device"] == laptop.device]) == len(rubbish) + 2


def test_held_operations_wait_in_order_and_are_released(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    stranger = new_id()
    record = new_id()
    patch = {"office": office, "family_name_km": "k"}
    laptop.op("create", "child", record, patch, user=stranger)
    laptop.op("edit", "child", record, {"school": "A"})
    laptop.op("edit", "child", record, {"school": "B"})
    reply = laptop.push()
    assert [each.reason for each in reply.verdicts] == ["no_right", "waits", "waits"]
    user = {"office": office, "name": "B", "active": True, "roles": {"add": ["caseworker"], "del": []}}
    laptop.op("create", "user", stranger, user)
    assert laptop.push().verdicts == ()
    name = next(row["id"] for row in server.data.ask("held", "list") if row["record"] == record and row["reason"] == "no_right")
    assert server.data.tell("held", "release", name) == {"id": name, "released": 3, "held": 0}
    reply = laptop.pull()
    assert (laptop.bodies[record] or {})["school"] == "B"
    assert sorted(reply.head.freed) == [(laptop.incarnation, seq, "applied") for seq in (2, 3, 4)]
    assert [each.reason for each in laptop.exchange(2, 3).read.verdicts] == []


def test_a_discarded_operation_is_gone_and_what_waits_goes_on(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    record = child(laptop, "k")
    bad = laptop.op("edit", "child", record, {"school": "A"}, user=new_id())
    laptop.op("edit", "child", record, {"school": "B"})
    laptop.op("discard", "", record, {"op": [laptop.incarnation, bad]})
    reply = laptop.push()
    assert [each.reason for each in reply.verdicts] == ["no_right", "waits"]
    laptop.pull()
    assert (laptop.bodies[record] or {})["school"] == "B"
    assert sorted(reply.head.freed) == [(laptop.incarnation, bad, "discarded"), (laptop.incarnation, bad + 1, "applied")]


def test_raw_bytes_are_kept_uninterpreted(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    child(laptop, "k")
    reply = laptop.exchange(raw=True).read
    assert [each.reason for each in reply.verdicts] == ["raw"]


def test_approval_of_another_text_is_flagged(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    record = child(laptop, "k")
    laptop.op("approve", "child", record, {"school": "A"}, asserts=[[record, [1, 1], "0" * 64]])
    reply = laptop.push()
    (line,) = [line for line in reply.page if isinstance(line, RecordLine)]
    assert line.flags == {"approved_other_text": [record]}


def test_merged_records_make_no_circle(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    one, two, three = (child(laptop, name) for name in "abc")
    laptop.op("merge_records", "child", one, {"into": two})
    laptop.op("merge_records", "child", two, {"into": three})
    assert laptop.push().verdicts == ()
    laptop.op("merge_records", "child", three, {"into": one})
    laptop.op("merge_records", "child", one, {"into": three})
    assert [each.verdict for each in laptop.push().verdicts] == ["conflict", "conflict"]


def test_a_first_pull_comes_in_pages_and_has_everything(server: RunningServer, office: str) -> None:
    one = enrolled(server, office)
    for number in range(400):
        one.create("child", {"office": office, "family_name_km": f"k{number}", "how_to_find": new_id() * 4})
    one.push()
    two = enrolled(server, office)
    pages = 0
    seen: list[str] = []
    two.cursors.clear()
    while True:
        reply = two.exchange(count=0, page=4096).read
        pages += 1
        versions = [line.version for line in reply.page]
        assert versions == sorted(versions)
        seen.extend(line.record for line in reply.page if isinstance(line, RecordLine))
        if not reply.head.more:
            break
    assert pages > 5
    assert len(seen) == len(set(seen)) == 402
    assert reply.head.roots == one.pull().head.roots


def test_cursors_by_hash_and_forged_ones(server: RunningServer, office: str) -> None:
    from sync.protocol.cursor import Cursor, cursors_hash

    laptop = enrolled(server, office)
    assert laptop.exchange(count=0, cursors=None, cursors_hash=cursors_hash(laptop.cursors)).status == 200
    answer = laptop.exchange(count=0, cursors=None, cursors_hash="AAAAAAAAAAA")
    assert (answer.status, answer.error) == (428, {"error": "cursors"})
    answer = laptop.exchange(count=0, cursors={"n": Cursor(1, 10**9, "abcdefgh")})
    assert (answer.status, answer.error) == (400, {"error": "cursor"})
    assert server.data.tell("status")["epoch"] == 1


def test_audit_lines_are_kept_once(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    before = server.data.tell("status")["audit"]
    audit = [AuditLine(number, AT, laptop.user, "read", "case", None, {}) for number in (1, 2, 3)]
    assert laptop.exchange(audit=audit).read.head.audit == 3
    assert laptop.exchange(audit=audit[1:]).read.head.audit == 3
    assert server.data.tell("status")["audit"] == before + 3


def test_hostile_bodies_are_answered_in_order(server: RunningServer, office: str) -> None:
    laptop = enrolled(server, office)
    assert laptop.send(b"x" * 100).status == 400
    assert laptop.send(b"", "text/html").status == 415
    assert laptop.send(b"x" * (8 * 1024 * 1024 + 1)).status == 413
    bomb = codec.pack([b" " * (70 * 1024 * 1024)], "gz")
    assert laptop.send(bomb, codec.media_type("gz")).status == 413
    assert laptop.send(codec.pack([b" " * (70 * 1024 * 1024)], "z1", 1)).status == 413
    for head in (b"[]", b"{}", b"null", b'{"p":1}', b"[" * 50_000):
        assert laptop.send(codec.pack([head])).status == 400
    told: Any = laptop.request(count=0)
    assert laptop.send(codec.pack([told[0].replace(b'"p":2', b'"p":3')])).status == 426
    assert laptop.exchange(count=0).status == 200


def test_leaving_an_office_tells_the_former_one_that_it_is_gone(server: RunningServer) -> None:
    province, one, two = (enrolled(server, office) for office in ("02", "0201", "0202"))
    record = child(one, "token-of-one")
    member = one.create("family_member", {"child": record, "note": "token-of-member"})
    one.push()
    for laptop in (province, two):
        laptop.pull()
    assert record in province.bodies
    assert record not in two.bodies
    one.op("edit", "child", record, {"office": "0202"}, version(one, record))
    reply = one.push()
    assert {line.record for line in reply.page if isinstance(line, GoneLine)} == {record, member}
    two.pull()
    assert {record, member} <= two.bodies.keys()
    one.op("edit", "child", record, {"school": "late"}, 1)
    assert one.push().verdicts == ()
    two.pull()
    assert (two.bodies[record] or {})["school"] == "late"
    assert b"late" not in one.received


def test_nobody_writes_under_another_name_by_bringing_back_what_was_never_lost(server: RunningServer, office: str) -> None:
    one, two = enrolled(server, office), enrolled(server, office)
    child = one.create("child", {"office": office, "school": "as it is"})
    one.push()
    two.op("rescue", "child", child, {"school": "forged"}, user=one.user)
    (verdict,) = two.push().verdicts
    assert (verdict.verdict, verdict.reason) == ("held", "malformed")
    assert two.pull_whole()[child] == {"office": office, "school": "as it is"}


def test_who_deletes_after_adding_to_a_text_takes_nothing_with_it_that_he_never_saw(server: RunningServer, office: str) -> None:
    """Both wrote into one note: the last word is the deleter's own, yet the other's is in it."""
    one, two = enrolled(server, office), enrolled(server, office)
    case = one.create("case", {"office": office, "child": child(one, "k"), "status": "open"})
    note = one.create("note", {"case": case, "kind": "visit"})
    one.push()
    two.pull()
    seen = version(two, note)
    one.op("edit", "note", note, {"text": {"append": "theirs"}}, seen)
    one.push()
    two.op("edit", "note", note, {"text": {"append": "mine"}}, seen)
    two.op("delete", "note", note, {}, seen)
    assert [(each.verdict, each.fields) for each in two.push().verdicts] == [("merged", ()), ("conflict", ("*",))]
    one.pull()
    assert (one.bodies[note] or {})["text"] == "theirs\nmine"
