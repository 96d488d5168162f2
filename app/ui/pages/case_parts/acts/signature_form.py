"""Who signed something on paper: a small form, and what is written of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.services.papers import signatures
from app.services.papers.paper_register import Signed
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
    form.label("on_date", translate("Signatures", "Signed on"))
    _who(form)
    form.set_values({"role": role, "on_date": context.today()})
    return form


def add_signature(context: Context, form: Form) -> None:
    """Adds who signed to a form that says the day itself; left empty nobody is noted."""
    form.add("role", CodeField(context, "signature_role", only=ROLES))
    form.add("how", CodeField(context, "signature_how", buttons=True), required=True)
    _who(form)
    form.hint("role", translate("Signatures", "Further ones are noted with “Who signed…” afterwards."))
    form.set_values({"how": "signature"})
    role = form.field("role")

    def follow() -> None:
        for name in ("how", "name", "witness"):
            form.show_field(name, role.value() is not None)

    role.changed.connect(follow)
    follow()


def _who(form: Form) -> None:
    """The name and the witness, with the words of all of it."""
    form.add("name", TextField())
    form.add("witness", TextField())
    for name, text in (
        ("role", translate("Signatures", "Who signed")),
        ("how", translate("Signatures", "How it was signed")),
        ("name", translate("Signatures", "Name")),
        ("witness", translate("Signatures", "Witness")),
    ):
        form.label(name, text)
    form.hint("witness", translate("Signatures", "A thumbprint needs a witness. No picture of it is kept."))


def signed_of(values: Mapping[str, object], on: date) -> tuple[Signed, ...]:
    """Who signed as a form says; none where no role was chosen."""
    role, how, name, witness = (str(values.get(part) or "") for part in ("role", "how", "name", "witness"))
    return (Signed(role, how, name, witness, on),) if role else ()


def note_signature(uow: UnitOfWork, subject: tuple[str, str], values: Mapping[str, object]) -> str:
    """Notes a signature on a record (type, id) as the form says."""
    day = values["on_date"]
    on = day if isinstance(day, date) else uow.today()
    name, witness = (str(values[part] or "") for part in ("name", "witness"))
    return signatures.note(uow, subject, str(values["role"]), str(values["how"]), on, name=name, witness=witness)
