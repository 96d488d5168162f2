"""What is unlikely is asked once before it is saved, never refused (practice P13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask once before saving: the key of its words and what they need."""

    code: str
    params: Mapping[str, object]
