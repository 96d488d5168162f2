"""What danger to a child makes due: who is to be looked at after a death (practice P21), consent that is to be asked anew …"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from app.data.queries import danger as queries
from app.data.queries.plan_due import dead
from app.data.reader import Reader
from app.domain.clock import parse_instant, readable_day
from app.domain.deadlines import day_state
from app.domain.permissions import can
from app.domain.records import Record
from app.domain.tasks import Due, Scope
from app.services.cases import cases
from app.services.cases.case_parts import visible
from app.services.office.rules import limits, rules
from app.services.people.deaths import sibling_cases
from app.services.protection import best_interests, danger, incidents, safety
from app.services.sharing import consent_givers, referral_consents
from app.services.visits import visit_secrecy
from app.text.zone import local_date


def wanted(reader: Reader, scope: Scope, case: Record) -> bool:
    """Whether a case is one of those that are asked for, and one that the person may read."""
    if scope.cases is not None and case.id not in scope.cases:
        return False
    return (scope.owner is None or case.ref("owner") == scope.owner) and cases.may_read(reader, case)


def siblings(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Brothers and sisters of a child who died that nobody has seen since: each is to be looked at."""
    if not can(reader.actor, "case.list"):
        return
    own, today = rules(reader, "danger"), reader.today()
    since, allowed = (
        today - timedelta(days=own.number("death.remembered")),
        timedelta(days=own.number("death.look_at_siblings")),
    )
    for child, died_on in queries.died(reader, since):
        day = readable_day(died_on) or day_noted(reader, child)
        if day is None or day < since:
            continue
        for case in sibling_cases(reader, child):
            if wanted(reader, scope, case) and not _seen_since(reader, case, day):
                due = day + allowed
                state = day_state(due, None, today, limits(reader))
                yield Due("sibling_of_dead", case.id, ("case", case.id), due, state, case.text("owner"), "", "add:note")


