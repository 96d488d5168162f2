"""What is unlikely in a case is asked once before it is saved, never refused (practice P13)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from app.data.reader import Reader
from app.domain.births import birth_of
from app.domain.clock import readable_day
from app.domain.questions import Question
from app.domain.records import Record
from app.domain.workflow import against_closing
from app.services.cases import case_parts
from app.services.cases.case_facts import facts
from app.services.cases.case_file import case_file, next_visit
from app.services.cases.case_parts import visible
from app.services.cases.cases import Registration
from app.services.office.rules import rules
from app.services.parts.part_kinds import json_keys, kind_of
from app.services.people import person_names
from app.services.people.children import has_name
from app.services.planning import services
from app.services.protection import danger
from app.services.sharing.consent_givers import RELATIONS, Givers, anew
from app.text.zone import local_date

_CARDS = ("family_book", "equity_card")
_AFTER_PLACEMENT = frozenset({"follow_up_home", "follow_up_care"})
_GROWN = 18
_WORK = ("plan", "plan_action", "service", "placement", "conference", "safety_plan")
"""Types of which a case has none before it is accepted (inferred); a first contact may be what shows that it is no case."""


def before_register(reader: Reader, registration: Registration) -> tuple[Question, ...]:
    """What to ask before a case is opened: no name, an old font, a grown child; a carer who is a child, or this one."""
    found: list[Question] = []
    child = registration.child
    if registration.child_id is None and not has_name(child) and not child.get("name_unknown"):
        found.append(Question("ask.case_no_name", {}))
    if registration.child_id is None:
        found.extend(of_birth(child, reader.today()))
    for named in (child, *registration.family):
        found.extend(person_names.before_saving(named))
    for values in registration.family:
        if values.get("is_carer"):
            found.extend(_of_carer(reader, Record("family_member", "", values)))
    for card in _CARDS:
        number = registration.child.get(card)
        if number and registration.child_id is None:
            others = reader.count("child", **{card: number})
            if others:
                found.append(Question(f"ask.case_{card}_shared", {"number": number, "n": others}))
    if registration.child_id is not None:
        for values in registration.contacts:
            found += [one for one in danger.before_contact(reader, registration.child_id, values) if one not in found]
    return (*found, *_consent_at_once(reader, registration))


def of_birth(values: Mapping[str, object], today: date, before: Mapping[str, object] | None = None) -> tuple[Question, ...]:
    """What to ask of the birth of a child that is grown by it, however a range turns out; not of what stood there `before`."""
    birth, old = (birth_of(Record("child", "", one or {})) for one in (values, before))
    same = birth is not None and old is not None and (old.first, old.last) == (birth.first, birth.last)
    if birth is None or same or birth.maybe_under(_GROWN, today):
        return ()
    return (Question("ask.case_child_grown", {"age": birth.age_on(today)}),)


def of_new_parts(reader: Reader, case: str, before: Collection[str] = ()) -> tuple[Question, ...]:
    """What to ask of the parts of a case that were handed in with it, each what its own verb asks; not of those `before`.

    To be asked once they are written and before they are kept: each is looked at together with the others.
    """
    child = reader.get("case", case).text("child")
    found: list[Question] = []
    for type_name in json_keys().values():
        parent = child if kind_of(type_name).parent == "child" else case
        for row in visible(reader, type_name, parent):
            if row.id not in before:
                found += [one for one in case_parts.questions(reader, type_name, parent, row.values) if one not in found]
    return tuple(found)


def parts_of(reader: Reader, case: str) -> frozenset[str]:
    """The ids of the parts of a case that can be handed in with it."""
    child = reader.get("case", case).text("child")
    keys = ((name, child if kind_of(name).parent == "child" else case) for name in json_keys().values())
    return frozenset(row.id for name, parent in keys for row in visible(reader, name, parent))


def _consent_at_once(reader: Reader, registration: Registration) -> tuple[Question, ...]:
    """Whether who gives a consent is alleged to have harmed the child in the same registration, or in an earlier case of it."""
    known: list[Record] = []
    family = [Record("family_member", "", values) for values in registration.family]
    if registration.child_id is not None:
        own = reader.find("case", child=reader.same_as(registration.child_id))
        known = [one.record for case in own[:1] for one in danger.of_child(reader, case.id)]
        family += visible(reader, "family_member", registration.child_id)
    rows = [*known, *(Record("perpetrator", "", values) for values in registration.perpetrators)]
    people = Givers(family, danger.with_names(reader, rows, family))
    for values in registration.consents:
        found = people.may_be(Record("consent", "", values)) if values.get("answer") == "given" else None
        if found is not None:
            return (_harmed(found[0]),)
    return ()


def before_perpetrator(reader: Reader, case: str, values: Mapping[str, object]) -> tuple[Question, ...]:
    """Whether consents that stand were given by the person who is about to be noted as alleged to have harmed (practice P7)."""
    family = visible(reader, "family_member", reader.get("case", case).text("child"))
    alleged = danger.with_names(reader, [Record("perpetrator", "", {**values, "case": case})], family)
    stand = anew(reader, visible(reader, "consent", case), Givers(family, alleged))
    return (Question("ask.danger_consent_stands", {"n": len(stand)}),) if stand else ()


def _harmed(met: danger.Alleged) -> Question:
    """The question about a giver of consent; one of a case that is another's is not named (practice P3)."""
    return Question("ask.case_consent_harmed", {"who": met.who}) if met.told else Question("ask.danger_elsewhere", {})


