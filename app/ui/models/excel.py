"""Any list on the screen as a workbook: its headings and rows as they are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.domain.permissions import can, sees_names
from app.ui.models.table import SimpleTable

if TYPE_CHECKING:
    from app.ui.context import Context


def to_excel(context: Context, owner: QWidget, table: SimpleTable, kind: str, *, names: bool = False) -> bool:
    """Asks for a file and writes what the list shows; whether the person may. `names`: it holds names of children."""
    actor = context.session.actor
    allowed = can(actor, "list.export") and (not names or sees_names(actor))
    if not allowed:
        context.notice(
            QCoreApplication.translate("ToExcel", "You do not have the right to take this list out of Komar."), "warn"
        )
        return True
    file = context.dialogs.save_file(
        owner, QCoreApplication.translate("ToExcel", "To Excel"), f"list-{context.today():%Y%m%d}.xlsx", "Excel (*.xlsx)"
    )
    if file is None:
        return True
    title, lang, session = table.accessibleName(), context.lang, context.session
    model = table.rows_model
    heads = [(column.title(), column.width) for column in model.columns]
    rows = [tuple(model.texts(place)) for place in range(model.rowCount())]

    def write() -> int:
        from app.exports.lists import Column  # late: openpyxl takes a moment
        from app.services.lists import export

        columns = [Column(head, width) for head, width in heads]
        return export(session, file, kind, title, columns, lambda _: rows, lang, names=names)

    context.tasks.call(write, lambda count: _written(context, file, count), owner, on="work")
    return True


def _written(context: Context, file: Path, count: int) -> None:
    words = QCoreApplication.translate("ToExcel", "Written to {file}: {n} rows.")
    context.notice(words.format(file=file.name, n=context.language.digits(count)), "done")
