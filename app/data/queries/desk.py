"""What is to be done and what stands out, over many cases at once: tasks, flags, silence, allegations not yet reported."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from app.data.connection import bare
from app.data.indexes.people import NARROW_CHILD
from app.data.queries.plan_due import LIVING
from app.data.reader import Reader


class TaskRow(NamedTuple):
    """An open task: `day` the last day, `whose` the person who is to do it, else the owner of its case; "" for nothing."""

    id: str
    case: str
    title: str
    day: str
    whose: str
    made_by: str


class Marked(NamedTuple):
    """Something about a case: the record's id, the case, its owner, a text or code, a moment or day as wire text."""

    id: str
    case: str
    owner: str
    text: str
    at: str


def _cases(office: str, owner: str | None) -> tuple[str, list[object]]:
    """The condition that a case is open and within an office, or of one owner in it."""
    where, parameters = "c.status = 'open' AND +c.office >= ? AND +c.office < ?", [office, office + "~"]
    return (f"{where} AND c.owner = ?", [*parameters, owner]) if owner is not None else (where, list(parameters))


def open_tasks(reader: Reader, office: str, owner: str | None, reading: str | None) -> list[TaskRow]:
    """Tasks that are not done, by the last day; `owner`: who is to do them, `reading`: whose cases alone may be read.

    A task without a case is one's own, or one that the person made; who reads every case sees all.
    """
    where = ["(t.state IS NULL OR t.state = 'open')"]
    parameters: list[object] = []
    inside, of_case = _cases(office, reading)
    alone = 't."case" IS NULL AND t.office >= ? AND t.office < ?'
    more: list[object] = [office, office + "~"]
    if reading is not None:
        alone, more = f"{alone} AND (t.assigned_to = ? OR t.made_by = ?)", [*more, reading, reading]
    where.append(f"(({inside} AND {LIVING}) OR ({alone}))")
    parameters += [*of_case, *more]
    if owner is not None:
        where.append("ifnull(t.assigned_to, ifnull(c.owner, t.made_by)) = ?")
        parameters.append(owner)
    rows = reader.connection.exec_driver_sql(
        "SELECT t.id, ifnull(t.\"case\", ''), ifnull(t.title, ''), ifnull(t.due_on, ''),"
        " coalesce(t.assigned_to, c.owner, t.made_by, ''), ifnull(t.made_by, '')"
        f' FROM task t LEFT JOIN "case" c ON c.id = t."case" WHERE {" AND ".join(where)}'
        " ORDER BY t.due_on IS NULL, t.due_on, t.id",
        tuple(parameters),
    )
    return [TaskRow(*row) for row in rows]


def open_flags(reader: Reader, office: str, owner: str | None) -> list[Marked]:
    """Flags on open cases that nobody has cleared, the newest first."""
    where, parameters = _cases(office, owner)
    rows = reader.connection.exec_driver_sql(
        "SELECT f.id, c.id, ifnull(c.owner, ''), ifnull(f.text, ''), ifnull(f.on_date, '')"
        f' FROM flag f CROSS JOIN "case" c ON c.id = f."case" WHERE f.cleared_on IS NULL AND {where}'
        " ORDER BY f.on_date DESC, f.id DESC",
        tuple(parameters),
    )
    return [Marked(*row) for row in rows]


def _silent(office: str, owner: str | None, since: str, levels: Sequence[str]) -> tuple[str, list[object]]:
    """The condition that a case is open, its child lives, and nothing was noted of it since a day.

    While its first contact is to be made by a limit (`levels` of risk have one), that limit tells of it.
    """
    where, parameters = _cases(office, owner)
    noted = 'SELECT n."case" FROM note n WHERE n.on_date >= ? AND n."case" IS NOT NULL'
    limited = "ifnull(c.received_at, '') GLOB '????-??-??T*Z' AND ifnull(c.risk_level, '') IN (SELECT value FROM json_each(?))"
    word = f"(c.first_contact_on < ? OR c.first_contact_on IS NULL AND NOT ({limited}))"
    where = f"{where} AND {word} AND ifnull(c.opened_on, '') < ? AND c.id NOT IN ({noted}) AND {LIVING}"
    return where, [*parameters, since, json.dumps(list(levels)), since, since]


