"""Sealed files in the window: asking for the password of one that is written, and opening one that came (practice P4)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.domain.errors import InputError
from app.services.sharing import sealed_files
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate


def new_password(context: Context, owner: QWidget) -> str | None:
    """The password of a file that is to be sealed, typed twice; None when left. InputError `names_differ`."""
    form = _form(again=True)
    asked = context.dialogs.ask(owner, translate("Sealed", "Seal the file with a password"), translate("Sealed", "Seal"), form)
    values = form.values()
    form.deleteLater()
    if not asked:
        return None
    if values["password"] != values["again"]:
        raise InputError("names_differ", field="again")
    return str(values["password"])


def open_sealed(context: Context, owner: QWidget) -> None:
    """Asks for a sealed file, its password and a folder, and opens it there."""
    source = context.dialogs.open_file(owner, translate("Sealed", "Open a sealed file"), f"Komar (*{sealed_files.ENDING})")
    if source is None:
        return
    form = _form(again=False)
    asked = context.dialogs.ask(owner, translate("Sealed", "Open a sealed file"), translate("Sealed", "Open"), form)
    password = str(form.values()["password"] or "")
    form.deleteLater()
    folder = context.dialogs.folder(owner, translate("Sealed", "Where the opened file goes")) if asked else None
    if folder is None:
        return
    where: Path = folder

    def done(made: Path) -> None:
        told = translate("Sealed", "Opened: {file}. Anybody who uses the computer can read it there; delete it afterwards.")
        context.notice(told.format(file=made.name), kind="done")

    context.tasks.call(lambda: sealed_files.open_file(source, where, password), done, owner, on="work")


def _form(*, again: bool) -> Form:
    form = Form(columns=1)
    form.add("password", TextField(password=True), required=True)
    form.label("password", translate("Sealed", "Password of the file"))
    if again:
        form.add("again", TextField(password=True), required=True)
        form.label("again", translate("Sealed", "The password once more"))
        form.hint("again", translate("Sealed", "Tell it by telephone, never beside the file. Komar opens the file."))
    return form
