"""The emergency card: numbers to carry in a pocket, eight cards a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.print.papers import Paper, Variant


@dataclass(frozen=True, kw_only=True)
class EmergencyCardPaper(Paper):
    """Numbers with their hours, and nothing that says what they are for (practice P10): no name, no office, no day."""

    template: ClassVar[str] = "card"

    variant: Variant | None = None

    numbers: tuple[tuple[str, str], ...]
