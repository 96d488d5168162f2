"""The forms of a child and of a case that are edited in place, and how each is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.services.cases import cases
from app.services.people import children
from app.ui.pages.case_parts.fields.forms import CHILD, SECTIONS
from app.ui.pages.case_parts.fields.makers import WIDE, Maker, code, day, long_text, text, yes
from app.ui.widgets.choices import CodeSetField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.domain.records import Record
    from app.ui.context import Context

CASE_FIELDS: Mapping[str, Maker] = {
    "referral_source": code("referral_source"),
    "case_type": code("case_type"),
    "reason": long_text,
    "urgent": yes,
    "first_contact_on": day,
    "first_contact_how": code("contact_how"),
    "done_on": day,
    "done_by": text,
}


def child_form(context: Context) -> Form:
    """All fields of a child."""
    form = Form(columns=3)
    for name, make in CHILD.items():
        if name in SECTIONS:
            form.section(SECTIONS[name])
        form.add(name, make(context), wide=name in WIDE)
        if name == "disability_assessed":
            form.add("disability", CodeSetField(context, "disability", columns=3), wide=True)
    return form


def case_form(context: Context) -> Form:
    """The fields of a case that are edited; owner, risk and status change by acts of their own."""
    form = Form(columns=2)
    for name, make in CASE_FIELDS.items():
        form.add(name, make(context), wide=name in WIDE)
    return form


def save_child(uow: UnitOfWork, record_id: str, values: Mapping[str, object], shown: Record) -> None:
    """Saves changes of a child."""
    children.edit(uow, record_id, values, shown=shown)


def save_case(uow: UnitOfWork, record_id: str, values: Mapping[str, object], shown: Record) -> None:
    """Saves changes of a case."""
    cases.edit(uow, record_id, values, shown=shown)
