"""The people of the office: who may do what, and who has a password on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.codelists import labels
from app.domain.permissions import can
from app.domain.records import Change
from app.ui.dialogs.questions import ask_all
from app.ui.models.excel import ExcelButton, to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.page import Page
from app.ui.pages.rights_list import RightsList
from app.ui.widgets.basics import button, heading, note, row
from app.ui.widgets.choices import CodeSetField
from app.ui.widgets.fields import BoolField, PhoneField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.questions import Question
    from app.domain.records import Changes
    from app.services.office.users import User
    from app.ui.context import Context

RIGHTS = ("reporter", "perpetrator", "interview", "hiv_rh", "sexual_violence", "safety_plan", "names")
ROLES = ("caseworker", "inspector", "clerk", "supervisor", "administrator")
FIELDS = frozenset({"name", "phone", "roles", "rights", "active"})
"""What the form of a person writes."""


class UsersPage(Page):
    """A list, and a form for one person; only administrators change anything."""

    watches: ClassVar[frozenset[str]] = frozenset({"user"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.title = heading(self)
        self.lead = note(self)
        self.add = button(self, "add", self.new, primary=True)
        self.password = button(self, "key", self.set_password)
        self.away = button(self, "back", self.back, flat=True)
        lang = context.language
        self.table = SimpleTable(
            context,
            "users",
            (
                Column("name", lambda: self.tr("Name"), lambda user: user.name, width=26, bold=True),
                Column("roles", lambda: self.tr("Roles"), lambda user: labels("role", user.roles, lang.lang), width=44),
                Column("rights", lambda: self.tr("Restricted information"), self._rights, width=30),
                Column("here", lambda: self.tr("Password here"), lambda user: self._yes(user.here), width=18),
                Column("active", lambda: self.tr("In service"), lambda user: self._yes(user.active), width=14),
            ),
        )
        self.table.opened.connect(self.edit)
        self.table.excel = self.export
        wide = context.theme.wide
        outer = QVBoxLayout(self)
        outer.setContentsMargins(wide, wide, wide, wide)
        outer.setSpacing(context.theme.gap)
        outer.addLayout(row(self.away, self.title, 1, self.password, self.add))
        line = QHBoxLayout()
        line.addWidget(self.lead, 1)
        line.addWidget(ExcelButton(self, self.export), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(line)
        outer.addWidget(self.table, 3)
        self.rights_list = RightsList(context, leads=False)
        outer.addWidget(self.rights_list, 2)
        self.retranslate()

    def _yes(self, on: bool) -> str:
        """Yes or no."""
        return self.tr("yes") if on else self.tr("no")

    def _rights(self, user: User) -> str:
        """How much of the restricted information somebody may see."""
        if user.rights >= set(RIGHTS):
            return self.tr("all")
        return labels("right", user.rights, self.context.lang) or self.tr("none")

    def retranslate(self) -> None:
        self.title.setText(self.tr("Users"))
        self.lead.setText(
            self.tr("Each person signs in with a password of their own. Give each only the roles that the work needs.")
        )
        self.add.setText(self.tr("Add a user"))
        self.password.setText(self.tr("Set a password"))
        self.away.setText(self.tr("Settings"))
        self.table.set_name(self.tr("Users of the office"))
        self.table.retranslate()
        self.rights_list.retranslate()

    def shown(self, **where: object) -> None:
        allowed = can(self.context.session.actor, "user.add")
        self.add.setEnabled(allowed)
        self.password.setEnabled(allowed)
        self._read()

    def refresh(self, changes: Changes) -> None:
        self._read()

    def back(self) -> bool:
        self.context.navigate("settings")
        return True

    def export(self) -> bool:
        return to_excel(self.context, self, self.table, "users")

    def _read(self) -> None:
        """Reads the list."""
        session = self.context.session
        self.rights_list.load()

        def read() -> list[User]:
            from app.services.office.users import list_users

            return list_users(session)

        self.context.tasks.call(read, self.table.set_rows, self, on="db", key="list")

    def _form(self, *, password: bool, active: bool) -> Form:
        """The form for a person."""
        form = Form(columns=1)
        form.add("name", TextField(), required=True)
        form.label("name", self.tr("Full name"))
        form.add("phone", PhoneField())
        form.label("phone", self.tr("Telephone"))
        form.add("roles", CodeSetField(self.context, "role", only=ROLES), required=True)
        form.label("roles", self.tr("Roles"))
        form.add("rights", CodeSetField(self.context, "right", only=RIGHTS))
        form.label("rights", self.tr("Restricted information that this person may see"))
        if password:
            form.add("password", TextField(password=True), required=True)
            form.label("password", self.tr("First password on this computer"))
            form.hint("password", self.tr("At least 8 characters. A short sentence is easy to keep in mind."))
        if active:
            form.add("active", BoolField())
            form.label("active", self.tr("In service: may sign in"))
        return form

    def new(self) -> bool:
        """A new person."""
        if not can(self.context.session.actor, "user.add"):
            return False
        form = self._form(password=True, active=False)
        if self.context.dialogs.ask(self, self.tr("Add a user"), self.tr("Add a user"), form):
            values, session = form.values(), self.context.session

            def work() -> str:
                from app.services.office.users import add_user

                roles, rights = _codes(values["roles"]), _codes(values["rights"])
                phone = str(values["phone"] or "")
                return add_user(session, str(values["name"]), roles, str(values["password"]), rights=rights, phone=phone)

            self.context.tasks.call(work, lambda user: self._announce(user, "created"), self, on="db")
        form.deleteLater()
        return True

    def edit(self, user_id: str) -> None:
        """Changes a person."""
        user = self.table.row_of(user_id)
        if user is None or not can(self.context.session.actor, "user.edit"):
            return
        form = self._form(password=False, active=True)
        form.set_values(
            {"name": user.name, "phone": user.phone, "roles": user.roles, "rights": user.rights, "active": user.active}
        )
        if self.context.dialogs.ask(self, self.tr("Change a user"), self.tr("Save"), form):
            self._save(user_id, form.values())
        form.deleteLater()

    def _save(self, user_id: str, values: Mapping[str, object]) -> None:
        """Writes a changed person, once what speaks against it was asked."""
        from app.services.office.users import before_edit, edit_user

        session, roles, active = self.context.session, _codes(values["roles"]), bool(values["active"])

        def work() -> None:
            edit_user(
                session,
                user_id,
                name=str(values["name"]),
                roles=roles,
                rights=_codes(values["rights"]),
                active=active,
                phone=str(values["phone"] or ""),
            )

        def go_on(questions: tuple[Question, ...]) -> None:
            if ask_all(self.context, self, questions, self.tr("Save")):
                self.context.tasks.call(work, lambda _: self._announce(user_id, "changed"), self, on="db")

        self.context.tasks.run(lambda reader: before_edit(reader, user_id, roles, active=active), go_on, self, key="questions")

    def set_password(self) -> None:
        """A password for the person that is selected."""
        user = self.table.row_of(self.table.selected() or "")
        if user is None:
            self.context.notice(self.tr("Please choose a person in the list first."), "warn")
            return
        form = Form(columns=1)
        form.add("password", TextField(password=True), required=True)
        form.label("password", self.tr("New password"))
        form.hint("password", self.tr("At least 8 characters. A short sentence is easy to keep in mind."))
        title = self.tr("A password on this computer for {name}").format(name=user.name)
        if self.context.dialogs.ask(self, title, self.tr("Set the password"), form):
            password, session = str(form.values()["password"]), self.context.session

            def work() -> None:
                from app.services.office.users import set_password

                set_password(session, user.id, password)

            self.context.tasks.call(work, lambda _: self._saved(), self, on="db")
        form.deleteLater()

    def _announce(self, user: str, what: Literal["created", "changed"]) -> None:
        """A person is part of the record now: it waits to be sent, and other pages offer people to choose from."""
        self._saved()
        self.context.bus.announce((Change("user", user, FIELDS, what),))

    def _saved(self) -> None:
        """It is done."""
        self.context.notice(self.tr("Saved on this computer."))
        self._read()


def _codes(value: object) -> list[str]:
    """The codes of a field of several."""
    return [str(code) for code in value] if isinstance(value, list) else []
