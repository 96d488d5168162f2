"""Requests for a decision and their answers: what may be asked, how it stands, what each kind of decision brings about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.records import Record

What = Literal["plan", "closure", "not_accepted", "placement", "carer", "no_consent", "transfer", "reopen"]
Answer = Literal["approved", "sent_back"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision that was signed on paper: by whom, when, its number, the scan (id of a document)."""

    by: str
    on: date
    number: str = ""
    scan: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the newest request for something stands. `other_text`: what was decided is not what stood there then."""

    state: str
    asked_by: str
    asked_on: date | None
    decided_by: str
    on: date | None
    remarks: str
    approval: str
    other_text: bool = False


@dataclass(frozen=True, slots=True)
class WhatEntry:
    """What belongs to a kind of decision: what follows when it is approved, and the records whose text it asserts."""

    after: Callable[[UnitOfWork, Record], None]
    shown: Callable[[Reader, Record], list[tuple[str, str]]]


WHATS: Mapping[What, WhatEntry] = {}
"""What is decided → what belongs to it; each part of the programme adds its own."""
