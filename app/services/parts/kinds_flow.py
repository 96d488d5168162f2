"""Kinds of parts: the episodes of a case."""

from __future__ import annotations

from app.services.parts.part_kind import PartKind

KINDS = (PartKind("episode", stays=True),)
