"""Everything that can be asked of the office, and what came of it as text."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.data.drafts import drafts
from app.data.reader import Reader
from app.data.undo import last_act
from app.domain.care import Wanted
from app.domain.errors import AppError
from app.domain.indicators import definition
from app.domain.workflow import ORDER
from app.print.papers import Variant
from app.services.approvals import approval_list
from app.services.care import care, carer_offers, carers
from app.services.cases import (
    case_history,
    case_json,
    case_owners,
    case_parts,
    case_questions,
    case_search,
    flow,
    kept_filters,
    time_line,
)
from app.services.cases.case_file import case_file, open_file
from app.services.cases.case_search import CaseFilter, CaseWish
from app.services.desk import caseload, find, reminders, task_sources, tasks, today
from app.services.exchange import conflict_view, exchange, sync_view, unconfirmed
from app.services.facilities import facilities, residencies
from app.services.forms import form_library
from app.services.forms.form_library import FormShelf
from app.services.numbers import lists, return_files, returns
from app.services.office import access, settings, users
from app.services.office.offices import Session
from app.services.papers import attachments, documents, paper_desk, paper_register
from app.services.papers.case_papers import VARIANTS
from app.services.people import duplicates
from app.services.responses import response_json, responses
from app.services.visits import findings, inspections
from tests.data.privacy.office import (
    MONTH,
    NOTHING,
    PERSONAL,
    RESTRICTED,
    TYPES,
    Office,
)
from tests.data.privacy.walk_danger import ask_danger
from tests.data.privacy.walk_plan import ask_plan
from tests.data.privacy.walk_visits import ask_visits
from tests.support.closing import close_case


def asked(office: Office, session: Session, folder: Path) -> dict[str, str]:
    """Everything that can be asked, and what came of it as text; a refusal counts as an answer too."""
    found: dict[str, str] = {}

    def ask(name: str, question: Callable[[], object]) -> None:
        try:
            found[name] = NOTHING.sub("", repr(question()))
        except AppError as fault:
            found[name] = f"refused: {fault.code} {dict(fault.params)}"

    _ask_readers(office, session, ask)
    _ask_writers(office, session, ask)
    _ask_files(session, ask, folder)
    return found


Ask = Callable[[str, Callable[[], object]], None]


def _ask_readers(office: Office, session: Session, ask: Ask) -> None:
    """All that only reads."""
    parts = {**office.parts, "case": office.case, "child": office.child}
    with session.read() as reader:
        for order in ("name", "newest", "oldest", "due"):
            ask(f"list {order}", partial(case_search.page, reader, CaseWish(), order))
        for part, where in (
            ("categories", CaseFilter(categories=("abused_sexually",))),
            ("concerns", CaseFilter(concerns=("sexual_violence",))),
        ):
            wish = CaseWish(where)
            ask(f"filter {part}", partial(case_search.page, reader, wish))
            ask(f"count {part}", partial(case_search.count, reader, wish))
        for typed in (RESTRICTED, "sexual", office.code, PERSONAL):
            ask(f"search {typed}", partial(case_search.page, reader, CaseWish(CaseFilter(typed=typed))))
            for lang in ("km", "en"):
                ask(f"find {typed} {lang}", partial(find.find_anything, reader, typed, lang))
        ask("file", lambda: case_file(reader, office.code))
        ask("shown", lambda: case_json.show(case_file(reader, office.case)))
        ask("time line", lambda: case_history.told_events(reader, office.case))
        for name, record in parts.items():
            ask(f"history {name}", partial(case_history.told_history, reader, TYPES.get(name, name), record))
        alike = {"family_name_km": "សុខ", "birth_from": "2015-02-03", "birth_to": "2015-02-03"}
        ask("duplicates", lambda: duplicates.likely(reader, alike, phones=["012345678"]))
        ask("duplicates by the reporter's phone", lambda: duplicates.likely(reader, {}, phones=[office.phone]))
        ask("before closing", partial(case_questions.before_close, reader, office.case))
        ask("owners", lambda: case_owners.owners(reader))
        _ask_exchange(office, reader, ask)
        _ask_desk(office, reader, ask)
        ask("return", lambda: _numbers(returns.compute(reader, MONTH)))
        for sheet in definition().sheets:
            for indicator in sheet.indicators:
                ask(f"behind {indicator.id}", partial(returns.behind, reader, MONTH, indicator.id))
        for cell in ("concerns_new/concern=sexual_violence/kind=experienced", "concerns_open/concern=sexual_violence"):
            ask(f"behind {cell}", partial(returns.behind, reader, MONTH, cell))
        _ask_flow(office, reader, ask)
        _ask_care(office, reader, ask)
        ask("living there", lambda: residencies.all_stays(reader, office.facility))
        _ask_responses(office, session, reader, ask)
        _ask_papers(office, session, reader, ask)
        ask("questions", lambda: residencies.questions(reader, office.facility, {"case": office.case}))
        _ask_facilities(office, reader, ask)
        ask_danger(office, reader, ask)
        ask_plan(office, reader, ask)
        ask("undo", lambda: last_act(reader))
        ask("drafts", lambda: drafts(reader))
    ask("users", lambda: users.list_users(session))
    ask("settings", lambda: vars(settings))


def _ask_facilities(office: Office, reader: Reader, ask: Ask) -> None:
    """What is told of facilities and of visits to them."""
    ask("facilities", lambda: facilities.listing(reader))
    ask("findings", lambda: findings.overdue(reader))
    ask("inspections", lambda: inspections.listing(reader))
    ask_visits(office, reader, ask)


def _ask_desk(office: Office, reader: Reader, ask: Ask) -> None:
    """What is told of the day, of many cases at once, and of what happened."""
    ask("today", lambda: today.today(reader))
    ask("today, one's own", lambda: today.today(reader, mine=True))
    ask("tasks", lambda: tasks.listed(reader))
    ask("due", lambda: task_sources.due_of(reader))
    ask("who saw it", lambda: access.seen_by(reader, office.case))
    ask("reminder", lambda: reminders.reminder(reader))
    ask("caseload", lambda: caseload.load(reader))
    ask("filters of the office", lambda: kept_filters.office_filters(reader))
    ask("page of the time line", lambda: time_line.page(reader, office.case, limit=3))
    ask("kinds of the time line", lambda: time_line.told_kinds(reader, office.case))


def _ask_flow(office: Office, reader: Reader, ask: Ask) -> None:
    """What is told of the way of cases and of what waits for a decision."""
    ask("way of the case", lambda: flow.bar(reader, case_file(reader, office.case)))
    ask("what blocks the closing", lambda: flow.blocks(reader, case_file(reader, office.case), "close"))
    ask("approvals to decide", lambda: approval_list.waiting(reader))
    ask("approvals asked for", lambda: approval_list.mine(reader))
    for step in ORDER:
        ask(f"cases at {step}", partial(case_search.page, reader, CaseWish(step=step)))


def _ask_care(office: Office, reader: Reader, ask: Ask) -> None:
    """What is told of placements and of the register of carers."""
    wanted = Wanted("residential", office.facility)
    ask("against a placement", partial(care.warnings, reader, office.case, wanted))
    ask("answers on care", partial(care.answers, reader, office.case))
    ask("open placements", partial(care.open_of, reader, office.case))
    ask("carers", partial(carers.listing, reader))
    ask("tonight", lambda: carer_offers.search(reader, carer_offers.CareWish("0203", cases=(office.case,))))


def _ask_exchange(office: Office, reader: Reader, ask: Ask) -> None:
    """What is told of the exchange."""
    ask("conflicts", lambda: exchange.conflicts(reader))
    ask("held", lambda: exchange.held(reader))
    ask("unconfirmed", lambda: unconfirmed.unconfirmed(reader))
    ask("digest", lambda: exchange.digest(reader))
    for lang in ("km", "en"):
        ask(f"sync page {lang}", partial(sync_view.sync_view, reader, lang))
        ask(f"inbox {lang}", partial(conflict_view.clash_rows, reader, lang, after=None, limit=100))
        for clash in office.clashes:
            ask(f"clash {clash} {lang}", partial(conflict_view.clash_view, reader, clash, lang))


def _ask_responses(office: Office, session: Session, reader: Reader, ask: Ask) -> None:
    """What is told of forms and their answers."""
    shelf, store = FormShelf(session.database.folder), attachments.AttachmentStore.of(session.database)
    mixed = [one.id for one in reader.find("form_response", form_id="mixed", whole=None)]
    ask("library", lambda: form_library.entries(reader, shelf))
    ask("responses", lambda: responses.of_subject(reader, shelf, "case", office.case))
    ask("response desk", lambda: [response_json.show(reader, shelf, one) for one in mixed])
    for name in ("form_response", "response", "attachment"):
        part = office.parts[name]
        ask(f"open {name}", partial(code_or, partial(responses.get, reader, shelf, part)))
        ask(f"files of {name}", partial(code_or, partial(attachments.of_response, reader, store, part)))
        ask(f"content of {name}", partial(code_or, partial(attachments.content, reader, store, part)))
        ask(f"past of {name}", partial(case_history.field_history, reader, "form_response", part))
    ask("files", lambda: [attachments.of_response(reader, store, one) for one in mixed])


def _ask_papers(office: Office, session: Session, reader: Reader, ask: Ask) -> None:
    """What papers and documents tell, and the register of papers."""
    desk = paper_desk.Desk.of(session)
    ask("papers of the case", lambda: paper_desk.choices(reader, desk, office.case))
    ask("documents", lambda: documents.of_case(reader, desk.store, office.case))
    ask("register of papers", lambda: paper_register.listing(reader))
    for variant in VARIANTS:
        ask(f"case file {variant}", partial(_parts_of, reader, desk, office.case, variant))


def _parts_of(reader: Reader, desk: paper_desk.Desk, case: str, variant: Variant) -> object:
    """What a case file tells, without the words at its foot, which name the groups and no record of one."""
    return replace(paper_desk.fill(reader, desk, "case_file", case, variant, "en"), left_out="")


def code_or(question: Callable[[], object]) -> object:
    """An answer; of a refusal the code alone, since its words name what was asked for."""
    try:
        return question()
    except AppError as fault:
        return fault.code


def _numbers(computed: returns.MonthlyReturn) -> object:
    """The numbers of a return as they are shown and kept."""
    return computed.cells, computed.before, computed.differences, computed.signed


def _ask_writers(office: Office, session: Session, ask: Ask) -> None:
    """Acts on what is not one's own, each undone by its own refusal or by the fault at its end."""

    class Stop(AppError):
        """Ends an act without keeping it."""

    def act(name: str, work: Callable[..., object]) -> None:
        told: list[object] = []

        def tried() -> object:
            try:
                with session.write("try") as uow:
                    told.append(work(uow))
                    told.append([uow.get("residency", str(each)) for each in told if name == "admit"])
                    raise Stop("stop")
            except Stop:
                return told

        ask(name, tried)

    stay = {"case": office.case, "admitted_on": "2026-02-20", "admission_reason": "other"}
    act("open", lambda uow: open_file(uow, office.code))
    act("close", lambda uow: close_case(uow, office.case, "success"))
    act("admit", lambda uow: residencies.admit(uow, office.facility, stay))
    for name, part in office.parts.items():
        act(f"change {name}", partial(case_parts.change, type_name=TYPES.get(name, name), part=part, values={"note": "x"}))
        act(f"remove {name}", partial(case_parts.remove, type_name=TYPES.get(name, name), part=part))
    for clash in office.clashes:
        act(f"resolve {clash}", partial(exchange.resolve, conflict_id=clash, take="both"))
        act(f"look at {clash}", partial(exchange.conflict, conflict_id=clash))
    twice = {"code": "sexual_violence", "kind": "experienced"}
    act("twice", lambda uow: case_parts.add(uow, "concern", office.case, twice))


def _ask_files(session: Session, ask: Ask, folder: Path) -> None:
    """Every export."""

    def text_of(name: str, write: Callable[[Path], object]) -> Callable[[], object]:
        def made() -> object:
            target = folder / name
            write(target)
            with zipfile.ZipFile(target) as book:
                return [book.read(each).decode("utf-8", "replace") for each in book.namelist()]

        return made

    ask("cases to excel", text_of("cases.xlsx", lambda target: lists.export_cases(session, target, "en")))
    ask("return to excel", text_of("return.xlsx", lambda target: return_files.export(session, MONTH, target, "en")))
    for cell in ("cases_new", "allegations_heard", "concerns_new/concern=sexual_violence"):
        ask(f"behind {cell}", text_of(f"{len(cell)}.xlsx", partial(return_files.export_behind, session, MONTH, cell)))
