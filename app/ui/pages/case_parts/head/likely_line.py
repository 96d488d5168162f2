"""In the head of a case: whether another case may be of the same child, and the way to look at both (practice P3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.services.people import comparing
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.services.cases.case_file import CaseFile
    from app.services.people.duplicates import Likely
    from app.ui.context import Context


class LikelyLine(QWidget):
    """Hidden while no other case is alike."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.case = ""
        self.found: Sequence[Likely] = ()
        self.words = label(self, "warn")
        self.go_button = button(self, "", self.go, flat=True)
        flow = Flow(self, gap=context.theme.gap)
        flow.addWidget(self.words)
        flow.addWidget(self.go_button)
        self.hide()

    def load(self, file: CaseFile) -> None:
        """Reads who is alike, of a case that goes on."""
        self.case = file.case.id
        key = self.case
        if file.case.code("status") == "open":
            self.context.tasks.run(
                lambda reader: comparing.likely_of(reader, key), self.show_found, self, on="work", key="likely"
            )
        else:
            self.show_found(())

    def show_found(self, found: Sequence[Likely]) -> None:
        """Shows them in place of those before; only those that are very likely ask to be looked at."""
        self.found = [one for one in found if one.level == "likely"]
        self.retranslate()
        self.setVisible(bool(self.found))

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        numbers = ", ".join(one.code for one in self.found)
        self.words.setText(self.tr("May be the same child: {codes}").format(codes=numbers))
        self.go_button.setText(self.tr("Compare…"))

    def go(self) -> None:
        """Both side by side, or the choice among several."""
        other = self.found[0].case if len(self.found) == 1 else ""
        self.context.navigate("join", case=self.case, other=other)
