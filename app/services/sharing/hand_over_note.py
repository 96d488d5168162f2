"""The note that goes with a case to whom it is handed over, printed (practice P2, P20, P31).

The full one tells what the next person must know first: danger, safety plan, the next three promises, whom the child trusts,
whether the child was told. The one for the signature of the authority says who hands which case to whom, and nothing of these.
The code word of a safety plan is told by word of mouth, never on this paper (inferred: paper is lost more easily).
"""

from __future__ import annotations

from dataclasses import replace

from app.data.reader import Reader
from app.domain.codelists import GROUPS, label
from app.domain.errors import InputError
from app.domain.records import Record
from app.print.form_papers import Option
from app.print.letters import Block, Facts, LetterPaper, Paragraph, Ticks
from app.print.official_forms import Frame
from app.print.papers import Language, Variant
from app.services.cases import case_parts
from app.services.papers.case_papers import left_out
from app.services.papers.letters import Desk, office_of
from app.services.papers.record_words import Pair
from app.services.sharing import hand_overs
from app.text.dates import long_date
from app.text.words import words

VARIANTS: tuple[Variant, ...] = ("full", "authority")
PROMISES = ("promise_1", "promise_2", "promise_3")
_PLAN = ("danger", "signs", "safe_places", "safe_people", "at_night", "made_on", "next_review_on")


def note(reader: Reader, subject: str, variant: Variant, lang: Language) -> LetterPaper:
    """The note of a hand-over. InputError `record_not_found`, `not_allowed`, `paper_variant`."""
    found = reader.maybe("hand_over", subject)
    if found is None:
        raise InputError("record_not_found")
    if variant not in VARIANTS:
        raise InputError("paper_variant", variant=variant)
    desk = Desk(reader, found.text("case"), lang)
    row = desk.visible("hand_over", subject)
    one = hand_overs.told(reader, row)
    office = row.code("kind") == "office"
    to = office_of(reader, row.text("to_office"), lang) if office else one.to_name
    blocks: list[Block] = [Facts(title=desk.words("child"), pairs=(*desk.who(), (desk.words("case_number"), _code(desk))))]
    blocks.append(Facts(title=desk.words("hand_over"), pairs=_between(desk, row, one.from_name, to)))
    blocks += _told(desk, row) if variant == "full" else []
    blocks.append(Paragraph(text=desk.words("hand_over_until", who=one.from_name or "……………………")))
    answers = (Option(label=desk.words("accepted")), Option(label=desk.words("declined")))
    rows = ((desk.words("answer_here"), answers),)
    blocks.append(Ticks(title=desk.words("answer"), rows=rows, room=desk.words("answer_note")))
    frames = (
        Frame(who=desk.words("gives"), name=one.from_name),
        Frame(who=desk.words("receiver"), name="" if office else to),
        Frame(who=desk.role("head"), seal=True),
    )
    if variant == "full":
        blocks.append(Paragraph(text=desk.words("confidential"), small=True))
    made = desk.letter("hand_over_note", variant, blocks, frames, to=to, numbered=office)
    whole = variant == "full" and reader.actor.rights >= GROUPS
    return replace(made, left_out=words("paper.left_out.hand_over", lang) if whole else left_out(reader, variant, lang))


def _code(desk: Desk) -> str:
    return desk.case.text("code")


def _between(desk: Desk, row: Record, giver: str, to: str) -> tuple[Pair, ...]:
    """From whom to whom, since when, why, until when."""
    lang = desk.lang
    until = row.day("until")
    pairs = [
        (desk.words("hand_over_kind"), label("hand_over_kind", row.code("kind"), lang)),
        (desk.words("hand_over_from"), giver),
        (desk.words("hand_over_to"), to),
        (desk.words("hand_over_on"), long_date(row.day("on_date"), lang)),
    ]
    if row.code("reason"):
        pairs.append((desk.words("close_reason"), label("hand_over_reason", row.code("reason"), lang)))
    if until is not None:
        pairs.append((desk.words("until"), long_date(until, lang)))
    return tuple(pairs)


def _told(desk: Desk, row: Record) -> list[Block]:
    """What the next person must know; an empty promise leaves a line to write on."""
    told_on = row.day("told_on")
    promises = tuple((desk.words(name), row.text(name)) for name in PROMISES)
    return [
        Paragraph(title=desk.words("danger"), text=row.text("danger")),
        *_safety(desk),
        Facts(title=desk.words("promises"), pairs=promises),
        Facts(
            pairs=(
                (desk.words("trusts"), row.text("trusts")),
                (desk.words("told_on"), long_date(told_on, desk.lang) if told_on else ""),
            )
        ),
    ]


def _safety(desk: Desk) -> list[Block]:
    """The safety plan that holds, for who may see it."""
    plans = [one for one in case_parts.visible(desk.reader, "safety_plan", desk.case.id) if one.day("ended_on") is None]
    if not plans:
        return []
    last = max(plans, key=lambda one: (one.text("made_on"), one.id))
    return [Facts(title=desk.words("safety_plan"), pairs=desk.teller.pairs(last, _PLAN))]
