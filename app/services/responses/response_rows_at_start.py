"""Rows that a form's repeats begin with: low scores carried from assessments, records that are there, residents, family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.data.queries.responses import about
from app.data.reader import Reader
from app.domain.births import birth_of
from app.domain.permissions import can
from app.domain.records import Record
from app.forms.model import Definition
from app.forms.session import FormSession
from app.services.facilities import residencies
from app.services.responses.response_hidden import person_name
from app.services.responses.response_scores import low_scores
from app.services.responses.response_subjects import Subject
from app.services.responses.response_targets import records_behind, row_type

Row = Mapping[str, str]
"""Name of a question or hidden field in the repeat → text."""


@dataclass(slots=True)
class Rows:
    """What was brought: values of hidden fields by key, and the record behind a row by the row's key."""

    hidden: dict[str, str] = field(default_factory=dict)
    behind: dict[str, Record] = field(default_factory=dict)


def bring(reader: Reader, session: FormSession, subject: Subject, lang: str = "km") -> Rows:
    """Lays rows into the repeats that ask for them; a repeat inside another, or with a computed count, is left as it is."""
    rows = Rows()
    for definition in session.form.definitions.values():
        if definition.kind != "repeat" or definition.count is not None or _in_repeat(session, definition):
            continue
        names = {below.name for below in session.form.below(definition.path)}
        if definition.komar.get("carry"):
            _lay(session, rows, definition, _carried(reader, definition, subject, lang))
        elif "k_residency" in names:
            _lay(session, rows, definition, _residents(reader, subject))
        elif "k_family_member" in names:
            _lay(session, rows, definition, _family(reader, subject))
        elif "k_id" in names and row_type(session.form, definition):
            records = records_behind(reader, row_type(session.form, definition), subject)
            _lay(session, rows, definition, ({"k_id": one.id} for one in records), records)
    return rows


def _in_repeat(session: FormSession, definition: Definition) -> bool:
    """Whether a repeat stands inside another."""
    above = definition.parent
    while above:
        if session.form.definitions[above].kind == "repeat":
            return True
        above = session.form.definitions[above].parent
    return False


def _lay(
    session: FormSession, rows: Rows, definition: Definition, found: Iterator[Row], records: list[Record] | None = None
) -> None:
    """Fills one row after another; the first may be there already, empty."""
    free = [state.key for state in session.states() if state.definition.path == definition.path]
    for place, row in enumerate(found):
        key = free.pop(0) if free else session.add_repeat(definition.path)
        if records is not None:
            rows.behind[key] = records[place]
        for below in session.form.below(definition.path):
            text = row.get(below.name)
            if not text:
                continue
            named = key + below.path[len(definition.path) :]
            if below.kind == "value":
                rows.hidden[named] = text
            else:
                session.answer(named, text)


def _carried(reader: Reader, definition: Definition, subject: Subject, lang: str) -> Iterator[Row]:
    """A row for each low score of the newest finished responses of the forms that the plan names."""
    for wanted in definition.komar["carry"].split():
        form_id, _, prefixes = wanted.partition("/")
        newest = newest_finished(reader, form_id, subject)
        for one in low_scores(newest, [part for part in prefixes.split(",") if part]) if newest else ():
            told = {"k_domain": one.domain, "k_item": one.item, "k_label": one.label(lang), "k_score": str(one.score)}
            yield {**told, "k_note": one.note, "k_from": newest.id if newest else ""}


def newest_finished(reader: Reader, form_id: str, subject: Subject) -> Record | None:
    """The newest finished response of a form about the subject (of a placement: about its case), no restricted one."""
    case = subject.records.get("case")
    if subject.type == "office":
        return None
    records = about(reader, "case", case.id) if case is not None else about(reader, subject.type, subject.id)
    found = [one for one in records if (one.text("form_id"), one.text("state")) == (form_id, "finished")]
    return max(
        (one for one in found if not one.text("restricted")),
        key=lambda one: (one.text("filled_on"), one.text("finished_at"), one.id),
        default=None,
    )


def _residents(reader: Reader, subject: Subject) -> Iterator[Row]:
    """A row for each resident of the facility."""
    facility = subject.records.get("facility")
    if facility is None or not can(reader.actor, "residency.read"):
        return
    for one in residencies.living_there(reader, facility.id):
        age = "" if one.age is None else str(one.age)
        named = {"k_residency": one.id, "child_name": one.name or one.name_latin, "child_sex": one.sex or ""}
        yield {**named, "child_age": age}


def _family(reader: Reader, subject: Subject) -> Iterator[Row]:
    """A row for each member of the child's family."""
    child = subject.records.get("child")
    for one in reader.find("family_member", child=child.id, order=("id",)) if child else ():
        birth = birth_of(one)
        age = str(birth.age_on(reader.today())) if birth is not None else ""
        named = {"k_family_member": one.id, "person_name": person_name(one), "person_sex": one.text("sex")}
        yield {**named, "person_age": age, "person_relation": one.text("relation")}
