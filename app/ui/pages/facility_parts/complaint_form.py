"""The form of a complaint about a facility: what was said, and who said it for who may see that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.services.facilities.complaints import GROUP, WHO
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, LongTextField, PhoneField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate


def complaint_form(context: Context, values: Mapping[str, object]) -> Form:
    """An empty form with what is known already."""
    form = Form(columns=2)
    form.add("received_on", DateField(context, past_only=True), required=True)
    form.add("how", CodeField(context, "call_how"))
    form.add("about", LongTextField(lines=3), required=True, wide=True)
    for name, text in {
        "received_on": translate("Complaints", "Received on"),
        "how": translate("Complaints", "How"),
        "about": translate("Complaints", "About what (nobody's name)"),
    }.items():
        form.label(name, text)
    if GROUP in context.session.actor.rights:
        _add_who(context, form)
    form.set_values({"received_on": context.today(), **values})
    return form


def _add_who(context: Context, form: Form) -> None:
    """Who complained: seen only by who holds the right."""
    form.section("who")
    form.section_label("who", translate("Complaints", "Who complained (seen only by who may see reporters; may stay empty)"))
    fields = {
        "name": (TextField(limit=120), translate("Complaints", "Name")),
        "phone": (PhoneField(), translate("Complaints", "Telephone")),
        "relation": (CodeField(context, "relation"), translate("Complaints", "Relation to the facility or a child")),
        "wants_answer": (BoolField(), translate("Complaints", "Wants an answer")),
        "note": (TextField(limit=300), translate("Complaints", "Note, such as when it is safe to call")),
    }
    for name in WHO:
        field, text = fields[name]
        form.add(f"who_{name}", field, wide=name == "note")
        form.label(f"who_{name}", text)
