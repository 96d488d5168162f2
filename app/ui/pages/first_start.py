"""The first start: language, size of the text, office, first user, recovery code (shown once, to be confirmed)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import InputError
from app.ui.i18n import OWN_NAMES
from app.ui.pages.gate import Gate
from app.ui.widgets.basics import Button, button, label, note, section
from app.ui.widgets.fields import BoolField, TextField
from app.ui.widgets.form import Form
from app.ui.widgets.office import OfficeField

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.services.office.offices import NewOffice
    from app.ui.context import Context

SAMPLES = (100, 125, 150)
STEPS = 3


class FirstStartPage(Gate):
    """Three steps: how it looks, office and user, recovery code. Instead of the last two: restore from a backup."""

    wants_restore = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.made: NewOffice | None = None
        self.step = 0
        self.steps = (self._look_step(), self._office_step(), self._code_step())
        for part in self.steps:
            self.body.addWidget(part)
        self.body.addWidget(self.problem)
        self.away = button(self, "back", self.step_back, flat=True)
        self.count = label(self, "small")
        self.go = button(self, "", self.step_on, primary=True)
        row = QHBoxLayout()
        self.restore = button(self, "upload", self.wants_restore.emit, flat=True)
        row.addWidget(self.away)
        row.addWidget(self.restore)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addWidget(self.go)
        self.body.addLayout(row)
        self._show(0)

    # ---- the three steps ----

    def _look_step(self) -> QWidget:
        """Language by its own name, size by samples."""
        step = QWidget(self)
        box = QVBoxLayout(step)
        box.setContentsMargins(0, 0, 0, 0)
        self.language_head = section(step)
        self.size_head = section(step)
        box.addWidget(self.language_head)
        row = QHBoxLayout()
        self.language_choices: dict[str, Button] = {}
        for lang, own in OWN_NAMES.items():
            choice = button(step, "", text=own)
            choice.setCheckable(True)
            choice.clicked.connect(lambda _=False, chosen=lang: self.choose_language(chosen))
            self.language_choices[lang] = choice
            row.addWidget(choice, 1)
        box.addLayout(row)
        box.addSpacing(self.context.theme.wide)
        box.addWidget(self.size_head)
        self.samples: dict[int, Button] = {}
        for size in SAMPLES:
            sample = button(step, "")
            sample.setCheckable(True)
            sample.clicked.connect(lambda _=False, chosen=size: self.choose_size(chosen))
            self.samples[size] = sample
            box.addWidget(sample)
        box.addStretch(1)
        return step

    def _office_step(self) -> QWidget:
        """The office from the gazetteer, the first user."""
        self.form = Form(columns=1)
        self.office = OfficeField(self.context)
        self.form.add("office", self.office, required=True)
        self.form.add("name", TextField(), required=True)
        self.form.add("password", TextField(password=True), required=True)
        self.form.add("again", TextField(password=True), required=True)
        self.form.add("practice", BoolField())
        return self.form

    def _code_step(self) -> QWidget:
        """The recovery code: shown, saved as a paper, confirmed."""
        step = QWidget(self)
        box = QVBoxLayout(step)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.context.theme.wide)
        self.code_words = note(step)
        self.groups = QGridLayout()
        self.code_labels = [label(step, "code") for _ in range(6)]
        for place, part in enumerate(self.code_labels):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
            )
            self.groups.addWidget(part, place // 3, place % 3)
        self.paper = button(step, "print", self.save_paper)
        self.confirm = Form(columns=1)
        self.confirm.add("first", TextField(limit=10), required=True)
        self.confirm.add("kept", BoolField(), required=True)
        box.addWidget(self.code_words)
        box.addLayout(self.groups)
        box.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.confirm)
        return step

    # ---- words ----

    def retranslate(self) -> None:
        step = self.step
        self.title.setText((self.tr("Welcome to Komar"), self.tr("Your office"), self.tr("The recovery code"))[step])
        self.lead.setText(
            (
                self.tr("Everything you choose here can be changed later in Settings."),
                self.tr("The data stay on this computer, encrypted. Only who has a password can read them."),
                self.tr("If every password is forgotten, only this code opens the data. It is shown once."),
            )[step]
        )
        digits = self.context.language.digits
        self.count.setText(self.tr("Step {n} of {all}").format(n=digits(step + 1), all=digits(STEPS)))
        self.language_head.setText(self.tr("Language"))
        self.size_head.setText(self.tr("Size of the text"))
        for sample in self.samples.values():
            sample.setText(self.tr("A child is safe when somebody looks after it"))
        self.form.label("office", self.tr("Office: province or district"))
        self.form.hint("office", self.tr("Type a part of the name, in Khmer or Latin letters."))
        self.form.label("name", self.tr("Your full name"))
        self.form.label("password", self.tr("Password"))
        self.form.hint("password", self.tr("At least 8 characters. A short sentence is easy to keep in mind."))
        self.form.label("again", self.tr("The password once more"))
        self.form.label("practice", self.tr("This is a practice office: nothing in it is real"))
        self.code_words.setText(
            self.tr("Write it down or save the sheet and print it; then lock it away, not beside the computer.")
        )
        self.paper.setText(self.tr("Save the sheet as PDF"))
        self.confirm.label("first", self.tr("Type the first group to show that you have it"))
        self.confirm.label("kept", self.tr("The code is written down and will be locked away"))
        self.away.setText(self.tr("Back"))
        self.restore.setText(self.tr("Restore from a backup"))
        self.go.setText((self.tr("New office"), self.tr("Make the office"), self.tr("Begin to work"))[step])

    def _show(self, step: int) -> None:
        """Shows a step."""
        self.step = step
        for place, part in enumerate(self.steps):
            part.setVisible(place == step)
        self.away.setVisible(step == 1)
        self.restore.setVisible(step == 0)
        self.mark.setVisible(True)
        for choice in self.languages.values():
            choice.setVisible(step != 0)
        self.tell("")
        self._show_look()
        self.retranslate()
        self.go.setEnabled(True)
        self.started()

    def started(self) -> None:
        step = self.step
        if step == 0:
            self.language_choices[self.context.lang].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.form if step == 1 else self.confirm).first_field()

    # ---- what is done ----

    def choose_language(self, lang: str) -> None:
        super().choose_language(lang)
        self._show_look()

    def choose_size(self, size: int) -> None:
        """Takes a size of the text."""
        self.context.preferences.size = size
        self.context.theme.apply(self.context.theme.name, size)
        self._show_look()

    def _show_look(self) -> None:
        """Shows what is chosen; each sample in its own size."""
        for lang, choice in self.language_choices.items():
            choice.setChecked(lang == self.context.lang)
        for size, sample in self.samples.items():
            sample.setChecked(size == self.context.theme.size)
            sample.setStyleSheet(f"font-size: {10.5 * size / 100:.1f}pt;")

    def step_back(self) -> None:
        """To the step before."""
        self._show(0)

    def step_on(self) -> None:
        """Does what the step asks for."""
        step = self.step
        if step == 0:
            self.context.preferences.lang = self.context.lang
            self._show(1)
        elif step == 1:
            self._make()
        else:
            self._finish()

    def _make(self) -> None:
        """Makes the office."""
        if not self.go.isEnabled() or not self.form.check():
            return
        values, folder = self.form.values(), self.context.folder
        if values["password"] != values["again"]:
            self.form.show_error(InputError("names_differ", field="again"), self.context.words(InputError("names_differ")))
            return
        self.go.setEnabled(False)
        office, name, password = str(values["office"]), str(values["name"]), str(values["password"])
        practice = bool(values["practice"])

        def work() -> NewOffice:
            from app.services.office.offices import create_office

            return create_office(folder, office, name, password, practice=practice)

        self.context.tasks.call(work, self._made, self, on="db", failed=self.failed)

    def failed(self, error: AppError) -> None:
        self.go.setEnabled(True)
        if not self.form.show_error(error, self.context.words(error)):
            super().failed(error)

    def _made(self, made: NewOffice) -> None:
        """The office is there: shows the code."""
        self.made = made
        for part, group in zip(self.code_labels, made.recovery_code.split("-"), strict=True):
            part.setText(group)
        self._show(2)

    def save_paper(self) -> None:
        """Saves the sheet with the code as PDF."""
        made = self.made
        if made is None:
            return
        path = self.context.dialogs.save_file(self, self.tr("Save the sheet"), "komar-recovery-code.pdf", "PDF (*.pdf)")
        if path is None:
            return
        lang = self.context.lang

        def work() -> str:
            from app.services.papers.office_papers import save_recovery_paper

            save_recovery_paper(made.session, made.recovery_code, path, lang)
            return path.name

        self.context.tasks.call(
            work, lambda name: self.tell(self.tr("Saved: {name}").format(name=name)), self, failed=self.failed
        )

    def _finish(self) -> None:
        """Goes in, once the code is confirmed."""
        made = self.made
        if made is None or not self.confirm.check():
            return
        typed = str(self.confirm.values()["first"] or "").upper()
        if typed != made.recovery_code.split("-")[0]:
            self.confirm.show_error(InputError("wrong_code", field="first"), self.context.words(InputError("wrong_code")))
            return
        self.made = None
        for part in self.code_labels:
            part.clear()
        self.enter(made.session)
