"""Where the answers of a response stand: one entry a question, those of a restricted group in a companion record of that group.

A companion is a record of its own, so that it travels only to computers whose users hold the right (practice P1). Which paths
belong to a group is kept with the response, so that also a computer without the form puts every answer where it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.data.fields import restricted_group
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import shared_id
from app.domain.records import Actor, Record
from app.forms.model import CompiledForm

CORRECTION = "/corrections/"
"""Answers under this path are no answers but what was changed after finishing, numbered."""
JOINED = "/joined/"
"""What another visit said that was joined to this one, by its id and the question; see `visit_differences`."""
SEEN = "/seen/"
"""A digest of what a joined visit said when it was joined, by its id."""
ASKED = "/asked/"
"""Who was asked about a question, by its key; see `visit_evidence`."""
CLOSED = "/closed/"
"""What was answered when the team of an inspection closed it, by the instant; see `visit_corrections`."""
_ASIDE = (CORRECTION, JOINED, SEEN, ASKED, CLOSED)
SUBJECT_FIELDS = ("inspection", "placement", "case", "child", "facility", "carer", "office", "subject")
_COPIED = (*SUBJECT_FIELDS, "form_id", "form_version", "form_sha256")
_INSTANCE = re.compile(r"\[[^\]]*\]")
_KEY = re.compile(r"(?:/[^\W\d][\w.:-]*(?:\[[^\[\]/\s]{1,64}\])?)+")
_LONGEST_KEY = 2000
LONGEST = 100_000
"""Characters of one answer: a slow link carries them whole."""


def bare(key: str) -> str:
    """The path of a key, without the ids of repeats."""
    return _INSTANCE.sub("", key)


def is_answer(key: str) -> bool:
    """Whether an entry is the answer to a question, and not something kept beside answers."""
    return not key.startswith(_ASIDE)


def check_entries(entries: Mapping[str, str | None]) -> None:
    """Refuses a key that no form has, which would evade its group or pass for a correction, and an answer that is too long.

    InputError `answer_key`, `answer_too_long`.
    """
    for key, text in entries.items():
        if len(key) > _LONGEST_KEY or not _KEY.fullmatch(key) or not is_answer(key):
            raise InputError("answer_key", key=key[:40])
        if text is not None and len(text) > LONGEST:
            raise InputError("answer_too_long", field=key.rpartition("/")[2][:80], count=len(text), limit=LONGEST)


def groups_of(form: CompiledForm) -> dict[str, str]:
    """Path → restricted group, for every node that names one; what stands below it belongs to it too."""
    return {path: definition.komar["group"] for path, definition in form.definitions.items() if definition.komar.get("group")}


def group_at(groups: Mapping[str, str], key: str) -> str | None:
    """The restricted group that a question belongs to: its own, or the nearest above it."""
    path = bare(key)
    while path:
        if path in groups:
            return groups[path]
        path = path.rpartition("/")[0]
    return None


def kept_groups(response: Record) -> Mapping[str, str]:
    """Path → restricted group as the response keeps them."""
    held = response.values.get("groups")
    return {str(path): str(group) for path, group in held.items()} if isinstance(held, dict) else {}


def may_see(actor: Actor, response: Record) -> bool:
    """Whether a person may know of a response or companion at all."""
    group = restricted_group(response.type, response.values)
    return group is None or group in actor.rights


def companions(reader: Reader, response: Record) -> dict[str, Record]:
    """Group → companion, those that the person may know of."""
    found = reader.find("form_response", whole=response.id, order=("id",))
    return {one.text("restricted"): one for one in found if may_see(reader.actor, one)}


def entries_of(reader: Reader, response: Record, field: str = "answers") -> dict[str, str]:
    """All entries of a map that the person may see: of the response and its companions."""
    result = dict(response.entries(field))
    for companion in companions(reader, response).values():
        result.update(companion.entries(field))
    return result


def answers_of(reader: Reader, response: Record) -> dict[str, str]:
    """Question → stored answer as far as the person may see them, corrections left out.

    What became restricted while a colleague still answered it in the older version may stand in the response itself; it counts
    as restricted all the same (see `gather`).
    """
    hidden = hidden_paths(reader.actor, response)
    found = entries_of(reader, response).items()
    return {path: text for path, text in found if is_answer(path) and not is_hidden(hidden, path)}


def gather(uow: UnitOfWork, response: Record) -> None:
    """Brings answers that stand in the response itself and became restricted since to their companion, as far as one may."""
    groups, own = kept_groups(response), response.text("restricted")
    for field in ("answers", "prefilled"):
        for key, text in response.entries(field).items():
            group = group_at(groups, key)
            if group in uow.actor.rights and group != own:
                uow.update("form_response", response.id, {f"{field}:{key}": None})
                if entries_of(uow, response, field).get(key) in (None, text):
                    put(uow, response, {key: text}, field)


def hidden_paths(actor: Actor, response: Record) -> frozenset[str]:
    """The paths of the form whose answers the person may not see; what stands below them is hidden too."""
    own = response.text("restricted")
    return frozenset(p for p, group in kept_groups(response).items() if group != own and group not in actor.rights)


def is_hidden(hidden: frozenset[str], key: str) -> bool:
    """Whether a question is, or stands below, a hidden path."""
    path = bare(key)
    return any(path == one or path.startswith(f"{one}/") for one in hidden)


def create(
    uow: UnitOfWork, values: Mapping[str, object], groups: Mapping[str, str], maps: Mapping[str, Mapping[str, str]]
) -> str:
    """A new response with its companions; gives its id. `maps` are its maps by question: `answers`, `prefilled`."""
    plain = {name: _shared(groups, values.get("restricted"), held) for name, held in maps.items()}
    own = {name: held for name, held in plain.items() if held}
    response = uow.create("form_response", {**values, **own, "groups": dict(groups) or None})
    record = uow.get("form_response", response)
    for name, held in maps.items():
        put(uow, record, {key: text for key, text in held.items() if key not in plain[name]}, name)
    return response


def _shared(groups: Mapping[str, str], own: object, held: Mapping[str, str]) -> dict[str, str]:
    """The entries that stand in the response itself."""
    return {key: text for key, text in held.items() if group_at(groups, key) in (None, own)}


def put(uow: UnitOfWork, response: Record, entries: Mapping[str, str | None], field: str = "answers") -> None:
    """Lays entries into a response, each a field of its own; those of a restricted group into its companion.

    None takes an entry away. InputError `right_missing` for a group that the person does not hold.
    """
    groups, own = kept_groups(response), response.text("restricted")
    parted: dict[str, dict[str, object]] = {}
    for key, text in entries.items():
        group = group_at(groups, key)
        parted.setdefault("" if group is None or group == own else group, {})[f"{field}:{key}"] = text or None
    for group, changes in parted.items():
        if not group:
            uow.update("form_response", response.id, changes)
        else:
            _put_restricted(uow, response, group, changes)


def put_at(uow: UnitOfWork, response: Record, key: str, field: str, entry: str, text: str | None) -> None:
    """Lays an entry that is about a question beside that question's answer, so that it is as restricted as the answer."""
    group = group_at(kept_groups(response), key)
    changes: dict[str, object] = {f"{field}:{entry}": text or None}
    if group is None or group == response.text("restricted"):
        uow.update("form_response", response.id, changes)
    else:
        _put_restricted(uow, response, group, changes)


