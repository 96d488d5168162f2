"""`service …`: the services of a case."""

from __future__ import annotations

from app.cli.context import Context
from app.cli.doubts import tell
from app.cli.handlers.plan_verbs import assigned
from app.data.reader import Reader
from app.domain.records import Record
from app.services.cases import case_json, case_parts, cases
from app.services.office.rules import rules
from app.services.planning import service_referrals, services

Json = dict[str, object]


def listing(context: Context) -> None:
    """Lists the services of a case, with how they stand and whether they are in time."""
    with context.session.read() as reader:
        case = cases.find_case(reader, context.call.need("id"))
        rows = [_row(reader, row) for row in services.of_case(reader, case.id)]
    context.out.rows(rows)


def add(context: Context) -> None:
    """Adds a service: type=medical subtype=medical_check provider=… timeframe=day_1 asked_on=2026-12-31"""
    with context.session.write("service_add") as uow:
        case = cases.find_case(uow, context.call.need("id"))
        values = case_json.read_values("service", assigned(context.call.many), "service", uow.today())
        tell(context, case_parts.questions(uow, "service", case.id, values))
        added = services.add(uow, case.id, values)
        told = _row(uow, uow.get("service", added))
    context.out.one({**told, "case": case.id})


def state(context: Context) -> None:
    """Says where a service stands."""
    call = context.call
    with context.session.write("service_state") as uow:
        service = call.need("service")
        result = call.text("result") or None
        services.set_state(uow, service, call.need("state"), on=context.day("on"), result=result, note=call.text("note"))
        told = _row(uow, uow.get("service", service))
    context.out.one(told)


def follow(context: Context) -> None:
    """Takes over the answer to the referral that a service came from."""
    with context.session.write("service_follow") as uow:
        service = context.call.need("service")
        service_referrals.take_over(uow, service)
        told = _row(uow, uow.get("service", service))
    context.out.one(told)


def _row(reader: Reader, record: Record) -> Json:
    """A service as JSON."""
    values, known = {name: value for name, value in record.values.items() if name != "case"}, rules(reader, "services")
    referral = reader.maybe("referral", record.text("referral")) if record.ref("referral") else None
    if referral is not None:
        says = service_referrals.says(record, referral, known)
        values |= {"referral_state": referral.code("state"), "referral_says": says or None}
    return {"id": record.id, **values, "in_time": services.timeliness(record, reader.clock.now(), known)}
