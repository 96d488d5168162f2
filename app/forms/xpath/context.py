"""Where an expression is evaluated: the node it stands on, and what the session around it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.forms.xpath.chance import Chance, chance
from app.forms.xpath.nodes import Node
from app.forms.xpath.values import Value


class Labels(Protocol):
    """What `jr:itext` and `jr:choice-name` ask the form; both answer in the session's language."""

    def text_of(self, text_id: str) -> str:
        """The text with that id; empty when there is none."""

    def choice_label(self, value: str, path: str, node: Node) -> str:
        """The label of a choice of the question at `path`, seen from `node`; empty when there is none."""


class NoLabels:
    """A form without texts."""

    def text_of(self, text_id: str) -> str:
        """Nothing."""
        return ""

    def choice_label(self, value: str, path: str, node: Node) -> str:
        """Nothing."""
        return ""


@dataclass
class Environment:
    """The session: its root node, secondary instances, clock, chance and labels. `now` is aware."""

    root: Node
    now: Callable[[], datetime]
    instances: Mapping[str, Node] = field(default_factory=dict)
    chance: Chance = field(default_factory=lambda: chance(None))
    labels: Labels = field(default_factory=NoLabels)


@dataclass(frozen=True, slots=True)
class Context:
    """One evaluation. `node` is the context node, `current` the node that owns the whole expression."""

    node: Node
    env: Environment
    current: Node
    position: int = 1
    size: int = 1


Run = Callable[[Context], Value]
"""A compiled expression."""
