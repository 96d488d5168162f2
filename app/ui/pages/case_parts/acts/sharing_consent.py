"""Beside a referral that is being written: whether consent covers what is ticked for this receiver, and where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.sharing import referrals
from app.text.dates import short_date
from app.text.words import words
from app.ui.widgets.basics import label, set_tone

if TYPE_CHECKING:
    from app.services.sharing.sharing import Allowed
    from app.ui.context import Context
    from app.ui.widgets.form import Form


class ConsentLine(QWidget):
    """Reads again whenever the receiver or a tick changes; the field for a reason is there only where it is needed."""

    def __init__(self, context: Context, form: Form, case: str) -> None:
        super().__init__()
        self.context, self.form, self.case = context, form, case
        self.text = label(self, "", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.text)
        form.changed.connect(self._changed)

    def _changed(self, name: str) -> None:
        """Whether somebody else is to be told, or something else."""
        if name in ("to_kind", "to_office", "to_name") or name.startswith("shown:"):
            self.look()

    def look(self) -> None:
        """Looks for the consent."""
        from app.ui.pages.case_parts.acts.sharing_acts import plain, shown

        values = self.form.values()
        kind = values.get("to_kind")
        for name, there in (("to_office", kind == "office"), ("to_name", kind != "office"), ("to_phone", kind != "office")):
            self.form.show_field(name, there)
        ticked, case, asked = shown(values), self.case, plain(values)
        self.context.tasks.run(lambda reader: referrals.allowed(reader, case, asked, ticked), self._show, self, key="consent")

    def _show(self, found: Allowed) -> None:
        """Says how it stands."""
        lang = self.context.lang
        if found.ok and found.consent:
            told = self.tr("Consent to share with this receiver is on file and covers what is ticked.")
        elif found.ok:
            told = self.tr("Police and courts are told by law; no consent is needed.")
        else:
            params = dict(found.why[0].params)
            if "day" in params:
                from datetime import date

                params["day"] = short_date(date.fromisoformat(params["day"]), lang)
            told = words(found.why[0].code, lang, **params)
        self.text.setText(told)
        set_tone(self.text, "good" if found.ok else "warn")
        self.form.show_field("despite", found.needs_reason)
