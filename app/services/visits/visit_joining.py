"""Two inspectors who each began the same visit on a laptop of their own: the two inspections become one, item by item.

What only one of them answered goes in, what both answered alike is one, and where they differ both answers stand until the
team decides (`visit_differences`). Nothing is lost: the inspection that goes stays readable under its id, its findings are
withdrawn, its count, files, measures and talks are those of the one that stays. Which one stays is the same on all laptops: the
one by the newer version of the form, else the one begun first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from app.data.fields import fields, members, type_names, unit
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can, require
from app.domain.records import Record
from app.domain.scoring import ALARM
from app.forms.answers import stored
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.exchange.conflicts import both_of
from app.services.facilities import allegations
from app.services.forms.form_library import FormShelf, version_key
from app.services.responses import response_store
from app.services.responses.response_store import SEEN, bare
from app.services.visits import (
    census,
    inspections,
    visit_alarms,
    visit_differences,
    visit_digests,
    visit_evidence,
    visit_hours,
    visit_secrecy,
)
from app.services.visits.inspections import OPEN_STATES, Visit, visit_of
from app.services.visits.visit_differences import ASIDE, OPEN, Difference, found_of

REASON = "entered_twice"
NEAR = timedelta(days=7)
"""Days between two visits that may be one (inferred: a visit to a large facility takes some days)."""
_REOPENED = frozenset({"to_decide", "entry_refused"})
"""States that were closed with half of the answers, and that no head has confirmed."""
_RESULT = (
    "closed_at", "points", "maximum", "scaled", "proposed_grade", "grade", "grade_reason", "decided_by", "confirmed_by",
)  # fmt: skip
_ALARM = ("alarm_seen_by", "alarm_seen_on", "alarm_done")
_FOLLOWS = frozenset({"form_response", "finding", "census_line"})
"""Types with a way of their own from one inspection to another."""


@dataclass(frozen=True, slots=True)
class Look:
    """What joining would do: which inspection stays, what goes in, how much is alike, what differs, what has no place."""

    stays: Visit
    goes: Visit
    form: CompiledForm
    taken: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Record, ...] = ()
    """Lines of the count that only the other one has."""
    same: int = 0
    differ: tuple[Difference, ...] = ()
    aside: tuple[Difference, ...] = ()
    ties: tuple[Difference, ...] = ()
    """What both said of their own ties; both stand, and nobody decides between them."""

    @property
    def other_day(self) -> bool:
        """Whether the two were on different days."""
        return self.stays.inspection.text("visit_on") != self.goes.inspection.text("visit_on")

    @property
    def other_version(self) -> bool:
        """Whether the two were filled from different versions of the form."""
        return self.stays.inspection.text("form_version") != self.goes.inspection.text("form_version")


def candidates(reader: Reader, inspection: Record) -> tuple[Record, ...]:
    """Inspections that may be the same visit: of the facility, by the form, within a week, and not confirmed by a head yet."""
    if not may_join(reader) or not _joinable(inspection):
        return ()
    day = inspection.day("visit_on")
    found = reader.find("inspection", facility=inspection.text("facility"), form_id=inspection.text("form_id"), order=("id",))
    near = (one for one in found if one.id != inspection.id and _joinable(one) and _near(one, inspection) and day)
    return tuple(one for one in near if not visit_secrecy.hides(reader, one))


def _joinable(record: Record) -> bool:
    return record.code("state") in OPEN_STATES | _REOPENED


def _near(one: Record, other: Record) -> bool:
    first, second = one.day("visit_on"), other.day("visit_on")
    return first is not None and second is not None and abs(first - second) <= NEAR


def may_join(reader: Reader) -> bool:
    """Whether the person may join visits at all."""
    return can(reader.actor, "inspection.fill") and can(reader.actor, "inspection.void")


def look(reader: Reader, shelf: FormShelf, one: str, other: str) -> Look:
    """What joining two inspections would do; nothing is written.

    InputError `inspection_unknown`, `join_same`, `join_facility`, `join_form`, `join_decided`, `join_void`, `join_rights` for
    who may not see all questions: what children said would stay behind unseen.
    """
    for act in ("inspection.fill", "inspection.void"):
        require(reader.actor, act)
    stays, goes = _order(visit_of(reader, one), visit_of(reader, other))
    _check(reader, stays, goes)
    shelf.read(reader)
    return _compared(reader, Look(stays, goes, inspections.shelf_form(shelf, stays)))


def _order(one: Visit, other: Visit) -> tuple[Visit, Visit]:
    """Which of two stays: the same on all laptops, so that two who join the same visits never join them crosswise."""
    by_version = sorted(
        (one, other), key=lambda visit: (version_key(visit.inspection.text("form_version")), visit.inspection.id)
    )
    if one.inspection.text("form_version") != other.inspection.text("form_version"):
        by_version.reverse()
    return by_version[0], by_version[1]


def _check(reader: Reader, stays: Visit, goes: Visit) -> None:
    for visit in (stays, goes):
        if visit_secrecy.hides(reader, visit.inspection):
            raise InputError("inspection_unknown", inspection=visit.inspection.id)
    if stays.inspection.id == goes.inspection.id:
        raise InputError("join_same")
    if stays.facility.id != goes.facility.id:
        raise InputError("join_facility")
    if stays.inspection.text("form_id") != goes.inspection.text("form_id"):
        raise InputError("join_form")
    again = reader.current(goes.inspection.id) == stays.inspection.id
    for visit in (stays, goes):
        state = visit.inspection.code("state")
        if state == "void" and not (again and visit is goes):
            raise InputError("join_void")
        if state != "void" and not _joinable(visit.inspection):
            raise InputError("join_decided")
    groups = {*_groups(stays.response), *_groups(goes.response)}
    if groups - reader.actor.rights:
        raise InputError("join_rights")


def _groups(response: Record) -> frozenset[str]:
    return frozenset(response_store.kept_groups(response).values())


# ---- comparing ----


def _compared(reader: Reader, bare_look: Look) -> Look:
    """The answers of two visits, unit by unit: an answer with its note."""
    stays, goes, form = bare_look.stays, bare_look.goes, bare_look.form
    known = {one.entry: one for one in visit_differences.all_of(reader, stays)}
    taken: dict[str, str] = {}
    differ: list[Difference] = []
    aside: list[Difference] = []
    ties: list[Difference] = []
    same = 0
    for key, theirs in _units(form, goes.answers).items():
        definition = form.definitions.get(bare(key))
        if definition is None or definition.kind not in ("question", "value"):
            aside.append(Difference(goes.inspection.id, key, {}, theirs, ASIDE))
        elif definition.name == visit_differences.TIES and stays.answers.get(key):
            ties += [Difference(goes.inspection.id, key, _own(stays, key), theirs)]
        elif definition.kind == "value":
            taken |= {} if key in stays.answers or "[" not in key else theirs
        else:
            new, parted = _unit(stays, goes, key, theirs)
            taken |= new
            differ += parted
            same += not new and not parted
    if bare_look.other_version:
        taken, unfit = _fitting(stays, form, taken)
        aside += [Difference(goes.inspection.id, key, {}, {key: text}, ASIDE) for key, text in unfit.items()]
        differ, more = _fitting_differences(stays, form, taken, differ)
        aside += more
    children, counted, alike = _census(reader, stays, goes)
    fresh = [one for one in (*differ, *counted) if one.entry not in known or known[one.entry].other != one.other]
    return Look(stays, goes, form, taken, children, same + alike, tuple(fresh), tuple(aside), tuple(ties))


def _units(form: CompiledForm, answers: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Question → its answer, with the note that belongs to it; a question that is only called like a note is one of its own."""
    found: dict[str, dict[str, str]] = {}
    for key, text in answers.items():
        named = unit("form_response", f"answers:{key}").removeprefix("answers:")
        found.setdefault(named if bare(named) in form.definitions else key, {})[key] = text
    return found


