"""`facility …`, `residency …` and `finding correct`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import get_args

from app.cli.context import Context
from app.cli.doubts import tell
from app.domain.errors import InputError
from app.services.facilities import ages as age_lists
from app.services.facilities import facilities, facility_register, residencies
from app.services.facilities.facilities import FacilityFilter, Papers, find_facility
from app.services.facilities.facility_json import (
    admission_values,
    facility_json,
    facility_values,
    finding_json,
    residency_json,
    resident_json,
)
from app.services.facilities.roster_paper import roster_paper
from app.services.visits import findings, inspection_papers
from app.services.visits.visit_lists import export_facilities


def add(context: Context) -> None:
    """Adds a facility to the register from JSON."""
    given = context.read_object(context.call.need("file"))
    with context.session.write("facility_register") as uow:
        facility = facilities.register(uow, facility_values(given))
    with context.session.read() as reader:
        context.out.one(facility_json(facilities.overview(reader, facility)))


def listing(context: Context) -> None:
    """Lists the facilities in the order of their codes."""
    call = context.call
    limit, papers = call.number("limit", 0), call.text("papers")
    if papers not in ("", *get_args(Papers)):
        raise InputError("facility_papers_unknown", papers=papers[:40], known=", ".join(get_args(Papers)))
    wanted = FacilityFilter(
        search=call.text("query"),
        service=call.text("service") or None,
        fund=call.text("fund") or None,
        papers="over" if papers == "over" else "ends" if papers else None,
        unchecked="unchecked" in call.flags,
        with_closed="closed" in call.flags,
    )
    if call.text("out"):
        count = export_facilities(context.session, Path(call.text("out")), wanted, context.lang, limit)
        context.out.one({"rows": count, "path": call.text("out")})
        return
    with context.session.read() as reader:
        found = facilities.listing(reader, wanted)
        context.out.rows(facility_json(row) for row in (found[:limit] if limit else found))


def show(context: Context) -> None:
    """Shows one facility with its numbers of today."""
    with context.session.read() as reader:
        facility = find_facility(reader, context.call.need("id"))
        shown = facility_json(facilities.overview(reader, facility.id))
        rooms = facility_register.room_numbers(reader, facility)
        shown["staff"] = asdict(facility_register.staff_numbers(reader, facility.id))
        shown["rooms"] = {**asdict(rooms), "too_many": rooms.too_many}
        shown["papers_ending"] = {one.name: one.until.isoformat() for one in facility_register.ending(reader, facility)}
    context.out.one(shown)


def admit(context: Context) -> None:
    """Notes that a child came to live in a facility, from JSON. `--ask`: not while there is something to ask."""
    given = context.read_object(context.call.need("file"))
    with context.session.write("residency_admit") as uow:
        facility = find_facility(uow, context.call.need("facility"))
        values = admission_values(given, uow)
        tell(context, residencies.questions(uow, facility.id, values))
        stay = residencies.admit(uow, facility.id, values)
        shown = residency_json(uow.get("residency", stay))
    context.out.one(shown)


def leave(context: Context) -> None:
    """Notes that a resident left."""
    call = context.call
    with context.session.write("residency_exit") as uow:
        values: dict[str, object] = {
            "exited_on": (context.day("on") or uow.today()).isoformat(),
            "exit_reason": call.need("reason"),
            "exit_destination": call.text("destination") or None,
            "exit_note": call.text("note") or None,
        }
        given = {name: value for name, value in values.items() if value is not None}
        residencies.exit_resident(uow, call.need("id"), given)
        shown = residency_json(uow.get("residency", call.need("id")))
    context.out.one(shown)


def residents(context: Context) -> None:
    """Lists who lived in a facility on a day (today)."""
    with context.session.read() as reader:
        facility = find_facility(reader, context.call.need("facility"))
        context.out.rows(resident_json(row) for row in residencies.living_there(reader, facility.id, context.day("on")))


def print_residents(context: Context) -> None:
    """Writes the list of residents of a facility as a PDF."""
    file = Path(context.call.need("out"))
    with context.session.write("print_roster") as uow:
        facility = find_facility(uow, context.call.need("facility"))
        paper = roster_paper(uow, facility.id, context.day("on") or uow.today(), inspection_papers.paper_language(context.lang))
        inspection_papers.write_paper(uow, paper, facility.id, file)
    context.out.one({"file": str(file), "residents": len(paper.lines)})


def ages(context: Context) -> None:
    """Lists over all facilities who is under three, or 18 or over, and where the rule comes from."""
    with context.session.read() as reader:
        context.out.rows(
            {
                **resident_json(one.resident),
                "facility_code": one.facility.text("code"),
                "list": one.which,
                "source": age_lists.SOURCE[one.which],
            }
            for one in age_lists.listing(reader, context.call.text("which"))
        )


def correct_finding(context: Context) -> None:
    """Notes that a finding was corrected, and what shows it."""
    call = context.call
    with context.session.write("finding_correct") as uow:
        findings.correct(uow, call.need("id"), context.day("on") or uow.today(), call.need("evidence"))
        shown = finding_json(uow.get("finding", call.need("id")))
    context.out.one(shown)
