"""Clashes on real laptops: who sees both values, approvals of another text, records that are the same, history that lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.data.replica import inbox, log_gaps
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.cases import case_file, case_history, cases, flow
from app.services.exchange import conflicts, exchange, sync_view
from app.services.office.offices import Session
from app.services.people import merging
from app.syncing.store import DatabaseStore
from sync.client.ports import Accepted, Outgoing
from sync.protocol.cursor import Cursor
from sync.protocol.envelope import Reply, ReplyHead
from sync.protocol.lines import LogLine
from tests.support.closing import close_case
from tests.support.desk import Desk, leave, together


def category(session: Session, code: str) -> str:
    """A category of a new case."""
    with session.write("open") as uow:
        child = uow.create("child", {"office": session.actor.office})
        case = uow.create("case", {"office": session.actor.office, "child": child, "status": "open"})
        return uow.create("category", {"case": case, "code": code})


def edit(session: Session, type_name: str, record: str, **values: object) -> None:
    """One edit."""
    with session.write("edit") as uow:
        uow.update(type_name, record, values)


def test_a_person_who_lacks_one_of_two_groups_sees_no_value_and_decides_nothing(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    record = category(one, "neglected")
    together(one, two)
    edit(one, "category", record, code="hiv")
    edit(two, "category", record, code="sexual_violence")
    together(one, two, one)
    for rights, hidden in ((("hiv_rh",), True), (("sexual_violence", "hiv_rh"), False)):
        actor = replace(one.actor, rights=frozenset(rights))
        with one.database.read(actor) as reader:
            [clash] = exchange.conflicts(reader)
            assert clash.hidden == hidden
            assert (clash.proposed == {}) == hidden
    few = replace(one.actor, rights=frozenset({"hiv_rh"}))
    with one.database.write(few, "decide") as uow, pytest.raises(InputError, match="not_allowed"):
        exchange.resolve(uow, clash.id, "current")
    with one.write("decide") as uow:
        exchange.resolve(uow, clash.id, "proposed")
    together(one, two)
    for session in (one, two):
        with session.read() as reader:
            assert exchange.conflicts(reader) == []
            assert reader.get("category", record).code("code") == "sexual_violence"
            assert exchange.status(reader).roots_differ == ()
    leave(one, two)


def opened(session: Session, name: str = "សុខ") -> str:
    """A case with a child of its own."""
    received = {"received_at": "2026-03-01T02:00:00.000Z"}
    with session.write("case_register") as uow:
        child = {"family_name_km": name, "given_name_km": "ដារ៉ា", "sex": "male"}
        return cases.register(uow, cases.Registration(child, received)).case


def told_to(session: Session) -> list[conflicts.Conflict]:
    """The inbox of a laptop."""
    with session.read() as reader:
        return conflicts.conflicts(reader)


def test_a_closure_over_another_text_is_in_the_inbox_until_somebody_has_looked(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    case = opened(one)
    together(one, two)
    edit(one, "case", case, urgent=True)
    with two.write("case_close") as uow:
        approval = close_case(uow, case, "adult")
    together(one, two, one)
    for session in (one, two):
        [clash] = told_to(session)
        assert (clash.kind, clash.record, clash.may) == ("approval", approval, True)
        assert clash.proposed_user == two.actor.user
        with session.read() as reader:
            assert reader.get("case", case).code("status") == "closed", "the closure is kept"
            assert reader.get("case", case).flag("urgent")
    with one.database.write(one.actor, "decide") as uow, pytest.raises(InputError, match="value_impossible"):
        conflicts.resolve(uow, clash.id, "proposed")
    with one.write("decide") as uow:
        conflicts.resolve(uow, clash.id, "current")
    assert told_to(one) == []
    together(one, two)
    assert told_to(two) == []
    with two.write("case_reopen") as uow:
        flow.reopen(uow, case, "child_back")
    with two.write("case_close") as uow:
        close_case(uow, case, "adult")
    together(two, one)
    assert told_to(one) == [], "here the very text was shown that stands"
    leave(one, two)


def test_an_old_id_opens_the_record_that_stays_and_can_be_parted_again(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    old, stays = opened(one), opened(one)
    with one.write("note") as uow:
        uow.create("note", {"case": old, "text": "of the old one", "on_date": "2026-03-02"})
        number = uow.get("case", old).text("code")
    together(one, two)
    with one.write("merge") as uow:
        merging.merge_case(uow, old, stays)
    shows(one, old, number, stays)
    together(one, two)
    shows(one, old, number, stays)
    shows(two, old, number, stays)
    with two.write("part") as uow:
        merging.part_case(uow, old)
    together(two, one)
    for session in (one, two):
        with session.read() as reader:
            assert case_file.case_file(reader, old).case.id == old
            assert reader.get("case", old).code("status") == "open"
            assert reader.current(reader.get("case", old).text("child")) == reader.get("case", old).text("child")
            assert exchange.status(reader).roots_differ == ()
    leave(one, two)


def shows(session: Session, old: str, number: str, stays: str) -> None:
    """Old id and old number open the case that stays, with the entries of both and its child."""
    with session.read() as reader:
        for key in (old, number):
            file = case_file.case_file(reader, key)
            assert file.case.id == stays
            assert [row.id for row in file.merged] == [old]
            assert "of the old one" in [row.text("text") for row in file.rows("note")]
        assert reader.get("case", old).code("status") == "void", "it counts no more"
        assert file.child.id == reader.get("case", stays).text("child")
        assert reader.current(reader.get("case", old).text("child")) == file.child.id


def test_two_laptops_join_one_case_to_two_others(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    old, first, second = opened(one), opened(one, "ហេង"), opened(one, "លី")
    together(one, two)
    for session, into in ((one, first), (two, second)):
        with session.write("merge") as uow:
            merging.merge_case(uow, old, into)
    together(one, two, one)
    found = {clash.record: clash for clash in told_to(one) if clash.kind == "merged"}
    clash = found[old]
    assert (clash.current, clash.proposed) == ({"into": first}, {"into": second})
    with one.write("decide") as uow:
        conflicts.resolve(uow, clash.id, "proposed")
    together(one, two)
    for session in (one, two):
        assert old not in {each.record for each in told_to(session) if each.kind == "merged"}
        with session.read() as reader:
            assert reader.current(old) == second
            assert exchange.status(reader).roots_differ == ()
    leave(one, two)


def test_a_circle_of_two_laptops_is_a_clash_that_can_be_decided(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    left, right = opened(one), opened(one)
    together(one, two)
    for session, pair in ((one, (left, right)), (two, (right, left))):
        with session.write("merge") as uow:
            merging.merge_case(uow, *pair)
    together(one, two, one)
    with one.read() as reader:
        [clash] = [each for each in exchange.conflicts(reader) if each.record == right]
    with one.database.write(one.actor, "decide") as uow, pytest.raises(InputError, match="merge_circle"):
        conflicts.resolve(uow, clash.id, "proposed")
    with one.write("decide") as uow:
        conflicts.resolve(uow, clash.id, "current")
    together(one, two)
    for session in (one, two):
        with session.read() as reader:
            assert [each for each in exchange.conflicts(reader) if each.record == right] == []
            assert (reader.current(left), reader.current(right)) == (right, right)
    leave(one, two)


def test_a_circle_is_refused_here_and_siblings_are_not_joined(desk: Desk) -> None:
    one = desk.laptop("one")
    old, stays = opened(one), opened(one)
    with one.write("mark") as uow:
        child, other = (uow.get("case", case).text("child") for case in (old, stays))
        family = uow.create("family_member", {"child": child, "relation": "sibling", "linked_child": other})
    with one.database.write(one.actor, "merge") as uow, pytest.raises(InputError, match="merge_siblings"):
        merging.merge_case(uow, old, stays)
    with one.write("mark") as uow:
        uow.delete("family_member", family)
    with one.write("merge") as uow:
        merging.merge_case(uow, old, stays)
    for case, into in ((stays, old), (old, old)):
        with one.database.write(one.actor, "merge") as uow, pytest.raises(InputError, match="merge_circle"):
            uow.merge_into("case", case, into)
    leave(one)


def test_history_that_did_not_all_come_is_told(desk: Desk) -> None:
    one = desk.laptop("one")
    case = opened(one)
    with one.read() as reader:
        child = reader.get("case", case).text("child")
    for number in range(40):
        edit(one, "child", child, how_to_find=f"{number} " + "x" * 900)
        together(one)
    late = desk.laptop("late")
    together(late)
    with late.read() as reader:
        changes, older = case_history.told_history(reader, "child", child, "how_to_find")
        assert 0 < len(changes) < 40, "the newest ones came"
        assert older
    with one.read() as reader:
        assert not case_history.told_history(reader, "child", child)[1], "who wrote it has it all"
    fresh = opened(one)
    edit(one, "case", fresh, urgent=True)
    together(one, late)
    with late.read() as reader:
        assert not case_history.told_history(reader, "case", fresh)[1], "all of it came"
    leave(one, late)


def test_a_range_of_history_that_lacks_concerns_the_records_that_changed_in_it(desk: Desk) -> None:
    one = desk.laptop("one")
    cursors = Cursor(1, 100), Cursor(1, 200)
    lines = [LogLine("other", "child", 150, "u", "2026-03-01T00:00:00.000Z", "changed", {"school": ("a", "b")})]
    reply = Reply(ReplyHead(1, 0, moved={"o": cursors}, log_cut=True), logs=tuple(lines))
    made = {"before": (50, 60), "within": (50, 140), "after": (160, 180), "whole": (50, 250)}
    with one.database.transaction() as connection:
        for record, (created, version) in made.items():
            connection.exec_driver_sql("INSERT INTO record (id, type, base_seq) VALUES (?, 'child', ?)", (record, version))
            connection.exec_driver_sql(
                "INSERT INTO history (record, type, what, \"user\", at, seq) VALUES (?, 'child', 'created', 'u', '', ?)",
                (record, created),
            )
        assert not log_gaps.older_on_server(connection, list(made))
        for _ in range(log_gaps.MOST + 5):
            log_gaps.note_gap(connection, reply)
        told = {record: log_gaps.older_on_server(connection, [record]) for record in made}
    assert told == {"before": False, "within": True, "after": False, "whole": True}
    leave(one)


def test_a_coming_clash_is_shown_before_it_is_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    case = opened(one)
    with one.read() as reader:
        child = reader.get("case", case).text("child")
    together(one, two)
    edit(one, "child", child, school="one", language="km", disability=["seeing"])
    together(one)
    taken: list[object] = []
    accept = DatabaseStore.accept

    def while_a_page_travels(store: DatabaseStore, sent: Outgoing, count: int, reply: Reply) -> Accepted:
        if not taken:
            edit(two, "child", child, school="two", nationality="khmer", disability=["hearing"])
        taken.append(reply)
        return accept(store, sent, count, reply)

    monkeypatch.setattr(DatabaseStore, "accept", while_a_page_travels)
    exchange.exchange(two, stop=lambda: bool(taken))
    with two.read() as reader:
        assert inbox.coming(reader.connection) == {child: {"school": one.actor.user}}, "no set, nor what one alone wrote"
        [row] = [each for each in sync_view.sync_view(reader, "en").waiting if each.id == child]
        assert one.actor.name in row.meets
        assert reader.get("child", child).text("school") == "two", "what is written here stays on top"
    together(two)
    assert [clash.unit for clash in told_to(two)] == ["school"]
    with two.read() as reader:
        assert inbox.coming(reader.connection) == {}
    leave(one, two)


def test_a_clash_of_a_record_that_a_held_change_took_away_names_the_remedy_and_is_decided_after_it(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    record = category(one, "neglected")
    together(one, two)
    edit(one, "category", record, code="hiv")
    edit(two, "category", record, code="sexual_violence")
    stranger = Actor("01a21312-a85e-7650-a1c2-6f4e3c131456", "Nobody", desk.office, one.actor.roles, one.actor.rights)
    with two.database.write(stranger, "delete") as uow:
        uow.delete("category", record)
    together(one, two)
    with two.read() as reader:
        [clash], [held] = exchange.conflicts(reader), exchange.held(reader)
        assert (held.kind, held.reason, reader.maybe("category", record)) == ("delete", "no_right", None)
    for take in ("current", "proposed"):
        with two.write("decide") as uow, pytest.raises(InputError, match="clash_behind_held"):
            exchange.resolve(uow, clash.id, take)
    with two.write("discard") as uow:
        exchange.discard(uow, held.id)
    with two.write("decide") as uow:
        exchange.resolve(uow, clash.id, "proposed")
    together(two, one)
    for session in (one, two):
        with session.read() as reader:
            assert (exchange.conflicts(reader), exchange.held(reader)) == ([], [])
            assert reader.get("category", record).code("code") == "sexual_violence"
    leave(one, two)
