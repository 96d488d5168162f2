"""Two who add to one text, and one corrects his own words: on real laptops, and on both kinds of database of a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.services.office.offices import office_places
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from sync.server.writers import read_writers
from tests.support.near import Near, near
from tests.support.near_office import NearLaptop, near_laptop
from tests.support.postgres import DATABASES, database_of

OFFICE = next(place.code for place in office_places() if len(place.code) == 4)
THEIRS = "A: bruises seen, told the police"


@pytest.fixture(params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A server with one office."""
    with database_of(request.param) as address:
        made = open_store(tmp_path / "server", address)
        add_office(made, OFFICE)
        yield made
        made.close()


class Two:
    """Two laptops of an office that have one note, of which the first has sent words that the second has not seen."""

    def __init__(self, store: Store, theirs: str = THEIRS) -> None:
        self.one, self.two = near(store, OFFICE), near(store, OFFICE)
        child = self.one.create("child", {"office": OFFICE, "given_name_km": "k"})
        case = self.one.create("case", {"office": OFFICE, "child": child})
        self.note = self.one.create("note", {"case": case, "text": {"append": "first visit"}})
        self.one.push()
        self.two.pull()
        self.seen = self.two.version(self.note)
        self.write(self.one, {"append": theirs})
        self.one.push()

    def write(self, laptop: Near, text: Any) -> None:
        """An operation on the text by an author who has seen the first words."""
        laptop.op("edit", "note", self.note, {"text": text}, self.seen)

    def verdicts(self) -> list[str]:
        """What the second laptop is told."""
        return [each.verdict for each in self.two.push().verdicts]

    def text(self) -> str:
        """What both laptops have."""
        texts = [str((laptop.pull_whole()[self.note] or {})["text"]) for laptop in (self.one, self.two)]
        assert texts[0] == texts[1]
        return texts[0]


@pytest.mark.parametrize("apart", [False, True])
def test_words_that_somebody_added_unseen_do_not_go_when_own_ones_are_corrected(store: Store, apart: bool) -> None:
    two = Two(store)
    two.write(two.two, {"append": "B: mother il"})
    first = two.verdicts() if apart else []
    two.write(two.two, "first visit\nB: mother ill")
    assert [*first, *two.verdicts()][-2:] == ["merged", "conflict"]
    assert two.text() == f"first visit\n{THEIRS}\nB: mother il"


def test_a_text_that_has_all_words_of_others_is_taken(store: Store) -> None:
    two = Two(store)
    two.write(two.two, {"append": "B: mother il"})
    two.write(two.two, f"first visit\n{THEIRS}\nB: mother ill")
    assert two.verdicts()[-1] == "merged"
    assert two.text() == f"first visit\n{THEIRS}\nB: mother ill"
    two.write(two.one, "first visit\nA: nothing")
    assert [each.verdict for each in two.one.push().verdicts][-1:] == ["conflict"], "it stands as seen by nobody else"


def test_who_added_the_very_same_words_corrects_them_alone(store: Store) -> None:
    two = Two(store, "visited")
    two.write(two.two, {"append": "visited"})
    two.write(two.two, "first visit\nvisited twice")
    assert two.verdicts()[-1] == "merged"
    assert two.text() == "first visit\nvisited twice"


def test_who_added_words_to_a_text_that_a_stick_brought_did_not_write_over_it(store: Store) -> None:
    two = Two(store)
    two.write(two.two, "first visit, mother ill")
    brought = (two.two.incarnation, len(two.two.lines))
    two.one.op("edit", "note", two.note, {"text": {"append": "A: and the father"}}, two.seen, saw=(brought,))
    two.one.push()
    assert two.verdicts() == ["conflict"]
    assert two.text() == f"first visit\n{THEIRS}\nA: and the father"


