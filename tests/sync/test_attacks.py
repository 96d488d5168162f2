"""Orders of events that would lose, falsify or leak: rights, offices and restricted groups that change under way, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.ids import new_id
from sync.protocol.lines import GoneLine, RecordLine
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.support.near import Near, colleague, near
from tests.support.postgres import DATABASES, database_of

OFFICES = iter(f"05{number:02}" for number in range(1, 99))


@pytest.fixture(scope="module", params=DATABASES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One server without a process, on each kind of database; each test takes offices of its own."""
    with database_of(request.param) as address:
        opened = open_store(tmp_path_factory.mktemp("server"), address)
        add_office(opened, "05")
        yield opened
        opened.close()


@pytest.fixture
def office(server: Store) -> str:
    """An office that no other test uses."""
    code = next(OFFICES)
    add_office(server, code)
    return code


def allegation(head: Near, kind: str, **more: Any) -> str:
    """A new allegation, on the server."""
    record = head.create("allegation", {"office": head.office, "kind": kind, **more})
    assert head.push().verdicts == ()
    return record


def test_history_of_the_time_when_a_record_was_restricted_stays_with_its_group(server: Store, office: str) -> None:
    head = near(server, office)
    two = near(server, office, colleague(head))
    record = allegation(head, "neglect")
    two.pull()
    for patch in ({"kind": "sexual"}, {"summary": "secret one"}, {"kind": "neglect", "summary": "open"}, {"summary": "plain"}):
        head.op("edit", "allegation", record, patch, head.version(record))
        assert head.push().verdicts == ()
    two.pull()
    assert two.bodies[record] == {"office": office, "kind": "neglect", "summary": "plain"}
    assert b"secret one" not in two.received
    assert b'"sexual"' not in two.received
    assert [line.changes for line in two.told if line.record == record] == [{}, {"summary": ("open", "plain")}]


def test_a_clash_over_what_would_be_restricted_is_told_only_to_who_may_know(server: Store, office: str) -> None:
    head, other = near(server, office), near(server, office)
    two = near(server, office, colleague(head))
    record = allegation(head, "neglect")
    seen = head.version(record)
    for laptop in (other, two):
        laptop.pull()
    head.op("edit", "allegation", record, {"kind": "physical"}, seen)
    head.push()
    other.op("edit", "allegation", record, {"kind": "sexual"}, seen)
    [verdict] = other.push().verdicts
    assert verdict.verdict == "conflict"
    assert [line for line in two.pull().page if isinstance(line, GoneLine)] == [], "who had the record keeps it"
    assert b'"sexual"' not in two.received
    head.pull()
    [conflict] = verdict.conflicts
    head.op("resolve", "allegation", record, {"kind": "physical"}, head.version(record), resolves=conflict)
    assert head.push().verdicts == ()
    two.pull()
    assert two.bodies[record] == {"office": office, "kind": "physical"}
    assert b'"sexual"' not in two.received


def test_who_wrote_before_a_record_became_restricted_is_heard(server: Store, office: str) -> None:
    head = near(server, office)
    two = near(server, office, colleague(head))
    record = allegation(head, "neglect")
    seen = two.version(record)
    head.op("edit", "allegation", record, {"kind": "sexual"}, head.version(record))
    head.push()
    two.op("edit", "allegation", record, {"summary": "heard at school"}, seen)
    reply = two.push()
    assert [(each.verdict, each.reason) for each in reply.verdicts] == [("merged", "")]
    assert [line.record for line in reply.page if isinstance(line, GoneLine)] == [record]
    assert head.pull_whole()[record] == {"office": office, "kind": "sexual", "summary": "heard at school"}
    two.op("edit", "allegation", record, {"summary": "again"}, head.version(record))
    [verdict] = two.push().verdicts
    assert (verdict.verdict, verdict.reason) == ("held", "no_right")


def test_a_note_under_a_case_that_was_handed_over_meanwhile_arrives_there(server: Store, office: str) -> None:
    there = next(OFFICES)
    add_office(server, there)
    head, receiver, province = near(server, office), near(server, there), near(server, "05")
    two = near(server, office, colleague(head))
    case = head.create("case", {"office": office, "status": "open"})
    head.push()
    two.pull()
    head.op("edit", "case", case, {"office": there}, head.version(case))
    assert head.push().verdicts == ()
    note = two.create("note", {"case": case, "text": {"append": "visited"}})
    two.op("edit", "note", note, {"text": {"append": "and again"}})
    assert [(each.verdict, each.reason) for each in two.push().verdicts] == []
    for laptop in (receiver, province):
        laptop.pull()
        assert laptop.bodies[note] == {"case": case, "text": "visited\nand again"}
    assert case not in two.bodies
    stranger = near(server, next_office(server))
    stranger.create("note", {"case": case, "text": {"append": "from nowhere"}})
    [verdict] = stranger.push().verdicts
    assert (verdict.verdict, verdict.reason) == ("held", "not_in_scope")


def next_office(server: Store) -> str:
    """One more office."""
    code = next(OFFICES)
    add_office(server, code)
    return code


