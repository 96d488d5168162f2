"""Bundle files between real laptops and the real server: any order, repetition and mixture with HTTP ends the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.contents import blob_queue
from app.data.contents.attachments import AttachmentStore
from app.domain.errors import AppError, InputError
from app.syncing import bundles, contents
from sync.protocol import bundle
from sync.server.blobs.blobs import Blobs
from sync.server.bundles.bundles import Bundles
from sync.server.faults import Refusal
from tests.support.damaged import last_byte_changed
from tests.support.postgres import DATABASES, database_of
from tests.support.stick import OFFICE, Box, Site


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A server."""
    with database_of(request.param) as address, Site(tmp_path, database=address) as made:
        yield made


def noise(seed: int, size: int = 3000) -> str:
    """Text that does not compress."""
    return random.Random(seed).randbytes(size // 2).hex()


def equal(site: Site, *boxes: Box) -> None:
    """All laptops hold the same, nothing waits anywhere."""
    for box in boxes:
        box.exchange()
    for box in boxes:
        box.exchange()
        assert box.waits() == (0, 0)
    states = [box.state()[0] for box in boxes]
    assert all(state == states[0] for state in states)


def test_work_goes_out_and_comes_back_by_files_alone(site: Site) -> None:
    one, two = site.box("one"), site.box("two")
    child = one.child(how_to_find="near the pagoda")
    one.open(*site.take(*one.seal()))
    assert one.waits() == (0, 0)
    two.open(*site.take(*two.seal()))
    assert two.shown(child, "how_to_find") == "near the pagoda"
    two.edit(child, how_to_find="behind the market")
    replies = site.take(*two.seal())
    assert two.open(*replies).verdicts == {"applied": 1}
    one.open(*site.take(*one.seal()))
    assert one.shown(child, "how_to_find") == "behind the market"
    assert one.state()[0] == two.state()[0]
    assert one.link.requests == two.link.requests == 0


def test_parts_keep_their_size_and_may_come_in_any_order_twice(site: Site) -> None:
    one, two = site.box("one"), site.box("two")
    children = [one.child(how_to_find=noise(n)) for n in range(12)]
    parts = one.seal(8000)
    assert len(parts) > 3
    assert max(map(len, parts)) <= 8000
    mixed = [*parts, *parts]
    random.Random(3).shuffle(mixed)
    replies = site.take(*mixed)
    random.Random(4).shuffle(replies)
    one.open(*replies)
    one.open(*site.take(*one.seal()))
    assert one.waits() == (0, 0)
    equal(site, one, two)
    assert all(two.shown(child, "how_to_find") == noise(n) for n, child in enumerate(children))


def test_an_operation_larger_than_a_part_goes_in_pieces(site: Site) -> None:
    one = site.box("one")
    child = one.child(how_to_find=noise(1, 40_000))
    parts = one.seal(bundle.PART_LEAST)
    assert len(parts) > 5
    random.Random(1).shuffle(parts)
    site.take(*parts)
    one.open(*site.take(*one.seal()))
    assert one.waits() == (0, 0)
    two = site.box("two")
    two.exchange()
    assert two.shown(child, "how_to_find") == noise(1, 40_000)


@pytest.mark.parametrize("closing", ["stick", "http"])
def test_a_part_whose_predecessor_is_missing_waits_until_the_gap_closes_either_way(site: Site, closing: str) -> None:
    one, two = site.box("one"), site.box("two")
    children = [one.child(how_to_find=noise(n)) for n in range(8)]
    first, *later = one.seal(8000)
    second = Bundles(site.store).take(later[0])
    assert (second.operations, second.waiting > 0) == (0, True)
    for part in later[1:]:
        site.take(part)
    two.exchange()
    assert two.shown(children[-1], "how_to_find") == ""
    if closing == "stick":
        site.take(first)
    else:
        one.engine.step()
    two.exchange()
    assert two.shown(children[-1], "how_to_find") == noise(7)
    equal(site, one, two)


def test_what_waited_for_an_earlier_file_gets_its_answer_though_a_later_one_was_answered(site: Site) -> None:
    one = site.box("one")
    children = [one.child(how_to_find=noise(n)) for n in range(9)]
    files = one.seal(8000)
    assert len(files) > 2
    replies = [site.take(files[place]) for place in (1, 0, *range(2, len(files)))]
    for reply in (*replies[2:], replies[1], replies[0]):
        one.open(*reply)
    assert one.waits()[0] > 0
    one.open(*site.take(*one.seal()))
    assert one.waits() == (0, 0)
    assert one.shown(children[-1], "how_to_find") == noise(8)


def test_a_late_reply_takes_nothing_back(site: Site) -> None:
    one, two = site.box("one"), site.box("two")
    child = one.child(how_to_find="first")
    late = site.take(*one.seal())
    one.exchange()
    two.exchange()
    two.edit(child, how_to_find="second")
    two.exchange()
    one.exchange()
    before = one.state()
    one.edit(child, school="mine")
    one.open(*late, *late)
    assert one.shown(child, "how_to_find") == "second"
    assert one.shown(child, "school") == "mine"
    assert one.state()[0] == before[0]
    equal(site, one, two)


def test_a_reply_from_before_a_restore_is_left_alone(site: Site) -> None:
    one = site.box("one")
    one.child(how_to_find="first")
    late = site.take(*one.seal())
    one.exchange()
    one.store.new_epoch(7)
    before = one.waits()
    assert one.open(*late).old
    assert one.waits() == before


def test_a_reply_to_what_a_restored_laptop_does_not_know_is_left_alone(site: Site) -> None:
    one = site.box("one")
    child = one.child(how_to_find="first")
    late = site.take(*one.seal())
    with one.session.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE op SET incarnation = ?", ("ab" * 16,))
        connection.exec_driver_sql("UPDATE incarnation SET id = ?", ("ab" * 16,))
    before = one.waits()
    assert one.open(*late).old
    assert one.waits() == before
    one.edit(child, how_to_find="second")
    one.exchange()
    assert one.waits() == (0, 0)


def test_a_file_is_answered_only_for_its_device_and_refused_by_name_elsewhere(site: Site) -> None:
    one, two = site.box("one"), site.box("two")
    one.child()
    [file] = one.seal(100_000)
    [reply] = site.take(file)
    with pytest.raises(InputError, match="bundle_foreign"):
        two.open(reply)
    with pytest.raises(InputError, match="bundle_foreign"):
        one.open(file)
    with pytest.raises(Refusal, match="bundle_foreign"):
        site.take(reply)
    for spoilt, code in ((b"x", "bundle_none"), (file[:200], "bundle_cut"), (last_byte_changed(file), "bundle_damaged")):
        with pytest.raises(Refusal, match=code):
            site.take(spoilt)
    with pytest.raises(AppError, match="bundle_cut"):
        one.open(reply[: len(reply) // 2])
    with pytest.raises(InputError, match="bundle_part_small"):
        one.seal(100)


def test_a_stranger_s_file_is_refused(site: Site, tmp_path: Path) -> None:
    """Sealed rightly, but signed by a key that the server does not know for this tag."""
    one = site.box("one")
    with Site(tmp_path / "other") as other:
        stranger = other.box("stranger")
        [file] = stranger.seal(100_000)
    opened = bundle.open_part(file, other.store.keys.seal)
    card = {**opened.card, "d": one.enrolment.tag}
    forged = bundle.seal_part(
        bundle.TO_SERVER, (bytes(8), 1, 1), card, opened.frames, [one.enrolment.seal], stranger.enrolment.signing_key
    )
    with pytest.raises(Refusal, match="bundle_stranger"):
        site.take(forged)


def test_two_laptops_of_one_clone_part_by_a_reply_file(site: Site, tmp_path: Path) -> None:
    one = site.box("one")
    child = one.child(how_to_find="a")
    one.exchange()
    one.edit(child, how_to_find="b")
    one.open(*site.take(*one.seal()))
    # the numbering goes back as if the disk had been copied before the last edit
    with one.session.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM op WHERE seq = (SELECT max(seq) FROM op)")
        connection.exec_driver_sql(
            "UPDATE incarnation SET next_seq = next_seq - 1, frozen_seq = frozen_seq - 1, acked_seq = acked_seq - 1, "
            "chain = (SELECT chain FROM op ORDER BY seq DESC LIMIT 1)"
        )
    one.edit(child, school="c")
    one.open(*site.take(*one.seal()))
    one.open(*site.take(*one.seal()))
    assert one.waits() == (0, 0)
    two = site.box("two")
    two.exchange()
    assert (two.shown(child, "how_to_find"), two.shown(child, "school")) == ("b", "c")


def test_repetition_does_not_make_the_server_grow(site: Site) -> None:
    one = site.box("one")
    for n in range(6):
        one.child(how_to_find=noise(n))
    parts = one.seal(6000)
    site.take(*parts[1:])
    site.take(*parts[1:])
    site.take(*parts)

    def rows() -> list[int]:
        with site.store.read() as connection:
            tables = ("op_log", "record", "commit_log", "bundle_wait", "bundle_piece")
            return [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in tables]

    before = rows()
    assert before[3:] == [0, 0]
    site.take(*parts, *parts)
    assert rows() == before


def test_what_waits_is_bounded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    one = site.box("one")
    for n in range(6):
        one.child(how_to_find=noise(n))
    _, second, third, *_ = one.seal(6000)
    monkeypatch.setattr("sync.server.exchange.waiting.WAIT_BYTES", len(second))
    site.take(second)
    with pytest.raises(Refusal, match="bundle_full"):
        site.take(third)


def test_a_device_of_another_office_gets_nothing_of_this_one(tmp_path: Path) -> None:
    with Site(tmp_path, OFFICE, "0204") as site:
        one, two = site.box("one"), site.box("two", "0204")
        child = one.child(how_to_find="tokentoken")
        site.take(*one.seal())
        replies = site.take(*two.seal())
        plain = b"".join(
            frame.content for each in replies for frame in bundle.open_part(each, two.enrolment.exchange_key).frames
        )
        two.open(*replies)
        assert two.shown(child, "how_to_find") == ""
        assert b"tokentoken" not in plain


def picture(box: Box, seed: int, size: int) -> str:
    """An attachment with a content; the content's name."""
    content = random.Random(seed).randbytes(size)
    name = AttachmentStore.of(box.session.database).put(content)
    child = box.child()
    case = box.save(lambda uow: uow.create("case", {"child": child, "office": OFFICE, "status": "open"}))
    response = box.save(
        lambda uow: uow.create("form_response", {"case": case, "office": OFFICE, "form_id": "f", "state": "draft"})
    )
    box.save(lambda uow: uow.create("attachment", {"response": response, "name": "1.jpg", "size": size, "sha256": name}))
    return name


def unsent(box: Box) -> list[str]:
    """Contents that only this laptop has, as far as it knows."""
    with box.session.database.transaction() as connection:
        return [name for name, _ in blob_queue.unsent(connection)]


def test_contents_of_attachments_go_with_the_files_in_parts_of_any_order(site: Site) -> None:
    one = site.box("one")
    names = {picture(one, seed, 30_000) for seed in range(3)}
    parts = one.seal(8000)
    assert max(map(len, parts)) <= 8000
    assert set(unsent(one)) == names
    random.Random(5).shuffle(parts)
    replies = site.take(*parts, *parts)
    assert names <= Blobs(site.store).names().keys()
    one.open(*replies)
    one.open(*site.take(*one.seal()))
    assert unsent(one) == []
    assert one.waits() == (0, 0)
    assert sum(map(len, one.seal())) < 10_000, "what is there is not sent once more"


def test_many_contents_go_in_several_makings(site: Site) -> None:
    one = site.box("one")
    names = {picture(one, seed, 30_000) for seed in range(3)}
    makings = 0
    while makings == 0 or unsent(one):
        files = bundles.seal(one.session.database, one.enrolment, chosen=contents.choose(one.session.database, 50_000))
        one.open(*site.take(*files))
        makings += 1
    assert makings == 3
    assert names <= Blobs(site.store).names().keys()
