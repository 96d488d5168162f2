"""What stands in a row, also where it lies packed: whoever looks for a word must not pass it by."""

from __future__ import annotations

from sync.protocol.packed import plain_content


def unpacked(value: object) -> str:
    """A value of a column as text."""
    if not isinstance(value, bytes):
        return str(value)
    try:
        return plain_content(value).decode("utf-8", "replace")
    except ValueError:
        return value.decode("utf-8", "replace")
