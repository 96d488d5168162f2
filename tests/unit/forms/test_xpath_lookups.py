"""Rows of long lists are found by an index, and it finds what looking at every row finds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.tables import Table
from app.forms.xpath.context import Context, Environment
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression
from app.forms.xpath.values import XPathError, to_text
from tests.support.xpath_answers import NOW, answers, environment, node_at, rows, run

CELLS = st.sampled_from(["", "a", "b", "1", "1.0", "01", "1,0", "2", " 1", "2020-01-01", "true", "NaN"])
LINES = st.lists(st.fixed_dictionaries({}, optional={"key": CELLS, "other": CELLS}), max_size=12)
_WANTED = (
    "'a'|''|1|'1'|2.0|18262|true()|/data/g/a - 4|/data/g/nothing|/data/visit/safe|/data/g/day|current()/../txt|number('x')|"
    "date('2020-01-01')|string(/data/g/a)|date-time('2020-01-01T00:00:00')"
)
_SHAPES = (
    "[key = {0}]|[{0} = key]|[./key = {0} and other != '']|[other = 'a' and key = {0}]|[key = {0}][1]|[key = {0}][other = {0}]|"
    "[key = {0} and position() < 3]|[key = {0} and other]|[not(key = {0})]|[missing = {0}]"
)
WANTED = st.sampled_from(_WANTED.split("|"))
SHAPES = st.sampled_from(_SHAPES.split("|"))


def packed(lines: Sequence[dict[str, str]]) -> Node:
    above = Node("instance")
    Table("root", above, "item", ("key", "other"), [[line.get("key", ""), line.get("other", "")] for line in lines])
    return above


def found(text: str, instance: Node) -> list[int]:
    """The numbers of the rows that an expression finds."""
    env = environment(list=instance)
    node = node_at(env, "/data/g/a")
    value = Expression(text).evaluate(Context(node, env, node))
    assert isinstance(value, tuple)
    return [node.position() for node in value]


@given(LINES, WANTED, SHAPES)
def test_the_index_finds_what_looking_at_all_rows_finds(lines: list[dict[str, str]], wanted: str, shape: str) -> None:
    condition = shape.format(wanted)
    slowly = found(f"instance('list')/root/item[true()]{condition}", rows(lines))
    assert found(f"instance('list')/root/item{condition}", rows(lines)) == slowly


@given(LINES, WANTED)
def test_a_packed_list_answers_alike(lines: list[dict[str, str]], wanted: str) -> None:
    whole = [{"key": line.get("key", ""), "other": line.get("other", "")} for line in lines]
    assert found(f"instance('list')/root/item[key = {wanted}]", packed(whole)) == found(
        f"instance('list')/root/item[key = {wanted}]", rows(whole)
    )


def big(count: int) -> Node:
    above = Node("instance")
    Table("root", above, "item", ("name", "label"), ((f"n{number}", f"Label {number}") for number in range(count)))
    return above


def test_a_hundred_thousand_rows_are_not_looked_at_one_by_one() -> None:
    env = environment(list=big(100_000))
    for number in (0, 5, 99_999):
        key = f"concat('n', {number})"
        assert to_text(run(f"instance('list')/root/item[name = {key}]/label", env=env)) == f"Label {number}"
        assert env.effort < 10
        assert run(f"pulldata('list', 'label', 'name', {key})", env=env) == f"Label {number}"
        assert env.effort < 10
    assert run("pulldata('list.csv', 'label', 'name', 'none')", env=env) == ""


def test_pulldata_takes_the_first_row_that_fits() -> None:
    lines = [{"k": "a", "v": "1"}, {"k": "b", "v": "2"}, {"k": "a", "v": "3"}, {"v": "4"}]
    env = environment(list=rows(lines))
    assert [run(f"pulldata('list', 'v', 'k', '{key}')", env=env) for key in ("a", "b", "c", "")] == ["1", "2", "", ""]
    assert run("pulldata('list', 'none', 'k', 'a')", env=env) == ""
    with pytest.raises(XPathError, match="unknown_instance"):
        run("pulldata('nowhere', 'v', 'k', 'a')", env=env)


def test_predicates_nest_over_lists() -> None:
    text = "instance('towns')/root/item[province = instance('towns')/root/item[name = current()/../city]/province]/name"
    value = run(text)
    assert isinstance(value, tuple)
    assert [node.value for node in value] == ["x", "y"]


def test_answers_are_never_indexed() -> None:
    env = environment()
    node = node_at(env, "/data/g/a")
    count = Expression("count(/data/visit[who = 'ana'])")
    assert count.evaluate(Context(node, env, node)) == 1.0
    node_at(env, "/data/visit[2]/who").value = "ana"
    assert count.evaluate(Context(node, env, node)) == 2.0
    env = Environment(answers(), lambda: NOW)
    env.instances = {"self": env.root}
    node = env.root
    count = Expression("count(instance('self')/visit[who = 'ana'])")
    assert count.evaluate(Context(node, env, node)) == 1.0
    node_at(env, "/data/visit[2]/who").value = "ana"
    assert count.evaluate(Context(node, env, node)) == 2.0


def test_an_expression_that_looks_at_too_much_is_stopped() -> None:
    env = environment()
    for _ in range(300):
        Node("visit", env.root, repeat=True)
    inner = "../visit"
    for _ in range(4):
        inner = f"../visit[count({inner}) > 0]"
    with pytest.raises(XPathError, match="too_much"):
        run(f"count({inner.replace('../visit', '/data/visit[true()]', 1)})", "/data/g/a", env)


def test_nodes_are_found_in_every_instance_of_a_repeat_and_in_the_own_one() -> None:
    def values(text: str, at: str) -> list[str]:
        value = run(text, at)
        assert isinstance(value, tuple)
        return [to_text((node,)) for node in value]

    assert values("/data/visit/inner/x", "/data/g/a") == ["1", "2", "3", "4", "5"]
    assert values("/data/visit/inner/x", "/data/visit[3]/safe") == ["4", "5"]
    assert values("/data/visit/inner/x", "/data/visit[3]/inner[2]/x") == ["5"]
    assert values("/data/orx:visit/who", "/data/visit[2]/safe") == ["bo"]
