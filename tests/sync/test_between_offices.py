"""From office to office by a stick: shown under a voucher, never captured, carried on, and seen by what follows."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.outbox import dispatch, outbox, sharing
from app.data.values import canonical
from app.domain.errors import InputError
from app.services.exchange import exchange
from app.syncing import between, bundles
from app.syncing.carrying import Carrying, ask
from sync.protocol import bundle
from sync.protocol.auth import new_signing_key, public_of_exchange, public_of_signing
from sync.protocol.canonical import b64
from sync.protocol.errors import ProtocolError
from sync.protocol.vouchers import Voucher, decode_voucher, encode_voucher
from sync.server.devices.offices import revoke
from tests.support.postgres import DATABASES, database_of
from tests.support.stick import Box, Site

DISTRICT, PROVINCE, ELSEWHERE = "0203", "02", "0204"


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A server with a province, its district, and another one."""
    with database_of(request.param) as address, Site(tmp_path, PROVINCE, DISTRICT, ELSEWHERE, database=address) as made:
        yield made


def link(box: Box) -> None:
    """An exchange by the link, as the programme does it."""
    box.by_link()


def vouched(one: Box, two: Box) -> None:
    """One asks whether it may show two what waits."""
    between.want_voucher(one.session.database, two.enrolment.tag)
    ask(one.session.database, one.enrolment, one.engine.session)


def shown_to(one: Box, two: Box, part_bytes: int = 100_000) -> list[bytes]:
    """What waits at one, as files for two."""
    office = one.session.actor.office
    return bundles.seal_for(one.session.database, one.enrolment, two.enrolment.tag, office=office, part_bytes=part_bytes)


def look(box: Box, *files: bytes) -> int:
    """A laptop takes files of another in; records shown."""
    found = [bundles.open_shown(box.session.database, box.enrolment, each) for each in files]
    assert all(each is not None for each in found)
    return sum(each.records for each in found if each is not None)


def clashes(box: Box) -> int:
    """Open clashes."""
    with box.session.read() as reader:
        return len(exchange.conflicts(reader))


def pair(site: Site) -> tuple[Box, Box, str]:
    """A district and its province, which both know a child; the voucher is here."""
    one, two = site.box("one", DISTRICT), site.box("two", PROVINCE)
    child = one.child(how_to_find="first")
    for box in (one, two, one):
        link(box)
    vouched(one, two)
    return one, two, child


def saws(box: Box) -> list[object]:
    """What own operations name as seen."""
    with box.session.database.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT saw FROM op WHERE saw IS NOT NULL ORDER BY n").fetchall()
    return [json.loads(row[0]) for row in rows]


def test_what_a_stick_shows_lies_over_the_record_and_is_never_captured(site: Site) -> None:
    one, two, child = pair(site)
    one.edit(child, how_to_find="second")
    new = one.child(how_to_find="new one")
    before = two.state()
    assert look(two, *shown_to(one, two)) == 2
    assert (two.shown(child, "how_to_find"), two.shown(new, "how_to_find")) == ("second", "new one")
    assert two.waits() == (0, 0), "nothing of it is an operation of this laptop"
    assert two.state() == before
    look(two, *shown_to(one, two))
    link(two)
    assert site.store is not None
    assert (two.shown(child, "how_to_find"), two.shown(new, "how_to_find")) == ("second", "new one")
    assert between.question(two.session.database, two.enrolment) is None, "it came from the server, so nothing lies over it"
    link(one)
    assert one.waits() == (0, 0)
    assert one.state()[0] != before[0]


