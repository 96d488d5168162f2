"""Kinds of parts: what protects a child, and what tells of danger."""

from __future__ import annotations

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can
from app.domain.questions import Question
from app.services.cases.case_values import day_of
from app.services.parts.kinds_people import settle
from app.services.parts.part_kind import Bodies, PartKind, Values
from app.text.dates import parse_clock_time


def _check_consent(_uow: UnitOfWork, _case: str, values: Values) -> None:
    """P7, P8: spoken consent needs its witness, sharing its receiver, acting without consent its reason."""
    if values.get("how") == "spoken" and not values.get("witness"):
        raise InputError("witness_missing", field="consent.witness")
    if values.get("how") == "best_interests" and not values.get("reason"):
        raise InputError("reason_missing", field="consent.reason")
    if values.get("purpose") == "sharing" and values.get("answer") == "given" and not values.get("receiver"):
        raise InputError("receiver_missing", field="consent.receiver")


def _check_incident(_uow: UnitOfWork, _case: str, values: Values) -> None:
    """P13: what happened was reported and examined afterwards; the hour from which time runs (P11) can be read."""
    hour = values.get("at_time")
    if hour and parse_clock_time(str(hour)) is None:
        raise InputError("clock_time_unreadable", field="incident.at_time", value=str(hour)[:20])
    for name in ("reported_at", "medical_at"):
        if values.get(name) and values.get("on_date"):
            day = day_of("incident.on_date", values["on_date"])
            if day_of(f"incident.{name}", values[name]) < day:
                raise InputError("end_before_start", field=f"incident.{name}", day=day.isoformat())


def _before_consent(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """What to ask before a consent is saved."""
    from app.services.cases.case_questions import before_consent
    from app.services.sharing import referral_consents

    return (*before_consent(reader, case, values), *referral_consents.before(reader, case, values))


def _consent_answered(uow: UnitOfWork, case: str, _consent: str, values: Values) -> None:
    """P7: what goes on by a consent ends with it."""
    from app.services.sharing import referral_consents

    if values.get("purpose") == "sharing" and values.get("answer") != "given":
        referral_consents.end(uow, case)


def _before_perpetrator(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """P7, P9: who is alleged to have harmed one child may be near others, and what that person agreed to counts no more."""
    from app.services.cases.case_questions import before_perpetrator
    from app.services.protection import danger

    near = danger.other_children(reader, case) if values.get("lives_with_child") else ()
    found = (Question("ask.danger_other_children", {"n": len(near)}),) if near else ()
    return (*found, *before_perpetrator(reader, case, values))


def _before_plan(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """P10: one safety plan holds at a time."""
    from app.services.protection import safety

    return safety.before_plan(reader, case, values)


def _plan_made(uow: UnitOfWork, case: str, plan: str, values: Values) -> None:
    """P10: the older plan ends, the new one has a day of its review."""
    from app.services.protection import safety

    safety.made(uow, case, plan, values)


def _by_the_actor(uow: UnitOfWork, _case: str, part: str, values: Values) -> None:
    """Who talked to the child is who wrote it down first."""
    if not values.get("by"):
        uow.update("interview", part, {"by": uow.actor.user})


def _before_reunion(reader: Reader, _case: str, values: Values) -> tuple[Question, ...]:
    """P22: before a family is reunited the relationship is verified and both were asked what they wish."""
    if values.get("state") != "reunited":
        return ()
    found = [] if values.get("relation_verified_on") else [Question("ask.tracing_unverified", {})]
    wishes = {values.get(name) or "not_asked" for name in ("child_wish", "family_wish")}
    if wishes & {"not_asked", "does_not_want"}:
        found.append(Question("ask.tracing_wishes", {}))
    return tuple(found)


def _searching(uow: UnitOfWork, _case: str, part: str, values: Values) -> None:
    """A search that says nothing else goes on; who verified a relationship is who wrote it down."""
    fresh: dict[str, object] = {} if values.get("state") else {"state": "searching", "on_date": values.get("on_date")}
    if values.get("relation_verified_on") and not values.get("verified_by"):
        fresh |= {"relation_verified_on": values["relation_verified_on"], "verified_by": uow.actor.user}
    if fresh:
        uow.update("tracing", part, fresh)


def _check_feedback(_uow: UnitOfWork, _case: str, values: Values) -> None:
    """A rating is from 1 to 5."""
    rating = values.get("rating")
    if rating is not None and not (isinstance(rating, int) and 1 <= rating <= 5):
        raise InputError("rating_range", field="feedback.rating")


def _supervised(reader: Reader, held: Bodies) -> bool:
    """Notes of supervision are the head's, and those of the person whom they are about."""
    users = {body.get("user") for body in held}
    return can(reader.actor, "supervision.edit") or users == {reader.actor.user}


KINDS = (
    PartKind(
        "consent",
        required=("purpose", "answer"),
        stays=True,
        today="on_date",
        told="on_date",
        spans=(("on_date", "until"),),
        ahead=frozenset({"until"}),
        lifetime="on_date",
        form_new=True,
        json_key="consent",
        check=_check_consent,
        asks=_before_consent,
        after=_consent_answered,
    ),
    PartKind("reporter", form_new=True, json_key="reporters"),
    PartKind(
        "perpetrator",
        today="noted_on",
        told="noted_on",
        form_new=True,
        json_key="perpetrators",
        asks=_before_perpetrator,
        after=settle("perpetrator"),
    ),
    PartKind(
        "allegation",
        required=("kind",),
        spans=(("heard_at", "reported_at"),),
        read="allegation.edit",
        form_new=True,
        json_key="allegations",
    ),
    PartKind(
        "safety_plan",
        today="made_on",
        told="made_on",
        ahead=frozenset({"next_review_on"}),
        spans=(("made_on", "reviewed_on"), ("made_on", "ended_on"), ("made_on", "next_review_on")),
        act="safety.edit",
        asks=_before_plan,
        after=_plan_made,
    ),
    PartKind("interview", required=("text",), today="on_date", told="on_date", lifetime="on_date", after=_by_the_actor),
    PartKind("incident", required=("kind",), today="on_date", told="on_date", lifetime="on_date", check=_check_incident),
    PartKind("incident_kind", "incident", required=("code",), once=("code",)),
    PartKind("death", "child", act="death.note"),
    PartKind("call", "", required=("at", "about"), act="call.edit", read="call.edit"),
    PartKind("caller", "call", act="call.edit", read="call.edit"),
    PartKind("tracing", required=("sought",), today="on_date", told="on_date", asks=_before_reunion, after=_searching),
    PartKind("tracing_action", "tracing", required=("kind",), today="on_date"),
    PartKind("leaving", ahead=frozenset({"after_care_until"})),
    PartKind("feedback", required=("from", "text"), today="on_date", told="on_date", only_open=False, check=_check_feedback),
    PartKind("supervision", "", act="supervision.edit", ahead=frozenset({"next_on"}), form_new=True, knows=_supervised),
    PartKind("emergency_number", "", act="rule.edit", read="office.read", ahead=frozenset({"valid_from", "valid_until"})),
)
