"""The name of the Wi-Fi network that this computer is on, as the system tells it; nothing where it tells none."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QProcess, QTimer
from shiboken6 import isValid

LONGEST_MS = 3000
_WINDOWS = ("netsh", "wlan", "show", "interfaces")
_OTHERS = ("nmcli", "-t", "-f", "active,ssid", "device", "wifi")
_NAME = re.compile(r"^\s*SSID\s*:\s*(?P<windows>.+?)\s*$|^yes:(?P<others>.+)$", re.MULTILINE)


class NetworkName(QObject):
    """Asks the system, without holding anything up."""

    def __init__(self, parent: QObject, command: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.command = tuple(command) or (_WINDOWS if sys.platform == "win32" else _OTHERS)

    def ask(self, done: Callable[[str], object]) -> None:
        """`done` is given the name; "" for a cable, for none, and where the system does not answer in time."""
        process, told = QProcess(self), list[str]()

        def end(_: object = None) -> None:
            if not told and isValid(self):  # else the window is gone
                told.append(named(bytes(process.readAllStandardOutput().data()).decode(errors="replace")))
                process.deleteLater()
                done(told[0])

        process.finished.connect(end)
        process.errorOccurred.connect(end)
        QTimer.singleShot(LONGEST_MS, process, process.kill)
        process.start(self.command[0], list(self.command[1:]))


def named(said: str) -> str:
    """The name in what the system said.

    >>> named("    SSID                   : Hope House\\n    BSSID : 00:11:22"), named("no:Other\\nyes:MoSVY\\n"), named("")
    ('Hope House', 'MoSVY', '')
    """
    found = _NAME.search(said)
    return (found["windows"] or found["others"] or "").strip() if found is not None else ""
