"""The name of a child that is not told outside the case: its number stands wherever the name would.

In lists, on Today, in offers, matches, lists for Excel and the lines behind a number. The case itself, its papers and what was
ticked for a receiver tell the name to whoever may see them. The search still finds the case by the name for whoever may open
it. Who may not, and registers the child a second time, must meet the first case; but a name that is only guessed finds nothing:
something firm must agree beside it (`firm`). A facility's own list keeps the names of who lives there, and tells of no case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.data.queries.cases import children_unnamed
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.records import Record
from app.services.cases import cases
from app.services.people.children import full_name

FIELD = "name_hidden"
_FIRM = frozenset({"birth", "birth_turned", "mother", "phone", "household", "document"})
"""What agrees by chance with few children; a village or a year alone agrees with many (inferred)."""
_NEAR = frozenset({"village", "birth_near"})
"""Firm only together."""


def hide(uow: UnitOfWork, case: str, *, hidden: bool) -> None:
    """Hides the name of a case outside it, or tells it again. InputError `not_allowed`, `record_not_found`.

    What stands so already is left as it is.
    """
    record = cases.editable(uow, case, "case.hide_name", state="")
    if is_hidden(record) is not hidden:
        uow.update("case", case, {FIELD: hidden})
        _hide_in_stubs(uow, record, hidden=hidden)


def _hide_in_stubs(uow: UnitOfWork, case: Record, *, hidden: bool) -> None:
    """What the own office keeps of a case that it offers to another one hides the name with the case."""
    child = uow.maybe("child", uow.current(case.text("child")))
    values = child.values if child is not None else {}
    told = case.text("code") if hidden else full_name(values) or full_name(values, latin=True)
    for stub in uow.find("case_stub", case_id=case.id, office=case.text("office")):
        uow.update("case_stub", stub.id, {"child_name": told})


def firm(reasons: Collection[str]) -> bool:
    """Whether more than the name agrees with a child whose name is hidden: then who registers it may be told of its case."""
    return not _FIRM.isdisjoint(reasons) or _NEAR.issubset(reasons)


def is_hidden(case: Record | None) -> bool:
    """Whether the name of a case is not told outside it."""
    return case is not None and case.flag(FIELD) is True


def without_names(reader: Reader, children: Iterable[str]) -> frozenset[str]:
    """Those of the children of whom a case hides the name: one that was not entered by mistake."""
    return children_unnamed(reader, children)
