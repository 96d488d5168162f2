"""How the fields of the forms of a case are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.codelists import GROUPS, codelist
from app.ui.widgets.choices import CodeField, CodeSetField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, Field, LongTextField, NumberField, PhoneField, TextField
from app.ui.widgets.moments import MomentField, TimeField
from app.ui.widgets.names import KhmerNameField
from app.ui.widgets.person import PersonField
from app.ui.widgets.village import VillageField

if TYPE_CHECKING:
    from app.ui.context import Context

Maker = Callable[["Context"], Field]
WIDE = frozenset({"note", "who", "text", "reason", "birth", "outcome", "what", "data"})
"""Fields that take the whole width of a form."""


def text(_: Context) -> Field:
    """One line."""
    return TextField()


def khmer_name(_: Context) -> Field:
    """A part of a name in Khmer letters."""
    return KhmerNameField()


def long_text(_: Context) -> Field:
    """Several lines."""
    return LongTextField(lines=2)


def day(context: Context) -> Field:
    """A day that has come."""
    return DateField(context)


def coming_day(context: Context) -> Field:
    """A day that may lie ahead."""
    return DateField(context, future=True)


def moment(context: Context) -> Field:
    """A day with its time."""
    return MomentField(context)


def clock_time(_: Context) -> Field:
    """A time of day."""
    field = TimeField()
    field.retranslate()
    return field


def village(context: Context) -> Field:
    """A village of the gazetteer."""
    return VillageField(context)


def code_set(list_name: str) -> Maker:
    """Several codes of a list."""
    return lambda context: CodeSetField(context, list_name)


def rating(_: Context) -> Field:
    """A rating from 1 to 5."""
    return NumberField(low=1, high=5)


def phone(_: Context) -> Field:
    """A phone number."""
    return PhoneField()


def yes(_: Context) -> Field:
    """A tick."""
    return BoolField()


def maybe(_: Context) -> Field:
    """A tick that may also be left open."""
    return BoolField(three=True)


def code(list_name: str, *, buttons: bool = False) -> Maker:
    """A code of a list."""
    return lambda context: CodeField(context, list_name, buttons=buttons)


def person(own_type: str) -> Maker:
    """Somebody who is written down already."""
    return lambda context: PersonField(context, own_type)


def visible_code(list_name: str) -> Maker:
    """A code of a list, without those of restricted groups that the person may not know of (practice P1)."""

    def make(context: Context) -> Field:
        rights = context.session.actor.rights
        rows = codelist(list_name)
        allowed = tuple(row.code for row in rows if not row.group or row.group in rights)
        return CodeField(context, list_name, only=allowed)

    return make


def held_group(context: Context) -> Field:
    """A restricted group that the person holds."""
    return CodeField(context, "restricted_group", only=sorted(context.session.actor.rights & GROUPS) or ("-",))
