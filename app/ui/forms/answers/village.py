"""A village of the gazetteer: any part of its name finds it, the answer is its code (appearance `village`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.text.digits import arabic_digits
from app.ui.forms.answers.typed import Typed
from app.ui.widgets.village import VillageField

if TYPE_CHECKING:
    from app.ui.context import Context

DIGITS = 8
"""Of a village's code."""


class Village(Typed):
    """The field with the list of places; a code that is known by heart may be typed too."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.place = VillageField(context)
        super().__init__(context, self.place, parent)

    def text(self) -> str:
        """The code of what was chosen, else what is typed."""
        return str(self.place.value().get("village_code") or arabic_digits(self.place.edit.text()).strip())

    def put(self, value: str) -> None:
        """Shows the place of a code, as soon as it was found; meanwhile the code."""
        self.place.set_value({"village_code": value} if value else None)

    def fault(self) -> str:
        """Something is typed that is neither chosen nor a code."""
        typed = arabic_digits(self.place.edit.text()).strip()
        return "" if len(typed) == DIGITS and typed.isdigit() else self.place.fault()