def silent_cases(
    reader: Reader, office: str, owner: str | None, since: str, levels: Sequence[str], limit: int
) -> tuple[list[Marked], int]:
    """Open cases of living children of which nothing was noted since a day (wire text), the longest known first.

    The first of them, and how many there are. `levels`: of risk, whose limit of the first contact tells of a case until it is
    made. `at` is the day of the first contact, or of the opening where there was none; `text` the risk.
    """
    where, parameters = _silent(office, owner, since, levels)
    sql = f"""SELECT c.id, c.id, ifnull(c.owner, ''), ifnull(c.risk_level, ''),
        coalesce(c.first_contact_on, c.opened_on, '') AS at FROM "case" c WHERE {where} ORDER BY at, c.id"""
    rows = reader.connection.exec_driver_sql(sql, tuple(parameters)).fetchall()
    return [Marked(*row) for row in rows[:limit]], len(rows)


class Unrated(NamedTuple):
    """A case without a level of risk: moment and day as wire text, "" for none; `precision` is of the moment of receipt."""

    case: str
    owner: str
    opened_on: str
    received_at: str
    precision: str


def unrated(reader: Reader, office: str, owner: str | None) -> list[Unrated]:
    """Open cases of living children without a level of risk."""
    where, parameters = _cases(office, owner)
    sql = f"""SELECT c.id, ifnull(c.owner, ''), ifnull(c.opened_on, ''), ifnull(c.received_at, ''),
        ifnull(c.received_precision, '') FROM "case" c WHERE {where} AND c.risk_level IS NULL AND {LIVING}"""
    return [Unrated(*row) for row in reader.connection.exec_driver_sql(sql, tuple(parameters)).fetchall()]


class Gap(NamedTuple):
    """What is missing in a case: whether a birth is to be registered, a search for the family to be begun, and why.

    `answer` is the one about the birth certificate, `concern` one that asks for a search; "" for none.
    """

    case: str
    owner: str
    birth: bool
    family: bool
    foundling: bool
    answer: str
    concern: str


def gaps(reader: Reader, office: str, owner: str | None, answers: Sequence[str], concerns: Sequence[str]) -> list[Gap]:
    """Open cases of living children in which something is missing that is nowhere on its way.

    `answers` about the birth certificate, and `concerns` that ask for a search; of a foundling each is asked for. What the
    child is at risk of has not happened; a child who lives with its birth family is sought for no more.
    """
    where, parameters = _cases(office, owner)
    asking = _asking(reader, concerns)
    # Of ten thousand children a narrow line each is looked at; what else is asked, is asked of the few of whom it may matter.
    sql = f"""SELECT c.id, ifnull(c.owner, ''), c.child, k.birth_certificate_number IS NULL AND k.birth_certificate IS NOT 'yes'
            AND (k.foundling = 1 OR k.birth_certificate IN (SELECT value FROM json_each(?))),
        ifnull(k.foundling, 0) = 1, ifnull(k.birth_certificate, '')
        FROM "case" c CROSS JOIN child k INDEXED BY {NARROW_CHILD} ON k.id = c.child
        WHERE {where} AND {LIVING} AND (k.foundling = 1 OR c.id IN (SELECT value FROM json_each(?))
            OR k.birth_certificate_number IS NULL AND k.birth_certificate IN (SELECT value FROM json_each(?)))"""
    texts = json.dumps(list(answers))
    rows = bare(reader.connection).execute(sql, (texts, *parameters, json.dumps(list(asking)), texts)).fetchall()
    sought = _not_sought(reader, [(row[0], row[2]) for row in rows if row[4] or row[0] in asking])
    return [
        Gap(case, of, bool(birth), case in sought, bool(foundling), answer, asking.get(case, ""))
        for case, of, _, birth, foundling, answer in rows
        if birth or case in sought
    ]


