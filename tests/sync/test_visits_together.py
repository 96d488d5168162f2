"""A planned visit over laptops: two of its team begin it apart; it stays one visit to come, without a clash."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.exchange import exchange
from app.services.facilities import complaints, facilities, measures
from app.services.office.offices import Session
from app.services.visits import inspections, visit_joining, visit_plans
from app.services.visits.inspection_forms import STANDARD, FormShelf
from tests.support.desk import desk_of, leave, together
from tests.support.server import serving


def state(session: Session) -> list[str]:
    """Where the visits to come stand."""
    with session.read() as reader:
        return [one.state for one in visit_plans.listing(reader)]


def begin(session: Session, plan: str) -> tuple[str, list[str]]:
    """Begins a visit on a laptop; the inspection and the children whose files are drawn."""
    form = FormShelf(session.folder).form(STANDARD)
    with session.write("visit_begin") as uow:
        made = visit_plans.begin(uow, plan, form, {})
        drawn = inspections.files_drawn(uow, inspections.visit_of(uow, made), form)
        return made, [one.id for one in drawn]


@pytest.mark.parametrize("planned", [True, False])
def test_a_planned_visit_begun_on_two_laptops(tmp_path: Path, planned: bool) -> None:
    with serving(tmp_path / "data") as server:
        desk = desk_of(server, tmp_path)
        one, two = desk.laptop("one"), desk.laptop("two")
        with one.write("visit_add") as uow:
            home = facilities.register(uow, {"name_en": "Trial home", "type": "rci", "owner": "ngo"})
            told = complaints.add(uow, home, {"about": "food"})
            plan = visit_plans.add(uow, home, {"on_date": uow.today().isoformat(), "kind": "annual", "complaint": told})
        together(one, two)
        assert state(two) == ["planned"], "two heads"
        first, drawn = begin(one, plan)
        if planned:
            second, also = begin(two, plan)
            assert also == drawn
        else:
            form = FormShelf(two.folder).form(STANDARD)
            with two.write("inspection_start") as uow:
                second = inspections.start(uow, form, home, {})
        together(one, two, one)
        assert (state(one), state(two)) == (["begun"], ["begun"])
        for session in (one, two):
            with session.read() as reader:
                assert exchange.conflicts(reader) == []
                assert complaints.listing(reader)[0].visit in (first, second)
        with one.write("inspection_join") as uow:
            visit_joining.join(uow, FormShelf(one.folder), second, first)
        together(one, two, one)
        for session in (one, two):
            with session.read() as reader:
                (left,) = visit_plans.listing(reader)
                assert left.inspection is not None
                assert left.inspection.code("state") == "draft"
        leave(one, two)


def test_a_warning_of_one_laptop_opens_no_house_that_another_closed_in_danger(tmp_path: Path) -> None:
    """Whoever exchanges first: until somebody decides which state is right, the safer one stands."""
    warning = {"kind": "warning", "reason": "papers", "authority": "ministry"}
    closure = {"kind": "emergency_closure", "reason": "danger"}
    with serving(tmp_path / "data") as server:
        desk = desk_of(server, tmp_path)
        one, two = desk.laptop("one"), desk.laptop("two")
        with one.write("facility_register") as uow:
            homes = [facilities.register(uow, {"name_en": f"Home {n}", "type": "rci", "owner": "ngo"}) for n in (1, 2)]
        together(one, two)
        for session, taken in ((one, (warning, closure)), (two, (closure, warning))):
            with session.write("measure_take") as uow:
                for home, values in zip(homes, taken, strict=True):
                    measures.take(uow, home, values)
        together(one, two, one)
        for session in (one, two):
            with session.read() as reader:
                assert [reader.get("facility", home).code("state") for home in homes] == ["closed_emergency"] * 2
                assert len(exchange.conflicts(reader)) == 2, "both are told"
        with one.write("conflict_resolve") as uow:
            for clash in exchange.conflicts(uow):
                lighter: exchange.Take = "current" if clash.current["state"] == "warned" else "proposed"
                exchange.resolve(uow, clash.id, lighter)
        together(one, two, one)
        for session in (one, two):
            with session.read() as reader:
                assert [reader.get("facility", home).code("state") for home in homes] == ["closed_emergency"] * 2
                assert exchange.conflicts(reader) == [], "whoever picked the lighter one ends the closure first"
        leave(one, two)
