"""Marks of the actions that the approval of a plan was shown: an action's id with a hash of its text, and how they are told."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from app.data.fields import restricted_group
from app.data.reader import Reader
from app.domain.records import Record
from app.text.words import words

_TEXT = ("domain", "need", "goal", "action", "who", "due_on")
_SAYS = ("action", "goal", "need")
"""What an action is told by, the first that is filled."""


def mark(action: Record) -> str:
    """An action with its text: what is done about it later, such as its state, is no other plan."""
    text = "\n".join(action.text(name) for name in _TEXT)
    return f"{action.id}:{sha256(text.encode()).hexdigest()[:12]}"


def told(reader: Reader, marks: Iterable[str], lang: str) -> str:
    """The marked actions in words, the oldest first, by what they say now, and whether that was written since."""
    return "; ".join(_told(reader, each, lang) for each in sorted(marks))


def _told(reader: Reader, one: str, lang: str) -> str:
    """One action; nothing of what it says for who may not see it (practice P1)."""
    action = reader.maybe("plan_action", one.partition(":")[0])
    if action is None:
        return words("value.action_gone", lang)
    group = restricted_group("plan_action", action.values)
    if group is not None and group not in reader.actor.rights:
        return words("value.hidden", lang)
    says = next((action.text(name) for name in _SAYS if action.text(name)), words("type.plan_action", lang))
    return says if mark(action) == one else words("value.action_changed", lang, action=says)
