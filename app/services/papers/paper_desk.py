"""The desk where papers are made: which ones a case has, in which copies, and what each copy leaves out (practice P2).

A paper that was made is noted in the register (`paper_register`); its words come from its kind, never from the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.data.contents.attachments import AttachmentStore
from app.data.queries.responses import about
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.questions import Question
from app.domain.records import Record
from app.print.case_papers import CaseFilePaper
from app.print.letters import LetterPaper
from app.print.papers import Language, Paper, Variant
from app.print.typesetting import pictures
from app.services.cases import case_parts, cases
from app.services.forms.form_library import FormShelf
from app.services.office.offices import Session
from app.services.papers import case_papers, letters, official_forms, paper_register
from app.services.papers.case_paper_parts import Pick
from app.services.papers.official_form_plan import OFFICIAL
from app.services.people.deaths import is_dead
from app.services.protection import danger
from app.services.responses import responses
from app.services.responses.responses import ResponseRow
from app.services.sharing import hand_over_note
from app.text.words import words

Subject = tuple[str, str]
"""What a paper is about: type and id."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What papers are made from beside the database: the library of forms, and the files."""

    shelf: FormShelf
    store: AttachmentStore

    @classmethod
    def of(cls, session: Session) -> Desk:
        """The desk of who is at work."""
        return cls(FormShelf(session.folder), AttachmentStore.of(session.database))


