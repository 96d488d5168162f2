"""Asks what stands in the files of some children at their facility; what is left empty stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.domain.permissions import can
from app.services.facilities import resident_files
from app.text.digits import digits_for
from app.text.words import words
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate


def add_fields(context: Context, form: Form, *, paper: bool) -> None:
    """The fields of a child's file; `paper`: also the paper of the authority, where the form has it not already."""
    if paper:
        form.add("legal_paper", TextField(), wide=True)
    form.add("birth_paper", CodeField(context, "yes_no"))
    form.add("plan_on", DateField(context, past_only=True))
    form.add("family_known", CodeField(context, "yes_no"))
    form.add("family_contact_on", DateField(context, past_only=True))
    form.add("reviewed_on", DateField(context, past_only=True))


def name_fields(form: Form) -> None:
    """Words of these fields, in the language now."""
    known = {
        "legal_paper": translate("ChildFile", "Paper of the competent authority (number, date)"),
        "birth_paper": translate("ChildFile", "Birth certificate is in the file"),
        "plan_on": translate("ChildFile", "Plan for the child, made on"),
        "family_known": translate("ChildFile", "The family is known"),
        "family_contact_on": translate("ChildFile", "Family last saw or called the child on"),
        "reviewed_on": translate("ChildFile", "Reviewed on"),
    }
    for name, text in known.items():
        if name in form.cells:
            form.label(name, text)


def ask_file(context: Context, parent: QWidget, stays: Sequence[str], done: Callable[[], object]) -> None:
    """Asks, and notes it for all these stays as one act."""
    if not stays or not can(context.session.actor, "residency.edit"):
        return
    form = Form(columns=2)
    add_fields(context, form, paper=len(stays) == 1)
    name_fields(form)
    number = digits_for(len(stays), context.lang)
    title = translate("ChildFile", "What stands in the file at the facility (children: {n}). Empty fields stay as they are.")
    try:
        if not context.dialogs.ask(parent, title.format(n=number), translate("ChildFile", "Note it"), form):
            return
        said = {name: str(value) if isinstance(value, date) else value for name, value in form.values().items()}
    finally:
        form.deleteLater()
    values = {name: value for name, value in said.items() if value not in (None, "")}

    context.tasks.run(lambda uow: resident_files.note(uow, stays, values), lambda _: done(), parent, write="residency_file")


def lacks_words(lacks: Sequence[str], lang: str) -> str:
    """What a file lacks, in few words; nothing when it is whole."""
    return words("lacks", lang, what=", ".join(words(f"lacks.{one}", lang) for one in lacks)) if lacks else ""
