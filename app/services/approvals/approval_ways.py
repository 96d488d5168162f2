"""The ways in which a decision can be had: of a head of the office, of the office above, or on paper (practice P19)."""

from __future__ import annotations

from dataclasses import dataclass

from app.data.reader import Reader
from app.domain.records import Record
from app.services.cases import case_parts, case_reach


@dataclass(frozen=True, slots=True)
class Ways:
    """How a decision on a case can be had: names of the heads of its office who may decide, whether an office above may."""

    heads: tuple[str, ...]
    above: bool
    scans: tuple[tuple[str, str], ...] = ()
    """Documents of the case that may be the scan of a signed paper: id and title."""

    @property
    def first(self) -> str:
        """The way that is proposed: a code of `approval_way`."""
        return "ask" if self.heads else "above" if self.above else "paper"


def deciders(reader: Reader, case: Record) -> list[str]:
    """The names of those of the case's own office who may decide what the person asks for it."""
    found, own = [], {reader.actor.user, *case_reach.people_of(reader, case)}
    for user in reader.find("user", office=case.text("office"), order=("id",)):
        is_head = "supervisor" in user.codes("roles") and user.flag("active") is not False
        if is_head and user.id not in own:
            found.append(user.text("name"))
    return found


def scans_of(reader: Reader, case: str) -> tuple[tuple[str, str], ...]:
    """The unrestricted documents of a case by id and title, the newest first: one of them may be the signed paper."""
    rows = reader.find("attachment", case=reader.same_as(case), page_of=None, response=None, order=("-id",))
    open_ones = [row for row in rows if case_parts.group_of("attachment", row.values) is None]
    return tuple((row.id, row.text("title") or row.text("name")) for row in open_ones)


def ways(reader: Reader, case: Record) -> Ways:
    """How the person can have a decision on a case. Who is alone in an office sends it up, or has it on paper (P19)."""
    return Ways(tuple(deciders(reader, case)), len(case.text("office")) > 2, scans_of(reader, case.id))
