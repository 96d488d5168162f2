"""What an office of practice data keeps beside its cases: households, calls, talks, letters that came in, emergency numbers.

Each by the service that a person's act would go through.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.domain.records import Actor
from app.domain.sample_careers import Career, moment
from app.domain.sample_office import NUMBERS, House, call, house, letters, number_of_calls, number_of_houses, settled, talks
from app.services.approvals import approvals
from app.services.approvals.approvals import Paper
from app.services.care import carers
from app.services.cases import case_parts, flags
from app.services.desk import calls, supervisions, tasks
from app.services.papers import paper_register
from app.services.papers.paper_register import Signed
from app.services.protection import emergency
from app.services.sample.sample_acts import OpenUnit
from app.services.sample.sample_parts import HEAD

CHIEF = "មេឃុំ"
PAPERS = {0: "printed", 2: "out", 4: "back", 6: "back", 7: "void"}
"""Which cases have a paper, by the last of their number, and how it stands."""
MARKED = 100
"""Cases by number below this may have a task or a flag, so that a large sample is not full of them."""
TASKS = (("ទូរស័ព្ទទៅនាយកសាលា", -1), ("យកលិខិតពីឃុំ", 1), ("ណាត់ជួបអ្នកផ្តល់ប្រឹក្សា", 6), ("ពិនិត្យសំបុត្រកំណើតម្តងទៀត", 20))
"""Titles, and in how many days each is due."""
FLAGS = ("កុំទូរស័ព្ទទៅលេខផ្ទះ", "ឪពុកទើបត្រឡប់មកវិញ សូមប្រយ័ត្ន", "ត្រូវប្រគល់ឯកសារដើមទៅគ្រួសារវិញ")


def make_houses(
    unit: OpenUnit, actor: Actor, worker: Actor, seed: int, cases: int, today: date, villages: Sequence[str]
) -> list[str]:
    """The register of family and community care; gives the ids of the households that took in children all the time.

    `worker` asks for approvals that are not given yet, so that another one may decide.
    """
    found = []
    for number in range(number_of_houses(cases)):
        plan = house(seed, actor.office, number, today, villages)
        made = _house(unit, actor, worker, plan)
        if settled(number):
            found.append(made)
    return found


def _house(unit: OpenUnit, actor: Actor, worker: Actor, plan: House) -> str:
    """One household from its application to where it stands."""
    with unit(actor, moment(plan.applied_on, 9, 0), "carer_register") as uow:
        carer = carers.register(uow, plan.values)
    with unit(actor, moment(plan.applied_on, 9, 30), "carer_edit") as uow:
        for member in plan.members:
            case_parts.add(uow, "carer_member", carer, {**member, "checked_on": None, "check_kind": None, "check_result": None})
    checked = [member for member in plan.members if member.get("check_result")]
    if checked and plan.state != "applied":
        with unit(actor, moment(plan.applied_on + timedelta(days=29), 9, 0), "carer_edit") as uow:
            for row, member in zip(case_parts.visible(uow, "carer_member", carer), plan.members, strict=True):
                fresh = {name: member.get(name) for name in ("checked_on", "check_kind", "check_result")}
                case_parts.change(uow, "carer_member", row.id, fresh)
    if plan.state == "applied":
        return carer
    seen = plan.applied_on + timedelta(days=29)
    with unit(actor, moment(seen, 10, 0), "carer_state") as uow:
        carers.set_state(uow, carer, "assessed", seen)
    if plan.state != "assessed":
        _approve(unit, actor, worker, plan, carer)
    for event in plan.events:
        on = date.fromisoformat(str(event["on_date"]))
        with unit(actor, moment(on, 16, 0), "carer_edit") as uow:
            case_parts.add(uow, "carer_event", carer, {**event, "on_date": on.isoformat()})
    return carer


def _approve(unit: OpenUnit, actor: Actor, worker: Actor, plan: House, carer: str) -> None:
    """The approval, asked for by a caseworker and signed on paper; one that is only asked for waits."""
    day = plan.decided_on
    with unit(worker, moment(day, 9, 0), "approval_ask") as uow:
        request = approvals.ask(uow, "carer", ("carer", carer))
    if plan.state == "asked":
        return
    with unit(actor, moment(day, 15, 0), "approval_decide") as uow:
        approvals.decide(uow, request, "approved", paper=Paper(HEAD, day, f"{day:%d%m}/{day:%y}"))
    if plan.state == "suspended":
        with unit(actor, moment(day, 15, 30), "carer_state") as uow:
            carers.set_state(uow, carer, "suspended", day)


def mark(unit: OpenUnit, actor: Actor, case: str, number: int, plan: Career, today: date) -> None:
    """What colleagues wrote down in an open case: in some a task (late, due or later), in fewer a flag, one of them cleared."""
    at = moment(today - timedelta(days=2), 16, 0)
    closed = any(act.name == "case_close" for act in plan.later)
    if number >= MARKED or closed or at <= max([plan.opened.at, *(act.at for act in plan.later)]):
        return
    if number % 4 == 0:
        title, days = TASKS[number // 4 % len(TASKS)]
        with unit(actor, at, "task_add") as uow:
            tasks.add(uow, {"title": title, "due_on": (today + timedelta(days=days)).isoformat()}, case=case)
    if number % 6 == 1:
        with unit(actor, at, "flag_add") as uow:
            made = flags.add(uow, case, FLAGS[number // 6 % len(FLAGS)])
        if number % 18 == 1:
            with unit(actor, at + timedelta(hours=1), "flag_clear") as uow:
                flags.clear(uow, made, "បានដោះស្រាយរួចហើយ")


def paper(unit: OpenUnit, actor: Actor, case: str, number: int, plan: Career, today: date) -> None:
    """A paper of an open case, in turn only printed, out for signature, back with who signed it, or void."""
    at = moment(today - timedelta(days=9), 10, 0)
    closed = any(act.name == "case_close" for act in plan.later)
    if number >= MARKED or number % 8 not in PAPERS or closed or at <= max([plan.opened.at, *(act.at for act in plan.later)]):
        return
    state = PAPERS[number % 8]
    with unit(actor, at, "paper_make") as uow:
        made = paper_register.register(uow, "case_file", variant="authority", case=case)
    if state == "void":
        with unit(actor, at + timedelta(minutes=10), "paper_void") as uow:
            paper_register.void(uow, made)
    if state in ("out", "back"):
        sent = today - timedelta(days=7)
        with unit(actor, moment(sent, 9, 0), "paper_out") as uow:
            paper_register.sent_out(uow, made, CHIEF, sent)
    if state == "back":
        back = today - timedelta(days=3)
        thumb = Signed("carer", "thumbprint", witness="មេភូមិ", on=back)
        with unit(actor, moment(back, 15, 0), "paper_back") as uow:
            paper_register.came_back(uow, made, back, signed=(thumb, Signed("authority", "seal", CHIEF, on=back)))


def make_desk(
    unit: OpenUnit, actor: Actor, workers: Sequence[Actor], seed: int, cases: int, today: date, villages: Sequence[str]
) -> None:
    """Calls, talks with the caseworkers, letters that came in, and the emergency numbers of the office."""
    for number in reversed(range(number_of_calls(cases))):
        at, values = call(seed, actor.office, number, today, villages)
        with unit(actor, at, "call_add") as uow:
            calls.add(uow, values)
    for day, talk in talks(seed, actor.office, today, [worker.user for worker in workers]):
        with unit(actor, moment(day, 15, 0), "supervision_write") as uow:
            supervisions.add(uow, talk)
    for day, letter in letters(seed, actor.office, today):
        with unit(actor, moment(day, 11, 0), "paper_in") as uow:
            paper_register.receive(uow, str(letter["kind"]), day, sender=str(letter["sender"]), number=str(letter["number"]))
    with unit(actor, moment(today - timedelta(days=300), 8, 0), "emergency_number") as uow:
        for name_km, name_en, number_, hours in NUMBERS:
            given = {"name_km": name_km, "name_en": name_en, "number": number_, "hours": hours}
            emergency.add(uow, {**given, "valid_from": (today - timedelta(days=300)).isoformat()})
