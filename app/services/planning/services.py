"""Services of a case by type and kind: who gives them, asked for when and within what time, how they stand, whether in time.

The type decides the restricted group (practice P1): a service of one stands in no open record, list, count or task. The time
frames are the ministry's (`resources/rules/services.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import instant_text, parse_instant
from app.domain.codelists import codelist
from app.domain.deadlines import Limit, State, contact_state
from app.domain.errors import InputError
from app.domain.questions import Question
from app.domain.records import Record
from app.domain.rules import RuleSet
from app.services.cases import case_parts, cases
from app.services.cases.case_values import day_of
from app.services.office.rules import rules
from app.services.people import children
from app.services.people.deaths import is_dead
from app.text.zone import local_date

OPEN_STATES = ("planned", "asked", "started")
ENDED_STATES = ("done", "not_given", "stopped")


def limit_of(timeframe: str | None, known: RuleSet) -> Limit | None:
    """The time allowed by a time frame; None for none, and for one that the rules do not know."""
    path = f"timeframe.{timeframe}"
    if not timeframe or f"{path}.hours" not in known.rules:
        return None
    return Limit(known.number(f"{path}.hours"), known.number(f"{path}.days"), known.rules[f"{path}.hours"].source)


def due_of(asked_on: date | None, asked_at: datetime | None, timeframe: str | None, known: RuleSet) -> datetime | None:
    """When a service is overdue (UTC), or None without a time frame or a request.

    From the instant of the request where that is known, else to the end of the last allowed day (practice P16).
    """
    limit = limit_of(timeframe, known)
    if limit is None or (asked_on is None and asked_at is None):
        return None
    return limit.end(asked_at) if asked_at is not None else limit.end_after(asked_on or date.max)


def subtypes(reader: Reader, type_code: str | None) -> tuple[str, ...]:
    """The kinds of a type of service that the office has, in order; empty where there are none."""
    known = rules(reader, "services")
    path = f"subtypes.{type_code}"
    return known.texts(path) if path in known.rules else ()


def subtype_choices() -> dict[str, tuple[str, ...]]:
    """The kinds of services of each type, as they ship."""
    from app.domain.rules import shipped

    known = shipped("services")
    return {name: known.texts(f"subtypes.{name}") for name in known.tables("subtypes")}


def check(reader: Reader, case: str, values: Mapping[str, object]) -> None:
    """What holds of a service: its kind is one of its type, the time of the request lies on its day, its plan and its
    referral are of the case.

    InputError `service_kind`, `asked_other_day`, `record_not_found`, `facility_unknown`, `service_of_dead`,
    `event_after_death`, `event_before_birth`.
    """
    _check_life(reader, case, values)
    subtype, type_code = values.get("subtype"), str(values.get("type") or "")
    if subtype and subtype not in subtype_choices().get(type_code, ()):
        raise InputError("service_kind", field="service.subtype")
    if values.get("asked_at") and values.get("asked_on"):
        day = day_of("service.asked_on", values["asked_on"])
        if day_of("service.asked_at", values["asked_at"]) != day:
            raise InputError("asked_other_day", field="service.asked_at", day=day.isoformat())
    if values.get("plan"):
        plan = reader.maybe("plan", str(values["plan"]))
        if plan is None or plan.text("case") not in reader.same_as(case):
            raise InputError("record_not_found")
    if values.get("referral"):
        referral = reader.maybe("referral", str(values["referral"]))
        if referral is None or referral.text("case") not in reader.same_as(case):
            raise InputError("record_not_found")
    if values.get("facility") and reader.maybe("facility", str(values["facility"])) is None:
        raise InputError("facility_unknown", field="service.facility", facility=str(values["facility"])[:40])


def before(reader: Reader, case: str, values: Mapping[str, object]) -> tuple[Question, ...]:
    """What to ask of the first service after the family, the child or the authority said no to services (practice P7, P8).

    Rescue is not blocked: an answer "without consent, best interests" with its reason is the newest one then.
    """
    if str(values.get("state") or "asked") not in OPEN_STATES:
        return ()
    told = [row for row in case_parts.visible(reader, "consent", case) if row.code("purpose") == "services"]
    last = max(told, key=lambda row: (row.text("on_date"), row.id), default=None)
    if last is None or last.code("answer") == "given":
        return ()
    day = last.text("on_date")
    if any(row.text("asked_on") >= day for row in case_parts.visible(reader, "service", case)):
        return ()  # it was asked of that one
    return (Question("ask.service_refused", {"day": day}),)


def _check_life(reader: Reader, case: str, values: Mapping[str, object]) -> None:
    """A service is given to a child: it is asked for and given while the child lives, and a death ends it (practice P13, P21).

    Refused, not asked about: what brothers, sisters or the family need after a death stands in their cases or in the plan. That
    a service was stopped, or not given, may be found out later.
    """
    child = reader.maybe("child", reader.get("case", case).text("child"))
    if child is None:
        return
    state, today = str(values.get("state") or "asked"), reader.today().isoformat()
    asked = values.get("asked_on") or values.get("asked_at")
    days = {
        "asked_on": asked or (today if state in ("asked", "started") else None),
        "started_on": values.get("started_on") or (today if state == "started" else None),
        "done_on": (values.get("done_on") or today) if state == "done" else None,
    }
    for name, day in days.items():
        if day:
            children.check_lifetime(child, f"service.{name}", day_of(f"service.{name}", day))
    if state in OPEN_STATES and is_dead(child):
        raise InputError("service_of_dead", field="service.state")


def settle(uow: UnitOfWork, case: str, service: str, values: Mapping[str, object]) -> None:
    """Completes a service that was entered: its limit, where it stands unless said, the day on which it began and ended."""
    at = parse_instant(str(values["asked_at"])) if values.get("asked_at") else None
    on = day_of("service.asked_on", values["asked_on"]) if values.get("asked_on") else None
    state = str(values.get("state") or "asked")
    if on is None and state not in ("planned", "stopped", "not_given"):
        on = local_date(at) if at is not None else uow.today()
    due = due_of(on, at, str(values.get("timeframe") or "") or None, rules(uow, "services"))
    today = uow.today().isoformat()
    fresh: dict[str, object] = {"due_at": instant_text(due) if due is not None else None, "state": state}
    if on is not None:
        fresh["asked_on"] = on.isoformat()
    if state == "started" and not values.get("started_on"):
        fresh["started_on"] = today
    if state in ENDED_STATES and not values.get("done_on"):
        fresh["done_on"] = today
    elif state in OPEN_STATES and values.get("done_on"):
        fresh["done_on"] = None
    held = uow.get("service", service)
    changed = {name: value for name, value in fresh.items() if held.values.get(name) != value}
    if changed:
        uow.update("service", service, changed)
    if case_parts.group_of("service", values) is not None:
        for action in uow.find("plan_action", service=service):
            uow.update("plan_action", action.id, {"service": None})  # an open action would tell that there is such a service
        for referral in uow.find("referral", case=uow.same_as(case), service=service):
            uow.update("referral", referral.id, {"service": None})


def add(uow: UnitOfWork, case: str, values: Mapping[str, object]) -> str:
    """Adds a service to a case; gives its id. Asked for today unless it is only planned or the day is said.

    InputError as `case_parts.add` and `check`.
    """
    return case_parts.add(uow, "service", case, values)


def set_state(
    uow: UnitOfWork, service: str, state: str, *, on: date | None = None, result: str | None = None, note: str = ""
) -> None:
    """Says where a service stands, since when and with what result; the day is today unless said. `note` is added to its words.

    InputError `not_allowed`, `case_not_open`, `record_not_found`, `code_unknown`, `date_in_future`, `end_before_start`.
    """
    day = (on or uow.today()).isoformat()
    fresh: dict[str, object] = {"state": state, "result": result}
    if state == "started":
        fresh |= {"started_on": day, "done_on": None}
    elif state in ENDED_STATES:
        fresh["done_on"] = day
    if note.strip():
        before = uow.get("service", service).text("note")
        fresh["note"] = f"{before}\n{note.strip()}" if before else note.strip()
    case_parts.change(uow, "service", service, fresh)


def of_case(reader: Reader, case: str) -> list[Record]:
    """The services of a case that the person may know of, oldest first; InputError `not_allowed`."""
    cases.readable(reader, case)
    return case_parts.visible(reader, "service", case)


def open_of(reader: Reader, case: str) -> list[Record]:
    """The services of a case that are neither done nor given up, of those that the person may know of."""
    return [row for row in of_case(reader, case) if row.code("state") in (None, *OPEN_STATES)]


def timeliness(service: Record, now: datetime, known: RuleSet) -> State:
    """Whether a service is in time, by when it began or was done; `none` without a limit and for one that was never given."""
    due = service.moment("due_at")
    if due is None or service.code("state") in ("not_given", "stopped"):
        return "none"
    done = service.day("started_on") or service.day("done_on")
    if done is not None:
        return contact_state(due, done, None, now)
    if now >= due:
        return "overdue"
    return "soon" if due - now <= timedelta(hours=known.number("soon.service.hours")) else "running"


def hidden_types(reader: Reader) -> tuple[str, ...]:
    """The types of services that the person may not know of."""
    return tuple(row.code for row in codelist("service_type") if row.group and row.group not in reader.actor.rights)