def _asking(reader: Reader, concerns: Sequence[str]) -> dict[str, str]:
    """Cases with a concern that asks for a search, and that concern; what the child is at risk of has not happened."""
    sql = """SELECT n."case", min(n.code) FROM concern n WHERE n.ended_on IS NULL AND n.kind IS NOT 'at_risk'
        AND n."case" IS NOT NULL AND n.code IN (SELECT value FROM json_each(?)) GROUP BY n."case" """
    return dict(bare(reader.connection).execute(sql, (json.dumps(list(concerns)),)).fetchall())


def _not_sought(reader: Reader, cases: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Those of some cases (with their children) of whom no family is sought, and that do not live with the birth family."""
    connection = bare(reader.connection)
    of_child = """SELECT o.child FROM json_each(?) j CROSS JOIN "case" o ON o.child = j.value
        CROSS JOIN tracing t ON t."case" = o.id"""
    sought = {row[0] for row in connection.execute(of_child, (json.dumps([child for _, child in cases]),)).fetchall()}
    of_case = """SELECT p."case" FROM json_each(?) j CROSS JOIN placement p ON p."case" = j.value
        WHERE p.to_on IS NULL AND p.option IN ('remains', 'birth_family')"""
    home = {row[0] for row in connection.execute(of_case, (json.dumps([case for case, _ in cases]),)).fetchall()}
    return frozenset(case for case, child in cases if child not in sought and case not in home)


def open_cases(reader: Reader, office: str, until: str, but: str) -> list[Marked]:
    """The open cases of living children of an office that were opened until a day (wire text), without those of a person.

    `text` is the risk, `at` the day of opening.
    """
    where, parameters = _cases(office, None)
    sql = f"""SELECT c.id, c.id, ifnull(c.owner, ''), ifnull(c.risk_level, ''), ifnull(c.opened_on, '') FROM "case" c
        WHERE {where} AND {LIVING} AND ifnull(c.opened_on, '') <= ? AND c.owner IS NOT ?"""
    rows = bare(reader.connection).execute(sql, (*parameters, until, but)).fetchall()
    return [Marked(*row) for row in rows]


def reviewed(reader: Reader, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Cases with the day (wire text) of the last supervision of some kinds that was about them."""
    marks = ",".join("?" * len(kinds)) or "''"
    sql = f"""SELECT s."case", max(s.on_date) FROM supervision s
        WHERE s."case" IS NOT NULL AND s.on_date IS NOT NULL AND s.kind IN ({marks}) GROUP BY s."case" """
    return [(str(row[0]), str(row[1])) for row in reader.connection.exec_driver_sql(sql, tuple(kinds)).fetchall()]


def last_noted(reader: Reader, cases: Sequence[str]) -> dict[str, str]:
    """The day of the newest note of some cases (wire text); a case without notes is left out."""
    rows = reader.connection.exec_driver_sql(
        'SELECT n."case", max(n.on_date) FROM note n WHERE n."case" IN (SELECT value FROM json_each(?)) GROUP BY n."case"',
        (json.dumps(list(cases)),),
    )
    return {row[0]: row[1] for row in rows if row[1]}


def unreported(reader: Reader, office: str, owner: str | None) -> list[Marked]:
    """Allegations in facilities about open cases that were heard and not reported; the text is their kind."""
    where, parameters = _cases(office, owner)
    rows = reader.connection.exec_driver_sql(
        "SELECT a.id, c.id, ifnull(c.owner, ''), ifnull(a.kind, ''), a.heard_at"
        f' FROM allegation a CROSS JOIN "case" c ON c.id = a."case"'
        f" WHERE a.heard_at IS NOT NULL AND a.reported_at IS NULL AND {where}",
        tuple(parameters),
    )
    return [Marked(*row) for row in rows]
