"""Scoring of an inspection."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question of an instrument that the score or the grade looks at."""

    number: str
    path: str
    section: str
    weight: int
    critical: bool
    finding: bool
    due_days: int | None
    sourced: bool
