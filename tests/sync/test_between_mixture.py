"""A stick between offices, files and the link in any mixture: what was seen is superseded, what was not seen clashes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.services.exchange import exchange
from app.syncing import between, bundles
from sync.protocol import bundle
from sync.protocol.errors import ProtocolError
from tests.support.stick import Box, Site

DISTRICT, PROVINCE = "0203", "02"
ACTS = ("save", "save", "answered", "stick", "look", "link", "plain", "files")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(0)), min_size=4, max_size=20)
TOKENS = itertools.count()


@dataclass
class Told:
    """What was written, and what stood on the screen when it was."""

    before: dict[str, str] = field(default_factory=dict)
    by: dict[str, list[str]] = field(default_factory=dict)
    sticks: list[bytes] = field(default_factory=list)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Box, Box]]:
    """A district and its province; each example has a child of its own."""
    folder: Path = tmp_path_factory.mktemp("between")
    with Site(folder, PROVINCE, DISTRICT) as site:
        one, two = site.box("one", DISTRICT), site.box("two", PROVINCE)
        for box in (one, two):
            link(box)
        between.want_voucher(one.session.database, two.enrolment.tag)
        link(one)
        yield site, one, two


def link(box: Box) -> None:
    """An exchange as the programme does it."""
    box.by_link()


def shown_values(box: Box, child: str) -> tuple[str, set[str]]:
    """What is visible, and the sides of open clashes."""
    with box.session.read() as reader:
        found = [clash for clash in exchange.conflicts(reader) if clash.record == child]
    sides = {str(value) for clash in found for side in (clash.current, clash.proposed) for value in side.values()}
    return box.shown(child, "how_to_find"), sides


def seen_by(told: Told, value: str) -> set[str]:
    """Everything that the author of a value had before his eyes, one after the other."""
    found: set[str] = set()
    while value in told.before:
        value = told.before[value]
        found.add(value)
    return found


def save(told: Told, box: Box, child: str) -> None:
    """Somebody writes over what he has before his eyes."""
    token = f"t{next(TOKENS)}"
    told.before[token] = box.shown(child, "how_to_find")
    told.by.setdefault(box.enrolment.tag, []).append(token)
    box.edit(child, how_to_find=token)
    assert box.shown(child, "how_to_find") == token


def stick(told: Told, one: Box, two: Box) -> None:
    """What waits at one is shown to two."""
    office = one.session.actor.office
    told.sticks += bundles.seal_for(one.session.database, one.enrolment, two.enrolment.tag, office=office)
    bundles.open_shown(two.session.database, two.enrolment, told.sticks[-1])


@given(STEPS)
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_seen_is_superseded_and_unseen_clashes(place: tuple[Site, Box, Box], steps: list[tuple[str, int, int]]) -> None:
    site, one, two = place
    boxes, told = (one, two), Told()
    child = one.child(how_to_find=f"t{next(TOKENS)}")
    start = one.shown(child, "how_to_find")
    for box in (one, two, one):
        link(box)
    for act, who, which in steps:
        box = boxes[who]
        if act == "save":
            save(told, box, child)
        elif act == "answered":  # one writes, two sees it and writes over it
            save(told, one, child)
            stick(told, one, two)
            save(told, two, child)
        elif act == "stick":
            stick(told, one, two)
        elif act == "look" and told.sticks:
            bundles.open_shown(two.session.database, two.enrolment, told.sticks[which % len(told.sticks)])
        elif act == "link":
            link(box)
        elif act == "plain":
            box.exchange()
        elif act == "files":
            for reply in site.take(*box.seal(100_000)):
                if not _foreign(reply, box):
                    box.open(reply)
    for box in (*boxes, *boxes, *boxes):
        link(box)
    for box in boxes:
        assert box.waits() == (0, 0)
        assert between.question(box.session.database, box.enrolment) is None, "nothing of others lies over anything"
    values = [shown_values(box, child) for box in boxes]
    assert values[0] == values[1]
    visible, sides = values[0]
    superseded = {seen for token in told.before for seen in seen_by(told, token)}
    left = ({start} | told.before.keys()) - superseded
    own = {token for written in told.by.values() for token in written[:-1]}  # who writes again knows what he wrote before
    assert left - own <= {visible} | sides, "what nobody saw before he wrote is still to be seen"
    if len(left) == 1:
        assert visible in left
        assert sides == set(), "each saw what he wrote over, so nothing clashes"


def _foreign(reply: bytes, box: Box) -> bool:
    """Whether an answer is for somebody else."""
    try:
        bundle.open_part(reply, box.enrolment.exchange_key)
    except ProtocolError:
        return True
    return False
