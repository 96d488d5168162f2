"""Expressions are read as they are written: a tree printed and parsed is the same tree; faults tell their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.xpath.program import Expression, expression
from app.forms.xpath.syntax import LEVELS, Call, Chain, Literal, Negation, Number, Path, Step, Tree, parse
from app.forms.xpath.values import XPathError

NAMES = st.sampled_from(["a", "visit", "ភាសា", "orx:meta", "div", "and", "x-y.z", "_1", "mod"])
LEAVES: st.SearchStrategy[Tree] = st.one_of(
    st.floats(0, 1e9, allow_nan=False).map(lambda number: Number(round(number, 3))),
    st.text(st.characters(exclude_characters="'", exclude_categories=["Cs"]), max_size=8).map(Literal),
)


def trees(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    step = st.builds(Step, st.one_of(NAMES, st.sampled_from([".", "..", "*", "@id"])), st.lists(inner, max_size=2).map(tuple))
    steps = st.lists(step, min_size=1, max_size=3).map(tuple)
    chains = [
        st.builds(Chain, inner, st.lists(st.tuples(st.sampled_from(sorted(level)), inner), min_size=1, max_size=3).map(tuple))
        for level in LEVELS
    ]
    return st.one_of(
        *chains,
        st.builds(Negation, inner),
        st.builds(Call, st.sampled_from(["concat", "jr:itext", "count-selected"]), st.lists(inner, max_size=3).map(tuple)),
        st.builds(Path, st.booleans(), st.none(), steps),
        st.builds(Path, st.just(False), st.builds(Call, st.just("instance"), st.tuples(inner)), steps),
    )


def printed(tree: Tree) -> str:
    """The text of a tree, every operand in brackets."""
    if isinstance(tree, Number):
        return format(tree.value, "f")
    if isinstance(tree, Literal):
        return f"'{tree.value}'"
    if isinstance(tree, Negation):
        return f"-({printed(tree.operand)})"
    if isinstance(tree, Chain):
        return f"({printed(tree.first)})" + "".join(f" {operator} ({printed(part)})" for operator, part in tree.rest)
    if isinstance(tree, Call):
        return f"{tree.name}({', '.join(map(printed, tree.arguments))})"
    start = printed(tree.base) + "/" if tree.base is not None else "/" if tree.absolute else ""
    return start + "/".join(step.name + "".join(f"[{printed(part)}]" for part in step.predicates) for step in tree.steps)


@given(st.recursive(LEAVES, trees, max_leaves=12))
def test_a_printed_tree_is_read_back(tree: Tree) -> None:
    assert parse(printed(tree)) == tree


@pytest.mark.parametrize(
    ("text", "reason", "at"),
    [
        ("1 + ", "unexpected", 4),
        ("1 + * 2 )", "unexpected", 6),
        ("concat('a', nothing(1))", "unknown_function", 12),
        ("if(1, 2)", "arguments", 0),
        ("1 = substr('a')", "arguments", 4),
        ("/data/g[a = 1", "expected", 13),
        ("a # b", "unexpected", 2),
        ("following-sibling::a", "unknown_axis", 0),
        ("indexed-repeat(/data/a, /data, 1, /data)", "arguments", 0),
        ("weighted-checklist(1, 2, 3)", "arguments", 0),
    ],
)
def test_a_fault_tells_its_place(text: str, reason: str, at: int) -> None:
    with pytest.raises(XPathError) as caught:
        Expression(text)
    assert (caught.value.reason, caught.value.at) == (reason, at)


def test_attributes_and_prefixes() -> None:
    assert parse("/data/@orx:version") == Path(True, None, (Step("data"), Step("@orx:version")))
    assert parse("attribute::id") == Path(False, None, (Step("@id"),))


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("a div-2", "a div - 2"),
        ("5 modtrue()", "5 mod true()"),
        ("a and(b)", "a and ( b )"),
        ("1or 2", "1 or 2"),
        ("a-b", "a-b"),
    ],
)
def test_operators_need_no_spaces_after_an_operand(text: str, spaced: str) -> None:
    assert parse(text) == parse(spaced)


def test_an_expression_is_compiled_once() -> None:
    assert expression("1 + 2") is expression("1 + 2")
