"""Lists to Excel: any list that is on the screen, row by row, marked with what it holds; every export stands in the audit log.

File names tell nothing of what is inside: `list-20261125-1.xlsx`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from app.data.queries.list_rows import case_lines
from app.data.queries.reporting import withheld
from app.data.reader import Reader
from app.domain.codelists import codelist
from app.domain.permissions import VISIT_LISTS, can, export_act, require, scope, sees_names
from app.exports.cells import Cell
from app.exports.csv_list import ENDING, write_csv
from app.exports.lists import Column, write_list
from app.services.office.offices import Session, own_office
from app.text.words import words

Rows = Callable[[Reader], Iterable[Sequence[Cell]]]


def neutral_name(folder: Path, stem: str) -> Path:
    """A file name in a folder that is not taken yet: `<stem>.xlsx`, `<stem>-2.xlsx` …"""
    target, number = folder / f"{stem}.xlsx", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.xlsx"
    return target


def export(
    session: Session,
    target: Path | BytesIO,
    kind: str,
    title: str,
    columns: Sequence[Column],
    rows: Rows,
    lang: str,
    *,
    names: bool,
) -> int:
    """Writes a list, as a workbook (also into memory) or, by the ending `.csv`, as text, and gives the number of rows.

    `kind` names it in the audit log, `names`: it holds names of children. `rows` gives the rows of one moment, one at a time.
    InputError `not_allowed`; EnvironmentFault `export_place`.
    """
    act = export_act(kind)
    require(session.actor, act if kind in VISIT_LISTS or can(session.actor, act) else "case.export")
    if names and not sees_names(session.actor):
        require(session.actor, "list.names")
    with session.write("list_export") as uow:
        # Noted first: a file that nobody noted must not exist, a note without a file does no harm.
        uow.note("export", "list_export", list=kind, names=names)
    with session.read() as reader:
        notes = [words("returns.practice", lang)] if own_office(reader).flag("practice") else []
        if names:
            notes.append(words("returns.list.contains_names", lang))
        if kind == "cases" and withheld(reader):
            notes.append(words("returns.list.without_reporting", lang))
        if isinstance(target, Path) and target.suffix.lower() == ENDING:
            return write_csv(target, [column.title for column in columns], rows(reader), notes)
        return write_list(target, title, columns, rows(reader), notes)


def export_cases(session: Session, target: Path, lang: str, *, status: str | None = None) -> int:
    """The cases that the actor may list, with names if these may be seen; gives the number of rows."""
    names = sees_names(session.actor)
    owner = session.actor.user if scope(session.actor, "case.list") == "own" else None
    heads = ("code", *(("name_km", "name_latin") if names else ()), "sex", "birth", "opened_on", "status", "case_type", "risk")
    widths = {"code": 16.0, "name_km": 26.0, "name_latin": 26.0, "birth": 22.0, "case_type": 30.0}
    columns = [Column(words(f"returns.list.{head}", lang), widths.get(head, 14.0)) for head in heads]

    def rows(reader: Reader) -> Iterator[Sequence[Cell]]:
        return case_rows(reader, lang, owner, status, names=names)

    title = words("returns.list.cases", lang)
    return export(session, target, "cases", title, columns, rows, lang, names=names)


def case_rows(reader: Reader, lang: str, owner: str | None, status: str | None, *, names: bool) -> Iterator[Sequence[Cell]]:
    """Rows of the list of cases, codes in words; for who may see them, which `export_cases` looks after."""
    said = {
        name: {row.code: row.label(lang) for row in codelist(name)}
        for name in ("sex", "case_status", "case_type", "risk_level")
    }
    for line in case_lines(reader, owner=owner, status=status, names=names):
        born = line.birth_from if line.birth_from == line.birth_to else f"{line.birth_from} - {line.birth_to}"
        yield (
            line.code,
            *((line.name_km, line.name_latin) if names else ()),
            said["sex"].get(line.sex, line.sex),
            born,
            line.opened_on,
            said["case_status"].get(line.status, line.status),
            said["case_type"].get(line.case_type, line.case_type),
            said["risk_level"].get(line.risk, line.risk),
        )
