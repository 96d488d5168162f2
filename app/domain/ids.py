"""Identities of records: made on the laptop, unique without asking anybody, and in the order of their making."""

from __future__ import annotations

from uuid import UUID, uuid5

import uuid6

_SHARED = UUID("6e6f1c1e-0f0a-4d0b-9b0a-6b6f6d617230")


def shared_id(kind: str, *names: str) -> str:
    """The id of a record of which an office has just one: the same on all its laptops, so that they meet in one record.

    >>> shared_id("office", "0203") == shared_id("office", "0203")
    True
    """
    return str(uuid5(_SHARED, "/".join((kind, *names))))


def shared_id_at(like: str, place: int | None, kind: str, *names: str) -> str:
    """A shared id that takes its place in time from another id, and with a place (0 to 4095) stands in its order there.

    >>> first, second = (shared_id_at("019ab0f6-5d3e-7000-8000-000000000000", place, "a") for place in (1, 2))
    >>> first[:13] == "019ab0f6-5d3e" and first < second
    True
    """
    high = UUID(like).int >> 64
    if place is not None:
        high = high >> 12 << 12 | place & 0xFFF
    return str(UUID(int=high << 64 | UUID(shared_id(kind, *names)).int & (1 << 64) - 1))


def new_id() -> str:
    """A new record id: UUIDv7, small letters with dashes."""
    return str(uuid6.uuid7())


def is_id(text: str) -> bool:
    """Whether a text is a record id in the form that we store: a UUID in small letters with dashes."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
