"""What changed in an inspection after its team closed it: numbered corrections, and answers that nobody has taken up.

The second kind was written on a computer that did not know of the closing yet. With the closing the inspection keeps what was
answered; what differs from that, and is no correction, came late. Until somebody decides about it nothing official is made of
it (practice P24, P26: corrections after signing are numbered). What belongs to a restricted group never counts in a result and
is not looked at here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.data.queries import inspections as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import instant_text
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.responses import response_store
from app.services.responses.response_store import CLOSED, CORRECTION
from app.services.visits.inspections import Visit, visit_of

CORRECTED = frozenset({"to_decide", "decided", "finished"})
"""States of a closed inspection in which answers are corrected by a number and a reason."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of an answer after closing; `changed`: all that changed with it, question → answer or None."""

    number: int
    path: str
    before: str
    after: str
    reason: str
    user: str
    at: str
    changed: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """A question whose answer came late: what stood at the closing, and what stands now; "" for no answer."""

    path: str
    before: str
    after: str


def corrections(visit: Visit) -> tuple[Correction, ...]:
    """The corrections of an inspection in their order; one that cannot be read is left out."""
    found = []
    for path, text in sorted(visit.entries.items()):
        entry = _read(text) if path.startswith(CORRECTION) else None
        if entry is not None:
            said = {key: str(entry.get(key, "")) for key in ("path", "before", "after", "reason", "user", "at")}
            all_of_it = entry.get("changed")
            changed = _texts(all_of_it) if isinstance(all_of_it, dict) else {said["path"]: said["after"] or None}
            found.append(Correction(int(path.removeprefix(CORRECTION)), **said, changed=changed))
    return tuple(found)


def note(
    uow: UnitOfWork, visit: Visit, number: int, path: str, changed: Mapping[str, str | None], before: str, why: str
) -> None:
    """Writes a correction down beside the answer that it is about; `changed`: all that changes with it."""
    entry: dict[str, object] = {
        "path": path, "before": before, "after": changed.get(path) or "", "reason": why.strip(),
        "user": uow.actor.user, "at": instant_text(uow.clock.now()),
    }  # fmt: skip
    if set(changed) != {path}:
        groups = response_store.kept_groups(visit.response)
        own = response_store.group_at(groups, path)
        entry["changed"] = {key: text for key, text in changed.items() if response_store.group_at(groups, key) in (None, own)}
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True)
    response_store.put_at(uow, visit.response, path, "answers", f"{CORRECTION}{number:03}", text)


def remember(uow: UnitOfWork, inspection: str, closed_at: str) -> None:
    """Keeps what was answered when the team closed; each closing by its instant, so that two of them do not clash."""
    response = visit_of(uow, inspection).response
    name = f"{CLOSED}{closed_at}"
    if name in response.entries("answers"):
        return  # a correction renews the result of the same closing
    text = json.dumps(_plain(response), ensure_ascii=False, sort_keys=True)
    former = {f"answers:{key}": None for key in response.entries("answers") if key.startswith(CLOSED)}
    uow.update("form_response", response.id, {**former, f"answers:{name}": text})


def late(visit: Visit) -> tuple[LateAnswer, ...]:
    """The answers that came after the closing and that nobody has taken up; nothing while answers are still taken."""
    kept = _read(visit.response.entries("answers").get(f"{CLOSED}{visit.inspection.text('closed_at')}", ""))
    if kept is None or visit.inspection.code("state") not in CORRECTED:
        return ()
    stood: dict[str, str | None] = {**_texts(kept)}
    for one in corrections(visit):
        stood.update(one.changed)
    now = _plain(visit.response)
    pairs = ((path, stood.get(path) or "", now.get(path, "")) for path in sorted({*stood, *now}))
    groups = response_store.kept_groups(visit.response)
    return tuple(LateAnswer(*one) for one in pairs if one[1] != one[2] and response_store.group_at(groups, one[0]) is None)


def as_closed(visit: Visit) -> Visit:
    """The inspection with what stood at its closing in place of what came late: what its result is made of."""
    stood = {one.path: one.before for one in late(visit)}
    kept = {path: text for path, text in visit.entries.items() if path not in stood}
    return replace(visit, entries={**kept, **{path: text for path, text in stood.items() if text}}) if stood else visit


def check(visit: Visit) -> None:
    """Nothing is decided, confirmed, corrected or printed over answers that came late. InputError `inspection_late`."""
    found = late(visit)
    if found:
        raise InputError("inspection_late", count=len(found))


def late_visits(reader: Reader) -> list[Record]:
    """The closed inspections with answers that came late: of those to which something came since, or that are new."""
    return [one for one in queries.perhaps_late(reader) if late(visit_of(reader, one.id))]


def _plain(response: Record) -> dict[str, str]:
    """Question → answer, without what belongs to restricted groups: those stand elsewhere, and not on every computer."""
    groups = response_store.kept_groups(response)
    found = response.entries("answers").items()
    return {key: text for key, text in found if response_store.is_answer(key) and response_store.group_at(groups, key) is None}


def _texts(values: Mapping[str, object]) -> dict[str, str | None]:
    return {str(key): str(value) if value is not None else None for key, value in values.items()}


def _read(text: str) -> Mapping[str, object] | None:
    try:
        entry = json.loads(text)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None