def regroup(uow: UnitOfWork, response: Record, groups: Mapping[str, str], moved: Mapping[str, str]) -> dict[str, str]:
    """Follows another version of the form: what it restricts goes into companions, what was restricted stays so.

    `moved` says where answers go, old key → new key. Gives the groups that hold from now on; they are kept with the response.
    """
    before, own = kept_groups(response), response.text("restricted")
    merged = dict(groups)
    for key, to in moved.items():
        group = group_at(before, key)
        if group is not None and group_at(merged, to) != group:
            merged[bare(to)] = group
    for key, text in response.entries("answers").items():
        group = group_at(merged, moved.get(key, key))
        if group not in (None, own) and key in moved:
            put(uow, response, {key: None})
            _put_restricted(uow, response, str(group), {f"answers:{moved[key]}": text})
    uow.update("form_response", response.id, {"groups": merged or None})
    return merged


def companion_id(response: str, group: str) -> str:
    """The id of a response's companion: the same on all computers, so that two who begin one meet in it."""
    return shared_id("response_companion", response, group)


def _put_restricted(uow: UnitOfWork, response: Record, group: str, changes: Mapping[str, object]) -> None:
    """Lays entries into the companion of a group, which is made with the first of them."""
    if group not in uow.actor.rights:
        raise InputError("right_missing", field="form_response", group=group)
    name = companion_id(response.id, group)
    if uow.maybe("form_response", name) is None:
        if all(value is None for value in changes.values()):
            return
        copied = {field: response.values[field] for field in _COPIED if field in response.values}
        uow.create("form_response", {**copied, "restricted": group, "whole": response.id}, record_id=name)
    uow.update("form_response", name, changes)
