"""Who writes twice without having seen what a colleague wrote: on real laptops, and on both kinds of database of a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.services.office.offices import office_places
from sync.server.database import open_store
from sync.server.devices.offices import add_office
from tests.support.near_office import NearLaptop, near_laptop
from tests.support.postgres import DATABASES, database_of

OFFICE = next(place.code for place in office_places() if len(place.code) == 4)


@dataclass
class Two:
    """Two laptops of an office that have one child with a case."""

    one: NearLaptop
    two: NearLaptop
    child: str
    case: str

    def meet(self) -> None:
        """Both exchange until nothing is left to say."""
        for laptop in (self.one, self.two, self.one, self.two):
            laptop.exchange()

    def both(self, type_name: str, record: str, name: str) -> Any:
        """What both laptops show of a field."""
        shown = [(laptop.shown(type_name, record) or {}).get(name) for laptop in (self.one, self.two)]
        assert shown[0] == shown[1]
        return shown[0]

    def proposed(self, name: str) -> set[str]:
        """What stands against the visible value of a field in open clashes, the same on both laptops."""
        found = [laptop.sql("SELECT data FROM conflict WHERE open = 1") for laptop in (self.one, self.two)]
        sides = [{json.loads(told)["proposed"]["values"].get(name) for (told,) in rows} for rows in found]
        assert sides[0] == sides[1]
        return sides[0]


@pytest.fixture(params=DATABASES)
def two(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Two]:
    with database_of(request.param) as address:
        store = open_store(tmp_path / "server", address)
        add_office(store, OFFICE)
        one, other = (near_laptop(tmp_path / name, store, OFFICE) for name in ("one", "two"))
        child = one.child(school="s")
        found = Two(one, other, child, one.create("case", child=child, office=OFFICE, risk_level="low"))
        found.meet()
        yield found
        store.close()


def test_the_note_of_a_colleague_beside_the_same_answer_is_not_written_over(two: Two) -> None:
    response = two.one.create("form_response", case=two.case, subject=two.case, form_id="sample", answers={"/a": "1"})
    two.meet()
    two.one.edit("form_response", response, answers={"/a": "1", "/q": "yes", "/q_note": "told the police"})
    two.one.exchange()
    two.two.edit("form_response", response, answers={"/a": "1", "/q": "yes"})
    two.two.edit("child", two.child, school="other")
    two.two.edit("form_response", response, answers={"/a": "1", "/q": "yes", "/q_note": "mother ill"})
    two.meet()
    assert two.both("form_response", response, "answers") == {"/a": "1", "/q": "yes", "/q_note": "told the police"}
    assert two.proposed("answers:/q_note") == {"mother ill"}


def test_a_second_less_safe_value_does_not_cover_what_a_colleague_wrote(two: Two) -> None:
    two.one.edit("case", two.case, risk_level="medium")
    two.one.exchange()
    two.two.edit("case", two.case, risk_level="high")
    two.two.edit("child", two.child, school="other")
    two.two.edit("case", two.case, risk_level="no_action")
    two.meet()
    assert two.both("case", two.case, "risk_level") == "high"
    assert two.proposed("risk_level") == {"medium", "no_action"}
    two.two.edit("case", two.case, risk_level="medium")
    two.meet()
    assert two.both("case", two.case, "risk_level") == "medium", "who has seen the other value writes on"
