"""The death of a child (practice P21): it ends what is due at once, and the file stays readable."""

from __future__ import annotations

from app.domain.records import Record


def is_dead(child: Record) -> bool:
    """Whether a child is known to have died, on a day or on one that nobody knows."""
    return child.day("died_on") is not None or child.code("death_known") is not None