def test_who_wrote_a_text_that_a_stick_brought_anew_wrote_over_it(store: Store) -> None:
    two = Two(store)
    two.write(two.two, "first visit, mother ill")
    brought = (two.two.incarnation, len(two.two.lines))
    two.one.op("edit", "note", two.note, {"text": "first visit, mother well"}, two.seen, saw=(brought,))
    two.one.push()
    assert two.verdicts() == ["merged"]
    assert two.text() == "first visit, mother well"


def test_words_that_came_late_do_not_stand_twice_where_their_reader_wrote_the_whole(store: Store) -> None:
    two = Two(store)
    two.write(two.two, {"append": "B: mother ill"})
    brought = (two.two.incarnation, len(two.two.lines))
    whole = f"first visit\n{THEIRS}, and the chief\nB: mother ill"
    two.one.op("edit", "note", two.note, {"text": whole}, two.seen, saw=(brought,))
    two.one.push()
    assert two.verdicts() == ["merged"]
    assert two.text() == whole


def test_words_that_came_late_stay_out_though_their_reader_added_more_after_he_wrote_the_whole(store: Store) -> None:
    two = Two(store)
    two.write(two.two, {"append": "B: the father hits him"})
    brought = (two.two.incarnation, len(two.two.lines))
    for text in (f"first visit\n{THEIRS}", {"append": "A: we spoke with B"}):
        two.one.op("edit", "note", two.note, {"text": text}, two.seen, saw=(brought,))
    two.one.push()
    assert two.verdicts() == ["merged"]
    assert two.text() == f"first visit\n{THEIRS}\nA: we spoke with B"


def test_words_come_late_where_what_their_reader_wrote_was_not_taken(store: Store) -> None:
    two = Two(store)
    two.write(two.two, {"append": "B: mother ill"})
    brought = (two.two.incarnation, len(two.two.lines))
    three = near(store, OFFICE)
    three.op("edit", "note", two.note, {"text": "first visit, and all of it"}, two.seen, saw=(brought,))
    three.push()
    assert two.verdicts() == ["merged"]
    assert two.text() == f"first visit\n{THEIRS}\nB: mother ill"


def test_the_writers_are_kept_below_the_text(store: Store) -> None:
    two = Two(store)
    two.write(two.two, {"append": "B"})
    two.verdicts()
    with store.read() as connection:
        told = connection.exec_driver_sql(f"SELECT writers FROM field_writers WHERE record = '{two.note}'").scalar()
    kept = read_writers(str(told))
    assert {unit.partition("*")[0] for unit in kept if unit.startswith("text")} == {"text"}
    assert sorted(each.user for unit, each in kept.items() if unit.startswith("text")) == sorted([two.one.user, two.two.user])


def office_laptops(folder: Path, store: Store) -> tuple[NearLaptop, NearLaptop, str]:
    """Two laptops as people use them, and a note that both have."""
    one, two = (near_laptop(folder / name, store, OFFICE) for name in ("one", "two"))
    child = one.child(school="s")
    case = one.create("case", child=child, office=OFFICE)
    note = one.create("note", case=case, text="first visit", on_date="2026-01-01")
    for _ in range(2):
        one.exchange()
        two.exchange()
    one.edit("note", note, text=f"first visit\n{THEIRS}")
    one.exchange()
    two.edit("note", note, text="first visit\nB: mother il")
    two.edit("child", child, school="other")
    two.edit("note", note, text="first visit\nB: mother ill")
    return one, two, note


def test_both_laptops_show_the_clash(tmp_path: Path) -> None:
    store = open_store(tmp_path / "server")
    add_office(store, OFFICE)
    one, two, note = office_laptops(tmp_path, store)
    for laptop in (two, one, two):
        laptop.exchange()
    for laptop in (one, two):
        assert (laptop.shown("note", note) or {})["text"] == f"first visit\n{THEIRS}\nB: mother il"
        [(unit, told)] = laptop.sql("SELECT field, data FROM conflict WHERE open = 1")
        assert unit == "text"
        assert json.loads(told)["proposed"]["values"] == {"text": "first visit\nB: mother ill"}
    store.close()
