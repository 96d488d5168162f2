"""The child's part of a case: numbers elsewhere, school, origin, order of birth, disability, health."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.pages.case_parts.tabs.tabs import ChildTab
from app.ui.pages.case_parts.views.views import VIEWS
from app.ui.widgets.choices import CodeField
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register


def test_the_numbers_of_other_systems_are_typed_on_the_childs_page(desk: Desk, qtbot: QtBot) -> None:
    """Practice P14: the ministry's number counts within its village."""
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    form = page.tab(ChildTab).form
    form.set_values({"mosvy_village": {"village_code": "01020101"}, "mosvy_number": "0007"})
    form.set_values({"primero_id": "P-1", "oscar_id": "O-2"})
    assert page.save()
    desk.settle(lambda: not page.tab(ChildTab).dirty())
    with desk.session.read() as reader:
        child = reader.get("child", opened.child)
    numbers = {name: child.text(name) for name in ("mosvy_village", "mosvy_number", "primero_id", "oscar_id")}
    assert numbers == {"mosvy_village": "01020101", "mosvy_number": "0007", "primero_id": "P-1", "oscar_id": "O-2"}
    again = opened_page(desk, qtbot, opened.case).tab(ChildTab)
    assert not again.dirty()
    assert again.form.field("primero_id").value() == "P-1"
    assert not [name for name in form.cells if page.words.field(name) == name], "a field without words"
    who = [part.text() for part in page.answers.findChildren(QLabel)]
    assert "Ministry 01020101 0007 · Primero P-1 · OSCaR O-2" in who


def test_school_origin_and_order_of_birth_are_typed_and_not_assessed_is_never_none(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk, child__disability=None)
    page = opened_page(desk, qtbot, opened.case)
    form = page.tab(ChildTab).form
    told: dict[str, object] = {"school_state": "attends", "school_level": "grade_3", "multiple_birth": "twin", "birth_order": 2}
    told |= {"ethnicity": "khmer_islam", "religion": "muslim", "nickname": "តូច", "birth_certificate_number": "12/2015"}
    form.set_values(told)
    assert page.save()
    desk.settle(lambda: not page.tab(ChildTab).dirty())
    with desk.session.read() as reader:
        assert told.items() <= reader.get("child", opened.child).values.items()
    assert any("not assessed" in part.text() for part in page.answers.findChildren(QLabel))
    form.set_values({"disability_assessed": True})
    assert page.save()
    desk.settle(lambda: not page.tab(ChildTab).dirty())
    assert any(part.text() == "No disability" for part in page.answers.findChildren(QLabel))


def test_what_is_known_of_the_health_keeps_restricted_codes_to_who_may_know(desk: Desk, qtbot: QtBot) -> None:
    context = desk.context
    held = context.session.actor
    context.session.actor = replace(held, rights=frozenset())
    field = VIEWS["child_fact"].fields["code"](context)
    assert isinstance(field, CodeField)
    qtbot.addWidget(field)
    assert "hiv" not in field.only
    assert "allergy" in field.only


def test_a_birth_that_makes_the_child_grown_is_asked_about_before_it_is_saved(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    tab = page.tab(ChildTab)
    tab.form.set_values({"birth": {"birth_from": "1981-02-03", "birth_to": "1981-02-03", "birth_source": "stated"}})
    desk.answers.agrees = False
    assert page.save()
    assert tab.dirty(), "kept as it was typed, not saved"
    desk.answers.agrees = True
    assert page.save()
    desk.settle(lambda: not tab.dirty())
    assert len([told for told in desk.answers.questions if "45" in told or "44" in told]) == 2
    with desk.session.read() as reader:
        assert reader.get("child", opened.child).text("birth_from") == "1981-02-03"
