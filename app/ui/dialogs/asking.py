"""Asking the user: yes or no, a reason, a form, a file. The safe way out is always there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.dialogs.box import Box
from app.ui.widgets.basics import Scrolled

if TYPE_CHECKING:
    from app.ui.context import Context
    from app.ui.widgets.form import Form


@dataclass(frozen=True)
class Reason:
    """Why something is done: a code of the list, own words, the day; each only where it was asked for."""

    code: str | None = None
    text: str = ""
    day: date | None = None


class Dialogs(QObject):
    """The real dialogs."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context

    def confirm(self, parent: QWidget, question: str, verb: str, *, danger: bool = False) -> bool:
        """A question whose yes-button carries the verb of the act."""
        box = Box(parent.window(), question, verb, danger=danger, gap=self.context.theme.gap)
        try:
            return bool(box.exec())
        finally:
            box.deleteLater()

    def ask(self, parent: QWidget, title: str, verb: str, form: Form) -> bool:
        """A form to fill in; true when it was filled in without a problem. The form then holds the answers."""
        box = FormBox(parent.window(), title, verb, form, self.context.theme.gap)
        try:
            return bool(box.exec())
        finally:
            form.setParent(None)
            box.deleteLater()

    def reason(
        self,
        parent: QWidget,
        title: str,
        verb: str,
        codelist: str | None = None,
        *,
        text_needed: bool = False,
        day: bool = False,
    ) -> Reason | None:
        """Asks for a reason, from a list, in own words, with a day; None when left."""
        form = reason_form(self.context, codelist, text_needed=text_needed, day=day)
        try:
            if not self.ask(parent, title, verb, form):
                return None
            values = form.values()
        finally:
            form.deleteLater()
        code, text, on = values.get("code"), values.get("text"), values.get("day")
        return Reason(code if isinstance(code, str) else None, str(text or ""), on if isinstance(on, date) else None)

    def save_file(self, parent: QWidget, title: str, name: str, filters: str = "") -> Path | None:
        """Where to save a file, or None."""
        chosen, kind = QFileDialog.getSaveFileName(parent.window(), title, str(Path.home() / name), filters)
        return with_ending(Path(chosen), kind, filters) if chosen else None

    def open_file(self, parent: QWidget, title: str, filters: str = "") -> Path | None:
        """A file to read, or None."""
        chosen, _ = QFileDialog.getOpenFileName(parent.window(), title, str(Path.home()), filters)
        return Path(chosen) if chosen else None

    def open_files(self, parent: QWidget, title: str, filters: str = "") -> list[Path]:
        """Files to read, none when left."""
        chosen, _ = QFileDialog.getOpenFileNames(parent.window(), title, str(Path.home()), filters)
        return [Path(each) for each in chosen]

    def folder(self, parent: QWidget, title: str, start: str = "") -> Path | None:
        """A folder, or None."""
        chosen = QFileDialog.getExistingDirectory(parent.window(), title, start or str(Path.home()))
        return Path(chosen) if chosen else None

    def show_text(self, parent: QWidget, title: str, text: str) -> None:
        """A longer text to read and copy (details of a fault, help)."""
        box = Box(parent.window(), title, self.tr("Copy the text"), gap=self.context.theme.gap)
        view = QPlainTextEdit(text, box)
        view.setReadOnly(True)
        view.setAccessibleName(title)
        room, gap = box.screen().availableSize(), self.context.theme.gap
        width, height = room.width() - gap * 10, room.height() - gap * 20
        view.setMinimumSize(min(self.context.theme.em(60), width), min(self.context.theme.em(30), height))
        box.put(view, 1)
        box.setMinimumWidth(max(box.minimumWidth(), box.body.minimumSize().width()))  # else it is cut at its right
        box.no.setText(self.tr("Close this window"))
        box.no.setFocus(Qt.FocusReason.OtherFocusReason)
        if box.exec():
            QGuiApplication.clipboard().setText(text)
        box.deleteLater()


