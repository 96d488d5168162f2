"""Verdicts as they are kept with their operations, and read again (sync.md §2): the same answer to every repetition."""

from __future__ import annotations

import json
from typing import Any

from sync.protocol.canonical import canonical
from sync.server.exchange.arrived import Told


def recorded(row: Any) -> Told:
    """A verdict as it was recorded."""
    more = json.loads(row.told) if row.told else {}
    parts = tuple(more.get("fields", ())), tuple(more.get("conflicts", ()))
    return Told(row.verdict, int(row.version), *parts, str(more.get("reason", "")))


def verdict_columns(told: Told) -> dict[str, Any]:
    """A verdict as it is kept."""
    if not (told.fields or told.conflicts or told.reason or told.groups or told.changes):
        return {"verdict": told.verdict, "version": told.version, "told": None, "what": told.what, "changes": None}
    more = {"fields": list(told.fields), "conflicts": list(told.conflicts), "reason": told.reason, "groups": list(told.groups)}
    kept = {name: value for name, value in more.items() if value}
    return {
        "verdict": told.verdict,
        "version": told.version,
        "told": canonical(kept).decode() if kept else None,
        "what": told.what,
        "changes": canonical(told.changes).decode() if told.changes else None,
    }
