"""`insight`: the work of the office in numbers."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.domain.insight_table import TOTAL
from app.services.numbers import insight_files, insights
from app.services.numbers.insights import Asked, Insight


def insight(context: Context) -> None:
    """All cells of a time, the case numbers behind one of them, or a workbook."""
    call = context.call
    with context.session.read() as reader:
        today = reader.today()
    first, last = context.day("from") or today.replace(month=1, day=1), context.day("to") or today
    asked = Asked(first, last, call.text("office"))
    if call.text("out"):
        target = Path(call.text("out"))
        sheets = insight_files.export(context.session, asked, target, context.lang, hide="small" in call.flags)
        context.out.one({"file": str(target), "sheets": sheets})
        return
    with context.session.read() as reader:
        found = insights.compute(reader, asked)
        if call.text("cell"):
            number, cases = insights.codes_behind(reader, found, call.text("cell"))
            context.out.rows({"number": number, "id": case, "code": code} for case, code in cases)
            return
    _tell(context, found)


def _tell(context: Context, found: Insight) -> None:
    """One line a cell, zeros too."""
    wanted = context.call.text("table")
    hide = "small" in context.call.flags
    context.out.rows(
        {"table": table.id, "row": row, "column": column, "number": table.told(row, column, hide=hide)}
        for table in ([found.table(wanted)] if wanted else found.tables)
        for row in table.rows
        for column in (*table.columns, TOTAL)
    )
