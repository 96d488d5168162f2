"""The instruments that inspections are filled from: those that ship with Komar and those an office was given as a workbook.

A released version is never edited: a workbook with an id and version that are known, but other content, is refused.
Conversions are kept in a folder under the data folder, so that the next start needs neither openpyxl nor pyxform; forms hold
no personal data.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from app.data.reader import Reader
from app.domain.errors import EnvironmentFault, InputError
from app.domain.scoring import Profile, load_profiles, profile_for, profile_of
from app.forms.binds import items
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.paths import FORMS, RULES

STANDARD = "inspection_minimum_standards"
"""The form of the Minimum Standards."""
_SUFFIXES = frozenset({".xlsx", ".xml"})


class FormShelf:
    """The forms of one office, compiled once and kept. `folder` is the office's data folder."""

    def __init__(self, folder: Path) -> None:
        self._own = folder / "forms"
        self._cache = folder / "cache" / "forms"
        self._known: dict[tuple[str, str], CompiledForm] = {}

    def forms(self) -> tuple[CompiledForm, ...]:
        """Every form at hand, by id, the newest version of each last."""
        for file in self._files():
            self._read(file)
        return tuple(self._known[key] for key in sorted(self._known, key=lambda key: (key[0], _version_key(key[1]))))

    def form(self, form_id: str, version: str = "") -> CompiledForm:
        """A form by its id, in a version or the newest. InputError `form_unknown`."""
        if (form_id, version) not in self._known:
            self.forms()
        fitting = [form for form in self.forms() if form.id == form_id and version in ("", form.version)]
        if not fitting:
            raise InputError("form_unknown", form=form_id, version=version or "-")
        return fitting[-1]

    def choose(self, ref: str) -> CompiledForm:
        """A form by its id, or by the path of a workbook, which is then kept.

        InputError `form_unknown` and faults of the form.
        """
        file = Path(ref)
        if file.suffix.lower() in _SUFFIXES or file.is_file():
            return self.add(file)
        return self.form(ref)

    def add(self, file: Path) -> CompiledForm:
        """Take a workbook into the office's forms.

        InputError `form_file_missing`, `form_version_changed`, `form_no_items`, or what is wrong with the workbook, by sheet,
        row and column; EnvironmentFault `form_folder_not_writable`.
        """
        try:
            data = file.read_bytes()
        except OSError as error:
            raise InputError("form_file_missing", file=file.name) from error
        form = load_form(data, self._cache)
        if not items(form):
            raise InputError("form_no_items", form=form.id)
        known = {(other.id, other.version): other for other in self.forms()}.get((form.id, form.version))
        if known is not None:
            if known.sha256 != form.sha256:
                raise InputError("form_version_changed", form=form.id, version=form.version)
            return known
        try:
            self._own.mkdir(parents=True, exist_ok=True)
            target = self._own / f"{form.sha256}{file.suffix.lower()}"
            part = target.with_suffix(".part")
            part.write_bytes(data)
            os.replace(part, target)
        except OSError as error:
            raise EnvironmentFault("form_folder_not_writable") from error
        self._known[form.id, form.version] = form
        return form

    def _files(self) -> list[Path]:
        own = sorted(self._own.iterdir()) if self._own.is_dir() else []
        return [*sorted(FORMS.glob("inspection_*.xlsx")), *(file for file in own if file.suffix in _SUFFIXES)]

    def _read(self, file: Path) -> None:
        form = _compiled(file, file.stat().st_mtime_ns, self._cache)
        self._known.setdefault((form.id, form.version), form)


@cache
def _compiled(file: Path, changed: int, kept: Path) -> CompiledForm:
    """A form once in this process; `changed` makes a new file a new form."""
    return load_form(file, kept)


def _version_key(version: str) -> tuple[int, str]:
    return (int(version), "") if version.isdigit() else (0, version)


def profile_in_force(reader: Reader, form: CompiledForm, on: date) -> Profile:
    """The rules of scoring for a form on the day of a visit: the office's own, else those that ship. InputError when none."""
    return profile_for([*shipped_profiles(), *_own_profiles(reader)], form.id, form.version, on)


def _own_profiles(reader: Reader) -> list[Profile]:
    """The profiles that the office set itself."""
    values = (setting.values.get("value") for setting in reader.find("setting", key="scoring_profile"))
    return [profile_of(value) for value in values if isinstance(value, Mapping)]


def profile_by_id(reader: Reader, profile_id: str) -> Profile:
    """The profile that an inspection was closed with. InputError `scoring_profile_missing`."""
    known = {profile.id: profile for profile in (*shipped_profiles(), *_own_profiles(reader))}
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
