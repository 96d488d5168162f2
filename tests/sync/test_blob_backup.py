"""Contents lie in the server's backups: safe from then on, put back by name, damaged ones told, erased ones never again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.client.carry import Carrier, Spoilt
from sync.protocol import blobs
from sync.protocol.blobs import Talk
from sync.server.blobs.blob_backup import listed
from sync.server.blobs.blobs import Blobs
from sync.server.database import Store
from sync.server.keeping.backup import backup, restore
from sync.server.keeping.check import check
from sync.server.keeping.erasure import erase
from tests.support.near_office import NearLaptop, near_laptop
from tests.support.postgres import DATABASES, store_of

OFFICE = "0203"


@pytest.fixture(params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with store_of(request.param, tmp_path / "server", OFFICE) as opened:
        yield opened


@pytest.fixture
def laptop(store: Store, tmp_path: Path) -> Iterator[NearLaptop]:
    made = near_laptop(tmp_path / "one", store, OFFICE)
    made.exchange()
    yield made
    made.session.close()


def handed_in(laptop: NearLaptop, seed: int) -> tuple[str, str]:
    """A record names a content that the server has: name and record."""
    content = random.Random(seed).randbytes(5000 + seed)
    name = blobs.name_of(content)
    case = laptop.create("case", office=OFFICE)
    response = laptop.create("form_response", case=case, subject="case", form_id="f", form_version="1")
    record = laptop.create("attachment", response=response, name="1.jpg", size=len(content), sha256=name)
    laptop.exchange()
    assert carrier(laptop).put(name, content)
    return name, record


def carrier(laptop: NearLaptop) -> Carrier:
    """A carrier over the laptop's session."""
    return Carrier(laptop.engine.session)


def told(laptop: NearLaptop, *names: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]:
    """Sizes of what may be had, what is safe, what the server lacks."""
    answer = carrier(laptop).talk(Talk(names, names, ""))
    return answer.want, answer.safe, answer.missing


def test_inv_12_a_backup_holds_contents_and_makes_them_safe(laptop: NearLaptop, store: Store, tmp_path: Path) -> None:
    kept, _ = handed_in(laptop, 1)
    assert told(laptop, kept) == ((5001,), (0,), ())
    first = backup(store, tmp_path / "backups")
    assert (first["contents"], first["contents_lacking"]) == (1, 0)
    later, _ = handed_in(laptop, 2)
    assert told(laptop, kept, later)[1] == (1, 0), "what came after the backup is not safe"
    stays, _ = handed_in(laptop, 8)
    for name in (kept, later):
        Blobs(store).path(name).unlink()
    done = restore(store, Path(first["path"]))
    assert done["contents"] == 1
    laptop.exchange()
    want, _, missing = told(laptop, kept, later, stays)
    assert (want, missing) == ((5001, 0, 5008), (later,)), "laptops are told which one they have to hand in again"
    assert carrier(laptop).put(later, random.Random(2).randbytes(5002))
    assert told(laptop, kept, later)[0] == (5001, 5002)


def test_inv_12_what_is_damaged_is_in_no_backup_and_comes_back_from_an_earlier_one(
    laptop: NearLaptop, store: Store, tmp_path: Path
) -> None:
    name, _ = handed_in(laptop, 3)
    first = backup(store, tmp_path / "backups")
    second = backup(store, tmp_path / "backups")
    copies = [Path(each["path"]) / "blobs" / name[:2] / name for each in (first, second)]
    assert copies[0].stat().st_ino == copies[1].stat().st_ino, "the same file stands in both"
    for path in (Blobs(store).path(name), copies[0]):
        path.write_bytes(b"\0" * 5003)
    third = backup(store, tmp_path / "backups")
    assert (third["contents"], third["contents_lacking"]) == (0, 1)
    assert not (Path(third["path"]) / "blobs" / name[:2] / name).exists()
    copies[0].write_bytes(random.Random(3).randbytes(5003))
    assert restore(store, Path(first["path"]))["contents"] == 1
    assert blobs.name_of(Blobs(store).path(name).read_bytes()) == name


def test_inv_11_a_restore_does_not_bring_back_a_content_erased_by_law(laptop: NearLaptop, store: Store, tmp_path: Path) -> None:
    name, record = handed_in(laptop, 4)
    made = Path(backup(store, tmp_path / "backups")["path"])
    erase(store, record, "12/2026")
    assert not Blobs(store).path(name).exists()
    assert restore(store, made)["contents"] == 0
    assert name not in Blobs(store).names()
    laptop.exchange()
    with pytest.raises(Spoilt, match="erased"):
        carrier(laptop).put(name, random.Random(4).randbytes(5004))


def test_inv_12_missing_and_orphan_lists_agree_with_what_is_here(laptop: NearLaptop, store: Store) -> None:
    damaged, record = handed_in(laptop, 5)
    stays, _ = handed_in(laptop, 6)
    free = random.Random(7).randbytes(5007)
    assert carrier(laptop).put(blobs.name_of(free), free)
    assert [(row["state"], row["content"]) for row in listed(store)] == [("orphan", blobs.name_of(free))]
    Blobs(store).path(damaged).write_bytes(b"\0" * 5005)
    assert check(store)["contents"] == [damaged]
    assert check(store, repair=True)["contents"] == [damaged]
    assert check(store)["contents"] == []
    found = [(row["state"], row["content"]) for row in listed(store)]
    assert found == [("missing", damaged), ("orphan", blobs.name_of(free))]
    assert told(laptop, damaged, stays)[2] == (damaged,)
    assert carrier(laptop).put(damaged, random.Random(5).randbytes(5005))
    assert [row["state"] for row in listed(store)] == ["orphan"]
    with laptop.session.write("drop") as uow:
        uow.delete("attachment", record)
    laptop.exchange()
    assert [row["state"] for row in listed(store)] == ["orphan"], "an undo brings it back"
