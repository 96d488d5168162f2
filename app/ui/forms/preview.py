"""A form tried out: everything works as when it is filled in, and nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.text.digits import digits_for
from app.ui.forms.answers import NO_PORTS, Ports
from app.ui.forms.form_view import FormView
from app.ui.i18n import OWN_NAMES
from app.ui.widgets.basics import button, label, note
from app.ui.widgets.choices import QuietBox
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.ui.context import Context


class FormPreview(QWidget):
    """Fills a session that is thrown away. `ports` give the form's own pictures and sounds, where they are at hand."""

    def __init__(self, context: Context, form: CompiledForm, parent: QWidget | None = None, *, ports: Ports = NO_PORTS) -> None:
        super().__init__(parent)
        self.context = context
        self.form = form
        self.ports = ports
        self.about = note(self)
        self.problems = label(self, "problem")
        self.again_button = button(self, "undo", self.begin, flat=True)
        self.check_button = button(self, "check", self.next_problem)
        self.languages = QuietBox(self)
        self.languages.activated.connect(lambda _: self.speak(self.languages.currentData()))
        self.view = FormView(context, self)
        self.view.problems_counted.connect(self._tell)
        line = Flow(gap=context.theme.gap)
        for part in (self.check_button, self.again_button, self.languages, self.problems):
            line.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.gap)
        box.addWidget(self.about)
        box.addLayout(line)
        box.addWidget(self.view, 1)
        self.begin()
        self.retranslate()

    def begin(self) -> None:
        """A new filling without answers."""
        self.problems.setText("")
        self.view.show_session(FormSession(self.form, lang=self.context.lang), {}, None, ports=self.ports)

    def speak(self, language: str) -> None:
        """Shows the form in one of its languages; "" for that of the window. Answers stay."""
        self.view.language = language
        self.view.retranslate()

    def next_problem(self) -> bool:
        """Goes to the next problem; says so when there is none."""
        return self.view.next_problem()

    def _tell(self, number: int) -> None:
        text = self.tr("Problems: {n} (F8)").format(n=digits_for(number, self.context.lang))
        self.problems.setText(text if number else self.tr("Nothing is missing."))

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.about.setText(self.tr("Preview: the form works as when it is filled in; nothing is kept."))
        self.again_button.setText(self.tr("Begin again"))
        self.check_button.setText(self.tr("Check (F8)"))
        chosen = self.view.language
        self.languages.clear()
        self.languages.addItem(self.tr("Language of the window"), "")
        for name in self.form.languages:
            own = next((words for code, words in OWN_NAMES.items() if name.endswith(f"({code})")), name)
            self.languages.addItem(own, name)
        self.languages.setCurrentIndex(max(0, self.languages.findData(chosen)))
        self.languages.setAccessibleName(self.tr("Language of the form"))
        letters = self.languages.fontMetrics()
        widest = max(letters.horizontalAdvance(self.languages.itemText(at)) for at in range(self.languages.count()))
        self.languages.setMinimumWidth(widest + self.context.theme.em(4))  # a language's name is shown whole
        self.languages.setVisible(len(self.form.languages) > 1)
        self.view.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
