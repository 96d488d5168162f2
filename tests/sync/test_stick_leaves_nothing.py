"""What lies on a stick beside the own work: answers for others stay until they had time to come; no picture is left silent."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.data.contents import blob_queue
from app.data.contents.attachments import AttachmentStore
from app.data.outbox import foreign
from app.services.exchange import bundles as service
from app.services.office.rules import set_rule
from app.syncing import between, bundles, contents
from sync.server.blobs.blobs import Blobs
from tests.support.facility_office import Clock
from tests.support.postgres import DATABASES, database_of
from tests.support.stick import OFFICE, Box, Site

ROOM = 100_000


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A server."""
    with database_of(request.param) as address, Site(tmp_path, database=address) as made:
        yield made


def carried_by(site: Site, carrier: Box, *makers: Box) -> None:
    """A laptop carries what others wrote to the server by a file, and brings the answers for them home."""
    for maker in makers:
        maker.child(how_to_find="near the pagoda")
        for file in maker.seal(ROOM):
            between.keep_file(carrier.session.database, file)
    carrier.open(*site.take(*carrier.seal(ROOM)))


def answers_of(box: Box) -> list[bytes]:
    """The answers for others that lie here."""
    return [data for _, data in between.take_answers(box.session.database)]


# ---- answers for others ----


def test_an_answer_for_another_is_told_and_comes_again_when_the_stick_was_lost(site: Site, tmp_path: Path) -> None:
    one, two = site.box("one"), site.box("two")
    carried_by(site, two, one)
    made = service.make(two.session, tmp_path / "lost")
    assert [path.parent for path in made.answers] == [tmp_path / "lost"]
    assert not set(made.answers) & set(made.files)
    again = service.make(two.session, tmp_path / "second")
    assert [path.name for path in again.answers] == [path.name for path in made.answers], "on one stick it lies once"
    taken = service.take(one.session, again.answers)
    assert [each.kind for each in taken] == ["reply"]
    assert one.waits() == (0, 0)
    assert service.make(one.session, tmp_path / "own").answers == ()


def test_an_answer_goes_so_many_days_after_it_was_first_written_and_never_before(site: Site, tmp_path: Path) -> None:
    one, two = site.box("one"), site.box("two")
    clock = Clock()
    two.session.database.clock = clock
    carried_by(site, two, one)
    clock.time += timedelta(days=400)
    assert len(service.make(two.session, tmp_path / "a").answers) == 1, "it never lay on a stick"
    clock.time += timedelta(days=59)
    assert len(service.make(two.session, tmp_path / "b").answers) == 1
    clock.time += timedelta(days=2)
    assert service.make(two.session, tmp_path / "c").answers == ()
    assert answers_of(two) == []


def test_the_office_says_how_long(site: Site, tmp_path: Path) -> None:
    one, two = site.box("one"), site.box("two")
    clock = Clock()
    two.session.database.clock = clock
    two.save(lambda uow: set_rule(uow, "sticks", "answer_days", 7))
    carried_by(site, two, one)
    service.make(two.session, tmp_path / "a")
    clock.time += timedelta(days=8)
    assert service.make(two.session, tmp_path / "b").answers == ()


def test_a_clock_that_was_wrong_keeps_no_answer_for_ever(site: Site, tmp_path: Path) -> None:
    one, two = site.box("one"), site.box("two")
    clock = Clock()
    two.session.database.clock = clock
    carried_by(site, two, one)
    now = clock.time
    clock.time = now + timedelta(days=10_000)
    service.make(two.session, tmp_path / "a")
    clock.time = now
    assert len(service.make(two.session, tmp_path / "b").answers) == 1
    clock.time = now + timedelta(days=61)
    assert service.make(two.session, tmp_path / "c").answers == ()


def test_the_server_answers_again_who_hands_the_same_file_in_again(site: Site) -> None:
    one = site.box("one")
    name = picture(one, 1, 30_000)
    files = one.seal(ROOM)
    first = site.take(*files)
    assert first
    one.open(*site.take(*files))
    assert one.waits() == (0, 0)
    assert name not in waiting(one)


