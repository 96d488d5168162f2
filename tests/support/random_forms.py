"""Small XForms made by chance, and what may be done with them: for properties of the form engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

Step = tuple[str, int, int, str]
"""answer · add · remove, a number that picks the node, one more, and the value."""

HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>f</h:title><model>'
)
PARTS = "".join(
    f"<item><name>{part}{one}</name><label>{one}</label><part>{part}</part></item>" for part in "123" for one in "ab"
)


@dataclass(slots=True)
class Part:
    """One node: its path, what it is, the repeats around it and what decides its state."""

    path: str
    kind: str
    repeats: tuple[str, ...]
    binds: dict[str, str] = field(default_factory=dict)
    label: str = ""
    nodeset: str = ""
    count: str = ""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def relative(owner: str, target: str) -> str:
    """The target as the converter writes it inside repeats."""
    here, there = owner.split("/"), target.split("/")
    same = 0
    while same < min(len(here), len(there)) and here[same] == there[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


class Maker:
    """Draws one form. An expression looks only at what stands before its node, so that nothing goes round."""

    def __init__(self, draw: st.DrawFn, *, conditions: bool, filters: bool, counts: bool) -> None:
        self.draw = draw
        self.parts: list[Part] = []
        self.conditions = conditions
        self.filters = filters
        self.counts = counts

    def one(self, of: Sequence[str]) -> str:
        return self.draw(st.sampled_from(of))

    def within(self, above: str, repeats: tuple[str, ...], depth: int) -> None:
        """Draw what stands inside a node."""
        for _ in range(self.draw(st.integers(1, 4 if depth == 0 else 3))):
            kind = self.one(["question", "question", "calculate", "calculate", "group", "repeat", "repeat", "select"])
            if kind in ("group", "repeat") and (depth > 2 or (kind == "repeat" and len(repeats) > 1)):
                kind = "question"
            if kind == "select" and not self.filters:
                kind = "question"
            letter = {"question": "q", "calculate": "c", "group": "g", "repeat": "r", "select": "s"}[kind]
            part = Part(f"{above}/{letter}{len(self.parts)}", kind, repeats)
            self.decide(part)
            self.parts.append(part)
            if kind in ("group", "repeat"):
                self.within(part.path, (*repeats, part.path) if kind == "repeat" else repeats, depth + 1)

    def decide(self, part: Part) -> None:
        conditions = self.draw(st.integers(0, 3)) if self.conditions else 3
        if conditions == 0 and part.kind != "repeat":
            part.binds["relevant"] = self.condition(part)
        if conditions == 1 and part.kind in ("question", "group", "repeat"):
            part.binds[self.one(["required", "readonly"])] = self.condition(part)
        if conditions == 2 and part.kind == "question":
            part.label = self.value(part)
        if part.kind == "calculate":
            part.binds["calculate"] = self.value(part)
        if part.kind == "select":
            part.nodeset = f"instance('l')/root/item[part = {self.filter_value(part)}]"
        if part.kind == "repeat" and self.counts and self.draw(st.integers(0, 3)) == 0:
            part.count = self.value(part)

    def filter_value(self, part: Part) -> str:
        """A value to be used inside a condition on rows of a list: relative paths start from the question."""
        target = self.before(part, lambda one: one.kind in ("question", "calculate"))
        if target is None:
            return "'1'"
        return target.path if self.draw(st.booleans()) else f"current()/{relative(part.path, target.path)}"

    def before(self, part: Part, fits: Callable[[Part], object]) -> Part | None:
        found = [one for one in self.parts if fits(one)]
        return self.draw(st.sampled_from(found)) if found else None

    def single(self, part: Part) -> str:
        """A reference to one answer: in the own instances, absolute or relative."""
        target = self.before(
            part,
            lambda one: one.kind in ("question", "calculate", "select") and one.repeats == part.repeats[: len(one.repeats)],
        )
        if target is None:
            return self.one(["1", "2"])
        return target.path if self.draw(st.booleans()) else relative(part.path, target.path)

    def condition(self, part: Part) -> str:
        return self.one([f"{self.value(part)} = '2'", f"{self.single(part)} > 1", f"string-length({self.single(part)}) > 0"])

    def value(self, part: Part) -> str:
        """Any expression that is allowed at a node."""
        kind = self.draw(st.integers(0, 11))
        inside = self.before(part, lambda one: one.repeats and one.kind in ("question", "calculate"))
        if kind < 4 or inside is None:
            one, other = self.single(part), self.single(part)
            return self.one([one, f"{one} + {other}", f"concat({one}, '-', {other})", f"if({one} = 1, {other}, 3)"])
        repeat = inside.repeats[-1]
        rest = inside.path[len(repeat) + 1 :]
        rows = repeat if self.draw(st.booleans()) else relative(part.path, repeat)
        if kind == 4 and part.repeats and part.path.rpartition("/")[0] == part.repeats[-1]:
            return "position(..)"
        if kind == 5:
            return f"count({rows})"
        if kind == 6:
            return f"sum({rows}/{rest})"
        if kind == 7:
            return f"indexed-repeat({inside.path}, {repeat}, {self.single(part)})"
        if kind == 8:
            return f"count({rows}[{rest} = current()/{relative(part.path, inside.path)}])"
        if kind == 9:
            return f"sum({rows}[{rest} > 1]/{rest})"
        if kind == 10:
            return f"join(' ', {rows}/{rest})"
        return f"{rows}[position() = {self.one(['1', '2', 'last()'])}]/{rest}"

    def xml(self) -> bytes:
        """The form that was drawn."""
        binds, body = [], []
        for part in self.parts:
            kind = ' type="int"' if part.kind == "question" else ""
            found = "".join(f" {name}={quoteattr(text)}" for name, text in part.binds.items())
            if found or kind:
                binds.append(f'<bind nodeset="{part.path}"{kind}{found}/>')
        instance, controls = self.nodes("/data")
        body.append(controls)
        return (
            f'{HEAD}<instance><data id="f">{instance}</data></instance><instance id="l"><root>{PARTS}</root></instance>'
            f"{''.join(binds)}</model></h:head><h:body>{''.join(body)}</h:body></h:html>"
        ).encode()

    def nodes(self, above: str) -> tuple[str, str]:
        instance, controls = "", ""
        for part in (one for one in self.parts if one.path.rpartition("/")[0] == above):
            inner, inside = self.nodes(part.path)
            value = "1" if part.kind == "question" and int(part.name[1:]) % 2 else ""
            instance += f"<{part.name}>{inner}{value}</{part.name}>"
            label = f"<label>L<output value={quoteattr(part.label)}/></label>" if part.label else "<label>L</label>"
            if part.kind == "question":
                controls += f'<input ref="{part.path}">{label}</input>'
            elif part.kind == "select":
                controls += (
                    f'<select1 ref="{part.path}">{label}<itemset nodeset={quoteattr(part.nodeset)}>'
                    '<value ref="name"/><label ref="label"/></itemset></select1>'
                )
            elif part.kind == "group":
                controls += f'<group ref="{part.path}">{label}{inside}</group>'
            elif part.kind == "repeat":
                count = f" jr:count={quoteattr(part.count)}" if part.count else ""
                controls += f'<group ref="{part.path}">{label}<repeat nodeset="{part.path}"{count}>{inside}</repeat></group>'
        return instance, controls


@st.composite
def forms(draw: st.DrawFn, *, conditions: bool = True, filters: bool = True, counts: bool = True) -> bytes:
    """An XForm with up to two repeats inside one another."""
    maker = Maker(draw, conditions=conditions, filters=filters, counts=counts)
    maker.within("/data", (), 0)
    return maker.xml()


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "answer", "answer", "answer", "add", "remove"]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.sampled_from(["1", "2", "3", "", "1a", "2b"]),
    ),
    max_size=12,
)
