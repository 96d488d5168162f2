"""Parts of a Khmer name: old Limon letters are noticed and a conversion is offered below; a Latin spelling is proposed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.text.latin import propose_latin
from app.ui.widgets.fields import BoolField, TextField
from app.ui.widgets.form import Form
from app.ui.widgets.limon import LimonOffer

translate = QCoreApplication.translate
_PAIRS = (("family_name_km", "family_name_latin"), ("given_name_km", "given_name_latin"))


class KhmerNameField(TextField):
    """A name in Khmer letters. What looks like Limon stays as it is until the person takes the offer."""

    typed = Signal()
    """Emits when the person typed, not when a record is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limon = LimonOffer(self.edit, self)
        self.offer = self.limon.button
        self.limon.taken.connect(self.typed)
        inner = QWidget(self)
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self.box.removeWidget(self.edit)
        box.addWidget(self.edit)
        box.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(inner, 1)
        self.edit.textEdited.connect(lambda _: self.typed.emit())

    def retranslate(self) -> None:
        """The offer, if there is one, in the language of now."""
        self.limon.look()

    def read_only(self, on: bool) -> None:
        super().read_only(on)
        self.limon.look()


class LatinProposer:
    """Keeps the Latin names of a form in step with the Khmer ones while nobody spelt them: proposed, marked until confirmed."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.proposed: dict[str, str] = {}
        for khmer, latin in _PAIRS:
            field, spelt = form.field(khmer), form.field(latin)
            if isinstance(field, KhmerNameField) and isinstance(spelt, TextField):
                field.typed.connect(lambda khmer=khmer, latin=latin: self.propose(khmer, latin))
                spelt.edit.textEdited.connect(lambda _: self.spelt())
        form.changed.connect(lambda _: self.mark())

    def propose(self, khmer: str, latin: str) -> None:
        """Something was typed in Khmer: the Latin name follows, unless a person spelt or confirmed it."""
        field = self.form.field(latin)
        held = str(field.value() or "")
        if self._confirmed() or (held and held != self.proposed.get(latin)):
            return
        self.proposed[latin] = propose_latin(str(self.form.field(khmer).value() or ""))
        field.set_value(self.proposed[latin] or None)
        self.mark()

    def spelt(self) -> None:
        """A person typed the Latin name: what is left of it as proposed still waits, else it is confirmed."""
        self._tick(not any(self._waits(latin) for _, latin in _PAIRS) and self._spelling())
        self.mark()

    def mark(self) -> None:
        """Says beside each Latin name whether it is only proposed."""
        told = translate("Names", "Not confirmed yet: ask the family how they write it, then tick that it is confirmed.")
        confirmed = self._confirmed()
        for _, latin in _PAIRS:
            self.form.hint(latin, told if self.form.field(latin).value() and not confirmed else "")

    def _waits(self, latin: str) -> bool:
        """Whether a name is still as it was proposed."""
        held = str(self.form.field(latin).value() or "")
        return bool(held) and held == self.proposed.get(latin)

    def _spelling(self) -> bool:
        """Whether there is a Latin name at all."""
        return any(self.form.field(latin).value() for _, latin in _PAIRS)

    def _confirmed(self) -> bool:
        """Whether somebody confirmed the Latin name."""
        return self.form.field("latin_confirmed").value() is True

    def _tick(self, on: bool) -> None:
        """Sets the confirmation."""
        field = self.form.field("latin_confirmed")
        if isinstance(field, BoolField):
            field.set_value(on)