def test_answers_for_others_never_push_out_what_is_for_the_server(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three = (site.box(name) for name in ("one", "two", "three"))
    for _ in range(3):
        carried_by(site, two, one)
    monkeypatch.setattr(foreign, "CARRIED_MAX", 2)
    three.child()
    [kept] = three.seal(ROOM)
    between.keep_file(two.session.database, kept)
    for _ in range(3):
        carried_by(site, two, one)
        between.keep_file(two.session.database, kept)
    database = two.session.database
    assert kept in [between.carried_file(database, name) for name, _ in between.to_carry(database)]
    assert len(answers_of(two)) == 2


def test_answers_that_lay_on_a_stick_go_first_and_never_fill_the_disk(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = site.box("one"), site.box("two")
    monkeypatch.setattr(foreign, "CARRIED_MAX", 2)
    carried_by(site, two, one)
    [old] = service.make(two.session, tmp_path / "a").answers
    carried_by(site, two, one)
    carried_by(site, two, one)
    newer = service.make(two.session, tmp_path / "b").answers
    assert len(newer) == 2
    assert old.name not in {path.name for path in newer}
    monkeypatch.setattr(foreign, "GIVEN_MAX", 1)
    assert service.make(two.session, tmp_path / "c").answers == ()


# ---- pictures ----


def picture(box: Box, seed: int, size: int) -> str:
    """An attachment with a content; the content's name."""
    name = AttachmentStore.of(box.session.database).put(random.Random(seed).randbytes(size))
    child = box.child()
    case = box.save(lambda uow: uow.create("case", {"child": child, "office": OFFICE, "status": "open"}))
    values = {"case": case, "office": OFFICE, "form_id": "f", "state": "draft"}
    response = box.save(lambda uow: uow.create("form_response", values))
    box.save(lambda uow: uow.create("attachment", {"response": response, "name": "1.jpg", "size": size, "sha256": name}))
    return name


def waiting(box: Box) -> set[str]:
    """Contents that only this laptop has, as far as it knows."""
    with box.session.database.transaction() as connection:
        return {name for name, _ in blob_queue.unsent(connection)}


def make(box: Box, folder: Path) -> tuple[service.Made, list[bytes]]:
    """A making as people do it: what is told, and the files."""
    made = service.make(box.session, folder)
    return made, [path.read_bytes() for path in made.files]


def test_pictures_that_find_no_room_are_told_and_go_first_in_the_next_files(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "USUAL", 70_000)
    one = site.box("one")
    names = {picture(one, seed, 30_000) for seed in range(5)}
    brought: list[set[str]] = []
    told = []
    for number in range(4):
        made, files = make(one, tmp_path / str(number))
        told.append((made.left, made.left_bytes, made.earlier))
        before = site_contents(site)
        site.take(*files)
        brought.append(site_contents(site) - before)
    assert told == [(3, 90_000, 0), (1, 30_000, 2), (0, 0, 3), (0, 0, 3)]
    assert [len(each) for each in brought] == [2, 2, 1, 0]
    assert set.union(*brought) == names


def test_what_lay_on_a_lost_stick_comes_again_in_its_turn(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "USUAL", 70_000)
    one = site.box("one")
    names = {picture(one, seed, 30_000) for seed in range(3)}
    make(one, tmp_path / "lost")
    for number in range(2):
        _, files = make(one, tmp_path / str(number))
        one.open(*site.take(*files))
    assert names <= site_contents(site)
    assert waiting(one) == set()
    made, _ = make(one, tmp_path / "last")
    assert (made.left, made.earlier) == (0, 0)


def test_nothing_counts_as_written_when_the_stick_was_full(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "USUAL", 70_000)
    one = site.box("one")
    for seed in range(3):
        picture(one, seed, 30_000)

    def full(*_: object) -> None:
        raise OSError(28, "no room")

    with monkeypatch.context() as patched:
        patched.setattr(service, "write_whole", full)
        with pytest.raises(Exception, match="disk_full"):
            service.make(one.session, tmp_path / "full")
    made, _ = make(one, tmp_path / "stick")
    assert (made.left, made.earlier) == (1, 0)


def test_small_pictures_and_large_ones_are_counted_by_their_files(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "USUAL", 1)
    one = site.box("one")
    store = AttachmentStore.of(one.session.database)
    picture(one, 1, 10)
    name = picture(one, 2, 30_000)
    small = store.put(b"small picture")
    with one.session.read() as reader:
        [record] = [each.id for each in reader.find("attachment") if each.text("sha256") == name]
    one.save(lambda uow: uow.update("attachment", record, {"thumbnail_sha256": small}))
    made, files = make(one, tmp_path / "a")
    assert (made.left, made.left_bytes) == (2, 30_010), "the small one went, and one is more than nothing"
    site.take(*files)
    assert site_contents(site) == {small}


def test_a_lost_picture_is_no_picture_left_out(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "USUAL", 30_000)
    one = site.box("one")
    first, gone = picture(one, 1, 30_000), picture(one, 2, 30_000)
    make(one, tmp_path / "a")
    AttachmentStore.of(one.session.database).destroy(gone)
    made, files = make(one, tmp_path / "b")
    assert (made.left, made.left_bytes, made.earlier) == (0, 0, 0)
    site.take(*files)
    assert site_contents(site) == {first}


def test_a_revoked_laptop_seals_all_of_them(site: Site) -> None:
    one = site.box("one")
    names = {picture(one, seed, 30_000) for seed in range(3)}
    site.take(*bundles.seal(one.session.database, one.enrolment, chosen=contents.everything(one.session.database)))
    assert names <= site_contents(site)


def site_contents(site: Site) -> set[str]:
    """Contents that the server has."""
    return set(Blobs(site.store).names())


def test_what_the_server_takes_no_more_goes_into_no_file(site: Site, tmp_path: Path) -> None:
    one = site.box("one")
    name = picture(one, 1, 30_000)
    contents.choose(one.session.database)
    with one.session.database.transaction() as connection:
        blob_queue.has_fault(connection, name, "erased")
    made, files = make(one, tmp_path / "a")
    site.take(*files)
    assert site_contents(site) == set()
    assert (made.left, made.earlier) == (0, 0)
