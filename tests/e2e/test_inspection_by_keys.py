"""One facility from its visit to its end by keyboard alone: two inspectors, two laptops, one server.

Both begin the visit offline, each answers half; the two inspections become one, the team decides what differs and the result,
the other person confirms it. It is printed, looked at again, and closed in emergency; each child is followed until it is safe.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.services.facilities import facilities, residencies, ways_on
from app.services.visits import inspections
from app.ui.dialogs import Dialogs
from tests.e2e.test_case_by_keys import HERE, holds_what_the_server_holds, offline, sends, server, somebody_at, state_of
from tests.support.hands import Hands
from tests.support.inspecting import fills, page_of, to_first_part
from tests.support.server import RunningServer

__all__ = ["offline", "server"]
HOME = "មណ្ឌលសាកល្បង"
CHILDREN = (("ដារា", "male"), ("បុប្ផា", "female"))


def registers(hands: Hands) -> str:
    """A facility with two children, as the office has it before the visit."""
    with hands.window.context.session.write("facility_register") as uow:
        values = {"name_km": HOME, "name_en": "Trial home", "type": "rci", "owner": "ngo", "opened_on": "2012-01-01"}
        home = facilities.register(uow, values)
        for name, sex in CHILDREN:
            birth = {"birth_from": "2015-03-01", "birth_to": "2015-03-01", "birth_source": "certificate"}
            child = {"family_name_km": "សុខ", "given_name_km": name, "sex": sex, **birth}
            residencies.admit(uow, home, {**child, "admission_reason": "no_family", "admitted_on": "2024-05-01"})
    return home


def opens_the_facility(hands: Hands) -> None:
    """From the list of facilities."""
    hands.comes()
    hands.press("Alt+3")
    hands.row("List of facilities", "Trial home" if hands.window.context.lang == "en" else HOME)
    hands.press("Return")
    assert hands.until(lambda: hands.window.current == "facility")


def shows(hands: Hands, part: str) -> None:
    """A part of the page of the facility."""
    hands.row("Parts of the page", part)


def inspects(hands: Hands, letter: str, part: int, choose: dict[str, str]) -> str:
    """Begins the visit and answers a half: the first one with its last part, or from there to the end."""
    opens_the_facility(hands)
    hands.do("New inspection", hands.filled({"Mission letter, number": letter}))
    page = page_of(hands)
    codes = [one.code for one in page.view.parts]
    middle = next(place for place, code in enumerate(codes) if code == "place_bedrooms")
    fills(hands, codes[: middle + 1] if part == 1 else codes[middle:], choose)
    return page.inspection


def opens_the_visit(hands: Hands, words: str = "") -> None:
    """From the inspections of the facility."""
    opens_the_facility(hands)
    shows(hands, "Inspections")
    hands.row("Inspections of this facility", words)
    hands.press("Return")


def joins(hands: Hands, first: str) -> None:
    """The two inspections become one; what differs is decided afterwards: the other answer counts."""
    opens_the_visit(hands)
    page = page_of(hands)
    assert hands.until(page.joining.isVisible)
    to_first_part(hands)
    hands.do("Join them", hands.filled())
    assert hands.until(lambda: page.inspection == first and page.joining.standing.open)
    [differs] = page.joining.standing.open
    assert page.desk is not None
    to_first_part(hands)
    number = page.desk.form.definitions[differs.key].komar["standard"]
    hands.do("Decide", hands.filled({f"{number}. ": "The other answer"}))
    assert hands.until(lambda: not page.joining.isVisible())


def closes(hands: Hands) -> None:
    """The team closes the visit; it is asked once."""
    hands.does(lambda: hands.press("Ctrl+Return"), hands.filled())
    page = page_of(hands)
    assert hands.until(lambda: page.stack.currentWidget() is page.result)


def looks_again(hands: Hands) -> None:
    """From the list of all findings: a re-visit, at which what was found stands first."""
    hands.comes()
    hands.press("Alt+3")
    hands.do("Findings of all facilities")
    hands.row("Findings of all facilities", "")
    hands.do("Begin a re-visit", hands.filled(), hands.filled())
    page = page_of(hands)
    to_first_part(hands)
    assert page.earlier.cards.records
    hands.do("Finding 30: Looked at", hands.filled({"What was seen": "Seen corrected", "What shows it": "New beds"}))
    assert hands.until(lambda: not page.earlier.cards.records)
    closes(hands)


def closes_the_facility(hands: Hands) -> None:
    """In emergency: each child is asked about, and placed."""
    opens_the_facility(hands)
    shows(hands, "Measures")
    measure = {"Measure": "Closure in emergency", "Reason": "The house burned"}
    hands.do("Take a measure", hands.filled(measure), hands.filled())
    shows(hands, "Where children go")
    hands.row("Where each child goes", "")
    hands.press("Ctrl+A")
    place = {"Where to": "Relatives", "Address or name of the place": "Phum Thmei"}
    hands.do("Where the child goes", hands.filled(place))
    hands.row("Where each child goes", "")
    hands.press("Ctrl+A")
    hands.do("The child left", hands.filled())
    hands.row("Where each child goes", "")
    hands.press("Ctrl+A")
    hands.do("Seen in the new place", hands.filled({"How": "Face to face"}))


def test_two_inspectors_one_facility_and_no_mouse(
    qapp: QApplication, server: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "report.pdf"
    monkeypatch.setattr(Dialogs, "save_file", lambda *_: paper)
    one = somebody_at(tmp_path / "one", server, HERE, "Sok Dara")
    two = somebody_at(tmp_path / "two", server, HERE, "Meas Bopha")
    home = registers(one)
    sends(one)
    sends(two)
    before = state_of(one).last_success
    first = inspects(one, "12/26", 1, {})
    second = inspects(two, "12/26", 2, {"i30": "3"})
    assert (state_of(one).last_success, first != second) == (before, True), "offline"
    for each in (one, two, one):
        sends(each)
    joins(two, first)
    closes(two)
    two.fill({"The team's result": "Meets", "Reasons": "All but the bedrooms"})
    two.do("Decide the result")
    sends(two)
    sends(one)
    opens_the_visit(one)
    one.do("Confirm the result")
    page = page_of(one)
    assert one.until(lambda: page.desk is not None and page.desk.visit.inspection.code("state") == "decided")
    page.papers.open = lambda _file: None
    one.does(lambda: one.press("Ctrl+P"), one.filled())
    assert one.until(paper.exists)
    assert paper.read_bytes().startswith(b"%PDF")
    looks_again(one)
    closes_the_facility(one)
    for each in (one, two, one):
        sends(each)
    with two.window.context.session.read() as reader:
        assert reader.get("facility", home).code("state") == "closed_emergency"
        assert {line.stage for line in ways_on.lines(reader, home)} == {"safe"}
        assert len(ways_on.lines(reader, home)) == len(CHILDREN)
        assert [row.id for row in inspections.listing(reader) if row.inspection.code("kind") == "annual"] == [first]
        [found] = reader.find("finding", inspection=first, item="30")
        assert (found.code("state"), found.code("check_result")) == ("corrected", "confirmed")
    holds_what_the_server_holds(server, (one, two))
    for each in (one, two):
        each.window.shut()
