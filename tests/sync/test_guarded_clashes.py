"""A clash may touch several restricted groups (practice P1): its values reach only devices that hold every one of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sync.protocol.lines import ConflictPart, RecordLine
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.support.near import Near, colleague, near

OFFICES = iter(f"06{number:02}" for number in range(1, 40))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One server without a process; each test takes an office of its own."""
    opened = open_store(tmp_path_factory.mktemp("server"))
    yield opened
    opened.close()


@pytest.fixture
def office(server: Store) -> str:
    """An office that no other test uses."""
    code = next(OFFICES)
    add_office(server, code)
    return code


def category(head: Near, code: str) -> str:
    """A category of a case, on the server."""
    case = head.create("case", {"office": head.office, "status": "open"})
    record = head.create("category", {"case": case, "code": code, "note": "old"})
    assert head.push().verdicts == ()
    return record


def clashes(laptop: Near, record: str) -> list[ConflictPart]:
    """The open conflicts of a record as a laptop is told them."""
    page = laptop.exchange(count=0, wanted=(record,)).read.page
    return [part for line in page if isinstance(line, RecordLine) for part in line.conflicts]


def test_a_clash_between_two_groups_is_told_only_to_who_holds_both(server: Store, office: str) -> None:
    head, other = near(server, office), near(server, office)
    holders = {
        group: near(server, office, colleague(head, *groups))
        for group, groups in (("one", ("hiv_rh",)), ("two", ("sexual_violence",)), ("both", ("hiv_rh", "sexual_violence")))
    }
    record = category(head, "neglected")
    seen = head.version(record)
    for laptop in (other, *holders.values()):
        laptop.pull()
    head.op("edit", "category", record, {"code": "hiv", "note": "words on health"}, seen)
    head.push()
    other.op("edit", "category", record, {"code": "sexual_violence", "note": "words on violence"}, seen)
    [verdict] = other.push().verdicts
    assert verdict.fields == ("code", "note")
    for laptop in holders.values():
        laptop.pull()
    one, two, both = holders["one"], holders["two"], holders["both"]
    assert (one.bodies[record] or {})["note"] == "words on health"
    assert b"words on violence" not in one.received
    assert b'"code":"sexual_violence"' not in one.received
    assert record not in two.bodies
    assert b"words on" not in two.received
    assert {part.proposed.get("note") for part in clashes(both, record)} == {None, "words on violence"}
    masked = clashes(one, record)
    assert sorted(part.id for part in masked) == sorted(verdict.conflicts), "it is known that something waits for a decision"
    assert all((part.unit, part.current, part.proposed) == ("", {}, {}) for part in masked)


def test_who_lacks_a_group_of_a_clash_cannot_decide_it(server: Store, office: str) -> None:
    head, other = near(server, office), near(server, office)
    user = colleague(head)
    two = near(server, office, user)
    record = category(head, "neglected")
    seen = head.version(record)
    for laptop in (other, two):
        laptop.pull()
    head.op("edit", "category", record, {"code": "no_school"}, seen)
    head.push()
    other.op("edit", "category", record, {"code": "hiv"}, seen)
    assert [each.verdict for each in other.push().verdicts] == ["conflict"]
    two.pull()
    [masked] = clashes(two, record)
    two.op("resolve", "category", record, {}, two.version(record), resolves=masked.id)
    assert [(each.verdict, each.reason) for each in two.push().verdicts] == [("held", "no_right")]
    two.op("discard", "", record, {"op": [two.incarnation, len(two.lines)]})
    two.push()
    two.op("edit", "category", record, {"note": "new"}, two.version(record))
    assert two.push().verdicts == (), "work on the record goes on meanwhile"
    head.op("resolve", "category", record, {"code": "hiv"}, head.version(record), resolves=masked.id)
    assert head.push().verdicts == ()
    two.pull()
    assert two.bodies.get(record) is None, "now the record itself is restricted"
    assert b'"hiv"' not in two.received


def test_words_written_while_a_record_was_restricted_stay_guarded_when_it_is_not_any_more(server: Store, office: str) -> None:
    head, other = near(server, office), near(server, office)
    two = near(server, office, colleague(head))
    record = category(head, "sexual_violence")
    seen = head.version(record)
    other.pull()
    for laptop, words in ((head, "what the child said"), (other, "what the aunt said")):
        laptop.op("edit", "category", record, {"note": words}, seen)
        laptop.push()
    head.op("edit", "category", record, {"code": "neglected", "note": "open words"}, head.version(record))
    assert head.push().verdicts == ()
    two.pull()
    assert (two.bodies[record] or {})["note"] == "open words"
    assert b"said" not in two.received
    assert [part.proposed for part in clashes(head, record)] == [{"note": "what the aunt said"}]
