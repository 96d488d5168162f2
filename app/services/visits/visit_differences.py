"""What two inspectors answered differently at one visit, once it was joined: both answers stand until the team decides.

The other answer stands beside the one that is shown, in the same response, as restricted as its question (practice P1). What
this version of the form does not ask, or does not offer as an answer, is kept there too; nothing has to be decided about it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.services.exchange.conflicts import both_of
from app.services.facilities import allegations
from app.services.responses import response_store
from app.services.responses.response_store import JOINED
from app.services.visits import census, visit_alarms
from app.services.visits.inspections import Visit, open_visit, visit_of

Take = Literal["here", "other", "both"]
OPEN, ASIDE, EACH = "open", "aside", "each"
TAKES: tuple[Take, ...] = ("here", "other", "both")
TIES, YES = "ties", "yes"
"""The question of a form whether a member of the team has ties, which each inspector answers of themselves."""
FOUND, FOUND_NOTE = "found", "note"
_CENSUS = "/census_line["


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that was answered in two ways: `source` is the visit that was joined, `key` the question.

    `here` is what is shown and `other` what the other visit said, question → stored answer, a note with its answer. Of a child
    counted against the list the key names the stay, with what was `found` and the `note`. `state`: `open`, how it was decided,
    `aside` for what this version of the form has no place for, or `each` for what each inspector answers of themselves.
    """

    source: str
    key: str
    here: Mapping[str, str]
    other: Mapping[str, str]
    state: str = OPEN

    @property
    def entry(self) -> str:
        """The name under which it stands beside the answers."""
        return f"{JOINED}{self.source}{self.key}"

    @property
    def stay(self) -> str:
        """The stay of the child that was counted; "" for a question of the form."""
        return self.key[len(_CENSUS) : -1] if self.key.startswith(_CENSUS) else ""

    @property
    def text(self) -> str:
        """As it is stored."""
        kept: dict[str, object] = {"other": dict(self.other), "state": self.state}
        if self.state in TAKES:
            kept["here"] = dict(self.here)  # another computer may decide otherwise: then one chooses between both
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def census_key(stay: str) -> str:
    """The key of a child that was counted against the list."""
    return f"{_CENSUS}{stay}]"


def all_of(reader: Reader, visit: Visit) -> tuple[Difference, ...]:
    """Everything that stands beside the answers of a visit, as far as the person may see it, in the order of the keys."""
    lines = _lines(reader, visit.inspection)
    found = (_read(visit, name, text, lines) for name, text in sorted(visit.entries.items()) if name.startswith(JOINED))
    return tuple(one for one in found if one is not None)


def open_of(reader: Reader, visit: Visit) -> tuple[Difference, ...]:
    """What the team has still to decide."""
    return tuple(one for one in all_of(reader, visit) if one.state == OPEN)


def aside_of(reader: Reader, visit: Visit) -> tuple[Difference, ...]:
    """What this version of the form has no place for; it is kept, and nothing has to be decided."""
    return tuple(one for one in all_of(reader, visit) if one.state == ASIDE)


def ties_of(reader: Reader, form: CompiledForm, visit: Visit) -> tuple[Difference, ...]:
    """What each inspector of a joined visit said of ties to the facility (practice P28), by the visit that was theirs."""
    path = form.path_of(TIES)
    return tuple(one for one in all_of(reader, visit) if one.state == EACH and one.key == path)


def keep_ties(uow: UnitOfWork, stays: Visit, one: Difference) -> None:
    """Keeps what two inspectors said of their own ties: nobody decides for another, and ties of one are ties of the team."""
    known = {kept.source for kept in all_of(uow, stays) if kept.key == one.key}
    if stays.inspection.id not in known:
        put(uow, stays.response, Difference(stays.inspection.id, one.key, {}, one.here, EACH))
    put(uow, stays.response, Difference(one.source, one.key, {}, one.other, EACH))
    if one.other.get(one.key) == YES and one.here.get(one.key) != YES:
        response_store.put(uow, stays.response, {name: one.other.get(name) for name in {*one.here, *one.other}})


def _lines(reader: Reader, inspection: Record) -> Mapping[str, Record]:
    """Stay → the line of the count."""
    return {one.text("residency"): one for one in reader.find("census_line", inspection=inspection.id)}


