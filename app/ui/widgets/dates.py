"""A day, typed as people type it: 5, 5/3, ៥/៣/២០២៦, today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidget, QWidgetAction

from app.text.dates import parse_date, short_date
from app.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from PySide6.QtCore import QDate

    from app.ui.context import Context


class DateField(TextField):
    """A line that understands dates, and a calendar beside it. `future` says that what is left open lies ahead (a due date)."""

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, future: bool = False, past_only: bool = False
    ) -> None:
        super().__init__(parent, limit=40)
        self.context = context
        self.future = future
        self.past_only = past_only
        self.edit.setMinimumWidth(context.theme.em(16))
        self.calendar_button = QToolButton(self)
        self.calendar_button.setIcon(context.icon("calendar", "dim"))
        side = context.theme.sizes.icon
        self.calendar_button.setIconSize(QSize(side, side))
        self.calendar_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.calendar_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box.addWidget(self.calendar_button)
        self.calendar_button.clicked.connect(self._choose)
        self.retranslate()

    def retranslate(self) -> None:
        day = self.value()
        self.edit.setPlaceholderText(self.tr("day/month/year"))
        self.calendar_button.setAccessibleName(self.tr("Choose the day in a calendar"))
        self.calendar_button.setToolTip(self.calendar_button.accessibleName())
        if isinstance(day, date):
            self.edit.setText(short_date(day, self.context.lang))

    def value(self) -> date | None:
        text = self.edit.text().strip()
        return parse_date(text, self.context.today(), future=self.future) if text else None

    def set_value(self, value: object) -> None:
        if isinstance(value, str) and value:
            value = date.fromisoformat(value)
        if value is None or isinstance(value, date):
            super().set_value(short_date(value, self.context.lang) or None)

    def fault(self) -> str:
        if not self.edit.text().strip():
            return ""
        day = self.value()
        if day is None:
            return self.tr("This is no date. Type day/month/year, or only the day.")
        if self.past_only and day > self.context.today():
            return self.tr("This day has not come yet.")
        return ""

    def leaving(self) -> None:
        """Writes the whole date out."""
        day = self.value()
        if day is not None:
            self.set_value(day)

    def read_only(self, on: bool) -> None:
        super().read_only(on)
        self.calendar_button.setVisible(not on)

    def changeEvent(self, event: QEvent) -> None:
        """The icon grows with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "calendar_button"):
            side = self.context.theme.sizes.icon
            self.calendar_button.setIconSize(QSize(side, side))

    def _choose(self) -> None:
        """Opens the calendar."""
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        day = self.value() or self.context.today()
        calendar.setSelectedDate(_qdate(day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def take(chosen: QDate) -> None:
            self.set_value(date(chosen.year(), chosen.month(), chosen.day()))
            menu.close()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


def _qdate(day: date) -> QDate:
    """A day as Qt has it."""
    from PySide6.QtCore import QDate

    return QDate(day.year, day.month, day.day)
