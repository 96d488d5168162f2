"""The project's own source, for the gates: which files there are and how they parse."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("app", "sync", "tests")
LATIN_NAMES = {
    "Komar",
    "Excel",
    "PDF",
    "USB",
    "XLSForm",
    "English",
    "Primero",
    "OSCaR",
    "Ctrl",
    "Enter",
    "Alt",
    "SHA",
    "https",
    "http",
}
"""Latin words that Khmer offices write as they are."""


def python_files(*folders: str) -> list[Path]:
    """Every Python file of some folders; of all of ours, dev.py included, when none is named."""
    wanted = folders or CODE
    found = [file for folder in wanted for file in sorted((ROOT / folder).rglob("*.py"))]
    return found if folders else [*found, ROOT / "dev.py"]


@cache
def tree(file: Path) -> ast.Module:
    """The parsed module. The collector of cycles is kept from it: looking through all of them took most of the time."""
    runs = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(file.read_text(encoding="utf-8"), str(file))
    finally:
        gc.freeze()
        if runs:
            gc.enable()


def place(file: Path, line: int = 1) -> str:
    """A place as people read it: path from the root, and line."""
    return f"{file.relative_to(ROOT).as_posix()}:{line}"


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the last part of the called name."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def literals(node: ast.expr) -> list[str] | None:
    """The texts that an expression can be: a literal, or a choice between literals; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        first, second = literals(node.body), literals(node.orelse)
        return None if first is None or second is None else first + second
    return None
