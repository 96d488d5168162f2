"""Answers and a list over which the tests evaluate expressions; the recorded values of JavaRosa were made over the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from app.forms.xpath.chance import Seeded
from app.forms.xpath.context import Context, Environment, NoLabels
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression
from app.forms.xpath.values import Value

NOW = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
"""The next day in Cambodia, half past three."""
_PLACES = ("11.5 104.9 0 0", "11.6 104.9 0 0", "11.6 105.0 0 0")
_ANSWERS: Sequence[tuple[str, str, str]] = (
    ("a", "int", "5"), ("neg", "int", "-3"), ("dec", "decimal", "2.50"), ("big", "int", "1234567890"),
    ("day", "date", "2020-01-01"), ("dt", "dateTime", "2020-01-01T10:20:30.400+07:00"), ("tm", "time", "10:20:30.000+07:00"),
    ("empty", "string", ""), ("eint", "int", ""), ("eday", "date", ""), ("many", "string", "a b c"), ("word", "string", "ភាសា"),
    ("txt", "string", "hello"), ("num", "string", "12"), ("city", "string", "y"), ("bool", "boolean", "false"),
    ("pt", "geopoint", _PLACES[0]), ("trace", "geotrace", "; ".join(_PLACES)),
    ("shape", "geoshape", "; ".join((*_PLACES, _PLACES[0]))), ("hid", "string", "gone"),
)  # fmt: skip
_VISITS: Sequence[tuple[str, str, Sequence[str]]] = (("1", "ana", "12"), ("2", "bo", "3"), ("3", "", "45"))


class Texts(NoLabels):
    """Three texts, in a language of choice."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def text_of(self, text_id: str) -> str:
        known = {"t1": "Hello", "cx": "Town X", "cy": "Town Y", "cz": "Town Z"}
        return known.get(text_id, f"[itext:{text_id}]")


def answers() -> Node:
    """A group of answers of every type, one not relevant, and a repeat with another inside it."""
    root = Node("data")
    group = Node("g", root)
    group.attributes = {"att": "7"}
    for name, kind, value in _ANSWERS:
        Node(name, group, value, kind=kind).relevant = name != "hid"
    for number, (safe, who, inside) in enumerate(_VISITS, 1):
        visit = Node("visit", root, repeat=True, key=f"k{number}")
        Node("safe", visit, safe, kind="int")
        Node("who", visit, who, kind="string")
        for place, value in enumerate(inside, 1):
            Node("x", Node("inner", visit, repeat=True, key=f"i{place}"), value, kind="int")
    return root


def rows(lines: Sequence[Mapping[str, str]]) -> Node:
    """A list outside the answers, as `instance()` finds it."""
    above = Node("instance")
    root = Node("root", above)
    for line in lines:
        item = Node("item", root)
        for name, value in line.items():
            Node(name, item, value)
    return above


def towns() -> Node:
    """Three towns in two provinces."""
    table = (("x", "1", "100", "cx"), ("y", "1", "250", "cy"), ("z", "2", "75", "cz"))
    return rows([dict(zip(("name", "province", "pop", "itextId"), line, strict=True)) for line in table])


def environment(language: str = "en", **instances: Node) -> Environment:
    """A session over these answers at a fixed time."""
    lists = {"towns": towns(), **instances}
    return Environment(answers(), lambda: NOW, lists, Seeded(1), Texts(language), version="2026")


def node_at(env: Environment, reference: str) -> Node:
    """The node of a reference by positions."""
    node = env.root
    for step in reference.split("/")[2:]:
        name, _, place = step.partition("[")
        node = node.named(name)[int(place.rstrip("]") or 1) - 1]
    return node


def run(text: str, at: str = "/data/g/a", env: Environment | None = None) -> Value:
    """The value of an expression that belongs to the node `at`."""
    env = env or environment()
    node = node_at(env, at)
    return Expression(text).evaluate(Context(node, env, node))