def test_what_was_made_before_the_author_lost_his_place_is_taken(server: Store, office: str) -> None:
    head = near(server, office)
    user = colleague(head, "sexual_violence")
    two = near(server, office, user)
    head.op("edit", "user", user, {"active": False, "rights": {"add": [], "del": ["sexual_violence"]}}, head.version(user))
    assert head.push().verdicts == ()
    record = two.create("allegation", {"office": office, "kind": "sexual"})
    two.op("edit", "allegation", record, {"summary": "offline"})
    assert two.push().verdicts == ()
    assert head.pull_whole()[record] == {"office": office, "kind": "sexual", "summary": "offline"}


def test_a_right_given_and_used_in_one_batch_counts(server: Store, office: str) -> None:
    head = near(server, office)
    user = colleague(head)
    record = allegation(head, "sexual")
    seen = head.version(record)
    head.op("edit", "user", user, {"rights": {"add": ["sexual_violence"], "del": []}}, head.version(user))
    head.op("edit", "allegation", record, {"summary": "by the new one"}, seen, user=user)
    assert head.push().verdicts == ()


def test_nobody_makes_himself_an_administrator_by_an_old_base(server: Store, office: str) -> None:
    head = near(server, office)
    user = colleague(head, roles=("administrator",))
    head.op("edit", "user", user, {"roles": {"add": ["caseworker"], "del": ["administrator"]}}, head.version(user))
    assert head.push().verdicts == ()
    two = near(server, office, user)
    two.op("create", "user", new_id(), {"office": office, "name": "X", "roles": {"add": ["administrator"], "del": []}})
    [verdict] = two.push().verdicts
    assert (verdict.verdict, verdict.reason) == ("held", "no_right")


def clash_of_deletion(server: Store, office: str) -> tuple[Near, Near, str, str, int]:
    """Two laptops that have a record which one edited while the other deleted it: record, conflict, version."""
    one, two = near(server, office), near(server, office)
    record = one.create("child", {"office": office, "school": "old"})
    one.push()
    seen = one.version(record)
    two.pull()
    one.op("edit", "child", record, {"school": "new"}, seen)
    one.push()
    two.op("delete", "child", record, {}, seen)
    [verdict] = two.push().verdicts
    one.pull()
    return one, two, record, verdict.conflicts[0], one.version(record)


@pytest.mark.parametrize("keeper_first", [True, False])
def test_two_decisions_on_a_deletion_are_both_heard(server: Store, office: str, keeper_first: bool) -> None:
    one, two, record, conflict, seen = clash_of_deletion(server, office)
    one.op("resolve", "child", record, {}, seen, resolves=conflict)
    two.op("resolve", "child", record, {}, seen, resolves=conflict)
    two.op("delete", "child", record, {}, seen)
    verdicts = [each for laptop in ((one, two) if keeper_first else (two, one)) for each in laptop.push().verdicts]
    assert [each.verdict for each in verdicts if each.verdict != "merged"] == ["conflict"]
    assert one.pull_whole()[record] == {"office": office, "school": "new"}


@pytest.mark.parametrize("keeper_first", [True, False])
def test_two_decisions_on_an_element_of_a_set_are_both_heard(server: Store, office: str, keeper_first: bool) -> None:
    one, two = near(server, office), near(server, office)
    record = one.create("child", {"office": office, "disability": {"add": ["hearing", "seeing"], "del": []}})
    one.push()
    two.pull()
    seen = one.version(record)
    one.op("edit", "child", record, {"disability": {"add": ["seeing"], "del": []}}, seen)
    two.op("edit", "child", record, {"disability": {"add": [], "del": ["seeing"]}}, seen)
    verdicts = [each for laptop in ((one, two) if keeper_first else (two, one)) for each in laptop.push().verdicts]
    [conflict] = [each for each in verdicts if each.verdict == "conflict"]
    assert conflict.fields == ("disability",)
    assert one.pull_whole()[record] == {"office": office, "disability": ["hearing", "seeing"]}


def test_a_deletion_loses_no_open_clash(server: Store, office: str) -> None:
    one, two, three = near(server, office), near(server, office), near(server, office)
    record = one.create("child", {"office": office, "school": "old"})
    one.push()
    first = one.version(record)
    one.op("edit", "child", record, {"school": "A"}, first)
    one.push()
    for laptop in (two, three):
        laptop.pull()
    second = one.version(record)
    two.op("edit", "child", record, {"school": "B"}, first)
    assert [each.verdict for each in two.push().verdicts] == ["conflict"]
    three.op("delete", "child", record, {}, second)
    assert [each.verdict for each in three.push().verdicts] == ["conflict"]
    assert one.pull_whole()[record] == {"office": office, "school": "A"}
    one.op("delete", "child", record, {}, one.version(record))
    assert [each.verdict for each in one.push().verdicts] == ["conflict"]
    page = one.exchange(count=0, wanted=(record,)).read.page
    [clashes] = [line.conflicts for line in page if isinstance(line, RecordLine)]
    assert sorted(each.unit for each in clashes) == ["*", "*", "school"]
    for each in clashes:
        patch = {"school": "B"} if each.unit == "school" else {}
        one.op("resolve", "child", record, patch, one.version(record), resolves=each.id)
    one.op("delete", "child", record, {}, one.version(record))
    assert one.push().verdicts == ()
    page = two.exchange(count=0, wanted=(record,)).read.page
    assert [(line.body, line.conflicts) for line in page if isinstance(line, RecordLine)] == [(None, ())]
