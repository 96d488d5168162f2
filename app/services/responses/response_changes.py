"""What becomes of a response after it was finished or when its form changes: corrected, reopened, voided, taken over.

After finishing an answer changes only by a correction with a number and a reason, or by reopening. Nothing that was answered is
lost when a newer version of the form asks otherwise: what has no place there is kept and shown beside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import instant_text
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.forms.filling import refused
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.forms.form_facts import subject_of_form
from app.services.forms.form_library import FormShelf, version_key
from app.services.responses import response_store, responses
from app.services.responses.response_scores import scores_now
from app.services.responses.response_store import CORRECTION, bare, entries_of, groups_of
from app.services.responses.response_subjects import require_fill, subject_of_response


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of an answer after finishing; `path` is empty for a reopening."""

    number: int
    path: str
    before: str
    after: str
    reason: str
    user: str
    at: str


@dataclass(frozen=True, slots=True)
class TakeOver:
    """What became of the answers in a newer version: how many found their place, and those without one, which are kept."""

    moved: int
    strangers: Mapping[str, str]


def _finished(uow: UnitOfWork, response: str) -> Record:
    """A finished response that the person may change. InputError `response_not_finished`, `response_unknown`."""
    record = responses.record_of(uow, response)
    require_fill(uow, subject_of_response(uow, record))
    if record.code("state") != "finished":
        raise InputError("response_not_finished")
    return record


def reopen(uow: UnitOfWork, response: str, reason: str) -> None:
    """Makes a finished response a draft again: its own typist's, or any by the head of office; why is kept with a number.

    InputError `not_allowed`, `correction_reason_missing`, `response_not_finished`.
    """
    record = _finished(uow, response)
    require(uow.actor, "response.reopen", owner=record.ref("finished_by") or record.ref("typed_by"))
    _note(uow, record, "", {"path": "", "before": "finished", "after": "draft"}, reason)
    uow.update("form_response", record.id, {"state": "draft", "finished_at": None, "finished_by": None})


def correct(uow: UnitOfWork, shelf: FormShelf, response: str, key: str, answer: str, reason: str, lang: str = "") -> int:
    """Corrects one answer of a finished response and gives the correction's number; typed records stay as they are.

    InputError `correction_reason_missing`, `answer_refused` with the form's words in `lang`, `right_missing`,
    `response_not_finished`.
    """
    record = _finished(uow, response)
    now = responses.get(uow, shelf, record.id)
    session = responses.session_of(now, "")
    if now.form is not None and "/" not in key:
        key = now.form.path_of(key) or key
    if now.is_hidden(key):
        raise InputError("right_missing", field="form_response", group=response_store.group_at(groups_of(session.form), key))
    before = dict(session.answers())
    outcome = session.answer(key, answer) if answer else session.clear(key)
    if outcome.result != "OK":
        said = responses.session_of(now, lang)
        raise refused(key.rpartition("/")[2], said.answer(key, answer) if answer else said.clear(key))
    after = session.answers()
    number = _note(uow, record, key, {"path": key, "before": before.get(key, ""), "after": after.get(key, "")}, reason)
    changed = {name: after.get(name) for name in {*before, *after} if before.get(name) != after.get(name)}
    response_store.check_entries(changed)
    response_store.put(uow, record, changed)
    uow.update("form_response", record.id, {"scores": scores_now(session) or None})
    return number


def _note(uow: UnitOfWork, record: Record, key: str, told: Mapping[str, str], reason: str) -> int:
    """Keeps a numbered entry beside the answer that it is about."""
    if not reason.strip():
        raise InputError("correction_reason_missing")
    number = max(map(_number, entries_of(uow, record)), default=0) + 1
    group = response_store.group_at(response_store.kept_groups(record), key)
    name = f"{CORRECTION}{number:03}" + (f"/{group}" if group else "")  # two people who see different parts may count alike
    entry = {**told, "reason": reason.strip(), "user": uow.actor.user, "at": instant_text(uow.clock.now())}
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True)
    response_store.put_at(uow, record, key, "answers", name, text)
    return number


