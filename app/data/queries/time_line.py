"""Where the events of a case stand in time: keys of many kinds of records laid into one order, page by page, the newest first.

A place is (day, instant, id, what): the day, UTC text of the instant or "", the record, and which of its events it is. Pages go
on by it, never by a number of rows, so that a page costs the same however long the line is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

from app.data.reader import HistoryLine, Reader


class Place(NamedTuple):
    """Where an event stands."""

    day: str
    instant: str
    id: str
    what: str


@dataclass(frozen=True, slots=True)
class Stream:
    """The events of one sort: `what` they are, the table, its columns (never typed by anybody) and which rows.

    `day`: the column or expression of the day; `instant`: that of the moment, or "" for none. `parents`: the values that the
    column `parent` may have; `above`: the type that holds the parent's parent, where that is no case and no child.
    """

    what: str
    type: str
    day: str
    parent: str
    parents: tuple[str, ...]
    instant: str = "''"
    where: str = ""
    above: str = ""
    id: str = "t.id"


_FIRST = {"opened": "ifnull(t.number, 1) = 1", "reopened": "ifnull(t.number, 1) <> 1"}
"""Which episodes open a case, and which open it again."""


def by_day(
    what: str, type_name: str, day: str, parent: str, parents: tuple[str, ...], above: str = "", moment: str = ""
) -> Stream:
    """Events at a day of a record; `moment`: the column that orders those of one day."""
    instant = f"ifnull(t.\"{moment}\", '')" if moment else "''"
    return Stream(what, type_name, f't."{day}"', parent, parents, instant, _FIRST.get(what, ""), above)


def by_instant(what: str, type_name: str, moment: str, parent: str, parents: tuple[str, ...], above: str = "") -> Stream:
    """Events at an instant of a record."""
    return Stream(what, type_name, local_day(f't."{moment}"'), parent, parents, f't."{moment}"', "", above)


def responses(cases: tuple[str, ...]) -> Stream:
    """Forms about a case, or a placement of it, that were finished."""
    day, where = "coalesce(t.filled_on, t.typed_on)", "t.whole IS NULL AND t.state = 'finished'"
    return Stream("response", "form_response", day, "case", cases, "ifnull(t.finished_at, '')", where)


def documents(parent: str, parents: tuple[str, ...]) -> Stream:
    """Documents (their first pages) at their day, else at the day when they came in, where this laptop knows it."""
    day = f"coalesce(t.dated_on, (SELECT {local_day('min(h.at)')} FROM history h WHERE h.record = t.id AND h.what = 'created'))"
    return Stream("document", "attachment", day, parent, parents, where="t.page_of IS NULL")


def of_history(cases: tuple[str, ...]) -> tuple[Stream, ...]:
    """Changes of the caseworker, the voiding, the name hidden and told again, as this laptop knows them.

    Their ids are numbers of the history.
    """
    day, number = local_day("t.at"), "printf('%012d', t.id)"
    assigned = "t.field = 'owner' AND t.old IS NOT NULL"
    voided = "t.field = 'status' AND t.new = '\"void\"'"
    hidden = "t.field = 'name_hidden' AND t.new = 'true'"
    told = "t.field = 'name_hidden' AND t.old = 'true'"
    sorts = {"assigned": assigned, "voided": voided, "name_hidden": hidden, "name_told": told}
    return tuple(Stream(what, "history", day, "record", cases, "t.at", where, id=number) for what, where in sorts.items())


def local_day(column: str) -> str:
    """The day in Cambodia of a column with UTC text."""
    return f"date({column}, '+7 hours')"


def keys(reader: Reader, streams: Iterable[Stream], limit: int, after: Place | None = None) -> list[Place]:
    """The next places of all streams, the newest first."""
    found = (place for stream in streams for place in _of(reader, stream, limit, after))
    return nlargest(limit, found, key=_standing)


def _standing(place: Place) -> tuple[str, str, str, str]:
    """By what a place stands among others; an episode that ends on the day when it began ends after that."""
    return (place.day, place.instant, place.id, _after_its_beginning(place.what))


def _after_its_beginning(what: str) -> str:
    """What stands in order for the name of an event, where one record has several on a day: the others follow their names."""
    return f"~{what}" if what == "closed" else what


def has_any(reader: Reader, stream: Stream) -> bool:
    """Whether a stream has an event at all."""
    return bool(_of(reader, stream, 1, None))


def _of(reader: Reader, stream: Stream, limit: int, after: Place | None) -> list[Place]:
    """The next places of one stream."""
    own = f't."{stream.parent}"'
    same = f"{own} = ?" if len(stream.parents) == 1 else f"{own} IN ({','.join('?' * len(stream.parents))})"
    if stream.above:
        same = f'{own} IN (SELECT p.id FROM "{stream.above}" p WHERE p."case" IN ({",".join("?" * len(stream.parents))}))'
    conditions = [same, f"{stream.day} IS NOT NULL", *([stream.where] if stream.where else [])]
    parameters: list[object] = [*stream.parents]
    if after is not None:
        conditions.append(f"({stream.day}, {stream.instant}, {stream.id}, ?) < (?, ?, ?, ?)")
        parameters += [_after_its_beginning(stream.what), *_standing(after)]
    sql = (
        f'SELECT {stream.day}, {stream.instant}, {stream.id} FROM "{stream.type}" t WHERE {" AND ".join(conditions)}'
        f" ORDER BY {stream.day} DESC, {stream.instant} DESC, {stream.id} DESC LIMIT ?"
    )
    rows = reader.connection.exec_driver_sql(sql, (*parameters, limit))
    return [Place(str(day), str(instant or ""), str(record), stream.what) for day, instant, record in rows]


def first_owners(reader: Reader, records: Sequence[str]) -> dict[str, str]:
    """Whose records were at their beginning, of those that had another owner since; as this laptop knows it."""
    rows = reader.connection.exec_driver_sql(
        f"SELECT record, old FROM history WHERE record IN ({','.join('?' * len(records))})"
        " AND field = 'owner' AND old IS NOT NULL ORDER BY at DESC, id DESC",
        tuple(records),
    )
    return {str(record): str(json.loads(old)) for record, old in rows}


def changes(reader: Reader, numbers: Sequence[str]) -> dict[str, HistoryLine]:
    """Lines of the history by their number, as a stream over it gives them."""
    rows = reader.connection.exec_driver_sql(
        f'SELECT id, what, field, old, new, "user", at FROM history WHERE id IN ({",".join("?" * len(numbers))})',
        tuple(int(number) for number in numbers),
    )
    found: dict[str, HistoryLine] = {}
    for number, what, field, old, new, user, at in rows:
        values = [None if value is None else json.loads(value) for value in (old, new)]
        found[f"{number:012d}"] = HistoryLine(what, field, values[0], values[1], user, at)
    return found