def _of_carer(reader: Reader, carer: Record) -> list[Question]:
    """What is unlikely of a carer."""
    found: list[Question] = []
    birth = birth_of(carer)
    if birth is not None and birth.surely_under(_GROWN, reader.today()):
        found.append(Question("ask.case_carer_minor", {"age": birth.age_on(reader.today())}))
    if carer.code("relation") == "self":
        found.append(Question("ask.case_carer_self", {}))
    return found


def names_in(reader: Reader, case: str) -> dict[str, Record]:
    """The child of a case and its family, by id, to compare names before and after a change (`after_change`)."""
    child = reader.get("case", case).text("child")
    return {row.id: row for row in (reader.get("child", child), *visible(reader, "family_member", child))}


def after_change(reader: Reader, case: str, before: Mapping[str, Record]) -> tuple[Question, ...]:
    """What to ask of the names and the birth that a change of a case and its family brought, before it is saved."""
    found: list[Question] = []
    for key, row in names_in(reader, case).items():
        old = before[key].values if key in before else None
        found.extend(person_names.before_saving(row.values, old))
        found.extend(of_birth(row.values, reader.today(), old) if row.type == "child" else ())
    return tuple(found)


def before_close(reader: Reader, case: str, reason: str = "") -> tuple[Question, ...]:
    """What to ask before a case is closed: what is still open in it, and what speaks against the reason."""
    found = _of_reason(reader, reader.get("case", case), reason)
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
    waiting = len(services.open_of(reader, case))
    if waiting:
        found.append(Question("ask.case_close_services", {"n": waiting}))
    against = against_closing(facts(reader, case_file(reader, case)), rules(reader, "workflow"))
    if against:
        found.append(Question("ask.case_close_against", {"why": against}))
    return tuple(found)


def _of_reason(reader: Reader, case: Record, reason: str) -> list[Question]:
    """What is unlikely of a reason for closing: a child who is no adult yet; what another act does better."""
    if reason in ("transferred", "duplicate"):
        return [Question(f"ask.case_close_{reason}", {})]
    child = reader.maybe("child", reader.current(case.text("child")))
    birth = birth_of(child) if child is not None else None
    young = reason == "adult" and birth is not None and birth.surely_under(_GROWN, reader.today())
    return [Question("ask.case_close_young", {"age": birth.age_on(reader.today())})] if young and birth is not None else []


