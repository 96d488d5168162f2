"""What a visit said when it was joined to another one, as digests: what comes to it later is noticed by them.

Each restricted group has a digest of its own, which stands in that group's companion (practice P1).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.services.responses import response_store
from app.services.responses.response_store import CLOSED, JOINED, SEEN
from app.services.visits.inspections import Visit, visit_of


def remember(uow: UnitOfWork, stays: Visit, goes: Visit) -> None:
    """Keeps what the other inspection said at the moment of joining, each restricted group in its own companion."""
    for name, (group, digest) in digests(uow, visit_of(uow, goes.inspection.id)).items():
        path = next((path for path, one in response_store.kept_groups(stays.response).items() if one == group), "")
        if path or not group:
            response_store.put_at(uow, stays.response, path, "answers", name, digest)


def digests(reader: Reader, visit: Visit) -> dict[str, tuple[str, str]]:
    """Name of an entry → restricted group and digest, of what an inspection says."""
    lines = reader.find("census_line", inspection=visit.inspection.id, order=("id",))
    counted = {one.id: f"{one.text('found')} {one.text('note')}" for one in lines if one.ref("residency")}
    name = f"{SEEN}{visit.inspection.id}"
    found = {name: ("", _digest({**visit.response.entries("answers"), **counted}))}
    for group, companion in response_store.companions(reader, visit.response).items():
        found[f"{name}/{group}"] = (group, _digest(companion.entries("answers")))
    return found


def _digest(entries: Mapping[str, str]) -> str:
    said = {key: text for key, text in entries.items() if not key.startswith((JOINED, SEEN, CLOSED))}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]
