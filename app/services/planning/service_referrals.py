"""A service and the referral that it came from: asked for by it, and how it stands once the receiver has answered.

Which state of a service follows from which answer stands in `resources/rules/services.toml`. A receiver in another office never
sees the service: there the answer arrives with an exchange, and whoever works on the case takes it over by one key.
"""

from __future__ import annotations

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can
from app.domain.records import Record
from app.domain.rules import RuleSet
from app.services.cases import case_parts
from app.services.office.rules import rules
from app.services.planning import services

_ORDER = {state: place for place, state in enumerate(services.OPEN_STATES)}


def check(reader: Reader, case: str, service: str) -> Record:
    """The service that a referral of a case is to be about. InputError `record_not_found`, `service_restricted`."""
    record = reader.maybe("service", service)
    if record is None or record.text("case") not in reader.same_as(case) or not case_parts.may_see(reader.actor, record):
        raise InputError("record_not_found")
    if case_parts.group_of("service", record.values) is not None:
        raise InputError("service_restricted", field="referral.service")
    return record


def begin(uow: UnitOfWork, service: Record, referral: Record) -> None:
    """A service is asked for by a referral: it names that, and what was only planned is asked for now."""
    fresh: dict[str, object] = {"referral": referral.id}
    if service.code("state") == "planned":
        fresh |= {"state": "asked", "asked_on": uow.today().isoformat()}
    if not service.text("provider") and referral.text("to_name"):
        fresh["provider"] = referral.text("to_name")
    case_parts.change(uow, "service", service.id, fresh)


def says(service: Record, referral: Record | None, known: RuleSet) -> str:
    """The state that the answer to its referral puts a service into; empty where it stands there, or further, already."""
    if referral is None or service.text("referral") != referral.id:
        return ""
    path = f"referral.{referral.text('state')}"
    wanted, held = known.text(path) if path in known.rules else "", service.text("state") or "asked"
    if not wanted or held in services.ENDED_STATES or wanted == held:
        return ""
    return "" if _ORDER.get(wanted, len(_ORDER)) < _ORDER.get(held, 0) else wanted


def take_over(uow: UnitOfWork, service: str) -> str:
    """Puts a service into the state that the answer to its referral says; gives the state.

    InputError `record_not_found`, `referral_says_nothing`, and as `services.set_state`.
    """
    record = uow.get("service", service)
    referral = uow.maybe("referral", record.text("referral")) if record.ref("referral") else None
    state = says(record, referral, rules(uow, "services"))
    if not state or referral is None:
        raise InputError("referral_says_nothing", field="service.state")
    services.set_state(uow, service, state, on=referral.day("on_date"))
    return state


def follow(uow: UnitOfWork, referral: str) -> None:
    """After an answer: the services that name the referral go on, as far as the person may change them."""
    record = uow.get("referral", referral)
    case = uow.maybe("case", record.text("case"))
    if case is None or case.code("status") != "open":
        return
    if not can(uow.actor, "service.edit", owner=case.ref("owner"), office=case.text("office")):
        return
    known = rules(uow, "services")
    for service in case_parts.visible(uow, "service", case.id):
        if says(service, record, known):
            take_over(uow, service.id)
