"""The dialog that corrects an answer after closing offers the answers of the item that is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.forms.session import FormSession
from app.ui.context import Context
from app.ui.dialogs import Dialogs
from app.ui.pages.inspection_parts.correcting import ask_correction
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.form import Form
from tests.support.workbooks import compiled, question

CHOICES = [
    {**row, "name": code, "label::Khmer (km)": f"ចម្លើយ {code}", "label::English (en)": code.title()}
    for row, codes in (
        ({"list_name": "met"}, ("meets", "does_not", "not_seen")),
        ({"list_name": "seen"}, ("clean", "dirty", "not_seen")),
    )
    for code in codes
]
FORM = compiled(
    question("select_one met", "i1", **{"bind::komar:standard": "1"}),
    question("select_one seen", "i2", **{"bind::komar:standard": "2"}),
    choices=CHOICES,
)


class Chooser(Dialogs):
    """Chooses items and answers one after the other, and keeps what there was to choose."""

    def ask(self, parent: QWidget, title: str, verb: str, form: Form) -> bool:
        which, answer = form.field("item"), form.field("answer")
        assert isinstance(which, ChoiceField)
        assert isinstance(answer, ChoiceField)
        self.offered: list[list[str]] = []
        self.kept: list[str | None] = []
        paths = [which.combo.itemData(row) for row in range(which.combo.count())]
        for path, given in zip((*paths, paths[0], paths[1]), ("does_not", None, "not_seen", "dirty"), strict=True):
            which.set_value(path)
            self.offered.append([answer.combo.itemData(row) for row in range(answer.combo.count())])
            self.kept.append(answer.value())
            if given is not None:
                answer.set_value(given)
        form.set_values({"reason": "typed wrongly"})
        assert form.problems() == []
        return True


def test_each_item_offers_its_own_answers(bare: Context) -> None:
    dialogs = Chooser(bare)
    bare.dialogs = dialogs
    session = FormSession(FORM)
    parent = QWidget()
    values = ask_correction(bare, parent, session)
    met, seen = ["meets", "does_not", "not_seen"], ["clean", "dirty", "not_seen"]
    assert dialogs.offered == [met, seen, met, seen]
    assert dialogs.kept == [None, None, None, "not_seen"]  # what the other item knows too stays
    assert values == {"item": FORM.path_of("i2"), "answer": "dirty", "reason": "typed wrongly"}
    parent.deleteLater()