@pytest.mark.parametrize("order", ["carried first", "own first", "by files"])
def test_an_edit_of_what_a_stick_showed_is_no_clash(site: Site, order: str) -> None:
    one, two, child = pair(site)
    one.edit(child, how_to_find="second")
    files = shown_to(one, two)
    look(two, *files)
    two.edit(child, how_to_find="third")
    assert len(saws(two)) == 1
    if order == "carried first":
        assert Carrying(two.session.database, two.engine.session, lambda _: True).run().files == len(files)
    elif order == "own first":
        two.exchange()
        assert two.shown(child, "how_to_find") == "third"
        link(one)
    elif order == "by files":
        for reply in site.take(*two.seal(100_000)):
            two.open(reply)
    for box in (two, one, two, one):
        link(box)
    for box in (one, two):
        assert (box.shown(child, "how_to_find"), clashes(box), box.waits()) == ("third", 0, (0, 0))
        assert between.question(box.session.database, box.enrolment) is None


def test_who_did_not_see_it_clashes_as_ever(site: Site) -> None:
    one, two, child = pair(site)
    two.edit(child, how_to_find="mine")
    one.edit(child, how_to_find="second")
    look(two, *shown_to(one, two))
    assert saws(two) == []
    for box in (two, one, two):
        link(box)
    assert clashes(one) == clashes(two) == 1


def test_an_edit_of_a_record_that_came_by_a_stick_waits_for_it_on_the_server(site: Site) -> None:
    one, two, _ = pair(site)
    new = one.child(how_to_find="new one")
    look(two, *shown_to(one, two))
    two.edit(new, school="the red one")
    two.exchange()
    link(one)
    for box in (two, one):
        link(box)
        assert (box.shown(new, "how_to_find"), box.shown(new, "school")) == ("new one", "the red one")
    assert one.waits() == two.waits() == (0, 0)


def test_an_edit_is_not_folded_into_one_from_before_the_stick(site: Site) -> None:
    one, two, child = pair(site)
    two.edit(child, school="mine")
    one.edit(child, how_to_find="second")
    look(two, *shown_to(one, two))
    two.edit(child, how_to_find="third")
    two.edit(child, how_to_find="fourth")
    assert len(saws(two)) == 1
    with two.session.database.transaction() as connection:
        waiting = outbox.next_unfrozen(connection, outbox.current_incarnation(connection).id, 10)
    assert [dict(op.patch) for op in waiting] == [{"school": "mine"}, {"how_to_find": "fourth"}]


def test_the_answer_comes_back_by_the_same_hands(site: Site, tmp_path: Path) -> None:
    one, two, child = pair(site)
    one.edit(child, how_to_find="second")
    look(two, *shown_to(one, two))
    for reply in site.take(*two.seal(100_000)):
        two.open(reply)
    assert between.to_carry(two.session.database) == []
    answers = between.take_answers(two.session.database)
    assert answers
    assert one.waits()[0] == 1
    for _, data in answers:
        one.open(data)
    assert one.waits()[0] == 0


def test_small_parts_come_in_any_order(site: Site) -> None:
    one, two, child = pair(site)
    for number in range(12):
        one.child(how_to_find=random.Random(number).randbytes(900).hex())
    one.edit(child, how_to_find="second")
    files = shown_to(one, two, 13_000)
    assert len(files) > 2
    assert max(map(len, files)) <= 13_000
    random.Random(1).shuffle(files)
    look(two, *files, *files)
    assert two.shown(child, "how_to_find") == "second"
    with pytest.raises(InputError, match="bundle_part_small"):
        shown_to(one, two, 5000)
    link(two)
    link(one)
    assert one.waits() == (0, 0)


def test_an_operation_larger_than_a_part_is_shown_and_carried_on(site: Site) -> None:
    one, two, child = pair(site)
    long = random.Random(5).randbytes(30_000).hex()
    one.edit(child, how_to_find=long)
    files = shown_to(one, two, 13_000)
    assert max(map(len, files)) <= 13_000
    random.Random(2).shuffle(files)
    for each in files[:-1]:
        bundles.open_shown(two.session.database, two.enrolment, each)
    assert two.shown(child, "how_to_find") != long
    bundles.open_shown(two.session.database, two.enrolment, files[-1])
    assert two.shown(child, "how_to_find") == long
    link(two)
    one.exchange()
    assert one.waits() == (0, 0)


