"""Amounts of money (riel, without decimals) and other numbers as people read and type them."""

from __future__ import annotations

from app.text.digits import digits_for

RIEL = "៛"


def number(value: int | None, lang: str) -> str:
    """A whole number, thousands parted by commas: ១,២៣៤ or 1,234; nothing for None."""
    return digits_for(f"{value:,}", lang) if value is not None else ""


def riel(value: int | None, lang: str) -> str:
    """An amount in riel: ១៥០,០០០ ៛ or 150,000 ៛; nothing for None."""
    return f"{number(value, lang)}\u00a0{RIEL}" if value is not None else ""


def percent(part: int, whole: int, lang: str) -> str:
    """A share in whole per cent, halves rounded up; nothing for a share of nothing."""
    return f"{digits_for((200 * part + whole) // (2 * whole), lang)}%" if whole else ""
