"""What was under way while a record was erased by law brings nothing of it back (sync.md §3, invariant 11)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.data.contents.attachments import AttachmentStore
from app.data.drafts import drafts, save_draft
from app.data.outbox import outbox
from app.data.replica import parked, replica
from app.domain.errors import EnvironmentFault
from app.domain.ids import new_id
from app.syncing.blobs import DatabaseBlobStore
from sync.client.blobs import BlobEngine
from sync.protocol.blobs import name_of
from sync.protocol.canonical import canonical, short_id
from sync.server.blobs import blob_refs
from sync.server.keeping.backup import backup, restore
from sync.server.keeping.erasure import erase
from tests.support.put_back import OFFICE, Place
from tests.support.stick import Box, Site
from tests.support.unpacked import unpacked
from tests.sync.test_erasure import TOKEN, on_laptop, on_server
from tests.sync.test_hostile_stick import DISTRICT, PROVINCE, line, link, look, made, pair, shown


def holding(box: Box) -> list[str]:
    """Tables of a laptop that hold the token."""
    with box.session.database.transaction() as connection:
        names = [name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall() for name in names}
    return [name for name, told in rows.items() if TOKEN in str([unpacked(value) for row in told for value in row])]


@pytest.mark.parametrize("had_it", [True, False])
def test_a_late_reply_file_brings_no_history_of_it(tmp_path: Path, had_it: bool) -> None:
    with Site(tmp_path) as site:
        one, two = site.box("one"), site.box("two")
        child = one.child(how_to_find=TOKEN)
        one.exchange()
        one.edit(child, how_to_find=f"{TOKEN} changed")
        one.exchange()
        late = site.take(*two.seal())
        if had_it:
            two.exchange()
            assert "history" in holding(two)
        erase(site.store, child, "x")
        two.exchange()
        two.open(*late)
        assert holding(two) == []


def test_a_late_reply_file_brings_no_history_of_what_left_this_laptop(tmp_path: Path) -> None:
    with Site(tmp_path, "0203", "0204") as site:
        one, two, other = site.box("one"), site.box("two"), site.box("other", "0204")
        child = one.child(how_to_find=TOKEN)
        one.exchange()
        one.edit(child, how_to_find=f"{TOKEN} changed")
        one.exchange()
        late = site.take(*two.seal())
        two.exchange()
        one.edit(child, office="0204")
        for box in (one, two, other):
            box.exchange()
        assert (holding(two), other.shown(child, "how_to_find")) == ([], f"{TOKEN} changed")
        two.open(*late)
        assert holding(two) == []


def test_a_stick_of_somebody_who_does_not_know_shows_nothing_of_it(tmp_path: Path) -> None:
    with Site(tmp_path, PROVINCE, DISTRICT) as site:
        one, two, child = pair(site)
        assert site.store is not None
        erase(site.store, child, "x")
        link(two)
        below, other = new_id(), new_id()
        first = [
            line("e", "child", child, {"how_to_find": TOKEN}),
            line("c", "family_member", below, {"child": "~" + short_id(child), "name_km": TOKEN}),
            line("c", "child", other, {"office": DISTRICT, "how_to_find": "stays"}),
        ]
        assert look(two, made(one, two, shown(first))) == 1
        assert look(two, made(one, two, shown([line("e", "family_member", below, {"name_km": TOKEN})], [4]))) == 0
        assert holding(two) == []
        assert two.shown(other, "how_to_find") == "stays"


def test_who_still_has_it_before_his_eyes_leaves_no_draft(tmp_path: Path) -> None:
    with Site(tmp_path) as site:
        one = site.box("one")
        child, other = one.child(how_to_find="x"), one.child(how_to_find="y")
        one.exchange()
        erase(site.store, child, "x")
        one.exchange()
        database, user = one.session.database, one.session.actor.user
        case = str(one.save(lambda uow: uow.create("case", {"child": child, "office": "0203", "status": "open"})))
        assert not save_draft(database, user, "child_edit", child, {"school": TOKEN})
        assert not save_draft(database, user, "part:family_member", case, {"name_km": TOKEN}), "a relative of the child"
        assert not save_draft(database, user, "register_case", "", {"child": child, "note": TOKEN})
        assert holding(one) == []
        assert save_draft(database, user, "child_edit", other, {"school": TOKEN})
        assert holding(one) == ["draft"]


def test_a_draft_about_somebody_else_that_only_names_it_is_kept(tmp_path: Path) -> None:
    """The one that is here when the law erases a sibling, and the one that is typed on after that."""
    with Site(tmp_path) as site:
        one = site.box("one")
        child, other = one.child(how_to_find="x"), one.child(how_to_find="y")
        case = str(one.save(lambda uow: uow.create("case", {"child": other, "office": "0203", "status": "open"})))
        one.exchange()
        database, user = one.session.database, one.session.actor.user
        typed = {"story": "long", "sibling": child}
        for kind, subject in (("child_edit", other), ("part:note", case), ("register_case", "")):
            assert save_draft(database, user, kind, subject, typed)
        assert save_draft(database, user, "child_edit", child, {"school": TOKEN})
        erase(site.store, child, "x")
        one.exchange()
        assert holding(one) == []
        with one.session.read() as reader:
            assert sorted(each.kind for each in drafts(reader)) == ["child_edit", "part:note", "register_case"]
        assert save_draft(database, user, "child_edit", other, {**typed, "story": "longer"})


def test_what_a_restore_lost_below_it_is_not_brought_back_by_others(place: Place) -> None:
    """Its author is gone; who only had it from the server offers it, as after any restore."""
    one, _ = place.laptop(), place.laptop()
    case = one.create("case", office=OFFICE, status="open")
    place.settle()
    old = place.copy()
    one.create("note", case=case, text=f"about {TOKEN}")
    place.settle()
    place.laptops.remove(one)
    place.put_back(old)
    erase(place.store, case, "x")
    [two] = place.laptops
    two.exchange()
    assert two.sql("SELECT verdict FROM op WHERE type = 'note'") == [("erased",)]
    assert on_server(place) == []
    assert on_laptop(two) == []


def contents(box: Box) -> None:
    """What belongs to attachments is carried."""
    BlobEngine(DatabaseBlobStore(box.session.database), box.engine.session, lambda _: True).run(lambda: False, metered=False)


def pictured(box: Box, case: str, content: bytes) -> str:
    """A picture of a case."""
    sha256 = AttachmentStore.of(box.session.database).put(content)
    told = {"case": case, "sha256": sha256, "name": "a.jpg", "mime": "image/jpeg", "size": len(content)}
    return str(box.save(lambda uow: uow.create("attachment", told)))


def pictures(box: Box) -> int:
    """Files of attachments on the disk."""
    return len(AttachmentStore.of(box.session.database).files())


def test_a_picture_goes_though_its_case_left_this_laptop_before(tmp_path: Path) -> None:
    """Its record holds nothing any more that names the file."""
    with Site(tmp_path, "0203", "0204") as site:
        one, two = site.box("one"), site.box("two")
        case = str(one.save(lambda uow: uow.create("case", {"office": "0203", "status": "open"})))
        pictured(one, case, b"\xff\xd8 a face" * 2000)
        for box in (one, two):
            box.exchange()
            contents(box)
        with two.session.database.transaction() as connection:
            connection.exec_driver_sql("UPDATE blob SET asked = 1")
        contents(two)
        assert [pictures(box) for box in (one, two)] == [1, 1]
        one.save(lambda uow: uow.update("case", case, {"office": "0204"}))
        for box in (one, two):
            box.exchange()
        erase(site.store, case, "x")
        for box in (one, two):
            box.exchange()
        assert [pictures(box) for box in (one, two)] == [0, 0]


def test_a_picture_that_cannot_be_destroyed_now_stops_no_exchange_and_goes_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site(tmp_path) as site:
        one = site.box("one")
        case = str(one.save(lambda uow: uow.create("case", {"office": "0203", "status": "open"})))
        first, other = (pictured(one, case, f"{name} picture".encode() * 900) for name in ("a", "another"))
        one.exchange()
        erase(site.store, first, "x")
        with monkeypatch.context() as read:
            read.setattr(AttachmentStore, "destroy_file", refused)
            one.exchange()
            erase(site.store, other, "x")
            child = one.child(how_to_find="here")
            one.exchange()
        assert (one.waits(), pictures(one), one.shown(child, "how_to_find")) == ((0, 0), 2, "here")
        one.exchange()
        assert pictures(one) == 0


def refused(_store: AttachmentStore, _path: Path) -> None:
    """Somebody reads the file just now."""
    raise EnvironmentFault("read_only")


def test_a_restore_erases_again_what_was_erased_and_nothing_else(place: Place) -> None:
    """Two children were taken for one when the backup was made, and a note stood below the wrong case."""
    one, _ = place.laptop(), place.laptop()
    stays, gone = one.child(school="stays"), one.child(school=TOKEN)
    case, other = (one.create("case", office=OFFICE, child=child, status="open") for child in (gone, stays))
    note = one.create("note", case=case, text="stays too")
    with one.session.write("join") as uow:
        uow.merge_into("child", stays, gone)
    place.settle()
    backup(place.store, place.folder / "backups")
    with one.session.write("part") as uow:
        uow.merge_into("child", stays, None)
    one.edit("note", note, case=other)
    place.settle()
    assert [erase(place.store, each, "x")["erased"] for each in (gone, case)] == [1, 1]
    place.settle()
    restore(place.store, place.folder / "backups")
    place.start()
    place.settle()
    for laptop in place.laptops:
        assert (laptop.shown("child", stays) or {}).get("school") == "stays"
        assert (laptop.shown("note", note) or {}).get("case") == other
        assert (laptop.shown("child", gone), laptop.shown("case", case), on_laptop(laptop)) == (None, None, [])
    assert on_server(place) == []


def test_what_had_left_before_the_erasure_comes_back_after_a_restore_that_knew_nothing_of_it(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    case, other = (one.create("case", office=OFFICE, status="open") for _ in range(2))
    place.settle()
    before = place.copy()
    note, below = (one.create("note", case=case, text=text) for text in ("stays", TOKEN))
    place.settle()
    one.edit("note", note, case=other)
    place.settle()
    assert erase(place.store, case, "x")["erased"] == 2
    place.settle()
    place.put_back(before)
    place.settle()
    for laptop in (one, two):
        assert laptop.shown("note", note) == {"case": other, "text": "stays"}
        assert laptop.shown("note", below) is None
        assert on_laptop(laptop) == []
    assert on_server(place) == []


def test_what_was_erased_before_it_was_sent_is_numbered_anew_and_stops_nothing(tmp_path: Path) -> None:
    """A copied disk took its number meanwhile. Nothing is left to be sent of it, and all that stands behind it is sent."""
    with Site(tmp_path) as site:
        one, two = site.box("one"), site.box("two")
        child, other = one.child(how_to_find="x"), one.child(how_to_find="y")
        for box in (one, two):
            box.exchange()
        asks = two.seal()
        two.edit(child, how_to_find=TOKEN)
        two.edit(other, how_to_find="sent")
        two.seal()
        erase(site.store, child, "x")
        two.open(*site.take(*asks))
        with two.session.database.transaction() as connection:
            told = connection.exec_driver_sql("SELECT kind FROM op WHERE verdict IS NULL ORDER BY n").fetchall()
            now = outbox.current_incarnation(connection)
        assert [kind for (kind,) in told] == ["erased", "edit"]
        two.store.fork(now.id, now.acked_seq + 1)
        assert two.shown(child, "how_to_find") == ""
        for box in (two, one):
            box.exchange()
        assert (one.shown(other, "how_to_find"), two.waits(), holding(two)) == ("sent", (0, 0), [])
        with two.session.database.transaction() as connection:
            assert outbox.first_break(connection) is None
        assert site.take(*two.seal()), "its next request is understood too"


def test_a_line_of_it_that_a_newer_server_sent_and_nobody_here_can_read_goes_too(tmp_path: Path) -> None:
    with Site(tmp_path) as site:
        one = site.box("one")
        child, other = one.child(how_to_find="x"), one.child(how_to_find="y")
        one.exchange()
        with one.session.database.transaction() as connection:
            for record, text in ((child, TOKEN), (other, "stays")):
                unread = canonical(["Z", [0], "child", short_id(record), 9, {"school": text}])
                replica.park_line(connection, text, 0, unread, parked.UNREAD, "")
        assert holding(one) == ["parked"]
        erase(site.store, child, "x")
        one.exchange()
        assert holding(one) == []
        with one.session.database.transaction() as connection:
            assert connection.exec_driver_sql("SELECT record FROM parked").fetchall() == [("stays",)]


def test_a_record_of_a_type_that_only_newer_laptops_know_goes_from_older_ones_too(tmp_path: Path) -> None:
    with Site(tmp_path) as site:
        one, older = site.box("one"), site.box("older")
        child = one.child(how_to_find=TOKEN)
        one.exchange()
        with site.store.write() as connection:
            for table, key in (("record", "id"), ("op_log", "record")):
                connection.exec_driver_sql(f"UPDATE {table} SET type = 'newer' WHERE {key} = ?", (child,))
        older.exchange()
        assert set(holding(older)) == {"record", "parked"}
        erase(site.store, child, "x")
        older.exchange()
        assert holding(older) == []


def test_restricted_answers_and_further_pages_go_with_what_they_are_parts_of(place: Place) -> None:
    """They stand beside it, below the same case, and nobody who asks for its erasure means to leave them."""
    one = place.laptop()
    case = one.create("case", office=OFFICE, status="open")
    whole, stays = (one.create("form_response", case=case, office=OFFICE, answers={"/a": text}) for text in (TOKEN, "stays"))
    one.create("form_response", case=case, office=OFFICE, answers={"/b": TOKEN}, whole=whole, restricted="health")
    first = one.create("attachment", case=case, title=TOKEN, page=1)
    one.create("attachment", case=case, title=TOKEN, page=2, page_of=first)
    place.settle()
    told = [erase(place.store, record, "x") for record in (whole, first)]
    assert [(each["erased"], each["linked"]) for each in told] == [(2, []), (2, [])]
    place.settle()
    assert (on_server(place), on_laptop(one)) == ([], [])
    assert one.shown("form_response", stays) is not None


def test_a_part_that_comes_after_the_erasure_is_erased_too(place: Place) -> None:
    """Its author had not heard of it, and wrote it beside what he still saw."""
    one, two = place.laptop(), place.laptop()
    case = one.create("case", office=OFFICE, status="open")
    whole = one.create("form_response", case=case, office=OFFICE, answers={"/a": TOKEN})
    first = one.create("attachment", case=case, title=TOKEN, page=1)
    place.settle()
    two.create("form_response", case=case, office=OFFICE, answers={"/b": TOKEN}, whole=whole, restricted="health")
    two.create("attachment", case=case, title=TOKEN, page=2, page_of=first)
    stays = two.create("attachment", case=case, title="stays", page=1)
    for record in (whole, first):
        erase(place.store, record, "x")
    place.settle()
    assert (on_server(place), on_laptop(one), on_laptop(two)) == ([], [], [])
    assert one.shown("attachment", stays) is not None


def test_a_stick_shows_no_part_of_what_was_erased(tmp_path: Path) -> None:
    with Site(tmp_path, PROVINCE, DISTRICT) as site:
        one, two, _ = pair(site)
        case = str(two.save(lambda uow: uow.create("case", {"office": DISTRICT, "status": "open"})))
        first, other = (str(two.save(lambda uow: uow.create("attachment", {"case": case}))) for _ in range(2))
        pages = [{"case": "~" + short_id(case), "title": TOKEN, "page_of": "~" + short_id(each)} for each in (first, other)]
        made_by_one = [line("c", "attachment", new_id(), page) for page in pages]
        link(two)
        assert site.store is not None
        erase(site.store, first, "x")
        look(two, made(one, two, shown(made_by_one[1:], [4])))
        assert holding(two) == ["attachment", "foreign_op"]
        erase(site.store, other, "x")
        link(two)
        look(two, made(one, two, shown(made_by_one[:1], [3])))
        assert holding(two) == []


def test_pictures_of_a_case_that_left_go_though_one_cannot_be_destroyed_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing names their files once they are forgotten: what could not be destroyed then stayed on the disk for ever."""
    with Site(tmp_path, "0203", "0204") as site:
        one = site.box("one")
        case = str(one.save(lambda uow: uow.create("case", {"office": "0203", "status": "open"})))
        names = [f"{name} face".encode() * 900 for name in ("a", "another")]
        for content in names:
            pictured(one, case, content)
        one.exchange()
        contents(one)
        with site.store.write() as connection:
            blob_refs.mark_safe(connection, [name_of(content) for content in names])
        one.save(lambda uow: uow.update("case", case, {"office": "0204"}))
        one.exchange()
        contents(one)
        assert pictures(one) == 2, "it learned just now that they may go"
        with monkeypatch.context() as read:
            read.setattr(AttachmentStore, "destroy_file", refused)
            contents(one)
        assert pictures(one) == 2
        contents(one)
        assert pictures(one) == 0
        with one.session.database.transaction() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM blob").scalar_one() == 0
