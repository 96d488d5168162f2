"""What protects a child, in the window: the death act, by keyboard, with what it ends and what is to be done next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.services.cases import case_parts
from app.ui.pages.case import CasePage
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened


def case_of(page: CasePage) -> tuple[str, str]:
    """The case and the child that the page shows."""
    assert page.file is not None
    return page.file.case.id, page.file.child.id


def test_a_death_is_noted_with_who_said_so_and_tells_what_is_next(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    case, child = case_of(page)
    with desk.session.write("case_part_add") as uow:
        case_parts.add(uow, "placement", case, {"option": "kinship", "from_on": "2026-02-20"})
        case_parts.add(uow, "family_member", child, {"given_name_km": "x", "relation": "sister"})
    desk.answers.form = {"died_on": date(2026, 2, 27), "death_told_by": "The village chief", "circumstances": "fell"}
    page.step("death")
    desk.settle(lambda: desk.answers.texts)
    assert "1" in desk.answers.questions[0]
    assert "Placements: 1" in desk.answers.texts[0]
    assert "Close the case" in desk.answers.texts[0]
    desk.settle(lambda: page.file is not None and page.file.child.text("death_told_by"))
    with desk.session.read() as reader:
        assert [row.text("circumstances") for row in reader.find("death")] == ["fell"]


def test_what_is_refused_comes_back_to_the_form(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(desk, qtbot)
    real, forms = desk.answers.ask, list[object]()

    def ask(*told: Any) -> bool:
        forms.append(told)
        desk.answers.form = {"died_on": date(2010, 1, 1) if len(forms) == 1 else date(2026, 2, 27), "death_told_by": "x"}
        return real(*told)

    monkeypatch.setattr(desk.answers, "ask", ask)
    page.step("death")
    desk.settle(lambda: page.file is not None and page.file.child.text("died_on") == "2026-02-27")
    assert len(forms) == 2


def test_a_death_is_taken_back_in_the_same_form(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    desk.answers.form = {"death_told_by": "x"}
    page.step("death")
    desk.settle(lambda: page.file is not None and page.file.child.text("death_known"))
    desk.answers.form = {"by_mistake": True}
    page.step("death")
    desk.settle(lambda: page.file is not None and not page.file.child.text("death_known"))


@pytest.mark.parametrize("rights", [frozenset[str](), frozenset({"perpetrator"})])
def test_circumstances_are_asked_of_those_who_hold_the_right(desk: Desk, qtbot: QtBot, rights: frozenset[str]) -> None:
    page = opened(desk, qtbot)
    desk.session.actor = replace(desk.session.actor, rights=rights)
    page.step("death")
    desk.settle(lambda: desk.answers.seen)
    assert ("circumstances" in desk.answers.seen[0]) is bool(rights)
