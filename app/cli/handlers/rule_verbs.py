"""`rule list|set`: the rules of the office, with their source, and what it sets in place of some."""

from __future__ import annotations

import json

from app.cli.context import Context
from app.domain.errors import InputError
from app.domain.rules import SETS
from app.services.office.rules import rules, set_rule


def listing(context: Context) -> None:
    """All rules of a set, or of every set."""
    asked = context.call.text("set")
    if asked and asked not in SETS:
        raise InputError("rule_unknown", key=asked[:80])
    with context.session.read() as reader:
        found = [rules(reader, name) for name in SETS if not asked or name == asked]
    context.out.rows(
        {
            "set": known.name,
            "path": path,
            "value": rule.value,
            "source": rule.source,
            "own": rule.own,
            "shipped": rule.shipped,
            "allowed": list(rule.choices) or ([rule.low, rule.high] if rule.low is not None else None),
        }
        for known in found
        for path, rule in known.rules.items()
    )


def assign(context: Context) -> None:
    """Sets a rule, as JSON or as a word; an empty value gives back what came."""
    name, path, raw = context.call.need("set"), context.call.need("path"), context.call.need("value")
    with context.session.write("rule_edit") as uow:
        set_rule(uow, name, path, _value(raw))
        rule = rules(uow, name).rules[path]
    context.out.one({"set": name, "path": path, "value": rule.value, "own": rule.own})


def _value(raw: str) -> object:
    """What was typed."""
    if not raw:
        return None
    try:
        found: object = json.loads(raw)
    except ValueError:
        return raw
    return found