def with_ending(path: Path, kind: str, filters: str) -> Path:
    """A path with the ending of the kind that was chosen, where it still has that of another kind, or none.

    Some systems leave the ending as it stood: what was to be sealed would be written openly.
    """
    endings = {each: found[1] for each in filters.split(";;") if (found := re.search(r"\(\*(\.\w+)\)", each))}
    wanted = endings.get(kind, "")
    if not wanted or path.suffix.lower() == wanted or path.suffix.lower() not in {"", *endings.values()}:
        return path
    return path.with_suffix(wanted)


class FormBox(Box):
    """A dialog around a form."""

    def __init__(self, parent: QWidget | None, title: str, verb: str, form: Form, gap: int) -> None:
        super().__init__(parent, title, verb, gap=gap)
        self.form = form
        self.words.setProperty("role", "section")
        holder = Scrolled(self)
        inner = QVBoxLayout(holder.content)
        inner.setContentsMargins(0, 0, gap * 2, 0)
        inner.addWidget(form)
        inner.addStretch(1)
        self.put(holder, 1)
        QShortcut(QKeySequence("F8"), self).activated.connect(form.next_problem)
        form.show()
        self._take_room(holder, gap)
        form.shaped.connect(lambda: self._take_room(holder, gap))
        self.setTabOrder(holder, self.yes)  # after the last field comes the act: two times Enter never leave what was filled in
        self.setTabOrder(self.yes, self.no)
        form.first_field()

    def _take_room(self, holder: Scrolled, gap: int) -> None:
        """As wide and high as the form needs, but never larger than the screen: then it scrolls. It never becomes smaller."""
        self.form.ensurePolished()
        self.form.grid.activate()
        room = self.screen().availableSize()
        wanted = max(self.form.sizeHint().width(), gap * (100 if self.form.columns > 1 else 60))
        width = min(wanted + gap * 8, room.width() - gap * 4)
        high = self.form.heightForWidth(width - gap * 8) if self.form.hasHeightForWidth() else self.form.sizeHint().height()
        self.setMinimumWidth(width)
        holder.setMinimumHeight(0)
        around = self.body.minimumHeightForWidth(width) if self.body.hasHeightForWidth() else self.body.minimumSize().height()
        around += gap * 6 - holder.minimumSizeHint().height()  # a line for what is to be corrected, and the frame of the window
        holder.setMinimumHeight(max(gap * 12, min(high + gap * 4, room.height() - around)))
        needed = max(self.minimumSizeHint().height(), self.body.minimumHeightForWidth(width))  # a long title wraps
        if self.isVisible():
            width, needed = max(width, self.width()), max(needed, self.height())
        self.resize(width, min(needed, room.height()))
        self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        """One that grew does not hang out of the screen below."""
        below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if self.isVisible() and below > 0:
            self.move(self.x(), max(self.screen().availableGeometry().top(), self.y() - below))

    def complaint(self) -> str:
        """Goes to the first problem of the form; it stands beside its field."""
        problems = self.form.problems()
        if not problems:
            return ""
        self.form.next_problem()
        return self.tr("Please correct what is marked.")


def reason_form(context: Context, codelist: str | None, *, text_needed: bool, day: bool) -> Form:
    """The form that asks for a reason."""
    from app.ui.widgets.choices import CodeField
    from app.ui.widgets.dates import DateField
    from app.ui.widgets.fields import LongTextField
    from app.ui.widgets.form import Form

    translate = QCoreApplication.translate
    form = Form(columns=1)
    if codelist is not None:
        form.add("code", CodeField(context, codelist), required=True)
        form.label("code", translate("Dialogs", "Reason"))
    if day:
        field = DateField(context)
        form.add("day", field, required=True)
        form.label("day", translate("Dialogs", "Day"))
        field.set_value(context.today())
    form.add("text", LongTextField(lines=3), required=text_needed)
    form.label("text", translate("Dialogs", "In your own words"))
    return form
