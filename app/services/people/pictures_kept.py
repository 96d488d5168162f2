"""Pictures and recordings of a child that have no consent any more: somebody is to take them out, or to ask anew (P5, P7).

No copy of one leaves, and it stays to be looked at on purpose (`child_media`): until somebody acts, Today tells of it. What is
off because of something restricted is told to who may know of that alone; others hear it where the consent itself is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.data.queries import pictures as queries
from app.data.reader import Reader
from app.domain.codelists import codelist
from app.domain.permissions import can
from app.domain.records import Record
from app.domain.tasks import Due, Scope
from app.services.people import child_media
from app.services.protection.danger_tasks import wanted


def due(reader: Reader, scope: Scope) -> Iterable[Due]:
    """A line for each open case with such a picture; a source of tasks (`task_sources`)."""
    if not can(reader.actor, "case.list"):
        return
    knows = child_media.OFF in reader.actor.rights
    codes = [code for name in ("concern", "child_category") for code in _of_group(name)] if knows else []
    told: set[str] = set()
    for child in queries.in_doubt(reader, reader.today(), codes):
        cases = [row for row in reader.find("case", child=reader.same_as(child), status="open") if wanted(reader, scope, row)]
        for case, file in _without(reader, reader.current(child), cases):
            if case.id not in told:
                told.add(case.id)
                about, owner = ("attachment", file.id), case.text("owner")
                yield Due("picture_unconsented", case.id, about, None, "soon", owner, step="list:document", group="review")


def _of_group(list_name: str) -> list[str]:
    """The codes of a list that rule pictures out."""
    rows = codelist(list_name).rows.values()
    return [row.code for row in rows if row.group == child_media.OFF]


def _without(reader: Reader, child: str, cases: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Cases with a file that has no consent: of the case, or of the child itself."""
    for case in cases:
        of_case = reader.find("attachment", case=reader.same_as(case.id), purpose="child")
        of_child = reader.find("attachment", child=reader.same_as(child), purpose="child")
        for whose, files in ((("case", case.id), of_case), (("child", child), of_child)):
            yield from ((case, file) for file in files if child_media.unconsented(reader, file, whose))
