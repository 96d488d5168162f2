"""Emergency numbers and acts without consent, in the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.ids import new_id
from app.services.cases import case_json, case_parts, cases
from app.ui.pages.emergency import EmergencyPage
from app.ui.pages.no_consent import NoConsentPage
from app.ui.pages.page import Page
from tests.data.cases.support import form
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened


def come_up(desk: Desk, qtbot: QtBot, page: Page) -> None:
    """The page is in sight and has read."""
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.shown()
    desk.settle()


def texts(page: Page) -> str:
    """All that stands on a page."""
    return " ".join(each.text() for each in page.findChildren(QLabel))


@pytest.mark.parametrize("lang", ["en", "km"])
def test_the_number_is_read_at_once_and_the_office_adds_its_own(desk: Desk, qtbot: QtBot, lang: str) -> None:
    desk.session.actor = replace(desk.session.actor, roles=frozenset({"supervisor", "caseworker"}))
    page = EmergencyPage(desk.context)
    come_up(desk, qtbot, page)
    assert "1280" in texts(page)
    desk.answers.form = {"number": "012 117 117", "name_km": "នគរបាលស្រុក", "hours": "24/24"}
    assert page.new()
    desk.settle(lambda: len(page.found) == 2)
    assert "012 117 117" in texts(page)


def test_who_is_not_the_head_reads_only(desk: Desk, qtbot: QtBot) -> None:
    desk.session.actor = replace(desk.session.actor, roles=frozenset({"caseworker"}))
    page = EmergencyPage(desk.context)
    come_up(desk, qtbot, page)
    assert page.add_button.isHidden()
    assert not page.new()


def test_cards_are_looked_at_and_saved(desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = EmergencyPage(desk.context)
    come_up(desk, qtbot, page)
    target, seen, opened_files = tmp_path / "numbers.pdf", list[int](), list[Path]()
    monkeypatch.setattr(desk.answers, "save_file", lambda *_: target)

    def look(_context: object, _parent: object, _title: str, pages: Sequence[bytes]) -> bool:
        seen.append(len(pages))
        return True

    page.look = look
    page.open = opened_files.append
    assert page.print_paper()
    desk.settle(lambda: opened_files)
    assert (seen, target.read_bytes()[:4]) == ([1], b"%PDF")


def test_the_case_leads_to_the_numbers(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    page.step("emergency")
    assert desk.visits[-1] == ("emergency", {})


def test_the_head_looks_at_an_act_without_consent_by_key(desk: Desk, qtbot: QtBot) -> None:
    mine = desk.session.actor
    told = {"purpose": "services", "answer": "given", "how": "best_interests", "reason": "Left alone at night"}
    desk.session.actor = replace(mine, user=new_id(), roles=frozenset({"caseworker"}))
    with desk.session.write("case_register") as uow:
        case = cases.register(uow, case_json.read(form(), uow.today())).case
        case_parts.add(uow, "consent", case, told)
    desk.session.actor = replace(mine, roles=frozenset({"supervisor"}))
    page = NoConsentPage(desk.context)
    come_up(desk, qtbot, page)
    assert page.table.rows_model.rowCount() == 1
    assert "Left alone at night" in page.detail.text().replace("\u200b", "")
    desk.answers.form = {"note": "It was right"}
    assert page.save()
    desk.settle(lambda: page.table.rows_model.rowCount() == 0)
    assert page.frame.isHidden()
    assert not page.save()
