"""A stick from somebody who may make one and means harm: what it shows stops nothing, and lies over no more than it may."""

from __future__ import annotations

import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.data.outbox import sharing
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.syncing import between, bundles
from app.syncing.carrying import ask
from sync.protocol import bundle, codec
from sync.protocol.auth import public_of_exchange
from sync.protocol.bundle import Frame
from sync.protocol.canonical import b64, canonical, short_id
from sync.protocol.vouchers import decode_voucher
from sync.schema import vocabulary
from sync.server.keeping.erasure import erase
from tests.support.stick import Box, Site

DISTRICT, PROVINCE = "0203", "02"
SINCE = "2026-01-01T00:00:00.000Z"
ODD: tuple[Any, ...] = (
    "", "x", "\x00", 0, -1, 2**63, 2**70, True, None, [], [1], [[1]], ["a", "a"], {}, {"a": 1}, {"add": ["x"], "del": []},
    {"add": 5}, {"add": [{"x": 1}], "del": [["q"]]}, {"add": None, "del": None}, {"append": 5}, {"append": {"x": [1]}},
    {"inc": "x"}, {"inc": 2**70}, {"inc": 1}, {"*": "deleted"}, "2026-13-45", "x" * 70000, "\u200b", [None],
)  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server with a province and its district."""
    with Site(tmp_path, PROVINCE, DISTRICT) as made:
        yield made


def pair(site: Site) -> tuple[Box, Box, str]:
    """A district that means harm and has a voucher, its province, and a child that both know."""
    one, two = site.box("one", DISTRICT), site.box("two", PROVINCE)
    child = one.child(how_to_find="first")
    for box in (one, two, one):
        link(box)
    between.want_voucher(one.session.database, two.enrolment.tag)
    ask(one.session.database, one.enrolment, one.engine.session)
    return one, two, child


def link(box: Box) -> None:
    """An exchange by the link, as the programme does it."""
    box.by_link()


def made(one: Box, two: Box, *frames: Frame) -> bytes:
    """A file for two, of any frames, under the true voucher."""
    with one.session.database.transaction() as connection:
        data = sharing.vouchers(connection)[two.enrolment.tag]
    reader = decode_voucher(data, one.enrolment.sign).reader_key
    card = {"d": one.enrolment.tag, "x": b64(public_of_exchange(one.enrolment.exchange_key)), "p": 1}
    place = (bundle.new_name(), 1, 1)
    both = [one.enrolment.seal, reader]
    return bundle.seal_part(bundle.TO_OFFICE, place, card, [Frame("V", data), *frames], both, one.enrolment.signing_key)


def shown(lines: list[bytes], numbers: list[object] | None = None, **facts: object) -> Frame:
    """A frame of operations."""
    told = {"i": b64(bytes(16)), "t": SINCE, "n": list(range(1, len(lines) + 1)) if numbers is None else numbers, **facts}
    return Frame("O", bundle.with_facts(told, b"\x00" + codec.pack(lines, "z1")))


def line(kind: str, type_name: str, record: str, patch: object, base: object = 0) -> bytes:
    """An operation line of whatever."""
    return canonical([kind, type_name, base, "~" + short_id(new_id()), 5, short_id(record), patch])


def alive(two: Box, one: Box, child: str) -> None:
    """The laptop still shows, saves and exchanges."""
    two.edit(child, how_to_find="saved after it")
    for box in (two, one, two, one):
        link(box)
    assert two.shown(child, "how_to_find") == one.shown(child, "how_to_find") == "saved after it"
    assert two.waits() == (0, 0)


def test_operations_of_any_shape_on_every_type_stop_nothing(site: Site) -> None:
    one, two, child = pair(site)
    taken = 0
    for name, spec in vocabulary().types.items():
        lines = []
        for value in ODD:
            patch = {field if each.kind != "map" else f"{field}:x": value for field, each in spec.fields.items()}
            lines += [line("c", name, new_id(), patch), line("c", name, new_id(), {**patch, "odd": value})]
            if name == "child":
                lines += [line(kind, name, child, patch, 7) for kind in "eramxsq"]
        taken += look(two, made(one, two, shown(lines, i=b64(secrets.token_bytes(16)))))
    assert taken > 100
    alive(two, one, child)


def look(box: Box, data: bytes) -> int:
    """Takes a file in; a refusal is one of ours, and leaves nothing."""
    before = box.state()
    try:
        found = bundles.open_shown(box.session.database, box.enrolment, data)
    except AppError:
        assert box.state() == before
        return 0
    return found.records if found is not None else 0


@pytest.mark.parametrize(
    "facts",
    [
        {"n": [2**70]},
        {"n": [-5]},
        {"n": [True]},
        {"n": ["x"]},
        {"n": [[1]]},
        {"n": 5},
        {"n": []},
        {"t": 5},
        {"t": "x"},
        {"t": "9999-12-31T23:59:59.999Z"},
        {"t": "2026-01-01"},
        {"i": 5},
        {"i": "x"},
        {"i": None},
    ],
)
def test_frames_of_any_facts_stop_nothing(site: Site, facts: dict[str, Any]) -> None:
    one, two, child = pair(site)
    patch = {"how_to_find": "forged", "office": DISTRICT}
    look(two, made(one, two, shown([line("e", "child", child, patch)], **facts)))
    for frame in (Frame("O", b""), Frame("O", struct.pack(">I", 2**31)), Frame("C", b"x"), Frame("Z", b"?"), Frame("V", b"")):
        look(two, made(one, two, frame))
    alive(two, one, child)


def test_a_stick_decides_nothing_about_people_and_rules(site: Site) -> None:
    one, two, child = pair(site)
    user = two.session.actor.user
    rows = "SELECT * FROM user ORDER BY id"
    with two.session.database.transaction() as connection:
        before = [tuple(row) for row in connection.exec_driver_sql(rows)]
    lines = [
        line("e", "user", user, {"active": False, "roles": {"add": [], "del": ["administrator"]}}),
        line("c", "user", new_id(), {"office": PROVINCE, "name": "X", "roles": {"add": ["administrator"], "del": []}}),
        line("e", "office", new_id(), {"practice": True}),
    ]
    look(two, made(one, two, shown(lines)))
    with two.session.database.transaction() as connection:
        assert [tuple(row) for row in connection.exec_driver_sql(rows)] == before
    alive(two, one, child)


def test_what_a_stick_showed_below_an_erased_record_goes_with_it(site: Site) -> None:
    one, two, child = pair(site)
    case, note, other = new_id(), new_id(), new_id()
    lines = [
        line("c", "case", case, {"child": "~" + short_id(child), "office": DISTRICT, "code": "T-1"}),
        line("c", "family_member", note, {"child": "~" + short_id(child), "name_km": "Zimtstern"}),
        line("e", "family_member", note, {"name_km": "Zimtstern two"}),
        line("c", "child", other, {"office": DISTRICT, "how_to_find": "stays"}),
    ]
    assert look(two, made(one, two, shown(lines))) == 3
    assert site.store is not None
    erase(site.store, child, "x")
    link(two)
    with two.session.database.transaction() as connection:
        left = connection.exec_driver_sql("SELECT record FROM foreign_op ORDER BY n").fetchall()
        assert [record for (record,) in left] == [case, other], "a case may be about others too"
        assert connection.exec_driver_sql("SELECT count(*) FROM family_member").scalar_one() == 0
    assert two.shown(other, "how_to_find") == "stays"


def test_numberings_without_end_do_not_stop_the_exchange_and_all_have_their_turn(site: Site) -> None:
    one, two, child = pair(site)
    names = [number.to_bytes(16, "big") for number in range(1, 121)]
    for name in names:
        look(two, made(one, two, shown([line("e", "child", child, {"school": "x"}, 7)], i=b64(name))))
    asked: set[str] = set()
    for _ in range(4):
        question = between.question(two.session.database, two.enrolment)
        assert question is not None
        assert len(question.encode()) < 4096
        asked.update(question.incarnations)
    assert asked == {name.hex() for name in names}
    alive(two, one, child)


def test_a_file_that_the_server_refuses_is_carried_on_no_stick_any_more(site: Site, tmp_path: Path) -> None:
    one, two, _ = pair(site)
    one.child(how_to_find="waits")
    with Site(tmp_path / "elsewhere", PROVINCE) as other:
        [strange] = other.box("stranger", PROVINCE).seal(100_000)
    [good] = one.seal(100_000)
    bent = bytearray(good)
    bent[-1] ^= 1
    for file in (strange, bytes(bent)):
        between.keep_file(two.session.database, file)
        assert len(between.to_carry(two.session.database)) == 1
        two.open(*site.take(*two.seal(200_000)))
        assert between.to_carry(two.session.database) == []
