"""`today`, `task …`, `flag …`: what is to be done, and what stands out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.cli.context import Context
from app.cli.output import say
from app.data.reader import Reader
from app.services.cases import cases, flags, time_line
from app.services.cases.time_line import Event
from app.services.desk import caseload, tasks
from app.services.desk import today as todays
from app.services.exchange.histories import person_words
from app.services.office import access
from app.text.words import words

Json = dict[str, object]


def today(context: Context) -> None:
    """What is to be done, one line each, danger to a child first; names only where the person may see them."""
    lang, flags = context.call.given.lang, context.call.flags
    with context.session.read() as reader:
        groups = todays.today(reader, mine="mine" in flags, every="all" in flags)
    context.out.rows(_line(group, line, lang) for group in groups for line in group.lines)
    for group in groups:
        left = group.count - len(group.lines)
        if left > 0:  # beside the list: whoever reads the list line by line is not disturbed
            say(words("cli.today_more", lang, group=group.kind, n=left))


def _line(group: todays.Group, line: todays.Line, lang: str) -> Json:
    """A line of Today."""
    due = line.due.isoformat().replace("+00:00", "Z") if line.due else line.day.isoformat() if line.day else None
    return {
        "group": group.kind,
        "kind": line.kind,
        "what": words(f"task.{line.kind}", lang),
        "subject": line.subject,
        "code": line.mark,
        "name_km": line.name_km,
        "name_latin": line.name_latin,
        "due": due,
        "why": line.extra or None,
        "who": line.by or None,
    }


def task_add(context: Context) -> None:
    """Writes a task down, of a case or of the office; prints its id."""
    call = context.call
    values = {"title": call.need("title"), "note": call.text("note") or None, "assigned_to": call.text("for") or None}
    due = context.day("due")
    with context.session.write("task_add") as uow:
        case = cases.find_case(uow, call.text("case")).id if call.text("case") else ""
        made = tasks.add(uow, {**values, "due_on": due.isoformat() if due else None}, case=case)
    context.out.one({"id": made, "case": case or None})


def task_list(context: Context) -> None:
    """The open tasks by their day."""
    with context.session.read() as reader:
        owner = context.session.actor.user if "mine" in context.call.flags else None
        found = tasks.listed(reader, owner=owner)
        context.out.rows(
            {
                "id": task.id,
                "title": task.text("title"),
                "case": task.ref("case"),
                "due_on": task.text("due_on") or None,
                "assigned_to": task.ref("assigned_to"),
                "state": state,
            }
            for task, state in found
        )


def task_done(context: Context) -> None:
    """Notes that a task is done, or no longer needed."""
    call = context.call
    with context.session.write("task_done") as uow:
        tasks.done(uow, call.need("id"), note=call.text("note"), dropped="dropped" in call.flags)
    context.out.one({"id": call.need("id"), "state": "dropped" if "dropped" in call.flags else "done"})


def history(context: Context) -> None:
    """What happened in a case, the newest first, page by page; kinds parted by commas."""
    call = context.call
    kinds, left = frozenset(context.names("kinds")), call.number("limit", 0)
    with context.session.read() as reader:
        case = cases.find_case(reader, call.need("id")).id
        lang = context.call.given.lang
        context.out.rows(_event(event, names, lang) for event, names in _events(reader, case, kinds, left))


def _events(reader: Reader, case: str, kinds: frozenset[str], most: int) -> Iterator[tuple[Event, Mapping[str, str]]]:
    """Event after event, up to a number (0: all)."""
    after, told = None, 0
    while True:
        page = time_line.page(reader, case, kinds=kinds, after=after)
        for event in page.events:
            yield event, page.names
            told += 1
            if told == most:
                return
        after = page.after
        if after is None:
            return


def _event(event: Event, names: Mapping[str, str], lang: str) -> Json:
    """A line of the history."""
    who = person_words(names.get(event.who, event.who), lang) if event.who else None
    told = words(f"event.{event.what}", lang)
    head = {"day": event.day.isoformat(), "what": event.what, "words": told}
    return {**head, "who": who, "record": event.record.id, "late": event.late}


def seen(context: Context) -> None:
    """Who looked at a case on this computer, the newest first."""
    with context.session.read() as reader:
        case = cases.find_case(reader, context.call.need("id")).id
        context.out.rows({"at": one.at, "who": one.user, "act": one.act} for one in access.seen_by(reader, case))


def loads(context: Context) -> None:
    """How much everybody has to do."""
    with context.session.read() as reader:
        context.out.rows(
            {
                "user": one.user,
                "name": one.name,
                "open": one.open,
                "high": one.high,
                "overdue": one.overdue,
                "due_7": one.due_7,
                "waiting": one.waiting,
            }
            for one in caseload.load(reader)
        )


def flag_add(context: Context) -> None:
    """Flags a case; prints the flag's id."""
    with context.session.write("flag_add") as uow:
        case = cases.find_case(uow, context.call.need("case"))
        made = flags.add(uow, case.id, context.call.need("text"))
    context.out.one({"id": made, "case": case.id})


def flag_clear(context: Context) -> None:
    """Clears a flag."""
    with context.session.write("flag_clear") as uow:
        flags.clear(uow, context.call.need("id"), context.call.need("why"))
    context.out.one({"id": context.call.need("id"), "cleared": True})
