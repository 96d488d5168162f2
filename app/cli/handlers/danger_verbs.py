"""`death …`, `safety …`, `interview …`: what protects a child, from the headless face."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.cli.context import Context
from app.cli.doubts import tell
from app.cli.handlers.case_verbs import tell_of_parts
from app.data.fields import fields
from app.domain.errors import InputError
from app.services.cases import case_json, case_parts, case_questions, cases
from app.services.desk import calls, supervisions
from app.services.facilities.facilities import find_facility
from app.services.people import deaths
from app.services.protection import best_interests, emergency, safety


def note_death(context: Context) -> None:
    """Notes that the child of a case died; prints what that ended and what is to be done next, one a line."""
    call = context.call
    values: dict[str, object] = {"died_on": context.day("on"), "death_told_by": call.text("told-by")}
    values["death_known"] = call.text("known") or None
    given = {"circumstances": call.text("circumstances"), "found_by": call.text("found-by")}
    values |= {name: text for name, text in given.items() if text}
    with context.session.write("death_note") as uow:
        case = cases.find_case(uow, call.need("case"))
        steps = deaths.note_death(uow, case.text("child"), values)
    context.out.rows({"what": one.what, "type": one.record[0], "id": one.record[1], "done": one.done} for one in steps)


def withdraw_death(context: Context) -> None:
    """Takes back a death that was noted by mistake."""
    with context.session.write("death_withdraw") as uow:
        case = cases.find_case(uow, context.call.need("case"))
        deaths.withdraw(uow, case.text("child"))
    context.out.one({"case": case.id})


def assigned(type_name: str, typed: Iterable[str], *, also: Iterable[str] = ()) -> dict[str, object]:
    """FIELD=VALUE of a part; true and false, a set parted by commas. InputError `assignment_form`, `key_unknown`.

    `also`: fields that are filled in elsewhere and may be given here.
    """
    known = case_json.keys_of(type_name) | {name: fields(type_name)[name] for name in also}
    values: dict[str, object] = {}
    for assignment in typed:
        name, equals, raw = assignment.partition("=")
        if not equals:
            raise InputError("assignment_form", text=name[:40])
        if name not in known:
            raise InputError("key_unknown", key=f"{type_name}.{name}"[:60])
        kind = known[name].kind
        plain: object = raw or None
        if kind == "bool":
            plain = {"true": True, "false": False}.get(raw, plain)
        elif kind == "set":
            plain = [part for part in raw.split(",") if part]
        elif kind == "int" and raw.isdigit():
            plain = int(raw)
        values[name] = plain
    return values


def add_part(context: Context, type_name: str) -> None:
    """Adds a part to a case; prints its id. `--ask`: not while there is something to ask."""
    with context.session.write("case_part_add") as uow:
        case = cases.find_case(uow, context.call.need("case"))
        values = case_json.read_values(type_name, assigned(type_name, context.call.many), type_name, uow.today())
        tell(context, case_parts.questions(uow, type_name, case.id, values))
        added = case_parts.add(uow, type_name, case.id, values)
    context.out.one({"id": added, "case": case.id})


def safety_add(context: Context) -> None:
    """Makes a safety plan."""
    add_part(context, "safety_plan")


def interview_add(context: Context) -> None:
    """Writes down a talk with a child."""
    add_part(context, "interview")


def incident_add(context: Context) -> None:
    """Notes an incident."""
    add_part(context, "incident")


def safety_show(context: Context) -> None:
    """Prints the safety plan that holds, for who holds the right; nothing for anybody else, as if there were none."""
    with context.session.write("case_read") as uow:
        case = cases.find_case(uow, context.call.need("case"))
        plan = safety.current(uow, case.id)
        uow.record_read("case", case.id)
    context.out.rows([{"id": plan.id, **case_json.written(plan)}] if plan is not None else [])


def safety_review(context: Context) -> None:
    """Notes that the plan was looked through today."""
    with context.session.write("safety_review") as uow:
        case = cases.find_case(uow, context.call.need("case"))
        plan = safety.current(uow, case.id)
        if plan is None:
            raise InputError("record_not_found")
        safety.review(uow, plan.id, next_on=context.day("next"))
    context.out.one({"id": plan.id, "case": case.id})


def _call_values(context: Context) -> dict[str, object]:
    """FIELD=VALUE of a call; `caller.name=…` of who called; `facility=` takes a code, too."""
    typed = context.call.many
    own = assigned("call", (one for one in typed if not one.startswith("caller.")))
    caller = assigned("caller", (one.removeprefix("caller.") for one in typed if one.startswith("caller.")))
    if own.get("facility"):
        with context.session.read() as reader:
            own["facility"] = find_facility(reader, str(own["facility"])).id
    return {**own, **{f"caller_{name}": value for name, value in caller.items()}}


def call_add(context: Context) -> None:
    """Writes a call down."""
    values = _call_values(context)
    with context.session.write("call_add") as uow:
        added = calls.add(uow, values)
    context.out.one({"id": added})


def call_decide(context: Context) -> None:
    """Changes a call, or says what became of it."""
    values = _call_values(context)
    with context.session.write("call_change") as uow:
        calls.change(uow, context.call.need("id"), values)
    context.out.one({"id": context.call.need("id")})


def call_list(context: Context) -> None:
    """Lists the contact log, the newest first."""
    call = context.call
    with context.session.read() as reader:
        if call.text("facility"):
            every = calls.about(reader, find_facility(reader, call.text("facility")).id)
            found = [one for one in every if one.waits or "open" not in call.flags]
        else:
            found = calls.listing(reader, open_only="open" in call.flags, limit=10_000)
    context.out.rows(
        {
            "id": one.id,
            **{name: one.record.values.get(name) for name in ("at", "how", "kind", "about", "outcome", "sent_where")},
            "facility": one.facility.text("code") if one.facility is not None else None,
            "case": one.case_code or None,
            "caller": {name: one.caller.text(name) for name in calls.CALLER} if one.caller is not None else None,
        }
        for one in found
    )


def call_complaint(context: Context) -> None:
    """Writes a complaint down of a call about a facility; what was said is the call's unless ABOUT says it otherwise."""
    call = context.call
    with context.session.write("complaint_add") as uow:
        known = calls.complaint_of(uow, call.need("id"))
        if call.text("about"):
            known["about"] = call.text("about")
        made = calls.to_complaint(uow, call.need("id"), known)
    context.out.one({"id": made, "call": call.need("id")})


