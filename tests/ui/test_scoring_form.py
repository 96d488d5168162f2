"""An office sets its own rules of scoring in the real window: refused with the place and the remedy, then saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.services.office.offices import Session
from app.services.visits.inspection_forms import STANDARD, own_profiles
from app.ui.context import Context
from app.ui.pages.rules import RulesPage
from app.ui.widgets.fields import NumberField
from app.ui.widgets.form import Form
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


class Looking(ScriptedDialogs):
    """Looks at the form before it answers, and keeps what stands beside its fields."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.told: list[str] = []

    def ask(self, parent: QWidget, title: str, verb: str, form: Form) -> bool:
        self.told.extend(cell.problem.text() for cell in form.cells.values() if cell.told)
        assert (unnamed(form), no_english(form, allowed=frozenset({"scale"}))) == ([], [])
        cut_off = form.field("cut_off")
        assert isinstance(cut_off, NumberField)
        assert cut_off.high == form.field("scale").value(), "a cut-off is within the full score"
        return super().ask(parent, title, verb, form)


def test_rules_of_scoring_from_a_day_on(window: Window, office: Session) -> None:
    window.navigate("rules")
    settle(window)
    page = window.pages["rules"]
    assert isinstance(page, RulesPage)
    assert (unnamed(page), clipped(page)) == ([], [])
    dialogs = Looking(window.context)
    window.context.dialogs = dialogs
    dialogs.answer(
        {"valid_from": "2099-01-01", "scale": 100}, {"scale": 200, "cut_off": 150, "due_days": 60, "critical_partly": True}
    )
    QTest.keyClick(page.scoring_button, Qt.Key.Key_Space)
    settle(window)
    assert len(dialogs.told) == 1
    assert "(scale)" in dialogs.told[0], "the weights of the form do not add up to this full score"
    with office.read() as reader:
        [made] = own_profiles(reader)
    assert (made.form, made.scale, made.cut_off, made.due_days) == (STANDARD, 200, 150, 60)
    assert made.critical_answers == {"does_not", "partly"}