Fill = Callable[[Reader, Desk, str, Variant, Language], Paper]
Offer = Callable[[Reader, Desk, str], "list[Choice]"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A paper that can be made now: its kind, what it is about, its copies; `detail` tells it from others of its kind."""

    kind: str
    subject: str
    variants: tuple[Variant, ...]
    detail: str = ""

    @property
    def key(self) -> str:
        """Names it among the papers of a case."""
        return f"{self.kind}:{self.subject}"

    def title(self, lang: str) -> str:
        """What it is called."""
        name = words(f"paper.kind.{self.kind}", lang)
        return f"{name} · {self.detail}" if self.detail else name


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper of a case. `subject`: the type it is about. `numbered`: a letter, with a number of the office.

    `offer` gives those that can be made for a case; `file_name` is neutral and names nobody; `after` runs when one was noted in
    the register (subject, id there).
    """

    name: str
    subject: str
    fill: Fill
    offer: Offer
    numbered: bool = False
    file_name: str = "paper"
    after: Callable[[UnitOfWork, str, str], None] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that was made; `pages` are PNG pictures for the preview."""

    paper: Paper
    pages: tuple[bytes, ...]
    left_out: str


def choices(reader: Reader, desk: Desk, case: str) -> tuple[Choice, ...]:
    """The papers that can be made for a case, in the order of the menu. InputError `not_allowed`, `record_not_found`."""
    record = cases.readable(reader, case)
    require(reader.actor, "paper.make", owner=record.ref("owner"), office=record.text("office"))
    return tuple(one for kind in KINDS.values() for one in kind.offer(reader, desk, case))


def fill(
    reader: Reader, desk: Desk, kind: str, subject: str, variant: Variant, lang: Language, pick: Pick | None = None
) -> Paper:
    """The paper as values; `pick`: which parts of a case file go on it.

    InputError `paper_kind` for one that there is not, `paper_variant`, `paper_no_parts`, or what its filler finds.
    """
    known = KINDS.get(kind)
    if known is None:
        raise InputError("paper_kind", kind=kind[:40])
    if kind == "case_file":
        return _case_file(reader, desk, subject, variant, lang, pick)
    if pick is not None:
        raise InputError("paper_no_parts")
    return known.fill(reader, desk, subject, variant, lang)


def make(
    reader: Reader,
    desk: Desk,
    kind: str,
    subject: str,
    variant: Variant,
    lang: Language,
    *,
    number: str = "",
    copies: Sequence[str] = (),
    pick: Pick | None = None,
) -> Made:
    """The paper with its pages for the preview."""
    paper = numbered(fill(reader, desk, kind, subject, variant, lang, pick), number, copies)
    return Made(paper, tuple(pictures(paper)), left_out(paper))


def left_out_of(reader: Reader, variant: Variant, lang: str) -> str:
    """What a copy will leave out, before it is made."""
    return case_papers.left_out(reader, variant, lang)


def left_out(paper: Paper) -> str:
    """What a copy leaves out, as its foot says, and below it what was left out by choice; "" for a paper of one form."""
    chosen = paper.chosen if isinstance(paper, CaseFilePaper) else ""
    return f"{_by_copy(paper)}\n{chosen}" if chosen else _by_copy(paper)


def _by_copy(paper: Paper) -> str:
    if paper.left_out:
        return paper.left_out
    return words(f"print.variant.{paper.variant}", paper.lang) if paper.variant is not None else ""


def forms_of(reader: Reader, desk: Desk, case: str) -> tuple[ResponseRow, ...]:
    """The forms that were filled in about a case or its child; the library is opened only when there are some."""
    subjects = (("case", case), ("child", cases.readable(reader, case).text("child")))
    there = [subject for subject in subjects if about(reader, *subject)]
    return tuple(row for subject in there for row in responses.of_subject(reader, desk.shelf, *subject))


def register(
    uow: UnitOfWork, kind: str, subject: str, case: str, variant: Variant, *, number: str = "", copies: Sequence[str] = ()
) -> str:
    """Notes a paper of a case in the register; gives its id there."""
    made = paper_register.register(uow, kind, variant=variant, case=case, number=number, copies_to=copies)
    after = KINDS[kind].after
    if after is not None:
        after(uow, subject, made)
    return made


# ---- kinds ----


def _case_file(reader: Reader, desk: Desk, case: str, variant: Variant, lang: Language, pick: Pick | None = None) -> Paper:
    if variant not in case_papers.VARIANTS:
        raise InputError("paper_variant", variant=variant)
    forms = forms_of(reader, desk, case) if variant == "full" else ()
    return case_papers.case_file_paper(reader, case, variant, lang, store=desk.store, forms=forms, shelf=desk.shelf, pick=pick)


def _one_case_file(reader: Reader, desk: Desk, case: str) -> list[Choice]:
    return [Choice("case_file", case, case_papers.VARIANTS)]


def _official(reader: Reader, desk: Desk, response: str, variant: Variant, lang: Language) -> Paper:
    desk.shelf.read(reader)
    return official_forms.official_paper(reader, desk.shelf, response, variant, lang)


def _official_ones(reader: Reader, desk: Desk, case: str) -> list[Choice]:
    """Forms 1 to 6 that were filled in, in their order, the latest of each first."""
    rows = [row for row in forms_of(reader, desk, case) if row.form_id in OFFICIAL]
    rows.sort(key=lambda row: OFFICIAL[row.form_id].number)
    return [Choice("official_form", row.id, OFFICIAL[row.form_id].variants, _told(row)) for row in rows]


def _told(row: ResponseRow) -> str:
    """Which of the forms it is: number and day."""
    day = row.filled_on.strftime("%d/%m/%Y") if row.filled_on is not None else "–"
    return f"{OFFICIAL[row.form_id].number} · {day}"


def _of(filler: letters.Filler) -> Fill:
    """A letter as a paper of the desk."""
    return lambda reader, _, subject, variant, lang: filler(reader, subject, variant, lang)


def _consents(reader: Reader, desk: Desk, case: str) -> list[Choice]:
    """One to be ticked by hand, and one for each answer that was noted."""
    rows = case_parts.visible(reader, "consent", case)
    noted = [Choice("consent", row.id, ("family",), _day_of(row, "on_date")) for row in reversed(rows)]
    return [Choice("consent", case, ("family",)), *noted]


def _agreements(reader: Reader, desk: Desk, case: str) -> list[Choice]:
    rows = case_parts.visible(reader, "placement", case)
    return [Choice("agreement", row.id, ("full", "family"), _day_of(row, "from_on")) for row in reversed(rows)]


def _closures(reader: Reader, desk: Desk, case: str) -> list[Choice]:
    """Nothing while a case is open, and nothing once the child is dead: death ends letters (practice P21)."""
    record = cases.readable(reader, case)
    child = reader.maybe("child", reader.current(record.text("child")))
    closed = record.code("status") == "closed" and child is not None and not is_dead(child)
    return [Choice("closure_letter", case, ("family",))] if closed else []


def _referrals(reader: Reader, desk: Desk, case: str) -> list[Choice]:
    rows = [row for row in case_parts.visible(reader, "referral", case) if row.code("state") != "withdrawn"]
    return [Choice("referral_letter", row.id, ("full",), _day_of(row, "on_date")) for row in reversed(rows)]


def _hand_overs(reader: Reader, desk: Desk, case: str) -> list[Choice]:
    """Notes of those that wait or were accepted."""
    rows = [row for row in case_parts.visible(reader, "hand_over", case) if row.code("state") not in ("withdrawn", "declined")]
    return [Choice("hand_over_note", row.id, hand_over_note.VARIANTS, _day_of(row, "on_date")) for row in reversed(rows)]


def _day_of(row: Record, name: str) -> str:
    """The day that tells one from another."""
    day = row.day(name)
    return f"{day:%d/%m/%Y}" if day is not None else ""


def asks(reader: Reader, choice: Choice, case: str, variant: Variant) -> tuple[Question, ...]:
    """What to ask before a paper goes to a person or household: whether somebody there is alleged to have harmed (P9)."""
    row = reader.maybe(KINDS[choice.kind].subject, choice.subject)
    if choice.kind == "referral_letter" and row is not None:
        return danger.touches(reader, case, names=[row.text("to_name")], phone=row.text("to_phone"))
    if choice.kind == "agreement" and row is not None:
        kin = reader.maybe("family_member", row.text("carer")) if row.ref("carer") else None
        return danger.touches(
            reader,
            case,
            names=[record_name(kin)] if kin is not None else [],
            carer=row.text("approved_carer"),
            facility=row.text("facility"),
            option=row.text("option"),
        )
    return danger.touches(reader, case, option="remains") if variant == "family" else ()


def record_name(row: Record) -> str:
    """The name of a member of the family as it is written."""
    return f"{row.text('family_name_km')} {row.text('given_name_km')}".strip() or row.text("name_latin")


def _note_letter(uow: UnitOfWork, referral: str, paper: str) -> None:
    """A referral names its letter."""
    uow.update("referral", referral, {"letter": paper})


def numbered(paper: Paper, number: str, copies: Sequence[str]) -> Paper:
    """The paper with the number of the office and those who get a copy, where it has room for them."""
    if not isinstance(paper, LetterPaper) or not paper.numbered:
        return paper
    return replace(paper, number=number, copies_to=tuple(copies))


KINDS: Mapping[str, PaperKind] = {
    kind.name: kind
    for kind in (
        PaperKind("case_file", "case", _case_file, _one_case_file, file_name="case-file"),
        PaperKind("official_form", "form_response", _official, _official_ones, file_name="form"),
        PaperKind("consent", "consent", _of(letters.consent), _consents, file_name="consent"),
        PaperKind("agreement", "placement", _of(letters.agreement), _agreements, file_name="agreement"),
        PaperKind("referral_letter", "referral", _of(letters.referral), _referrals, True, "letter", _note_letter),
        PaperKind("hand_over_note", "hand_over", _of(hand_over_note.note), _hand_overs, True, "note"),
        PaperKind("closure_letter", "case", _of(letters.closure), _closures, True, "letter"),
    )
}
"""All kinds of papers of a case, in the order of the menu."""