def corrections(reader: Reader, response: Record) -> tuple[Correction, ...]:
    """The corrections and reopenings of a response in their order, as far as the person may see what they are about."""
    found = []
    for name, text in sorted(entries_of(reader, response).items()):
        if _number(name):
            entry = _read(text)
            said = {key: str(entry.get(key, "")) for key in ("path", "before", "after", "reason", "user", "at")}
            found.append(Correction(_number(name), **said))
    return tuple(found)


def _number(name: str) -> int:
    """The number of a correction by its entry's name; 0 for another entry."""
    number = name.removeprefix(CORRECTION).partition("/")[0]
    return int(number) if name.startswith(CORRECTION) and number.isascii() and number.isdigit() else 0


def _read(text: str) -> Mapping[str, object]:
    try:
        entry = json.loads(text)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def void(uow: UnitOfWork, response: str, reason: str) -> None:
    """Takes a response out of lists that was begun by mistake; it is not deleted. InputError `void_reason_missing`."""
    record = responses.record_of(uow, response)
    require_fill(uow, subject_of_response(uow, record))
    if record.code("state") != "draft":
        require(uow.actor, "response.reopen", owner=record.ref("finished_by"))
    if not reason.strip():
        raise InputError("void_reason_missing", field="form_response.void_reason")
    uow.update("form_response", record.id, {"state": "void", "void_reason": reason.strip()})


def take_over(uow: UnitOfWork, shelf: FormShelf, response: str, form: CompiledForm) -> TakeOver:
    """Brings a draft to another, newer version of its form: answers go where path or, if it is the only one, name agree.

    What finds no place, or is not taken there, stays in the response as it was (see `FormSession.strangers`). InputError
    `form_other_subject`, `form_not_newer`, `response_finished`.
    """
    now = responses.get(uow, shelf, response)
    record = responses.open_record(uow, response)
    if form.id != record.text("form_id") or subject_of_form(form) != (record.code("subject") or "inspection"):
        raise InputError("form_other_subject", form=form.id, subject=subject_of_form(form))
    if version_key(form.version) <= version_key(record.text("form_version")):
        raise InputError("form_not_newer", form=form.id, version=form.version)
    entries = dict(now.answers)
    moved = {key: to for key in entries if (to := _place(form, key)) and (to == key or to not in entries)}
    elsewhere = {key: to for key, to in moved.items() if to != key}
    strangers = {key: key for key in entries if key not in moved}
    groups = response_store.regroup(uow, record, groups_of(form), {**moved, **strangers})
    renewed = uow.get("form_response", record.id)
    response_store.put(uow, renewed, {to: entries[key] for key, to in elsewhere.items()})
    response_store.put(uow, record, dict.fromkeys(elsewhere))
    _move_files(uow, record, groups, moved)
    uow.update("form_response", record.id, {"form_version": form.version, "form_sha256": form.sha256})
    session = FormSession(form, response_store.answers_of(uow, uow.get("form_response", record.id)))
    return TakeOver(len(moved), dict(session.strangers))


def _move_files(uow: UnitOfWork, record: Record, groups: Mapping[str, str], moved: Mapping[str, str]) -> None:
    """Files go with the answers that name them, to their new questions and into their groups."""
    for one in uow.find("attachment", response=record.id):
        to = moved.get(one.text("key"))
        if to is not None and response_store.may_see(uow.actor, one):
            group = response_store.group_at(groups, to) or record.code("restricted")
            uow.update("attachment", one.id, {"key": to, "restricted": group})


def _place(form: CompiledForm, key: str) -> str | None:
    """Where a key of an older version stands in a form; None when nowhere."""
    path = bare(key)
    known = form.definitions.get(path)
    if known is not None:
        return key if known.kind in ("question", "value") else None
    named = form.path_of(path.rpartition("/")[2])
    if named is None or form.definitions[named].kind not in ("question", "value"):
        return None
    return _with_instances(form, named, key)


def _with_instances(form: CompiledForm, path: str, key: str) -> str | None:
    """A path with the instances of a key's repeats; None when the repeats are not the same ones."""
    ids = {part.partition("[")[0]: part for part in key.split("/") if "[" in part}
    parts, above = [], ""
    for part in path.strip("/").split("/"):
        above = f"{above}/{part}"
        repeat = form.definitions[above].kind == "repeat"
        if repeat and part not in ids:
            return None
        parts.append(ids.pop(part) if repeat else part)
    return None if ids else "/" + "/".join(parts)
