"""Capture (sync.md §1): the screen shows the base with the captured patches on top; folding touches nothing it must not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.data import rows
from app.data.database import Database, create_database, open_database
from app.data.outbox import outbox
from app.data.outbox.outbox import Op
from app.data.replica import inbox
from app.data.replica.overlay import apply_patch, creating_patch, differences, fold_patch, patch_of, shown, with_changes
from app.data.values import canonical
from app.domain.records import Actor, Record
from tests.data.conftest import KEY
from tests.data.support import all_ops, pull

texts = st.sampled_from([None, "a", "b", "c\nd"])
sets = st.sets(st.sampled_from("abcd")).map(lambda found: sorted(found) or None)
maps = st.dictionaries(st.sampled_from(["/d/a", "/d/b", "/d/v[1]/c"]), st.sampled_from("xyz")).map(lambda found: found or None)
child_bodies = st.fixed_dictionaries(
    {
        "family_name_km": texts,
        "given_name_km": texts,
        "school": texts,
        "disability": sets,
        "foundling": st.sampled_from([None, True]),
    }
)
bodies: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "child": child_bodies,
    "note": st.fixed_dictionaries({"text": st.sampled_from([None, "a", "a\nb", "a\nb\nc", "x", "a\n"]), "kind": texts}),
    "form_response": st.fixed_dictionaries({"answers": maps, "form_id": texts}),
}
kinds = st.sampled_from(sorted(bodies))


def filled(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value is not None}


@given(st.data(), kinds)
def test_a_patch_leads_from_one_state_to_the_other(data: st.DataObject, kind: str) -> None:
    before, after = filled(data.draw(bodies[kind])), filled(data.draw(bodies[kind]))
    patch = patch_of(kind, before, after)
    assert apply_patch(kind, before, patch) == after
    assert (patch == {}) == (before == after)
    assert apply_patch(kind, {}, creating_patch(kind, after)) == after
    assert json.loads(canonical(patch)) == patch


@given(st.data(), kinds)
def test_two_patches_folded_do_what_both_do(data: st.DataObject, kind: str) -> None:
    first, second, third = (filled(data.draw(bodies[kind])) for _ in range(3))
    older, newer = patch_of(kind, first, second), patch_of(kind, second, third)
    assert apply_patch(kind, first, fold_patch(kind, older, newer)) == third


@given(st.data(), kinds)
def test_differences_can_be_taken_back(data: st.DataObject, kind: str) -> None:
    before, after = filled(data.draw(bodies[kind])), filled(data.draw(bodies[kind]))
    changed = differences(kind, before, after)
    assert with_changes(after, {name: pair[0] for name, pair in changed.items()}) == before


def test_a_deleted_record_shows_nothing_and_unknown_fields_pass_through() -> None:
    assert shown("child", {"school": "a"}, [("delete", {})]) is None
    assert shown("child", {"from_the_future": [1]}, [("edit", {"school": "b"})]) == {"from_the_future": [1], "school": "b"}
    assert shown("child", {"school": "a"}, [("discard", {}), ("merge_records", {"into": "x"})]) == {"school": "a"}


steps = st.lists(
    st.tuples(st.sampled_from(["save", "save", "freeze", "page", "other"]), st.integers(0, 1), st.integers(0, 1), child_bodies),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_the_screen_is_base_plus_overlay_whatever_happens(database: Database, path: list[tuple[str, int, int, Any]]) -> None:
    """Saves by two users on two records, freezing, and pages that bring foreign values and take operations in."""
    users = [Actor("u0", "a", "0203"), Actor("u1", "b", "0203")]
    with database.write(users[0], "x") as uow:
        children = [uow.create("child", {"school": "s"}) for _ in range(2)]
    start = all_ops(database)[-2].seq
    known: dict[int, Op] = {}
    for place, (what, user, child, body) in enumerate(path):
        if what == "save":
            with database.write(users[user], "edit") as uow:
                uow.update("child", children[child], body)
        elif what == "freeze":
            with database.transaction() as connection:
                waiting = outbox.next_unfrozen(connection, outbox.current_incarnation(connection).id, 3)
                outbox.freeze(connection, waiting, lambda op: canonical([op.seq, op.patch]).encode())
        else:
            pull(database, "child", children[child], 100 + place, filled(body), contains_all=what == "page")
        ops = [op for op in all_ops(database) if op.seq >= start]
        assert [op.seq for op in ops] == list(range(start, start + len(ops)))
        for op in ops:
            check_unchanged(known.setdefault(op.seq, op), op)
            known[op.seq] = op
        check_shown(database, users[0], children)
    with database.transaction() as connection:
        assert outbox.first_break(connection) is None


def check_unchanged(before: Op, now: Op) -> None:
    """What may never change of an operation, frozen or not."""
    assert (before.base, before.user, before.record, before.kind) == (now.base, now.user, now.record, now.kind)
    if before.line is not None:
        assert (before.line, before.chain, before.patch, before.at) == (now.line, now.chain, now.patch, now.at)


def check_shown(database: Database, actor: Actor, children: list[str]) -> None:
    """The typed row is the base with the overlay on top."""
    with database.read(actor) as reader:
        for each in children:
            base = reader.connection.exec_driver_sql("SELECT plain(base_body) FROM record WHERE id = ?", (each,)).scalar()
            expected = shown("child", json.loads(base) if base else None, outbox.overlay_of(reader.connection, each))
            assert reader.get("child", each).values == expected


def test_a_save_with_fields_of_different_bases_becomes_several_operations(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"school": "a", "sex": "male"})
    pull(database, "child", child, 10, {"school": "a", "sex": "male"}, contains_all=True)
    with database.write(actor, "x") as uow:
        uow.update("child", child, {"school": "b"})
    pull(database, "child", child, 20, {"school": "a", "sex": "female"}, contains_all=False)
    with database.write(actor, "x") as uow:
        uow.update("child", child, {"school": "c", "sex": "male"})
    assert [(op.base, op.patch) for op in all_ops(database)[1:]] == [
        ((1, 10), {"school": "b"}),
        ((1, 10), {"school": "c"}),
        ((1, 20), {"sex": "male"}),
    ]


def test_edits_fold_only_into_the_newest_of_the_same_user(database: Database, actor: Actor) -> None:
    other = Actor("other", "b", "0203")
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"school": "a"})
        case = uow.create("case", {"status": "open"})
    for who, kind, record, values in (
        (actor, "child", child, {"school": "b"}),
        (actor, "child", child, {"school": "c", "language": "khmer"}),
        (other, "child", child, {"school": "d"}),
        (actor, "case", case, {"reason": "r"}),
        (other, "child", child, {"school": "e"}),
    ):
        with database.write(who, "edit") as uow:
            uow.update(kind, record, values)
    patches = [op.patch for op in all_ops(database)[2:]]
    assert patches == [{"school": "c", "language": "khmer"}, {"school": "d"}, {"reason": "r"}, {"school": "e"}]


def test_an_edit_is_not_folded_into_one_from_before_the_file_was_opened(tmp_path: Path, actor: Actor) -> None:
    """What a copy of the disk may hold stays one operation there and here (sync.md §2)."""
    with create_database(tmp_path, KEY) as database:
        with database.write(actor, "x") as uow:
            child = uow.create("child", {"school": "a"})
        with database.write(actor, "edit") as uow:
            uow.update("child", child, {"school": "b"})
    with open_database(tmp_path, KEY) as database:
        for school in ("c", "d"):
            with database.write(actor, "edit") as uow:
                uow.update("child", child, {"school": school})
        assert [op.patch for op in all_ops(database)[1:]] == [{"school": "b"}, {"school": "d"}]


def test_what_came_since_the_user_looked_is_not_overwritten(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"school": "a", "language": "khmer"})
    pull(database, "child", child, 10, {"school": "a", "language": "khmer"}, contains_all=True)
    with database.read(actor) as reader:
        looked_at = reader.get("child", child)
    pull(database, "child", child, 20, {"school": "theirs", "language": "cham"}, contains_all=True)
    with database.write(actor, "edit") as uow:
        uow.update("child", child, {"school": "mine", "language": "khmer"}, shown=looked_at)
        assert uow.get("child", child).values["language"] == "cham"
    assert [(op.base, op.patch) for op in all_ops(database)[1:]] == [((1, 10), {"school": "mine"})]


def test_what_an_operation_that_covers_all_answers_hides_was_not_seen(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        response = uow.create("form_response", {"form_id": "f"})
    pull(database, "form_response", response, 10, {"form_id": "f"}, contains_all=True)
    with database.write(actor, "edit") as uow:
        uow.update("form_response", response, {"answers": {"/data/a": "mine"}})
    with database.transaction() as connection:  # as a faulty version wrote it: no answer by its name, but all at once
        connection.exec_driver_sql("UPDATE op SET patch = ? WHERE overlay = 1", (canonical({"answers": "not a map"}),))
        waiting = outbox.next_unfrozen(connection, outbox.current_incarnation(connection).id, 9)
        outbox.freeze(connection, waiting, lambda _: b"x")
    pull(database, "form_response", response, 20, {"form_id": "f", "answers": {"/data/a": "theirs"}}, contains_all=False)
    with database.write(actor, "edit") as uow:
        uow.update("form_response", response, {"answers": {"/data/a": "later"}})
    assert all_ops(database)[-1].base == (1, 10), "theirs was hidden, and must not be written over as if it had been seen"


def test_a_set_and_a_text_that_grew_meanwhile_keep_what_others_added(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"disability": ["seeing"]})
        note = uow.create("note", {"text": "one"})
    pull(database, "child", child, 10, {"disability": ["seeing"]}, contains_all=True)
    with database.read(actor) as reader:
        saw_child, saw_note = reader.get("child", child), reader.get("note", note)
    pull(database, "child", child, 20, {"disability": ["seeing", "hearing"]}, contains_all=True)
    pull(database, "note", note, 21, {"text": "one\ntheirs"}, contains_all=True)
    with database.write(actor, "edit") as uow:
        uow.update("child", child, {"disability": ["walking"]}, shown=saw_child)
        uow.update("note", note, {"text": "one\nmine"}, shown=saw_note)
        assert uow.get("child", child).codes("disability") == {"hearing", "walking"}
        assert uow.get("note", note).text("text") == "one\ntheirs\nmine"
    assert [(op.base, op.patch) for op in all_ops(database)[2:]] == [
        ((1, 10), {"disability": {"add": ["walking"], "del": ["seeing"]}}),
        ((1, 10), {"text": {"append": "mine"}}),
    ]


def test_each_element_of_a_set_has_its_own_base(database: Database, actor: Actor) -> None:
    """What somebody else added and the user saw before taking it out is no clash, though another element still waits."""
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"disability": ["seeing"]})
    pull(database, "child", child, 10, {"disability": ["seeing"]}, contains_all=True)
    with database.write(actor, "x") as uow:
        uow.update("child", child, {"disability": ["seeing", "walking"]})
    pull(database, "child", child, 20, {"disability": ["seeing", "hearing"]}, contains_all=False)
    with database.write(actor, "x") as uow:
        assert uow.get("child", child).codes("disability") == {"seeing", "walking", "hearing"}
        uow.update("child", child, {"disability": ["seeing"]})
    assert [(op.base, op.patch) for op in all_ops(database)[1:]] == [
        ((1, 10), {"disability": {"add": ["walking"], "del": []}}),
        ((1, 10), {"disability": {"add": [], "del": ["walking"]}}),
        ((1, 20), {"disability": {"add": [], "del": ["hearing"]}}),
    ]


def test_a_decision_states_its_field_even_where_it_stays(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"school": "a", "disability": ["seeing"]})
    with database.write(actor, "resolve") as uow:
        uow.update("child", child, {"school": "a", "disability": ["seeing"]}, kind="resolve", resolves="conflict-1")
    op = all_ops(database)[-1]
    assert (op.kind, op.resolves, op.patch) == ("resolve", "conflict-1", {"school": "a", "disability": {"add": [], "del": []}})
    with database.write(actor, "edit") as uow:
        uow.update("child", child, {"school": "b"})
    assert all_ops(database)[-1].kind == "edit"


def test_values_that_fit_no_column_are_kept_aside(database: Database, actor: Actor) -> None:
    odd = {"capacity": "many", "name_km": "ក", "new_field": {"a": 1}, "note": 5}
    with database.transaction() as connection:
        rows.put(connection, "facility", "f1", odd)
    with database.read(actor) as reader:
        assert reader.get("facility", "f1") == Record("facility", "f1", odd)


def test_a_new_numbering_takes_what_was_never_frozen(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        children = [uow.create("child", {"school": str(number)}) for number in range(4)]
    with database.transaction() as connection:
        old = outbox.current_incarnation(connection)
        outbox.freeze(connection, outbox.next_unfrozen(connection, old.id, 2), lambda op: op.record.encode())
        new = outbox.new_incarnation(connection, database.clock)
    found = [(op.incarnation == new, op.seq, op.record) for op in all_ops(database)]
    assert found == [(False, 1, children[0]), (False, 2, children[1]), (True, 1, children[2]), (True, 2, children[3])]
    with database.write(actor, "x") as uow:
        uow.update("child", children[3], {"school": "z"})
    assert (all_ops(database)[-1].incarnation, all_ops(database)[-1].seq) == (new, 3)
    with database.transaction() as connection:
        with pytest.raises(ValueError, match="not the next"):
            outbox.freeze(connection, outbox.ops_from(connection, new, 2, 1), lambda op: b"")
        assert outbox.first_break(connection) is None


CLASH = {"current": "theirs", "proposed": "third"}


def disputed(database: Database, actor: Actor) -> str:
    """A child whose school somebody else changed under an edit that waits here; a third value clashes with theirs."""
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"school": "old"})
    pull(database, "child", child, 5, {"school": "old"}, contains_all=True)
    with database.write(actor, "edit") as uow:
        uow.update("child", child, {"school": "mine"})
    pull(database, "child", child, 9, {"school": "theirs"}, contains_all=False)
    sides = {name: {"values": {"school": text}, "user": "u", "at": ""} for name, text in CLASH.items()}
    with database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO conflict (id, record, type, field, data, open, seq) VALUES ('c1', ?, 'child', 'school', ?, 1, 9)",
            (child, canonical(sides)),
        )
    return child


@pytest.mark.parametrize(("held", "seen", "base"), [(False, "mine", (1, 5)), (True, "theirs", (1, 9))])
def test_a_decision_knows_no_more_than_what_was_shown(
    database: Database, actor: Actor, held: bool, seen: str, base: tuple[int, int]
) -> None:
    """Where an own edit that waits covers what others wrote, deciding must not count as having seen theirs; what the server
    holds covers nothing.
    """
    child = disputed(database, actor)
    if held:
        with database.transaction() as connection:
            connection.exec_driver_sql("UPDATE op SET verdict = 'held' WHERE record = ? AND overlay = 1", (child,))
    with database.transaction() as connection:
        [clash] = inbox.clashes(connection)
        now = inbox.up_to_date(connection, clash)
    assert (now.current, now.proposed) == ({"school": seen}, {"school": "third"})
    with database.write(actor, "resolve") as uow:
        uow.update("child", child, {"school": seen}, kind="resolve", resolves="c1")
    op = all_ops(database)[-1]
    assert (op.kind, op.base, op.patch) == ("resolve", base, {"school": seen})
