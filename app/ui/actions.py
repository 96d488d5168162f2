"""Every shortcut of the window, in one registry; F1 twice shows them all on one sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Act:
    """A shortcut: its name, its keys, and whether it needs somebody signed in."""

    name: str
    keys: tuple[str, ...]
    inside: bool = True


ACTS: tuple[Act, ...] = (
    Act("page1", ("Alt+1",)),
    Act("page2", ("Alt+2",)),
    Act("page3", ("Alt+3",)),
    Act("page4", ("Alt+4",)),
    Act("page5", ("Alt+5",)),
    Act("page6", ("Alt+6",)),
    Act("page7", ("Alt+7",)),
    Act("new", ("Ctrl+N",)),
    Act("find_here", ("Ctrl+F",)),
    Act("find_all", ("Ctrl+Shift+F",)),
    Act("save", ("Ctrl+Return", "Ctrl+Enter")),
    Act("next_problem", ("F8",)),
    Act("undo", ("Ctrl+Z",)),
    Act("print_paper", ("Ctrl+P",)),
    Act("export", ("Ctrl+E",)),
    Act("reload", ("F5",)),
    Act("back", ("Alt+Left",)),
    Act("language", ("Ctrl+Shift+L",), inside=False),
    Act("bigger", ("Ctrl++", "Ctrl+="), inside=False),
    Act("smaller", ("Ctrl+-",), inside=False),
    Act("lock", ("Ctrl+L",)),
    Act("help", ("F1",), inside=False),
)
FIXED = ("Tab", "Return", "1 … 5", "Ctrl+PgDn", "F6", "F7", "Ctrl+C", "Shift+→", "Esc")
"""Keys that fields and lists handle by themselves; on the sheet only."""


def words() -> dict[str, str]:
    """Act, or fixed key, → its words in the language now."""
    translate = QCoreApplication.translate
    return {
        "page1": translate("Acts", "Today"),
        "page2": translate("Acts", "Cases"),
        "page3": translate("Acts", "Facilities"),
        "page4": translate("Acts", "Inspections"),
        "page5": translate("Acts", "Returns"),
        "page6": translate("Acts", "Send and receive"),
        "page7": translate("Acts", "Settings"),
        "new": translate("Acts", "New: a case, a facility, an inspection, a user"),
        "find_here": translate("Acts", "Search on this page"),
        "find_all": translate("Acts", "Search in everything"),
        "save": translate("Acts", "Save"),
        "next_problem": translate("Acts", "Next problem"),
        "undo": translate("Acts", "Undo the last act"),
        "print_paper": translate("Acts", "Print"),
        "export": translate("Acts", "To Excel"),
        "reload": translate("Acts", "Read the page again"),
        "back": translate("Acts", "Back to the page before"),
        "language": translate("Acts", "Khmer or English"),
        "bigger": translate("Acts", "Larger text"),
        "smaller": translate("Acts", "Smaller text"),
        "lock": translate("Acts", "Lock the screen"),
        "help": translate("Acts", "Help; twice: this sheet"),
        "Tab": translate("Acts", "Next field"),
        "Return": translate("Acts", "Next field; in a list: open the row"),
        "1 … 5": translate("Acts", "In an inspection: the answer"),
        "Ctrl+PgDn": translate("Acts", "In an inspection: the next part"),
        "F6": translate("Acts", "In an inspection: by place, or A to H"),
        "F7": translate("Acts", "In an inspection: photos of the item, and who was asked"),
        "Ctrl+C": translate("Acts", "In a list: copy the rows for Excel"),
        "Shift+→": translate("Acts", "In a list: mark cells, more with the arrows; Ctrl+C copies them"),
        "Esc": translate("Acts", "Leave a dialog"),
    }


class Actions(QObject):
    """The registry made into actions of a window; `perform` gets the name of an act."""

    def __init__(self, window: QWidget, perform: Callable[[str], object]) -> None:
        super().__init__(window)
        self.all: dict[str, QAction] = {}
        for act in ACTS:
            action = QAction(window)
            action.setShortcuts([QKeySequence(keys) for keys in act.keys])
            action.triggered.connect(lambda _=False, name=act.name: perform(name))
            window.addAction(action)
            self.all[act.name] = action
        self.retranslate()

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        texts = words()
        for act in ACTS:
            self.all[act.name].setText(texts[act.name])

    def set_inside(self, inside: bool) -> None:
        """Turns off what needs somebody signed in."""
        for act in ACTS:
            self.all[act.name].setEnabled(inside or not act.inside)


def keys_text(keys: str) -> str:
    """Keys as they are printed on the keyboard."""
    return keys.replace("Return", "Enter").replace("Left", "←")


def sheet() -> list[tuple[str, str]]:
    """All shortcuts: keys and words, in the order of the registry."""
    texts = words()
    return [(keys_text(act.keys[0]), texts[act.name]) for act in ACTS] + [(keys_text(keys), texts[keys]) for keys in FIXED]
