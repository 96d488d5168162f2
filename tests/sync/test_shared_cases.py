"""One case, two offices: who sees what of it, who may do what, what stays behind, on a real server (P20, sync.md §5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete, select

from sync.protocol.lines import GoneLine, Verdict
from sync.schema import NATIONAL_SCOPE
from sync.server import models
from sync.server.database import Store, open_store
from sync.server.devices.offices import set_practice
from sync.server.starting import catch_up
from tests.support.near import Near, colleague, near
from tests.support.shared_case import Shared, office


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("server"))
    yield opened
    opened.close()


def told(verdicts: tuple[Verdict, ...]) -> list[str]:
    """What was said of operations that were not simply applied."""
    return [each.reason or each.verdict for each in verdicts]


def equal(one: Near, other: Near, *records: str) -> bool:
    """Whether two laptops have the same of some records."""
    for laptop in (one, other):
        laptop.pull()
        for each in records:
            laptop.version(each)
    return all(one.bodies[each] == other.bodies[each] for each in records)


def test_both_offices_have_a_shared_case_with_all_below_it_but_what_was_not_ticked(store: Store) -> None:
    shared = Shared(store)
    shared.new.pull()
    assert b"token" not in shared.new.received
    shared.share()
    assert equal(shared.old, shared.new, shared.case, shared.child, shared.note, shared.harm)
    assert not {shared.reporter, shared.interview} & shared.new.bodies.keys()
    assert b"token-reporter" not in shared.new.received
    assert b"token-interview" not in shared.new.received
    fresh = shared.old.create("note", {"case": shared.case, "text": {"append": "token-later"}})
    shared.old.push()
    assert equal(shared.old, shared.new, fresh)


def test_a_ticked_group_goes_along_and_only_to_who_may_see_it(store: Store) -> None:
    shared = Shared(store, "reporter")
    plain = near(store, shared.new.office, colleague(shared.new, "names"))
    shared.share()
    plain.pull()
    assert {shared.case, shared.note} <= plain.bodies.keys()
    assert not {shared.reporter, shared.harm} & plain.bodies.keys()
    assert equal(shared.old, shared.new, shared.reporter)
    assert shared.interview not in shared.new.bodies


@pytest.mark.parametrize("group", ["reporter", "interview"])
def test_a_tick_set_or_taken_away_later_counts_at_once(store: Store, group: str) -> None:
    shared = Shared(store)
    record = shared.reporter if group == "reporter" else shared.interview
    shared.share()
    for change in ({"add": [group], "del": []}, {"add": [], "del": [group]}):
        shared.old.op("edit", "case", shared.case, {"travel": change}, shared.old.version(shared.case))
        assert shared.old.push().verdicts == ()
        shared.new.pull()
        assert (record in shared.new.bodies) == bool(change["add"])


def test_what_belongs_to_something_that_becomes_restricted_leaves_who_looks_on_with_it(store: Store) -> None:
    shared = Shared(store)
    response = shared.old.create("form_response", {"case": shared.case, "restricted": "none"})
    picture = shared.old.create("attachment", {"response": response, "restricted": "none"})
    assert shared.old.push().verdicts == ()
    shared.share()
    assert {response, picture} <= shared.new.bodies.keys()
    for group, seen in (("reporter", False), ("none", True)):
        shared.old.op("edit", "form_response", response, {"restricted": group}, shared.old.version(response))
        assert shared.old.push().verdicts == ()
        shared.new.pull()
        assert [record in shared.new.bodies for record in (response, picture)] == [seen, seen]


def test_who_looks_on_writes_notes_and_values_but_never_decides(store: Store) -> None:
    shared = Shared(store)
    shared.share()
    new = shared.new
    note = new.create("note", {"case": shared.case, "text": {"append": "from the new one"}})
    new.op("edit", "child", shared.child, {"school": "B"}, new.version(shared.child))
    assert new.push().verdicts == ()
    assert equal(shared.old, new, note, shared.child)
    base = new.version(shared.case)
    forbidden: list[dict[str, Any]] = [
        *({"status": "closed"}, {"owner": new.user}, {"travel": {"add": ["reporter"], "del": []}}),
        *({"shared_with": {"add": ["0502"], "del": []}}, {"office": new.office}, {"close_reason": "x"}),
    ]
    for patch in forbidden:
        new.op("edit", "case", shared.case, patch, base)
        assert told(new.push().verdicts)[-1] in ("no_right", "waits"), patch
    mine = new.create("case", {"office": new.office, "status": "open"})
    new.op("delete", "note", shared.note, {}, new.version(shared.note))
    new.op("merge_records", "child", shared.child, {"into": new.create("child", {"office": new.office})})
    new.create("approval", {"case": shared.case, "what": "closure"})
    new.create("hand_over", {"case": shared.case, "kind": "office", "to_office": new.office, "state": "offered"})
    new.create("reporter", {"case": shared.case, "name": "unseen"})
    new.op("edit", "note", note, {"case": mine}, new.version(note))
    reasons = told(new.push().verdicts)
    assert reasons == ["no_right", "no_right", "no_right", "no_right", "not_in_scope", "no_right"]
    new.op("delete", "note", note, {}, new.version(note))
    assert told(new.push().verdicts) == ["waits"], "its own note is held for what was tried with it"
    shared.old.pull()
    assert (shared.old.bodies[shared.case] or {})["status"] == "open"


def test_an_own_note_in_a_shared_case_can_be_taken_back(store: Store) -> None:
    shared = Shared(store)
    shared.share()
    note = shared.new.create("note", {"case": shared.case, "text": {"append": "a slip"}})
    shared.new.push()
    shared.new.op("delete", "note", note, {}, shared.new.version(note))
    assert shared.new.push().verdicts == ()


def test_taking_needs_an_open_offer_and_moves_the_whole_case(store: Store) -> None:
    shared = Shared(store, "interview")
    shared.share()
    shared.new.op("edit", "case", shared.case, {"office": shared.new.office}, shared.new.version(shared.case))
    assert told(shared.new.push().verdicts) == ["no_right"]
    shared = Shared(store, "interview")
    shared.share()
    offer = shared.offer()
    assert shared.take() == ()
    reply = shared.old.push()
    gone = {line.record for line in reply.page if isinstance(line, GoneLine)}
    assert gone == {shared.case, shared.child, shared.note, shared.interview, shared.harm}
    assert {offer, shared.reporter} <= shared.old.bodies.keys(), "the old office sees the answer and keeps who reported"
    shared.new.op("edit", "hand_over", offer, {"state": "accepted"}, shared.new.version(offer))
    shared.new.op("edit", "case", shared.case, {"status": "closed"}, shared.new.version(shared.case))
    assert shared.new.push().verdicts == ()
    shared.old.pull()
    assert (shared.old.bodies[offer] or {})["state"] == "accepted"
    whole = shared.new.pull_whole()
    assert {shared.case, shared.child, shared.note, shared.interview, shared.harm, offer} <= whole.keys()
    assert b"token-reporter" not in shared.new.received
    shared.old.op("edit", "reporter", shared.reporter, {"phone": "012"}, shared.old.version(shared.reporter))
    assert shared.old.push().verdicts == ()
    shared.new.pull()
    assert b"token-reporter" not in shared.new.received


def test_a_case_that_moves_on_leaves_what_stayed_behind_where_it_is(store: Store) -> None:
    shared = Shared(store, "reporter")
    third = office(store)
    shared.ticked = []
    shared.share()
    shared.offer()
    assert shared.take() == ()
    add = {"add": ["reporter", "interview"], "del": []}
    patch = {"office": third.office, "travel": add}
    shared.new.op("edit", "case", shared.case, patch, shared.new.version(shared.case))
    assert shared.new.push().verdicts == ()
    third.pull()
    assert shared.case in third.bodies
    assert shared.reporter not in third.bodies
    shared.old.pull()
    assert shared.reporter in shared.old.bodies


def test_an_offer_that_was_taken_back_is_taken_no_more(store: Store) -> None:
    shared = Shared(store)
    shared.share()
    offer = shared.offer()
    base = shared.new.version(shared.case)
    shared.old.op("edit", "hand_over", offer, {"state": "withdrawn"}, shared.old.version(offer))
    shared.old.push()
    shared.new.op("edit", "case", shared.case, {"office": shared.new.office}, base)
    assert told(shared.new.push().verdicts) == ["no_right"]


def test_shut_out_is_gone_at_once_and_what_was_written_before_still_counts(store: Store) -> None:
    shared = Shared(store)
    shared.share()
    base = shared.new.version(shared.case)
    shared.shut_out()
    reply = shared.new.push()
    gone = {line.record for line in reply.page if isinstance(line, GoneLine)}
    assert gone == {shared.case, shared.child, shared.note, shared.harm}
    late = shared.new.create("note", {"case": shared.case, "text": {"append": "late"}})
    shared.new.op("edit", "case", shared.case, {"reason": "late too"}, base)
    assert told(shared.new.push().verdicts) == ["merged"]
    shared.new.op("edit", "case", shared.case, {"status": "closed"}, base)
    assert told(shared.new.push().verdicts) == ["no_right"]
    shared.new.op("edit", "case", shared.case, {"how": "after"}, shared.old.version(shared.case))
    assert told(shared.new.push().verdicts) == ["waits"]
    shared.old.pull()
    assert late in shared.old.bodies
    assert late not in shared.new.bodies


def test_who_looks_on_may_stop_to_and_shut_nobody_else_out(store: Store) -> None:
    shared = Shared(store)
    shared.share()
    other = office(store)
    more = {"shared_with": {"add": [other.office], "del": []}}
    shared.old.op("edit", "case", shared.case, more, shared.old.version(shared.case))
    shared.old.push()
    base = shared.new.version(shared.case)
    leave = {"shared_with": {"add": [], "del": [shared.new.office, other.office]}}
    shared.new.op("edit", "child", shared.child, leave, shared.new.version(shared.child))
    assert told(shared.new.push().verdicts) == ["no_right"]
    shared.new.op("edit", "case", shared.case, {"shared_with": {"add": [], "del": [shared.new.office]}}, base)
    reply = shared.new.push()
    assert reply.verdicts == ()
    assert shared.case in {line.record for line in reply.page if isinstance(line, GoneLine)}
    other.pull()
    assert shared.case in other.bodies


def test_a_referral_alone_shows_no_more_than_itself_and_takes_an_answer(store: Store) -> None:
    shared = Shared(store)
    referral = shared.old.create("referral", {"case": shared.case, "to_office": shared.new.office, "reason": "a doctor"})
    shared.old.push()
    shared.new.pull()
    assert equal(shared.old, shared.new, referral)
    assert shared.case not in shared.new.bodies
    assert b"token" not in shared.new.received
    answer = {"state": "accepted", "on_date": "2026-01-02", "answered_by": "A", "answer_note": "come on Monday"}
    shared.new.op("edit", "referral", referral, answer, shared.new.version(referral))
    assert shared.new.push().verdicts == ()
    shared.new.op("edit", "referral", referral, {"reason": "another"}, shared.new.version(referral))
    assert told(shared.new.push().verdicts) == ["no_right"]
    shared.old.pull()
    assert (shared.old.bodies[referral] or {})["answer_note"] == "come on Monday"


@pytest.mark.parametrize("state", ["declined", "done", "withdrawn"])
def test_a_referral_that_is_over_leaves_who_received_it_until_it_goes_on(store: Store, state: str) -> None:
    """What it was shown for is over (P7): also where a laptop says so that knows nothing of that rule."""
    shared = Shared(store)
    old, new = shared.old, shared.new
    other = near(store, new.office, new.user)
    referral = old.create("referral", {"case": shared.case, "to_office": new.office, "reason": "a doctor", "state": "sent"})
    old.push()
    for laptop in (new, other):
        laptop.pull()
        assert referral in laptop.bodies
    base, by = new.version(referral), old if state == "withdrawn" else new
    answer = {"state": state, "on_date": "2026-01-02", "answered_by": "A", "answer_note": None}
    by.op("edit", "referral", referral, answer, by.version(referral))
    assert by.push().verdicts == ()
    for laptop in (new, other):
        laptop.pull()
        assert referral not in laptop.bodies
    old.version(referral)
    assert (old.bodies[referral] or {})["state"] == state
    assert (old.bodies[referral] or {})["to_office"] == new.office, "who was asked stays known"
    if state == "withdrawn":
        return
    for again in ("accepted", state, "sent"):  # taken back and given anew; the base is what was seen last
        new.op("edit", "referral", referral, {"state": again}, base)
    assert new.push().verdicts == ()
    assert equal(old, new, referral)
    assert (old.bodies[referral] or {})["state"] == "sent"


def test_a_referral_with_two_answers_stays_until_one_of_them_counts(store: Store) -> None:
    shared = Shared(store)
    old, new = shared.old, shared.new
    other = near(store, new.office, new.user)
    referral = old.create("referral", {"case": shared.case, "to_office": new.office, "reason": "a doctor", "state": "sent"})
    old.push()
    for laptop in (new, other):
        laptop.pull()
    for laptop, state in ((new, "declined"), (other, "accepted")):
        laptop.op("edit", "referral", referral, {"state": state, "answered_by": state}, old.version(referral))
    assert new.push().verdicts == ()
    (clash,) = other.push().verdicts
    assert clash.verdict == "conflict"
    for laptop in (new, other):
        laptop.pull()
        assert referral in laptop.bodies
    told = {"state": "declined", "on_date": None, "answered_by": "declined", "answer_note": None}
    new.op("resolve", "referral", referral, told, new.version(referral), resolves=clash.conflicts[0])
    assert new.push().verdicts == ()
    for laptop in (new, other):
        laptop.pull()
        assert referral not in laptop.bodies


def test_clashes_and_history_of_what_was_not_ticked_stay_away(store: Store) -> None:
    shared = Shared(store)
    old, new = shared.old, shared.new
    attached = old.create("attachment", {"case": shared.case, "title": "open", "restricted": "reporter"})
    other = near(store, old.office, old.user)
    old.push()
    other.pull()
    base = old.version(attached)
    old.op("edit", "attachment", attached, {"title": "token-one"}, base)
    other.op("edit", "attachment", attached, {"title": "token-two"}, base)
    old.push()
    assert told(other.push().verdicts) == ["conflict"]
    old.op("edit", "attachment", attached, {"restricted": None}, old.version(attached))
    assert old.push().verdicts == ()
    shared.share()
    assert attached in new.bodies
    assert b"token-two" not in new.received
    new.pull_whole()
    assert not [line for line in new.told if "token-two" in str(line.changes)]


def test_real_and_practice_never_meet_by_sharing_or_moving(store: Store) -> None:
    shared = Shared(store)
    with store.write() as connection:
        set_practice(connection, shared.new.office, practice=True)
    shared.share()
    assert shared.case not in shared.new.bodies
    shared.old.op("edit", "case", shared.case, {"office": shared.new.office}, shared.old.version(shared.case))
    assert told(shared.old.push().verdicts) == ["not_in_scope"]


def test_names_and_phones_of_offices_are_everybodys_also_of_those_that_were_there_before(store: Store) -> None:
    one, other = office(store), office(store)
    record = one.create("office", {"office": one.office, "name_km": "ក", "phone": "023 111"})
    one.push()
    other.pull()
    assert (other.bodies[record] or {})["phone"] == "023 111"
    other.op("edit", "office", record, {"phone": "1"}, other.version(record))
    assert told(other.push().verdicts) == ["not_in_scope"]
    older = one.create("office", {"office": one.office, "name_km": "ខ"})
    one.push()
    member = models.membership.c
    with store.write() as connection:
        connection.execute(delete(models.membership).where(member.record == older, member.scope == NATIONAL_SCOPE))
    third = office(store)
    assert older not in third.bodies
    catch_up(store)
    third.pull()
    assert older in third.bodies
    with store.read() as connection:
        before = connection.execute(select(models.clock.c.seq)).scalar()
    catch_up(store)
    with store.read() as connection:
        assert connection.execute(select(models.clock.c.seq)).scalar() == before, "nothing is left to do"