def call_case(context: Context) -> None:
    """Opens a case out of a call, from JSON as `case add` takes it; when the information came is the call's moment."""
    given = dict(context.read_object(context.call.need("file")))
    with context.session.write("case_register") as uow:
        record = calls.get(uow, context.call.need("id")).record
        section = given.get("case")
        given["case"] = {"received_at": record.text("at"), **(section if isinstance(section, dict) else {})}
        wanted = case_json.read(given, uow.today())
        asked = case_questions.before_register(uow, wanted)
        opened = calls.to_case(uow, record.id, wanted)
        tell_of_parts(context, uow, opened.case, asked)
    context.out.one({"id": opened.case, "code": opened.code, "child": opened.child, "call": record.id})


def emergency_list(context: Context) -> None:
    """Prints the emergency numbers that hold today."""
    with context.session.read() as reader:
        found = emergency.numbers(reader)
    context.out.rows(
        {"id": one.id or None, "number": one.number, "name": one.name(context.lang), "hours": one.hours, "source": one.source}
        for one in found
    )


def emergency_add(context: Context) -> None:
    """Adds an emergency number of the office."""
    values = assigned("emergency_number", context.call.many, also=("number",))
    with context.session.write("emergency_number") as uow:
        added = emergency.add(uow, values)
    context.out.one({"id": added})


def emergency_card(context: Context) -> None:
    """Writes cards to carry as PDF; they show the numbers alone."""
    target = Path(context.call.need("out"))
    with context.session.write("emergency_card") as uow:
        emergency.save_card(uow, emergency.card(uow, "km" if context.lang == "km" else "en"), target)
    context.out.one({"out": target.name})


def consent_waiting(context: Context) -> None:
    """Lists acts without consent that the head has not looked at."""
    with context.session.read() as reader:
        found = best_interests.waiting(reader)
    context.out.rows(
        {"id": one.id, "case": one.case.text("code"), "on": one.consent.text("on_date"), "reason": one.consent.text("reason")}
        for one in found
    )


def consent_review(context: Context) -> None:
    """Notes that the head looked at an act without consent."""
    with context.session.write("consent_review") as uow:
        best_interests.review(uow, context.call.need("id"), note=context.call.text("note"))
    context.out.one({"id": context.call.need("id")})


def tracing_add(context: Context) -> None:
    """Begins a search for somebody of the family."""
    add_part(context, "tracing")


def tracing_act(context: Context) -> None:
    """Notes what was done in a search."""
    with context.session.write("case_part_add") as uow:
        values = case_json.read_values(
            "tracing_action", assigned("tracing_action", context.call.many), "tracing_action", uow.today()
        )
        added = case_parts.add(uow, "tracing_action", context.call.need("id"), values)
    context.out.one({"id": added, "tracing": context.call.need("id")})


def leaving_add(context: Context) -> None:
    """Notes the plan of a child who leaves care."""
    add_part(context, "leaving")


def feedback_add(context: Context) -> None:
    """Notes what a child or the family says of the help."""
    add_part(context, "feedback")


def supervision_add(context: Context) -> None:
    """Writes down a talk of the head with a user; `case=` takes the number of a case."""
    typed = context.call.many
    case = [one.removeprefix("case=") for one in typed if one.startswith("case=")]
    values = assigned("supervision", (one for one in typed if not one.startswith("case=")))
    values |= {"user": context.call.need("user"), **({"case": case[-1]} if case else {})}
    with context.session.write("supervision_write") as uow:
        added = supervisions.add(uow, values)
    context.out.one({"id": added})


def supervision_list(context: Context) -> None:
    """Lists the talks that one may read, the newest first."""
    with context.session.read() as reader:
        found = supervisions.listing(reader)
    names = ("on_date", "kind", "text", "agreed", "next_on")
    context.out.rows(
        {"id": one.id, "name": one.name, "case": one.case_code or None, **{name: one.record.values.get(name) for name in names}}
        for one in found
    )
