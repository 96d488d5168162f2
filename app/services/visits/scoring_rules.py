"""The rules of scoring that an office sets itself (practice P24): a new dated profile each time, never a change of an old one.

What is not told stays as it is in the profile before, so that an office says only what it wants otherwise (for a form without
rules: as in those that ship); the sums of the sections come from the form. An inspection keeps the profile it was closed with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import shared_id
from app.domain.permissions import require
from app.domain.scoring import ANSWERS, NOT_APPLICABLE, NOT_SEEN, Profile, profile_of
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.services.cases.case_values import day_of
from app.services.forms.form_library import title_in
from app.services.visits.inspection_forms import KEY, FormShelf, own_profiles, shipped_profiles

NUMBERS: Mapping[str, tuple[int, int]] = {
    "scale": (1, 10_000),
    "unseen_most": (0, 1000),
    "unseen_critical": (0, 1000),
    "due_days": (1, 730),
    "due_days_critical": (1, 730),
    "cut_off": (0, 10_000),
}
"""What is a whole number, from and to (inferred)."""
SCORED = tuple(answer for answer in ANSWERS if answer not in (NOT_APPLICABLE, NOT_SEEN))
"""The answers that have points."""
GIVEN = frozenset(
    {*NUMBERS, "id", "form", "versions", "valid_from", "percent", "sections", "critical_answers", "alarm_answers"}
)


@dataclass(frozen=True, slots=True)
class Known:
    """A profile of scoring; `own`: the office set it; `in_force` today for one of its versions."""

    profile: Profile
    own: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """A form whose items have weights: its id, its title in a language, the sum of the weights."""

    form: str
    title: str
    total: int


def weighed(shelf: FormShelf, lang: str) -> tuple[Weighed, ...]:
    """The forms of inspections that can be scored, each in its newest version."""
    newest = {form.id: form for form in shelf.forms()}
    sums = ((form, sum(sections_of(form).values())) for form in newest.values())
    return tuple(Weighed(form.id, title_in(form.title, lang), total) for form, total in sums if total)


def listing(reader: Reader) -> tuple[Known, ...]:
    """All profiles, those of a form together, the latest first."""
    require(reader.actor, "inspection.read")
    own, shipped, today = own_profiles(reader), shipped_profiles(), reader.today()
    every = [*shipped, *own]
    found = [
        Known(one, one in own, any(_latest(every, one.form, each, today) == one for each in one.versions)) for one in every
    ]
    return tuple(sorted(found, key=lambda one: (one.profile.form, -one.profile.valid_from.toordinal())))


def _latest(profiles: Iterable[Profile], form: str, version: str, on: date | None = None) -> Profile | None:
    """The profile of a form version that was in force last, by a day or ever."""
    fitting = [one for one in profiles if one.form == form and version in one.versions and (on is None or one.valid_from <= on)]
    return max(fitting, key=lambda one: one.valid_from, default=None)


def set_profile(uow: UnitOfWork, shelf: FormShelf, given: Mapping[str, object]) -> Profile:
    """Sets rules of scoring that hold from a day on, for visits of that day and later.

    `given`: `form`, and what is to be otherwise: the keys of `resources/rules/scoring.toml`; `cut_off` None takes it away.
    Without `valid_from` they hold from tomorrow. InputError `not_allowed`, `key_unknown`, `form_unknown`, and each with its
    place and what may stand there: `scoring_profile_value`, `scoring_profile_day`, `scoring_profile_exists`,
    `scoring_sections_sum`, `scoring_section_weights`.
    """
    require(uow.actor, "rule.edit")
    for key in given:
        if key not in GIVEN:
            raise InputError("key_unknown", key=key[:80])
    every = [*shipped_profiles(), *own_profiles(uow)]
    form_id = str(given.get("form") or "")
    newest = shelf.form(form_id)
    base = _latest(every, form_id, newest.version) or _latest(every, form_id, _any_version(every, form_id))
    versions = _versions(given.get("versions"), base, newest)
    forms = [shelf.form(form_id, version) for version in versions]
    since = _since(uow, given, every, form_id, versions)
    sections = sections_of(newest)
    start = _data(base) if base else {**_data(shipped_profiles()[0]), "scale": sum(sections.values()), "cut_off": None}
    whole = {**start, "sections": sections, **given, "form": form_id, "versions": versions}
    whole |= {"id": str(given.get("id") or f"{form_id}_{since.isoformat()}")[:120], "valid_from": since.isoformat()}
    if whole["id"] in {one.id for one in every}:
        raise InputError("scoring_profile_exists", profile=whole["id"])
    _check_values(whole)
    for each in forms:
        _check_weights(whole, each)
    whole["tags"] = _tags(whole, base)
    whole = {key: value for key, value in whole.items() if value is not None}
    made, office = profile_of(whole), uow.actor.office
    values = {"office": office, "key": KEY, "value": whole, "source_tag": "office"}
    uow.create("setting", values, record_id=shared_id("setting", office, KEY, made.id))
    return made


def _any_version(profiles: Iterable[Profile], form: str) -> str:
    """A version of a form that has rules, when the newest has none."""
    return next((one.versions[-1] for one in profiles if one.form == form and one.versions), "")


def _versions(given: object, base: Profile | None, newest: CompiledForm) -> list[str]:
    """The versions of the form that the rules are for: as told, else those of the rules before, and the newest."""
    if given is None:
        return sorted({*(base.versions if base and newest.version in base.versions else ()), newest.version})
    if not isinstance(given, list) or not given or not all(isinstance(each, str) and each for each in given):
        raise InputError("scoring_profile_value", field="versions", place="versions", allowed='["1", "2"]')
    return [str(each) for each in given]


def _since(uow: UnitOfWork, given: Mapping[str, object], every: list[Profile], form: str, versions: list[str]) -> date:
    """From when on: where rules hold already from tomorrow at the earliest, so that they touch no visit that was made."""
    tomorrow = uow.today() + timedelta(days=1)
    since = day_of("valid_from", given["valid_from"]) if given.get("valid_from") else tomorrow
    last = [found.valid_from for each in versions if (found := _latest(every, form, each))]
    first = max([tomorrow, *(day + timedelta(days=1) for day in last)]) if last else since
    if since < first:
        raise InputError("scoring_profile_day", field="valid_from", place="valid_from", day=first.isoformat())
    return since


def _data(profile: Profile) -> dict[str, object]:
    """A profile as a setting holds it."""
    practice = {"practice": {"cut_off": profile.practice_cut_off}} if profile.practice_cut_off is not None else {}
    return {
        **{name: getattr(profile, name) for name in NUMBERS},
        "critical_answers": sorted(profile.critical_answers),
        "alarm_answers": sorted(profile.alarm_answers),
        "percent": dict(profile.percent),
        "sections": dict(profile.sections),
        **practice,
    }


def sections_of(form: CompiledForm) -> dict[str, int]:
    """The sum of the weights of each section of a form."""
    sums: Counter[str] = Counter()
    for item in items(form):
        sums[item.section] += item.weight
    return {section: total for section, total in sums.items() if total}


def _check_values(whole: Mapping[str, object]) -> None:
    """Each value within what may stand there; the cut-off is none, or within the full score."""
    for name, (low, high) in NUMBERS.items():
        value = whole.get(name)
        if name == "cut_off" and value is None:
            continue
        most = whole["scale"] if name == "cut_off" else high
        if not _whole(value, low, most):
            raise InputError("scoring_profile_value", field=name, place=name, allowed=f"{low} – {most}")
    _check_numbers("percent", whole.get("percent"), 100)
    _check_numbers("sections", whole.get("sections"), NUMBERS["scale"][1])
    percent = whole["percent"]
    if not isinstance(percent, Mapping) or set(percent) != set(SCORED):
        raise InputError("scoring_profile_value", field="percent", place="percent", allowed=", ".join(SCORED))
    for name, known in (("critical_answers", SCORED), ("alarm_answers", ())):
        codes = whole.get(name)
        fits = isinstance(codes, list) and codes and all(isinstance(each, str) for each in codes)
        if not fits or (known and not set(codes if isinstance(codes, list) else ()) <= set(known)):
            raise InputError("scoring_profile_value", field=name, place=name, allowed=", ".join(known) or '["yes"]')


def _check_numbers(name: str, table: object, most: int) -> None:
    """A table of names with whole numbers."""
    if not isinstance(table, Mapping) or not table:
        raise InputError("scoring_profile_value", field=name, place=name, allowed="{…}")
    for key, value in table.items():
        if not _whole(value, 0, most):
            raise InputError(
                "scoring_profile_value", field=f"{name}.{key}"[:80], place=f"{name}.{key}"[:80], allowed=f"0 – {most}"
            )


def _whole(value: object, low: int, high: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and isinstance(high, int) and low <= value <= high


def _check_weights(whole: Mapping[str, object], form: CompiledForm) -> None:
    """The sections add up to the full score, and each to the weights of its items in the form."""
    table, scale = whole["sections"], whole["scale"]
    told = {str(key): int(value) for key, value in table.items()} if isinstance(table, Mapping) else {}
    if sum(told.values()) != scale:
        parts = " + ".join(f"{section} {points}" for section, points in told.items())
        raise InputError(
            "scoring_sections_sum", field="scale", place="sections", parts=parts, sum=sum(told.values()), scale=scale
        )
    weights = sections_of(form)
    for section in sorted({*told, *weights}):
        if told.get(section, 0) != weights.get(section, 0):
            params = {"section": section, "told": told.get(section, 0), "sum": weights.get(section, 0)}
            about = {"field": "scale", "place": f"sections.{section}", "form": form.id, "version": form.version}
            raise InputError("scoring_section_weights", **about, **params)


def _tags(whole: Mapping[str, object], base: Profile | None) -> dict[str, str]:
    """Where each rule comes from: what stays keeps its source, what the office changed is the office's own (inferred)."""
    before = _data(base) if base else {}
    names = (*NUMBERS, "critical_answers", "alarm_answers", "percent", "sections")
    kept = base.tags if base else {}
    return {
        name: kept.get(name, "inferred") if name in before and before[name] == whole.get(name) else "inferred" for name in names
    }
