"""The transition plan of a facility: what becomes of it, who helps, agreed steps, and each child's way home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.print.papers import FacilityHead, Paper


@dataclass(frozen=True, kw_only=True)
class TransitionStep:
    """An agreed step: what, who by role, by when, whether it is done; `late`: its day is past and it is not."""

    what: str
    who: str
    by: str
    done: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class ChildWay:
    """A child with the kind of place that was found, the day, and where it stands."""

    name: str
    age: str
    place: str
    day: str
    state: str


@dataclass(frozen=True, kw_only=True)
class TransitionPaper(Paper):
    """The plan as it stands today. It names children, so that only who may print the list of residents prints it."""

    template: ClassVar[str] = "transition_plan"

    title: str
    facility: FacilityHead
    about: tuple[tuple[str, str], ...]
    steps_title: str
    step_heads: tuple[str, ...]
    steps: tuple[TransitionStep, ...]
    no_steps: str
    children_title: str
    child_heads: tuple[str, ...]
    children: tuple[ChildWay, ...]
    no_children: str
    signatures: tuple[str, ...]
