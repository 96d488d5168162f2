"""Contents beside the exchange, on the server: piecewise from any offset, kept by their hash, given by scope (sync.md §6)."""

from __future__ import annotations

import base64
import contextlib
import itertools
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.syncing.identity import device
from sync.client.carry import Carrier, Spoilt
from sync.client.ports import Answer, ExchangeFault, Refused
from sync.protocol import blobs
from sync.protocol.blobs import Talk
from sync.server.blobs import blob_refs
from sync.server.blobs import blobs as server_blobs
from sync.server.blobs.blobs import Blobs, device_named, settle
from sync.server.database import Store
from sync.server.devices.offices import revoke
from sync.server.keeping.erasure import erase
from tests.support.contents import ThreeLaptops, carrier, name_it, taken, three_laptops
from tests.support.near_office import NearLaptop, near_laptop
from tests.support.postgres import DATABASES, store_of

OFFICE, OTHER = "0203", "0301"
COUNT = itertools.count()


@pytest.fixture(scope="module", params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with store_of(request.param, tmp_path_factory.mktemp("blobs") / "server", OFFICE, OTHER) as opened:
        yield opened


@pytest.fixture(scope="module")
def laptops(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeLaptops]:
    with three_laptops(tmp_path_factory.mktemp("laptops"), store, OFFICE, OTHER) as made:
        yield made


def test_a_content_comes_and_goes_within_the_scope_alone(laptops: ThreeLaptops, store: Store) -> None:
    one, two, other = laptops
    content = random.Random(1).randbytes(70_000)
    name = blobs.name_of(content)
    name_it(one, content)
    assert carrier(one).put(name, content)
    assert Blobs(store).path(name).read_bytes() == content
    assert taken(two, name) == content
    assert taken(other, name) is None
    before = other.link.bytes_up
    assert carrier(other).put(name, content), "what is there for others is handed in all the same: nothing tells that it is"
    assert other.link.bytes_up - before >= len(content)
    assert taken(other, name) is None, "to have it oneself gives no right to what is there"
    before = two.link.bytes_up
    assert carrier(two).put(name, content)
    assert two.link.bytes_up == before, "in the scope it is there already"


@settings(max_examples=25, deadline=None)
@given(size=st.integers(1, 9000), cuts=st.lists(st.integers(1, 9000), max_size=4), seed=st.integers(0, 2**32))
def test_interrupted_anywhere_it_goes_on_there(
    laptops: ThreeLaptops, store: Store, size: int, cuts: list[int], seed: int
) -> None:
    content = next(COUNT).to_bytes(4, "big") + random.Random(seed).randbytes(size)
    size = len(content)
    name, session = blobs.name_of(content), laptops[0].engine.session
    at = 0
    for end in [*sorted(cut for cut in set(cuts) if cut < size), size]:
        assert session.call("HEAD", blobs.target(name)).headers.get("k-at") == str(at)
        chunk = content[at:end]
        told = blobs.target(name, h=blobs.chunk_hash(chunk), o=at, s=size)
        for _ in range(2):  # and each piece twice
            answer = session.call("PATCH", told, chunk, blobs.RAW)
            assert answer.status == 200
        at = end
    assert session.call("HEAD", blobs.target(name)).headers.get("k-done") == "1"
    assert Blobs(store).path(name).read_bytes() == content


def test_pieces_of_another_request_or_content_are_not_taken(laptops: ThreeLaptops) -> None:
    session = laptops[0].engine.session
    content = random.Random(3).randbytes(5000)
    name = blobs.name_of(content)
    gap = session.call("PATCH", blobs.target(name, h=blobs.chunk_hash(content[10:]), o=10, s=5000), content[10:], blobs.RAW)
    assert (gap.status, gap.body) == (409, b'{"at":0,"error":"offset"}')
    bent = session.call("PATCH", blobs.target(name, h=blobs.chunk_hash(b"x"), o=0, s=5000), content, blobs.RAW)
    assert bent.status == 400
    false = b"y" + content[1:]
    whole = session.call("PATCH", blobs.target(name, h=blobs.chunk_hash(false), o=0, s=5000), false, blobs.RAW)
    assert whole.status == 422
    assert session.call("HEAD", blobs.target(name)).headers["k-at"] == "0", "begun anew"
    with pytest.raises(Spoilt, match="hash"):
        Carrier(session).put(name, false)
    with pytest.raises(Spoilt, match="too_large"):
        Carrier(session).put(name, b"z" * (blobs.BLOB_MAX + 1))


def test_an_authorization_fits_no_other_request(laptops: ThreeLaptops) -> None:
    """A code that was overheard moves no piece to another place, and makes no other request of the same body."""
    one = laptops[0]
    name = "ab" * 32
    told = blobs.target(name, h=blobs.chunk_hash(b"abc"), o=0, s=9)
    one.engine.session.call("HEAD", blobs.target(name))
    caught: list[tuple[str, str, bytes, Mapping[str, str]]] = []
    honest = one.link.send

    def overheard(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        caught.append((method, path, body, headers))
        return honest(method, path, body, headers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(one.link, "send", overheard)
        assert one.engine.session.call("PATCH", told, b"abc", blobs.RAW).status == 200
    method, path, body, headers = caught[-1]
    assert honest(method, path, body, headers).status == 200, "the very same once more is harmless"
    for other in (
        ("PATCH", path.replace("o=0", "o=3"), body),
        ("PATCH", path.replace(name, "cd" * 32), body),
        ("PATCH", path.replace("s=9", "s=8"), body),
        ("PATCH", path, b"abd"),
        ("POST", path, b""),
        ("GET", path, b""),
        ("POST", "/v1/exchange", body),
    ):
        assert honest(*other, headers).status == 401, other


def test_what_is_missing_and_what_nobody_names(laptops: ThreeLaptops, store: Store) -> None:
    one, two, other = laptops
    here, lost, free = (random.Random(seed).randbytes(3000) for seed in (5, 6, 7))
    record, _ = name_it(one, here), name_it(one, lost)
    for content in (here, free):
        assert carrier(one).put(blobs.name_of(content), content)
    names = tuple(map(blobs.name_of, (here, lost, free)))
    told = carrier(two).talk(Talk(want=names, safe=names, missing=""))
    assert told.want == (3000, 0, 0), "what nobody names is given to nobody"
    assert told.safe == (0, 0, 0)
    assert blobs.name_of(lost) in told.missing
    assert blobs.name_of(here) not in told.missing
    assert carrier(other).talk(Talk(want=names, missing="")).want == (0, 0, 0)
    assert blobs.name_of(lost) not in carrier(other).talk(Talk(missing="")).missing
    with store.write() as connection:
        assert blobs.name_of(free) in {name for name, _, _ in blob_refs.orphans(connection)}
        blob_refs.mark_safe(connection, names)
    assert carrier(one).talk(Talk(safe=names)).safe == (1, 0, 1)
    assert carrier(two).talk(Talk(safe=names)).safe == (1, 0, 0)
    with store.write() as connection:
        gone = blob_refs.forget(connection, record)
    assert gone == [names[0]]
    Blobs(store).destroy(gone)
    assert not Blobs(store).path(names[0]).exists()
    with pytest.raises(Spoilt, match="erased"):
        carrier(one).put(names[0], here)
    one.edit("attachment", name_it(one, here), name="2.jpg")
    assert carrier(one).put(names[0], here), "named again by somebody, it may be handed in"


def test_files_and_rows_of_different_times_are_made_to_agree(laptops: ThreeLaptops, store: Store) -> None:
    content, later = random.Random(8).randbytes(2000), random.Random(9).randbytes(2000)
    for each in (content, later):
        name_it(laptops[0], each)
        carrier(laptops[0]).put(blobs.name_of(each), each)
    Blobs(store).path(blobs.name_of(later)).unlink()
    with store.write() as connection:
        blob_refs.went(connection, [blobs.name_of(content)])
    settle(store)
    told = carrier(laptops[1]).talk(Talk(want=(blobs.name_of(content), blobs.name_of(later)), missing=""))
    assert told.want == (2000, 0)
    assert blobs.name_of(later) in told.missing
    assert carrier(laptops[0]).put(blobs.name_of(later), later)
    assert taken(laptops[1], blobs.name_of(later)) == later


def test_a_blocked_device_carries_nothing(store: Store, tmp_path: Path) -> None:
    blocked = near_laptop(tmp_path / "blocked", store, OFFICE)
    blocked.exchange()
    revoke(store, device(blocked.session.database).id)
    with pytest.raises(Refused, match="device_revoked"):
        carrier(blocked).get("ab" * 32, 0)
    blocked.session.close()


def large_form(laptop: NearLaptop, seed: int) -> str:
    """A record that no batch carries whole."""
    noise = base64.b64encode(random.Random(seed).randbytes(150_000)).decode()
    return laptop.create("form", office=laptop.office, form_id=f"f{seed}", form_version="1", content=noise)


def test_a_large_operation_passes_a_link_that_breaks_every_piece_again(store: Store, tmp_path: Path) -> None:
    one = near_laptop(tmp_path / "one", store, OFFICE)
    one.exchange()
    one.child(school="before")
    form = large_form(one, 1)
    one.child(school="after")
    one.link.faults, one.link.calm = 0.3, ("portal",)
    for _ in range(60):
        with contextlib.suppress(ExchangeFault):
            one.exchange()
            break
    one.link.faults = 0.0
    report = one.exchange()
    assert report.verdicts["held"] == 0
    assert one.sql("SELECT seq, kind, type, verdict, verdict_data FROM op WHERE verdict IS NULL OR verdict = 'held'") == []
    assert one.shown("form", form) is not None
    with store.read() as connection:
        sizes = [row[0] for row in connection.exec_driver_sql("SELECT length(line) FROM op_log").fetchall()]
    assert max(sizes) > 190_000
    assert not any((store.folder / "blobs" / "lines" / device(one.session.database).id).iterdir()), "it is in the log now"
    one.session.close()


def test_a_stub_without_its_line_is_asked_for(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = near_laptop(tmp_path / "one", store, OFFICE)
    one.exchange()
    large_form(one, 2)
    losing = iter([None])
    found = Blobs.line_of

    def lost(self: Blobs, device_id: str, name: str) -> bytes | None:
        return next(losing, found(self, device_id, name))

    monkeypatch.setattr(Blobs, "line_of", lost)
    assert one.exchange().verdicts["applied"] == 1
    one.session.close()


def test_an_older_server_gets_the_line_itself(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.server.exchange.exchange.PROTOCOL", 1)
    one = near_laptop(tmp_path / "one", store, OFFICE)
    one.exchange()
    large_form(one, 3)
    assert one.exchange().verdicts["applied"] == 1
    one.session.close()


def test_what_a_device_leaves_unfinished_is_bounded_also_when_it_grows_later(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_blobs, "PARTIAL_MAX", 100_000)
    monkeypatch.setattr(server_blobs, "PARTIAL_FILES", 5)
    one = near_laptop(tmp_path / "one", store, OFFICE)
    one.exchange()
    me = device_named(store, device(one.session.database).id)
    contents = [random.Random(seed).randbytes(40_000) for seed in range(20, 30)]
    for content in contents:
        Blobs(store).write(me, blobs.name_of(content), len(content), 0, content[:1])
    folder = store.folder / "blobs" / "partial" / me.id
    assert len(list(folder.iterdir())) <= 5
    for content in contents:
        name = blobs.name_of(content)
        at = Blobs(store).begin(me, name, len(content)).at
        Blobs(store).write(me, name, len(content), at, content[at:-1])
        assert sum(path.stat().st_size for path in folder.iterdir()) <= 100_000
    one.session.close()


def test_a_large_line_that_no_exchange_named_yet_is_wiped_by_an_erasure_and_asked_for_again(
    store: Store, tmp_path: Path
) -> None:
    one = near_laptop(tmp_path / "one", store, OFFICE)
    one.exchange()
    gone = one.child(school="zq-gone")
    one.exchange()
    line = random.Random(31).randbytes(60_000)
    assert carrier(one).put(blobs.name_of(line), line, op=True)
    waiting = store.folder / "blobs" / "lines" / device(one.session.database).id
    assert len(list(waiting.iterdir())) == 1
    erase(store, gone, "asked for by the family")
    assert list(waiting.iterdir()) == []
    large_form(one, 9)
    assert one.exchange().verdicts["held"] == 0
    one.session.close()
