"""The letter of a measure to a facility (words inferred, until the ministry gives its own): warning, suspension, closure.

It tells the decision, its reason and what is to be corrected. It names no child and tells no allegation (practice P2, P27).
A letter of what does not hold is marked, and has no room for signature and seal; what holds stands in the register (P31).
"""

from __future__ import annotations

from pathlib import Path

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import require
from app.domain.records import Record
from app.print.letters import Block, Facts, LetterPaper, Paragraph
from app.print.official_forms import Frame
from app.print.papers import Language
from app.services.facilities import measures
from app.services.facilities.facilities import name_of
from app.services.papers import paper_register
from app.services.papers.office_logo import office_logo
from app.services.papers.office_papers import office_name
from app.services.visits import finding_labels, findings, inspection_papers
from app.services.visits.inspection_forms import FormShelf, is_practice
from app.services.visits.inspection_papers import facility_head
from app.text.dates import long_date
from app.text.digits import digits_for
from app.text.words import words

KIND = "measure_letter"
"""What the register calls such a letter; its variant there is the kind of the measure."""


def write_letter(uow: UnitOfWork, shelf: FormShelf, measure: str, lang: Language, file: Path) -> None:
    """Writes the letter as a PDF and notes it. InputError `measure_unknown`, EnvironmentFault `paper_not_written`."""
    shelf.read(uow)
    paper = measure_letter(uow, shelf, measure, lang)
    inspection_papers.write_paper(uow, paper, measure, file)
    note_letter(uow, paper, measure)


def note_letter(uow: UnitOfWork, paper: LetterPaper, measure: str) -> None:
    """Notes a letter that was made in the register; not what is marked, nor once more under the same number."""
    record = _measure(uow, measure)
    facility = uow.get("facility", record.text("facility"))
    kind, number = record.text("kind"), " ".join(paper.number.split())
    numbered = uow.find("paper", kind=KIND, variant=kind, facility=facility.id, number=number) if number else []
    if paper.mark or any(one.code("state") != "void" for one in numbered):
        return
    side = f"{facility.text('code')} · {name_of(facility, 'km')}"
    paper_register.register(uow, KIND, variant=kind, facility=facility.id, number=number, other_side=side)


def _measure(reader: Reader, measure: str) -> Record:
    record = reader.maybe("measure", measure) if is_id(measure) else None
    if record is None:
        raise InputError("measure_unknown", measure=measure[:40])
    return record


def _mark(record: Record, lang: Language) -> str:
    """What is said of a letter whose measure does not hold, or does not hold any more."""
    ended = record.day("ended_on")
    if ended is not None:
        return words("letter.measure.over", lang, day=long_date(ended, lang))
    return "" if measures.holds(record) else words("letter.measure.draft", lang)


def measure_letter(reader: Reader, shelf: FormShelf, measure: str, lang: Language) -> LetterPaper:
    """The letter to the director, with room for the seal where the measure holds. InputError `measure_unknown`."""
    require(reader.actor, "measure.take")
    record = _measure(reader, measure)
    mark = _mark(record, lang)
    facility = reader.get("facility", record.text("facility"))
    found = reader.find("office", office=reader.actor.office, limit=1)
    contact = " · ".join(filter(None, (found[0].text("address"), found[0].text("phone")))) if found else ""
    kind = record.text("kind")
    frames = (
        Frame(who=words("letter.measure.director", lang), name=facility.text("director"), thumb=True),
        Frame(who=words("letter.measure.authority", lang), seal=True),
    )
    return LetterPaper(
        lang=lang,
        office=office_name(reader, lang),
        logo=office_logo(reader),
        practice=is_practice(reader),
        printed_on=long_date(reader.today(), lang),
        variant="facility",
        left_out=words("paper.left_out.letter", lang),
        title=words(f"letter.measure.title.{kind}", lang),
        mark=mark,
        code=facility.text("code"),
        numbered=True,
        number=record.text("number"),
        day=long_date(record.day("on_date") or reader.today(), lang),
        to=facility.text("director") or words("letter.measure.director", lang),
        subject=words(f"letter.measure.title.{kind}", lang),
        blocks=tuple(_blocks(reader, shelf, facility, record, lang)),
        frames=() if mark else frames,
        contact=contact,
    )


def _blocks(reader: Reader, shelf: FormShelf, facility: Record, record: Record, lang: Language) -> list[Block]:
    head = facility_head(reader, facility, lang)
    until = record.day("until_on")
    kind, authority = record.text("kind"), record.text("authority") or office_name(reader, lang)
    day = long_date(record.day("on_date") or reader.today(), lang)
    blocks: list[Block] = [
        Facts(
            pairs=(
                (words("print.facility", lang), head.name),
                (words("field.code", lang), head.code),
                (words("field.type", lang), head.kind),
                (words("letter.measure.address", lang), head.address),
            )
        ),
        Paragraph(text=words(f"letter.measure.says.{kind}", lang, authority=authority, day=day)),
        Paragraph(title=words("letter.measure.reason", lang), text=record.text("reason")),
    ]
    points = _points(reader, shelf, facility.id, lang)
    if points:
        blocks.append(Paragraph(title=words("letter.measure.points", lang), text="\n".join(points)))
    if until is not None:
        blocks.append(Paragraph(text=words(f"letter.measure.until.{_until(kind)}", lang, day=long_date(until, lang))))
    blocks.append(Paragraph(text=words("letter.measure.children", lang)))
    return blocks


def _until(kind: str) -> str:
    """Whether the last day is one to correct by, or one to be empty by."""
    return "correct" if kind in {"warning", "suspension"} else "empty"


def _points(reader: Reader, shelf: FormShelf, facility: str, lang: Language) -> list[str]:
    """The open findings in the words of the checklist they were found with, each with its day; what two visits found stands
    once, with the earlier day."""
    open_ones = findings.open_of(reader, facility)
    labels = finding_labels.labels(reader, shelf, open_ones, lang)
    told: dict[str, str] = {}
    for one in open_ones:  # what cannot wait first, then by the day
        due = long_date(one.day("due_on"), lang) or words("inspection.at_once", lang)
        text = labels.get(one.id) or one.text("recommendation") or one.text("text")
        said = f"{digits_for(one.text('item'), lang)}. {text}"
        told.setdefault(said, f"{said} ({due})")
    return list(told.values())
