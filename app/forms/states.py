"""What a session tells of its questions: outcomes of answers, states, problems, progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.forms.model import Definition

Result = Literal["OK", "REQUIRED_BUT_EMPTY", "CONSTRAINT_VIOLATED", "NO_SUCH_QUESTION", "NOT_ANSWERABLE", "ERROR"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one answer.

    `message` is the form's own, in the session's language, for a constraint or a required question; for ERROR it is a code:
    `not_fitting` (type or choices) or the fault of an expression. `changed` holds the keys whose value or relevance changed or
    whose label, choices, required or read-only may have.
    """

    result: Result
    message: str = ""
    changed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """A question that stands in the way of finishing."""

    key: str
    result: Result
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionState:
    """A node as the screen shows it. `definition` has type, control, appearance and Komar's binds."""

    key: str
    definition: Definition
    value: str
    relevant: bool
    readonly: bool
    required: bool
    label: str
    hint: str
    guidance: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section is: questions that can be answered now, how many are, how many required ones are not."""

    key: str
    label: str
    answered: int
    total: int
    missing: int
