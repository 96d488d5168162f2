"""Identities of records: made on the laptop, unique without asking anybody, and in the order of their making."""

from __future__ import annotations

from uuid import UUID

import uuid6


def new_id() -> str:
    """A new record id: UUIDv7, small letters with dashes."""
    return str(uuid6.uuid7())


def is_id(text: str) -> bool:
    """Whether a text is a record id in the form that we store: a UUID in small letters with dashes."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
