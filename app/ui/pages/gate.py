"""What stands before the office's data: a quiet card in the middle of the window, with the language to choose above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.i18n import OWN_NAMES
from app.ui.widgets.basics import Scrolled, button, card, label

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.services.office.offices import Session
    from app.ui.context import Context


class Gate(QWidget):
    """Base of sign-in, first start, lock and recovery."""

    entered = Signal(object)
    """Emits: the Session of who signed in."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = context.theme
        scrolled = Scrolled(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled)
        middle = QVBoxLayout(scrolled.content)
        self.languages = {lang: button(self, "", flat=True, text=name) for lang, name in OWN_NAMES.items()}
        top = QHBoxLayout()
        top.addStretch(1)
        for lang, choice in self.languages.items():
            choice.setCheckable(True)
            choice.setAccessibleName(OWN_NAMES[lang])
            choice.clicked.connect(lambda _=False, chosen=lang: self.choose_language(chosen))
            top.addWidget(choice)
        self.frame, self.body = card(self)
        self.body.setContentsMargins(theme.gap * 4, theme.gap * 4, theme.gap * 4, theme.gap * 4)
        self.body.setSpacing(theme.wide)
        self.mark = label(self)
        self.title = label(self, "title", wrap=True)
        self.lead = label(self, "dim", wrap=True)
        self.problem = label(self, "danger", wrap=True)
        self.problem.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.wide)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self.title)
        words.addWidget(self.lead)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        middle.addLayout(top)
        middle.addStretch(2)
        place = QHBoxLayout()  # not an alignment: that would reckon the height of the lines from the width of the window
        place.addStretch(1)
        place.addWidget(self.frame)
        place.addStretch(1)
        middle.addLayout(place)
        middle.addStretch(3)
        self._show_language()
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """The card grows with the text, which is chosen here."""
        theme = self.context.theme
        self.frame.setMaximumWidth(theme.em(64))
        self.frame.setMinimumWidth(min(theme.em(52), 900))
        side = theme.sizes.icon * 2
        self.mark.setPixmap(self.context.icon("komar", "accent").pixmap(side, side))

    def choose_language(self, lang: str) -> None:
        """Switches the window, and keeps it."""
        self.context.choose_language(lang)
        self._show_language()

    def _show_language(self) -> None:
        """Shows which language is chosen."""
        for lang, choice in self.languages.items():
            choice.setChecked(lang == self.context.lang)

    def retranslate(self) -> None:
        """Sets the words in the language now."""

    def started(self) -> None:
        """The gate comes up: the focus goes to its first field."""

    def help_topic(self) -> str:
        """The page of the help that F1 opens."""
        return type(self).__module__.rpartition(".")[2]

    def tell(self, text: str) -> None:
        """Says above the buttons what went wrong; nothing takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def failed(self, error: AppError) -> None:
        """A step was refused."""
        self.tell(self.context.words(error))

    def enter(self, session: Session) -> None:
        """Somebody signed in."""
        self.entered.emit(session)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._show_language()
            self.retranslate()
        super().changeEvent(event)
