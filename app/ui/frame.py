"""The frame of the window's work area: rail, search, notice, page, foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.ui.foot import Foot
from app.ui.notice import Notice
from app.ui.pages import RAIL
from app.ui.undo_name import UndoName
from app.ui.widgets.basics import button, label
from app.ui.widgets.search import SearchBox

if TYPE_CHECKING:
    from app.ui.window import Window


class WorkArea(QWidget):
    """What is seen while somebody is signed in."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.context = window.context
        self.practice = label(self)
        self.practice.setObjectName("practice")
        self.practice.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.rail_buttons: dict[str, QToolButton] = {}
        self.rail = self._rail(window)
        self.search = SearchBox(self.context)
        self.top = self._top(window)
        self.notice = Notice(self.context)
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("pages")
        self.foot = Foot(self.context)
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self.top, self.notice):
            right.addWidget(part)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.practice)
        outer.addLayout(middle, 1)
        outer.addWidget(self.foot)
        self.retranslate()

    def _rail(self, window: Window) -> QWidget:
        """Pages, then lock and sign-out."""
        rail = QWidget(self)
        rail.setObjectName("rail")
        rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(rail)
        gap = self.context.theme.gap
        box.setContentsMargins(gap, gap, gap, gap)
        box.setSpacing(gap // 2)
        for entry in RAIL:
            choice = self._rail_button(rail, entry.icon)
            choice.setCheckable(True)
            choice.clicked.connect(lambda _=False, name=entry.name: window.navigate(name))
            self.rail_buttons[entry.name] = choice
            box.addWidget(choice)
        box.addStretch(1)
        self.lock_button = self._rail_button(rail, "lock")
        self.lock_button.clicked.connect(lambda: window.lock())
        self.out_button = self._rail_button(rail, "person")
        self.out_button.clicked.connect(lambda: window.sign_out())
        box.addWidget(self.lock_button)
        box.addWidget(self.out_button)
        return rail

    def _top(self, window: Window) -> QWidget:
        """Search, undo, language."""
        top = QWidget(self)
        top.setObjectName("top")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QHBoxLayout(top)
        gap = self.context.theme.gap
        box.setContentsMargins(gap * 2, gap, gap * 2, gap)
        self.language_button = button(top, "", window.other_language, flat=True)
        self.undo_button = button(top, "undo", window.undo, flat=True)
        self.undo_name = UndoName(self.context, self.undo_button)
        box.addWidget(self.search, 1)
        box.addStretch(1)
        box.addWidget(self.undo_button)
        box.addWidget(self.language_button)
        return top

    def _rail_button(self, rail: QWidget, icon: str) -> QToolButton:
        """A button of the rail: icon and word."""
        made = QToolButton(rail)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setProperty("icon_name", icon)
        made.setSizePolicy(rail.sizePolicy())
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def resize_parts(self) -> None:
        """Icons follow colours and size of the text."""
        side = self.context.theme.sizes.icon
        for made in (*self.rail_buttons.values(), self.lock_button, self.out_button):
            made.setIcon(self.context.icon(str(made.property("icon_name"))))
            made.setIconSize(QSize(side, side))
        self.foot.resize_parts()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        names = {
            "today": self.tr("Today"), "cases": self.tr("Cases"), "facilities": self.tr("Facilities"),
            "inspections": self.tr("Inspections"), "returns": self.tr("Returns"), "sync": self.tr("Send and receive"),
            "settings": self.tr("Settings"),
        }  # fmt: skip
        for place, (name, choice) in enumerate(self.rail_buttons.items(), 1):
            choice.setText(names[name])
            choice.setAccessibleName(names[name])
            choice.setToolTip(f"{names[name]} (Alt+{place})")
        lock = self.tr("Lock the screen")
        self.lock_button.setText(self.tr("Lock"))
        self.lock_button.setToolTip(f"{lock} (Ctrl+L)")
        self.out_button.setText(self.tr("Sign out"))
        for made in (self.lock_button, self.out_button):
            made.setAccessibleName(made.text())
        self.language_button.setText("English" if self.context.lang == "km" else "ភាសាខ្មែរ")
        self.language_button.setAccessibleName(self.language_button.text())
        self.undo_name.show()
        self.practice.setText(self.tr("Practice office: nothing here is real"))
