"""The name of a child that is not told outside the case: its number stands wherever the name would.

In lists, on Today, in offers, matches, lists for Excel and the lines behind a number. The case itself, its papers and what was
ticked for a receiver tell the name to whoever may see them. The search still finds the case by the name: who registers the
child a second time must meet the first case. A facility's own list keeps the names of who lives there, and tells of no case.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.data.queries.cases import children_unnamed
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.records import Record
from app.services import cases

FIELD = "name_hidden"


def hide(uow: UnitOfWork, case: str, *, hidden: bool) -> None:
    """Hides the name of a case outside it, or tells it again. InputError `not_allowed`, `record_not_found`.

    What stands so already is left as it is.
    """
    record = cases.editable(uow, case, "case.hide_name", state="")
    if is_hidden(record) is not hidden:
        uow.update("case", case, {FIELD: hidden})


def is_hidden(case: Record | None) -> bool:
    """Whether the name of a case is not told outside it."""
    return case is not None and case.flag(FIELD) is True


def without_names(reader: Reader, children: Iterable[str]) -> frozenset[str]:
    """Those of the children of whom a case hides the name: one that was not entered by mistake."""
    return children_unnamed(reader, children)
