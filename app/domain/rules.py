"""Rules as data: numbers, words and thresholds from `resources/rules`, each with its source, and what an office set in place.

A file holds values in tables of any depth; the path of a rule is the names of the tables and its own, joined by dots. `source`
(or `source_tag`) in a table says where its values come from; `[sources]`, `[bounds]` and `[choices]` say so, the range of a
whole number, and what a text may be, for one path or for all that begin with it. Tags: sourced = an official text or system
says so, and no office changes it; inferred = ours; not_found = nothing national was found, the value is a proposal.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from app.paths import RULES

Source = Literal["sourced", "inferred", "not_found"]
SETS = (
    *("deadlines", "carry", "attachments"),
    *("services", "colours", "follow_up"),
    "workflow",
    "danger",
    *("today", "reminders"),
    "review",
    "care",
    "papers",
    "closing",
    "register",
    "visits",
    "sticks",
)
"""The sets that an office may look at and, where they are not sourced, change."""
_ABOUT = frozenset({"sources", "bounds", "choices"})
_TAGS = ("source", "source_tag")


class RuleError(Exception):
    """A rule that does not exist, or a broken file: a bug, nothing that a user can cause."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `low` and `high` bound a whole number, `choices` a text; `own`: the office set it, `shipped` is what came."""

    path: str
    value: object
    source: Source
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    own: bool = False
    shipped: object = None

    def fits(self, value: object) -> bool:
        """Whether a value may stand here: of the same kind and within the bounds."""
        if type(value) is not type(self.value):
            return False
        if isinstance(value, list):
            return all(isinstance(each, str) for each in value) and (not self.choices or set(value) <= set(self.choices))
        if isinstance(value, int) and not isinstance(value, bool):
            return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        return not isinstance(value, str) or not self.choices or value in self.choices


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one file."""

    name: str
    rules: Mapping[str, Rule]

    def value(self, path: str) -> object:
        """The value of a rule; RuleError when there is none."""
        if path not in self.rules:
            raise RuleError(f"{self.name}: no rule {path!r}")
        return self.rules[path].value

    def number(self, path: str) -> int:
        """A whole number."""
        found = self.value(path)
        if not isinstance(found, int) or isinstance(found, bool):
            raise RuleError(f"{self.name}: {path!r} is no whole number")
        return found

    def text(self, path: str) -> str:
        """A text."""
        found = self.value(path)
        if not isinstance(found, str):
            raise RuleError(f"{self.name}: {path!r} is no text")
        return found

    def flag(self, path: str) -> bool:
        """Yes or no."""
        found = self.value(path)
        if not isinstance(found, bool):
            raise RuleError(f"{self.name}: {path!r} is neither yes nor no")
        return found

    def texts(self, path: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self.value(path)
        if not isinstance(found, list):
            raise RuleError(f"{self.name}: {path!r} is no list")
        return tuple(map(str, found))

    def group(self, prefix: str) -> Mapping[str, Rule]:
        """The rules below a table, by what stands behind its name."""
        start = f"{prefix}."
        return {path.removeprefix(start): rule for path, rule in self.rules.items() if path.startswith(start)}

    def tables(self, prefix: str = "") -> tuple[str, ...]:
        """The names of the tables (or rules) right below one, in the order of the file."""
        below = self.group(prefix) if prefix else self.rules
        return tuple(dict.fromkeys(path.partition(".")[0] for path in below))


@cache
def shipped(name: str) -> RuleSet:
    """The rules that ship with the programme, read once; RuleError for a file that is not there or says no source."""
    return read_rules(RULES / f"{name}.toml")


def read_rules(file: Path) -> RuleSet:
    """The rules of a file."""
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as reason:
        raise RuleError(f"{file.name} cannot be read") from reason
    about = {each: raw.get(each, {}) for each in _ABOUT}
    found: dict[str, Rule] = {}
    for path, value, tag in _leaves({name: each for name, each in raw.items() if name not in _ABOUT}, "", ""):
        source: Any = _closest(about["sources"], path) or tag
        if source not in get_args(Source):
            raise RuleError(f"{file.name}: {path} has no source")
        low, high = _closest(about["bounds"], path) or (None, None)
        choices = tuple(_closest(about["choices"], path) or ())
        found[path] = Rule(path, value, source, low, high, choices, shipped=value)
    return RuleSet(file.stem, found)


def _leaves(table: Mapping[str, object], above: str, tag: str) -> Iterator[tuple[str, object, str]]:
    """Path, value and source of all values in a table and those in it."""
    own = next((str(table[name]) for name in _TAGS if isinstance(table.get(name), str)), tag)
    for name, value in table.items():
        if name in _TAGS:
            continue
        path = f"{above}.{name}" if above else name
        if isinstance(value, Mapping):
            yield from _leaves(value, path, own)
        else:
            yield path, value, own


def _closest(said: Mapping[str, Any], path: str) -> Any:
    """What is said of a path, or of the nearest table above it."""
    while path:
        if path in said:
            return said[path]
        path = path.rpartition(".")[0]
    return None


def overlaid(base: RuleSet, own: Mapping[str, object]) -> RuleSet:
    """The rules with what an office set in place of some; what is sourced, unknown or out of bounds counts as not set."""
    changed = {
        path: replace(rule, value=own[path], own=True)
        for path, rule in base.rules.items()
        if path in own and rule.source != "sourced" and rule.fits(own[path])
    }
    return RuleSet(base.name, {**base.rules, **changed}) if changed else base
