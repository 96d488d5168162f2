"""Disks of one laptop that part: what was saved before they did is one operation on both (sync.md §1, §2, invariants 4, 14)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.office.offices import sign_in
from tests.support.near_office import PASSWORD, NearLaptop, joined
from tests.support.put_back import OFFICE, Place, place_on

USER = "Sok laptop0"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A server on a file: what is asked here is done by the laptops."""
    with place_on("sqlite", tmp_path) as made:
        yield made


def started(place: Place, folder: Path) -> NearLaptop:
    """The programme on a disk of the first laptop, started there."""
    return joined(sign_in(folder, USER, PASSWORD), OFFICE, place.app)


def copied(place: Place) -> Path:
    """A copy of the first laptop's disk, taken while the programme is not running; it is started again."""
    folder = place.folder / "laptop0"
    place.laptops[0].session.close()
    shutil.copytree(folder, place.folder / "copy")
    place.laptops[0] = started(place, folder)
    return place.folder / "copy"


def clashes(laptop: NearLaptop) -> list[set[str]]:
    """The schools on both sides of each open clash."""
    told = laptop.sql("SELECT data FROM conflict WHERE open = 1")
    return [{json.loads(data)[side]["values"]["school"] for side in ("current", "proposed")} for (data,) in told]


def parted(place: Place) -> str:
    """Two disks with one change of a child that nobody sent yet."""
    one = place.laptop()
    child = one.child(school="old")
    one.exchange()
    one.edit("child", child, school="before they parted")
    place.laptops.append(started(place, copied(place)))
    return child


@pytest.mark.parametrize("goes_on", [0, 1], ids=["the first goes on", "the copy goes on"])
@pytest.mark.parametrize("sends", [0, 1], ids=["the first sends first", "the copy sends first"])
def test_what_was_saved_over_words_from_before_the_copy_does_not_clash_with_them(
    place: Place, goes_on: int, sends: int
) -> None:
    """Seed 632091: who wrote the later words had the earlier ones before the eyes, whichever disk sent them."""
    child = parted(place)
    place.laptops[goes_on].edit("child", child, school="later")
    place.laptops[sends].exchange()
    place.settle()
    for laptop in place.laptops:
        assert clashes(laptop) == []
        assert laptop.shown("child", child) == {"office": OFFICE, "school": "later"}


def test_what_both_disks_wrote_after_they_parted_clashes_with_each_other_alone(place: Place) -> None:
    child = parted(place)
    for laptop, school in zip(place.laptops, ("of one", "of two"), strict=True):
        laptop.edit("child", child, school=school)
    place.settle()
    for laptop in place.laptops:
        assert clashes(laptop) == [{"of one", "of two"}]


def test_a_disk_that_comes_back_as_it_was_does_not_clash_with_what_it_sent_since(place: Place) -> None:
    one = place.laptop()
    child = one.child(school="old")
    one.exchange()
    one.edit("child", child, school="before the copy")
    image = copied(place)
    place.laptops[0].edit("child", child, school="later")
    place.laptops[0].exchange()
    place.laptops[0].session.close()
    place.laptops[0] = started(place, image)
    place.settle()
    assert clashes(place.laptops[0]) == []
    assert place.laptops[0].shown("child", child) == {"office": OFFICE, "school": "later"}
