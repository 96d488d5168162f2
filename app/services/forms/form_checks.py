"""What a form must keep to before it may be used, beyond being a form: targets of `komar:save`, restricted groups, the plan.

Everything is told with sheet, row and column, so that the author finds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.data.fields import restricted_group
from app.domain.codelists import GROUPS, codelist
from app.domain.errors import InputError
from app.forms.model import CompiledForm, Definition
from app.forms.xpath.syntax import Literal
from app.services.forms.form_facts import hidden_default, listed_choices, subject_of_form
from app.services.forms.form_leaks import leaks
from app.services.responses.response_store import group_at, groups_of
from app.services.responses.response_subjects import SUBJECTS
from app.services.responses.response_targets import LEADS_TO, Target, decides_group, parent_type, target_of

_BINDS = "bind::komar:"


def check_for_use(form: CompiledForm) -> None:
    """Refuses a form whose binds ask for what cannot be: InputError of the first fault, with sheet, row and column."""
    for fault in faults_for_use(form):
        raise fault


def faults_for_use(form: CompiledForm) -> Iterator[InputError]:
    """Everything that speaks against using a form, in document order."""
    whole = hidden_default(form, "k_restricted")
    for name, said, known in (("k_subject", hidden_default(form, "k_subject"), SUBJECTS), ("k_restricted", whole, GROUPS)):
        if said and said not in known:
            yield InputError("form_unknown_bind", **_place(form.definitions[form.path_of(name) or ""], "default", said))
    groups = groups_of(form)
    for definition in form.definitions.values():
        named, carried = definition.komar.get("group", ""), definition.komar.get("carry", "")
        if named and named not in GROUPS:
            yield InputError("form_unknown_bind", **_place(definition, f"{_BINDS}group", named))
        if carried and definition.kind != "repeat":
            yield InputError("form_carry_no_repeat", **_place(definition, f"{_BINDS}carry", carried))
        yield from _save(form, definition, group_at(groups, definition.path) or whole)
    yield from leaks(form, {path: group for path, group in groups.items() if group != whole})


def _place(definition: Definition, column: str, value: str) -> dict[str, object]:
    """Where a fault stands."""
    return {"sheet": "survey", "row": definition.row, "column": column, "value": value[:200]}


def _save(form: CompiledForm, definition: Definition, group: str) -> Iterator[InputError]:
    """What is wrong with where one question or value saves to."""
    text = definition.komar.get("save")
    if not text:
        return
    target, column = target_of(text), f"{_BINDS}save"
    if target is None or definition.kind not in ("question", "value"):
        yield InputError("form_unknown_bind", **_place(definition, column, text))
        return
    needed = parent_type(target.type) if target.new else target.type
    if needed not in LEADS_TO[subject_of_form(form)]:
        yield InputError("form_save_unreachable", **_place(definition, column, text))
    codes = _codes(form, definition) if target.info is not None else ()
    for code in codes:
        if not _fits(target, code):
            yield InputError("form_save_choice", **_place(definition, column, f"{text}: {code}"))
    if not codes and decides_group(target):
        yield InputError("form_save_any_code", **_place(definition, column, text))
    for code in codes or ("",):
        asked = restricted_group(target.type, {target.field: code} if code else {})
        if asked is not None and asked != group:
            yield InputError("form_save_restricted", **_place(definition, column, f"{text}: {code}" if code else text))


def _codes(form: CompiledForm, definition: Definition) -> tuple[str, ...]:
    """All that a question or value can hold: its list, or the one text that it always is; none when that cannot be told."""
    tree = definition.calculate.tree if definition.calculate is not None else None
    if isinstance(tree, Literal):
        return (tree.value,)
    fixed = definition.kind == "value" and definition.calculate is None and bool(definition.default)
    return (definition.default.strip("'\" "),) if fixed else listed_choices(form, definition)


def _fits(target: Target, code: str) -> bool:
    """Whether a choice can be written to the field; yes and no are read for what they say, others write nothing."""
    info = target.info
    return info is None or info.codelist is None or code in codelist(info.codelist)
