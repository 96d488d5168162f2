"""Scores of a finished response: kept with it, so that plans, reports and computers without the form can use them.

Only questions with `komar:domain` are scores, and only unrestricted ones are kept (practice P1). What counts as low, and
when the scores ask for a look at the risk (practice P18), stands in `resources/rules/carry.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.records import Record
from app.domain.rules import RuleSet, shipped
from app.forms.session import FormSession
from app.services.responses.response_store import group_at, groups_of

NOTES = ("_note", "_comment")
"""What the comment beside a scored question is called."""
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Score:
    """One scored question: its name, domain, points, the words of the form by language, the comment, and whether it is low."""

    item: str
    domain: str
    score: int
    low: bool
    labels: Mapping[str, str]
    note: str
    key: str

    def label(self, lang: str) -> str:
        """The question in a language, or in the other one."""
        return self.labels.get(lang) or next(iter(self.labels.values()), self.item)


@dataclass(frozen=True, slots=True)
class CarryRules:
    """The rules of `carry.toml`."""

    low: int
    any_at: int
    more_than: int
    at: int


def carry_rules(rules: RuleSet | None = None) -> CarryRules:
    """The rules; those that ship where none are given."""
    known = rules or shipped("carry")
    review = [known.number(f"risk_review.{name}") for name in ("any_at", "more_than", "at")]
    return CarryRules(known.number("low"), *review)


def scores_now(session: FormSession) -> list[dict[str, object]]:
    """The scores of a session as they are kept with its response."""
    groups = groups_of(session.form)
    own = {state.key: state for state in session.states()}
    found: list[dict[str, object]] = []
    for key, state in own.items():
        domain = state.definition.komar.get("domain")
        if not (domain and state.relevant and state.value.isascii() and state.value.isdigit() and len(state.value) < 4):
            continue
        if group_at(groups, key) is not None:
            continue
        low = int(state.definition.komar.get("low") or carry_rules().low)
        kept = {"item": state.definition.name, "domain": domain, "score": int(state.value), "key": key}
        found.append({**kept, "low": int(state.value) <= low, "labels": _labels(session, key), "note": _note(own, groups, key)})
    return found


def _labels(session: FormSession, key: str) -> dict[str, str]:
    """The words of a question in both languages."""
    before = session.language
    found = {}
    for lang in ("km", "en"):
        session.set_language(lang)
        found[lang] = session.label(key)
    session.set_language(before)
    return {lang: text for lang, text in found.items() if text}


def _note(states: Mapping[str, object], groups: Mapping[str, str], key: str) -> str:
    """The comment beside a question, if it may be told to everybody."""
    for ending in NOTES:
        beside = states.get(f"{key}{ending}")
        if beside is not None and group_at(groups, f"{key}{ending}") is None:
            return str(getattr(beside, "value", ""))[:_MOST]
    return ""


def scores_of(response: Record) -> tuple[Score, ...]:
    """The scores kept with a response; what cannot be read is left out."""
    held = response.values.get("scores")
    return tuple(filter(None, map(_score, held if isinstance(held, list) else ())))


def _score(raw: object) -> Score | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("score"), int):
        return None
    labels = raw.get("labels")
    words = {str(lang): str(text) for lang, text in labels.items()} if isinstance(labels, dict) else {}
    item, domain, note, key = (str(raw.get(name, "")) for name in ("item", "domain", "note", "key"))
    return Score(item, domain, raw["score"], raw.get("low") is True, words, note, key)


def low_scores(response: Record, prefixes: Iterable[str] = ()) -> tuple[Score, ...]:
    """The low scores of a response, those of some domains only if `prefixes` are given: a domain itself or its beginning."""
    wanted = tuple(prefixes)
    found = (one for one in scores_of(response) if one.low)
    return tuple(one for one in found if not wanted or any(f"{one.domain}.".startswith(f"{each}.") for each in wanted))


def asks_for_risk_review(response: Record, own: RuleSet | None = None) -> bool:
    """Whether the scores ask for a look at the risk (practice P18): any domain at 1, or more than three at 2.

    `own`: the rules `carry` of the office; those that ship where none are given.
    """
    lowest: dict[str, int] = {}
    for one in scores_of(response):
        domain = one.domain or one.item
        lowest[domain] = min(one.score, lowest.get(domain, one.score))
    rules = carry_rules(own)
    return any(value <= rules.any_at for value in lowest.values()) or (
        sum(value == rules.at for value in lowest.values()) > rules.more_than
    )