def facilities(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Facilities in which a child died and that were not visited since: by the register of the facility alone (P27)."""
    if not can(reader.actor, "inspection.fill") or scope.cases is not None or scope.owner not in (None, reader.actor.user):
        return
    own, today = rules(reader, "danger"), reader.today()
    since = today - timedelta(days=own.number("death.remembered"))
    for facility, died_on in queries.died_in_care(reader, since):
        day = readable_day(died_on)
        if day is None:
            continue
        visits = reader.find("inspection", facility=facility)
        if any(_counts(reader, row) and (row.day("visit_on") or date.min) >= day for row in visits):
            continue
        due = day + timedelta(days=own.number("death.visit_facility"))
        yield Due("visit_after_death", "", ("facility", facility), due, day_state(due, None, today, limits(reader)), "")


def _counts(reader: Reader, visit: Record) -> bool:
    """Whether a visit was made, as far as the person may know."""
    return visit.code("state") != "void" and not visit_secrecy.hides(reader, visit)


def day_noted(reader: Reader, child: str) -> date | None:
    """When a death was written down whose day nobody knows."""
    lines = [line for line in reader.history(child) if line.field == "death_known" and line.new]
    return local_date(parse_instant(lines[-1].at)) if lines else None


def _seen_since(reader: Reader, case: Record, day: date) -> bool:
    """Whether a child was seen on or after a day."""
    return any(row.flag("child_seen") and (row.day("on_date") or date.min) >= day for row in reader.find("note", case=case.id))


def safety_plans(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Safety plans that are to be looked through; nothing for who may not know of them (practice P1)."""
    if "safety_plan" not in reader.actor.rights or not can(reader.actor, "case.list"):
        return
    files = reader.many("case", queries.with_safety_plan(reader))
    for key, case in files.items():
        if not wanted(reader, scope, case) or is_over(reader, case):
            continue
        plan = safety.current(reader, key)
        due = safety.due_on(reader, case, plan) if plan is not None else None
        if plan is not None and due is not None:
            state = day_state(due, None, reader.today(), limits(reader))
            about, owner, risk = ("safety_plan", plan.id), case.text("owner"), case.text("risk_level")
            yield Due("review_safety_plan", key, about, due, state, owner, risk, "list:safety_plan", "review", "risk_level")


def medical(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Medical care after sexual violence: asked for from the first hour, and for some days after the time is over."""
    if incidents.GROUP not in reader.actor.rights or not can(reader.actor, "case.list"):
        return
    own, now = limits(reader), reader.clock.now()
    since = reader.today() - timedelta(days=rules(reader, "danger").number("incident.medical_asked"))
    for record, due in incidents.waiting(reader, since, own):
        case = reader.maybe("case", record.text("case"))
        if case is not None and wanted(reader, scope, case) and not is_over(reader, case):
            state, step = incidents.medical_state(due, now, own), "list:incident"
            yield Due("medical_72h", case.id, ("incident", record.id), due, state, case.text("owner"), "", step)


def open_calls(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Calls of which it is not decided yet what becomes of them (practice P18)."""
    if not can(reader.actor, "call.edit") or scope.cases is not None:
        return
    days = timedelta(days=rules(reader, "danger").number("call.decide"))
    for key in queries.calls(reader, open_only=True, limit=200):
        row = reader.maybe("call", key)
        moment = row.moment("at") if row is not None else None
        if row is not None and moment is not None and scope.owner in (None, row.text("by")):
            due = local_date(moment) + days
            yield Due("call_open", "", ("call", key), due, day_state(due, None, reader.today(), limits(reader)), row.text("by"))


def consents(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Acts without consent that the head is to look at (practice P8)."""
    if not can(reader.actor, "consent.review") or scope.owner not in (None, reader.actor.user):
        return
    for one in best_interests.waiting(reader, own=False, cases=scope.cases):
        state = day_state(one.due, None, reader.today(), limits(reader))
        subject = ("consent", one.consent.id)
        yield Due("review_consent", one.case.id, subject, one.due, state, reader.actor.user, "", "list:consent", "review")


def asked_anew(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Consents that somebody else must be asked for anew (practice P7): a line for each case, which does not say why (P1)."""
    if not can(reader.actor, "case.list"):
        return
    # Who is known by a relation alone that none of the family has ("somebody at school") needs no second look.
    near = lru_cache(danger.is_relation)
    for key in sorted({key for key, relation, known in queries.consents_in_doubt(reader) if known or near(relation)}):
        if scope.cases is not None and key not in scope.cases:
            continue
        case = reader.maybe("case", key)
        if case is None or not wanted(reader, scope, case) or is_over(reader, case):
            continue
        found = consent_givers.anew(reader, visible(reader, "consent", key), consent_givers.givers(reader, key))
        if found:
            about, owner, purpose = ("consent", found[-1].id), case.text("owner"), found[-1].text("purpose")
            yield Due("consent_anew", key, about, None, "none", owner, purpose, "add:consent", codes="consent_purpose")


def refused_referrals(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Referrals that go on although the consent to share was refused on another laptop, or is over (practice P7)."""
    if not can(reader.actor, "case.list"):
        return
    for case, row in referral_consents.waiting(reader):
        if wanted(reader, scope, case):
            about, who = ("referral", row.id), referral_consents.name_of(reader, row)
            yield Due("referral_refused", case.id, about, None, "soon", case.text("owner"), who, "list:referral", "referral")


def is_over(reader: Reader, case: Record) -> bool:
    """Whether nothing falls due in a case: it is not open, or the child has died."""
    return case.code("status") != "open" or case.text("child") in dead(reader)


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """All of these."""
    yield from medical(reader, scope)
    yield from open_calls(reader, scope)
    yield from consents(reader, scope)
    yield from asked_anew(reader, scope)
    yield from refused_referrals(reader, scope)
    yield from siblings(reader, scope)
    yield from facilities(reader, scope)
    yield from safety_plans(reader, scope)
