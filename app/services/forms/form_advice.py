"""What the author of an instrument is told about its columns, with what Komar knows: rules of scoring, fields, code lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.data.fields import FieldInfo, fields
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.scoring import Profile, profile_for
from app.forms.checks import Knowledge, Problem, check
from app.forms.model import CompiledForm
from app.services.responses.response_targets import OWN_TYPES, new_types, target_of
from app.services.visits.inspection_forms import shipped_profiles


def advice(
    form: CompiledForm, on: date, *, columns: Mapping[str, str] | None = None, own: Sequence[Profile] = ()
) -> tuple[Problem, ...]:
    """Everything in the columns of an instrument that cannot be meant, by row.

    `on`: the day of the rules of scoring; `own`: those that the office set itself. `columns`: heading → letter, as
    `app.forms.checks.columns_of` gives it.
    """
    return check(form, knowledge(form, on, columns=columns, own=own))


def knowledge(
    form: CompiledForm, on: date, *, columns: Mapping[str, str] | None = None, own: Sequence[Profile] = ()
) -> Knowledge:
    """What Komar knows beside a form: the rules of scoring on a day, the fields that can be filled, their codes."""
    return Knowledge(profile=_profile(form, on, own), targets=_targets(), lists=_lists(), columns=columns or {})


def _profile(form: CompiledForm, on: date, own: Sequence[Profile]) -> Profile | None:
    """The rules of scoring of a form; None when there are none."""
    try:
        return profile_for([*shipped_profiles(), *own], form.id, form.version, on)
    except InputError:
        return None


def _targets() -> Mapping[str, frozenset[str]]:
    """Record type → fields that an answer may be saved to."""
    new = {
        name: frozenset(field for field in (*fields(name), "birth_on") if target_of(f"+{name}.{field}")) for name in new_types()
    }
    return {name: new.get(name, frozenset()) | OWN_TYPES.get(name, frozenset()) for name in {*new, *OWN_TYPES}}


def _lists() -> Mapping[str, tuple[str, ...]]:
    """Each field that holds a code, or several, with the codes of its list."""
    coded: dict[str, FieldInfo] = {
        f"{name}.{field}": info for name in {*new_types(), *OWN_TYPES} for field, info in fields(name).items() if info.codelist
    }
    return {name: codelist(info.codelist or "").codes() for name, info in coded.items()}
