"""Invariant 16 by properties: files and the link in any mixture, order and repetition end as the link alone would."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services.exchange import exchange
from sync.protocol import bundle
from sync.protocol.bundle import PART_LEAST
from sync.protocol.errors import ProtocolError
from sync.server import desk
from tests.support.stick import OFFICE, Box, Site

Act = Literal["save", "seal", "hand", "open", "link", "bad"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("save", "save", "seal", "hand", "hand", "open", "link", "bad")), st.integers(0, 1), st.integers(0)
    ),
    min_size=4,
    max_size=24,
)
TOKENS = itertools.count()


@dataclass
class Table:
    """What lies about: files on their way to the server, answers on their way back, both kept for ever."""

    files: list[bytes] = field(default_factory=list)
    answers: list[list[bytes]] = field(default_factory=lambda: [[], []])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Box, Box]]:
    """A server and two laptops of one office; each example has a child of its own."""
    folder: Path = tmp_path_factory.mktemp("mixture")
    with Site(folder) as site:
        boxes = site.box("one"), site.box("two")
        for box in boxes:
            box.exchange()
        yield site, *boxes


def step(site: Site, boxes: tuple[Box, Box], table: Table, act: str, who: int, which: int) -> None:
    """One thing that happens, as chance has it."""
    box = boxes[who]
    if act == "seal":
        table.files += box.seal(PART_LEAST)
    elif act == "hand" and table.files:
        mine = which % len(table.files)
        for reply in site.take(table.files[mine]):
            for place, each in enumerate(boxes):
                if _is_for(reply, each):
                    table.answers[place].append(reply)
    elif act == "open" and table.answers[who]:
        box.open(table.answers[who][which % len(table.answers[who])])
    elif act == "link":
        box.exchange()
    elif act == "bad":
        box.exchange(0.4)


def _is_for(reply: bytes, box: Box) -> bool:
    """Whether an answer is sealed to a laptop."""
    try:
        bundle.open_part(reply, box.enrolment.exchange_key)
    except ProtocolError:
        return False
    return True


def heal(boxes: tuple[Box, Box]) -> None:
    """The link is good again, until nothing waits."""
    for box in (*boxes, *boxes):
        box.exchange()
    for box in boxes:
        assert box.waits() == (0, 0)


def texts(box: Box, child: str) -> set[str]:
    """All values of a child that a laptop shows: what is visible, and both sides of each clash."""
    found = {box.shown(child, name) for name in ("how_to_find", "school")}
    with box.session.read() as reader:
        for clash in exchange.conflicts(reader):
            if clash.record == child:
                found |= {str(value) for side in (clash.current, clash.proposed) for value in side.values()}
    return found


@given(STEPS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_author_s_work_ends_as_it_was_written(place: tuple[Site, Box, Box], steps: list[tuple[str, int, int]]) -> None:
    site, one, two = place
    child = one.child(how_to_find=f"t{next(TOKENS)}")
    table, last = Table(), {"how_to_find": one.shown(child, "how_to_find"), "school": ""}
    for act, who, which in steps:
        if act == "save":
            name = ("how_to_find", "school")[which % 2]
            last[name] = f"t{next(TOKENS)}" + "x" * (which % 7000)
            one.edit(child, **{name: last[name]})
        else:
            step(site, (one, two), table, act, who, which)
        assert {name: one.shown(child, name) for name in last} == last, "what was written stays on the screen all the while"
    heal((one, two))
    for box in (one, two):
        assert {name: box.shown(child, name) for name in last} == last
        assert texts(box, child) == set(last.values()), "nobody else wrote, so nothing clashes"
    assert one.state()[0] == two.state()[0] == desk.digests(site.store, OFFICE, None)


@given(STEPS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_authors_lose_nothing_and_become_equal(place: tuple[Site, Box, Box], steps: list[tuple[str, int, int]]) -> None:
    site, one, two = place
    boxes = (one, two)
    child = one.child(how_to_find=f"t{next(TOKENS)}")
    heal(boxes)
    table = Table()
    displayed: dict[str, set[str]] = {}
    for act, who, which in steps:
        if act == "save":
            name = ("how_to_find", "school")[which % 2]
            token = f"t{next(TOKENS)}" + "x" * (which % 5000)
            displayed[token] = {boxes[who].shown(child, name)}
            boxes[who].edit(child, **{name: token})
        else:
            step(site, boxes, table, act, who, which)
    heal(boxes)
    assert one.state()[0] == two.state()[0] == desk.digests(site.store, OFFICE, None)
    assert texts(one, child) == texts(two, child)
    overwritten = set().union(*displayed.values()) if displayed else set()
    assert displayed.keys() - overwritten <= texts(one, child), "what nobody saw before he wrote is still to be seen"
