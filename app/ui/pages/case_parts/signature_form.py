"""Who signed something on paper: a small form, and what is written of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.services import signatures
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

translate = QCoreApplication.translate
ROLES = ("caseworker", "carer", "authority", "child", "supervisor", "head", "witness", "other")


def signature_form(context: Context, role: str | None) -> Form:
    """Role, way, day, name and witness; `role` is proposed."""
    form = Form(columns=2)
    form.add("role", CodeField(context, "signature_role", only=ROLES), required=True)
    form.add("how", CodeField(context, "signature_how", buttons=True), required=True)
    form.add("on_date", DateField(context), required=True)
    form.add("name", TextField())
    form.add("witness", TextField())
    for name, text in (
        ("role", translate("Signatures", "Who signed")),
        ("how", translate("Signatures", "How it was signed")),
        ("on_date", translate("Signatures", "Signed on")),
        ("name", translate("Signatures", "Name")),
        ("witness", translate("Signatures", "Witness")),
    ):
        form.label(name, text)
    form.hint("witness", translate("Signatures", "A thumbprint needs a witness. No picture of it is kept."))
    form.set_values({"role": role, "on_date": context.today()})
    return form


def note_signature(uow: UnitOfWork, subject: tuple[str, str], values: Mapping[str, object]) -> str:
    """Notes a signature on a record (type, id) as the form says."""
    day = values["on_date"]
    on = day if isinstance(day, date) else uow.today()
    name, witness = (str(values[part] or "") for part in ("name", "witness"))
    return signatures.note(uow, subject, str(values["role"]), str(values["how"]), on, name=name, witness=witness)
