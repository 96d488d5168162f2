"""Two files of one child become one (sync.md §3): nothing is rewritten, the old number opens the file that stays.

The old case counts no more; its entries are shown in the case that stays. It can be parted again.
"""

from __future__ import annotations

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.services import cases
from app.services.distinct import marked
from app.services.duplicates import siblings

REASON = "entered_twice"


def merge_case(uow: UnitOfWork, case: str, other: str) -> None:
    """A case is the same as another (id or number): that one stays, with the child that it is about.

    InputError `case_unknown`, `not_allowed`, `merge_circle` for itself, `merge_siblings` for children that were marked as
    brother, sister or twin, `merge_distinct` for children whom somebody found to be two (practice P3).
    """
    uow.undoable = False  # parted again by `part_case`: an undo would take back only half of it
    stays = cases.find_case(uow, other)
    if stays.id == case:
        raise InputError("merge_circle")
    cases.editable(uow, stays.id, state="")
    record = cases.editable(uow, case, "case.void", state="")
    child, into = record.text("child"), stays.text("child")
    if into in siblings(uow, child):
        raise InputError("merge_siblings")
    if into in marked(uow, child):
        raise InputError("merge_distinct")
    if record.code("status") != "void":
        cases.void(uow, case, REASON, note=stays.text("code"))
    uow.merge_into("case", case, stays.id)
    if child and into and uow.current(child) != uow.current(into):
        uow.merge_into("child", child, into)


def part_case(uow: UnitOfWork, case: str) -> None:
    """A case that was merged into another is one of its own again, open or closed as its days say; its child too.

    InputError `record_not_found`, `not_allowed`, `not_merged`.
    """
    uow.undoable = False
    record = uow.get("case", case)
    require(uow.actor, "case.void", owner=record.ref("owner"), office=record.text("office"))
    if uow.current(case) == case:
        raise InputError("not_merged")
    child = record.text("child")
    uow.merge_into("case", case, None)
    if child and uow.current(child) != child and not _others(uow, record):
        uow.merge_into("child", child, None)
    if record.code("status") == "void" and record.text("void_reason").startswith(REASON):
        ended = "not_accepted" if record.text("sent_where") else "closed"
        status = ended if record.day("closed_on") else "open"
        uow.update("case", case, {"status": status, "void_reason": None})


def _others(reader: Reader, case: Record) -> bool:
    """Whether another case of the same child was merged as well."""
    found = reader.find("case", child=case.text("child"))
    return any(one.id != case.id and reader.current(one.id) != one.id for one in found)
