"""The desk where papers are made: which ones a case has, in which copies, and what each copy leaves out (practice P2).

A paper that was made is noted in the register (`paper_register`); its words come from its kind, never from the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.data.attachments import AttachmentStore
from app.data.queries.responses import about
from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.permissions import require
from app.print.papers import Language, Paper, Variant
from app.print.typesetting import pictures
from app.services import case_papers, cases, official_forms, responses
from app.services.form_library import FormShelf
from app.services.offices import Session
from app.services.official_form_plan import OFFICIAL
from app.services.responses import ResponseRow
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

    `offer` gives those that can be made for a case; `file_name` is neutral and names nobody.
    """

    name: str
    subject: str
    fill: Fill
    offer: Offer
    numbered: bool = False
    file_name: str = "paper"


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


def fill(reader: Reader, desk: Desk, kind: str, subject: str, variant: Variant, lang: Language) -> Paper:
    """The paper as values. InputError `paper_kind` for one that there is not, `paper_variant`, or what its filler finds."""
    known = KINDS.get(kind)
    if known is None:
        raise InputError("paper_kind", kind=kind[:40])
    return known.fill(reader, desk, subject, variant, lang)


def make(reader: Reader, desk: Desk, kind: str, subject: str, variant: Variant, lang: Language) -> Made:
    """The paper with its pages for the preview."""
    paper = fill(reader, desk, kind, subject, variant, lang)
    return Made(paper, tuple(pictures(paper)), left_out(paper))


def left_out_of(reader: Reader, variant: Variant, lang: str) -> str:
    """What a copy will leave out, before it is made."""
    return case_papers.left_out(reader, variant, lang)


def left_out(paper: Paper) -> str:
    """What a copy leaves out, as its foot says; "" for a paper of one form."""
    if paper.left_out:
        return paper.left_out
    return words(f"print.variant.{paper.variant}", paper.lang) if paper.variant is not None else ""


def forms_of(reader: Reader, desk: Desk, case: str) -> tuple[ResponseRow, ...]:
    """The forms that were filled in about a case or its child; the library is opened only when there are some."""
    subjects = (("case", case), ("child", cases.readable(reader, case).text("child")))
    there = [subject for subject in subjects if about(reader, *subject)]
    return tuple(row for subject in there for row in responses.of_subject(reader, desk.shelf, *subject))


# ---- kinds ----


def _case_file(reader: Reader, desk: Desk, case: str, variant: Variant, lang: Language) -> Paper:
    if variant not in case_papers.VARIANTS:
        raise InputError("paper_variant", variant=variant)
    forms = forms_of(reader, desk, case) if variant == "full" else ()
    return case_papers.case_file_paper(reader, case, variant, lang, store=desk.store, forms=forms)


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


KINDS: Mapping[str, PaperKind] = {
    kind.name: kind
    for kind in (
        PaperKind("case_file", "case", _case_file, _one_case_file, file_name="case-file"),
        PaperKind("official_form", "form_response", _official, _official_ones, file_name="form"),
    )
}
"""All kinds of papers of a case, in the order of the menu."""
