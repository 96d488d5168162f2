"""`case list`: on the screen, or into a workbook or a text file with commas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.cli.context import Context
from app.data.reader import Reader
from app.domain.codelists import label
from app.domain.errors import InputError
from app.exports.cells import Cell
from app.exports.lists import Column
from app.services.cases import case_search, kept_filters
from app.services.cases.case_search import CaseFilter, CaseLine, CaseWish
from app.services.numbers import lists
from app.text.words import words

Json = dict[str, object]
PAGE = 500
_LISTS = {"sex": "sex", "status": "case_status", "risk_level": "risk_level", "case_type": "case_type"}
_USUAL = ("id", "code", "name_km", "name_latin", "sex", "status", "risk_level", "opened_on", "first_contact_due")
_IN_FILES = ("code", "name_km", "name_latin", "sex", "status", "risk_level", "case_type", "opened_on")
"""Columns unless others are asked for."""
_MORE = ("case_type", "owner", "village_code", "village_km", "first_contact_on", "received_at")
COLUMNS = (*_USUAL, *_MORE)


def listing(context: Context) -> None:
    """The cases that the user may see, in Khmer order of names; into a file without those that refused reporting (P8)."""
    call = context.call
    limit, columns = call.number("limit", 0), context.names("columns")
    for name in columns:
        if name not in COLUMNS:
            raise InputError("key_unknown", key=name[:60])
    with context.session.read() as reader:
        wish = CaseWish(CaseFilter(typed=call.text("query")))
        if call.text("filter"):
            wish = kept_filters.wish_of(kept_filters.named(reader, call.text("filter")), call.text("query"))
        if not call.text("out"):
            context.out.rows(_row(line, columns or _USUAL) for line in _lines(reader, wish, limit))
            return
    target = Path(call.text("out"))
    context.out.one({"rows": _write(context, target, wish, columns or _IN_FILES, limit), "path": str(target)})


def _write(context: Context, target: Path, wish: CaseWish, columns: Sequence[str], limit: int) -> int:
    """Writes the list into a file, codes in words; gives the number of rows."""
    lang = context.call.given.lang
    wish = replace(wish, where=replace(wish.where, reportable=True))
    named = [name for name in columns if name.startswith("name_")]

    def rows(reader: Reader) -> Iterator[Sequence[Cell]]:
        for line in _lines(reader, wish, limit):
            row = _row(line, columns)
            yield [_told(name, row[name], lang) for name in columns]

    heads = [Column(words(f"field.{name}", lang), 22 if name in named else 16) for name in columns]
    title = words("returns.list.cases", lang)
    return lists.export(context.session, target, "cases", title, heads, rows, lang, names=bool(named))


def _told(name: str, value: object, lang: str) -> str:
    """A cell of a file."""
    text = str(value or "")
    return label(_LISTS[name], text, lang) if name in _LISTS and text else text


def _lines(reader: Reader, wish: CaseWish, limit: int) -> Iterable[CaseLine]:
    """Page after page, up to a limit (0: all)."""
    after: tuple[str, ...] | None = None
    left = limit or None
    while left is None or left > 0:
        page = case_search.page(reader, wish, limit=PAGE if left is None else min(PAGE, left), after=after)
        yield from page.lines
        left = None if left is None else left - len(page.lines)
        after = page.after
        if after is None:
            return


def _row(line: CaseLine, columns: Sequence[str]) -> Json:
    """A line of the list."""
    special: Json = {
        "risk_level": line.row.risk,
        "first_contact_due": line.due.isoformat().replace("+00:00", "Z") if line.due else None,
    }
    return {name: special[name] if name in special else getattr(line.row, name) for name in columns}
