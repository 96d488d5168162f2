"""The papers that Komar prints, as plain values; the services fill them, the templates in resources/print lay them out.

Every text is final, in the language of the paper: names of places, labels of codes, dates in words. Numbers stay numbers; the
template writes them with the digits of the language. Nothing here names a child, a carer, a reporter or a complainant; papers
of a case stand in `case_papers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Language = Literal["km", "en"]
Variant = Literal["full", "authority", "family", "facility", "open"]
"""Which copy it is (P2); the words `print.variant.*` say at the foot of each page what the copy leaves out."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every paper carries. `template` is the file in resources/print, without its ending."""

    template: ClassVar[str]

    lang: Language
    office: str
    """The office's full name, printed under the letterhead."""
    practice: bool
    """A practice office marks every page (P6)."""
    printed_on: str
    """The day of printing, in words."""
    variant: Variant | None = "full"
    """None for a paper that has only one form."""
    left_out: str = ""
    """What this copy leaves out, where that is more than the variant says; stands at the foot in place of its words."""
    logo: bytes = b""
    """The office's own logo as PNG, at the right of the head; it takes no room from what stands there."""


@dataclass(frozen=True, kw_only=True)
class FacilityHead:
    """The facility at the head of a paper: code like BMC-001, labels of type and owner, address down to the village."""

    code: str
    name: str
    kind: str
    owner: str
    address: str


@dataclass(frozen=True, kw_only=True)
class RosterCount:
    """Children of one age group who live there by the register; `ages` like "3-5"."""

    ages: str
    girls: int
    boys: int
    not_known: int = 0


@dataclass(frozen=True, kw_only=True)
class ChecklistItem:
    """One line of the checklist."""

    number: str
    text: str
    evidence: str = ""
    """What to look at, in a few words (P25)."""
    critical: bool = False
    inferred: bool = False
    """No source names it as a standard; the office may change it."""
    last: str = ""
    """The answer of the last inspection; shown only when the paper has `with_last`."""


@dataclass(frozen=True, kw_only=True)
class ChecklistSection:
    """One section, A to H; `ask_danger` prints the question about immediate danger after it (P27).

    `yes_no` are questions without points that are answered by yes or no, under the items.
    """

    code: str
    title: str
    items: tuple[ChecklistItem, ...]
    ask_danger: bool = False
    yes_no: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChecklistPaper(Paper):
    """The blank checklist for one facility. `answers` are the labels of the boxes, in order."""

    template: ClassVar[str] = "checklist"

    facility: FacilityHead
    form: str
    """The form's title, for the foot."""
    form_title: str
    version: str
    roster: tuple[RosterCount, ...]
    answers: tuple[str, ...]
    sections: tuple[ChecklistSection, ...]
    with_last: bool = False


@dataclass(frozen=True, kw_only=True)
class SectionScore:
    """Points of one section; a maximum of 0 means that no item of it applies."""

    code: str
    title: str
    points: int
    maximum: int


@dataclass(frozen=True, kw_only=True)
class AnswerCount:
    """How many items were answered so; `label` is the answer."""

    label: str
    number: int


@dataclass(frozen=True, kw_only=True)
class CriticalItem:
    """A critical item that is not met or was not seen, with its answer."""

    number: str
    text: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """One finding; `item` is the checklist's number as text ("" for a free finding), `due` the date in words."""

    item: str
    text: str
    due: str
    critical: bool = False
    corrected: bool = False
    remedy: str = ""
    """What the house said it would do, by whom and until when."""


@dataclass(frozen=True, kw_only=True)
class PhotoLine:
    """A photograph of a place or a paper, as JPEG, never of a child: the item's number and what it shows."""

    item: str
    text: str
    picture: bytes


@dataclass(frozen=True, kw_only=True)
class RoomLine:
    """A room in which children sleep, as the register has it: numbers as text; `over`: more slept there than it has places."""

    name: str
    room_for: str
    places: str
    beds: str
    sleeping: str
    over: bool


@dataclass(frozen=True, kw_only=True)
class ComparedLine:
    """A part of the score in words: now, at the visit before, by how much it changed, and the middle of other facilities."""

    part: str
    now: str
    before: str
    change: str
    others: str


@dataclass(frozen=True, kw_only=True)
class ComparedPart:
    """The result beside others; `heads` are those of the columns of `lines`, where "" says that a column is left out.

    `notes`: with which visits and how many facilities it is compared, and what is not compared.
    """

    notes: tuple[str, ...]
    heads: tuple[str, ...]
    lines: tuple[ComparedLine, ...]


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """A rule that the result rests on, and whether an official source states it or the office set it itself."""

    text: str
    sourced: bool


@dataclass(frozen=True, kw_only=True)
class InspectionReportPaper(Paper):
    """The two-page report of a closed inspection: summary, score by section, critical items, findings, signatures.

    `standards` says by what was inspected. `points` of `maximum` as counted (P24), `scaled` on `scale` as text;
    `proposed_grade` is "" when the head's grade is just that. An allegation is never on this paper (P27); the full and the
    facility's copy differ in `reason`, which the service leaves empty for the facility when it tells what was said in an
    interview.
    """

    template: ClassVar[str] = "inspection_report"

    facility: FacilityHead
    form: str
    standards: str
    version: str
    visit_date: str
    visit_kind: str
    mission_letter: str
    team: str
    """Roles and numbers of the team, not persons."""
    ties: str
    grade: str
    """The label of the grade; "" while none is decided, then the state stands in its place."""
    state: Literal["decided", "to_decide", "to_be_completed"]
    proposed_grade: str
    reason: str
    points: int
    maximum: int
    scaled: str
    scale: int
    counts: tuple[AnswerCount, ...]
    sections: tuple[SectionScore, ...]
    critical: tuple[CriticalItem, ...]
    roster: tuple[RosterCount, ...]
    findings: tuple[FindingLine, ...]
    rules: tuple[RuleLine, ...]
    compared: ComparedPart | None = None
    """Beside earlier visits and facilities of the type; it and the rooms stand after the signatures, so that what is signed
    keeps its two pages (practice P26)."""
    rooms: tuple[RoomLine, ...] = ()
    floor_plan: bytes = b""
    """A picture of floors and rooms, as JPEG, where the house has one among its documents."""
    photos: tuple[PhotoLine, ...] = ()
    """On pages of their own after the signatures."""


@dataclass(frozen=True, kw_only=True)
class RecoveryCodePaper(Paper):
    """The sheet with the office's recovery code, in groups as they are typed. It is printed once and never stored."""

    template: ClassVar[str] = "recovery_code"

    variant: Variant | None = None

    groups: tuple[str, ...]
    device: str
    """The computer's tag."""
    made_on: str
