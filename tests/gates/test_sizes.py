"""Modules and functions stay small; a longer one says why, in a docstring line that starts with "Long because"."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.support.sources import place, python_files, tree

MODULE_LINES = 400
FUNCTION_LINES = 50


def gives_reason(node: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the docstring explains the length."""
    return any(line.strip().startswith("Long because") for line in (ast.get_docstring(node) or "").splitlines())


def long_functions(module: ast.Module) -> Iterator[tuple[str, int, int]]:
    """Name, line and length of every function over the limit without a reason."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES and not gives_reason(node):
                yield node.name, node.lineno, length


def test_no_module_is_too_long() -> None:
    unexcused = [file for file in python_files() if not gives_reason(tree(file))]
    lengths = {place(file): len(file.read_text(encoding="utf-8").splitlines()) for file in unexcused}
    assert {where: length for where, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_function_is_too_long() -> None:
    found = [
        f"{place(file, line)} {name}: {length}" for file in python_files() for name, line, length in long_functions(tree(file))
    ]
    assert found == []


def test_a_long_function_is_caught_and_a_reason_excuses_it() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION_LINES))
    assert list(long_functions(ast.parse(f"def long():\n{body}"))) == [("long", 1, FUNCTION_LINES + 1)]
    assert list(long_functions(ast.parse(f'def long():\n    """Does.\n\n    Long because a table.\n    """\n{body}'))) == []
