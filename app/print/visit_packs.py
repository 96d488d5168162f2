"""What a team takes along to a visit: who goes and why, open findings, the files to look at, the checklist, the residents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.print.form_papers import FormPaper
from app.print.papers import ChecklistPaper
from app.print.rosters import RosterPaper


@dataclass(frozen=True, kw_only=True)
class PackMember:
    """One of the team: name, role with the body of people of others, and what was declared of ties to the facility."""

    name: str
    role: str
    ties: str


@dataclass(frozen=True, kw_only=True)
class PackFinding:
    """A finding to look at again: number of its item, what is to be corrected, until when, or that it is said to be corrected;
    `remedy` is what the house said it would do.
    """

    item: str
    text: str
    due: str
    remedy: str
    critical: bool
    late: bool


@dataclass(frozen=True, kw_only=True)
class VisitPackPaper(ChecklistPaper, RosterPaper):
    """The pack: a first page, then the checklist or another form and the list of residents, as they are printed alone.

    `checks`: whether a checklist follows; `to_fill` is the blank form of a visit without points, such as one for a complaint or
    a closure; `about` are rows of words.
    """

    template: ClassVar[str] = "visit_pack"

    about: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    team: tuple[PackMember, ...]
    findings: tuple[PackFinding, ...]
    drawn: tuple[str, ...]
    """The children whose files are looked at, as the list names them."""
    checks: bool = True
    to_fill: FormPaper | None = None
    blank: bool = True
    """All that the form's template draws here is to be written on by hand."""