def test_the_server_vouches_only_for_who_may_have_it(site: Site) -> None:
    one, two, _ = pair(site)
    away = site.box("away", ELSEWHERE)
    for stranger in (away.enrolment.tag, "ZZZ", one.enrolment.tag):
        between.want_voucher(one.session.database, stranger)
    ask(one.session.database, one.enrolment, one.engine.session)
    assert between.question(one.session.database, one.enrolment) is None, "asked once"
    with pytest.raises(InputError, match="voucher_none"):
        shown_to(one, away)
    revoke(site.store, two.enrolment.tag)
    vouched(one, two)
    with pytest.raises(InputError, match="voucher_none"):
        shown_to(one, two)


def test_a_file_without_a_voucher_for_just_these_two_shows_nothing(site: Site) -> None:
    one, two, child = pair(site)
    one.edit(child, how_to_find="second")
    [file] = shown_to(one, two)
    assert bundles.open_shown(one.session.database, one.enrolment, file) is None, "sealed to another"
    opened = bundle.open_part(file, two.enrolment.exchange_key)
    mine = public_of_exchange(two.enrolment.exchange_key)
    real = decode_voucher(opened.frames[0].content, two.enrolment.sign)
    forger = new_signing_key()
    fake = Voucher(real.maker, public_of_signing(forger), real.reader, mine, real.scopes)
    attempts = [
        (encode_voucher(fake, forger), forger),  # vouched for by himself
        (opened.frames[0].content, forger),  # the server's voucher, but not his
        (b"", one.enrolment.signing_key),
    ]
    for voucher, key in attempts:
        frames = [bundle.Frame("V", voucher), *opened.frames[1:]]
        forged = bundle.seal_part(bundle.TO_OFFICE, (bytes(8), 1, 1), opened.card, frames, [mine], key)
        with pytest.raises(InputError, match="bundle_stranger"):
            bundles.open_shown(two.session.database, two.enrolment, forged)
    assert two.shown(child, "how_to_find") == "first"


def test_what_the_other_may_not_have_is_carried_but_not_shown(site: Site) -> None:
    """Records of a restricted group, users, and other offices are left out where the voucher does not name their scope."""
    one, two, child = pair(site)
    with one.session.database.transaction() as connection:
        data = sharing.vouchers(connection)[two.enrolment.tag]
    real = decode_voucher(data, one.enrolment.sign)
    narrow = Voucher(real.maker, real.maker_key, real.reader, real.reader_key, frozenset({f"o:{DISTRICT}"}))
    case = one.save(lambda uow: uow.create("case", {"child": child, "office": DISTRICT, "status": "open"}))
    one.save(lambda uow: uow.create("reporter", {"case": case, "name": "tokentoken"}))
    one.save(lambda uow: uow.update("user", one.session.actor.user, {"phone": "tokenuser"}))
    one.seal(100_000)
    with one.session.database.transaction() as connection:
        told = json.loads(dispatch.meta(connection, sharing.VOUCHERS) or "{}")
        told[two.enrolment.tag] = b64(encode_voucher(narrow, site.store.keys.sign))
        dispatch.put_meta(connection, sharing.VOUCHERS, canonical(told))
    files = shown_to(one, two)
    plain = b""
    for file in files:
        for frame in bundle.open_part(file, two.enrolment.exchange_key).frames:
            if frame.kind == "O":
                plain += repr(between._ops(frame.content)).encode()
    assert case.encode() in plain
    assert b"tokentoken" not in plain
    assert b"tokenuser" not in plain


def test_a_voucher_is_the_server_s() -> None:
    key = new_signing_key()
    voucher = Voucher("AAA", bytes(32), "BBB", bytes(32), frozenset({"o:02"}))
    data = encode_voucher(voucher, key)
    assert decode_voucher(data, public_of_signing(key)) == voucher
    for spoilt in (data[:-1], b"", data[:64], bytes([data[0] ^ 1]) + data[1:]):
        with pytest.raises(ProtocolError):
            decode_voucher(spoilt, public_of_signing(key))
