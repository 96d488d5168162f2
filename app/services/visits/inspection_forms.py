"""The rules of scoring that inspections follow, and the library that their instruments come from."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache

from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.scoring import Profile, load_profiles, profile_for, profile_of
from app.forms.model import CompiledForm
from app.paths import RULES
from app.services.forms.form_library import FormShelf

__all__ = [
    "KEY",
    "STANDARD",
    "FormShelf",
    "is_practice",
    "own_profiles",
    "profile_by_id",
    "profile_in_force",
    "shipped_profiles",
]

KEY = "scoring_profile"
"""The key of the settings that hold an office's own rules of scoring, one a profile."""
STANDARD = "inspection_minimum_standards"
"""The form of the Minimum Standards."""


def profile_in_force(reader: Reader, form: CompiledForm, on: date) -> Profile:
    """The rules of scoring for a form on the day of a visit: the office's own, else those that ship. InputError when none."""
    return profile_for([*shipped_profiles(), *own_profiles(reader)], form.id, form.version, on)


def own_profiles(reader: Reader) -> list[Profile]:
    """The profiles that the office set itself; what came from elsewhere and is none counts as not set."""
    found = []
    for setting in reader.find("setting", key=KEY):
        value = setting.values.get("value")
        if isinstance(value, Mapping):
            with suppress(InputError):
                found.append(profile_of(value))
    return found


def profile_by_id(reader: Reader, profile_id: str) -> Profile:
    """The profile that an inspection was closed with. InputError `scoring_profile_missing`."""
    known = {profile.id: profile for profile in (*shipped_profiles(), *own_profiles(reader))}
    if profile_id not in known:
        raise InputError("scoring_profile_missing", profile=profile_id)
    return known[profile_id]


@cache
def shipped_profiles() -> tuple[Profile, ...]:
    """The profiles that come with Komar."""
    return load_profiles(RULES)


def is_practice(reader: Reader) -> bool:
    """Whether this is a practice office (P6), where an example of a cut-off is shown."""
    return any(office.flag("practice") for office in reader.find("office", office=reader.actor.office))
