"""What the desktop may say of what is due: numbers and kinds, never a name, a number of a case, or a word that somebody wrote.

When is said by `rules/reminders.toml`; what was told already is kept for the person on this computer, outside the exchange.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from app.data.reader import Reader
from app.data.ui_state import state
from app.domain.clock import instant_text, parse_instant
from app.domain.tasks import Due, Scope
from app.services.office.rules import rules
from app.text.digits import digits_for
from app.text.words import has_words, words
from app.text.zone import day_end, local

KEY = "reminded"
_SAID = frozenset({"overdue", "due", "review", "approval", "sent_back", "hand_over", "referral"})
"""Groups that are reminded of; flags and silence are for who looks."""
_KINDS = 4
"""So many kinds are named; the rest is in the number."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to say: how many are late, how many are due, of which kinds how many; `told` is kept once it was said."""

    late: int
    due: int
    kinds: tuple[tuple[str, int], ...]
    told: Mapping[str, object]


def reminder(reader: Reader) -> Reminder | None:
    """What is to be said now to the person who is signed in: only if something is due that was not told yet.

    None in quiet hours, too soon after the last one, or when the office wants none.
    """
    own = rules(reader, "reminders")
    now = reader.clock.now()
    if not own.flag("on") or not own.number("from_hour") <= local(now).hour < own.number("until_hour"):
        return None
    before = state(reader, KEY)
    kept = before if isinstance(before, Mapping) else {}
    last = kept.get("at")
    if isinstance(last, str) and now - parse_instant(last) < timedelta(minutes=own.number("every_minutes")):
        return None
    found = _due(reader, own.number("days_ahead"))
    keys = sorted({f"{one.kind} {one.subject[1]} {one.place == 'overdue'}" for one in found})
    known = kept.get("keys")
    if not set(keys) - set(known if isinstance(known, list) else ()):
        return None
    late = sum(one.place == "overdue" for one in found)
    kinds = tuple(Counter(one.kind for one in found).most_common(_KINDS))
    return Reminder(late, len(found) - late, kinds, {"at": instant_text(now), "keys": keys})


def _due(reader: Reader, days: int) -> list[Due]:
    """The person's own tasks that are late, due by the end of a day, or wait for an answer."""
    from app.services.desk.task_sources import due_of

    last = day_end(reader.today() + timedelta(days=days))
    return [
        one
        for one in due_of(reader, Scope(reader.actor.office, reader.actor.user))
        if one.place in _SAID and (one.late_from is None or one.late_from <= last)
    ]


def reminder_text(found: Reminder, lang: str) -> str:
    """A reminder in words: "3 late, 2 due today: visit 3, task 2"."""
    parts: list[str] = []
    if found.late:
        parts.append(words("reminder.late", lang, n=digits_for(found.late, lang)))
    if found.due:
        parts.append(words("reminder.due", lang, n=digits_for(found.due, lang)))
    named = [(f"task.{kind}", count) for kind, count in found.kinds]
    kinds = [words("reminder.kind", lang, what=words(key, lang), n=digits_for(n, lang)) for key, n in named if has_words(key)]
    counts = ", ".join(parts)
    return words("reminder.text", lang, counts=counts, kinds=", ".join(kinds)) if kinds else counts
