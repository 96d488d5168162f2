"""What belongs to this computer and is harmless to read: language, size of the text, colours. Never a name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FILE = "window.ini"
SIZES = (100, 125, 150, 200)
THEMES = ("light", "dark")


class Preferences:
    """The file beside the database."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    def _text(self, key: str) -> str:
        """A stored text."""
        return str(self._file.value(key, "") or "")

    @property
    def lang(self) -> str:
        """Language of the window, empty when never chosen."""
        return self._text("lang")

    @lang.setter
    def lang(self, lang: str) -> None:
        self._file.setValue("lang", lang)

    @property
    def size(self) -> int:
        """Size of the text in percent."""
        text = self._text("size")
        return int(text) if text.isdigit() and int(text) in SIZES else 100

    @size.setter
    def size(self, size: int) -> None:
        self._file.setValue("size", size)

    @property
    def theme(self) -> str:
        """light or dark."""
        return self._text("theme") if self._text("theme") in THEMES else "light"

    @theme.setter
    def theme(self, theme: str) -> None:
        self._file.setValue("theme", theme)

    @property
    def backup_folder(self) -> str:
        """Where the last backup went."""
        return self._text("backup_folder")

    @backup_folder.setter
    def backup_folder(self, folder: str) -> None:
        self._file.setValue("backup_folder", folder)

    @property
    def geometry(self) -> QByteArray | None:
        """Place and size of the window."""
        value = self._file.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)

    def write(self) -> None:
        """Writes the file now."""
        self._file.sync()
