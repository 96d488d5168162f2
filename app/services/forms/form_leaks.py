"""What is restricted stays among the restricted: nothing else in a form may be computed, shown or saved by it (practice P1).

The answers of a restricted group stand in a companion that does not travel to everybody. Whatever else takes its value, its
words or its being asked from them would carry them into the record that does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.data.fields import restricted_group
from app.domain.errors import InputError
from app.forms.graph import Reader, tree_of
from app.forms.model import CompiledForm, Definition
from app.forms.walking import every
from app.services.responses.response_store import group_at
from app.services.responses.response_targets import Target, decides_group, target_of

_Reference = tuple[str, str, str]
"""What is looked at, who looks at it, the column where it says so."""


def leaks(form: CompiledForm, groups: Mapping[str, str]) -> Iterator[InputError]:
    """Every way by which restricted answers would reach what is not as restricted, in document order.

    A value that is only computed and neither stored nor saved may be computed from them; then it is as restricted as they are.
    """
    if not groups:
        return
    by_source: dict[str, list[_Reference]] = {}
    for reference in _references(form):
        by_source.setdefault(reference[0], []).append(reference)
    secret = {path: {group} for path in form.definitions if (group := group_at(groups, path)) is not None}
    waiting, found = list(secret), set()
    while waiting:
        source = waiting.pop()
        for reference in by_source.get(source, ()):
            _, path, _ = reference
            own = group_at(groups, path)
            more = secret[source] - {own} - (secret.get(path) or set())
            if own is None and _only_computed(form.definitions[path]):
                if more:
                    secret.setdefault(path, set()).update(more)
                    waiting.append(path)
            elif secret[source] - {own}:
                found.add(reference)
    order = {path: number for number, path in enumerate(form.definitions)}
    for source, path, column in sorted(found, key=lambda each: (order[each[1]], order[each[0]], each[2])):
        yield _fault(form.definitions[path], column, source.rpartition("/")[2])
    yield from _saved_openly(form, groups)


def _fault(definition: Definition, column: str, value: str) -> InputError:
    return InputError("form_group_leaks", sheet="survey", row=definition.row, column=column, value=value)


def _only_computed(definition: Definition) -> bool:
    """Whether a node is computed whenever it is needed, and never stored: restricted answers are not stored by it."""
    return definition.kind == "value" and definition.calculate is not None and not definition.komar.get("save")


def _references(form: CompiledForm) -> Iterator[_Reference]:
    """Every reference of one node to another, of whatever kind."""
    reader = Reader(tree_of(form.definitions))
    for path, definition in form.definitions.items():
        set_here = {id(expression) for action in definition.actions for expression in (action.value, action.where)}
        for column, expression in every(definition):
            if id(expression) not in set_here:
                yield from ((source, path, column) for source in reader.references(expression, path))
        for action in definition.actions:
            target = action.target or path
            for expression in filter(None, (action.value, action.where)):
                yield from ((source, target, "calculation") for source in reader.references(expression, target))
            if action.source and action.event == "xforms-value-changed":
                yield action.source, target, "trigger"
        rows = reader.rows(definition.choices.nodes, path) if definition.choices is not None else ()
        yield from ((row, path, "choice_filter") for row in rows)


def _saved_openly(form: CompiledForm, groups: Mapping[str, str]) -> Iterator[InputError]:
    """Restricted answers that would be written to a record that everybody may see.

    A record whose own code is restricted, as that of a concern may be, is as restricted as the question that names the code;
    what else is said in that record comes from the same group.
    """
    found = ((one, group_at(groups, path), target_of(one.komar.get("save", ""))) for path, one in form.definitions.items())
    saving = [(one, group, target) for one, group, target in found if target is not None]
    decided = {(_record(form, one, target), group) for one, group, target in saving if decides_group(target)}
    for one, group, target in saving:
        if group in (None, restricted_group(target.type, {})) or (_record(form, one, target), group) in decided:
            continue
        yield _fault(one, "bind::komar:save", one.name)


def _record(form: CompiledForm, definition: Definition, target: Target) -> tuple[str, str, str, bool]:
    """What tells the record that a question saves to: the repeat it stands in, the type, the label."""
    above = definition.parent
    while above and form.definitions[above].kind != "repeat":
        above = form.definitions[above].parent
    return above or "", target.type, target.label, target.new
