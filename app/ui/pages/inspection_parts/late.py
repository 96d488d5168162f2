"""The dialog about answers that came after an inspection was closed: each is taken up as a correction, or put back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.responses.response_store import bare
from app.services.visits.inspection_papers import item_text
from app.services.visits.inspections import Visit
from app.services.visits.visit_corrections import LateAnswer
from app.text.digits import digits_for
from app.ui.forms.compare import Former
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import LongTextField
from app.ui.widgets.form import Form

translate = QCoreApplication.translate
TAKE, BACK = "take", "back"


class LateForm(Form):
    """Each question with what stood at the closing and what came; below, the reason that stands with the corrections."""

    def __init__(self, form: CompiledForm, visit: Visit, found: Sequence[LateAnswer], lang: str) -> None:
        super().__init__(1)
        self.form, self.lang = form, lang
        self.found = {f"late{place}": one for place, one in enumerate(found)}
        before = {one.path: one.before for one in found if one.before}
        self.now, self.then = (FormSession(form, {**visit.answers, **more}, lang=lang) for more in ({}, before))
        for name, one in self.found.items():
            came, stood = self._said(self.now, one.path, one.after), self._said(self.then, one.path, one.before)
            choice = ChoiceField()
            choice.set_choices(
                [
                    (TAKE, translate("LateForm", "What came: {answer}").format(answer=came)),
                    (BACK, translate("LateForm", "As at the closing: {answer}").format(answer=stood)),
                ]
            )
            choice.set_value(TAKE)
            self.add(name, choice, required=True)
            self.label(name, self._asked(one.path))
        self.add("reason", LongTextField(lines=2), required=True)
        self.label("reason", translate("LateForm", "Why it is taken up or put back"))

    def _asked(self, key: str) -> str:
        """The question with its number."""
        definition = self.form.definitions.get(bare(key))
        number = definition.komar.get("standard", "") if definition is not None else ""
        text = item_text(self.now.label(key)) if definition is not None else ""
        text = text or key.rpartition("/")[2]
        return f"{digits_for(number, self.lang)}. {text}" if number else text

    def _said(self, session: FormSession, key: str, answer: str) -> str:
        """An answer in words."""
        said = Former().said(session, key, answer, self.lang) if answer and bare(key) in self.form.definitions else answer
        return said or translate("LateForm", "no answer")

    def back(self) -> list[str]:
        """The questions that are put back."""
        return [one.path for name, one in self.found.items() if self.field(name).value() == BACK]

    def reason(self) -> str:
        """Why."""
        return str(self.field("reason").value() or "")
