"""Clashes with values of other versions, which no field of the window holds: they can be taken, and another one be written."""

from __future__ import annotations

import pytest

from app.data.outbox import outbox
from app.data.replica import replica
from app.ui.window import Window
from tests.support.pictures import settle
from tests.ui.test_conflict_inbox import a_child, inbox, panel, plant, value

ODD = [
    ("(birth)", "birth_from", "the year of the tiger"),
    ("(birth)", "birth_to", [2015]),
    ("(address)", "gazetteer_year", 2**62),
    ("(address)", "village_km", {"a": 1}),
    ("sex", "sex", ["female"]),
    ("school", "school", {"a": [1]}),
]
"""Unit of the clash, field, and what stands in it."""


@pytest.mark.parametrize(("unit", "field", "odd"), ODD)
def test_what_no_field_holds_begins_empty_and_can_be_taken(window: Window, unit: str, field: str, odd: object) -> None:
    session = window.context.session
    child = a_child(session)
    with session.write("odd") as uow:
        outbox.add_op(uow.connection, uow.clock, session.actor.user, "edit", child, "child", {field: odd})
        replica.refresh(uow.connection, {child: "child"})
    plant(session, "child", child, unit, {field: odd}, {field: None})
    part = inbox(window)
    panel(part).write()
    editor = panel(part).editor
    assert editor is not None
    assert editor.form.field(field).value() is None
    editor.cancel.click()
    settle(window)
    panel(part).takes[0].click()
    settle(window)
    assert value(session, child, field) == odd
    assert part.number() == 0