def before_refuse(reader: Reader, case: str) -> tuple[Question, ...]:
    """What to ask before a case is not accepted: what was worked on is rather closed, so that the work counts (P18)."""
    done = work_done(reader, case)
    return (Question("ask.case_refuse_worked", {"n": done}),) if done else ()


def work_done(reader: Reader, case: str) -> int:
    """How much was done in a case, of what it has none before it is accepted; as far as the person may know."""
    done = sum(len(visible(reader, name, case)) for name in _WORK)
    return done + sum(row.flag("child_seen") is True for row in visible(reader, "note", case))


def before_note(reader: Reader, case: str, values: Mapping[str, object]) -> tuple[Question, ...]:
    """What to ask before a note is saved: a day before anybody knew of the child, or before the first contact; a follow-up of a
    placement that is nowhere written; the time of the next visit.
    """
    found = _of_note_day(reader, reader.get("case", case), values)
    if values.get("kind") in _AFTER_PLACEMENT and not reader.count("placement", case=case):
        found = (*found, Question("ask.case_follow_up_unplaced", {}))
    return (*found, *danger.before_visit(reader, case)) if values.get("next_visit_on") else found


def _of_note_day(reader: Reader, case: Record, values: Mapping[str, object]) -> tuple[Question, ...]:
    """Whether a note lies before the case was received, in any of its episodes, or a visit before the first contact."""
    day = readable_day(str(values.get("on_date") or ""))
    if day is None:
        return ()
    received = case.moment("received_at")
    begun = [local_date(received)] if received is not None else []
    begun += [one for row in (case, *reader.find("episode", case=case.id)) if (one := row.day("opened_on")) is not None]
    first = min(begun, default=None)
    if first is not None and day < first:
        return (Question("ask.note_before_received", {"day": first.isoformat()}),)
    contact = case.day("first_contact_on")
    if contact is not None and day < contact and values.get("kind") in rules(reader, "follow_up").texts("counts.kinds"):
        return (Question("ask.note_before_contact", {"day": contact.isoformat()}),)
    return ()


def before_part(reader: Reader, type_name: str, case: str, values: Mapping[str, object]) -> tuple[Question, ...]:
    """What to ask before an entry of a case is saved; of what belongs to its parts nothing is asked here."""
    parent = kind_of(type_name).parent
    if parent == "child":
        return case_parts.questions(reader, type_name, reader.get("case", case).text("child"), values)
    return case_parts.questions(reader, type_name, case, values) if parent == "case" else ()


def before_consent(reader: Reader, case: str, values: Mapping[str, object]) -> tuple[Question, ...]:
    """Whether who gives a consent may be a person alleged to have harmed, who never consents for the child (practice P7, P9).

    Compared are names of the carers, the witness and the receiver, and the relation to the child; only somebody who may know
    of persons alleged to have harmed is asked.
    """
    giver = values.get("given_by")
    if giver in {"child", "authority"} and not values.get("witness") and not values.get("receiver"):
        return ()
    family = visible(reader, "family_member", reader.get("case", case).text("child"))
    givers = [row for row in family if _may_give(row, giver)]
    relations = {str(row.code("relation")) for row in givers} | RELATIONS.get(str(giver), frozenset())
    names = {name for row in givers for name in danger.plain_names(row)}
    names |= {name for each in ("witness", "receiver") for name in danger.plain(str(values.get(each) or ""))}
    met = danger.meets(reader, case, names, people=(row.text("who") for row in givers), relations=relations)
    if met is None:
        return ()
    return (_harmed(met),)


def _may_give(row: Record, giver: object) -> bool:
    """Whether a member of the family may be who gave the consent."""
    if giver == "carer":
        return row.flag("is_carer") is True or row.code("relation") in RELATIONS["carer"]
    if giver == "guardian":
        return row.code("relation") == "guardian"
    return giver not in {"child", "authority"}
