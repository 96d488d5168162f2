"""Numbers of bytes for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from app.ui.context import Context

_KILO = 1000


def size_words(context: Context, count: int) -> str:
    """A number of bytes in kilobytes or megabytes, as mobile companies count them."""
    digits = context.language.digits
    if count >= _KILO * _KILO:
        return QCoreApplication.translate("Bytes", "{n} megabytes").format(n=digits(f"{count / (_KILO * _KILO):.1f}"))
    return QCoreApplication.translate("Bytes", "{n} kilobytes").format(n=digits(max(1, round(count / _KILO)) if count else 0))
