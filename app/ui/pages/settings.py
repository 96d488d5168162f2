"""Settings: how the window looks, the own password, the office on papers, users, forms, backup and restore, about Komar."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.permissions import can
from app.services.office.settings import LIMITS, set_setting, whole_setting
from app.ui.i18n import OWN_NAMES
from app.ui.pages.page import Page
from app.ui.pages.settings_logo import LogoPart
from app.ui.pages.settings_parts import BackupCard, PasswordCard, left
from app.ui.preferences import SIZES
from app.ui.widgets.basics import Button, Scrolled, button, card, heading, label, note, section
from app.ui.widgets.fields import NumberField, PhoneField, TextField
from app.ui.widgets.flow import Columns
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.records import Changes
    from app.ui.context import Context

OFFICE = ("name_km", "name_en", "head_name", "address", "phone")


class SettingsPage(Page):
    """Cards in two columns; what touches the window only holds at once, the rest is saved by its button."""

    watches: ClassVar[frozenset[str]] = frozenset({"office", "setting"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.password = PasswordCard(context)
        self.backups = BackupCard(context)
        self.title = heading(self)
        self.scrolled = Scrolled(self)
        wide = context.theme.wide
        inner = QVBoxLayout(self.scrolled.content)
        inner.setContentsMargins(0, 0, context.theme.gap, wide)
        columns = self.columns = Columns(context.theme.em(40), wide, self.scrolled.content)
        context.theme.changed.connect(self._fit)
        inner.addWidget(columns)
        inner.addStretch(1)
        for part in (self._look_card(), self.password, self.backups, self._about_card()):
            columns.put(part, 0)
        for part in (self._office_card(), self._users_card(), self._forms_card(), self._rules_card()):
            columns.put(part, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(wide, wide, wide, 0)
        outer.setSpacing(wide)
        outer.addWidget(self.title)
        outer.addWidget(self.scrolled, 1)
        self.retranslate()

    def _fit(self) -> None:
        """Larger text needs wider columns, so there may be room for one only."""
        self.columns.least = self.context.theme.em(40)
        self.columns.lay_out(self.columns.width())

    # ---- cards ----

    def _card(self, name: str) -> tuple[QWidget, QVBoxLayout]:
        """A card with a heading, kept under a name."""
        head = section(self)
        setattr(self, f"{name}_head", head)
        return card(self.scrolled.content, head)

    def _choices(self, box: QVBoxLayout, values: tuple[object, ...], slot: object) -> dict[object, Button]:
        """A row of buttons of which one is pressed in."""
        row, group, made = QHBoxLayout(), QButtonGroup(self), {}
        for value in values:
            choice = button(self, "")
            choice.setCheckable(True)
            group.addButton(choice)
            if callable(slot):
                choice.clicked.connect(lambda _=False, chosen=value: slot(chosen))
            row.addWidget(choice, 1)
            made[value] = choice
        box.addLayout(row)
        return made

    def _look_card(self) -> QWidget:
        """Language, size, colours."""
        frame, box = self._card("look")
        self.language_label, self.size_label, self.theme_label = (label(frame, "label") for _ in range(3))
        box.addWidget(self.language_label)
        self.language_buttons = self._choices(box, ("km", "en"), self._set_language)
        box.addWidget(self.size_label)
        self.size_buttons = self._choices(box, SIZES, self._set_size)
        box.addWidget(self.theme_label)
        self.theme_buttons = self._choices(box, ("light", "dark"), self._set_theme)
        return frame

    def _office_card(self) -> QWidget:
        """The office as papers show it."""
        frame, box = self._card("office")
        self.office_form = Form(columns=1)
        for name in OFFICE:
            self.office_form.add(name, PhoneField() if name == "phone" else TextField())
        self.office_save = button(frame, "check", self.save_office)
        box.addWidget(self.office_form)
        box.addLayout(left(self.office_save))
        self.logo = LogoPart(self.context)
        box.addWidget(self.logo)
        return frame

    def _rules_card(self) -> QWidget:
        """What holds on every computer of the office."""
        frame, box = self._card("rules")
        self.rules_form = Form(columns=1)
        for key, (low, high) in LIMITS.items():
            self.rules_form.add(key, NumberField(low=low, high=high), required=True)
        self.rules_save = button(frame, "check", self.save_rules)
        box.addWidget(self.rules_form)
        box.addLayout(left(self.rules_save))
        self.more_words = note(frame)
        self.more_button = button(frame, "list", lambda: self.context.navigate("rules"))
        box.addWidget(self.more_words)
        box.addLayout(left(self.more_button))
        return frame

    def _users_card(self) -> QWidget:
        """The way to the users."""
        frame, box = self._card("users")
        self.users_words = note(frame)
        self.users_button = button(frame, "users", lambda: self.context.navigate("users"))
        box.addWidget(self.users_words)
        box.addLayout(left(self.users_button))
        return frame

    def _forms_card(self) -> QWidget:
        """The way to the library of forms."""
        frame, box = self._card("forms")
        self.forms_words = note(frame)
        self.forms_button = button(frame, "list", lambda: self.context.navigate("forms"))
        box.addWidget(self.forms_words)
        box.addLayout(left(self.forms_button))
        return frame

    def _about_card(self) -> QWidget:
        """What this is."""
        frame, box = self._card("about")
        self.about_words = note(frame)
        box.addWidget(self.about_words)
        return frame

    # ---- words ----

    def retranslate(self) -> None:
        self.title.setText(self.tr("Settings"))
        heads = {
            "look": self.tr("On this computer"), "office": self.tr("The office on papers"),
            "rules": self.tr("On every computer of the office"), "users": self.tr("Users"), "forms": self.tr("Forms"),
            "about": self.tr("About Komar"),
        }  # fmt: skip
        for name, text in heads.items():
            head: QLabel = getattr(self, f"{name}_head")
            head.setText(text)
        self.language_label.setText(self.tr("Language"))
        self.size_label.setText(self.tr("Size of the text"))
        self.theme_label.setText(self.tr("Colours"))
        for lang, choice in self.language_buttons.items():
            choice.setText(OWN_NAMES[str(lang)])
        for size, choice in self.size_buttons.items():
            choice.setText(f"{self.context.language.digits(size)} %")
            choice.setAccessibleName(f"{self.size_label.text()} {choice.text()}")
        self.theme_buttons["light"].setText(self.tr("Light"))
        self.theme_buttons["dark"].setText(self.tr("Dark"))
        self.password.retranslate()
        self.backups.retranslate()
        names = {
            "name_km": self.tr("Name in Khmer"), "name_en": self.tr("Name in English"),
            "head_name": self.tr("Head of the office"),
            "address": self.tr("Address"), "phone": self.tr("Telephone"),
        }  # fmt: skip
        for name, text in names.items():
            self.office_form.label(name, text)
        self.office_save.setText(self.tr("Save the office"))
        self.logo.retranslate()
        self.rules_form.label("lock_minutes", self.tr("Lock the screen after so many minutes without a key"))
        self.rules_form.label("backup_days", self.tr("Remind of the backup after so many days"))
        for cell in self.rules_form.cells.values():
            if isinstance(cell.field, NumberField):
                cell.field.speak(self.context.lang)
        self.rules_save.setText(self.tr("Save for the office"))
        self._retranslate_ways()
        self._show_look()

    def _retranslate_ways(self) -> None:
        """The ways to pages of their own, and what the programme is."""
        self.more_words.setText(self.tr("Limits and thresholds of case work, what each step needs, what Today shows."))
        self.more_button.setText(self.tr("Rules of the office"))
        self.users_words.setText(self.tr("The first user has every role. It is safer to give the roles to several people."))
        self.users_button.setText(self.tr("Users and roles"))
        self.forms_words.setText(
            self.tr("The forms that are filled in here: check a workbook, put it into use, try it, print it.")
        )
        self.forms_button.setText(self.tr("Library of forms"))
        self.about_words.setText(
            self.tr("Cases of children and inspection of child-care facilities. Version {version}").format(
                version=self.context.language.digits("0.1")
            )
        )

    def _show_look(self) -> None:
        """Shows what is chosen."""
        for choices, now in (
            (self.language_buttons, self.context.lang),
            (self.size_buttons, self.context.theme.size),
            (self.theme_buttons, self.context.theme.name),
        ):
            for value, choice in choices.items():
                choice.setChecked(value == now)

    # ---- what is done ----

    def shown(self, **where: object) -> None:
        actor = self.context.session.actor
        self.office_form.setEnabled(can(actor, "office.edit"))
        self.office_save.setEnabled(can(actor, "office.edit"))
        self.rules_form.setEnabled(can(actor, "setting.edit"))
        self.rules_save.setEnabled(can(actor, "setting.edit"))
        self.password.shown()
        self.backups.shown()
        if where.get("part") == "backup":
            self.scrolled.ensureWidgetVisible(self.backups)
            self.backups.backup_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def refresh(self, changes: Changes) -> None:
        self._read()

    def save(self) -> bool:
        self.save_office()
        return True

    def _read(self) -> None:
        """Reads the office, its settings, its logo, and when the last backup was."""
        self.logo.refresh()

        def office(reader: Reader) -> tuple[dict[str, object], dict[str, int], str | None]:
            from app.services.office.offices import own_office

            rules = {key: whole_setting(reader, key) for key in LIMITS}
            return dict(own_office(reader).values), rules, reader.meta("last_backup")

        self.context.tasks.run(office, self._take, self, key="office")

    def _take(self, found: tuple[dict[str, object], dict[str, int], str | None]) -> None:
        """Shows what was read."""
        from app.domain.clock import parse_instant

        values, rules, at = found
        self.rules_form.set_values(rules)
        self.office_form.set_values({name: values.get(name) for name in OFFICE})
        self.backups.show_last(parse_instant(at) if at else None)

    def _set_language(self, lang: object) -> None:
        """Switches the window."""
        self.context.choose_language(str(lang))
        self._show_look()

    def _set_size(self, size: object) -> None:
        """Larger or smaller text."""
        self.context.preferences.size = int(str(size))
        self.context.theme.apply(self.context.theme.name, int(str(size)))
        self._show_look()

    def _set_theme(self, name: object) -> None:
        """Light or dark."""
        self.context.preferences.theme = str(name)
        self.context.theme.apply(str(name), self.context.theme.size)
        self._show_look()

    def save_office(self) -> None:
        """Saves the office."""
        if not self.office_save.isEnabled() or not self.office_form.check():
            return
        values = self.office_form.values()

        def work(uow: UnitOfWork) -> None:
            from app.services.office.settings import edit_office

            edit_office(uow, values)

        self.context.tasks.run(
            work, lambda _: self.context.notice(self.tr("Saved on this computer.")), self, write="office_edit"
        )

    def save_rules(self) -> None:
        """Saves what holds on every computer of the office."""
        if not self.rules_save.isEnabled() or not self.rules_form.check():
            return
        values = self.rules_form.values()

        def work(uow: UnitOfWork) -> None:
            for key, value in values.items():
                set_setting(uow, key, value)

        self.context.tasks.run(
            work, lambda _: self.context.notice(self.tr("Saved on this computer.")), self, write="setting_edit"
        )
