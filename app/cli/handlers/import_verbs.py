"""`facility import` and `facility template`: an office's own list of facilities, looked at before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from app.cli.context import Context
from app.cli.output import say
from app.data.reader import Reader
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.services.facilities import facility_import, import_words
from app.services.facilities.facility_import import Plan, Row, Settings
from app.text.words import words

Json = dict[str, object]
Key = TypeVar("Key", int, str)


def run(context: Context) -> None:
    """Takes a list in; with `--dry-run` only tells what it would do. Rows that are unclear or refused are never saved."""
    sheets = facility_import.load(Path(context.call.need("file")))
    call = context.call
    with context.session.read() as reader:
        settings = _settings(context, reader)
        plan = facility_import.plan(reader, sheets, settings)
        wanted = _wanted(call.text("rows"), plan)
        shown = [(row, _json(reader, row, plan, context.lang)) for row in plan.rows]
    done: dict[int, str] = {}
    if "dry-run" not in call.flags:
        seen = facility_import.marks([row for row in plan.rows if row.number in wanted])
        if seen:
            with context.session.write("facility_import") as uow:
                done = facility_import.apply(uow, sheets, settings, seen)
    context.out.rows({**told, "saved": done.get(row.number)} for row, told in shown)
    counts = {f"import_{state}": str(number) for state, number in plan.counts().items()}
    say(words("import.summary", context.lang, sheet=plan.sheet, saved=len(done), **counts))


def template(context: Context) -> None:
    """Writes an empty list to be filled in."""
    file = Path(context.call.need("out"))
    context.out.one({"file": str(file), "columns": import_words.template(file, context.lang)})


def _settings(context: Context, reader: Reader) -> Settings:
    call = context.call
    for name in ("type", "owner"):
        _known_code(name, call.text(name))
    answers = facility_import.answers(reader, _pairs(call.text("choose"), int))
    columns = _pairs(call.text("columns"), str.upper)
    return Settings(call.text("sheet"), columns, call.text("type"), call.text("owner"), answers)


def _known_code(name: str, code: str) -> None:
    if code and code not in codelist(f"facility_{name}"):
        raise InputError("code_unknown", field=f"facility.{name}", code=code[:40], list=f"facility_{name}")


def _pairs(text: str, key: Callable[[str], Key]) -> dict[Key, str]:
    """`7=BMC-001,9=new`. InputError `import_pairs`."""
    found: dict[Key, str] = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, equals, said = part.partition("=")
        try:
            found[key(name.strip())] = said.strip()
        except ValueError as reason:
            raise InputError("import_pairs", text=part[:40]) from reason
        if not equals:
            raise InputError("import_pairs", text=part[:40])
    return found


def _wanted(text: str, plan: Plan) -> set[int]:
    """Rows that are meant: `3,5-9`, or all. InputError `import_rows`, `import_row_unknown`."""
    known = {row.number for row in plan.rows}
    if not text:
        return known
    found: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdigit() or (dash and not last.isdigit()):
            raise InputError("import_rows", text=part[:40])
        found |= set(range(int(first), int(last or first) + 1)) & known if dash else {int(first)}
    if found - known:
        raise InputError("import_row_unknown", row=min(found - known))
    return found


def _json(reader: Reader, row: Row, plan: Plan, lang: str) -> Json:
    """A row as a line."""
    changes = [{"field": one.field, "old": one.old, "new": one.new} for one in row.changes]
    problems = [
        {
            "column": one.column,
            "code": one.error.code,
            "words": import_words.problem_words(one, row, plan.sheet, lang)
            if one.column
            else import_words.fault_words(one.error, lang),
        }
        for one in row.problems
    ]
    alike = [
        {
            "code": one.facility.text("code") if one.facility is not None else None,
            "row": one.row or None,
            "reasons": list(one.reasons),
        }
        for one in row.alike
    ]
    doubts = [words(one.code, lang, **one.params) for one in row.doubts]
    own: Mapping[str, object] = {"row": row.number, "state": row.state, "code": import_words.row_code(row) or None}
    name = import_words.row_name(row, lang)
    return {**own, "name": name, "changes": changes, "problems": problems, "alike": alike, "doubts": doubts}
