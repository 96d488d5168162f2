"""Kinds of parts: what is found out about a child, planned, done and visited."""

from __future__ import annotations

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.questions import Question
from app.services.parts.part_kind import PartKind, Values

_NOTED = "noted_on"
_PERIOD = ((_NOTED, "ended_on"),)


def _before_note(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """What to ask before a visit is saved."""
    from app.services.cases.case_questions import before_note

    return before_note(reader, case, values)


def _check_action(uow: UnitOfWork, case: str, values: Values) -> None:
    """What holds of an action of the plan."""
    from app.services.planning.plans import check_action

    check_action(uow, case, values)


def _settle_action(uow: UnitOfWork, case: str, action: str, values: Values) -> None:
    """What an action of the plan has beside what was entered."""
    from app.services.planning.plans import settle

    settle(uow, case, action, values)


def _check_service(uow: UnitOfWork, case: str, values: Values) -> None:
    """What holds of a service."""
    from app.services.planning.services import check

    check(uow, case, values)


def _before_service(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """What to ask before a service is saved."""
    from app.services.planning.services import before

    return before(reader, case, values)


def _settle_service(uow: UnitOfWork, case: str, service: str, values: Values) -> None:
    """What a service has beside what was entered."""
    from app.services.planning.services import settle

    settle(uow, case, service, values)


def _before_plan(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """P21: the file of a dead child may still need a plan, as one for brothers and sisters; whether it is meant so is asked."""
    from app.services.people.deaths import before_event

    return before_event(reader, case, (values.get("made_on") or reader.today().isoformat(), values.get("review_on")))


def _before_action(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """P21: what is to be done after a death is done for somebody else; it is asked whether it is meant so."""
    from app.services.people.deaths import before_event

    if values.get("state") == "dropped":
        return ()
    day = values.get("done_on") if values.get("state") == "done" else values.get("due_on")
    return before_event(reader, case, (day or reader.today().isoformat(),))


def _before_conference(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """P21: a conference about a death is held after it; one about the child is not, so it is asked."""
    from app.services.people.deaths import before_event

    return before_event(reader, case, (values.get("on_date") or reader.today().isoformat(), values.get("next_on")))


KINDS = (
    PartKind("risk", stays=True, told=_NOTED, form_new=True),
    PartKind("category", required=("code",), once=("code",), today=_NOTED, told=_NOTED, form_new=True, json_key="categories"),
    PartKind(
        "concern",
        required=("code", "kind"),
        once=("code", "kind"),
        today=_NOTED,
        told=_NOTED,
        spans=_PERIOD,
        form_new=True,
        json_key="concerns",
    ),
    PartKind("note", told="on_date", ahead=frozenset({"next_visit_on"}), act="case.note", form_new=True, asks=_before_note),
    PartKind("note_detail", "note", required=("restricted",), act="case.note"),
    PartKind(
        "plan",
        stays=True,
        today="made_on",
        told="made_on",
        who="made_by",
        ahead=frozenset({"review_on"}),
        spans=(("made_on", "ended_on"), ("made_on", "review_on")),
        asks=_before_plan,
    ),
    PartKind(
        "plan_action",
        told="done_on",
        who="who",
        ahead=frozenset({"due_on"}),
        form_new=True,
        check=_check_action,
        asks=_before_action,
        after=_settle_action,
    ),
    PartKind(
        "service",
        required=("type",),
        told="asked_on",
        who="provider",
        spans=(("asked_on", "started_on"), ("asked_on", "done_on"), ("started_on", "done_on")),
        ahead=frozenset({"due_at", "appointment_on"}),
        act="service.edit",
        check=_check_service,
        asks=_before_service,
        after=_settle_service,
    ),
    PartKind(
        "conference",
        required=("decisions",),
        today="on_date",
        told="on_date",
        who="",
        ahead=frozenset({"next_on"}),
        spans=(("on_date", "next_on"),),
        asks=_before_conference,
    ),
)
