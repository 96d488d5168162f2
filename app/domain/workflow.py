"""The way of a case, from intake to closure, as a bar of steps: what is done, what is now, what is missing for each. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

StepState = Literal["done", "now", "next", "late", "not_needed"]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing to take a step: the key of its words and what they need; whether it blocks; where it is done.

    `step`: the step of the page of the case, such as `add:plan_action`.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    blocks: bool = False
    step: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the bar: how it stands, when it was done, until when it is to be done, what is missing."""

    name: str
    state: StepState
    on: date | None = None
    due: datetime | None = None
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the bar is computed from. Every part of the programme contributes what it knows; None: nobody said.

    `status`, `risk` and the days are those of the open episode; numbers count what is there. `approval_plan` and
    `approval_close` are the states of the newest requests.
    """

    status: str | None = None
    dead: bool = False
    risk: str | None = None
    received_at: datetime | None = None
    received_precision: str | None = None
    first_contact_on: date | None = None
    first_contact_at: datetime | None = None
    assessed_on: date | None = None
    plan_on: date | None = None
    uncovered: int | None = None
    approval_plan: str | None = None
    approval_plan_on: date | None = None
    open_services: int | None = None
    placed: bool | None = None
    last_visit_on: date | None = None
    next_visit_on: date | None = None
    closing_on: date | None = None
    approval_close: str | None = None
    approval_close_on: date | None = None
    closed_on: date | None = None
