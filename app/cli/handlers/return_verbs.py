"""`return YYYY-MM`."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.domain.indicators import parse_month
from app.services.numbers import return_files, returns
from app.services.numbers.returns import MonthlyReturn


def monthly(context: Context) -> None:
    """Computes the return of a month; writes the workbook, or lists the records behind one number."""
    call = context.call
    month = parse_month(call.need("month"))
    if "cell" in call.values:
        with context.session.read() as reader:
            kind, ids = returns.behind_ids(reader, month, call.need("cell"))
            context.out.rows({"type": kind, "id": each} for each in ids)
        return
    target = Path(call.text("out")) if call.text("out") else None
    if target is not None:
        return_files.export(context.session, month, target, context.lang)
    with context.session.read() as reader:
        current = returns.compute(reader, month)
    context.out.one(_shown(current, target))


def _shown(current: MonthlyReturn, target: Path | None) -> dict[str, object]:
    """The return as `return` prints it."""
    cells = {**dict.fromkeys(one.id for one in current.definition.indicators()), **current.cells}
    return {
        "period": str(current.month),
        "office": current.office,
        "practice": current.practice,
        "whole": current.whole,
        "signed": current.signed.number if current.signed else None,
        "cells": [{"id": cell, "value": current.value(cell)} for cell in sorted(cells)],
        "checks": [{"id": check.id, "ok": check.ok} for check in current.checks],
        "path": str(target) if target else None,
    }
