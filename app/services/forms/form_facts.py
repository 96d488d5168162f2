"""What a form says of itself in hidden fields: the kind of its subject, the restricted group of the whole."""

from __future__ import annotations

import re
from itertools import islice

from app.forms.binds import items
from app.forms.model import CompiledForm, Definition
from app.services.responses.response_subjects import SUBJECTS

_INSTANCE = re.compile(r"instance\(\s*'([^']+)'\s*\)")
_MANY = 2000


def hidden_default(form: CompiledForm, name: str) -> str:
    """What a form says of itself in a hidden field; "" when it has no such field."""
    path = form.path_of(name)
    return form.definitions[path].default.strip("'\" ") if path else ""


def subject_of_form(form: CompiledForm) -> str:
    """The kind of subject that a form is about: by its `k_subject`; a checklist is of an inspection, others of a case."""
    said = hidden_default(form, "k_subject")
    return said if said in SUBJECTS else "inspection" if items(form) else "case"


def listed_choices(form: CompiledForm, definition: Definition) -> tuple[str, ...]:
    """The values of a question's list, whatever a filter leaves of them; none when they are many or computed."""
    choices = definition.choices
    named = _INSTANCE.search(choices.nodes.text) if choices is not None else None
    root = form.instances.get(named[1]) if named is not None else None
    if choices is None or root is None:
        return ()
    rows = [row for top in islice(root.children, _MANY) for row in (top, *islice(top.children, _MANY))]
    found = [cell.value for row in rows for cell in row.children if cell.name == choices.value]
    return tuple(dict.fromkeys(found)) if len(found) < _MANY else ()
