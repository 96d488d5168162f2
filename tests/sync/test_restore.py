"""The server is put back to an older state, told or not, once or twice (sync.md §4, invariants 6, 13).

Nothing that is still on a laptop is lost, nothing is shown twice, all become equal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection

from app.syncing import bundles
from app.syncing.identity import enrolment
from sync.protocol.lines import NOT_KNOWN
from sync.server.app import make_app
from sync.server.bundles.bundles import take
from sync.server.database import Store, open_store
from sync.server.keeping.backup import backup, restore
from tests.support.near_office import NearLaptop, joined
from tests.support.put_back import OFFICE, Place


def stands(laptop: NearLaptop, child: str, name: str, value: str) -> bool:
    """Whether a value is shown or lies in a clash, of which a forgotten window makes more than there were."""
    sides = laptop.sql("SELECT data FROM conflict WHERE open = 1 AND record = ?", child)
    return (laptop.shown("child", child) or {})[name] == value or any(value in str(each) for each in sides)


def test_invariant_13_what_any_laptop_has_survives_a_restore_without_a_word(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    before = one.child(school="before", how_to_find="stays")
    note = one.create("note", case=one.create("case", office=OFFICE, child=before, status="open"), text="first")
    one.exchange()
    two.exchange()
    old = place.copy()
    one.edit("child", before, school="after")
    lost = one.child(school="only after")
    one.edit("note", note, text="first\nsecond of one")
    one.exchange()
    two.exchange()
    two.edit("child", lost, how_to_find="by two")
    two.edit("note", note, text="first\nsecond of one\nthird of two")
    two.edit("child", before, disability=["seeing"])
    two.exchange()
    place.put_back(old)
    place.settle()
    for laptop in place.laptops:
        shown = laptop.shown("child", before)
        assert shown == {"office": OFFICE, "school": "after", "how_to_find": "stays", "disability": ["seeing"]}
        assert laptop.shown("child", lost) == {"office": OFFICE, "school": "only after", "how_to_find": "by two"}
        assert (laptop.shown("note", note) or {})["text"] == "first\nsecond of one\nthird of two"
    last = place.seq()
    place.settle()
    assert place.seq() == last


@pytest.mark.parametrize("returns", [False, True])
def test_invariant_13_a_laptop_that_only_received_brings_back_what_others_wrote(place: Place, returns: bool) -> None:
    one, two, three = place.laptop(), place.laptop(), place.laptop()
    child = one.child(school="before")
    note = one.create("note", case=one.create("case", office=OFFICE, child=child, status="open"), text="first")
    place.settle()
    old = place.copy()
    one.edit("child", child, school="of one", how_to_find="of one")
    one.edit("note", note, text="first\nof one")
    sub = one.create("note", case=str((one.shown("note", note) or {})["case"]), text="new of one")
    one.exchange()
    two.exchange()
    two.edit("child", child, school="of two")
    two.edit("note", note, text="first\nof one\nof two")
    two.exchange()
    three.exchange()
    authors = place.authors(child)
    place.put_back(old)
    away = place.laptops[:2]
    del place.laptops[:2]
    place.settle()
    [three] = place.laptops
    assert three.shown("child", child) == {"office": OFFICE, "school": "of two", "how_to_find": "of one"}
    assert (three.shown("note", note) or {})["text"] == "first\nof one\nof two"
    assert (three.shown("note", sub) or {})["text"] == "new of one"
    assert {each for each in place.authors(child) if each[1] in ("school", "how_to_find")} == {
        each for each in authors if each[1] in ("school", "how_to_find")
    }, "with their original writers (invariant 18)"
    place.laptops.extend(away)
    if returns:
        place.settle()
        assert (three.shown("note", note) or {})["text"] == "first\nof one\nof two"
        assert (three.shown("child", child) or {})["how_to_find"] == "of one"
        assert stands(three, child, "school", "of two")


def test_a_restore_by_command_and_one_more_to_an_older_state(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    children = []
    copies = []
    for number in range(4):
        children.append(one.child(school=f"c{number}"))
        one.exchange()
        two.exchange()
        two.edit("child", children[0], how_to_find=f"seen {number}")
        two.exchange()
        copies.append(place.copy())
        backup(place.store, place.folder / f"backup{number}")
    restore(place.store, place.folder / "backup2")
    place.start()
    one.exchange()
    children.append(two.child(school="between"))
    two = place.laptops[1]
    two.exchange()
    place.put_back(copies[0])
    place.settle()
    for laptop in place.laptops:
        assert [(laptop.shown("child", each) or {})["school"] for each in children] == ["c0", "c1", "c2", "c3", "between"]
        assert stands(laptop, children[0], "how_to_find", "seen 3")
    place.put_back(copies[3])  # a newer state of an older history
    one = place.laptops[0]
    one.edit("child", children[1], school="last")
    place.settle()
    for laptop in place.laptops:
        for each, school in zip(children, ["c0", "last", "c2", "c3", "between"], strict=True):
            assert stands(laptop, each, "school", school)


def test_a_server_put_back_before_a_laptop_was_enrolled_still_knows_it(place: Place) -> None:
    empty = place.copy()
    one = place.laptop()
    child = one.child(school="x")
    one.exchange()
    place.put_back(empty)
    place.settle()
    assert place.sql("SELECT count(*) FROM record WHERE id = :id", id=child) == [(1,)]
    assert place.laptops[0].shown("child", child) == {"office": OFFICE, "school": "x"}


def test_a_restore_is_noticed_by_acknowledged_operations_alone(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    child = one.child(school="a")
    place.settle()
    old = place.copy()
    cursors = two.sql("SELECT seq, tag, scope FROM cursor")
    two.edit("child", child, school="b")
    two.exchange()
    for row in cursors:  # the page with it was cut: cursors stand where the copy is
        two.sql("UPDATE cursor SET seq = ?, tag = ? WHERE scope = ?", *row)
    place.put_back(old)
    before = place.sql("SELECT epoch FROM clock")
    place.laptops[1].exchange()
    assert place.sql("SELECT epoch FROM clock") > before
    place.settle()
    assert (place.laptops[0].shown("child", child) or {})["school"] == "b"


def test_acknowledged_operations_that_a_restore_took_come_again_by_files_alone(place: Place) -> None:
    one = place.laptop()
    child = one.child(school="a")
    place.settle()
    old = place.copy()
    cursors = one.sql("SELECT seq, tag, scope FROM cursor")
    one.edit("child", child, school="b")
    place.laptops[0].exchange()
    for row in cursors:  # nothing but the numbers of its operations shows that the server once had more
        one.sql("UPDATE cursor SET seq = ?, tag = ? WHERE scope = ?", *row)
    place.put_back(old)
    one.edit("child", child, how_to_find="c")
    enrolled = enrolment(one.session.database)
    assert enrolled is not None
    for _ in range(2):  # the first answer tells from where on it must be sealed again
        for file in bundles.seal(one.session.database, enrolled):
            reply = take(place.store, file)
            assert reply is not None
            bundles.open_reply(one.session.database, enrolled, reply)
    assert one.sql("SELECT count(*) FROM op WHERE overlay > 0") == [(0,)]
    [(body,)] = place.sql("SELECT body FROM record WHERE id = :id", id=child)
    assert json.loads(body) == {"office": OFFICE, "school": "b", "how_to_find": "c"}


def test_what_a_laptop_only_received_comes_back_by_files_alone_after_a_restore(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    child = one.child(school="a")
    place.settle()
    backup(place.store, place.folder / "backup")
    one.edit("child", child, school="b")
    lost = one.child(school="only after")
    place.settle()
    restore(place.store, place.folder / "backup")
    place.start()
    two = place.laptops[1]
    enrolled = enrolment(two.session.database)
    assert enrolled is not None
    for _ in range(2):  # the first answer tells of the new epoch, and where the server stood when it began
        for file in bundles.seal(two.session.database, enrolled):
            reply = take(place.store, file)
            assert reply is not None
            bundles.open_reply(two.session.database, enrolled, reply)
    bodies = dict(place.sql("SELECT id, body FROM record WHERE type = 'child'"))
    assert {each: json.loads(body)["school"] for each, body in bodies.items()} == {child: "b", lost: "only after"}


def test_what_is_written_while_a_restore_runs_is_not_taken_for_what_was_lost(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = place.laptop(), place.laptop(), place.laptop()
    child = one.child(school="a")
    place.settle()
    backup(place.store, place.folder / "backup")
    idle = open_store(place.folder / "server", place.database)  # another process, which hears of nothing until the restore
    other = joined(two.session, OFFICE, make_app(idle))
    one.edit("child", child, school="b")
    lost = one.child(school="only after")
    one.exchange()
    three.exchange()
    two.edit("child", two.child(school="in the midst"), how_to_find="of two")
    opened = Store.write

    @contextmanager
    def interrupted(store: Store, *, alone: bool = False) -> Iterator[Connection]:
        """The older database lies there; the other process answers once more before the command has the lock."""
        if alone:
            monkeypatch.setattr(Store, "write", opened)
            other.exchange()
        with opened(store, alone=alone) as connection:
            yield connection

    monkeypatch.setattr(Store, "write", interrupted)
    restore(place.store, place.folder / "backup")
    idle.close()
    gone = place.laptops.pop(0)  # stolen; what it wrote is with the third alone
    place.start()
    place.settle()
    for laptop in place.laptops:
        assert (laptop.shown("child", child) or {})["school"] == "b"
        assert (laptop.shown("child", lost) or {})["school"] == "only after"
    gone.session.close()


def test_a_restore_under_a_running_server_is_noticed_before_it_answers(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    child = one.child(school="a")
    place.settle()
    old = place.copy()
    one.edit("child", child, school="b")
    one.exchange()
    place.put_under(old)
    two.child(school="first after it")
    two.exchange()
    assert place.sql("SELECT max(epoch) FROM epoch") == [(2,)]
    place.settle()
    assert (two.shown("child", child) or {})["school"] == "b"


def test_deletions_and_open_conflicts_come_back_too(place: Place) -> None:
    one, two, three = place.laptop(), place.laptop(), place.laptop()
    child, gone = one.child(school="a"), one.child(school="to go")
    place.settle()
    old = place.copy()
    one.edit("child", child, school="of one")
    two.edit("child", child, school="of two")
    with one.session.write("delete") as uow:
        uow.delete("child", gone)
    one.exchange()
    two.exchange()
    three.exchange()
    place.put_back(old)
    del place.laptops[:2]
    place.settle()
    [three] = place.laptops
    assert three.shown("child", gone) is None
    assert place.sql("SELECT count(*) FROM record WHERE deleted AND id = :id", id=gone) == [(1,)]
    rows = place.sql("SELECT current, proposed, proposed_user FROM conflict WHERE closed IS NULL")
    assert rows == [('{"school":"of one"}', '{"school":"of two"}', two.session.actor.user)]


def test_fields_that_belong_together_come_back_as_one_writing(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    child = one.child(school="before")
    place.settle()
    old = place.copy()
    one.edit("child", child, family_name_km="សុខ", given_name_km="ដារ៉ា")
    place.settle()
    place.put_back(old)
    del place.laptops[:1]
    place.settle()
    [two] = place.laptops
    assert (two.shown("child", child) or {})["given_name_km"] == "ដារ៉ា"
    writings = place.sql("SELECT author, changes FROM op_log WHERE record = :id AND kind = 'rescue'", id=child)
    assert [(author, sorted(json.loads(changes))) for author, changes in writings] == [
        (one.session.actor.user, ["family_name_km", "given_name_km"])
    ], "an empty field of a group has no other writer: who wrote first would hang on the clocks"
    place.laptops.append(one)
    place.settle()
    assert place.sql("SELECT count(*) FROM conflict WHERE closed IS NULL") == [(0,)]


def test_who_is_not_known_is_never_another_person(place: Place) -> None:
    one, two, three = place.laptop(), place.laptop(), place.laptop()
    child = one.child(school="before")
    place.settle()
    old = place.copy()
    one.edit("child", child, school="of one", disability=["seeing"])
    two.edit("child", child, how_to_find="of two")
    place.settle()
    three.sql("DELETE FROM history WHERE field <> 'how_to_find'")
    three.sql("DELETE FROM history WHERE what = 'created'")
    place.put_back(old)
    del place.laptops[:2]
    place.settle()
    [three] = place.laptops
    shown = {"office": OFFICE, "school": "of one", "how_to_find": "of two", "disability": ["seeing"]}
    assert three.shown("child", child) == shown
    told = {unit: user for user, unit in place.authors(child)}
    assert told["how_to_find"] == two.session.actor.user
    assert told["school"] == told["disability+seeing"] == NOT_KNOWN
