"""Responses to forms: begun with what is known already, put aside and taken up again, finished, corrected, compared.

Each answer is an entry of its own, so that two people who answer different questions never clash. What is restricted stands in
companions (`response_store`); typed records are written at finishing (`response_saves`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.data.queries.responses import about, of_office
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import instant_text
from app.domain.errors import InputError
from app.domain.ids import is_id, new_id
from app.domain.records import Record
from app.forms.filling import filled
from app.forms.model import CompiledForm
from app.forms.session import FormSession, Problem
from app.services.desk import supervisions
from app.services.forms.form_facts import hidden_default, subject_of_form
from app.services.forms.form_library import FormShelf, form_of
from app.services.responses import response_saves, response_start, response_store
from app.services.responses.response_saves import Clash
from app.services.responses.response_scores import scores_now
from app.services.responses.response_store import answers_of, groups_of, hidden_paths, is_hidden, may_see
from app.services.responses.response_subjects import Subject, require_fill, subject_of, subject_of_response
from app.services.responses.response_targets import acts_of


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """A response as lists show it. `typed_by` is a name; `mine` whether the person began it."""

    id: str
    form_id: str
    form_version: str
    title: str
    subject: str
    state: str
    filled_on: date | None
    filled_by: str
    typed_on: date | None
    typed_by: str
    mine: bool
    answered: int


@dataclass(frozen=True, slots=True)
class Response:
    """A response with the answers that the person may see. `form` is None on a computer that does not have that version.

    `hidden`: paths of the form whose answers belong to groups that the person does not hold; they are neither shown nor asked.
    """

    record: Record
    form: CompiledForm | None
    answers: Mapping[str, str]
    hidden: frozenset[str]
    prefilled: Mapping[str, str]

    @property
    def open(self) -> bool:
        """Whether answers are taken."""
        return self.record.code("state") == "draft"

    def is_hidden(self, key: str) -> bool:
        """Whether a question is not for this person."""
        return is_hidden(self.hidden, key)


def start(
    uow: UnitOfWork,
    form: CompiledForm,
    subject_type: str,
    subject_id: str,
    *,
    filled_on: date | None = None,
    filled_by: str = "",
    lang: str = "km",
    seed: int | None = None,
) -> str:
    """Begins a response and gives its id: hidden fields filled, questions prefilled, rows brought from where the form says.

    `filled_on` (today) and `filled_by` (the person's name) are when and by whom it was done on paper (practice P16). InputError
    `form_other_subject`, `date_in_future`, `right_missing`, `not_allowed`, or those of `subject_of`.
    """
    subject = subject_of(uow, subject_type, subject_id)
    require_fill(uow, subject)
    if subject_of_form(form) != subject.type:
        raise InputError("form_other_subject", form=form.id, subject=subject_of_form(form))
    supervisions.check_form(uow, acts_of(form), subject.records.get("case"))
    day = filled_on or uow.today()
    if day > uow.today():
        raise InputError("date_in_future", field="form_response.filled_on", day=day.isoformat())
    restricted = hidden_default(form, "k_restricted")
    if restricted and restricted not in uow.actor.rights:
        raise InputError("right_missing", field="form_response", group=restricted)
    head = {
        **subject.fields,
        "form_id": form.id,
        "form_version": form.version,
        "form_sha256": form.sha256,
        "state": "draft",
        "filled_on": day.isoformat(),
        "filled_by": filled_by.strip() or uow.actor.name,
        "typed_on": uow.today().isoformat(),
        "typed_by": uow.actor.user,
        "restricted": restricted or None,
    }
    before = _former(uow, subject, form.id, None)
    begun = response_start.begin(uow, form, subject, head, before, lang=lang, seed=seed)
    return response_store.create(uow, head, groups_of(form), begun)


def get(reader: Reader, shelf: FormShelf, response: str) -> Response:
    """A response by its id. InputError `response_unknown`, `not_allowed`."""
    record = record_of(reader, response)
    return _response(reader, record, form_of(reader, shelf, record))


def open_response(uow: UnitOfWork, shelf: FormShelf, response: str) -> Response:
    """A response for somebody who reads it: the reading stands in the audit log afterwards. As `get`."""
    found = get(uow, shelf, response)
    uow.record_read("form_response", found.record.id)
    return found


def record_of(reader: Reader, response: str) -> Record:
    """The record of a response that the person may see."""
    record = reader.maybe("form_response", response) if is_id(response) else None
    if record is None or record.ref("whole") or not may_see(reader.actor, record):
        raise InputError("response_unknown", response=response[:40])
    subject_of_response(reader, record)
    return record


def _response(reader: Reader, record: Record, form: CompiledForm | None) -> Response:
    prefilled = response_store.entries_of(reader, record, "prefilled")
    return Response(record, form, answers_of(reader, record), hidden_paths(reader.actor, record), prefilled)


def session_of(response: Response, lang: str, *, now: Callable[[], datetime] | None = None) -> FormSession:
    """The form with the answers so far, to go on with; new rows stay in the order of their making.

    InputError `form_unknown` when the form is not here.
    """
    if response.form is None:
        raise InputError("form_unknown", form=response.record.text("form_id"), version=response.record.text("form_version"))
    return FormSession(response.form, dict(response.answers), lang=lang, now=now, new_id=new_id)


def open_record(uow: UnitOfWork, response: str) -> Record:
    """A response that takes answers from this person. InputError `response_finished`."""
    record = record_of(uow, response)
    require_fill(uow, subject_of_response(uow, record))
    if record.code("state") != "draft":
        raise InputError("response_finished")
    return record


def save_answers(uow: UnitOfWork, response: str, answers: Mapping[str, str | None]) -> None:
    """Keeps answers of a draft: question → stored text, None takes it away; each is an entry of its own.

    InputError `response_finished`, `right_missing` for a question that is not for this person, `answer_key`, `answer_too_long`.
    """
    response_store.check_entries(answers)
    response_store.put(uow, open_record(uow, response), answers)


def edit_head(uow: UnitOfWork, response: str, *, filled_on: date | None = None, filled_by: str | None = None) -> None:
    """Changes when and by whom a draft was filled in on paper. InputError `date_in_future`, `response_finished`."""
    record = open_record(uow, response)
    if filled_on is not None and filled_on > uow.today():
        raise InputError("date_in_future", field="form_response.filled_on", day=filled_on.isoformat())
    changes: dict[str, object] = {"filled_on": filled_on.isoformat()} if filled_on is not None else {}
    if filled_by is not None:
        changes["filled_by"] = filled_by.strip() or uow.actor.name
    uow.update("form_response", record.id, changes)


def fill(uow: UnitOfWork, shelf: FormShelf, response: str, answers: Mapping[str, object], lang: str = "") -> tuple[str, ...]:
    """Answers many questions by name, as the command line does; gives the names that are not asked now.

    InputError `answer_refused` for the first other answer that is not taken, with the form's words in `lang`, `right_missing`.
    """
    record = open_record(uow, response)
    now = _response(uow, record, form_of(uow, shelf, record))
    session, left = filled(lambda said: session_of(now, said), answers, lang)
    after = session.answers()
    changed = {key: after.get(key) for key in {*after, *now.answers} if after.get(key) != now.answers.get(key)}
    response_store.check_entries(changed)
    response_store.put(uow, record, changed)
    return left


def problems(response: Response, lang: str) -> tuple[Problem, ...]:
    """What stands in the way of finishing, with the form's own words; a question that is not for this person never does."""
    return tuple(one for one in session_of(response, lang).validate() if not response.is_hidden(one.key))


def finish(uow: UnitOfWork, shelf: FormShelf, response: str, *, take: Mapping[str, str] | None = None) -> None:
    """Finishes a draft: it is checked, and what the form saves is written to the typed records in this same act.

    `take` says for a question whose typed value changed meanwhile which one holds: `form` or `typed`. InputError
    `response_finished`, `response_unfinished` (how many, and the first), what the typed pages refuse; ConflictError
    `response_typed_changed` when `take` does not decide a change.
    """
    response_store.gather(uow, open_record(uow, response))
    record = open_record(uow, response)
    now = _response(uow, record, form_of(uow, shelf, record))
    session = session_of(now, "", now=uow.clock.now)
    session.finalize()
    found = [one for one in session.validate() if not now.is_hidden(one.key)]
    if found:
        raise InputError("response_unfinished", count=len(found), field=found[0].key.rpartition("/")[2])
    ended = {key: text for key, text in session.answers().items() if text != now.answers.get(key) and not now.is_hidden(key)}
    response_store.put(uow, record, ended)
    response_saves.write_through(uow, record, session, now.prefilled, now.hidden, dict(take or {}))
    _drop_left(uow, record)
    stamp = {"finished_at": instant_text(uow.clock.now()), "finished_by": uow.actor.user}
    finished = {"state": "finished", **stamp, "scores": scores_now(session) or None}
    uow.approve("form_response", record.id, finished, shown=[("form_response", record.id)])


def _drop_left(uow: UnitOfWork, record: Record) -> None:
    """Takes away files that no answer names any more, such as those of rows that were removed."""
    answers = response_store.answers_of(uow, record)
    for one in uow.find("attachment", response=record.id):
        if response_store.may_see(uow.actor, one) and answers.get(one.text("key")) != one.text("name"):
            uow.delete("attachment", one.id)


def open_clashes(reader: Reader, response: Response) -> tuple[Clash, ...]:
    """The typed values that changed while a draft lay open, and stand otherwise in it: whoever finishes decides (`take`)."""
    session = session_of(response, "")
    return response_saves.clashes(reader, response.record, session, response.prefilled, response.hidden)


def raw(response: Response) -> tuple[tuple[str, str], ...]:
    """Questions by their last name, and answers as they are stored: for a form that is not on this computer."""
    return tuple((key.strip("/").partition("/")[2] or key, text) for key, text in sorted(response.answers.items()))


def of_subject(reader: Reader, shelf: FormShelf, subject_type: str, subject_id: str) -> tuple[ResponseRow, ...]:
    """The responses about a subject that the person may see, the latest first; of a case also those of its placements."""
    subject = subject_of(reader, subject_type, subject_id)
    shelf.read(reader)
    titles = {(card.form_id, card.version): card.title for card in shelf.cards()}
    return tuple(_row(reader, record, titles) for record in _records(reader, subject))


def _records(reader: Reader, subject: Subject) -> list[Record]:
    """Main responses about a subject, those entered by mistake left out, the latest first."""
    if subject.type == "office":
        found = of_office(reader, subject.records["office"].text("office"))
    else:
        found = about(reader, subject.type, subject.id)
    shown = [one for one in found if one.code("state") != "void" and may_see(reader.actor, one)]
    return sorted(shown, key=_latest, reverse=True)


def _latest(record: Record) -> tuple[date, str, str]:
    """What responses are ordered by."""
    return record.day("filled_on") or date.min, record.text("finished_at") or "9", record.id


def _row(reader: Reader, record: Record, titles: Mapping[tuple[str, str], str]) -> ResponseRow:
    """A response as lists show it."""
    user = reader.maybe("user", record.text("typed_by"))
    title = titles.get((record.text("form_id"), record.text("form_version")), record.text("form_id"))
    return ResponseRow(
        record.id,
        record.text("form_id"),
        record.text("form_version"),
        title,
        record.code("subject") or "inspection",
        record.text("state"),
        record.day("filled_on"),
        record.text("filled_by"),
        record.day("typed_on"),
        user.text("name") if user else reader.actor.name if record.ref("typed_by") == reader.actor.user else "",
        record.ref("typed_by") == reader.actor.user,
        len(record.entries("answers")),
    )


def former(reader: Reader, shelf: FormShelf, response: str) -> Response | None:
    """The finished response of the same form about the same subject before this one, for comparing; None without one."""
    record = record_of(reader, response)
    before = _former(reader, subject_of_response(reader, record), record.text("form_id"), record)
    return None if before is None else _response(reader, before, form_of(reader, shelf, before))


def _former(reader: Reader, subject: Subject, form_id: str, record: Record | None) -> Record | None:
    """The newest finished response of a form about a subject, before a given one."""
    for one in _records(reader, subject):
        same = one.text("form_id") == form_id and one.code("state") == "finished"
        if same and (record is None or (one.id != record.id and _latest(one) < _latest(record))):
            return one
    return None
