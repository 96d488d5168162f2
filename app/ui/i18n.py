"""The language of the window, switched while it runs: our words, Qt's own, and the direction of digits.

Every widget that shows words hears of a switch by `QEvent.LanguageChange` and sets its texts again.
"""

from __future__ import annotations

import logging
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from app.paths import TRANSLATIONS
from app.text.digits import digits_for

log = logging.getLogger(__name__)
LANGUAGES = ("km", "en")
OWN_NAMES = {"km": "ភាសាខ្មែរ", "en": "English"}
"""Languages listed in their own names."""


class Language(QObject):
    """The language now."""

    switched = Signal(str)
    _installed: ClassVar[list[QTranslator]] = []
    """The application's translators: there is one application, whoever set its language last."""

    def __init__(self, lang: str = "km", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lang = lang if lang in LANGUAGES else "km"
        self._install()

    def switch(self, lang: str) -> None:
        """Shows everything in another language."""
        if lang == self.lang or lang not in LANGUAGES:
            return
        self.lang = lang
        if not self._install():
            for widget in QApplication.topLevelWidgets():
                QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
        self.switched.emit(lang)

    def digits(self, value: object) -> str:
        """A number or text with the digits of the language."""
        return digits_for(value, self.lang)

    def _install(self) -> bool:
        """Puts in what the language needs and takes out the rest; whether that changed anything, so that Qt tells everybody."""
        application = QCoreApplication.instance()
        assert application is not None, "a language needs an application"
        QLocale.setDefault(QLocale(QLocale.Language.Khmer if self.lang == "km" else QLocale.Language.English))
        changed = bool(self._installed)
        while self._installed:
            old = self._installed.pop()
            application.removeTranslator(old)
            old.deleteLater()
        if self.lang != "km":
            return changed
        for name in ("qt_km", "komar_km"):
            translator = QTranslator(application)
            if translator.load(str(TRANSLATIONS / f"{name}.qm")):
                application.installTranslator(translator)
                self._installed.append(translator)
                changed = True
            else:
                log.info("no translation %s", name)
        return changed
