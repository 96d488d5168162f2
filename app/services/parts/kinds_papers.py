"""Kinds of parts: papers that went out or came in."""

from __future__ import annotations

from app.services.parts.part_kind import PartKind

KINDS = (PartKind("paper", "", act="paper.make", read="letter.register"),)
