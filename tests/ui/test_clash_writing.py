"""Another value in place of two: texts are put together, codes and days never; what is not there is said to be nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.text.words import words
from app.ui.pages.sync_parts.clash import ClashPanel
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import no_english
from tests.ui.support import PLACES, make_case
from tests.ui.test_conflict_inbox import a_child, child_of, inbox, panel, plant, value


def knobs(shown: ClashPanel) -> set[str]:
    """What the buttons of a clash say."""
    return {knob.text() for knob in shown.findChildren(QAbstractButton)}


@pytest.mark.parametrize(
    ("type_name", "field", "current", "proposed"),
    [
        ("case", "risk_level", "high", "low"),
        ("child", "sex", "male", "female"),
        ("child", "equity_until", "2026-03-01", "2026-03-02"),
    ],
)
def test_codes_and_days_are_not_put_together(window: Window, type_name: str, field: str, current: str, proposed: str) -> None:
    session = window.context.session
    case = make_case(session, hours_ago=1)
    record = case if type_name == "case" else child_of(session, case)
    with session.write("edit") as uow:
        uow.update(type_name, record, {field: current})
    plant(session, type_name, record, field, {field: current}, {field: proposed})
    part = inbox(window)
    assert "បញ្ចូលគ្នា ឬសរសេរថ្មី" not in knobs(panel(part))
    panel(part).write()
    settle(window)
    editor = panel(part).editor
    assert editor is not None
    assert str(editor.form.values()[field]) == current, "what stands, until somebody chooses"
    assert no_english(part, allowed=PLACES) == []


def test_a_side_without_a_value_says_so(window: Window) -> None:
    session = window.context.session
    child = a_child(session)
    plant(session, "child", child, "school", {}, {"school": "two"})
    part = inbox(window)
    told = [each.text() for each in panel(part).findChildren(QLabel)]
    assert words("value.none", "km") in told
    panel(part).takes[0].click()
    settle(window)
    assert value(session, child, "school") is None
