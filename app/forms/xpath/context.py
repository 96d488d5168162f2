"""Where an expression is evaluated: the node it stands on, and what the session around it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.forms.xpath.chance import Chance, chance
from app.forms.xpath.nodes import Node
from app.forms.xpath.values import Value, XPathError

MOST_EFFORT = 2_000_000
"""Nodes that the steps and predicates of one evaluation may look at; some seconds (inferred: beyond any real form)."""


class Labels(Protocol):
    """What `jr:itext`, `jr:choice-name` and `format-date` ask the form; texts are in the session's language."""

    language: str
    """The language as the form writes it: `Khmer (km)`, `km`, `English`."""

    def text_of(self, text_id: str) -> str:
        """The text with that id; empty when there is none."""

    def choice_label(self, value: str, path: str, node: Node) -> str:
        """The label of a choice of the question at `path`, seen from `node`; empty when there is none."""


class NoLabels:
    """A form without texts."""

    language = ""

    def text_of(self, text_id: str) -> str:
        """Nothing."""
        return ""

    def choice_label(self, value: str, path: str, node: Node) -> str:
        """Nothing."""
        return ""


@dataclass
class Environment:
    """The session: its root node, secondary instances, clock, chance and labels. `now` is aware.

    `version` is the form's; `properties` are what `property()` may tell, which is nothing unless the caller gives it.
    """

    root: Node
    now: Callable[[], datetime]
    instances: Mapping[str, Node] = field(default_factory=dict)
    chance: Chance = field(default_factory=lambda: chance(None))
    labels: Labels = field(default_factory=NoLabels)
    version: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    effort: int = 0

    def spend(self, nodes: int) -> None:
        """Count nodes that are looked at; raises XPathError when one evaluation looks at too many."""
        self.effort += nodes
        if self.effort > MOST_EFFORT:
            raise XPathError("too_much")


class Context:
    """One evaluation. `node` is the context node, `current` the node that owns the whole expression.

    `position` and `size` are those in the node-set that a predicate looks at; 0 outside predicates.
    """

    __slots__ = ("current", "env", "node", "position", "size")

    def __init__(self, node: Node, env: Environment, current: Node, position: int = 0, size: int = 0) -> None:
        self.node = node
        self.env = env
        self.current = current
        self.position = position
        self.size = size


Run = Callable[[Context], Value]
"""A compiled expression."""