def _own(visit: Visit, key: str) -> dict[str, str]:
    """The answer of a visit to a question, with its note."""
    names = [name.removeprefix("answers:") for name in members("form_response", f"answers:{key}")]
    return {name: visit.answers[name] for name in names if visit.answers.get(name)}


def _unit(stays: Visit, goes: Visit, key: str, theirs: Mapping[str, str]) -> tuple[dict[str, str], list[Difference]]:
    """What goes in of one question and its note, and what differs."""
    mine = _own(stays, key)
    source = goes.inspection.id
    if mine.get(key) and theirs.get(key) and mine[key] != theirs[key]:
        return {}, [Difference(source, key, mine, theirs)]
    new = {name: text for name, text in theirs.items() if not mine.get(name)}
    parted = [
        Difference(source, name, {name: mine[name]}, {name: text})
        for name, text in theirs.items()
        if mine.get(name) and mine[name] != text
    ]
    return new, parted


def _fitting(stays: Visit, form: CompiledForm, taken: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Answers of another version of the form: those that are answers in this one, and those that are none."""
    session = FormSession(form, {**stays.answers, **taken})
    fit = {key: text for key, text in taken.items() if _fits(session, key, text)}
    return fit, {key: text for key, text in taken.items() if key not in fit}


def _fitting_differences(
    stays: Visit, form: CompiledForm, taken: Mapping[str, str], differ: Iterable[Difference]
) -> tuple[list[Difference], list[Difference]]:
    """Differences of which the other answer is one in this version, and those of which it is none."""
    session = FormSession(form, {**stays.answers, **taken})
    fit, aside = list[Difference](), list[Difference]()
    for one in differ:
        if all(_fits(session, key, text) for key, text in one.other.items()):
            fit.append(one)
        else:
            aside.append(Difference(one.source, one.key, one.here, one.other, ASIDE))
    return fit, aside


def _fits(session: FormSession, key: str, text: str) -> bool:
    """Whether a text is an answer to a question of this version."""
    definition = session.form.definitions.get(bare(key))
    if definition is None:
        return False
    if definition.kind == "value":
        return True
    offered = None if definition.choices is None else {one.value for one in session.choices(key)}
    return stored(definition, text, offered) is not None


def _census(reader: Reader, stays: Visit, goes: Visit) -> tuple[tuple[Record, ...], list[Difference], int]:
    """The count child by child: lines that only the other one has, those that differ, and how many are alike."""
    mine = {one.text("residency"): one for one in reader.find("census_line", inspection=stays.inspection.id)}
    new, differ, same = list[Record](), list[Difference](), 0
    for line in reader.find("census_line", inspection=goes.inspection.id, order=("id",)):
        stay, own = line.text("residency"), mine.get(line.text("residency"))
        if not line.code("found"):
            continue
        if not stay or own is None or not own.code("found"):
            new.append(line)
        elif own.code("found") == line.code("found"):
            same += 1
        else:
            key = visit_differences.census_key(stay)
            differ.append(Difference(goes.inspection.id, key, found_of(own), found_of(line)))
    return tuple(new), differ, same


# ---- joining ----


def join(uow: UnitOfWork, shelf: FormShelf, one: str, other: str, picks: Mapping[str, str] | None = None) -> Look:
    """Joins two inspections of one visit; gives what was done. `picks`: question → `here`, `other` or `both`, decided at once.

    A danger that one of them answered with yes is shown as yes until the team decides otherwise. Joining again takes in what
    came to the other one since. InputError as `look`, `both_impossible`.
    """
    done = look(uow, shelf, one, other)
    stays, goes, form = done.stays, done.goes, done.form
    response_store.put(uow, stays.response, dict(done.taken))
    for difference in done.differ:
        _keep(uow, stays, form, difference, (picks or {}).get(difference.key, ""))
    for each in done.ties:
        visit_differences.keep_ties(uow, stays, each)
    for kept in done.aside:
        visit_differences.put(uow, stays.response, kept)
    for line in done.children:
        _count(uow, stays, line)
    for earlier in visit_differences.all_of(uow, goes):
        if earlier.entry not in stays.entries:  # of a third one that was joined to the other before
            visit_differences.put(uow, stays.response, earlier)
    visit_evidence.take_asked(uow, stays, goes)
    _take_over(uow, stays, goes)
    _head(uow, stays.inspection, goes.inspection)
    if uow.current(goes.inspection.id) != stays.inspection.id:
        if goes.inspection.code("state") != "void":
            inspections.void(uow, goes.inspection.id, REASON)
        uow.merge_into("inspection", goes.inspection.id, stays.inspection.id)
    inspections.lay_roster(uow, visit_of(uow, stays.inspection.id), form)
    after = visit_of(uow, stays.inspection.id)
    visit_alarms.note(uow, after.inspection, form, after.answers)
    allegations.from_visit(uow, after.inspection, form, after.answers)
    visit_digests.remember(uow, stays, goes)
    return done


def _keep(uow: UnitOfWork, visit: Visit, form: CompiledForm, one: Difference, take: str) -> None:
    """Lays a difference beside the answers, decided or open; of a danger the yes is what is shown."""
    if take:
        visit_differences.write(uow, visit, one, visit_differences.settled(form, one, take))
        visit_differences.put(uow, visit.response, Difference(one.source, one.key, one.here, one.other, take))
        return
    if visit_alarms.codes(form, one.other) and one.other.get(one.key) == ALARM:
        visit_differences.write(uow, visit, one, visit_differences.settled(form, one, "other"))
        one = Difference(one.source, one.key, one.other, one.here, OPEN)
    visit_differences.put(uow, visit.response, one)


def _count(uow: UnitOfWork, stays: Visit, line: Record) -> None:
    """A line of the count goes over, with what was explained of it; a child that is on no list takes its line along."""
    if not line.ref("residency"):
        uow.update("census_line", line.id, {"inspection": stays.inspection.id})
        return
    made = census.find(uow, stays.inspection.id, line.text("residency"), line.text("found"), line.text("note"))
    told = {name: line.values[name] for name in ("settled_on", "settled_by", "settled_note") if name in line.values}
    uow.update("census_line", made, told)


def _take_over(uow: UnitOfWork, stays: Visit, goes: Visit) -> None:
    """What hangs on the other inspection hangs on this one: files given as answers, further forms, measures, talks."""
    mine, theirs = stays.inspection.id, goes.inspection.id
    for file in uow.find("attachment", response=goes.response.id):
        uow.update("attachment", file.id, {"response": stays.response.id})
    for record in uow.find("form_response", inspection=theirs):
        if goes.response.id not in (record.id, record.ref("whole")):
            uow.update("form_response", record.id, {"inspection": mine})
    for name in ("visit_plan", "complaint"):
        came = goes.inspection.ref(name)
        if came and not stays.inspection.ref(name) and uow.maybe(name, came) is not None:
            uow.update(name, came, {"inspection": mine})
    for name in type_names():
        if "inspection" in fields(name) and name not in _FOLLOWS:
            for record in uow.find(name, inspection=theirs):
                uow.update(name, record.id, {"inspection": mine})


def _head(uow: UnitOfWork, stays: Record, goes: Record) -> None:
    """Team, letters and hours of both; a visit that was closed with half of its answers is open again. Danger that the head
    answered is answered here too, unless this visit found another one."""
    values: dict[str, object] = {
        name: both_of(stays.text(name), goes.text(name)) if stays.text(name) and goes.text(name) else goes.text(name)
        for name in ("team", "mission_letter")
        if goes.text(name)
    }
    for name in ("visit_plan", "complaint"):  # what it was begun for
        if goes.ref(name) and not stays.ref(name):
            values[name] = goes.ref(name)
    values |= visit_hours.joined(stays, goes)
    if goes.flag("announced"):
        values["announced"] = True
    if stays.code("state") in _REOPENED:
        values |= {**dict.fromkeys(_RESULT), "state": "draft"}
    if goes.ref("alarm_seen_by") and not stays.ref("alarm_seen_by") and stays.codes("alarms") <= goes.codes("alarms"):
        values |= {name: goes.values.get(name) for name in _ALARM}
        values["alarms"] = sorted(goes.codes("alarms"))
    uow.update("inspection", stays.id, values)


# ---- what comes later ----


def joined_to(reader: Reader, inspection: str) -> str:
    """The inspection that another one was joined to; "" for one of its own."""
    into = reader.current(inspection)
    return into if into != inspection else ""


def late(reader: Reader, visit: Visit) -> tuple[str, ...]:
    """The joined inspections that were written in since, by somebody who did not know of the joining; for who may join."""
    if not may_join(reader) or not _joinable(visit.inspection) or _groups(visit.response) - reader.actor.rights:
        return ()
    found = []
    for other in reader.same_as(visit.inspection.id):
        if other != visit.inspection.id and f"{SEEN}{other}" in visit.entries:
            now = visit_digests.digests(reader, visit_of(reader, other))
            if any(visit.entries.get(name, "") != digest for name, (_, digest) in now.items()):
                found.append(other)
    return tuple(found)
