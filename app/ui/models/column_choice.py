"""Which columns of a list a person wants to see: chosen in a dialog, kept for this person, the same for copy and Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.ui.models.rows import Column
from app.ui.widgets.fields import BoolField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate


def hidden_columns(context: Context, name: str, columns: Sequence[Column]) -> frozenset[str]:
    """The columns that are not shown: those that the person left out, else those that are spare."""
    kept = context.state(f"list.{name}.hidden")
    if isinstance(kept, list):
        return frozenset(str(each) for each in kept) & frozenset(column.name for column in columns)
    return frozenset(column.name for column in columns if column.spare)


def choose_columns(context: Context, parent: QWidget, name: str, columns: Sequence[Column]) -> frozenset[str] | None:
    """Asks which columns to show; gives those that are not, None when nothing was changed. The first one always stays."""
    hidden = hidden_columns(context, name, columns)
    form = Form(columns=2)
    for column in columns[1:]:
        form.add(column.name, BoolField())
        form.label(column.name, column.title())
    form.set_values({column.name: column.name not in hidden for column in columns[1:]})
    title = translate("Columns", "Columns of the list")
    chosen: frozenset[str] | None = None
    if context.dialogs.ask(parent, title, translate("Columns", "Show"), form):
        values = form.values()
        chosen = frozenset(column.name for column in columns[1:] if values.get(column.name) is not True)
        context.keep_state(f"list.{name}.hidden", sorted(chosen))
    form.deleteLater()
    return chosen