def _read(visit: Visit, name: str, text: str, lines: Mapping[str, Record]) -> Difference | None:
    """One entry; None for what cannot be read."""
    try:
        kept = json.loads(text)
    except ValueError:
        return None
    source, slash, rest = name.removeprefix(JOINED).partition("/")
    if not slash or not isinstance(kept, dict) or not isinstance(kept.get("other"), dict):
        return None
    other = {str(key): str(answer) for key, answer in kept["other"].items()}
    made = Difference(source, f"/{rest}", {}, other, str(kept.get("state", OPEN)))
    if made.stay:
        return Difference(source, made.key, found_of(lines.get(made.stay)), other, made.state)
    names = (f"{made.key}{ending}" for ending in ("", "_note", "_other"))
    here = {key: visit.answers[key] for key in {*other, *names} if visit.answers.get(key)}
    return Difference(source, made.key, here, other, made.state)


def found_of(line: Record | None) -> dict[str, str]:
    """What was found of a child and the note, as a difference holds them."""
    held = {FOUND: line.text("found"), FOUND_NOTE: line.text("note")} if line is not None else {}
    return {name: text for name, text in held.items() if text}


def put(uow: UnitOfWork, response: Record, one: Difference) -> None:
    """Lays a difference beside the answer that it is about."""
    response_store.put_at(uow, response, one.key, "answers", one.entry, one.text)


def settle(uow: UnitOfWork, form: CompiledForm, inspection: str, source: str, key: str, take: str) -> None:
    """The team decides one difference: the answer `here`, the `other` one, or `both` texts one after the other.

    InputError `inspection_closed`, `difference_gone`, `both_impossible`, `join_take_unknown`.
    """
    require(uow.actor, "inspection.fill")
    visit = open_visit(uow, inspection)
    wanted = (one for one in open_of(uow, visit) if one.key == key and source in ("", one.source))
    one = next(wanted, None)
    if one is None:
        raise InputError("difference_gone")
    if take not in TAKES:
        raise InputError("join_take_unknown", take=take[:40])
    write(uow, visit, one, settled(form, one, take))
    put(uow, visit.response, Difference(one.source, one.key, one.here, one.other, take))
    after = visit_of(uow, inspection)
    visit_alarms.note(uow, after.inspection, form, after.answers)
    allegations.from_visit(uow, after.inspection, form, after.answers)


def settled(form: CompiledForm, one: Difference, take: str) -> dict[str, str | None]:
    """Question → the answer that shall stand. InputError `both_impossible` where two answers do not make one."""
    if take == "here":
        return {key: one.here.get(key) for key in {*one.here, *one.other}}
    if take == "other":
        return {key: one.other.get(key) for key in {*one.here, *one.other}}
    if not takes_both(form, one):
        raise InputError("both_impossible")
    return {key: both_texts(one.here.get(key, ""), one.other.get(key, "")) for key in {*one.here, *one.other}}


def follow(uow: UnitOfWork, response: str, entry: str) -> None:
    """After a clash of two decisions was decided: the answer follows it, while the visit takes answers."""
    record = uow.maybe("form_response", response)
    visit = visit_of(uow, record.text("inspection")) if record is not None and record.ref("inspection") else None
    try:
        kept = json.loads(visit.entries.get(entry, "") if visit is not None else "")
    except ValueError:
        return
    one = _read(visit, entry, json.dumps(kept), _lines(uow, visit.inspection)) if visit is not None else None
    chosen = kept.get(kept.get("state")) if isinstance(kept, dict) and kept.get("state") in ("here", "other") else None
    if visit is None or one is None or not visit.open or not isinstance(chosen, dict):
        return
    write(uow, visit, one, {key: str(chosen[key]) if key in chosen else None for key in {*one.here, *one.other, *chosen}})


def takes_both(form: CompiledForm, one: Difference) -> bool:
    """Whether two answers can stand one after the other: texts only."""
    definition = form.definitions.get(response_store.bare(one.key))
    return definition is not None and definition.type == "string" and definition.choices is None


def both_texts(here: str, other: str) -> str:
    """Two texts in one."""
    return str(both_of(here, other)) if here and other else here or other


def write(uow: UnitOfWork, visit: Visit, one: Difference, values: Mapping[str, str | None]) -> None:
    """Writes what was decided where it belongs: into the answers, or into the count."""
    if one.stay:
        census.find(uow, visit.inspection.id, one.stay, values.get(FOUND) or "", values.get(FOUND_NOTE) or "")
    else:
        response_store.put(uow, visit.response, values)
