"""Parts of the report of an inspection: findings with what the house promised, the comparison, the rooms.

The facility's copy tells of its own visits alone, not of other facilities, and not who was asked (practice P2, P27).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.data.contents.attachments import AttachmentStore
from app.data.contents.pictures import shown
from app.data.reader import Reader
from app.domain.codelists import label
from app.domain.comparing_visits import TOTAL
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.print.papers import ComparedLine, ComparedPart, FindingLine, Language, RoomLine, Variant
from app.services.facilities import facility_register
from app.services.visits import comparison_words as told
from app.services.visits import findings, visit_differences, visit_evidence
from app.services.visits.inspections import Visit
from app.services.visits.visit_comparison import Comparison, comparison
from app.services.visits.visit_differences import Difference
from app.text.dates import long_date, short_date
from app.text.digits import digits_for
from app.text.words import words

FLOOR_PLAN = "floor_plan"
"""The kind of document that is a picture of floors and rooms."""
PLAN_SIDE = 1400
"""Pixels of its longer side on paper."""


def finding_lines(
    reader: Reader, visit: Visit, labels: Mapping[str, tuple[str, str]], lang: Language, variant: Variant
) -> tuple[FindingLine, ...]:
    """The findings, each with the plan of the house; `labels`: item → its key and its words.

    Who was asked stands in the full copy alone: the facility is not told that children were (P27).
    """
    who = visit_evidence.asked(visit) if variant == "full" else {}
    at_once = words("inspection.at_once", lang)
    lines = []
    for found in findings.of_inspection(reader, visit.inspection.id):
        key, text = labels.get(found.text("item"), ("", ""))
        asked = visit_evidence.asked_words(who.get(key, ()), lang)
        lines.append(
            FindingLine(
                item=found.text("item"),
                text=" · ".join(filter(None, (text, found.text("text"), found.text("recommendation"), asked))),
                due=long_date(found.day("due_on"), lang) or at_once,
                critical=bool(found.flag("critical")),
                corrected=found.code("state") == "corrected",
                remedy=remedy_words(found, lang),
            )
        )
    return tuple(lines)


def remedy_words(finding: Record, lang: str) -> str:
    """What the house said it would do about a finding, by whom and until when; "" while it said nothing."""
    said = (finding.text("plan"), finding.text("responsible"), long_date(finding.day("plan_until"), lang))
    what = " · ".join(filter(None, said))
    return words("visit.pack.remedy", lang, what=what) if what else ""


def rooms(reader: Reader, facility: Record, lang: Language) -> tuple[RoomLine, ...]:
    """The rooms in which children sleep, as the register has them now."""
    return tuple(
        RoomLine(
            name=one.text("name"),
            room_for=label("room_for", one.code("room_for"), lang),
            places=_number(one, "places", lang),
            beds=_number(one, "beds", lang),
            sleeping=_number(one, "sleeping", lang),
            over=(one.whole("sleeping") or 0) > (one.whole("places") or one.whole("sleeping") or 0),
        )
        for one in facility_register.parts(reader, "facility_room", facility.id)
    )


def floor_plan(reader: Reader, store: AttachmentStore, facility: str) -> bytes:
    """The newest picture of floors and rooms among the documents of a house, as JPEG; nothing where there is none here.

    One that shows a child is no plan, and what is restricted is on no report (practice P5).
    """
    found = reader.find("attachment", facility=facility, document_kind=FLOOR_PLAN, order=("-dated_on", "-id"))
    for one in found:
        open_one = one.code("purpose") != "child" and not one.code("restricted")
        if open_one and one.text("mime").startswith("image/") and store.has(one.text("sha256")):
            name = one.text("name")
            return shown(store.get(one.text("sha256"), name), PLAN_SIDE, one.whole("turned") or 0, name=name)
    return b""


def _number(room: Record, name: str, lang: str) -> str:
    number = room.whole(name)
    return "-" if number is None else digits_for(number, lang)


def compared(
    reader: Reader, form: CompiledForm, visit: Visit, titles: Mapping[str, str], lang: Language, variant: Variant
) -> ComparedPart | None:
    """The result beside the visit before and among facilities of the type; None where there is neither."""
    found = comparison(reader, form, visit.inspection, visit.facility.text("type"))
    if found is None or (found.before is None and (variant != "full" or not found.peers.spreads)):
        return None
    others = variant == "full" and bool(found.peers.spreads)
    notes = [told.since_words(found, lang), *told.left_out_words(found.visits, lang)]
    if variant == "full":
        notes += [told.among_words(found, lang), told.others_left_out_words(found, lang)]
    before = short_date(found.before.day, lang) if found.before is not None else ""
    shown = {"part": True, "now": True, "change": bool(before), "others": others}
    head = {name: words(f"inspection.compared.{name}", lang) if here else "" for name, here in shown.items()}
    return ComparedPart(
        notes=tuple(filter(None, notes)),
        heads=(head["part"], head["now"], before, head["change"], head["others"]),
        lines=_lines(found, titles, lang),
    )


def _lines(found: Comparison, titles: Mapping[str, str], lang: str) -> tuple[ComparedLine, ...]:
    before, now = found.before.parts if found.before is not None else {}, found.own.parts
    return tuple(
        ComparedLine(
            part=titles.get(name, name) if name else words("inspection.compared.total", lang),
            now=told.part_words(now.get(name), lang),
            before=told.part_words(before.get(name), lang),
            change=told.change_words(before.get(name), now.get(name), lang),
            others=told.spread_words(found.peers.spreads.get(name), lang),
        )
        for name in (TOTAL, *found.sections)
    )


def ties(reader: Reader, visit: Visit, session: FormSession, lang: Language, variant: Variant) -> str:
    """What the team said of ties to the facility; of a joined visit what each inspector said, by name in the full copy."""
    each = visit_differences.ties_of(reader, session.form, visit)
    if each:
        names = inspectors(reader, each) if variant == "full" else {}
        return "; ".join(_said_ties(one, names.get(one.source, ""), lang, variant) for one in each)
    path = session.form.path_of("ties")
    answer = session.value(path) if path else ""
    if answer == "yes":
        said = session.form.path_of("ties_note")
        return (session.value(said) if said else "") or words("print.yes", lang)
    return words("inspection.no_ties", lang) if answer == "no" else ""


def inspectors(reader: Reader, each: Iterable[Difference]) -> dict[str, str]:
    """Visit → the name of who typed it, as far as it is known here."""
    visits = reader.many("inspection", sorted({one.source for one in each}))
    users = reader.many("user", sorted({one.text("typed_by") for one in visits.values()} - {""}))
    return {key: users[one.text("typed_by")].text("name") for key, one in visits.items() if one.text("typed_by") in users}


def _said_ties(one: Difference, name: str, lang: Language, variant: Variant) -> str:
    """What one inspector said; which ties they are only in the full copy."""
    said = label("visit_ties", "some" if one.other.get(one.key) == visit_differences.YES else "none", lang)
    note = " ".join(text for key, text in sorted(one.other.items()) if key != one.key) if variant == "full" else ""
    return ": ".join(filter(None, (name or words("inspection.inspector", lang), said, note)))
