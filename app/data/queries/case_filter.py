"""Which cases a list shows, as conditions over the case (`c`), its child (`ch`, where joined) and its search row (`s`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.data.queries.reporting import WITHHELD
from app.text.keys import search_terms
from app.text.sounds import heard

PHONE = 4
"""A number of so many digits is also looked for among the telephones of the family (never the reporter's)."""
_NAME_OR_PHONE = "(instr(s.norm, ?) OR c.child IN (SELECT t.child FROM contact t WHERE instr(replace(t.phone, ' ', ''), ?)))"
_SOUNDING = "SELECT k.id FROM child k INDEXED BY ix_child_latin_key"
_LIGHT = """(SELECT CASE WHEN instr(l, 'C') THEN 'red' WHEN instr(l, 'B') THEN 'yellow' ELSE 'green' END FROM (
    SELECT ifnull(n.health,'') || ifnull(n.education,'') || ifnull(n.food,'') || ifnull(n.family,'') || ifnull(n.violence,'') l,
        n.on_date d, n.id i FROM note n WHERE n."case" = c.id)
    WHERE instr(l, 'C') OR length(l) = 5 ORDER BY d DESC, i DESC LIMIT 1)"""
"""The rule of `app.domain.lights`; a test holds the two equal."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases: everything that is given must hold. `place` is the beginning of a village code.

    `ids` narrows to these cases (an empty tuple: none), `without` leaves some out; a province's `office` covers its districts.
    `lights` asks the light of the newest visit that has one. `born`: days between which the child's range of birth must reach;
    `opened`: first and last day of opening, either may be empty. `flagged`: with a flag that nobody cleared; `waiting`: with a
    request that nobody answered. `reportable`: without those of which reporting was refused (practice P8). `by_sound`: what was
    typed is found in no name as it is spelt, but in how one sounds, in either script.
    """

    typed: str = ""
    office: str | None = None
    statuses: tuple[str, ...] = ()
    owner: str | None = None
    risks: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    place: str = ""
    lights: tuple[str, ...] = ()
    ids: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    born: tuple[str, str] = ("", "")
    opened: tuple[str, str] = ("", "")
    flagged: bool = False
    waiting: bool = False
    reportable: bool = False
    by_sound: bool = False


def where_text(conditions: Sequence[str]) -> str:
    """Conditions as one."""
    return " AND ".join(conditions) or "1"


def conditions(wanted: CaseFilter, *, apart: bool = False) -> tuple[list[str], list[object]]:
    """Conditions and their parameters; values are always parameters.

    `apart`: with `by_sound`, the names that are spelt as typed are looked through by themselves, so that no case needs its
    search row.
    """
    where: list[str] = ["s.type = 'case'"]
    parameters: list[object] = []

    def more(condition: str, *values: object) -> None:
        where.append(condition)
        parameters.extend(values)

    for condition, values in _by_sound(wanted.typed, apart) if wanted.by_sound else map(_spelt, search_terms(wanted.typed)):
        more(condition, *values)
    if wanted.office is not None:
        more("+c.office >= ? AND +c.office < ?", wanted.office, wanted.office + "~")
    if wanted.owner is not None:
        more("c.owner = ?", wanted.owner)
    for column, codes in (("status", wanted.statuses), ("risk_level", wanted.risks), ("case_type", wanted.types)):
        if codes:
            more(f"c.{column} IN ({','.join('?' * len(codes))})", *codes)
    for part, codes in (("category", wanted.categories), ("concern", wanted.concerns)):
        if codes:
            marks = ",".join("?" * len(codes))
            ended = " AND p.ended_on IS NULL" if part == "concern" else ""
            more(f'EXISTS (SELECT 1 FROM {part} p WHERE p."case" = c.id AND +p.code IN ({marks}){ended})', *codes)
    if wanted.place:
        more("ch.village_code >= ? AND ch.village_code < ?", wanted.place, wanted.place + "~")
    if wanted.lights:
        more(f"{_LIGHT} IN ({','.join('?' * len(wanted.lights))})", *wanted.lights)
    where += _of_child(wanted, parameters)
    for sign, day in zip((">=", "<="), wanted.opened, strict=True):
        if day:
            more(f"c.opened_on {sign} ?", day)
    if wanted.flagged:
        more('EXISTS (SELECT 1 FROM flag f WHERE f."case" = c.id AND f.cleared_on IS NULL)')
    if wanted.waiting:
        more("EXISTS (SELECT 1 FROM approval w WHERE w.\"case\" = c.id AND w.state = 'asked')")
    if wanted.reportable:
        more(f"c.id NOT IN ({WITHHELD})")
    if wanted.ids is not None:
        more("c.id IN (SELECT value FROM json_each(?))", json.dumps(wanted.ids))
    if wanted.without:
        more("c.id NOT IN (SELECT value FROM json_each(?))", json.dumps(wanted.without))
    return where, parameters


def _spelt(term: str) -> tuple[str, tuple[object, ...]]:
    """A word of a search as it stands in names and numbers."""
    return (_NAME_OR_PHONE, (term, term)) if term.isdigit() and len(term) >= PHONE else ("instr(s.norm, ?)", (term,))


def sounds(typed: str) -> bool:
    """Whether what was typed can be looked for by sound: words alone, each of which says enough."""
    words = typed.split()
    return bool(words) and all(map(heard, words))


def _by_sound(typed: str, apart: bool) -> list[tuple[str, tuple[object, ...]]]:
    """The words of a search are in how a child's name sounds, and not all of them in how it is spelt.

    The sounds are a narrow index of their own, which is read once, before any case.
    """
    ways: list[str] = []
    said: list[str] = []
    for keys in map(heard, typed.split()):
        ways.append(f"({' OR '.join(['instr(k.latin_key, ?)'] * len(keys))})")
        said += keys
    terms = search_terms(typed)
    spelt = where_text(["instr(s.norm, ?)"] * len(terms))
    named = f"c.id NOT IN (SELECT s.id FROM search s WHERE s.type = 'case' AND {spelt})" if apart else f"NOT ({spelt})"
    return [(f"c.child IN ({_SOUNDING} WHERE {where_text(ways)})", tuple(said)), (named, terms)]


def _of_child(wanted: CaseFilter, parameters: list[object]) -> list[str]:
    """The conditions on the child, as one: lists that do not look at the child otherwise need not join it."""
    found: list[str] = []
    if wanted.sexes:
        found.append(f"k.sex IN ({','.join('?' * len(wanted.sexes))})")
        parameters.extend(wanted.sexes)
    first, last = wanted.born
    if first:
        found.append("ifnull(k.birth_to, k.birth_from) >= ?")
        parameters.append(first)
    if last:
        found.append("k.birth_from <= ?")
        parameters.append(last)
    return [f"EXISTS (SELECT 1 FROM child k WHERE k.id = c.child AND {where_text(found)})"] if found else []
