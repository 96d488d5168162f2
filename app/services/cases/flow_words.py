"""What is missing for a step of a case, in words: for the bar, the command line and the question before a case is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.codelists import label, labels
from app.domain.workflow import Missing
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import words


def missing_words(one: Missing, lang: str) -> str:
    """What is missing, with days, numbers and codes as a reader of a language knows them."""
    return words(f"flow.missing.{one.code}", lang, **{name: _shown(name, value, lang) for name, value in one.params.items()})


def missing_lines(missing: Iterable[Missing], lang: str) -> str:
    """Several things that are missing, a line each."""
    return "\n".join(f"• {missing_words(one, lang)}" for one in missing)


def _shown(name: str, value: str, lang: str) -> str:
    """A value by what it is."""
    if name == "day":
        return short_date(date.fromisoformat(value), lang)
    if name == "risk":
        return label("risk_level", value, lang)
    return labels("score_domain", tuple(value.split(",")), lang) if name == "domains" else digits_for(value, lang)
