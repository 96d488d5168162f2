"""Kinds of parts: the episodes of a case."""

from __future__ import annotations

from app.services.part_kind import PartKind

KINDS = (PartKind("episode", stays=True),)
