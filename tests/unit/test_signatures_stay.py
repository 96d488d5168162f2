"""Rooms for signatures never stand alone on a page: the last lines of what is signed stand with them, on every paper."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.print.case_papers import CaseFilePaper, CaseSection, Entry
from app.print.form_papers import Asked, FormPaper, FormPart, Grid, Option, Signatures, Signer, Table, Told
from app.print.letters import Facts, LetterPaper, Paragraph, Ticks
from app.print.official_forms import Frame, OfficialFormPaper, OfficialHead
from app.print.papers import Paper, RuleLine
from app.print.typesetting import pdf
from tests.support import sample_papers
from tests.support.pdf_text import pages_of

Made = Callable[[int], Paper]
FRAMES = (Frame(who="Signs here", thumb=True), Frame(who="Head"))
HEAD = OfficialHead(
    unit="Office", unit_places=(), day="010226", places=(), village_code="", child_village="", child_number="",
    child="Dara", birth="", birth_told="", sex="male", case_code="K-1",
)  # fmt: skip
YES_NO = (Option(label="Yes"), Option(label="No"))
ROWS = 4
"""So many rows have grids and tables that stand before signatures here."""


def last(number: int) -> str:
    """What stands before the signatures."""
    return f"last{number}"


def letter(*end: Paragraph | Facts | Ticks) -> Made:
    return lambda n: LetterPaper(
        lang="en", office="Office", practice=False, printed_on="today", title="Letter", code="K-1", numbered=True,
        blocks=(*(Paragraph(text=f"line {each}") for each in range(n)), *end), frames=FRAMES,
    )  # fmt: skip


def case_file(section: CaseSection) -> Made:
    return lambda n: CaseFilePaper(
        lang="en", office="Office", practice=False, printed_on="today", variant="family", title="File", code="K-1",
        sections=(CaseSection(title="Lines", entries=tuple(Entry(head=f"{each}", pairs=()) for each in range(n))), section),
        signers=(Signer(who="Signs here"),),
    )  # fmt: skip


def form(kind: str, *end: FormPart) -> Made:
    """A form of the office or of the ministry that ends so."""

    def made(n: int) -> Paper:
        lines = tuple(Told(text=f"line {each}") for each in range(n))
        paper = FormPaper(
            lang="en", office="Office", practice=False, printed_on="today", form="f", version="1", title="Form", about=(),
            parts=(*lines, *end), blank=False,
        )  # fmt: skip
        if kind == "own":
            return replace(paper, parts=(*paper.parts, Signatures(signers=(Signer(who="Signs here"),))))
        return OfficialFormPaper(
            lang="en", office="Office", practice=False, printed_on="today", form="f", version="1", title="Form", about=(),
            parts=paper.parts, blank=False, head=HEAD, frames=FRAMES,
        )  # fmt: skip

    return made


def report(n: int) -> Paper:
    paper = sample_papers.report("en", finding_count=n)
    return replace(paper, rules=(*paper.rules, RuleLine(text=last(0), sourced=True)))


LABEL = last(0)
GRID = Grid(columns=("a", "b"), rows=tuple((last(each), ()) for each in range(ROWS)))
TABLE = Table(title="Table", columns=("a",), rows=tuple((last(each),) for each in range(ROWS)), widths=(1,))
ENDS: dict[str, tuple[Made, str]] = {
    "letter, words": (letter(Paragraph(text=LABEL)), "Signs here"),
    "letter, facts": (letter(Facts(pairs=(("one", "x" * 60), (LABEL, "x" * 60)))), "Signs here"),
    "letter, boxes": (letter(Ticks(rows=((LABEL, YES_NO),))), "Signs here"),
    "letter, boxes and a line": (letter(Ticks(rows=(("what", YES_NO),), room=LABEL)), "Signs here"),
    "file, facts": (case_file(CaseSection(title="End", facts=(("a", "b"), (LABEL, "d")))), "Signs here"),
    "file, entries": (case_file(CaseSection(title="End", entries=(Entry(head=LABEL, pairs=(("a", "b"),)),))), "Signs here"),
    "report": (report, "Signatures"),
    **{
        f"{kind} form, {name}": (form(kind, *end), "Signs here")
        for kind in ("own", "ministry's")
        for name, end in (
            ("words", (Told(text=LABEL),)),
            ("question", (Asked(label=LABEL, value="x" * 200),)),
            ("two questions", (Asked(label="first"), Asked(label=LABEL))),
            ("grid", (GRID,)),
            ("table", (TABLE,)),
        )
    },
}
"""Name of a way to end → papers of so many lines that end so, and what stands in their rooms for signatures."""


def sheets(made: Made, lines: int) -> int:
    """How many pages a paper of so many lines has."""
    return len(pages_of(pdf(made(lines))))


@pytest.mark.parametrize("name", list(ENDS))
def test_the_last_lines_stand_with_the_signatures(name: str) -> None:
    made, signs = ENDS[name]
    before = sheets(made, 4)
    n = bisect_left(range(4, 120), before + 1, key=lambda n: sheets(made, n)) + 4
    [page] = [page for page in pages_of(pdf(made(n))) if signs in page]
    assert LABEL in page, f"{n} lines: the signatures stand alone"
