"""The rules of the office as a form: sourced ones grey with their source, the others set, given back, refused out of bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.rules import SETS, shipped
from app.services.office.rules import rules
from app.text.words import has_words
from app.ui.pages.rules import LISTS, RulesPage, shown_in
from app.ui.pages.settings import SettingsPage
from app.ui.widgets.choices import CodeSetField
from tests.ui.cases.conftest import Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> RulesPage:
    made = RulesPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.shown()
    desk.settle(lambda: made.known)
    return made


def hint(page: RulesPage, path: str) -> str:
    """What stands below a rule."""
    return page.form.cells[path].hint.text()


def test_a_sourced_rule_is_grey_and_says_where_it_comes_from(page: RulesPage) -> None:
    field = page.form.field("approval_close.needed")
    assert not field.isEnabled()
    assert hint(page, "approval_close.needed") == "From an official text"
    assert page.form.field("decision.days").isEnabled()
    assert "not a rule of the ministry" in hint(page, "decision.days")
    assert "No national value was found" in hint(page, "plan.days")


def test_a_rule_is_set_shown_as_own_and_given_back(page: RulesPage, desk: Desk) -> None:
    page.form.set_values({"plan.days": 30, "intake.needs": ["received", "risk"]})
    assert page.save()
    desk.settle(lambda: page.known is not None and page.known.rules["plan.days"].own)
    with desk.session.read() as reader:
        own = rules(reader, "workflow")
        assert (own.number("plan.days"), sorted(own.texts("intake.needs"))) == (30, ["received", "risk"])
        assert [path for path, rule in own.rules.items() if rule.own] == ["intake.needs", "plan.days"]
    assert "it was 0" in hint(page, "plan.days")
    page.form.set_values({"plan.days": 0})
    page.save()
    desk.settle(lambda: page.known is not None and not page.known.rules["plan.days"].own)
    page.give_back()
    desk.settle(lambda: page.known is not None and not page.known.rules["intake.needs"].own)
    assert not page.shipped_button.isEnabled()


def test_out_of_bounds_is_marked_beside_the_field_and_not_saved(page: RulesPage, desk: Desk) -> None:
    page.form.set_values({"decision.days": 999})
    page.save()
    desk.settle()
    assert page.form.problems()
    with desk.session.read() as reader:
        assert rules(reader, "workflow").number("decision.days") == 7


def test_who_may_not_set_rules_only_reads_them(desk: Desk, qtbot: QtBot) -> None:
    desk.session.actor = replace(desk.session.actor, roles=frozenset({"caseworker"}))
    page = RulesPage(desk.context)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    desk.settle(lambda: page.known)
    assert not page.save_button.isVisible()
    assert not any(cell.field.isEnabled() for cell in page.form.cells.values())


@pytest.mark.parametrize("name", [name for name in SETS if has_words(f"rule.{name}")])
def test_each_set_can_be_shown(name: str, page: RulesPage, desk: Desk) -> None:
    """Numbers, yes or no, and sets of codes, each with words; a rule that is a list has a code list that fits it."""
    page.shown(set=name)
    desk.settle(lambda: page.known is not None and page.known.name == name)
    assert page.form.cells
    for rule in shown_in(shipped(name)):
        if isinstance(rule.value, list):
            field = page.form.field(rule.path)
            assert isinstance(field, CodeSetField), rule.path
            assert set(field.ticks) == set(rule.choices), LISTS[f"{name}.{rule.path}"]
        if rule.source != "sourced" and isinstance(rule.value, int) and not isinstance(rule.value, bool):
            assert rule.low is not None


def test_in_khmer_no_english_is_left(page: RulesPage, desk: Desk) -> None:
    desk.context.language.switch("km")
    page.retranslate()
    desk.settle()
    told = [made.text() for made in page.form.findChildren(QLabel) if made.isVisible() and made.text()]
    assert told
    assert [text for text in told if text.isascii()] == []


def test_settings_lead_to_the_rules(desk: Desk, qtbot: QtBot) -> None:
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    page.more_button.click()
    assert desk.visits == [("rules", {})]


def test_each_list_that_is_shown_has_words_for_its_codes() -> None:
    lists = [f"{name}.{rule.path}" for name in SETS for rule in shown_in(shipped(name)) if isinstance(rule.value, list)]
    assert "visits.inspectors" in lists
    assert [path for path in lists if path not in LISTS] == []
