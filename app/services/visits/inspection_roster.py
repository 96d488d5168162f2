"""The lines of a form that holds one for every child who lives in the facility, such as where each one goes when it closes.

A repeat takes part when it has the hidden field `k_residency`. A line is named by the id of the stay, so that two people who
begin it, or begin it again for another day, mean the same child. Lines carry what the list of residents shows (P27: inspectors
see that list), in questions of these names; whoever is not in the list is added by hand.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.forms.model import CompiledForm
from app.services.facilities.residencies import Resident

MARK = "k_residency"
"""The hidden field by which such a repeat is known; it holds the id of the stay."""
PREFILLED = frozenset({MARK, "child_code", "child_name", "child_sex", "child_age"})
"""What a line holds before anybody has written in it."""


def repeat_of(form: CompiledForm) -> str | None:
    """The path of the repeat with a line for each resident; None when the form has none."""
    path = form.path_of(MARK)
    above = form.definitions[path].parent if path else None
    return above if above is not None and form.definitions[above].kind == "repeat" else None


def lines(form: CompiledForm, residents: tuple[Resident, ...], *, first: int = 1) -> dict[str, str]:
    """The answers by key of one line a resident, counted from `first`; only questions that the form has."""
    repeat = repeat_of(form)
    if repeat is None:
        return {}
    found: dict[str, str] = {}
    for number, resident in enumerate(residents, first):
        for name, value in _said(number, resident).items():
            if value and f"{repeat}/{name}" in form.definitions:
                found[f"{repeat}[{resident.id}]/{name}"] = value
    return found


def _said(number: int, resident: Resident) -> Mapping[str, str]:
    return {
        MARK: resident.id,
        "child_code": f"C{number}",
        "child_name": resident.name,
        "child_sex": resident.sex or "",
        "child_age": "" if resident.age is None else str(resident.age),
    }


def first_lines(form: CompiledForm, answers: Mapping[str, str], residents: tuple[Resident, ...]) -> dict[str, str]:
    """The answers that a visit begins with: those of the form, its empty line taken away for those of the residents."""
    repeat = repeat_of(form)
    kept = {key: text for key, text in answers.items() if repeat is None or not key.startswith(f"{repeat}[")}
    return {**kept, **lines(form, residents)}


def other_day(form: CompiledForm, answers: Mapping[str, str], residents: tuple[Resident, ...]) -> dict[str, str | None]:
    """What changes when the visit was on another day: lines of who lived there then are added.

    A line that nobody has written in yet goes when that child did not live there; one with an answer stays.
    """
    repeat = repeat_of(form)
    if repeat is None:
        return {}
    present: dict[str, set[str]] = {}
    for key in answers:
        if key.startswith(f"{repeat}["):
            line, _, name = key.partition("]/")
            present.setdefault(line.removeprefix(f"{repeat}["), set()).add(name)
    there = {resident.id for resident in residents}
    gone = [line for line, names in present.items() if line not in there and MARK in names and names <= PREFILLED]
    changes: dict[str, str | None] = {f"{repeat}[{line}]/{name}": None for line in gone for name in present[line]}
    new = tuple(resident for resident in residents if resident.id not in present)
    return {**changes, **lines(form, new, first=len(present) - len(gone) + 1)}
