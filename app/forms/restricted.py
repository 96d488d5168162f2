"""What of a form belongs to restricted groups, for copies and tables that must not hold it (practice P1, P2).

More than the questions themselves: what is computed from them, and what says their answers in a label, is kept apart too.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from app.forms.graph import Reader
from app.forms.model import CompiledForm, Definition
from app.forms.xpath.program import Expression

WHOLE = "k_restricted"
"""The hidden field whose default is the restricted group of the whole form."""


def kept_apart(form: CompiledForm, held: Set[str] = frozenset()) -> frozenset[str]:
    """The paths that somebody who holds the groups `held` must not be shown.

    A group or repeat of which nothing is left is among them, so that not even its heading stays.
    """
    whole = form.definitions.get(f"{form.root.path}/{WHOLE}")
    if whole is not None and whole.default and whole.default not in held:
        return frozenset(form.definitions)
    return told_by(form, {path for path in form.definitions if _belongs(form, path, held)})


def told_by(form: CompiledForm, left_out: Set[str]) -> frozenset[str]:
    """The paths `left_out` with all that is computed from them or says their answers, and the groups that are emptied."""
    if not left_out:
        return frozenset()
    closed = set(left_out)
    reader = Reader(form.children)
    said = {path: frozenset(_said(reader, definition)) for path, definition in form.definitions.items()}
    while more := {path for path, sources in said.items() if path not in closed and sources & closed}:
        closed |= more
    return frozenset(closed | _emptied(form, closed))


def _belongs(form: CompiledForm, path: str, held: Set[str]) -> bool:
    """Whether a node, or one around it, is of a group that is not held."""
    found: Definition | None = form.definitions[path]
    while found is not None:
        group = found.komar.get("group")
        if group and group not in held:
            return True
        found = form.definitions.get(found.parent) if found.parent else None
    return False


def _said(reader: Reader, definition: Definition) -> Iterator[str]:
    """The paths whose answers can be read from a node: its value is computed from them, or its words hold them."""
    for expression in _telling(definition):
        yield from reader.references(expression, definition.path)
    if definition.choices is not None:
        yield from reader.rows(definition.choices.nodes, definition.path)


def _telling(definition: Definition) -> Iterator[Expression]:
    if definition.calculate is not None:
        yield definition.calculate
    for texts in (definition.label, definition.hint):
        for phrase in texts.values():
            yield from (part for part in phrase.parts if isinstance(part, Expression))


def _emptied(form: CompiledForm, closed: Set[str]) -> frozenset[str]:
    """Groups and repeats all of whose questions are kept apart; words alone do not keep a heading."""
    asked: dict[str, list[bool]] = {}
    for path, definition in form.definitions.items():
        if definition.kind == "question" and not (definition.readonly is not None and definition.control == "input"):
            above = definition.parent
            while above is not None:
                asked.setdefault(above, []).append(path in closed)
                above = form.definitions[above].parent
    return frozenset(path for path, gone in asked.items() if all(gone) and path != form.root.path)
