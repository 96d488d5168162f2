"""Scoring of an inspection (practice P24): points, grade proposed, findings. Pure functions over items, answers and a profile.

The weights and the critical items stand in the form; percentages, limits and days stand in a dated profile
(resources/rules/scoring.toml or an office's setting). Both are data that an office can change; nothing here is a norm.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from app.domain.errors import InputError

Grade = Literal["meets", "does_not_meet", "critical"]
State = Literal["to_be_completed", "to_decide", "decided"]
Dating = Literal["yes", "no_date", "no"]
"""Whether an item that is not met becomes a finding, one without a date to correct it (it cannot wait), or none."""

NOT_SEEN = "not_seen"
NOT_APPLICABLE = "not_applicable"
ANSWERS = ("meets", "partly", "does_not", NOT_APPLICABLE, NOT_SEEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question of an instrument that the score or the grade looks at; weight 0 has no points.

    `path` names the answer, `note` and `recommendation` the answers that say more ("" when the form has none). `due_days` None
    leaves the days to the profile. `sourced`: a source names the item as a standard, a duty or an inspection finding.
    """

    number: str
    path: str
    section: str
    weight: int
    critical: bool = False
    finding: Dating = "yes"
    due_days: int | None = None
    sourced: bool = False
    note: str = ""
    recommendation: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    """Codes of the form's own list with what each means in the rules of scoring; none where they are the same codes."""

    def means(self, code: str) -> str:
        """What an answer means in the rules of scoring."""
        return dict(self.answers).get(code, code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The rules of scoring that are in force for a form version from a day on. `tags`: rule → sourced or inferred."""

    id: str
    form: str
    versions: tuple[str, ...]
    valid_from: date
    scale: int
    unseen_most: int
    unseen_critical: int
    critical_answers: frozenset[str]
    alarm_answers: frozenset[str]
    due_days: int
    due_days_critical: int
    percent: Mapping[str, int]
    sections: Mapping[str, int]
    cut_off: int | None
    """An office's own rule, in scaled points; None: none is set."""
    practice_cut_off: int | None
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SectionScore:
    """Points of a section; a maximum of 0 means that nothing of it counts."""

    section: str
    points: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Finding:
    """An item to be improved. `due` is None when it cannot wait for a date."""

    item: str
    answer: str
    critical: bool
    due: date | None
    text: str
    recommendation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The result of an inspection.

    `scaled` is out of the profile's scale, rounded half up; None when nothing counts. `unseen` are items of points not seen or
    not answered, `to_complete` those for which the result waits. `critical` are the items that propose the grade, `alarms` the
    questions about danger answered with yes: they go to the head at once and never become findings. `reaches_cut_off` is None
    without a cut-off.
    """

    profile: str
    points: int
    maximum: int
    scaled: int | None
    proposed_grade: Literal["critical"] | None
    complete: bool
    sections: tuple[SectionScore, ...]
    counts: Mapping[str, int]
    unseen: tuple[str, ...]
    to_complete: tuple[str, ...]
    critical: tuple[str, ...]
    alarms: tuple[str, ...]
    findings: tuple[Finding, ...]
    reaches_cut_off: bool | None


def item_order(number: str) -> tuple[tuple[int, ...], str]:
    """A value to sort numbers of items by: 1.9 before 1.10, what is no number last.

    >>> sorted(["2", "1.10", "a", "1.9"], key=item_order)
    ['1.9', '1.10', '2', 'a']
    """
    parts = number.split(".")
    known = all(part.isascii() and part.isdigit() for part in parts)
    return (tuple(map(int, parts)), "") if known else ((10_000,), number)


def read_profiles(text: str) -> tuple[Profile, ...]:
    """The profiles of a rules file (TOML). Raises InputError when one is incomplete."""
    try:
        return tuple(profile_of(part) for part in tomllib.loads(text)["profiles"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise InputError("scoring_profile_broken") from error


def load_profiles(folder: Path) -> tuple[Profile, ...]:
    """All profiles in the files `scoring*.toml` of a folder."""
    files = sorted(folder.glob("scoring*.toml"))
    return tuple(profile for file in files for profile in read_profiles(file.read_text(encoding="utf-8")))


def profile_of(data: Mapping[str, object]) -> Profile:
    """One profile from its table, as it stands in TOML or in an office's setting. Raises InputError when it is incomplete."""
    try:
        since = data["valid_from"]
        return Profile(
            id=str(data["id"]),
            form=str(data["form"]),
            versions=_texts(data["versions"]),
            valid_from=since if isinstance(since, date) else date.fromisoformat(str(since)),
            scale=_whole(data["scale"]),
            unseen_most=_whole(data["unseen_most"]),
            unseen_critical=_whole(data["unseen_critical"]),
            critical_answers=frozenset(_texts(data["critical_answers"])),
            alarm_answers=frozenset(_texts(data["alarm_answers"])),
            due_days=_whole(data["due_days"]),
            due_days_critical=_whole(data["due_days_critical"]),
            percent={str(key): _whole(value) for key, value in _table(data["percent"]).items()},
            sections={str(key): _whole(value) for key, value in _table(data["sections"]).items()},
            cut_off=_whole(data["cut_off"]) if "cut_off" in data else None,
            practice_cut_off=_whole(_table(data["practice"])["cut_off"]) if "practice" in data else None,
            tags={str(key): str(value) for key, value in _table(data.get("tags", {})).items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("scoring_profile_broken") from error


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(value)
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(value)
    return tuple(str(part) for part in value)


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(value)
    return value


def profile_for(profiles: Sequence[Profile], form: str, version: str, on: date) -> Profile:
    """The profile in force on a day: the latest that covers the form's version. Raises InputError when there is none."""
    fitting = [part for part in profiles if part.form == form and version in part.versions and part.valid_from <= on]
    if not fitting:
        raise InputError("scoring_no_profile", form=form, version=version)
    return max(fitting, key=lambda part: part.valid_from)


def answer_of(item: Item, answers: Mapping[str, str], relevant: Collection[str]) -> str:
    """The answer that counts: what the form does not ask does not apply, what nobody answered was not seen."""
    if item.path not in relevant:
        return NOT_APPLICABLE
    return item.means(answers.get(item.path) or "") or NOT_SEEN


def score(
    items: Sequence[Item],
    answers: Mapping[str, str],
    relevant: Collection[str],
    profile: Profile,
    closed_on: date,
    *,
    practice: bool = False,
) -> Score:
    """Score an inspection that the team closes on `closed_on`.

    `answers` are path → code, `relevant` the paths that the form asks in this facility. An item that does not apply, or was not
    seen, leaves both the points and the maximum; too many not seen, or a critical one, and the result is to be completed.
    """
    given = {item.number: answer_of(item, answers, relevant) for item in items}
    weighed = [item for item in items if item.weight]
    counted = [item for item in weighed if given[item.number] in profile.percent]
    points = sum(_points(item, given, profile) for item in counted)
    maximum = sum(item.weight for item in counted)
    scaled = _half_up(points * profile.scale, maximum) if maximum else None
    unseen = tuple(item.number for item in weighed if given[item.number] == NOT_SEEN)
    waiting = _to_complete(items, given, unseen, profile)
    critical = tuple(item.number for item in items if item.critical and given[item.number] in _bad(item, profile))
    cut_off = profile.practice_cut_off if practice and profile.cut_off is None else profile.cut_off
    return Score(
        profile=profile.id,
        points=points,
        maximum=maximum,
        scaled=scaled,
        proposed_grade="critical" if critical else None,
        complete=not waiting,
        sections=_sections(weighed, counted, given, profile),
        counts={answer: sum(given[item.number] == answer for item in weighed) for answer in ANSWERS},
        unseen=unseen,
        to_complete=waiting,
        critical=critical,
        alarms=tuple(item.number for item in items if not item.weight and given[item.number] in profile.alarm_answers),
        findings=findings(items, answers, relevant, profile, closed_on),
        reaches_cut_off=None if cut_off is None or scaled is None else scaled >= cut_off,
    )


def _points(item: Item, given: Mapping[str, str], profile: Profile) -> int:
    return _half_up(item.weight * profile.percent[given[item.number]], 100)


def _half_up(number: int, divisor: int) -> int:
    return (2 * number + divisor) // (2 * divisor)


def _bad(item: Item, profile: Profile) -> Collection[str]:
    """The answers of a critical item that propose the grade."""
    return profile.critical_answers if item.weight else profile.alarm_answers


def _to_complete(items: Sequence[Item], given: Mapping[str, str], unseen: Sequence[str], profile: Profile) -> tuple[str, ...]:
    """The items that must be seen first: critical ones, and all unseen ones when they are too many."""
    critical = tuple(item.number for item in items if item.critical and given[item.number] == NOT_SEEN)
    waiting = {*(critical if len(critical) > profile.unseen_critical else ())}
    waiting.update(unseen if len(unseen) > profile.unseen_most else ())
    return tuple(item.number for item in items if item.number in waiting)


def _sections(
    weighed: Sequence[Item], counted: Sequence[Item], given: Mapping[str, str], profile: Profile
) -> tuple[SectionScore, ...]:
    names = dict.fromkeys(item.section for item in weighed)
    return tuple(
        SectionScore(
            name,
            sum(_points(item, given, profile) for item in counted if item.section == name),
            sum(item.weight for item in counted if item.section == name),
        )
        for name in names
    )


def section_points(items: Sequence[Item], answers: Mapping[str, str], profile: Profile) -> tuple[SectionScore, ...]:
    """Points by section of answers alone, where every item that has one is asked: for many visits at once.

    What the form did not ask may stand among the answers; whether it does tells the sum, which is not that of `score` then.
    """
    given = {item.number: item.means(answers.get(item.path) or "") or NOT_SEEN for item in items}
    weighed = [item for item in items if item.weight]
    return _sections(weighed, [item for item in weighed if given[item.number] in profile.percent], given, profile)


def findings(
    items: Sequence[Item], answers: Mapping[str, str], relevant: Collection[str], profile: Profile, closed_on: date
) -> tuple[Finding, ...]:
    """A finding for every item of points that is met in part or not at all, with the day by which it is to be corrected.

    Questions about danger and allegations never become findings: they go to the head and a caseworker (practice P27).
    """
    found: list[Finding] = []
    for item in items:
        answer = answer_of(item, answers, relevant)
        if not item.weight or item.finding == "no" or profile.percent.get(answer, 100) == 100:
            continue
        days = item.due_days if item.due_days is not None else profile.due_days_critical if item.critical else profile.due_days
        found.append(_finding(item, answer, answers, closed_on + timedelta(days=days)))
    return tuple(found)


def _finding(item: Item, answer: str, answers: Mapping[str, str], due: date | None) -> Finding:
    return Finding(
        item=item.number,
        answer=answer,
        critical=item.critical,
        due=due if item.finding == "yes" else None,
        text=answers.get(item.note, ""),
        recommendation=answers.get(item.recommendation, ""),
    )


NOT_MET = frozenset({"partly", "does_not"})
"""Answers that make a finding where no profile says so."""
ALARM = "yes"
"""The answer to a question about danger that is an alarm where no profile says so."""


def findings_without_points(
    items: Sequence[Item], answers: Mapping[str, str], relevant: Collection[str], closed_on: date
) -> tuple[Finding, ...]:
    """The findings of a visit whose form carries no weights: items not met in full; days to correct only as the form says."""
    given = ((item, answer_of(item, answers, relevant)) for item in items if item.finding != "no")
    return tuple(
        _finding(item, answer, answers, None if item.due_days is None else closed_on + timedelta(days=item.due_days))
        for item, answer in given
        if answer in NOT_MET
    )


def alarms_without_points(items: Sequence[Item], answers: Mapping[str, str], relevant: Collection[str]) -> tuple[str, ...]:
    """The questions about danger answered with yes, in a form that carries no weights."""
    return tuple(item.number for item in items if item.finding == "no" and answer_of(item, answers, relevant) == ALARM)


def state(result: Score, grade: str | None) -> State:
    """Where a closed inspection stands: the team decides the grade with reasons and the head confirms, nothing else does."""
    if not result.complete:
        return "to_be_completed"
    return "decided" if grade else "to_decide"


def as_json(result: Score, grade: str | None) -> dict[str, object]:
    """The result as the command line prints it."""
    return {
        "points": result.points,
        "maximum": result.maximum,
        "scaled": result.scaled,
        "proposed_grade": result.proposed_grade,
        "grade": grade,
        "state": state(result, grade),
        "findings": [{"item": part.item, "due": part.due.isoformat() if part.due else None} for part in result.findings],
        "sections": [{"section": part.section, "points": part.points, "maximum": part.maximum} for part in result.sections],
        "to_complete": list(result.to_complete),
        "critical": list(result.critical),
        "alarms": list(result.alarms),
        "profile": result.profile,
    }
