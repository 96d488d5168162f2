"""The beginning of a response: hidden fields, questions prefilled from typed records, rows that a form brings along."""

from __future__ import annotations

from collections.abc import Mapping

from app.data.reader import Reader
from app.domain.ids import new_id
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.forms.xpath.nodes import Node
from app.services.responses import response_rows_at_start, response_saves, response_store
from app.services.responses.response_hidden import hidden_values
from app.services.responses.response_rows_at_start import newest_finished
from app.services.responses.response_subjects import Subject

FORMER, LAST = "k_former_", "k_last_"


def begin(
    reader: Reader,
    form: CompiledForm,
    subject: Subject,
    head: Mapping[str, object],
    before: Record | None,
    *,
    lang: str,
    seed: int | None,
) -> dict[str, dict[str, str]]:
    """The maps of a new response: `answers`, and `prefilled` with what was taken from typed records, by question."""
    hidden = {**hidden_values(reader, form, subject, head), **_former(form, head, before), **_last(reader, form, subject)}
    session = FormSession(
        form,
        hidden=hidden,
        lang=lang,
        now=reader.clock.now,
        seed=seed,
        new_id=new_id,
        last_saved=_last_saved(reader, form, head),
        properties={"deviceid": reader.meta("device") or "", "username": reader.actor.name},
    )
    rows = response_rows_at_start.bring(reader, session, subject)
    prefilled = response_saves.prefill(reader, session, subject, rows.behind)
    answers = {**prefilled, **session.answers(), **rows.hidden}
    hidden_from = response_store.groups_of(form)
    allowed = {key: text for key, text in answers.items() if _may(reader, head, hidden_from, key)}
    return {"answers": allowed, "prefilled": {key: text for key, text in prefilled.items() if key in allowed}}


def _last_saved(reader: Reader, form: CompiledForm, head: Mapping[str, object]) -> Node | None:
    """The answers that this person last finished in this form, whatever it was about, for a form that asks for them.

    Not those of a version that was restricted as a whole when this one is not.
    """
    if not form.last_saved:
        return None
    found = reader.find("form_response", form_id=form.id, state="finished", finished_by=reader.actor.user, whole=None)
    shown = [one for one in found if response_store.may_see(reader.actor, one) and _as_restricted(head, one)]
    newest = max(shown, key=lambda one: (one.text("finished_at"), one.id), default=None)
    return FormSession(form, newest.entries("answers")).tree if newest is not None else None


def _may(reader: Reader, head: Mapping[str, object], groups: Mapping[str, str], key: str) -> bool:
    """Whether an entry can be written by this person: the defaults of a restricted question wait for who holds the right."""
    group = response_store.group_at(groups, key)
    return group is None or group == head.get("restricted") or group in reader.actor.rights


def _as_restricted(head: Mapping[str, object], other: Record) -> bool:
    """Whether what stands openly in another response may stand openly in the new one."""
    return other.text("restricted") in ("", head.get("restricted"))


def _former(form: CompiledForm, head: Mapping[str, object], before: Record | None) -> dict[str, str]:
    """What the former response of this form says, for hidden fields `k_former_…`; restricted answers are not among it."""
    if before is None or not _as_restricted(head, before):
        return {}
    found = {"k_former_on": before.text("filled_on")}
    answers = {key.rpartition("/")[2]: text for key, text in before.entries("answers").items() if "[" not in key}
    for definition in form.definitions.values():
        name = definition.name.removeprefix(FORMER)
        if definition.name.startswith(FORMER) and name in answers:
            found[definition.name] = answers[name]
    return found


def _last(reader: Reader, form: CompiledForm, subject: Subject) -> dict[str, str]:
    """The days of the last finished responses of other forms about the subject, for hidden fields `k_last_…`."""
    found = {}
    for definition in form.definitions.values():
        if definition.name.startswith(LAST):
            newest = newest_finished(reader, definition.name.removeprefix(LAST), subject)
            found[definition.name] = newest.text("filled_on") if newest else ""
    return found
