"""Help: a page of plain text in the language now, and the sheet of all shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QTextBrowser, QWidget

from app.paths import HELP
from app.ui.actions import sheet
from app.ui.dialogs.box import Box
from app.ui.widgets.basics import Scrolled, label

if TYPE_CHECKING:
    from app.ui.context import Context


def help_box(context: Context, parent: QWidget, topic: str) -> Box:
    """The window with the help on a topic; where there is none, that of the whole programme."""
    folder = HELP / context.lang
    file = folder / f"{topic}.md"
    text = (file if file.exists() else folder / "komar.md").read_text(encoding="utf-8")
    translate = QCoreApplication.translate
    box = Box(parent, "", translate("Help", "All shortcuts"), gap=context.theme.gap)
    view = QTextBrowser(box)
    view.setMarkdown(text)
    view.setOpenLinks(False)
    view.setAccessibleName(translate("Help", "Help"))
    box.put(view, 1)
    box.resize(min(parent.width(), context.theme.em(84)), min(parent.height(), context.theme.em(64)))
    box.no.setText(translate("Help", "Close the help"))
    return box


def show_help(context: Context, parent: QWidget, topic: str) -> None:
    """Shows the help on a topic, beside the window: work goes on. Its button opens the sheet."""
    box = help_box(context, parent, topic)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.accepted.connect(lambda: show_sheet(context, parent))
    box.finished.connect(lambda _: box.close())
    box.open()


def show_sheet(context: Context, parent: QWidget) -> None:
    """Shows all shortcuts."""
    translate = QCoreApplication.translate
    box = Box(parent, translate("Help", "All shortcuts"), translate("Help", "Close the sheet"), gap=context.theme.gap)
    box.words.setProperty("role", "section")
    box.no.hide()
    scrolled = Scrolled(box)
    grid = QGridLayout(scrolled.content)
    grid.setHorizontalSpacing(context.theme.wide)
    lines = sheet()
    half = (len(lines) + 1) // 2
    for place, (keys, words) in enumerate(lines):
        row, column = place % half, place // half * 2
        grid.addWidget(label(scrolled.content, "chip", keys), row, column, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(scrolled.content, "", words), row, column + 1)
    box.put(scrolled, 1)
    box.resize(min(parent.width(), context.theme.em(120)), min(parent.height(), context.theme.em(76)))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.finished.connect(lambda _: box.close())
    box.open()
