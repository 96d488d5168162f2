"""What is unlikely in a case is asked once before it is saved, never refused (practice P13)."""

from __future__ import annotations

from collections.abc import Mapping

from app.data.reader import Reader
from app.domain.births import birth_of
from app.domain.records import Record
from app.services import case_parts
from app.services.case_file import next_visit
from app.services.cases import Registration
from app.services.children import has_name
from app.services.facilities import Question

_CARDS = ("family_book", "equity_card")
_AFTER_PLACEMENT = frozenset({"follow_up_home", "follow_up_care"})
_GROWN = 18


def before_register(reader: Reader, registration: Registration) -> tuple[Question, ...]:
    """What to ask before a case is opened: no name; a carer who is a child, or the child itself; a card of another child."""
    found: list[Question] = []
    child = registration.child
    if registration.child_id is None and not has_name(child) and not child.get("name_unknown"):
        found.append(Question("ask.case_no_name", {}))
    for values in registration.family:
        if values.get("is_carer"):
            found.extend(_of_carer(reader, Record("family_member", "", values)))
    for card in _CARDS:
        number = registration.child.get(card)
        if number and registration.child_id is None:
            others = reader.count("child", **{card: number})
            if others:
                found.append(Question(f"ask.case_{card}_shared", {"number": number, "n": others}))
    return tuple(found)


def _of_carer(reader: Reader, carer: Record) -> list[Question]:
    """What is unlikely of a carer."""
    found: list[Question] = []
    birth = birth_of(carer)
    if birth is not None and birth.surely_under(_GROWN, reader.today()):
        found.append(Question("ask.case_carer_minor", {"age": birth.age_on(reader.today())}))
    if carer.code("relation") == "self":
        found.append(Question("ask.case_carer_self", {}))
    return found


def before_close(reader: Reader, case: str) -> tuple[Question, ...]:
    """What to ask before a case is closed: what is still open in it."""
    found: list[Question] = []
    if any(row.day("to_on") is None for row in reader.find("placement", case=case)):
        found.append(Question("ask.case_close_placement", {}))
    promised = next_visit(reader.find("note", case=case))
    if promised is not None and promised[0] >= reader.today():
        found.append(Question("ask.case_close_visit", {"day": promised[0].isoformat()}))
    if any(row.moment("reported_at") is None for row in case_parts.visible(reader, "allegation", case)):
        found.append(Question("ask.case_close_allegation", {}))
    record = reader.get("case", case)
    if record.day("first_contact_on") is None and record.code("risk_level") not in (None, "no_action"):
        found.append(Question("ask.case_close_no_contact", {}))
    return tuple(found)


def before_note(reader: Reader, case: str, values: Mapping[str, object]) -> tuple[Question, ...]:
    """What to ask before a visit is saved: a follow-up of a placement that is nowhere written."""
    if values.get("kind") in _AFTER_PLACEMENT and not reader.count("placement", case=case):
        return (Question("ask.case_follow_up_unplaced", {}),)
    return ()
